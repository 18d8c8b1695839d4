# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""D6, the act on who sits at the table."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from coprogettazione.applications.queries import conclusion_term
from coprogettazione.calls.documents import executive, opinions_elsewhere, procedure_facts
from coprogettazione.calls.models import Call, Parameter, all_terms
from coprogettazione.calls.queries import parameter_of
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.evaluation.models import Admission, AdmissionOutcome, Committee
from coprogettazione.evaluation.queries import ranking, seats_of
from coprogettazione.parties.models import User
from coprogettazione.wording import day, in_italian


@in_italian
def issue_admission(
    call: Call,
    committee: Committee | None,
    admissions: Sequence[Admission],
    *,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> Paper:
    """D6. The published copy names who is admitted; why somebody is not is told to them, not to everybody."""
    opening = Paper.objects.filter(case_file=call, kind=PaperKind.OPENING_ACT).order_by("pk").last()
    rows = {row.application_id: row for row in ranking(call)}
    admitted = [a for a in admissions if a.outcome == AdmissionOutcome.ADMITTED]
    data: dict[str, Any] = {
        "procedure": procedure_facts(call),
        "opening_act": _("determinazione n. %(number)s del %(day)s")
        % {"number": opening.number, "day": day(opening.date)}
        if opening
        else _("determinazione che ha autorizzato l’avviso"),
        "committee": {
            "act": _("determinazione n. %(number)s del %(day)s")
            % {"number": committee.act_number, "day": day(committee.act_date)},
            "members": [f"{s.user}, {s.get_kind_display()}" for s in seats_of(committee)],
        }
        if committee
        else None,
        "minutes": [
            _("il verbale della commissione n. %(number)s del %(day)s")
            % {"number": m.number, "day": day(m.date)}
            for m in minutes_of(committee)
        ]
        if committee
        else [],
        "ranking": [
            {
                "lot": str(a.application.lot) if a.application.lot else "",
                "position": rows[a.application_id].position,
                "applicant": a.application.label,
                "points": rows[a.application_id].total,
                "outcome": str(a.get_outcome_display()),
            }
            for a in admissions
            if a.application_id in rows
        ],
        "threshold": call.threshold if committee else None,
        "without_partner": [
            str(terms.lot)
            for terms in all_terms(call)
            if terms.lot and not any(a.application.lot_id == terms.lot.pk for a in admitted)
        ],
        "tie_break": " ".join(r.tie_break for r in rows.values() if r.tie_break) or None,
        "admitted": [
            {"applicant": a.application.label, "note": a.reason}
            for a in admissions
            if a.outcome == AdmissionOutcome.ADMITTED
        ],
        "excluded": [
            {"applicant": a.application.label, "reason": a.reason}
            for a in admissions
            if a.outcome != AdmissionOutcome.ADMITTED
        ],
        "reasons": reasons.strip(),
        "calendar": _calendar(call, act_date, at) if admitted else [],
        "opinions": opinions_elsewhere(spends=False),
        "appeal": call.appeal_clause,
        "signatures": [executive(call)],
    }
    public = {
        **data,
        "ranking": [row for row in data["ranking"] if row["outcome"] == str(AdmissionOutcome.ADMITTED.label)],
        "excluded": [
            {"applicant": a.application.label, "reason": str(a.get_outcome_display())}
            for a in admissions
            if a.outcome != AdmissionOutcome.ADMITTED
        ],
    }
    paper = issue_act(
        kind=PaperKind.ADMISSION_ACT,
        body=call.lead_authority,
        title=_("Determinazione dirigenziale"),
        subject=_("Ammissione al tavolo di co-progettazione"),
        about=call,
        number=act_number.strip(),
        on=act_date,
        data=data,
        public_data=public,
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)


def _calendar(call: Call, day_of_act: date, at: datetime) -> list[dict[str, str]]:
    """What follows, as far as it is fixed: how the table is convened, by when the procedure ends."""
    days = parameter_of(call, Parameter.CONVOCATION_DAYS_MINIMUM, day_of_act)
    rows = [
        {
            "when": _("Primo incontro"),
            "what": _(
                "lo convoca il responsabile del procedimento, con almeno %(days)s giorni di preavviso a chi è ammesso"
            )
            % {"days": days},
        }
    ]
    term = conclusion_term(call, at)
    if term is not None and term.due_at is not None:
        rows.append(
            {
                "when": _("Conclusione del procedimento"),
                "what": _("entro il %(term)s") % {"term": day(term.due_at)},
            }
        )
    return rows


def minutes_of(committee: Committee) -> list[Paper]:
    """The minutes that D6 approves: of every session, then the last ones, with ranking and points."""
    of_sessions = Q(about_kind="committeesession", about_id__in=committee.sessions.values("pk"))
    of_the_whole = Q(about_kind="committee", about_id=committee.pk)
    found = Paper.objects.filter(of_sessions | of_the_whole, kind=PaperKind.MINUTES)
    return list(found.order_by("pk"))
