# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""For whom one speaks at a table, and whether it is still at work: asked by every deed of the table."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.calls.models import Call, CallState
from coprogettazione.parties.models import Organisation
from coprogettazione.records.deeds import Act, locked
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from coprogettazione.tables.models import DesignTable
from coprogettazione.tables.queries.seats import speaks_for

#: States in which the project can be written.
AT_WORK = (CallState.TABLE_OPEN, CallState.TABLE_REOPENED)


def speak_for(act: Act, table: DesignTable, organisation: Organisation, at: datetime) -> None:
    """Let the act be done for this organisation. Raises NotAllowed when its author does not act for it
    here.
    """
    if not speaks_for(act.by, table, organisation, at):
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
