# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget added up: who spends what, with which money, and whether it balances (domain.md §4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from coprogettazione.applications.models import CostCategory, FundingSource
from coprogettazione.evaluation.queries import grant_at_table
from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.tables.models import MONEY_SOURCES, BudgetLine, DesignTable
from coprogettazione.tables.queries.seats import orders_of

ZERO = Decimal(0)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """An amount in euro, with what it is for, of whom and from where; `row` is the stored line, if it is
    one.
    """

    organisation_id: int
    category: str
    source: str
    amount: Decimal
    description: str = ""
    row: BudgetLine | None = None


@dataclass(frozen=True)
class Row:
    """A row of the matrix: one amount per organisation, in the order of the columns."""

    code: str
    label: str
    amounts: list[Decimal]

    @property
    def total(self) -> Decimal:
        """The sum of the row."""
        return sum(self.amounts, ZERO)


@dataclass
class Matrix:
    """The budget of a project. Amounts in euro; `grant` is the public contribution of the avviso, None if
    not set.

    `spending` has a row per category that is paid, `figurative` per category that is only estimated,
    `sources` a row
    per source. Columns are organisations, in order of arrival.
    """

    columns: list[Any]
    orders: list[int]
    spending: list[Row]
    figurative: list[Row]
    sources: list[Row]
    grant: Decimal | None = None
    indirect_max: Decimal | None = None
    lines: list[Line] = field(default_factory=list)

    def _sums(self, rows: Iterable[Row]) -> list[Decimal]:
        sums = [ZERO] * len(self.columns)
        for row in rows:
            sums = [a + b for a, b in zip(sums, row.amounts, strict=True)]
        return sums

    @property
    def totals(self) -> list[Decimal]:
        """What each organisation spends."""
        return self._sums(self.spending)

    @property
    def total(self) -> Decimal:
        """What is spent in all: public money and money of the organisations."""
        return sum(self.totals, ZERO)

    def from_source(self, source: str) -> Decimal:
        """How much comes from a source."""
        return sum((row.total for row in self.sources if row.code == source), ZERO)

    @property
    def public(self) -> Decimal:
        """The public contribution that is assigned."""
        return self.from_source(FundingSource.PUBLIC)

    @property
    def cash(self) -> Decimal:
        """The organisations' own money."""
        return self.from_source(FundingSource.ETS_CASH)

    @property
    def in_kind(self) -> Decimal:
        """Premises and means, estimated."""
        return self.from_source(FundingSource.IN_KIND)

    @property
    def volunteers(self) -> Decimal:
        """The work of volunteers, estimated."""
        return self.from_source(FundingSource.VOLUNTEERS)

    @property
    def estimated(self) -> Decimal:
        """Premises, means and volunteers: estimated, never paid."""
        return self.in_kind + self.volunteers

    @property
    def value(self) -> Decimal:
        """Money and estimates together."""
        return self.total + self.estimated

    @property
    def shares(self) -> list[Decimal]:
        """The share of each organisation in what is spent, in per cent with two decimals; the last takes
        the rest.
        """
        if not self.total:
            return [ZERO] * len(self.columns)
        shares = [(sum_ * 100 / self.total).quantize(CENT, ROUND_HALF_UP) for sum_ in self.totals]
        spending = [place for place, sum_ in enumerate(self.totals) if sum_]
        shares[spending[-1]] += 100 - sum(shares, ZERO)
        return shares

    @property
    def parts(self) -> list[tuple[Any, int, Decimal, Decimal]]:
        """Of each organisation: itself, its order of arrival, what it spends, its share in per cent."""
        return list(zip(self.columns, self.orders, self.totals, self.shares, strict=True))

    @property
    def over(self) -> Decimal:
        """How much the public lines exceed the contribution of the avviso; 0 when they do not."""
        return max(self.public - self.grant, ZERO) if self.grant is not None else ZERO

    @property
    def left(self) -> Decimal:
        """How much of the contribution is not assigned yet."""
        return max(self.grant - self.public, ZERO) if self.grant is not None else ZERO

    @property
    def indirect(self) -> Decimal:
        """Indirect costs in per cent of what is spent, two decimals."""
        paid = sum((row.total for row in self.spending if row.code == CostCategory.I), ZERO)
        return (paid * 100 / self.total).quantize(CENT, ROUND_HALF_UP) if self.total else ZERO

    @property
    def indirect_over(self) -> Decimal:
        """By how many euro the indirect costs exceed the cap of the avviso; 0 when they do not, or there
        is no cap.
        """
        if self.indirect_max is None:
            return ZERO
        paid = sum((row.total for row in self.spending if row.code == CostCategory.I), ZERO)
        cap = (self.total * self.indirect_max / 100).quantize(CENT, ROUND_HALF_UP)
        return max(paid - cap, ZERO)

    @property
    def has_cents(self) -> bool:
        """Whether some amount is not in whole euro: then all are written with cents."""
        return any(line.amount % 1 for line in self.lines)

    @property
    def balances(self) -> bool:
        """Whether the plan holds: something is spent, no more public money than there is, indirect costs
        in the cap.
        """
        return bool(self.total) and not self.over and not self.indirect_over


def add_up(
    lines: Sequence[Line],
    columns: Sequence[Any],
    *,
    orders: Sequence[int] = (),
    grant: Decimal | None = None,
    indirect_max: Decimal | None = None,
) -> Matrix:
    """Add up lines over the organisations of the columns (every line's organisation must be one of them)."""
    places = {organisation.pk: place for place, organisation in enumerate(columns)}

    def row(code: str, label: str, chosen: Iterable[Line]) -> Row:
        amounts = [ZERO] * len(columns)
        for line in chosen:
            amounts[places[line.organisation_id]] += line.amount
        return Row(code, label, amounts)

    spending: list[Row] = []
    figurative: list[Row] = []
    for category in CostCategory:
        chosen = [line for line in lines if line.category == category]
        if not chosen:
            continue
        kept = spending if chosen[0].source in MONEY_SOURCES else figurative
        kept.append(row(category.value, str(category.label), chosen))
    sources = [
        row(source.value, str(source.label), [line for line in lines if line.source == source])
        for source in FundingSource
    ]
    return Matrix(
        list(columns),
        list(orders) or list(range(len(columns))),
        spending,
        figurative,
        [s for s in sources if s.total],
        grant,
        indirect_max,
        list(lines),
    )


def lines_of(table: DesignTable) -> list[Line]:
    """The lines of a table's budget as they stand."""
    rows = table.budget_lines.select_related("organisation", "changed_by").order_by("category", "pk")
    return [
        Line(row.organisation_id, row.category, row.source, row.amount, row.description, row) for row in rows
    ]


def budget_matrix(table: DesignTable, voting: Iterable[Any] = ()) -> Matrix:
    """The budget of a table. Columns: the organisations with a line, and those of `voting`, in order of
    arrival.
    """
    lines = lines_of(table)
    orders = orders_of(table)
    bodies = {line.row.organisation_id: line.row.organisation for line in lines if line.row is not None}
    bodies.update({organisation.pk: organisation for organisation in voting})
    columns = sorted(bodies.values(), key=lambda organisation: orders.get(organisation.pk, len(orders)))
    return add_up(
        lines,
        columns,
        orders=[orders.get(organisation.pk, len(orders)) for organisation in columns],
        grant=grant_at_table(table.call),
        indirect_max=table.call.indirect_costs_max_pct,
    )


def budget_token(table: DesignTable, matrix: Matrix | None = None) -> str:
    """The same while no line of a table's budget and no body at it has changed; of the matrix, when it is drawn."""
    lines = (
        list(table.budget_lines.order_by("pk").values_list("pk", "version"))
        if matrix is None
        else sorted((line.row.pk, line.row.version) for line in matrix.lines if line.row is not None)
    )
    bodies = sorted(seat.organisation_id for seat in table.seats_kept if seat.valid_to is None)
    return sha256(canonical_json([lines, bodies, str(grant_at_table(table.call))]))[:20]


def matrix_for_paper(matrix: Matrix) -> dict[str, Any]:
    """The matrix as the papers print it (templates/documents/_matrix.typ): a row per source, money and
    estimates.
    """
    totals = [sum((row.amounts[i] for row in matrix.sources), ZERO) for i in range(len(matrix.columns))]
    return {
        "columns": [organisation.known_as for organisation in matrix.columns],
        "rows": [{"label": row.label, "amounts": row.amounts, "total": row.total} for row in matrix.sources],
        "totals": totals,
        "total": sum(totals, ZERO),
    }
