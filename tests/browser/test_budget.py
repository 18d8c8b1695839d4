# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget written by three people at once: two colleagues in one column, somebody who reads."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from coprogettazione.tables.models import BudgetLine
from coprogettazione.tables.services import set_budget_line
from tests.browser.axe import faults, overflow
from tests.browser.walk import Walk, Walker
from tests.factories.parties import make_legal_representative
from tests.factories.tables import WRITTEN, casa, lanterna, make_table, person_of, write_budget

pytestmark = pytest.mark.django_db(transaction=True)


def sits(walk: Walk, person: Any) -> Walker:
    """Somebody with a session."""
    walker = walk.visitor()
    walker.comes_in(person)
    return walker


def column() -> str:
    """The address of La Lanterna's column."""
    return reverse("tables:column", args=["PIS-2026", lanterna().pk])


def field(walker: Walker, row: int, name: str) -> Any:
    """A control of a row, from 0."""
    return walker.page.locator("[data-budget-target~=row]").nth(row).locator(f"[name$='-{name}']")


def bar(walker: Walker) -> Any:
    """The totals that are always in sight."""
    return walker.page.get_by_role("region", name="Totali e quote")


def looks_right(walker: Walker) -> None:
    """At both widths nothing overflows, axe finds nothing, and the totals are in sight from the top of the page."""
    for width in (360, 1280):
        walker.page.set_viewport_size({"width": width, "height": 740})
        walker.page.evaluate("scrollTo(0, 0)")
        assert faults(walker.page) == []
        assert overflow(walker.page) <= 0
        expect(bar(walker)).to_be_in_viewport()


@pytest.fixture
def table(the_clock: Any) -> Any:
    """The plan of the mockup."""
    the_clock.move_to(WRITTEN)
    table = make_table()
    write_budget(table)
    return table


def test_a_line_is_saved_as_it_is_left_and_the_others_see_it_without_reloading(
    walk: Walk, table: Any
) -> None:
    marco, giulia = (
        sits(walk, make_legal_representative(lanterna())),
        sits(walk, make_legal_representative(casa())),
    )
    giulia.opens(reverse("tables:budget", args=["PIS-2026"]))
    marco.opens(column())
    expect(bar(giulia)).to_contain_text("I conti tornano.")
    amount = field(marco, 0, "amount")
    amount.fill("80.000")
    amount.press("Tab")
    expect(marco.page.get_by_text("Salvato alle")).to_be_visible()
    expect(bar(marco)).to_contain_text("Il piano economico non quadra")
    expect(bar(giulia)).to_contain_text("Il piano economico non quadra", timeout=12_000)
    looks_right(marco)
    looks_right(giulia)
    # A new line, then taken away, then put back: with the keyboard.
    empty = marco.page.locator("[data-budget-target~=row]").count() - 3
    field(marco, empty, "category").select_option("H")
    field(marco, empty, "source").select_option("ETS_CASH")
    field(marco, empty, "amount").fill("500")
    field(marco, empty, "amount").press("Tab")
    expect(field(marco, empty, "version")).to_have_value("1")
    assert BudgetLine.objects.filter(organisation=lanterna(), category="H", amount=500).exists()
    field(marco, empty, "DELETE").press("Space")
    expect(marco.page.get_by_role("button", name="Rimetti la riga")).to_be_focused()
    assert not BudgetLine.objects.filter(organisation=lanterna(), category="H").exists()
    marco.page.keyboard.press("Enter")
    expect(marco.page.get_by_role("button", name="Rimetti la riga")).to_have_count(0)
    expect(bar(marco)).to_contain_text("209.100")
    # Nothing is left to be lost, and the form that is sent whole changes nothing.
    marco.presses("Salva la colonna")
    expect(marco.page.get_by_text("0 righe cambiate.")).to_be_visible()
    marco.opens(column())
    expect(marco.page.get_by_role("button", name="Recupera il testo")).to_have_count(0)


def test_two_colleagues_on_the_same_line_see_both_texts_and_choose(walk: Walk, table: Any) -> None:
    marco = sits(walk, make_legal_representative(lanterna()))
    sara = person_of(lanterna(), "Sara", "Benedetti")
    marco.opens(column())
    amount = field(marco, 0, "amount")
    amount.fill("65.000")
    row = BudgetLine.objects.get(pk=field(marco, 0, "line").input_value())

    def changes(sum_: int) -> None:
        """Sara writes the line."""
        row.refresh_from_db()
        set_budget_line(
            table=table, organisation=lanterna(), line=row, category=row.category, source=row.source,
            amount=type(row.amount)(sum_), description=row.description, by=sara, at=WRITTEN,
        )  # fmt: skip

    changes(61_000)
    amount.press("Tab")
    clash = marco.page.get_by_role("alert")
    expect(clash).to_contain_text("Sara Benedetti ha cambiato la riga")
    expect(clash).to_contain_text("La tua:")
    expect(clash).to_contain_text("65.000")
    expect(clash).to_contain_text("61.000")
    looks_right(marco)
    marco.page.get_by_role("button", name="Prendi la riga di adesso").press("Enter")
    expect(amount).to_have_value("61.000")
    # Where nobody is writing, what a colleague writes is there.
    marco.page.locator("h2").first.click()
    changes(62_000)
    expect(amount).to_have_value("62.000", timeout=12_000)
    # And one's own may be kept.
    amount.fill("66.000")
    changes(63_000)
    amount.press("Tab")
    marco.page.get_by_role("button", name="Tieni la mia riga").press("Enter")
    expect(clash).to_have_count(0)
    expect(marco.page.get_by_text("Salvato alle")).to_be_visible()
    row.refresh_from_db()
    assert row.amount == 66_000


def test_what_is_wrong_is_said_beside_the_field_and_what_is_offline_waits(walk: Walk, table: Any) -> None:
    marco = sits(walk, make_legal_representative(lanterna()))
    marco.opens(column())
    amount = field(marco, 0, "amount")
    amount.fill("molto")
    amount.press("Tab")
    expect(amount).to_have_attribute("aria-invalid", "true")
    looks_right(marco)
    marco.page.context.set_offline(True)
    amount.fill("64.000")
    amount.press("Tab")
    expect(marco.page.get_by_text("Non salvato: il testo è su questo dispositivo.")).to_be_visible()
    marco.page.context.set_offline(False)
    expect(marco.page.get_by_text("Salvato alle")).to_be_visible()
    expect(amount).not_to_have_attribute("aria-invalid", "true")
    assert BudgetLine.objects.filter(organisation=lanterna(), amount=64_000).exists()
    # The browser writes in its console what it could not fetch, and what the server refused.
    walk.found.clear()
