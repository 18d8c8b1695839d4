# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person has to do at a table, by when: drawn from the rows, shown beside the text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coprogettazione.records.rights import may
from coprogettazione.tables.models import (
    Assignment,
    ConvocationReply,
    Delegation,
    DesignTable,
    MinutesState,
    Session,
)
from coprogettazione.tables.queries.meetings import answers_to, sessions_of
from coprogettazione.tables.queries.readiness import last_version
from coprogettazione.tables.queries.seats import accepting_bodies, speaks_for


@dataclass(frozen=True)
class TableTask:
    """A thing to do, where, by when (None: no term)."""

    words: str
    address: str
    due: datetime | None = None
    late: bool = False


def tasks_of(
    user: Any,
    table: DesignTable,
    at: datetime,
    *,
    sessions: list[Session] | None = None,
    assignments: list[Assignment] | None = None,
) -> list[TableTask]:
    """What is to be done now, those with a term first; sessions and tasks decided may be already read."""
    known = sessions_of(table) if sessions is None else sessions
    decided = assignments_of(table) if assignments is None else assignments
    found = [
        *_to_answer(user, table, known, at),
        *_of_sessions(user, table, known, at),
        *_assigned(user, table, decided, at),
        *_of_text(user, table, at),
    ]
    return sorted(found, key=lambda task: (task.due is None, task.due or at))


def _of_sessions(user: Any, table: DesignTable, sessions: list[Session], at: datetime) -> list[TableTask]:
    found = []
    officer = user.pk == table.call.procedure_officer_id
    for session in sessions:
        if session.cancelled_at is not None or session.starts_at > at:
            continue
        clerk = bool(may(user, "record_attendance", session, at))
        minutes = getattr(session, "minutes", None)
        words = {"n": session.number}
        page = reverse("tables:minutes", args=[session.pk])
        if minutes is None:
            if clerk and session.attendance_at is None:
                address = reverse("tables:attendance", args=[table.call.code, session.number])
                found.append(TableTask(_("Segna chi era presente all’incontro %(n)s.") % words, address))
            elif clerk:
                found.append(TableTask(_("Scrivi il verbale %(n)s.") % words, page))
        elif minutes.state == MinutesState.DRAFT and session.ended_at is None and clerk:
            found.append(TableTask(_("Finisci di scrivere il verbale %(n)s.") % words, page))
        elif minutes.state == MinutesState.DRAFT and clerk:
            found.append(TableTask(_("Invia ai presenti la bozza del verbale %(n)s.") % words, page))
        elif minutes.state == MinutesState.CIRCULATED:
            if any(speaks_for(user, table, body, at) for body in answers_to(minutes).awaited):
                found.append(
                    TableTask(
                        _("Leggi e approva la bozza del verbale %(n)s.") % words, page, minutes.answer_by
                    )
                )
            elif officer and minutes.answer_by and minutes.answer_by <= at:
                found.append(TableTask(_("Chiudi il verbale %(n)s: il termine è passato.") % words, page))
        elif minutes.state == MinutesState.APPROVED and officer:
            found.append(TableTask(_("Chiudi il verbale %(n)s: tutti l’hanno approvato.") % words, page))
    return found


def _to_answer(user: Any, table: DesignTable, sessions: list[Session], at: datetime) -> list[TableTask]:
    """The sessions to come to which the person sits or is delegated, and has not said whether they come."""
    coming = [s for s in sessions if s.starts_at > at and s.cancelled_at is None]
    if not coming:
        return []
    said = set(
        ConvocationReply.objects.filter(session__in=coming, person=user).values_list("session", "sequence")
    )
    sent = set(
        Delegation.objects.standing()
        .filter(session__in=coming, delegate=user)
        .values_list("session", flat=True)
    )
    return [
        TableTask(
            _("Di’ se ci sarai all’incontro %(n)s.") % {"n": session.number},
            reverse("tables:session", args=[table.call.code, session.number]),
            session.starts_at,
        )
        for session in coming
        if (session.pk, session.sequence) not in said
        and (session.pk in sent or any(seat.user_id == user.pk for seat in session.seats_at(at)))
    ]


def _assigned(user: Any, table: DesignTable, assignments: list[Assignment], at: datetime) -> list[TableTask]:
    """The tasks decided in a session that this person, or their body, has still to do."""
    return [
        TableTask(task.text, reverse("tables:finish_task", args=[task.pk]), task.due, task.due < at)
        for task in assignments
        if task.done_at is None
        and (
            task.person_id == user.pk
            or (not task.person_id and speaks_for(user, table, task.organisation, at))
        )
    ]


def assignments_of(table: DesignTable) -> list[Assignment]:
    """The tasks decided at a table, the nearest term first."""
    return list(
        Assignment.objects.filter(session__table=table, dropped_at__isnull=True)
        .select_related("organisation", "person", "done_by", "session")
        .order_by("due_on", "pk")
    )


def _of_text(user: Any, table: DesignTable, at: datetime) -> list[TableTask]:
    if not may(user, "accept_final_text", table, at):
        return []
    version = last_version(table)
    if version is None:
        return []
    accepted = set(version.acceptances.values_list("organisation_id", flat=True))
    waiting = [
        o for o in accepting_bodies(table, at) if o.pk not in accepted and speaks_for(user, table, o, at)
    ]
    if not waiting:
        return []
    words = _("Leggi e accetta il testo definitivo, versione %(n)s.") % {"n": version.number}
    return [TableTask(words, reverse("tables:final", args=[table.call.code]))]
