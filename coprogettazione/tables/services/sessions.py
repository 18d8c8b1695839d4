# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Convening a session, cancelling it, writing who was there."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState
from coprogettazione.tables.models import (
    THERE,
    Attendance,
    DesignTable,
    MinutesState,
    Presence,
    Seat,
    Session,
    SessionMode,
    SuspensionReason,
)
from coprogettazione.tables.notifications import tell_of_session
from coprogettazione.tables.queries import convocation_days
from coprogettazione.tables.services.speaking import required
from coprogettazione.wording import moment


@deed(on="table", says=gettext_lazy("ha convocato un incontro del tavolo"))
def convene_session(
    act: Act,
    *,
    table: DesignTable,
    starts_at: datetime,
    place: str,
    mode: str,
    agenda: list[str],
    link: str = "",
    extraordinary: bool = False,
    by: User | None,
    at: datetime,
) -> Session:
    """Convene a session with the notice that the parameter asks for, counted on the clock of Rome.

    While the table is suspended for a deadlock only the extraordinary session that tries to overcome it
    may be held.
    """
    deadlock = table.suspensions.filter(ends_at__isnull=True).first()
    if deadlock is not None and deadlock.reason_code != SuspensionReason.DEADLOCK:
        raise WrongState(
            _("Il tavolo è sospeso (%(why)s): non si convocano incontri.")
            % {"why": deadlock.get_reason_code_display()}
        )
    if extraordinary != (table.call.state == CallState.TABLE_SUSPENDED):
        raise WrongState(
            _(
                "L’incontro straordinario si tiene solo quando il tavolo è "
                "sospeso perché non trova un accordo."
            )
            if extraordinary
            else _("Il tavolo è sospeso: si può convocare solo l’incontro straordinario.")
        )
    days = convocation_days(table.call, at)
    earliest = timezone.localtime(at) + timedelta(days=days)
    if starts_at < earliest:
        raise Invalid(
            _("Tra la convocazione e l’incontro servono almeno %(days)s giorni: al più presto %(when)s.")
            % {"days": days, "when": moment(earliest)},
            fields={"starts_at": _("Scegli un momento da %(when)s.") % {"when": moment(earliest)}},
        )
    if mode not in SessionMode.values:
        raise Invalid(
            _("Scegli come ci si incontra."), fields={"mode": _("In presenza, in video o tutte e due.")}
        )
    if mode != SessionMode.ONLINE:
        place = required(
            "place", place, _("Scrivi dove ci si incontra, per esempio «Sala consiliare di Valdora».")
        )
    points = [point.strip() for point in agenda if point.strip()]
    if not points:
        raise Invalid(
            _("L’ordine del giorno è vuoto."),
            fields={"agenda": _("Scrivi almeno un punto, per esempio «Lettura dei bisogni».")},
        )
    session = Session.objects.create(
        table=table,
        number=table.sessions.count() + 1,
        extraordinary=extraordinary,
        convened_at=at,
        convened_by=by or table.call.procedure_officer,
        starts_at=starts_at,
        place=place.strip(),
        mode=mode,
        link=link,
        agenda=points,
    )
    act.record(number=session.number)
    tell_of_session(session, at)
    return session


@deed(on="session", says=gettext_lazy("ha annullato un incontro del tavolo"))
def cancel_session(act: Act, *, session: Session, reason: str, by: User | None, at: datetime) -> Session:
    """Cancel a session that has not begun; its number is not used again."""
    if session.cancelled_at is not None:
        raise AlreadyDone(_("Questo incontro è già annullato."))
    if session.attendance_at is not None or session.starts_at <= at:
        raise WrongState(_("L’incontro è già cominciato: si scrive il verbale."))
    session.cancel_reason = required("reason", reason, _("Scrivi perché l’incontro non si tiene."))
    session.cancelled_at = at
    session.save(update_fields=["cancelled_at", "cancel_reason"])
    tell_of_session(session, at)
    return session


@deed(on="session", says=gettext_lazy("ha scritto chi era presente all’incontro"))
def record_attendance(
    act: Act, *, session: Session, attendance: list[dict], by: User | None, at: datetime
) -> list[Attendance]:
    """Write who was there: a list of {person (id or e-mail), presence, note}. Whoever sits and is not
    named was absent.

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
    seats = session.table.seats_at(session.starts_at)
    said = _said(attendance, seats)
    rows = []
    for seat in seats:
        presence, note = (
            said.get(seat.user_id, (Presence.ABSENT, "")) if seat.user_id else (Presence.ABSENT, "")
        )
        rows.append(
            Attendance(
                session=session,
                person=seat.user,
                organisation=seat.organisation,
                kind=seat.kind,
                presence=presence,
                note=note,
            )
        )
    if not any(row.presence in THERE for row in rows):
        raise Invalid(
            _("Nessuno risulta presente."), fields={"attendance": _("Segna almeno una persona presente.")}
        )
    session.attendance.all().delete()
    Attendance.objects.bulk_create(rows)
    session.attendance_at = at
    session.save(update_fields=["attendance_at"])
    act.record(present=sum(row.presence in THERE for row in rows), people=len(rows))
    return rows


def _said(attendance: list[dict[str, Any]], seats: list[Seat]) -> dict[int, tuple[str, str]]:
    people: dict[Any, int] = {}
    for seat in seats:
        if seat.user is not None:
            people[seat.user.pk] = people[seat.user.email] = seat.user.pk
    said: dict[int, tuple[str, str]] = {}
    for item in attendance:
        person, presence = item.get("person"), str(item.get("presence", Presence.PRESENT))
        if person not in people:
            raise Invalid(
                _("%(who)s non ha un posto al tavolo il giorno dell’incontro.") % {"who": person},
                fields={"attendance": _("Prima dai un posto alla persona.")},
            )
        if presence not in Presence.values:
            raise Invalid(_("Presenza sconosciuta: %(what)s.") % {"what": presence})
        said[people[person]] = (presence, str(item.get("note", ""))[:200])
    return said
