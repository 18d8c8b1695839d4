# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chapter drawn on a page: what it says, escaped, in the colours of who wrote it."""

from typing import Any

from coprogettazione.tables.queries.shared_text import Part, flat_of
from coprogettazione.tables.views.paper import Paper


def text(words: str, *marks: Any) -> dict[str, Any]:
    """Some words with their marks."""
    return {"type": "text", "text": words, **({"marks": list(marks)} if marks else {})}


def paragraph(*content: Any) -> dict[str, Any]:
    """A paragraph."""
    return {"type": "paragraph", "content": list(content)}


def drawn(*body: Any, runs: list[tuple[int, int]] | None = None, **more: Any) -> str:
    """The fragment as HTML; with runs, each hand has the class of its number."""
    part = Part("azioni", list(body), "".join(flat_of(block) for block in body), runs or [])
    return str(Paper(part, (lambda hand: f"a-{hand}") if runs else None, **more).drawn())


def test_whatever_was_typed_is_text() -> None:
    assert drawn(paragraph(text("<script>alert(1)</script> & «così»"))) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; «così»</p>"
    )


def test_headings_lists_and_marks_keep_their_meaning() -> None:
    item = {"type": "list_item", "content": [paragraph(text("uno", {"type": "strong"}))]}
    body = [
        {"type": "heading", "attrs": {"level": 3}, "content": [text("Titolo")]},
        {"type": "heading", "attrs": {"level": 4}, "content": [text("Sotto")]},
        {"type": "bullet_list", "content": [item]},
        {"type": "ordered_list", "attrs": {"order": 3}, "content": [item]},
    ]
    assert drawn(*body) == (
        "<h3>Titolo</h3><h4>Sotto</h4><ul><li><strong>uno</strong></li></ul>"
        '<ol start="3"><li><strong>uno</strong></li></ol>'
    )


def test_a_suggested_change_is_seen_as_such() -> None:
    gone, new = ({"type": kind, "attrs": {"id": "x1"}} for kind in ("deletion", "insertion"))
    assert drawn(paragraph(text("Tre", gone), text("Quattro", new), text(" sere"))) == (
        "<p><del>Tre</del><ins>Quattro</ins> sere</p>"
    )


def test_notes_are_at_the_end_and_one_goes_to_each() -> None:
    note = {"type": "footnote", "attrs": {"text": "Dati <2025>"}}
    assert drawn(paragraph(text("Duecento"), note)) == (
        '<p>Duecento<sup><a href="#nota-1" aria-label="Nota 1">1</a></sup></p>'
        '<section class="co-notes" aria-label="Note del capitolo"><ol>'
        '<li id="nota-1">Dati &lt;2025&gt;</li></ol></section>'
    )


def test_a_link_is_drawn_and_its_address_escaped() -> None:
    link = {"type": "link", "attrs": {"href": 'https://example.it/?a="1"'}}
    assert drawn(paragraph(text("qui", link))) == (
        '<p><a href="https://example.it/?a=&quot;1&quot;" rel="noopener">qui</a></p>'
    )


def test_a_table_has_its_heads_and_spans() -> None:
    cells = [
        {"type": "table_header", "attrs": {"colspan": 2}, "content": [paragraph(text("Posti"))]},
        {"type": "table_cell", "attrs": {}, "content": [paragraph(text("12"))]},
    ]
    said = drawn({"type": "table", "content": [{"type": "table_row", "content": cells}]})
    assert '<tr><th colspan="2">Posti</th><td>12</td></tr>' in said


def test_each_passage_has_the_line_of_who_wrote_it_also_inside_a_word_and_across_blocks() -> None:
    body = [paragraph(text("Tre sere")), paragraph(text("Due posti"))]
    said = drawn(*body, runs=[(1, 2), (2, 7), (1, 4), (3, 6)])
    assert said == (
        '<p><span class="a-1">Tr</span><span class="a-2">e sere</span></p>'
        '<p><span class="a-1">Due</span> <span class="a-3">posti</span></p>'
    )


def test_a_picture_is_drawn_where_there_is_a_library() -> None:
    picture = {"type": "image", "attrs": {"file": 7, "alt": 'La "casa"'}}
    assert drawn(picture) == ""
    assert 'src="/immagini/7/" alt="La &quot;casa&quot;"' in drawn(picture, image="/immagini/{}/".format)
