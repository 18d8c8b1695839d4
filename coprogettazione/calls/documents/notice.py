# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What D2 says: the avviso with the contents that DM 72/2021 asks for, and what decides who may take part."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.documents.annexes import annexes_of
from coprogettazione.calls.documents.application_form import requested_facts
from coprogettazione.calls.documents.conditions import (
    conclusion_words,
    indirect_costs_words,
    paragraphs,
    registration_words,
    starting_words,
    substitution_rule,
)
from coprogettazione.calls.documents.facts import procedure_facts
from coprogettazione.calls.documents.selection import (
    criteria_facts,
    double_participation_rule,
    lots_per_body_words,
    own_levels,
    selection_facts,
    tie_break_words,
)
from coprogettazione.calls.models import DEFAULT_LEVELS, Call, CtsActivity, SelectionMode
from coprogettazione.calls.queries import law_of, profile_in
from coprogettazione.wording import ROME, in_italian, joined


def _versions(call: Call) -> list[dict[str, Any]]:
    """What changed in each version after the first, for the box at the head of D2."""
    return [
        {
            "version": change.version,
            "kind": str(change.get_kind_display()),
            "on": change.at.astimezone(ROME).date(),
            "act": str(change.act),
            "facts": change.facts,
        }
        for change in call.changes.select_related("act")
    ]


@in_italian
def notice_facts(call: Call, at: datetime) -> dict[str, Any]:
    """What D2 says, also for its preview while it is a draft (terms then may be missing)."""
    comuni = [comune.name for comune in call.comuni.all()]
    without = (SelectionMode.OPEN_TABLE, SelectionMode.PER_LOT)
    criteria = [] if call.selection_mode in without else list(call.criteria.all())
    activities = [str(CtsActivity(letter).label) for letter in call.cts_activities]
    months = _("%(months)s mesi") % {"months": call.duration_months} if call.duration_months else ""
    chapters = [
        ("a", _("Finalità"), call.purpose),
        (
            "b",
            _("Oggetto"),
            "\n\n".join(
                [
                    call.object,
                    *([_("Attività di interesse generale: ") + "; ".join(activities)] if activities else []),
                ]
            ),
        ),
        ("c", _("Durata del partenariato"), paragraphs(months, starting_words(call))),
        (
            "d",
            _("Quadro progettuale ed economico"),
            paragraphs(call.public_resources, call.expected_contribution, indirect_costs_words(call)),
        ),
        (
            "e",
            _("Requisiti e cause di esclusione"),
            paragraphs(call.requirements, registration_words(call), call.exclusion_causes),
        ),
        ("f", _("Fasi e modalità"), call.phases),
        ("g", _("Valutazione"), str(selection_facts(call)["mode"])),
        ("h", _("Conclusione"), paragraphs(call.conclusion, conclusion_words(call, at))),
    ]
    profile = profile_in(law_of(call, at.astimezone(ROME).date()))
    regional = paragraphs(call.service_management, call.consultation)
    if regional:
        chapters.append(("i", _("Contenuti chiesti dalla regione"), regional))
    admitted = (
        _("Ruoli ammessi (%(norm)s): %(roles)s.")
        % {"norm": profile.norm, "roles": joined(profile.role_words)}
        if profile.region and profile.partner_roles
        else ""
    )
    rules = [
        double_participation_rule(call),
        (_("Temi per ciascun ente"), lots_per_body_words(call)),
        (
            _("Soggetti che non sono enti del Terzo settore"),
            paragraphs(call.non_ets_roles, admitted),
        ),
        substitution_rule(call),
        (_("Riserva"), call.reserve_clause),
    ]
    office = call.lead_authority
    return {
        "procedure": procedure_facts(call),
        "summary": call.summary,
        "chapters": [{"letter": letter, "title": title, "text": text} for letter, title, text in chapters],
        "terms": {
            "published": (call.published_at or at).astimezone(ROME).date(),
            "faq": call.questions_deadline or call.planned_questions_deadline,
            "deadline": call.deadline or call.planned_deadline or at,
        },
        "territory": joined(comuni),
        "beneficiaries": call.targets,
        "duration": months,
        "selection": selection_facts(call),
        "criteria": criteria_facts(criteria),
        "maximum": call.max_points,
        "scale": [
            {"coefficient": coefficient, "label": f"{name}. {text}"}
            for coefficient, name, text in DEFAULT_LEVELS
        ]
        if any(not own_levels(c) for c in call.criteria.all())
        and call.selection_mode != SelectionMode.OPEN_TABLE
        else [],
        "tie_break": tie_break_words(call) if call.selection_mode != SelectionMode.OPEN_TABLE else [],
        "resources": [{"label": _("Contributo pubblico"), "amount": call.public_grant or Decimal(0)}],
        "total": call.public_grant or Decimal(0),
        "how_to_apply": _(
            "La domanda si compila e si invia sulla piattaforma, entro il termine. Fino al termine "
            "si può ritirare e inviare di nuovo; prima del termine nessuno può leggerla."
        ),
        "requested": requested_facts(call),
        "rules": [{"title": title, "text": text} for title, text in rules if text],
        "contacts": {
            "officer": call.procedure_officer.get_full_name(),
            "office": office.name,
            "email": office.email,
            "phone": office.phone,
        },
        "annexes": [annex.title_of(call) for annex in annexes_of(call)],
        "versions": _versions(call),
        "privacy": call.privacy_notice,
        "appeal": call.appeal_clause,
        "signatures": [
            {"role": _("Il responsabile del procedimento"), "name": call.procedure_officer.get_full_name()}
        ],
    }
