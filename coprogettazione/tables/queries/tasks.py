# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person has to do at a table, by when: drawn from the rows, shown beside the text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coprogettazione.records.rights import may
from coprogettazione.tables.models import DesignTable, MinutesState
from coprogettazione.tables.queries.meetings import answers_to, sessions_of
from coprogettazione.tables.queries.readiness import last_version
from coprogettazione.tables.queries.seats import accepting_bodies, speaks_for


@dataclass(frozen=True)
class TableTask:
    """A thing to do, where, by when (None: no term)."""

    words: str
    address: str
    due: datetime | None = None


def tasks_of(user: Any, table: DesignTable, at: datetime) -> list[TableTask]:
    """What is to be done now, those with a term first."""
    found = [*_of_sessions(user, table, at), *_of_text(user, table, at)]
    return sorted(found, key=lambda task: (task.due is None, task.due or at))


def _of_sessions(user: Any, table: DesignTable, at: datetime) -> list[TableTask]:
    found = []
    clerk = bool(may(user, "convene_session", table, at))
    officer = user.pk == table.call.procedure_officer_id
    for session in sessions_of(table):
        if session.cancelled_at is not None or session.starts_at > at:
            continue
        minutes = getattr(session, "minutes", None)
        words = {"n": session.number}
        page = reverse("tables:minutes", args=[session.pk])
        if minutes is None:
            if clerk and session.attendance_at is None:
                address = reverse("tables:attendance", args=[table.call.code, session.number])
                found.append(TableTask(_("Segna chi era presente all’incontro %(n)s.") % words, address))
            elif clerk:
                found.append(TableTask(_("Scrivi il verbale %(n)s.") % words, page))
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
