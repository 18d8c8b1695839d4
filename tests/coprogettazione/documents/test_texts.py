# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One text, three formats: read again by the libraries of those formats, it says what was written."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.draw import Frame
from odf.opendocument import load
from odf.svg import Desc
from odf.table import CoveredTableCell, TableCell, TableHeaderRows
from odf.text import A, H, List, Note, P

from coprogettazione.documents.documents import (
    Grid,
    Heading,
    Image,
    Items,
    Paragraph,
    Text,
    as_docx,
    as_odt,
    blocks_of_body,
    plain,
)
from tests.coprogettazione.documents.bodies import NEW, RICH, block, item, p, png, text


def picture(number: int) -> Image | None:
    """The one picture there is."""
    return Image(png(), "image/png") if number == 7 else None


def whole(body: Any = RICH, *, changes: bool = False, **facts: Any) -> Text:
    """A text with one chapter."""
    blocks = [Heading(2, plain("Le azioni")), *blocks_of_body(body, changes=changes)]
    return Text(title="Documento progettuale", blocks=blocks, **facts)


def said(blocks: Any) -> str:
    """Every word of some blocks."""
    return "|".join("".join(span.text for span in getattr(one, "spans", ())) for one in blocks)


def test_headings_never_skip_a_level() -> None:
    levels = [one.level for one in blocks_of_body(RICH) if isinstance(one, Heading)]
    assert levels == [3, 3, 4]


def test_suggestions_are_marked_in_a_working_copy_and_not_yet_done_in_any_other() -> None:
    assert said(blocks_of_body(RICH)[-1:]) == "Un passo tolto alla fine."
    last = blocks_of_body(RICH, changes=True)[-1]
    assert isinstance(last, Paragraph)
    assert [(span.text, span.change) for span in last.spans] == [
        ("Un passo ", ""), ("proposto", "new"), ("tolto", "old"), (" alla fine.", ""),
    ]  # fmt: skip


def test_a_table_has_each_place_once_and_says_which_rows_are_headings() -> None:
    grid = next(one for one in blocks_of_body(RICH) if isinstance(one, Grid))
    assert (grid.columns, grid.head, grid.widths) == (3, 1, [100, 200, 100])
    assert [[(c.column, c.colspan, c.rowspan) for c in row.cells] for row in grid.rows] == [
        [(0, 2, 1), (2, 1, 1)], [(0, 1, 2), (1, 1, 1), (2, 1, 1)], [(1, 1, 1), (2, 1, 1)],
    ]  # fmt: skip


def test_a_broken_table_is_filled_and_a_huge_span_is_cut() -> None:
    row = block("table_row", block("table_cell", p("largo"), colspan=10**9, rowspan=10**9))
    short = block("table_row", block("table_cell", p("a")))
    (grid,) = blocks_of_body([block("table", short, row)])
    assert isinstance(grid, Grid)
    places = [
        (cell.row + dy, cell.column + dx)
        for line in grid.rows for cell in line.cells for dy in range(cell.rowspan) for dx in range(cell.colspan)
    ]  # fmt: skip
    assert sorted(places) == [(y, x) for y in range(2) for x in range(grid.columns)]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", 7, None])
def test_a_link_that_is_not_of_the_web_or_of_mail_is_only_words(href: Any) -> None:
    mark = {"type": "link", "attrs": {"href": href}}
    (one,) = blocks_of_body([p(text("qui", mark))])
    assert isinstance(one, Paragraph)
    assert (one.spans[0].text, one.spans[0].link) == ("qui", "")


ATTRIBUTES = ["level", "order", "file", "alt", "colspan", "rowspan", "colwidth", "text"]
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.fixed_dictionaries(
        {
            "type": st.sampled_from(
                ["paragraph", "heading", "text", "table", "table_row", "table_cell", "table_header", "list_item",
                 "bullet_list", "ordered_list", "image", "footnote", "hard_break", "altro"]
            )
        },
        optional={"content": st.lists(inner, max_size=3), "text": inner, "marks": inner,
                  "attrs": st.dictionaries(st.sampled_from(ATTRIBUTES), inner)},
    ),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(junk, max_size=4))
def test_whatever_stands_in_a_body_a_text_comes_out_of_it(body: Any) -> None:
    made = whole(body, changes=True)
    load(io.BytesIO(as_odt(made, picture)))
    Document(io.BytesIO(as_docx(made, picture)))


def test_an_odt_has_real_headings_lists_tables_notes_and_pictures() -> None:
    document = load(io.BytesIO(as_odt(whole(running="In lavorazione"), picture)))
    heads = [(int(h.getAttribute("outlinelevel")), str(h)) for h in document.getElementsByType(H)]
    assert heads == [
        (1, "Documento progettuale"), (2, "Le azioni"), (3, "Chi è coinvolto"), (3, "Il servizio"), (4, "La notte"),
    ]  # fmt: skip
    lists = document.getElementsByType(List)
    assert [str(one) for one in lists] == [
        "stradaprima uscitaseconda uscitaaccoglienza", "prima uscitaseconda uscita", "ricomincia da uno",
    ]  # fmt: skip
    (note,) = document.getElementsByType(Note)
    assert "Dati dell’Ufficio di Piano, «2025»." in str(note)
    assert [a.getAttribute("href") for a in document.getElementsByType(A)] == [
        "https://example.it/citt%C3%A0?a=1&b=2"
    ]
    spans = [
        (c.getAttribute("numbercolumnsspanned"), c.getAttribute("numberrowsspanned"), str(c))
        for c in document.getElementsByType(TableCell)
    ]
    assert spans[0] == ("2", None, "Quando")
    assert (None, "2", "lunedì") in spans
    assert len(document.getElementsByType(CoveredTableCell)) == 2
    (head,) = document.getElementsByType(TableHeaderRows)
    assert str(head) == "QuandoChi"
    (frame,) = document.getElementsByType(Frame)
    assert str(frame.getElementsByType(Desc)[0]) == "La mappa dei quartieri"
    assert "In lavorazione" in [str(one) for one in document.getElementsByType(P)]


def test_a_docx_has_real_headings_lists_tables_notes_and_pictures() -> None:
    document = Document(
        io.BytesIO(as_docx(whole(running="In lavorazione", author="Ambito di Valdora"), picture))
    )
    heads = [
        (one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")
    ]
    assert heads == [
        ("Heading 1", "Documento progettuale"), ("Heading 2", "Le azioni"), ("Heading 3", "Chi è coinvolto"),
        ("Heading 3", "Il servizio"), ("Heading 4", "La notte"),
    ]  # fmt: skip
    listed = [
        (one.text, int(one._p.pPr.numPr.ilvl.val), int(one._p.pPr.numPr.numId.val))
        for one in document.paragraphs
        if one._p.pPr is not None and one._p.pPr.numPr is not None
    ]
    assert [(words, depth) for words, depth, _n in listed] == [
        ("strada", 0), ("prima uscita", 1), ("seconda uscita", 1), ("accoglienza", 0), ("ricomincia da uno", 0),
    ]  # fmt: skip
    assert len({number for _w, _d, number in listed}) == 3
    (grid,) = document.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["Quando", "Quando", "Chi"], ["lunedì", "mattina", "La Lanterna"], ["lunedì", "sera\ne notte", "Casa Aperta"],
    ]  # fmt: skip
    assert [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in grid.rows] == [True, False, False]
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "La mappa dei quartieri"
    notes = next(
        part for part in document.part.package.iter_parts() if part.partname == "/word/footnotes.xml"
    )
    assert "Dati dell’Ufficio di Piano, «2025».".encode() in notes.blob
    assert len(document.element.findall(f".//{qn('w:footnoteReference')}")) == 1
    (link,) = [h for one in document.paragraphs for h in one.hyperlinks]
    assert (link.text, link.url) == ("Leggi", "https://example.it/citt%C3%A0?a=1&b=2")
    assert document.sections[0].header.paragraphs[0].text == "In lavorazione"
    assert (document.core_properties.language, document.core_properties.author) == (
        "it-IT",
        "Ambito di Valdora",
    )


def test_a_picture_that_cannot_be_shown_leaves_its_words() -> None:
    body = [block("image", file=8, alt="Il grafico")]
    assert "[immagine: Il grafico]" in str(load(io.BytesIO(as_odt(whole(body), picture))).text)
    document = Document(io.BytesIO(as_docx(whole(body), picture)))
    assert document.paragraphs[-1].text == "[immagine: Il grafico]"


def test_what_is_suggested_is_underlined_or_struck_in_word() -> None:
    document = Document(io.BytesIO(as_docx(whole(changes=True), picture)))
    runs = {run.text: run for run in document.paragraphs[-1].runs}
    assert (runs["proposto"].underline, runs["tolto"].font.strike) == (True, True)


def test_spaces_tabs_and_characters_that_xml_does_not_hold_are_kept_or_replaced() -> None:
    body = [p("a  b\tc\x00d"), block("bullet_list", item(p(text("nuovo", NEW))))]
    odt = load(io.BytesIO(as_odt(whole(body), picture)))
    assert b'text:c="2"' in odt.xml().encode() if isinstance(odt.xml(), str) else b'text:c="2"' in odt.xml()
    document = Document(io.BytesIO(as_docx(whole(body), picture)))
    assert document.paragraphs[2].text == "a  b\tc\ufffdd"
    # The only item was a suggestion: an empty item stays, the list is not lost.
    assert isinstance(blocks_of_body(body)[1], Items)
