# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which papers come out of a call: D1, D2 in each of its versions, and the acts that change or end it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.documents.annexes import annexes_of
from coprogettazione.calls.documents.application_form import requested_facts
from coprogettazione.calls.documents.selection import (
    criteria_facts,
    double_participation_rule,
    lots_per_body_words,
    own_levels,
    selection_facts,
    tie_break_words,
)
from coprogettazione.calls.models import (
    DEFAULT_LEVELS,
    Call,
    CallAct,
    CallChange,
    ChangeKind,
    CigRegime,
    CtsActivity,
    Parameter,
    SelectionMode,
)
from coprogettazione.calls.queries import law_of, parameter_of, profile_in
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.wording import ROME, day, in_italian, joined, moment

#: Where every avviso is published.
PLACES = ("albo pretorio on line", "Amministrazione trasparente", "piattaforma di co-progettazione")


@in_italian
def issue_opening_act(call: Call, *, by: Any, at: datetime) -> Paper:
    """D1, the executive act that opens the procedure and approves the avviso."""
    return issue_act(
        kind=PaperKind.OPENING_ACT,
        body=call.lead_authority,
        title=_("Determinazione dirigenziale"),
        subject=_("Indizione della procedura di co-progettazione «%(title)s»") % {"title": call.title},
        about=call,
        number=call.authorisation_number,
        on=call.authorised_on,
        data=_opening_facts(call, at),
        by=by,
        at=at,
    )


@in_italian
def publish_opening_act(call: Call, *, by: Any, at: datetime) -> Paper:
    """Publish D1 with the avviso: it fixes the criteria of a contribution (art. 26 c. 1, d.lgs. 33/2013;
    art. 12, l. 241/1990). It names nobody but who answers for the procedure, so it is published as it is.
    """
    paper = Paper.objects.filter(case_file=call, kind=PaperKind.OPENING_ACT).latest("pk")
    return publish_act(paper=paper, by=by, at=at)


@in_italian
def issue_notice(call: Call, *, by: Any, at: datetime) -> Paper:
    """D2, the avviso as it is published: issued and published at once, beside the versions before it."""
    version = call.changes.count() + 1
    title = _("Avviso pubblico di co-progettazione")
    paper = issue_act(
        kind=PaperKind.NOTICE,
        body=call.lead_authority,
        title=title if version == 1 else _("%(title)s, versione %(n)s") % {"title": title, "n": version},
        subject=call.title,
        about=call,
        number=call.code,
        on=at.astimezone(ROME).date(),
        data=notice_facts(call, at),
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)


@in_italian
def issue_call_act(
    act: CallAct,
    *,
    subject: str,
    premises: list[tuple[str, str]],
    decisions: list[str],
    by: Any,
    at: datetime,
) -> Paper:
    """A reasoned act of the executive on the dossier; published when the call is public."""
    call = act.call
    paper = issue_act(
        kind=PaperKind.EXECUTIVE_ACT,
        body=call.lead_authority,
        title=_("Determinazione dirigenziale"),
        subject=subject,
        about=act,
        number=act.number,
        on=act.signed_on,
        data={
            "procedure": procedure_facts(call),
            "premises": [{"lead": lead, "text": text} for lead, text in premises],
            "reasons": act.reasons,
            "decisions": decisions,
            "tables": [],
            "opinions": [],
            "annexes": [],
            "appeal": call.appeal_clause,
            "signatures": [_executive(call)],
        },
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at) if call.published_at else paper


@in_italian
def issue_change_act(change: CallChange, *, by: Any, at: datetime) -> Paper:
    """The act of a *rettifica* or of a *modifica*: both texts, fact by fact, and the term."""
    call = change.call
    published = call.published_at or at
    premises = [(_("Richiamato"), _("l’avviso pubblicato il %(day)s") % {"day": day(published)})]
    if change.kind == ChangeKind.CORRECTION:
        subject = _("Rettifica di un errore di scrittura nell’avviso %(code)s")
        lead = _("di rettificare")
        last = _("di dare atto che il termine per le domande non cambia;")
    else:
        assert change.old_deadline is not None
        assert change.new_deadline is not None
        subject = _("Modifica dell’avviso %(code)s e nuovo termine per le domande")
        lead = _("di modificare")
        last = _("di fissare il nuovo termine per le domande a %(term)s;") % {
            "term": moment(change.new_deadline)
        }
        premises.append(
            (
                _("Dato atto"),
                _("che il termine non è scaduto: scade %(term)s") % {"term": moment(change.old_deadline)},
            )
        )
    decisions = [
        _("%(lead)s «%(label)s»: al posto di «%(before)s» si legge «%(after)s»;") % {**fact, "lead": lead}
        for fact in change.facts
    ]
    decisions.append(last)
    if change.kind == ChangeKind.AMENDMENT:
        decisions.append(_("di dare atto che le domande già inviate restano valide e si possono sostituire;"))
    decisions.append(
        _("di pubblicare questo atto e la versione %(n)s dell’avviso, e di avvisare gli enti interessati.")
        % {"n": change.version}
    )
    return issue_call_act(
        change.act,
        subject=subject % {"code": call.code},
        premises=premises,
        decisions=decisions,
        by=by,
        at=at,
    )


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
def procedure_facts(call: Call) -> dict[str, Any]:
    """The box at the head of every act of a dossier (key `procedure` of the templates)."""
    regime = CigRegime(call.cig_regime).label if call.cig_regime else ""
    return {
        "title": call.title,
        "code": call.code,
        "cup": call.cup,
        "cup_exemption": call.cup_exemption,
        "cig": call.cig,
        "cig_note": regime,
        "officer": call.procedure_officer.get_full_name(),
    }


def _executive(call: Call) -> dict[str, str]:
    return {"role": _("Il dirigente"), "name": call.executive_officer.get_full_name()}


def _opening_facts(call: Call, at: datetime) -> dict[str, Any]:
    objective = call.objective
    if objective is None:
        raise ValueError("an avviso without an objective of the plan cannot be authorised")
    today = at.astimezone(ROME).date()
    return {
        "procedure": procedure_facts(call),
        "planning": {"plan": objective.plan.title, "objective": str(objective)},
        "policy_act": call.policy_act,
        "norms": [],
        "reasons": call.policy_reasons,
        "officer": {"name": call.procedure_officer.get_full_name()},
        "conflict": _(
            "Il responsabile del procedimento ha dichiarato di non trovarsi in conflitto di interessi, "
            "nemmeno potenziale."
        ),
        "selection": selection_facts(call),
        "resources": [
            {
                "label": _("Contributo pubblico"),
                "amount": call.public_grant or Decimal(0),
                "chapter": call.budget_chapter or None,
            }
        ],
        "total": call.public_grant or Decimal(0),
        "ets_contribution": call.expected_contribution,
        "publication": {
            "places": list(PLACES),
            "days": parameter_of(call, Parameter.PUBLICATION_DAYS_MINIMUM, today),
        },
        "annexes": [_("avviso pubblico %(code)s") % {"code": call.code}],
        "opinions": [],
        "appeal": call.appeal_clause,
        "signatures": [_executive(call)],
    }


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
        ("c", _("Durata del partenariato"), months),
        (
            "d",
            _("Quadro progettuale ed economico"),
            "\n\n".join(filter(None, [call.public_resources, call.expected_contribution])),
        ),
        (
            "e",
            _("Requisiti e cause di esclusione"),
            "\n\n".join(filter(None, [call.requirements, call.exclusion_causes])),
        ),
        ("f", _("Fasi e modalità"), call.phases),
        ("g", _("Valutazione"), str(selection_facts(call)["mode"])),
        ("h", _("Conclusione"), call.conclusion),
    ]
    profile = profile_in(law_of(call, at.astimezone(ROME).date()))
    regional = "\n\n".join(filter(None, [call.service_management, call.consultation]))
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
            "\n\n".join(filter(None, [call.non_ets_roles, admitted])),
        ),
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
