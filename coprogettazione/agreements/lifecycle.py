# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where an agreement may go from each state."""

from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import AgreementState
from coprogettazione.records.lifecycle import Lifecycle, RowState


class AgreementLifecycle(Lifecycle):
    """The states of an agreement, from the approved text to its end."""

    state = RowState(AgreementState)

    @state.transition(
        source=AgreementState.DRAFT,
        target=AgreementState.SIGNING,
        label=_("invio della convenzione alla firma"),
    )
    def send(self) -> None:
        """The text is with those who sign."""

    @state.transition(
        source=AgreementState.SIGNING,
        target=AgreementState.DRAFT,
        label=_("ritiro della convenzione dalla firma"),
    )
    def take_back(self) -> None:
        """The text is corrected: what was signed is kept and no longer counts."""

    @state.transition(
        source=AgreementState.DRAFT,
        target=AgreementState.ABANDONED,
        label=_("abbandono dell’accordo prima delle firme"),
    )
    def abandon(self) -> None:
        """It will not be made."""

    @state.transition(
        source=AgreementState.SIGNING,
        target=AgreementState.SIGNED,
        label=_("ultima firma della convenzione"),
        custom={"law": _("art. 11, l. 241/1990")},
    )
    def sign(self) -> None:
        """Everybody has signed: in force."""

    @state.transition(
        source=AgreementState.SIGNED,
        target=AgreementState.TERMINATED,
        label=_("risoluzione della convenzione"),
        custom={"law": _("artt. 3 e 11, l. 241/1990")},
    )
    def terminate(self) -> None:
        """It ends before its time."""
