# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom we tell of the sessions of the committee and of their minutes."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.documents.models import Paper
from coprogettazione.evaluation.models import (
    CommitteePresence,
    CommitteeSession,
)
from coprogettazione.evaluation.notifications.committee import address_of
from coprogettazione.evaluation.queries import seats_of
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import User
from coprogettazione.wording import in_italian, joined


def _minutes_of(session: CommitteeSession) -> str:
    return address_of(session.case_file, f"sedute/{session.pk}/verbale/")


@in_italian
def tell_session_started(session: CommitteeSession, people: Iterable[User], at: datetime) -> None:
    """Who is at a session that was opened."""
    call = session.case_file
    queue(
        recipients=people,
        subject=_("%(session)s della commissione aperta: %(title)s")
        % {"session": session, "title": call.title},
        body=_("Chi presiede ti ha segnato presente. Se non ci sei, diglielo: la seduta si richiude."),
        about=session,
        at=at,
        key="session_started",
        link=address_of(call, "sedute/"),
    )


@in_italian
def tell_session_ended(session: CommitteeSession, at: datetime) -> None:
    """Who was at a session: its minutes can be approved, and until when."""
    call = session.case_file
    queue(
        recipients=[row.seat.user for row in session.presences.all() if row.present],
        subject=_("Approva il verbale: %(session)s della commissione, %(title)s")
        % {"session": session, "title": call.title},
        body=_(
            "La seduta è chiusa. Leggi che cosa dice il verbale e approvalo, anche con le tue osservazioni; se "
            "non sei d’accordo scrivi perché: entra nel verbale."
        ),
        about=session,
        at=at,
        key="session_ended",
        link=_minutes_of(session),
        term=session.approve_by,
    )


@in_italian
def tell_minutes_due(session: CommitteeSession, silent: Iterable[CommitteePresence], at: datetime) -> int:
    """Who was at a session and has said nothing of its minutes: the term is near. Returns how many are told."""
    return queue(
        recipients=[row.seat.user for row in silent],
        subject=_("Il verbale aspetta la tua approvazione: %(session)s, %(title)s")
        % {"session": session, "title": session.case_file.title},
        body=_(
            "Non hai ancora risposto sul verbale della seduta a cui eri presente. Dopo il termine chi presiede "
            "può chiuderlo senza la tua approvazione, scrivendo che manca."
        ),
        about=session,
        at=at,
        key="minutes_due",
        link=_minutes_of(session),
        term=session.approve_by,
    )


@in_italian
def tell_minutes_late(session: CommitteeSession, silent: Iterable[CommitteePresence], at: datetime) -> int:
    """Who presides: the term for the minutes has passed, somebody is silent. Returns how many are told."""
    return queue(
        recipients=_presidents(session),
        subject=_("Il verbale si può chiudere: %(session)s, %(title)s")
        % {"session": session, "title": session.case_file.title},
        body=_(
            "Il termine per approvare il verbale è passato senza la risposta di %(names)s. Se lo hai approvato tu, "
            "e con te almeno la metà di chi era presente, puoi chiuderlo scrivendo perché mancano le altre "
            "approvazioni."
        )
        % {"names": joined([str(row.seat.user) for row in silent])},
        about=session,
        at=at,
        key="minutes_late",
        link=address_of(session.case_file, f"sedute/{session.pk}/chiusura-verbale/"),
    )


@in_italian
def tell_dissent(row: CommitteePresence, at: datetime) -> None:
    """Who presides: a member does not approve the minutes; the executive and the RUP too, when these were
    issued already.
    """
    session, call = row.session, row.session.case_file
    offices = [call.executive_officer, call.procedure_officer] if session.closed_at is not None else []
    queue(
        recipients=[*_presidents(session), *offices],
        subject=_("%(name)s non approva il verbale: %(session)s, %(title)s")
        % {"name": row.seat.user, "session": session, "title": call.title},
        body=_("%(name)s scrive: «%(why)s».") % {"name": row.seat.user, "why": row.dissent},
        about=row,
        at=at,
        key="minutes_dissent",
        link=address_of(call, "sedute/"),
    )


@in_italian
def tell_minutes_closed(
    session: CommitteeSession, paper: Paper, missing: Iterable[CommitteePresence], at: datetime
) -> None:
    """Who had not approved: the minutes were closed, and what one can still have written."""
    queue(
        recipients=[row.seat.user for row in missing],
        subject=_("Il verbale è chiuso senza la tua approvazione: %(session)s, %(title)s")
        % {"session": session, "title": session.case_file.title},
        body=_(
            "%(who)s, che presiede, ha chiuso il verbale n. %(number)s con l’approvazione degli altri presenti. "
            "Motivo: %(reason)s\n\nIl verbale dice che la tua approvazione manca. Se non sei d’accordo con quello "
            "che c’è scritto puoi ancora dire perché, finché l’ammissione non è decisa."
        )
        % {"who": session.closed_by, "number": paper.number, "reason": session.closed_reason},
        about=session,
        at=at,
        key="minutes_closed",
        link=address_of(session.case_file, "sedute/"),
    )


def _presidents(session: CommitteeSession) -> list[User]:
    """Who presides the committee of a session now."""
    return [seat.user for seat in seats_of(session.committee) if seat.is_president]
