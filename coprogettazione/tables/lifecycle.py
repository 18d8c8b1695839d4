# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the draft of the minutes to the paper that no longer changes. The table's own states are the
call's.
"""

from django.utils.translation import gettext_lazy as _

from coprogettazione.records.lifecycle import Lifecycle, RowState
from coprogettazione.tables.models import MinutesState


class MinutesLifecycle(Lifecycle):
    """The states of the minutes of one session."""

    state = RowState(MinutesState)

    @state.transition(
        source=(MinutesState.CIRCULATED, MinutesState.APPROVED),
        target=MinutesState.DRAFT,
        label=_("correzione della bozza del verbale"),
    )
    def correct(self) -> None:
        """The draft is written again; who was present answers again."""

    @state.transition(
        source=MinutesState.DRAFT, target=MinutesState.CIRCULATED, label=_("invio della bozza del verbale")
    )
    def circulate(self) -> None:
        """Whoever was present reads it and answers."""

    @state.transition(
        source=MinutesState.CIRCULATED, target=MinutesState.APPROVED, label=_("approvazione del verbale")
    )
    def approve(self) -> None:
        """Every organisation present has approved."""

    @state.transition(
        source=(MinutesState.CIRCULATED, MinutesState.APPROVED),
        target=MinutesState.FROZEN,
        label=_("chiusura del verbale"),
    )
    def freeze(self) -> None:
        """D7: numbered, and never changed again."""
