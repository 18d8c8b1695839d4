# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two members of a working group write its text at once, each in a browser; somebody else of the table reads it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from coprogettazione.tables.models import WorkGroup
from tests.browser.axe import faults, overflow
from tests.browser.walk import DESKTOP, HEIGHT, PHONE, Walk, Walker
from tests.coprogettazione.tables.test_group_text import giulia, marco, says
from tests.coprogettazione.tables.test_groups import make_group, sara
from tests.factories.tables import make_table

pytestmark = pytest.mark.django_db(transaction=True)
SARA = "Sara: dodici posti letto."
GIULIA = "Giulia: si entra dalle 20 alle 22."


@pytest.fixture
def group() -> WorkGroup:
    """Sara Benedetti for La Lanterna, and the whole of Casa Aperta."""
    return make_group(make_table())


def text_of(walker: Walker) -> Any:
    """The editor of the group's text."""
    return walker.page.get_by_role("textbox", name="Testo del gruppo")


def writes(walker: Walker, words: str) -> None:
    """A paragraph of one's own at the end, by the keyboard."""
    page = walker.page
    text_of(walker).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(words)


def test_two_members_write_and_who_is_not_in_the_group_reads(writing: Walk, group: WorkGroup) -> None:
    people = {name: writing.person(user) for name, user in
              (("sara", sara()), ("giulia", giulia()), ("marco", marco()))}  # fmt: skip
    for walker in people.values():
        walker.opens("/tavolo/PIS-2026/gruppi/")
        walker.follows("Testo del gruppo «Accoglienza»")
    for name in ("sara", "giulia"):
        expect(text_of(people[name])).to_be_editable(timeout=30_000)
    expect(people["sara"].page.locator("[data-presence]")).to_contain_text("Giulia", timeout=30_000)
    writes(people["sara"], SARA)
    writes(people["giulia"], GIULIA)
    for walker in people.values():
        for order, words in ((1, SARA), (3, GIULIA)):
            expect(walker.page.locator(f".ProseMirror .a-{order}", has_text=words).first).to_be_visible(
                timeout=30_000
            )
    reader = people["marco"].page
    expect(reader.locator(".ProseMirror")).to_have_attribute("contenteditable", "false")
    expect(reader.locator(".co-tools [role=status]").first).to_contain_text("scrive chi ne fa parte")
    saved = people["sara"].page.locator(".co-tools [role=status]").first
    expect(saved).to_contain_text("Salvato", timeout=30_000)
    for page in (people["sara"].page, reader):
        for width in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert faults(page) == []
            assert overflow(page) <= 0
    assert sorted(says(group).split("\n\n")) == sorted([SARA, GIULIA])
    assert writing.found == []
