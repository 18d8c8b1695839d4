# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the exclusion of an admitted application may go from each state."""

from django.utils.translation import gettext_lazy as _

from coprogettazione.evaluation.models import OPEN_STATES, ExclusionState
from coprogettazione.records.lifecycle import Lifecycle, RowState


class ExclusionLifecycle(Lifecycle):
    """The states of an exclusion."""

    state = RowState(ExclusionState)

    @state.transition(
        source=ExclusionState.ANNOUNCED,
        target=ExclusionState.OBSERVED,
        label=_("osservazioni dell’ente"),
        custom={"law": _("art. 10, l. 241/1990")},
    )
    def observe(self) -> None:
        """The body says what it has to say."""

    @state.transition(
        source=OPEN_STATES,
        target=ExclusionState.EXCLUDED,
        label=_("esclusione"),
        custom={"law": _("artt. 3 e 10, l. 241/1990")},
    )
    def exclude(self) -> None:
        """The executive decides, by an act of its own."""

    @state.transition(
        source=OPEN_STATES,
        target=ExclusionState.DROPPED,
        label=_("archiviazione"),
        custom={"law": _("artt. 2 e 3, l. 241/1990")},
    )
    def drop(self) -> None:
        """The application stays."""
