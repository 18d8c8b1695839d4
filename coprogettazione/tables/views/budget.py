# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget: the matrix everybody reads, and one's own column to write."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.parties.models import Organisation
from coprogettazione.records.refusals import NotAllowed, Refusal
from coprogettazione.tables.forms import ColumnFormSet, column_formset
from coprogettazione.tables.queries import Matrix, budget_matrix
from coprogettazione.tables.queries.budget import budget_token
from coprogettazione.tables.queries.readiness import balance_words, budget_sentence
from coprogettazione.tables.queries.seats import orders_of, speaks_for, voting_bodies
from coprogettazione.tables.services import save_column
from coprogettazione.tables.views.base import TableView


class BudgetPart(TableView):
    """A page on which the sums of the whole budget are always in sight."""

    tab = "budget"

    @cached_property
    def matrix(self) -> Matrix:
        """The budget, with a column for every partner."""
        bodies = voting_bodies(self.table, self.at)
        return budget_matrix(self.table, [o for o in bodies if o.pk != self.table.call.lead_authority_id])

    def sums(self) -> dict[str, Any]:
        """What the parts of the page that follow the others' changes are drawn from."""
        last = max(
            (line.row for line in self.matrix.lines if line.row), key=lambda row: row.changed_at, default=None
        )
        return {
            "matrix": self.matrix,
            "heads": list(zip(self.matrix.columns, self.matrix.orders, strict=True)),
            "problem": budget_sentence(self.matrix),
            "balance": balance_words(self.matrix),
            "last": last,
            "token": budget_token(self.table, self.matrix),
        }


class BudgetView(BudgetPart):
    """Who spends what, with which money, and whether it balances."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        may_write = self.can("set_budget_line")
        mine = [
            o
            for o in voting_bodies(self.table, self.at)
            if may_write and speaks_for(self.person, self.table, o, self.at)
        ]
        return self.page("budget.html", mine=mine, **self.sums())


class ColumnView(BudgetPart):
    """One body's column, line by line."""

    @cached_property
    def organisation(self) -> Organisation:
        """Whose column. Raises NotAllowed to whoever does not act for it."""
        bodies = {o.pk: o for o in voting_bodies(self.table, self.at)}
        organisation = bodies.get(self.kwargs["organisation"])
        if organisation is None:
            organisation = get_object_or_404(Organisation, pk=self.kwargs["organisation"])
        if not self.can("set_budget_line") or not speaks_for(self.person, self.table, organisation, self.at):
            raise NotAllowed(
                _(
                    "La colonna di %(who)s la scrive solo chi siede per "
                    "quell’ente, quando il tavolo è al lavoro."
                )
                % {"who": organisation.known_as}
            )
        return organisation

    def formset(self, data: Any = None) -> ColumnFormSet:
        """The lines as they are, and empty ones."""
        lines = self.table.budget_lines.filter(organisation=self.organisation).order_by("category", "pk")
        return column_formset(data, lines)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.draw(self.formset())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save what changed, all or nothing."""
        formset = self.formset(request.POST)
        if not formset.is_valid():
            return self.draw(formset, 422)
        try:
            changed = save_column(
                table=self.table,
                organisation=self.organisation,
                lines=formset.changes(),
                by=self.person,
                at=self.at,
            )
        except Refusal as refusal:
            return self.draw(formset, 409, refusal)
        words = ngettext("%(n)s riga cambiata.", "%(n)s righe cambiate.", changed) % {"n": changed}
        return self.done(words, self.address("budget"))

    def draw(self, formset: ColumnFormSet, status: int = 200, refusal: Refusal | None = None) -> HttpResponse:
        """The page."""
        return self.page(
            "column.html",
            status,
            formset=formset,
            organisation=self.organisation,
            order=orders_of(self.table).get(self.organisation.pk, 1),
            refusal=refusal,
            **self.sums(),
        )
