# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two people at one chapter: one comments a passage, the other answers, writes around it and proposes a change."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from coprogettazione.tables.models import Contribution, TextComment
from coprogettazione.tables.services import save_chapter
from tests.browser.axe import faults, overflow
from tests.browser.editor import comments, selects
from tests.browser.walk import Walk
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import casa, make_table, text_in

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Tre sere la settimana due operatori escono."


@pytest.fixture
def pages(writing: Walk) -> Iterator[list[Any]]:
    """The chapter as the officer and Giulia have it open."""
    table = make_table()
    save_chapter(chapter=table.chapters.get(code="azioni"), text=SAID, by=make_officer(), at=timezone.now())
    pages = []
    for person in (make_officer(), make_legal_representative(casa())):
        walker = writing.visitor()
        walker.comes_in(person)
        walker.page.goto(reverse("tables:chapter", args=["PIS-2026", "azioni"]))
        expect(walker.page.get_by_role("button", name="Proponi")).to_be_visible()
        pages.append(walker.page)
    yield pages
    assert writing.found == []


def test_a_comment_follows_its_passage_and_a_proposal_is_decided_beside_the_text(pages: list[Any]) -> None:
    elena, giulia = pages
    comments(elena, "sere la settimana", "Anche la domenica?")
    pin = giulia.locator(".co-write .co-pin")
    expect(pin).to_have_text("1")
    assert TextComment.objects.get().quote == "sere la settimana"

    selects(giulia, "Tre")
    giulia.keyboard.press("Control+Alt+s")
    giulia.keyboard.type("Quattro")
    expect(giulia.locator(".co-write del")).to_have_text("Tre")
    expect(elena.locator(".co-write mark")).to_have_text("sere la settimana")
    expect(elena.locator("#commenti [data-mark]")).to_contain_text("Quattro", timeout=15_000)
    for page in pages:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert faults(page) == []
            assert overflow(page) <= 0

    pin.filter(has_text="1").focus()
    giulia.keyboard.press("Enter")
    expect(giulia.locator("#commenti [data-comment]")).to_be_focused()

    elena.get_by_text("Accetta o non accettare").click()
    elena.get_by_label("Perché").fill("I volontari ci sono.")
    elena.get_by_role("button", name="Accetta la modifica").click()
    expect(giulia.locator(".co-write ins")).to_have_count(0)
    contribution = Contribution.objects.get()
    assert (contribution.before, contribution.after, contribution.outcome) == ("Tre", "Quattro", "ACCEPTED")
    assert text_in(contribution.table) == SAID.replace("Tre", "Quattro")
