# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a declared organisation to one whose papers an office has seen."""

from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import OrganisationState
from coprogettazione.records.lifecycle import Lifecycle, RowState


class OrganisationLifecycle(Lifecycle):
    """Declared, verified or not recognised; a verified one can be suspended and verified again."""

    state = RowState(OrganisationState)

    @state.transition(
        source={OrganisationState.CLAIMED, OrganisationState.SUSPENDED},
        target=OrganisationState.VERIFIED,
        label=_("controllo dell’organizzazione"),
        custom={"law": _("art. 22, d.lgs. 117/2017; DM 106/2020")},
    )
    def verify(self) -> None:
        """The planning office has seen what proves it."""

    @state.transition(
        source=OrganisationState.CLAIMED,
        target=OrganisationState.REJECTED,
        label=_("mancato riconoscimento dell’organizzazione"),
        custom={"law": _("art. 3, l. 241/1990")},
    )
    def reject(self) -> None:
        """What was declared does not hold."""

    @state.transition(
        source=OrganisationState.REJECTED,
        target=OrganisationState.CLAIMED,
        label=_("nuova dichiarazione dell’organizzazione"),
    )
    def claim_again(self) -> None:
        """Somebody declares it anew."""

    @state.transition(
        source=OrganisationState.VERIFIED,
        target=OrganisationState.SUSPENDED,
        label=_("sospensione dell’organizzazione"),
        custom={"law": _("artt. 47–50, d.lgs. 117/2017")},
    )
    def suspend(self) -> None:
        """A requirement is lost or in doubt."""
