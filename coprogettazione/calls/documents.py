# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which papers come out of a call: D1, D2, and the acts that extend, revoke or annul it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.models import (
    PUBLIC_DRAW,
    AccessRequest,
    Call,
    CallAct,
    CigRegime,
    CtsActivity,
    DoubleParticipation,
    Parameter,
    SelectionMode,
)
from coprogettazione.calls.queries import parameter_of
from coprogettazione.documents.models import Paper, PaperKind, StoredFile
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
    """D2, the avviso as it is published: issued and published at once."""
    paper = issue_act(
        kind=PaperKind.NOTICE,
        body=call.lead_authority,
        title=_("Avviso pubblico di co-progettazione"),
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


@in_italian
def selection_facts(call: Call) -> dict[str, Any]:
    """How partners are found (key `selection`)."""
    by_threshold = call.selection_mode == SelectionMode.THRESHOLD
    return {
        "mode": SelectionMode(call.selection_mode).label,
        "threshold": call.threshold if by_threshold else None,
    }


@in_italian
def tie_break_words(call: Call) -> list[str]:
    """The tie-break rule in words, in order."""
    return [
        _("sorteggio pubblico") if step == PUBLIC_DRAW else _("punti del criterio %(code)s") % {"code": step}
        for step in call.tie_break
    ]


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
    criteria = [] if call.selection_mode == SelectionMode.OPEN_TABLE else list(call.criteria.all())
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
    rules = [
        (
            _("Stesso ente in due gruppi"),
            str(DoubleParticipation(call.double_participation).label).capitalize() + ".",
        ),
        (_("Soggetti che non sono enti del Terzo settore"), call.non_ets_roles),
        (_("Riserva"), call.reserve_clause),
    ]
    office = call.lead_authority
    return {
        "procedure": procedure_facts(call),
        "summary": call.summary,
        "chapters": [{"letter": letter, "title": title, "text": text} for letter, title, text in chapters],
        "terms": {
            "published": at.astimezone(ROME).date(),
            "faq": call.questions_deadline,
            "deadline": call.deadline or at,
        },
        "territory": joined(comuni),
        "beneficiaries": call.targets,
        "duration": months,
        "selection": selection_facts(call),
        "criteria": [{"code": c.code, "text": c.text, "max": c.max_points} for c in criteria],
        "maximum": call.max_points,
        "scale": [],
        "tie_break": tie_break_words(call) if criteria else [],
        "resources": [{"label": _("Contributo pubblico"), "amount": call.public_grant or Decimal(0)}],
        "total": call.public_grant or Decimal(0),
        "how_to_apply": _(
            "La domanda si compila e si invia sulla piattaforma, entro il termine. Fino al termine "
            "si può ritirare e inviare di nuovo; prima del termine nessuno può leggerla."
        ),
        "rules": [{"title": title, "text": text} for title, text in rules if text],
        "contacts": {
            "officer": call.procedure_officer.get_full_name(),
            "office": office.name,
            "email": office.email,
            "phone": office.phone,
        },
        "annexes": [],
        "privacy": call.privacy_notice,
        "appeal": call.appeal_clause,
        "signatures": [
            {"role": _("Il responsabile del procedimento"), "name": call.procedure_officer.get_full_name()}
        ],
    }


@in_italian
def issue_access_answer(
    request: AccessRequest, files: list[StoredFile], *, appeal: str, by: Any, at: datetime
) -> Paper:
    """The letter that answers a request of access: outcome, reasons, copies, how to appeal. Not published."""
    call = request.call
    asked = [paper.title for paper in request.papers.all()]
    facts = [
        {"label": _("Tipo di accesso"), "value": request.get_kind_display()},
        {"label": _("Richiesta arrivata"), "value": moment(request.requested_at)},
        {"label": _("Esito"), "value": request.get_outcome_display()},
    ]
    if request.deferred_until:
        facts.append({"label": _("Rinviata fino al"), "value": day(request.deferred_until)})
    return issue_act(
        kind=PaperKind.LETTER,
        body=call.lead_authority,
        title=_("Risposta a una richiesta di accesso"),
        subject=call.title,
        about=request,
        data={
            "procedure": {"title": call.title, "code": call.code, "cup": call.cup or None},
            "recipients": [{"name": request.who, "address": request.email or None}],
            "opening": _("Ha chiesto di accedere a:"),
            "items": [*asked, *([request.description] if request.description else [])],
            "term": None,
            "facts": facts,
            "closing": f"{request.reasons}\n\n{appeal}",
            "annexes": [file.name for file in files],
            "signatures": [
                {
                    "role": _("Il responsabile del procedimento"),
                    "name": call.procedure_officer.get_full_name(),
                }
            ],
        },
        by=by,
        at=at,
    )
