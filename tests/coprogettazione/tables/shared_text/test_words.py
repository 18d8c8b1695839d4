# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a fragment says: as y-prosemirror wrote it, flat, in plain words."""

from typing import Any

import pytest
from hypothesis import given
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from coprogettazione.tables.queries.shared_text import body_of_text, flat_of, text_of
from coprogettazione.tables.queries.shared_text.schema import clean_body
from coprogettazione.tables.queries.shared_text.yjs import body_of, opened
from tests.coprogettazione.tables.shared_text.logs import NAMES, bodies, heading, items, paragraph, stored


def _sorted_marks(body: Any) -> Any:
    if isinstance(body, list):
        return [_sorted_marks(node) for node in body]
    if isinstance(body, dict):
        return {
            key: sorted(value, key=repr) if key == "marks" else _sorted_marks(value)
            for key, value in body.items()
        }
    return body


@pytest.mark.parametrize("name", NAMES)
def test_what_y_prosemirror_wrote_is_read_as_prosemirror_reads_it(name: str) -> None:
    rows, body = stored(name)
    doc = opened()
    for row in rows:
        doc.apply_update(row[2])
    assert _sorted_marks(body_of(doc, "bisogno")) == _sorted_marks(body)


def test_everything_that_the_schema_knows_in_flat_and_in_plain_words() -> None:
    _rows, body = stored("everything")
    assert "".join(map(flat_of, body)) == (
        "Perché\nÈ così: forte e 😀 bello\nuno\ntre\nEnte\nLanterna\n\nVedi il sito[nota «a»]qui\ne là\nToltoMesso\n"
    )
    assert text_of(body) == (
        "## Perché\n\nÈ così: forte e 😀 bello\n\n- uno\n  3. tre\n\n| Ente |\n| Lanterna |  |\n\n"
        "Vedi il sito [nota: nota «a»]qui\ne là\n\nToltoMesso"
    )


def test_what_the_schema_does_not_know_is_not_read() -> None:
    doc: Doc[Any] = Doc()
    root = doc.get("bisogno", type=XmlFragment)
    root.children.append(XmlElement("script"))
    root.children.append(XmlText("sciolto"))
    root.children.append(XmlElement("bullet_list"))
    root.children.append(XmlElement("image", {"alt": "senza file"}))
    block = root.children.append(XmlElement("paragraph", {"onclick": "x"}))
    text = block.children.append(XmlText(""))
    text.insert(0, "qui", {"link": {"href": "javascript:alert(1)"}, "blink": {}, "em": {}})
    text.insert(3, "\0", {"link": {"href": "HTTPS://a.it"}})
    block.children.append(XmlElement("iframe", {"src": "x"}))
    block.children.append(XmlElement("paragraph"))
    assert body_of(doc, "bisogno") == [
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "marks": [{"type": "em"}], "text": "qui"},
                {
                    "type": "text",
                    "marks": [{"type": "link", "attrs": {"href": "HTTPS://a.it"}}],
                    "text": "\ufffd",
                },
            ],
        }
    ]


def test_numbers_are_whole_and_within_what_they_may_be() -> None:
    doc: Doc[Any] = Doc()
    root = doc.get("bisogno", type=XmlFragment)
    root.children.append(XmlElement("heading", {"level": "4"}))
    root.children.append(XmlElement("heading", {"level": 1}))
    root.children.append(XmlElement("image", {"file": 12.0, "alt": 3}))
    assert body_of(doc, "bisogno") == [
        {"type": "heading", "attrs": {"level": 4}},
        {"type": "heading", "attrs": {"level": 3}},
        {"type": "image", "attrs": {"file": 12, "alt": ""}},
    ]


def test_plain_words_become_the_blocks_that_they_show() -> None:
    text = "# Il bisogno\n\nPrima riga\nseconda\n\n- uno\n- due\n\n3. tre\n4. quattro\n\n## Ancora"
    first, second, third, fourth, fifth = body_of_text(text)
    assert (first, third) == (heading("Il bisogno"), items("uno", "due"))
    assert second["content"][1] == {"type": "hard_break"}
    assert (fourth["attrs"], len(fourth["content"])) == ({"order": 3}, 2)
    assert fifth["attrs"] == {"level": 4}
    assert text_of(body_of_text(text)) == text


def test_the_chapters_written_until_now_keep_their_words() -> None:
    old = "# Titolo\nSubito sotto\n- una voce\n• un’altra\r\n\r\n\r\nFine."
    assert text_of(body_of_text(old)) == "# Titolo\n\nSubito sotto\n\n- una voce\n- un’altra\n\nFine."
    assert body_of_text("") == body_of_text(" \n\n ") == []


@given(body=bodies)
def test_plain_words_read_again_say_the_same_words(body: Any) -> None:
    once = text_of(body_of_text(text_of(body)))
    assert text_of(body_of_text(once)).split() == once.split()


@given(body=bodies)
def test_a_body_is_cleaned_once(body: Any) -> None:
    assert clean_body(body) == body
    assert clean_body([paragraph("a"), *body])[1:] == body
