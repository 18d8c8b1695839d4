# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a table tells, and what: everybody who sits, at the same instant."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import role_holders
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import VOTING_KINDS, DesignTable, Minutes, NamedVersion, Seat, Session
from coprogettazione.wording import in_italian, moment


def people_at(table: DesignTable, at: datetime) -> list[User]:
    """Whoever has a seat, and the legal representatives of the bodies seated."""
    people = {seat.user.pk: seat.user for seat in table.seats_at(at) if seat.user is not None}
    bodies = {s.organisation_id for s in table.seats_at(at) if s.kind in VOTING_KINDS}
    for user in representatives(bodies, at):
        people[user.pk] = user
    return list(people.values())


def representatives(organisations: Iterable[int], at: datetime) -> list[User]:
    """The legal representatives of some bodies."""
    return [user for pk in sorted(organisations) for user in role_holders(pk, Role.LEGAL_REPRESENTATIVE, at)]


@in_italian
def tell_of_opening(table: DesignTable, at: datetime) -> None:
    """The table is open."""
    queue(
        recipients=people_at(table, at),
        subject=_("Il tavolo %(code)s è aperto") % {"code": table.call.code},
        body=_(
            "Siedi al tavolo di co-progettazione «%(title)s». Qui trovi il progetto da scrivere insieme, "
            "il piano economico e gli incontri."
        )
        % {"title": table.call.title},
        about=table,
        at=at,
        key="table_opened",
        link=reverse("tables:project", args=[table.call.code]),
    )


@in_italian
def tell_of_seat(seat: Seat, at: datetime) -> None:
    """A person has been given a seat."""
    if seat.user is None:
        return
    call = seat.table.call
    queue(
        recipients=[seat.user],
        subject=_("Siedi al tavolo %(code)s") % {"code": call.code},
        body=_("Siedi al tavolo «%(title)s» per %(who)s (%(kind)s).")
        % {"title": call.title, "who": seat.organisation.known_as, "kind": seat.get_kind_display()},
        about=seat,
        at=at,
        key="seat_given",
        link=reverse("tables:project", args=[call.code]),
    )


@in_italian
def tell_of_session(session: Session, at: datetime) -> None:
    """Convocation (or its cancellation): who, when, where, what about; with the calendar file."""
    table = session.table
    points = "\n".join(f"{n}. {item}" for n, item in enumerate(session.agenda, 1))
    place = ", ".join(filter(None, [session.place, str(session.get_mode_display()), session.link]))
    if session.cancelled_at:
        subject = _("Annullato l’incontro %(n)s del tavolo %(code)s")
        body = _("L’incontro di %(when)s non si tiene. Motivo: %(reason)s")
    else:
        subject = _("Convocazione: incontro %(n)s del tavolo %(code)s")
        body = _(
            "%(when)s\n%(place)s\n\nOrdine del giorno\n%(points)s\n\nPer "
            "metterlo nel calendario: %(calendar)s"
        )
    words = {
        "n": session.number,
        "code": table.call.code,
        "when": moment(session.starts_at),
        "place": place,
        "points": points,
        "reason": session.cancel_reason,
        "calendar": reverse("tables:calendar", args=[table.call.code, session.number]),
    }
    queue(
        recipients=people_at(table, at),
        subject=subject % words,
        body=body % words,
        about=session,
        at=at,
        key="session_cancelled" if session.cancelled_at else "session_convened",
        link=reverse("tables:sessions", args=[table.call.code]),
        term=None if session.cancelled_at else session.starts_at,
    )


@in_italian
def tell_of_minutes(minutes: Minutes, bodies: list[Organisation], at: datetime) -> None:
    """The draft of the minutes waits for the answer of whoever was present."""
    table = minutes.session.table
    ids = {body.pk for body in bodies}
    people = [s.user for s in table.seats_at(at) if s.organisation_id in ids and s.user is not None]
    queue(
        recipients=[*people, *representatives(ids, at)],
        subject=_("Leggi e approva il verbale %(n)s del tavolo %(code)s")
        % {"n": minutes.number, "code": table.call.code},
        body=_(
            "La bozza del verbale dell’incontro %(n)s è pronta. Approvala, o "
            "scrivi che cosa non va, entro il "
            "termine: dopo, il responsabile del procedimento può chiuderla con le osservazioni ricevute."
        )
        % {"n": minutes.number},
        about=minutes,
        at=at,
        key=f"minutes_circulated:{minutes.edition}",
        link=reverse("tables:minutes", args=[minutes.session_id]),
        term=minutes.answer_by,
    )


@in_italian
def tell_of_final_version(version: NamedVersion, bodies: list[Organisation], at: datetime) -> None:
    """A final text waits to be accepted by each partner."""
    call = version.table.call
    queue(
        recipients=representatives({body.pk for body in bodies}, at),
        subject=_("Leggi e accetta il testo definitivo del tavolo %(code)s") % {"code": call.code},
        body=_(
            "La versione %(n)s del progetto è proposta come testo definitivo: "
            "chi rappresenta ogni ente la legge "
            "e la accetta."
        )
        % {"n": version.number},
        about=version,
        at=at,
        key="final_version",
        link=reverse("tables:final", args=[call.code]),
    )


@in_italian
def tell_of_turn(table: DesignTable, key: str, subject: str, body: str, at: datetime) -> None:
    """Something happened to the whole table: suspended, resumed, concluded, closed, reopened."""
    queue(
        recipients=people_at(table, at),
        subject=subject,
        body=body,
        about=table,
        at=at,
        key=f"{key}:{at.isoformat()}",
        link=reverse("tables:project", args=[table.call.code]),
    )
