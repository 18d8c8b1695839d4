# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget: arithmetic that always adds up, lines that hold together, one column per body."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, Refusal, Stale, WrongState
from coprogettazione.tables.models import BudgetLine, DesignTable
from coprogettazione.tables.queries import Line, Matrix, add_up, budget_matrix, matrix_for_paper
from coprogettazione.tables.queries.readiness import budget_sentence
from coprogettazione.tables.services import remove_budget_line, save_column, set_budget_line, suspend_table
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    WRITTEN,
    authority,
    casa,
    lanterna,
    make_facilitator,
    passi,
    write_budget,
)

COLUMNS = [SimpleNamespace(pk=pk, known_as=f"Ente {pk}") for pk in (1, 2, 3)]
amounts = st.decimals(min_value="0.01", max_value="999999.99", places=2)
money = st.builds(
    Line,
    organisation_id=st.sampled_from([1, 2, 3]),
    category=st.sampled_from("ABCDEFGHIL"),
    source=st.sampled_from(["PUBLIC", "ETS_CASH"]),
    amount=amounts,
)
estimates = st.builds(
    Line,
    organisation_id=st.sampled_from([1, 2, 3]),
    category=st.just("V"),
    source=st.just("VOLUNTEERS"),
    amount=amounts,
) | st.builds(
    Line,
    organisation_id=st.sampled_from([1, 2, 3]),
    category=st.just("K"),
    source=st.just("IN_KIND"),
    amount=amounts,
)


@given(st.lists(money | estimates, max_size=20))
def test_rows_columns_and_sources_add_up_to_the_same_cent(lines: list[Line]) -> None:
    matrix = add_up(lines, COLUMNS)
    paid = sum((line.amount for line in lines if line.source in ("PUBLIC", "ETS_CASH")), Decimal(0))
    assert sum(matrix.totals, Decimal(0)) == matrix.total == paid
    assert sum((row.total for row in matrix.spending), Decimal(0)) == matrix.total
    assert matrix.public + matrix.cash == matrix.total
    assert matrix.value == sum((line.amount for line in lines), Decimal(0))
    paper = matrix_for_paper(matrix)
    assert sum(paper["totals"], Decimal(0)) == paper["total"] == matrix.value


@given(st.lists(money, min_size=1, max_size=20))
def test_the_shares_are_exactly_a_hundred(lines: list[Line]) -> None:
    assert sum(add_up(lines, COLUMNS).shares, Decimal(0)) == 100


@given(st.lists(money, max_size=20), amounts)
def test_what_is_over_and_what_is_left_are_never_both(lines: list[Line], grant: Decimal) -> None:
    matrix = add_up(lines, COLUMNS, grant=grant)
    assert matrix.public == grant + matrix.over - matrix.left
    assert not (matrix.over and matrix.left)
    assert matrix.balances == (bool(lines) and matrix.public <= grant)


def small(*lines: Line, **limits: Decimal) -> Matrix:
    """A matrix of few lines."""
    return add_up(lines, COLUMNS, **limits)


def test_the_sentence_says_by_how_much_it_does_not_balance() -> None:
    matrix = small(Line(1, "A", "PUBLIC", Decimal(181500)), grant=Decimal(180000))
    assert budget_sentence(matrix) == (
        "Il piano economico non quadra di 1.500\u00a0€: le righe a contributo superano quello dell’avviso."
    )


def test_exactly_the_grant_balances_and_a_cent_more_does_not() -> None:
    assert small(Line(1, "A", "PUBLIC", Decimal("180000.00")), grant=Decimal(180000)).balances
    assert not small(Line(1, "A", "PUBLIC", Decimal("180000.01")), grant=Decimal(180000)).balances


def test_indirect_costs_over_the_cap_do_not_balance() -> None:
    lines = (Line(1, "A", "PUBLIC", Decimal(93)), Line(1, "I", "PUBLIC", Decimal(7)))
    assert small(*lines, grant=Decimal(1000), indirect_max=Decimal(7)).balances
    matrix = small(*lines, grant=Decimal(1000), indirect_max=Decimal("6.99"))
    assert matrix.indirect_over == Decimal("0.01")
    assert budget_sentence(matrix) == "I costi indiretti superano di 0,01\u00a0€ il massimo dell’avviso."


def test_an_empty_plan_does_not_balance() -> None:
    assert budget_sentence(small(grant=Decimal(1))) == "Il piano economico è vuoto."


def line(table: DesignTable, **facts: object) -> BudgetLine:
    """A line of La Lanterna."""
    given = {
        "category": "A",
        "source": "PUBLIC",
        "amount": Decimal(1000),
        "organisation": lanterna(),
        **facts,
    }
    by = given.pop("by", None) or make_legal_representative(lanterna())
    return set_budget_line(table=table, by=by, at=given.pop("at", WRITTEN), **given)


def test_the_plan_of_the_mockup_balances(table: DesignTable) -> None:
    write_budget(table)
    matrix = budget_matrix(DesignTable.objects.get(pk=table.pk))
    assert (matrix.total, matrix.public, matrix.cash, matrix.estimated) == (192000, 180000, 12000, 24000)
    assert matrix.totals == [105600, 38400, 48000]
    assert matrix.shares == [55, 20, 25]
    assert matrix.balances
    assert [o.known_as for o in matrix.columns] == ["La Lanterna", "Passi Insieme", "Casa Aperta"]


@pytest.mark.parametrize(
    ("facts", "field", "reason"),
    [
        ({"amount": Decimal(0)}, "amount", "maggiore di zero"),
        ({"amount": Decimal(-1)}, "amount", "maggiore di zero"),
        ({"amount": Decimal("NaN")}, "amount", "maggiore di zero"),
        ({"amount": Decimal("10000000000")}, "amount", "maggiore di zero"),
        ({"amount": Decimal("1.001")}, "amount", "due cifre"),
        ({"category": "Z"}, "category", "voce"),
        ({"source": "LOTTERY"}, "source", "fonte"),
        ({"category": "V", "source": "PUBLIC"}, "source", "lavoro dei volontari"),
        ({"category": "K", "source": "ETS_CASH"}, "source", "beni e servizi"),
        ({"category": "A", "source": "VOLUNTEERS"}, "source", "K e V"),
    ],
)
def test_a_line_that_does_not_hold_together_is_refused_on_its_field(
    table: DesignTable, facts: dict, field: str, reason: str
) -> None:
    with pytest.raises(Invalid) as refused:
        line(table, **facts)
    assert reason in str(refused.value.fields[field])


def test_the_public_body_has_only_public_money(table: DesignTable) -> None:
    with pytest.raises(Invalid) as refused:
        line(table, organisation=authority(), by=make_officer(), source="ETS_CASH")
    assert "risorse pubbliche" in str(refused.value)


def test_each_body_writes_only_its_own_column(table: DesignTable) -> None:
    with pytest.raises(NotAllowed) as refused:
        line(table, organisation=casa())
    assert str(refused.value) == "A questo tavolo non agisci per Casa Aperta."
    with pytest.raises(NotAllowed):
        line(table, by=make_officer())
    with pytest.raises(NotAllowed):
        line(table, by=make_facilitator())


def test_two_colleagues_on_the_same_line_do_not_overwrite_each_other(table: DesignTable) -> None:
    row = line(table)
    line(table, line=row, base_version=1, amount=Decimal(2000))
    with pytest.raises(Stale) as refused:
        line(table, line=row, base_version=1, amount=Decimal(3000))
    assert (refused.value.mine, refused.value.theirs) == ("3000", "2000.00")
    assert "ora è 2.000" in str(refused.value)
    row.refresh_from_db()
    assert row.amount == 2000


def test_a_line_can_be_taken_away_only_by_its_body(table: DesignTable) -> None:
    row = line(table)
    with pytest.raises(NotAllowed):
        remove_budget_line(table=table, line=row, by=make_legal_representative(passi()), at=WRITTEN)
    with pytest.raises(Stale):
        remove_budget_line(
            table=table, line=row, base_version=7, by=make_legal_representative(lanterna()), at=WRITTEN
        )
    remove_budget_line(
        table=table, line=row, base_version=1, by=make_legal_representative(lanterna()), at=WRITTEN
    )
    assert not table.budget_lines.exists()
    with pytest.raises(Refusal) as refused:
        remove_budget_line(table=table, line=row, by=make_legal_representative(lanterna()), at=WRITTEN)
    assert "non c’è più" in str(refused.value)


def test_a_line_of_another_body_cannot_be_taken_over(table: DesignTable) -> None:
    row = line(table)
    with pytest.raises(Invalid) as refused:
        line(table, organisation=casa(), by=make_legal_representative(casa()), line=row)
    assert str(refused.value) == "Questa riga è di un altro ente."


def test_a_column_is_saved_whole_or_not_at_all(table: DesignTable) -> None:
    row = line(table)
    before = Entry.objects.count()
    good = {
        "line": None,
        "version": None,
        "category": "B",
        "source": "PUBLIC",
        "description": "",
        "amount": Decimal(5),
    }
    bad = {**good, "amount": Decimal(0)}
    with pytest.raises(Invalid):
        save_column(
            table=table,
            organisation=lanterna(),
            lines=[good, bad],
            by=make_legal_representative(lanterna()),
            at=WRITTEN,
        )
    assert list(table.budget_lines.all()) == [row]
    assert Entry.objects.count() == before


def test_an_unchanged_line_is_not_written_again(table: DesignTable) -> None:
    row = line(table)
    before = Entry.objects.count()
    same = {
        "line": row,
        "version": 1,
        "category": "A",
        "source": "PUBLIC",
        "description": "",
        "amount": Decimal(1000),
    }
    saved = save_column(
        table=table,
        organisation=lanterna(),
        lines=[same],
        by=make_legal_representative(lanterna()),
        at=WRITTEN,
    )
    assert saved == 0
    assert Entry.objects.count() == before


def test_a_suspended_table_keeps_its_budget_as_it_is(table: DesignTable) -> None:
    suspend_table(
        table=table,
        reason_code="FUNDING_MISSING",
        reasons="Il fondo regionale non è arrivato.",
        act_number="60/2026",
        act_date=WRITTEN.date(),
        by=make_executive(),
        at=WRITTEN,
    )
    with pytest.raises((NotAllowed, WrongState)) as refused:
        line(DesignTable.objects.get(pk=table.pk), at=WRITTEN + timedelta(hours=1))
    assert "non è al lavoro" in str(refused.value)
