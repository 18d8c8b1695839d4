# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The minutes of a session: each who was there approves or says why not; who presides closes them when somebody
never answers or does not agree (docs/decisions/0014).
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.services import need_reasons
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.documents import issue_session_minutes
from coprogettazione.evaluation.models import Committee, CommitteePresence, CommitteeSession
from coprogettazione.evaluation.notifications import (
    tell_dissent,
    tell_minutes_closed,
    tell_minutes_due,
    tell_minutes_late,
)
from coprogettazione.evaluation.queries import (
    approving,
    minutes_wait,
    not_approving,
    sessions_of,
    waited_for,
    why_minutes_stay_open,
)
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, WrongState

MINUTES_LAW = gettext_lazy("artt. 3 e 22, l. 241/1990")
#: How long before the term who is silent is reminded, and for how long after it who presides may be told.
REMINDED_BEFORE = timedelta(days=2)
TOLD_WITHIN = timedelta(days=7)


@deed(
    on="committee_session",
    says=gettext_lazy("ha approvato il verbale di una seduta della commissione"),
    law=MINUTES_LAW,
)
def approve_committee_minutes(
    act: Act, *, committee_session: CommitteeSession, remark: str = "", by: User | None, at: datetime
) -> CommitteePresence:
    """Approve the minutes of a session one was at, with a remark if one wants it written there: the draft
    stays as it is. It can be done after the term too, until who presides closes the minutes; who had said not
    to approve takes that back (the register keeps it).

    With the last approval the minutes are issued. Raises WrongState when the session is open or one was not
    there, AlreadyDone when one has approved or the minutes were closed.
    """
    row = _place_of(committee_session, by)
    if committee_session.closed_at is not None:
        raise AlreadyDone(
            _("Chi presiede ha già chiuso questo verbale: puoi ancora far scrivere che non lo approvi.")
        )
    row.approved_at, row.remark = at, remark.strip()
    row.dissented_at, row.dissent = None, ""
    row.save(update_fields=["approved_at", "remark", "dissented_at", "dissent"])
    for paper in issue_what_is_approved(committee_session.committee, by=by, at=at):
        act.record(minutes=paper.number)
    return row


@deed(
    on="committee_session",
    says=gettext_lazy("ha scritto perché non approva il verbale di una seduta della commissione"),
    law=MINUTES_LAW,
)
def dissent_from_committee_minutes(
    act: Act, *, committee_session: CommitteeSession, reason: str, by: User | None, at: datetime
) -> CommitteePresence:
    """Say that one does not approve the minutes of a session one was at, and why: the words go in the minutes
    or, when these were closed already, in the last minutes of the committee, and stay in the dossier.

    Raises WrongState when the session is open or one was not there, AlreadyDone when one has approved or said
    it already, Invalid without a reason.
    """
    row = _place_of(committee_session, by)
    if row.dissented_at is not None:
        raise AlreadyDone(_("Hai già scritto perché non approvi questo verbale."))
    row.dissented_at, row.dissent = at, need_reasons(reason, "reason")
    row.save(update_fields=["dissented_at", "dissent"])
    act.record(after_closing=committee_session.closed_at is not None)
    tell_dissent(row, at)
    return row


@deed(
    on="committee_session",
    says=gettext_lazy("ha chiuso il verbale di una seduta senza l’approvazione di tutti i presenti"),
    law=MINUTES_LAW,
)
def close_committee_minutes(
    act: Act, *, committee_session: CommitteeSession, reason: str, by: User | None, at: datetime
) -> Paper:
    """Issue the minutes of a session as they are, though somebody who was there has not approved them.

    Who presides does it, when everybody has answered or after the term, with at least half of those who were
    there in favour; `reason` says why the approvals are missing, as far as it is known. The minutes name who
    approved, who did not and what they wrote. Raises WrongState with what is still missing, AlreadyDone when
    the minutes are issued, Invalid without a reason.
    """
    if committee_session.ended_at is None:
        raise WrongState(_("La seduta è ancora aperta: il verbale si chiude dopo."))
    prefetch_related_objects([committee_session], "presences__seat__user")
    if not minutes_wait(committee_session):
        raise AlreadyDone(_("Il verbale di questa seduta è già emesso."))
    why = why_minutes_stay_open(committee_session, at)
    if why:
        raise WrongState(why)
    missing = not_approving(committee_session)
    committee_session.closed_reason = need_reasons(reason, "reason")
    committee_session.closed_at, committee_session.closed_by = at, by
    committee_session.save(update_fields=["closed_reason", "closed_at", "closed_by"])
    paper = issue_session_minutes(committee_session, by=by, at=at)
    tell_minutes_closed(committee_session, paper, missing, at)
    act.record(
        minutes=paper.number,
        approved=[str(row.seat.user) for row in approving(committee_session)],
        silent=[str(row.seat.user) for row in missing if row.dissented_at is None],
        dissenting=[str(row.seat.user) for row in missing if row.dissented_at is not None],
    )
    return paper


def issue_what_is_approved(committee: Committee, *, by: User | None, at: datetime) -> list[Paper]:
    """Issue the minutes for which nobody is waited any more: all those who were there and still sit have
    approved them.
    """
    return [
        issue_session_minutes(session, by=by, at=at)
        for session in without_minutes(committee)
        if session.ended_at is not None and not not_approving(session)
    ]


def without_minutes(committee: Committee) -> list[CommitteeSession]:
    """The sessions whose minutes are not issued, open ones included."""
    issued = Paper.objects.filter(about_kind="committeesession", kind=PaperKind.MINUTES).values("about_id")
    return list(sessions_of(committee).exclude(pk__in=issued))


def remind_of_committee_minutes(*, at: datetime) -> int:
    """Remind who is silent two days before the term, and tell who presides when it has passed; returns how
    many messages are new. Nothing else changes: each is told once, however often this is asked.
    """
    told = 0
    near = CommitteeSession.objects.filter(
        closed_at__isnull=True,
        committee__ended_at__isnull=True,
        committee__closed_at__isnull=True,
        approve_by__gt=at - TOLD_WITHIN,
        approve_by__lte=at + REMINDED_BEFORE,
    )
    for session in near.select_related("committee__call").prefetch_related("presences__seat__user"):
        silent = waited_for(session)
        assert session.approve_by is not None
        with transaction.atomic():
            if silent and at <= session.approve_by:
                told += tell_minutes_due(session, silent, at)
            elif silent:
                told += tell_minutes_late(session, silent, at)
    return told


def _place_of(session: CommitteeSession, by: User | None) -> CommitteePresence:
    """The row of who was at an ended session and has not approved its minutes, locked."""
    if session.ended_at is None:
        raise WrongState(_("La seduta è ancora aperta: il verbale si approva quando è chiusa."))
    row = (
        CommitteePresence.objects.select_for_update(of=("self",))
        .filter(session=session, seat__user=by, present=True)
        .first()
    )
    if row is None:
        raise WrongState(_("Il verbale lo approva chi era presente alla seduta."))
    if row.approved_at is not None:
        raise AlreadyDone(_("Hai già approvato il verbale di questa seduta."))
    return row
