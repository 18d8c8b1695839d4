# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sessions of the committee: opened with who is there, ended with what was done."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.models import Call, Parameter
from coprogettazione.calls.queries import parameter_of, term_after
from coprogettazione.evaluation.documents import issue_session_minutes
from coprogettazione.evaluation.models import Committee, CommitteePresence, CommitteeSession
from coprogettazione.evaluation.notifications import tell_session_ended, tell_session_started
from coprogettazione.evaluation.queries import (
    committee_of,
    done_between,
    open_session,
    seats_of,
    sessions_of,
)
from coprogettazione.evaluation.services.minutes import MINUTES_LAW, without_minutes
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState
from coprogettazione.wording import end_of


@deed(on="call", says=gettext_lazy("ha aperto una seduta della commissione"), law=MINUTES_LAW)
def start_committee_session(
    act: Act,
    *,
    call: Call,
    place: str,
    present: list[User],
    secretary: str = "",
    by: User | None,
    at: datetime,
) -> CommitteeSession:
    """Open a session with the members who are there: who presides and at least half of the others with them.

    A member who arrives or leaves in the meanwhile ends this session and another one is opened. Raises
    WrongState when a session is open, Invalid with `place` or `present` at fault.
    """
    committee = committee_of(call)
    if committee is None:
        raise WrongState(_("La commissione non è ancora nominata."))
    if open_session(committee) is not None:
        raise WrongState(_("C’è già una seduta aperta: prima chiudila."))
    seats = seats_of(committee)
    people = {user.pk for user in present}
    there = [seat for seat in seats if seat.user_id in people]
    fields: dict[str, str] = {}
    if not place.strip():
        fields["place"] = _("Scrivi dove si riunisce la commissione, per esempio «sala giunta» o «in video».")
    if people - {seat.user_id for seat in seats}:
        fields["present"] = _("In seduta stanno solo i componenti della commissione.")
    elif not any(seat.is_president for seat in there):
        fields["present"] = _("Senza chi presiede la seduta non si apre.")
    elif len(there) * 2 <= len(seats):
        fields["present"] = _("Serve la maggioranza dei componenti: presenti %(there)s su %(all)s.") % {
            "there": len(there),
            "all": len(seats),
        }
    if fields or by is None:
        raise Invalid(" ".join(fields.values()), fields=fields)
    session = CommitteeSession.objects.create(
        committee=committee,
        number=sessions_of(committee).count() + 1,
        place=place.strip(),
        secretary=secretary.strip(),
        started_at=at,
        started_by=by,
    )
    CommitteePresence.objects.bulk_create(
        CommitteePresence(session=session, seat=seat, present=seat in there) for seat in seats
    )
    tell_session_started(session, [seat.user for seat in there if seat.user_id != by.pk], at)
    act.record(number=session.number, absent=[str(seat.user) for seat in seats if seat not in there])
    return session


@deed(on="committee_session", says=gettext_lazy("ha chiuso una seduta della commissione"), law=MINUTES_LAW)
def end_committee_session(
    act: Act, *, committee_session: CommitteeSession, notes: str = "", by: User | None, at: datetime
) -> CommitteeSession:
    """End a session: the register says what was done in it, `notes` add what it does not know.

    Who was there approves the minutes afterwards, within the days of the parameter. Raises AlreadyDone when
    it was ended, Invalid when nobody sat for a single instant.
    """
    if committee_session.ended_at is not None:
        raise AlreadyDone(_("Questa seduta è già chiusa."))
    if at <= committee_session.started_at:
        raise Invalid(_("La seduta si chiude dopo la sua apertura."))
    _end(committee_session, notes.strip(), at)
    tell_session_ended(committee_session, at)
    act.record(done=len(committee_session.done), approve_by=committee_session.approve_by)
    return committee_session


def break_off(committee: Committee, why: str, *, by: User | None, at: datetime) -> None:
    """End what a committee that is replaced leaves open, and issue the minutes that nobody will approve."""
    for session in without_minutes(committee):
        if session.ended_at is None:
            _end(session, why, at)
        issue_session_minutes(session, by=by, at=at)


def _end(session: CommitteeSession, notes: str, at: datetime) -> None:
    day = timezone.localtime(at).date()
    days = parameter_of(session.case_file, Parameter.COMMITTEE_MINUTES_DAYS, day)
    session.ended_at, session.notes = at, notes
    session.done = done_between(session.case_file, session.started_at, at)
    session.approve_by = end_of(term_after(day, days))
    session.save(update_fields=["ended_at", "notes", "done", "approve_by"])
