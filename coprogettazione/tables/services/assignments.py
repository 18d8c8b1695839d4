# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks decided in a session: who does what by when, and when it is done."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState
from coprogettazione.tables.models import Assignment, MinutesState, Session
from coprogettazione.tables.services.speaking import required
from coprogettazione.wording import clock, day


@deed(on="session", says=gettext_lazy("ha affidato un compito deciso in un incontro"))
def assign_task(
    act: Act,
    *,
    session: Session,
    text: str,
    organisation: Organisation,
    due_on: date,
    person: User | None = None,
    by: User | None,
    at: datetime,
) -> Assignment:
    """Give a task decided in the session to a body that sits, or to a person who sits for it, by a day
    (included). Until the minutes are sent: the minutes list them.
    """
    if session.cancelled_at is not None or at < session.starts_at:
        raise WrongState(_("I compiti si decidono durante l’incontro."))
    _still_written(session)
    text = required(
        "text", text, _("Scrivi che cosa va fatto, per esempio «Mandare i dati dei posti letto».")
    )
    here = [s for s in session.table.seats_at(at) if s.organisation_id == organisation.pk]
    if not here or (person is not None and person.pk not in {s.user_id for s in here}):
        words = _("%(who)s non siede a questo tavolo.") % {"who": person or organisation.known_as}
        raise Invalid(words, fields={"owner": words})
    if due_on < timezone.localdate(session.starts_at):
        raise Invalid(
            _("Il termine è prima dell’incontro."),
            fields={"due_on": _("Scegli un giorno dal %(day)s.") % {"day": day(session.starts_at)}},
        )
    assignment = Assignment.objects.create(
        session=session,
        text=text[:300],
        organisation=organisation,
        person=person,
        due_on=due_on,
        assigned_at=at,
    )
    act.record(task=assignment.pk)
    return assignment


@deed(on="assignment", says=gettext_lazy("ha tolto un compito dal verbale"))
def drop_task(act: Act, *, assignment: Assignment, by: User | None, at: datetime) -> Assignment:
    """Take back a task that was written wrongly, until the minutes are sent."""
    _still_open(assignment)
    _still_written(assignment.session)
    assignment.dropped_at = at
    assignment.save(update_fields=["dropped_at"])
    return assignment


@deed(on="assignment", says=gettext_lazy("ha fatto un compito deciso in un incontro"))
def finish_task(act: Act, *, assignment: Assignment, note: str, by: User | None, at: datetime) -> Assignment:
    """Say that a task is done, and what was done."""
    _still_open(assignment)
    assignment.note = required("note", note, _("Scrivi che cosa è stato fatto, anche in poche parole."))
    assignment.done_at = at
    assignment.done_by = by or assignment.case_file.procedure_officer
    assignment.save(update_fields=["note", "done_at", "done_by"])
    return assignment


def _still_open(assignment: Assignment) -> None:
    if assignment.dropped_at is not None:
        raise WrongState(_("Questo compito è stato tolto dal verbale."))
    if assignment.done_at is not None:
        raise AlreadyDone(
            _("%(who)s ha già segnato questo compito come fatto il %(day)s alle %(hour)s.")
            % {
                "who": assignment.done_by,
                "day": day(assignment.done_at),
                "hour": clock(assignment.done_at),
            }
        )


def _still_written(session: Session) -> None:
    minutes = getattr(session, "minutes", None)
    if minutes is not None and minutes.state != MinutesState.DRAFT:
        raise WrongState(_("Il verbale è già stato inviato ai presenti: i suoi compiti non si cambiano più."))
