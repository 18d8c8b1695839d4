# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Convening a session, moving it, cancelling it, reminding of it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState
from coprogettazione.tables.models import (
    DesignTable,
    Session,
    SessionMode,
    SuspensionReason,
    WorkGroup,
)
from coprogettazione.tables.notifications import (
    tell_of_session,
    tell_session_near,
    tell_session_unanswered,
)
from coprogettazione.tables.queries import convocation_days
from coprogettazione.tables.services.groups import hold_group
from coprogettazione.tables.services.papers import keep_paper
from coprogettazione.tables.services.speaking import AT_WORK, required
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
    group: WorkGroup | None = None,
    papers: list[dict] | None = None,
    by: User | None,
    at: datetime,
) -> Session:
    """Convene a session with the notice that the parameter asks for, counted on the clock of Rome; with a
    `group`, of that working group alone. `papers` to read before: {point, title, file | version | minutes},
    points counted from 1.

    While the table is suspended for a deadlock only the extraordinary session that tries to overcome it
    may be held.
    """
    hold_group(table, group, act, at)
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
    _in_time(table, starts_at, at)
    place = _where(place, mode)
    points = [point.strip() for point in agenda if point.strip()]
    if not points:
        raise Invalid(
            _("L’ordine del giorno è vuoto."),
            fields={"agenda": _("Scrivi almeno un punto, per esempio «Lettura dei bisogni».")},
        )
    session = Session.objects.create(
        table=table,
        group=group,
        number=table.sessions.count() + 1,
        extraordinary=extraordinary,
        convened_at=at,
        convened_by=by or table.call.procedure_officer,
        starts_at=starts_at,
        place=place,
        mode=mode,
        link=link,
        agenda=points,
    )
    act.record(number=session.number)
    for number, item in enumerate(papers or []):
        keep_paper(act, table=table, session=session, at=at, label=f"papers.{number}", **item)
    tell_of_session(session, at)
    return session


def _in_time(table: DesignTable, starts_at: datetime, at: datetime) -> None:
    days = convocation_days(table.call, at)
    earliest = timezone.localtime(at) + timedelta(days=days)
    if starts_at < earliest:
        raise Invalid(
            _("Tra la convocazione e l’incontro servono almeno %(days)s giorni: al più presto %(when)s.")
            % {"days": days, "when": moment(earliest)},
            fields={"starts_at": _("Scegli un momento da %(when)s.") % {"when": moment(earliest)}},
        )


def _where(place: str, mode: str) -> str:
    if mode not in SessionMode.values:
        raise Invalid(
            _("Scegli come ci si incontra."), fields={"mode": _("In presenza, in video o tutte e due.")}
        )
    if mode != SessionMode.ONLINE:
        place = required(
            "place", place, _("Scrivi dove ci si incontra, per esempio «Sala consiliare di Valdora».")
        )
    return place.strip()


@deed(on="session", says=gettext_lazy("ha spostato un incontro del tavolo"))
def move_session(
    act: Act,
    *,
    session: Session,
    starts_at: datetime,
    place: str,
    mode: str,
    reason: str,
    link: str = "",
    by: User | None,
    at: datetime,
) -> Session:
    """Convene again a session that has not begun, at another time or place: everybody is invited anew, and
    answers anew. A new time needs the same notice as a convocation; a new place does not.
    """
    _not_begun(session, at)
    place = _where(place, mode)
    said = (starts_at, place, mode, link)
    if said == (session.starts_at, session.place, session.mode, session.link):
        raise AlreadyDone(_("L’incontro è già convocato così: non cambia niente."))
    if starts_at != session.starts_at:
        _in_time(session.table, starts_at, at)
    session.move_reason = required("reason", reason, _("Scrivi perché l’incontro cambia."))
    session.starts_at, session.place, session.mode, session.link = said
    session.sequence += 1
    session.moved_at = at
    session.save(update_fields=["starts_at", "place", "mode", "link", "sequence", "moved_at", "move_reason"])
    act.record(sequence=session.sequence)
    tell_of_session(session, at)
    return session


def _not_begun(session: Session, at: datetime) -> None:
    if session.cancelled_at is not None:
        raise AlreadyDone(_("Questo incontro è già annullato."))
    if session.attendance_at is not None or session.starts_at <= at:
        raise WrongState(_("L’incontro è già cominciato: si scrive il verbale."))


@deed(on="session", says=gettext_lazy("ha annullato un incontro del tavolo"))
def cancel_session(act: Act, *, session: Session, reason: str, by: User | None, at: datetime) -> Session:
    """Cancel a session that has not begun; its number is not used again."""
    _not_begun(session, at)
    session.cancel_reason = required("reason", reason, _("Scrivi perché l’incontro non si tiene."))
    session.cancelled_at = at
    session.save(update_fields=["cancelled_at", "cancel_reason"])
    tell_of_session(session, at)
    return session


#: How long before a session who is silent is asked again, and everybody is reminded.
ASKED_AGAIN = timedelta(days=2)
REMINDED = timedelta(days=1)


def remind_of_sessions(*, at: datetime) -> int:
    """Two days before a session ask again who has not answered, the day before remind everybody; returns how
    many messages are new. Not a deed: each is told once for each convocation, however often this is asked, and
    nothing to who was convened less than a day ago.
    """
    told = 0
    near = Session.objects.filter(
        cancelled_at__isnull=True,
        starts_at__gt=at,
        starts_at__lte=at + ASKED_AGAIN,
        table__call__state__in=(*AT_WORK, CallState.TABLE_SUSPENDED),
    )
    for session in near.select_related("table__call__lead_authority", "group", "convened_by"):
        if session.invited_at > at - REMINDED:
            continue
        with transaction.atomic():
            if session.starts_at > at + REMINDED:
                told += tell_session_unanswered(session, at)
            else:
                told += tell_session_near(session, at)
    return told
