# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The roll call of a session: present, absent, late, left early, by which delegation; and who listened."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.tables.models import (
    THERE,
    VOTING_KINDS,
    Attendance,
    Delegation,
    MinutesState,
    Presence,
    Seat,
    Session,
)
from coprogettazione.tables.queries.convening import delegations_of
from coprogettazione.wording import clock, moment


@dataclass(frozen=True)
class _Said:
    presence: str = Presence.ABSENT
    arrived: time | None = None
    left: time | None = None
    note: str = ""


@deed(on="session", says=gettext_lazy("ha scritto chi era presente all’incontro"))
def record_attendance(
    act: Act,
    *,
    session: Session,
    attendance: list[dict],
    listeners: list[str] | None = None,
    by: User | None,
    at: datetime,
) -> list[Attendance]:
    """Write who was there: a list of {person (id or e-mail), presence, arrived, left, note}, the hours on the
    clock of Rome. Whoever is convened and is not named was absent; an hour of arrival says late, one of
    leaving left early. `listeners` are people without a seat: name and body, without vote.

    It can be written again until the minutes are sent to those present.
    """
    if session.cancelled_at is not None:
        raise WrongState(_("Questo incontro è annullato."))
    if at < session.starts_at:
        raise WrongState(
            _("L’incontro comincia %(when)s: le presenze si scrivono da allora.")
            % {"when": moment(session.starts_at)}
        )
    minutes = getattr(session, "minutes", None)
    if minutes is not None and minutes.state != MinutesState.DRAFT:
        raise WrongState(_("Il verbale è già stato inviato ai presenti: le presenze non si cambiano più."))
    seats = session.seats_at(session.starts_at)
    delegations = {d.delegate_id: d for d in delegations_of(session)}
    said = _said(attendance, session, seats, delegations)
    rows = [_row(session, seat, seat.user, said, delegations.pop(seat.user_id or 0, None)) for seat in seats]
    for delegation in delegations.values():
        # Who is sent without a seat is there in the quality of the body.
        seat = next(
            s for s in seats if s.organisation_id == delegation.organisation_id and s.kind in VOTING_KINDS
        )
        rows.append(_row(session, seat, delegation.delegate, said, delegation))
    if not any(row.presence in THERE for row in rows):
        raise Invalid(
            _("Nessuno risulta presente."), fields={"attendance": _("Segna almeno una persona presente.")}
        )
    session.attendance.all().delete()
    Attendance.objects.bulk_create(rows)
    session.attendance_at = at
    session.listeners = [name.strip()[:200] for name in listeners or [] if name.strip()]
    session.save(update_fields=["attendance_at", "listeners"])
    act.record(present=sum(row.presence in THERE for row in rows), people=len(rows))
    return rows


def _row(
    session: Session,
    seat: Seat,
    person: User | None,
    said: dict[int, _Said],
    delegation: Delegation | None,
) -> Attendance:
    found = said.get(person.pk, _Said()) if person is not None else _Said()
    return Attendance(
        session=session,
        person=person,
        organisation=seat.organisation,
        kind=seat.kind,
        presence=found.presence,
        arrived=found.arrived,
        left=found.left,
        note=found.note,
        delegation=delegation if found.presence in THERE else None,
    )


def _said(
    attendance: list[dict[str, Any]],
    session: Session,
    seats: list[Seat],
    delegations: dict[int, Delegation],
) -> dict[int, _Said]:
    people: dict[Any, int] = {}
    for person in (*(seat.user for seat in seats), *(d.delegate for d in delegations.values())):
        if person is not None:
            people[person.pk] = people[person.email] = person.pk
    said: dict[int, _Said] = {}
    for item in attendance:
        person = item.get("person")
        if person not in people:
            raise Invalid(
                _("%(who)s non ha un posto al tavolo il giorno dell’incontro.") % {"who": person},
                fields={"attendance": _("Prima dai un posto alla persona.")},
            )
        said[people[person]] = _read(item, people[person], session)
    return said


def _read(item: dict[str, Any], person: int, session: Session) -> _Said:
    presence = str(item.get("presence") or Presence.PRESENT)
    if presence not in Presence.values:
        raise Invalid(_("Presenza sconosciuta: %(what)s.") % {"what": presence})
    note = str(item.get("note", ""))[:200]
    if presence == Presence.ABSENT:
        return _Said(note=note)
    arrived, left = _hour(item.get("arrived"), person), _hour(item.get("left"), person)
    begins = timezone.localtime(session.starts_at).time().replace(second=0, microsecond=0)
    if arrived is not None and arrived < begins:
        raise Invalid(
            _("Chi arriva prima dell’inizio (%(start)s) è presente.") % {"start": clock(session.starts_at)},
            fields={f"arrived_{person}": _("Scrivi un’ora dopo l’inizio, o lascia vuoto.")},
        )
    if left is not None and left <= (arrived or begins):
        raise Invalid(
            _("Chi va via, va via dopo che è arrivato."),
            fields={f"left_{person}": _("Scrivi un’ora dopo l’arrivo, o lascia vuoto.")},
        )
    if arrived is not None:
        presence = Presence.LATE
    elif left is not None:
        presence = Presence.LEFT
    return _Said(presence, arrived, left, note)


def _hour(value: Any, person: int) -> time | None:
    if value in (None, ""):
        return None
    try:
        return value if isinstance(value, time) else time.fromisoformat(str(value))
    except ValueError as fault:
        raise Invalid(
            _("«%(value)s» non è un’ora.") % {"value": value},
            fields={"attendance": _("Scrivi l’ora così: 15:10.")},
        ) from fault
