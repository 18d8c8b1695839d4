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
from coprogettazione.tables.queries import budget_matrix
from coprogettazione.tables.queries.readiness import budget_sentence
from coprogettazione.tables.queries.seats import orders_of, speaks_for, voting_bodies
from coprogettazione.tables.services import save_column
from coprogettazione.tables.views.base import TableView


class BudgetView(TableView):
    """Who spends what, with which money, and whether it balances."""

    tab = "budget"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        bodies = voting_bodies(self.table, self.at)
        partners = [o for o in bodies if o.pk != self.table.call.lead_authority_id]
        matrix = budget_matrix(self.table, partners)
        may_write = self.can("set_budget_line")
        mine = [o for o in bodies if may_write and speaks_for(self.person, self.table, o, self.at)]
        last = max(
            (line.row for line in matrix.lines if line.row), key=lambda row: row.changed_at, default=None
        )
        return self.page(
            "budget.html",
            matrix=matrix,
            heads=list(zip(matrix.columns, matrix.orders, strict=True)),
            problem=budget_sentence(matrix),
            mine=mine,
            last=last,
        )


class ColumnView(TableView):
    """One body's column, line by line."""

    tab = "budget"

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
        )
