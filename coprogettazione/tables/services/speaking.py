# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""For whom one speaks at a table, and whether it is still at work: asked by every deed of the table."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.models import Call, CallState
from coprogettazione.parties.models import Organisation
from coprogettazione.records.deeds import Act, locked
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import DesignTable
from coprogettazione.tables.queries.seats import proposes_for, speaks_for

#: The roles with which a person works for a body at a table.
WORKING_ROLES = (
    Role.LEGAL_REPRESENTATIVE,
    Role.ETS_EDITOR,
    Role.PLANNING_OPERATOR,
    Role.PROCEDURE_OFFICER,
)
#: States in which the project can be written.
AT_WORK = (CallState.TABLE_OPEN, CallState.TABLE_REOPENED)


def speak_for(act: Act, table: DesignTable, organisation: Organisation, at: datetime) -> None:
    """Let the act be done for this organisation. Raises NotAllowed when its author does not act for it
    here.
    """
    _let_speak(act, organisation, speaks_for(act.by, table, organisation, at))


def propose_for(act: Act, table: DesignTable, organisation: Organisation, at: datetime) -> None:
    """The same, also for a body that has joined to give its opinion."""
    _let_speak(act, organisation, proposes_for(act.by, table, organisation, at))


def _let_speak(act: Act, organisation: Organisation, speaks: bool) -> None:
    if not speaks:
        raise NotAllowed(_("A questo tavolo non agisci per %(who)s.") % {"who": organisation.known_as})
    act.verdict = replace(act.verdict, organisation_id=organisation.pk)


def hold_table(table: DesignTable) -> DesignTable:
    """Lock a table from the deed of one of its rows, and make sure that nobody concluded it meanwhile."""
    held: DesignTable = locked(table)
    if Call.objects.values_list("state", flat=True).get(pk=held.call_id) not in AT_WORK:
        raise WrongState(_("Il tavolo ora non è al lavoro: si può leggere, non cambiare."))
    return held


def required(name: str, text: str, words: str) -> str:
    """A text that must say something. Raises Invalid on the field."""
    said = (text or "").strip()
    if not said:
        raise Invalid(words, fields={name: words})
    return said


def seated(table: DesignTable, named: Any) -> Organisation:
    """The organisation at the table that this id or codice fiscale names. Raises Invalid when none does."""
    for seat in table.seats_kept:
        if named in (seat.organisation_id, seat.organisation.codice_fiscale):
            return seat.organisation
    raise Invalid(_("%(who)s non siede a questo tavolo.") % {"who": named})
