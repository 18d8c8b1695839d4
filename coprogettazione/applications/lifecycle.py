# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where an application may go from each state (domain.md §2.2, rows 3–4a)."""

from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import STANDING_STATES, ApplicationState
from coprogettazione.records.lifecycle import Lifecycle, RowState

_CHECKED = {"law": _("art. 6, l. 241/1990")}
_CURED = {"law": _("art. 6, c. 1, lett. b), l. 241/1990")}


class ApplicationLifecycle(Lifecycle):
    """The states of an application."""

    state = RowState(ApplicationState)

    @state.transition(
        source=ApplicationState.DRAFT, target=ApplicationState.RECEIVED, label=_("invio della domanda")
    )
    def submit(self) -> None:
        """It arrived before the term."""

    @state.transition(
        source=ApplicationState.DRAFT, target=ApplicationState.LATE, label=_("annotazione del ritardo")
    )
    def record_late(self) -> None:
        """It arrived at the term or after: kept, never opened."""

    @state.transition(
        source=ApplicationState.RECEIVED, target=ApplicationState.DRAFT, label=_("sostituzione della domanda")
    )
    def reopen(self) -> None:
        """The applicant changes it before the term: what had arrived counts no more."""

    @state.transition(
        source=(ApplicationState.DRAFT, ApplicationState.RECEIVED),
        target=ApplicationState.WITHDRAWN,
        label=_("ritiro della domanda"),
    )
    def withdraw(self) -> None:
        """The applicant takes it back before the term."""

    @state.transition(
        source=STANDING_STATES, target=ApplicationState.WITHDRAWN, label=_("rinuncia al procedimento")
    )
    def renounce(self) -> None:
        """The applicant leaves the procedure after the opening."""

    @state.transition(
        source=(ApplicationState.RECEIVED, ApplicationState.CURE, ApplicationState.RESERVED),
        target=ApplicationState.ADMITTED,
        label=_("ammissione"),
        custom=_CHECKED,
    )
    def admit(self) -> None:
        """Every requirement is in order."""

    @state.transition(
        source=(ApplicationState.RECEIVED, ApplicationState.CURE),
        target=ApplicationState.RESERVED,
        label=_("ammissione con riserva"),
        custom=_CHECKED,
    )
    def reserve(self) -> None:
        """Something that does not depend on the applicant is still to be decided."""

    @state.transition(
        source=(ApplicationState.RECEIVED, ApplicationState.CURE, ApplicationState.RESERVED),
        target=ApplicationState.EXCLUDED,
        label=_("esclusione"),
        custom={"law": _("art. 3, l. 241/1990")},
    )
    def exclude(self) -> None:
        """A requirement is missing, or the cure was not answered."""

    @state.transition(
        source=(ApplicationState.ADMITTED, ApplicationState.RESERVED),
        target=ApplicationState.EXCLUDED,
        label=_("esclusione dopo l’ammissione al tavolo"),
        custom={"law": _("artt. 3, 7 e 10, l. 241/1990")},
    )
    def forfeit(self) -> None:
        """The executive takes back what D6 gave, after hearing the body."""

    @state.transition(
        source=ApplicationState.RECEIVED,
        target=ApplicationState.CURE,
        label=_("richiesta di integrazione"),
        custom=_CURED,
    )
    def ask_cure(self) -> None:
        """A formal gap can be filled."""
