# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sits at the table: the executive's act (D6), and the scrolling of the ranking when somebody leaves."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.queries import reserve_words
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import Call, SelectionMode, Terms
from coprogettazione.calls.services import need_reasons
from coprogettazione.evaluation.documents import issue_admission, issue_scrolling
from coprogettazione.evaluation.models import Admission, AdmissionOutcome, RankingRow
from coprogettazione.evaluation.notifications import tell_admissions, tell_scrolled
from coprogettazione.evaluation.queries import (
    committee_of,
    evaluated_applications,
    places_to_give,
    rankings,
    reserves,
    standing_ranking,
)
from coprogettazione.evaluation.services.appointing import adopt
from coprogettazione.evaluation.services.closing import need_fit
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import WrongState
from coprogettazione.wording import moment, number


@deed(
    on="call",
    says=gettext_lazy("ha deciso chi è ammesso al tavolo"),
    law=gettext_lazy("art. 55, d.lgs. 117/2017; art. 3, l. 241/1990"),
)
def admit_applications(
    act: Act,
    *,
    call: Call,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> list[Admission]:
    """Adopt D6: an outcome with its reason for every application that arrived, told to all at the same
    instant.

    SINGLE_PARTNER admits the first above the threshold, THRESHOLD all those above it, PER_LOT theme by theme
    as the avviso says, OPEN_TABLE all the admissible (no committee: ADMISSIBILITY → ADMITTED). Raises
    WrongState when the committee has not closed or a member has meanwhile a conflict or an applicant not
    declared, an application is undecided, or nobody can be admitted (then
    `declare_all_excluded`); Invalid for the act and the reasons.
    """
    undecided = Application.objects.filter(
        call=call, state__in=[ApplicationState.RECEIVED, ApplicationState.CURE]
    ).count()
    if undecided:
        raise WrongState(
            _("Il RUP deve ancora decidere sui requisiti di qualche domanda: %(count)s.")
            % {"count": undecided}
        )
    by_points = call.selection_mode != SelectionMode.OPEN_TABLE
    committee = committee_of(call)
    if by_points and (committee is None or committee.closed_at is None):
        raise WrongState(
            _("La commissione non ha ancora chiuso i lavori: senza graduatoria non si decide l’ammissione.")
        )
    if by_points and committee is not None:
        need_fit(committee)
    reasons = need_reasons(reasons)
    adopt(call, "admit_applications", act_number=act_number, act_date=act_date, reasons=reasons, by=by, at=at)
    decided = decided_by_ranking(call) if by_points else _all_admissible(call)
    if not any(outcome == AdmissionOutcome.ADMITTED for _application, outcome, _reason in decided):
        raise WrongState(
            _("Nessuna domanda può essere ammessa: si chiude il procedimento con un atto motivato.")
        )
    decided += left_out(call)
    move(CallLifecycle(call).admit)
    rows = record_outcomes(decided, act_number=act_number, act_date=act_date, at=at)
    paper = issue_admission(
        call, committee, rows, act_number=act_number, act_date=act_date, reasons=reasons, by=by, at=at
    )
    tell_admissions(call, rows, at)
    act.record(
        outcomes=[{"application": row.application_id, "outcome": str(row.outcome)} for row in rows],
        paper=paper.number,
    )
    return rows


@deed(on="call", says=gettext_lazy("ha scorso la graduatoria"), law=gettext_lazy("art. 3, l. 241/1990"))
def scroll_ranking(
    act: Act,
    *,
    call: Call,
    application: Application,
    reason: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Admission:
    """Let the next in the ranking sit in the place of `application`, which lapses (or already has, when it was
    excluded after the admission). Returns the new admission.

    Only where a single partner was chosen (elsewhere everybody who could already sits). Raises WrongState
    when nobody
    is left or the application has no place to give, Invalid for the act and the reason.
    """
    if not application.terms.only_first:
        raise WrongState(
            _(
                "La graduatoria si scorre solo quando l’avviso sceglie un partner: qui siede già chi ne "
                "aveva titolo."
            )
        )
    if not places_to_give(call).filter(pk=application.pk).exists():
        raise WrongState(_("Questa domanda non è ammessa al tavolo, o un’altra ha già preso il suo posto."))
    leaving: Admission = locked(application.admission)
    following = reserves(call, application.lot_id).first()
    if following is None:
        raise WrongState(_("In graduatoria non c’è nessun altro sopra la soglia."))
    reason = need_reasons(reason, "reason")
    adopt(call, "scroll_ranking", act_number=act_number, act_date=act_date, reasons=reason, by=by, at=at)
    lapsing = leaving.outcome == AdmissionOutcome.ADMITTED
    if lapsing:
        leaving.outcome, leaving.reason = AdmissionOutcome.LAPSED, reason
        leaving.save(update_fields=["outcome", "reason"])
    entering: Admission = locked(following.application.admission)
    entering.outcome, entering.decided_at = AdmissionOutcome.ADMITTED, at
    entering.act_number, entering.act_date = act_number.strip(), act_date
    entering.reason = _(
        "Ammessa per scorrimento della graduatoria: %(position)s° posto, %(points)s punti."
    ) % {
        "position": following.position,
        "points": number(following.total),
    }
    entering.save(update_fields=["outcome", "decided_at", "act_number", "act_date", "reason"])
    paper = issue_scrolling(call, leaving, entering, reason, lapsing=lapsing, by=by, at=at)
    tell_scrolled(call, [leaving, entering] if lapsing else [entering], entering.act_number, at)
    act.record(entering=entering.application, paper=paper.number)
    return entering


def decided_by_ranking(call: Call) -> list[tuple[Application, AdmissionOutcome, str]]:
    """What the ranking says of every application that is still in the procedure, with the reason."""
    return [
        (row.application, *_outcome(row, terms, waits=terms.only_first and place > 0))
        for terms, rows in rankings(standing_ranking(call), call)
        for place, row in enumerate(rows)
    ]


def _outcome(row: RankingRow, terms: Terms, *, waits: bool) -> tuple[AdmissionOutcome, str]:
    words = {"points": number(row.total), "threshold": number(terms.threshold), "position": row.position}
    if not row.above_threshold:
        return (
            AdmissionOutcome.BELOW_THRESHOLD,
            _("%(points)s punti, sotto la soglia di %(threshold)s.") % words,
        )
    if waits:
        return (
            AdmissionOutcome.WAITING,
            _("%(position)s° posto con %(points)s punti: l’avviso ammette un solo partner.") % words
            if terms.lot is None
            else _("%(position)s° posto con %(points)s punti: l’avviso ammette un solo partner per tema.")
            % words,
        )
    if terms.threshold is None:
        return AdmissionOutcome.ADMITTED, _("%(position)s° posto con %(points)s punti.") % words
    return (
        AdmissionOutcome.ADMITTED,
        _("%(points)s punti, sopra la soglia di %(threshold)s.") % words
        if row.total > terms.threshold
        else _("%(points)s punti, pari alla soglia di %(threshold)s.") % words,
    )


def _all_admissible(call: Call) -> list[tuple[Application, AdmissionOutcome, str]]:
    return [
        (application, AdmissionOutcome.ADMITTED, _("Ha i requisiti chiesti dall’avviso."))
        for application in evaluated_applications(call)
    ]


def record_outcomes(
    decided: Iterable[tuple[Application, AdmissionOutcome, str]],
    *,
    act_number: str,
    act_date: date,
    at: datetime,
) -> list[Admission]:
    """Write the outcome of each application under the act that decided it."""
    return Admission.objects.bulk_create(
        Admission(
            application=application,
            outcome=outcome,
            reason=f"{reason} {reserve_words(application)}".strip(),
            decided_at=at,
            act_number=act_number.strip(),
            act_date=act_date,
        )
        for application, outcome, reason in decided
    )


def left_out(call: Call) -> list[tuple[Application, AdmissionOutcome, str]]:
    """The applications that nobody evaluated: without the requirements, or late."""
    decided = []
    left = Application.objects.filter(call=call, state__in=[ApplicationState.EXCLUDED, ApplicationState.LATE])
    for application in left.select_related("lead").order_by("submitted_at", "pk"):
        if application.state == ApplicationState.EXCLUDED:
            reason = application.reasons or _("Esclusa dopo il controllo dei requisiti.")
            decided.append((application, AdmissionOutcome.EXCLUDED, reason))
        else:
            reason = _("Arrivata %(when)s, dopo il termine: non aperta.") % {
                "when": moment(application.submitted_at) if application.submitted_at else ""
            }
            decided.append((application, AdmissionOutcome.LATE, reason))
    return decided
