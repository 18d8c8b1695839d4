# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a milestone and an expense report may go from each state."""

from django.utils.translation import gettext_lazy as _

from coprogettazione.monitoring.models import MilestoneState, ReportState
from coprogettazione.records.lifecycle import Lifecycle, RowState


class MilestoneLifecycle(Lifecycle):
    """The states of a milestone."""

    state = RowState(MilestoneState)

    @state.transition(
        source=(MilestoneState.PLANNED, MilestoneState.LATE),
        target=MilestoneState.DONE,
        label=_("raggiungimento della tappa"),
    )
    def complete(self) -> None:
        """Done, in time or not."""

    @state.transition(
        source=(MilestoneState.PLANNED, MilestoneState.LATE),
        target=MilestoneState.WAIVED,
        label=_("rinuncia alla tappa"),
    )
    def waive(self) -> None:
        """No longer due."""

    @state.transition(
        source=MilestoneState.PLANNED, target=MilestoneState.LATE, label=_("segnalazione del ritardo")
    )
    def flag(self) -> None:
        """Its last day is past."""


class ExpenseReportLifecycle(Lifecycle):
    """The states of an expense report."""

    state = RowState(ReportState)

    @state.transition(
        source=(ReportState.DRAFT, ReportState.REJECTED),
        target=ReportState.SUBMITTED,
        label=_("presentazione del rendiconto"),
    )
    def submit(self) -> None:
        """With the body that checks it."""

    @state.transition(
        source=ReportState.SUBMITTED,
        target=ReportState.CLARIFICATION,
        label=_("richiesta di chiarimenti"),
        custom={"law": _("art. 6, l. 241/1990")},
    )
    def ask(self) -> None:
        """Back to the partners, with a question and a term."""

    @state.transition(
        source=ReportState.CLARIFICATION, target=ReportState.SUBMITTED, label=_("risposta ai chiarimenti")
    )
    def answer(self) -> None:
        """The partners have answered."""

    @state.transition(
        source=ReportState.CLARIFICATION,
        target=ReportState.SUBMITTED,
        label=_("ripresa del controllo senza risposta"),
    )
    def resume(self) -> None:
        """The term is past without an answer: the check goes on."""

    @state.transition(
        source=ReportState.SUBMITTED, target=ReportState.APPROVED, label=_("approvazione del rendiconto")
    )
    def approve(self) -> None:
        """Checked, with the sums admitted."""

    @state.transition(
        source=ReportState.SUBMITTED,
        target=ReportState.REJECTED,
        label=_("mancata approvazione del rendiconto"),
        custom={"law": _("art. 3, l. 241/1990")},
    )
    def reject(self) -> None:
        """Checked, to be done again."""
