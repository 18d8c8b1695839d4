# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bodies and logs for properties, and the logs that y-prosemirror wrote."""

import json
from base64 import b64decode
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from coprogettazione.tables.queries.shared_text import change_to
from coprogettazione.tables.queries.shared_text.authorship import Replay, Row, runs_of
from coprogettazione.tables.queries.shared_text.reading import Reading, reading_of
from coprogettazione.tables.queries.shared_text.schema import clean_body
from coprogettazione.tables.queries.shared_text.yjs import opened

BEGINS = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
LOGS = Path(__file__).parent / "logs"
NAMES = ("everything", "old_hands", "random_1", "random_2")


def stored(name: str) -> tuple[list[Row], list[dict[str, Any]]]:
    """The rows of a log of y-prosemirror, and the body that ProseMirror read at its end."""
    log = json.loads((LOGS / f"{name}.json").read_text())
    rows = [
        (number, writer, b64decode(data), BEGINS + timedelta(seconds=second))
        for number, (writer, second, data) in enumerate(log["rows"], 1)
    ]
    return rows, log["body"]


def read(rows: Sequence[Row]) -> Reading:
    """The reading of a whole log."""
    replay = Replay()
    for run in runs_of(rows):
        replay.read(run)
    return reading_of(replay, rows[-1][0] if rows else 0)


def passages(reading: Reading, name: str = "bisogno") -> list[tuple[int, str]]:
    """Who wrote what."""
    part = reading.parts[name]
    result, place = [], 0
    for hand, size in part.runs:
        writer, text = reading.hands[hand].writer, part.flat[place : place + size]
        if result and result[-1][0] == writer:
            text = result.pop()[1] + text
        result.append((writer, text))
        place += size
    return result


class Table:
    """Writers who make the fragment say something, one after the other, each with a document of the whole log."""

    def __init__(self) -> None:
        self.doc = opened()
        self.rows: list[Row] = []
        self.at = BEGINS

    def writes(
        self, writer: int, body: list[dict[str, Any]], *, after: float = 60, part: str = "bisogno"
    ) -> None:
        self.at += timedelta(seconds=after)
        update = change_to(self.doc.get_update(), part, body, 100 + writer)
        if update:
            self.doc.apply_update(update)
            self.rows.append((len(self.rows) + 1, writer, update, self.at))


def paragraph(words: str) -> dict[str, Any]:
    return {"type": "paragraph", **({"content": [{"type": "text", "text": words}]} if words else {})}


def heading(words: str) -> dict[str, Any]:
    return {**paragraph(words), "type": "heading", "attrs": {"level": 3}}


def items(*words: str) -> dict[str, Any]:
    return {
        "type": "bullet_list",
        "content": [{"type": "list_item", "content": [paragraph(w)]} for w in words],
    }


_words = st.text(
    st.sampled_from("aaabbb   èà😀.,\n") | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12
)
_marks = st.lists(
    st.sampled_from(
        [
            {"type": "strong"},
            {"type": "em"},
            {"type": "link", "attrs": {"href": "https://a.it/è"}},
            {"type": "link", "attrs": {"href": "mailto:a@b.it"}},
            {"type": "insertion", "attrs": {"id": "s1"}},
            {"type": "deletion", "attrs": {"id": "s2"}},
        ]
    ),
    max_size=3,
    unique_by=lambda mark: mark["type"],
)
_inline = (
    st.builds(lambda text, marks: {"type": "text", "text": text, "marks": marks}, _words, _marks)
    | st.just({"type": "hard_break"})
    | st.builds(lambda text: {"type": "footnote", "attrs": {"text": text}}, _words)
)
_textblock = st.builds(
    lambda name, level, content: {"type": name, "attrs": {"level": level}, "content": content},
    st.sampled_from(["paragraph", "paragraph", "heading"]),
    st.sampled_from([3, 4]),
    st.lists(_inline, max_size=4),
)


def _holding(blocks: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(blocks, min_size=1, max_size=2)
    item = some.map(lambda content: {"type": "list_item", "content": content})
    cell = st.builds(
        lambda name, span, widths, content: {
            "type": name,
            "attrs": {"colspan": span, "colwidth": widths},
            "content": content,
        },
        st.sampled_from(["table_cell", "table_header"]),
        st.sampled_from([1, 2]),
        st.none() | st.just([80, 120]),
        some,
    )
    row = st.lists(cell, max_size=2).map(lambda content: {"type": "table_row", "content": content})
    return (
        st.lists(item, min_size=1, max_size=3).map(
            lambda content: {"type": "bullet_list", "content": content}
        )
        | st.builds(
            lambda order, content: {"type": "ordered_list", "attrs": {"order": order}, "content": content},
            st.integers(0, 9),
            st.lists(item, min_size=1, max_size=3),
        )
        | st.lists(row, min_size=1, max_size=2).map(lambda content: {"type": "table", "content": content})
    )


_image = st.builds(
    lambda file, alt: {"type": "image", "attrs": {"file": file, "alt": alt}}, st.integers(1, 99), _words
)
bodies = st.lists(st.recursive(_textblock | _image, _holding, max_leaves=4), max_size=5).map(clean_body)

#: Who writes, how many seconds after the one before, what the fragment says then.
turns = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from([1, 20, 61]), bodies | st.integers(0, 5)),
    min_size=1,
    max_size=12,
)


def log_of_turns(taken: list[tuple[int, int, Any]]) -> list[Row]:
    """The log of some turns; a number instead of a body takes the text back to what it said so many turns ago."""
    table = Table()
    said: list[Any] = [[]]
    for writer, seconds, what in taken:
        body = said[-min(what, len(said))] if isinstance(what, int) else what
        table.writes(writer, body, after=seconds)
        said.append(body)
    return table.rows
