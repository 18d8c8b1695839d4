# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two entities and the office write one chapter at once, each in a browser; then the text is frozen and approved."""

from typing import Any

import pytest
from playwright.sync_api import expect

from coprogettazione.tables.models import Contribution, DesignTable
from tests.browser.axe import faults, overflow
from tests.browser.editor import comments, selects
from tests.browser.walk import DESKTOP, HEIGHT, PHONE, Walk, Walker
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    FIRST_END,
    casa,
    lanterna,
    make_attended,
    make_session,
    make_table,
    passi,
    person_of,
    text_in,
    write_budget,
    write_project,
)

pytestmark = pytest.mark.django_db(transaction=True)
CHAPTER = "/tavolo/PIS-2026/capitolo/rischi/"
SARA = "Sara: la centrale risponde a tutti."
GIULIA = "Giulia: dodici posti letto pronti."
ELENA = "Elena: i servizi segnalano le persone."
OFFLINE = "Giulia: scritto senza rete."
MEANWHILE = "Sara: scritto intanto."


@pytest.fixture
def table() -> DesignTable:
    """A table whose project lacks one chapter, and that has met once."""
    table = make_table()
    make_attended(make_session(table))
    write_project(table)
    write_budget(table)
    return table


def at_the_chapter(walker: Walker) -> Any:
    """The chapter's editor, open."""
    walker.opens(CHAPTER)
    editor = walker.page.get_by_role("textbox", name="10. I rischi")
    expect(editor).to_be_editable(timeout=30_000)
    return editor


def writes(walker: Walker, words: str) -> None:
    """A paragraph of one's own at the end, by the keyboard."""
    page = walker.page
    page.get_by_role("textbox", name="10. I rischi").focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(words)


def reads(walker: Walker, *words: str) -> None:
    """The editor says all this, soon."""
    for said in words:
        expect(walker.page.get_by_role("textbox", name="10. I rischi")).to_contain_text(said, timeout=30_000)


def is_saved(walker: Walker) -> None:
    """Everything typed is stored."""
    expect(walker.page.locator(".co-tools [role=status]").first).to_contain_text("Salvato", timeout=30_000)


def test_three_write_one_chapter_and_agree_on_it(writing: Walk, table: DesignTable) -> None:
    sara = writing.person(person_of(lanterna(), "Sara", "Benedetti"))
    giulia = writing.person(make_legal_representative(casa()))
    elena = writing.person(make_officer())
    everybody = (sara, giulia, elena)
    for walker in everybody:
        at_the_chapter(walker)
    expect(sara.page.locator("[data-presence]")).to_contain_text("Giulia")
    for walker, words in ((sara, SARA), (giulia, GIULIA), (elena, ELENA)):
        writes(walker, words)
    for walker in everybody:
        reads(walker, SARA, GIULIA, ELENA)

    giulia.page.context.set_offline(True)
    writes(giulia, OFFLINE)
    expect(giulia.page.locator(".co-tools")).to_contain_text("fuori linea", timeout=30_000)
    writes(sara, MEANWHILE)
    giulia.page.context.set_offline(False)
    for walker in everybody:
        reads(walker, OFFLINE, MEANWHILE)
        is_saved(walker)
    writing.found = [said for said in writing.found if "ERR_INTERNET_DISCONNECTED" not in said]

    for walker in everybody:
        for order, words in ((1, SARA), (3, GIULIA), (0, ELENA), (3, OFFLINE), (1, MEANWHILE)):
            expect(walker.page.locator(f".ProseMirror .a-{order}", has_text=words).first).to_be_visible(
                timeout=30_000
            )
    assert sorted(text_in(table, "rischi").split("\n\n")) == sorted([SARA, GIULIA, ELENA, OFFLINE, MEANWHILE])

    discuss(table, sara, giulia, elena)
    write_minutes(sara, elena)

    elena.opens("/tavolo/PIS-2026/versioni/")
    elena.types("label", "definitivo")
    elena.page.get_by_label("Congelala per l’approvazione").check()
    elena.presses("Salva la versione")
    assert "congelata per l’approvazione" in elena.reads()
    giulia.opens("/tavolo/PIS-2026/definitivo/")
    giulia.follows("Scrivi un’obiezione")
    giulia.types("objection", "I posti letto sono dieci.")
    giulia.presses("Invia l’obiezione")
    assert "I posti letto sono dieci." in giulia.reads()
    for person in (make_legal_representative(lanterna()), make_legal_representative(passi()), make_officer()):
        walker = writing.person(person)
        walker.opens("/tavolo/PIS-2026/definitivo/")
        walker.presses("Accetta il testo definitivo")
    elena.opens("/tavolo/PIS-2026/concludi/")
    assert "Casa Aperta ha un’obiezione" in elena.reads()
    giulia.opens("/tavolo/PIS-2026/definitivo/")
    giulia.presses("Accetta il testo definitivo")
    elena.opens("/tavolo/PIS-2026/concludi/")
    assert "obiezione" not in elena.reads()
    assert writing.found == []


def discuss(table: DesignTable, sara: Walker, giulia: Walker, elena: Walker) -> None:
    """The office comments a passage; an entity proposes other words for another’s, and the office accepts them."""
    comments(elena.page, "dodici posti", "Con la cena?")
    expect(giulia.page.locator("#commenti [data-comment]")).to_contain_text("Con la cena?", timeout=15_000)
    selects(giulia.page, "tutti")
    giulia.page.keyboard.press("Control+Alt+s")
    giulia.page.keyboard.type("chiunque")
    expect(elena.page.locator("#commenti [data-mark]")).to_contain_text("chiunque", timeout=15_000)
    elena.page.get_by_text("Accetta o non accettare").click()
    elena.page.get_by_label("Perché").fill("Anche a chi non è seguito.")
    elena.page.get_by_role("button", name="Accetta la modifica").click()
    for walker in (sara, giulia, elena):
        expect(walker.page.locator(".co-write ins, .co-write del")).to_have_count(0, timeout=15_000)
        reads(walker, "Sara: la centrale risponde a chiunque")
    contribution = Contribution.objects.get()
    assert (contribution.organisation, contribution.outcome) == (casa(), "ACCEPTED")
    assert "risponde a chiunque." in text_in(table, "rischi")


def write_minutes(sara: Walker, elena: Walker) -> None:
    """The office writes the minutes while an entity reads them; who was there approves them, and they are closed."""
    elena.opens("/tavolo/PIS-2026/incontri/")
    elena.presses("Scrivi il verbale")
    synthesis = elena.page.get_by_role("textbox", name="Sintesi")
    expect(synthesis).to_be_editable(timeout=30_000)
    sara.opens("/tavolo/PIS-2026/incontri/")
    sara.follows("verbale", first=True)
    synthesis.focus()
    elena.page.keyboard.type("Si parte dai posti letto.")
    expect(sara.page.locator("[data-reading]").first).to_contain_text(
        "Si parte dai posti letto.", timeout=30_000
    )
    elena.types("ended_at", FIRST_END.strftime("%Y-%m-%dT%H:%M"))
    elena.presses("Salva la bozza del verbale")
    elena.presses("Invia la bozza ai presenti")
    for body in (lanterna(), passi(), casa()):
        walker = elena.walk.person(make_legal_representative(body))
        walker.opens("/tavolo/PIS-2026/incontri/")
        walker.follows("Verbale 1")
        walker.presses("Approva il verbale")
    elena.opens("/tavolo/PIS-2026/incontri/")
    elena.follows("Verbale 1")
    elena.presses("Chiudi il verbale")
    assert "Verbale n. 1" in elena.reads()
    assert "Si parte dai posti letto." in elena.reads()


def test_the_editor_is_used_by_the_keyboard_and_holds_at_both_widths(
    writing: Walk, table: DesignTable
) -> None:
    sara = writing.person(person_of(lanterna(), "Sara", "Benedetti"))
    at_the_chapter(sara)
    page = sara.page
    writes(sara, "Pochi volontari d’inverno")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Alt+F10")
    expect(page.locator(".co-tools button:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".ProseMirror strong")).to_have_text("Pochi volontari d’inverno")
    is_saved(sara)
    for width in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert faults(page) == []
        assert overflow(page) <= 0
    assert writing.found == []


#: A network in which no websocket ever opens.
NO_WEBSOCKETS = """
window.WebSocket = class extends EventTarget {
  constructor() {
    super();
    setTimeout(() => {
      for (const event of [new Event("error"), new CloseEvent("close", {code: 1006})]) {
        this["on" + event.type]?.(event);
        this.dispatchEvent(event);
      }
    });
  }
  close() {}
  send() {}
};
"""


def test_where_websockets_are_blocked_the_same_text_is_written(writing: Walk, table: DesignTable) -> None:
    sara = writing.person(person_of(lanterna(), "Sara", "Benedetti"))
    giulia = writing.person(make_legal_representative(casa()))
    giulia.page.add_init_script(NO_WEBSOCKETS)
    for walker in (sara, giulia):
        at_the_chapter(walker)
    writes(giulia, GIULIA)
    writes(sara, SARA)
    for walker in (sara, giulia):
        reads(walker, SARA, GIULIA)
        is_saved(walker)
    assert sorted(text_in(table, "rischi").split("\n\n")) == sorted([SARA, GIULIA])
    assert writing.found == []
