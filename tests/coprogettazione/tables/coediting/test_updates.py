# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Updates read strictly: everything that Yjs writes, nothing that it would not; and what of one is new."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText, get_update, merge_updates

from coprogettazione.tables.coediting.checking import Foreign, Gap, Ranges, check
from coprogettazione.tables.coediting.updates import read_update
from coprogettazione.tables.coediting.wire import (
    Malformed,
    read_state_vector,
    read_uint,
    write_state_vector,
    write_uint,
)

often = settings(max_examples=60)
MINE, THEIRS = 1_000_000_007, 3_999_999_979
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False) | st.text(max_size=9)
    | st.binary(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["text", "mark", "embed", "delete", "value", "pop", "key", "block", "attribute"]),
        st.integers(0, 30),
        st.text(min_size=1, max_size=4),
        VALUES,
    ),
    min_size=1,
    max_size=12,
)


def edited(document: Any, edits: list[Any]) -> None:
    """Do edits of every kind of content."""
    text = document.get("testo", type=Text)
    values = document.get("lista", type=Array)
    keys = document.get("mappa", type=Map)
    blocks = document.get("blocchi", type=XmlFragment)
    for kind, place, words, value in edits:
        with document.transaction():
            if kind == "text":
                text.insert(0, words)
            elif kind == "mark":
                text.insert(0, words, {"strong": True, "link": {"href": words}})
            elif kind == "embed":
                text.insert_embed(0, {"image": words})
            elif kind == "delete" and str(text).isascii() and len(str(text)) > place:
                del text[place : place + 1]
            elif kind == "value":
                values.append(value)
            elif kind == "pop" and len(values):
                values.pop(place % len(values))
            elif kind == "key":
                keys[words] = value if place % 2 else Array([value])
            elif kind == "block":
                blocks.children.append(XmlElement("paragraph")).children.append(XmlText(words))
            elif kind == "attribute" and len(blocks.children):
                blocks.children[0].attributes["level"] = words


def updates_of(client: int, *rounds: list[Any]) -> tuple[Any, list[bytes]]:
    """A document edited, and its updates one by one."""
    document: Doc[Any] = Doc(client_id=client)
    updates: list[bytes] = []
    subscription = document.observe(lambda event: updates.append(event.update))
    for edits in rounds:
        edited(document, edits)
    document.unobserve(subscription)
    return document, updates


@often
@given(EDITS)
def test_what_a_document_says_is_read_with_its_clients_and_clocks(edits: list[Any]) -> None:
    document, updates = updates_of(MINE, edits)
    clocks: dict[int, int] = {}
    for data in updates:
        for client, start, end in read_update(data).sections:
            assert start == clocks.get(client, 0)
            clocks[client] = end
    assert clocks == read_state_vector(document.get_state())
    whole = read_update(document.get_update())
    assert {client: end for client, _start, end in whole.sections} == clocks
    assert write_state_vector(clocks) == document.get_state()


@often
@given(EDITS, st.data())
def test_bytes_changed_at_random_are_refused_or_read_as_the_library_reads_them(
    edits: list[Any], data: st.DataObject
) -> None:
    document, _updates = updates_of(MINE, edits)
    update = bytearray(document.get_update())
    for _change in range(data.draw(st.integers(1, 3))):
        update[data.draw(st.integers(0, len(update) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = read_update(bytes(update))
        merge_updates(bytes(update))
    except ValueError:
        return
    copy: Doc[Any] = Doc()
    copy.apply_update(bytes(update))
    clocks = read_state_vector(copy.get_state())
    ends = {client: end for client, start, end in read.sections if start == 0}
    if not read.references and len(ends) == len(read.sections):
        assert {client: clocks.get(client, 0) for client in ends} == ends


@often
@given(st.binary(max_size=60))
def test_garbage_is_refused_with_nothing_but_a_word(data: bytes) -> None:
    try:
        read_update(data)
    except Malformed:
        return
    merge_updates(data)


@often
@given(st.integers(0, 2**53 - 1))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    written = write_uint(number)
    assert read_uint(written, 0) == (number, len(written))


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x00\x00",  # a byte after the end
        b"\x00\x80\x00",  # a number longer than it needs
        b"\x01\x00\x01\x00\x00",  # a section without structs
        b"\x01\x01\x01\x00\x0a\x05\x00",  # a gap inside
        b"\x01\x01\x01\x00\x04\x01\x01t\x00\x00",  # a string of no length
        b"\x01\x01\x01\x00\x84\x01\x00\x01a\x00",  # a struct that leans on itself
        b"\x01\x01\x01\x00\x04\x02\x01t\x01a\x00",  # a parent of no kind
        b"\x01\x01\x01\x00\x04\x01\x01t\x01\xff\x00",  # not UTF-8
        b"\x01\x01\x01\x00\x04\x01\x01t\x05a\x00",  # fewer bytes than announced
        b"\x01\x01\x01\x00\x05\x01\x01t\x03NaN\x00",  # not JSON
        b"\x01\x01\x01\x00\x1f\x01\x01t\x01a\x00",  # a content of no kind
        b"\x01\x01\x01\x00\x07\x01\x01t\x09\x00",  # a type of no kind
        b"\x01\x01\x01\x00\x08\x01\x01t\x01" + b"\x75\x01" * 40 + b"\x7e\x00",  # nested too deep
        b"\x02\x01\x01\x00\x84\x02\x00\x01a\x01\x02\x00\x84\x01\x00\x01a\x00",  # each leans on the other
        b"\x01\x01\x01\xff\xff\xff\xff\xff\xff\xff\x0f\x04\x01\x01t\x01a\x00",  # a clock too high
        b"\x00\x01\x01\x01\x00\x00",  # a deletion of no length
        b"\x81",
        b"",
    ],
)
def test_what_yjs_would_not_write_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        read_update(data)


@often
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=25),
    st.integers(0, 40),
    st.integers(1, 6),
)
def test_deleted_ranges_cover_what_was_put_in(ranges: list[tuple[int, int]], clock: int, length: int) -> None:
    deleted = Ranges()
    points: set[int] = set()
    for start, size in ranges:
        deleted.add(MINE, start, size)
        points |= set(range(start, start + size))
    assert deleted.cover(MINE, clock, length) == (set(range(clock, clock + length)) <= points)
    starts, ends = deleted.of.get(MINE, ([], []))
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


# What of an update is new.


class Stored:
    """What a room knows after some updates."""

    def __init__(self, *updates: bytes) -> None:
        self.known: dict[int, int] = {}
        self.deleted = Ranges()
        self.own = {MINE}
        for update in updates:
            self.take(update)

    def take(self, data: bytes) -> bytes:
        change = check(data, self.known, self.own, self.deleted)
        self.known.update(change.clocks)
        for deletion in change.deletions:
            self.deleted.add(*deletion)
        return change.data


@often
@given(EDITS, EDITS)
def test_a_repetition_is_cut_off_and_the_rest_makes_the_same_document(
    first: list[Any], second: list[Any]
) -> None:
    document, updates = updates_of(MINE, first)
    before = document.get_update()
    _again, _all = updates_of(MINE, first)
    edited(document, second)
    stored = Stored(*updates)
    new = stored.take(document.get_update())
    copy: Doc[Any] = Doc()
    copy.apply_update(before)
    if new:
        copy.apply_update(new)
    assert copy.get_state() == document.get_state()
    assert copy.get_update(copy.get_state()) == document.get_update(document.get_state())
    assert stored.take(document.get_update()) == b""


@often
@given(EDITS, EDITS)
def test_nothing_is_added_under_anothers_number(first: list[Any], second: list[Any]) -> None:
    theirs, updates = updates_of(THEIRS, first)
    document: Doc[Any] = Doc(client_id=THEIRS)
    document.apply_update(theirs.get_update())
    edited(document, second)
    assume(document.get_state() != theirs.get_state())
    stored = Stored()
    stored.own = {THEIRS}
    for update in updates:
        stored.take(update)
    stored.own = {MINE}
    with pytest.raises(Foreign):
        stored.take(document.get_update(theirs.get_state()))


@often
@given(EDITS, EDITS)
def test_what_follows_something_missing_waits_for_it(first: list[Any], second: list[Any]) -> None:
    _document, updates = updates_of(MINE, first, second)
    assume(len(updates) > 1)
    last = read_update(updates[-1])
    assume(last.sections and last.sections[0][1] > 0)
    with pytest.raises(Gap):
        Stored().take(updates[-1])


def test_what_leans_on_something_missing_waits_for_it() -> None:
    theirs, _updates = updates_of(THEIRS, [("text", 0, "abc", None)])
    mine: Doc[Any] = Doc(client_id=MINE)
    mine.apply_update(theirs.get_update())
    mine.get("testo", type=Text).insert(2, "x")
    with pytest.raises(Gap):
        Stored().take(mine.get_update(theirs.get_state()))
    del mine.get("testo", type=Text)[0:1]
    with pytest.raises(Gap):
        Stored().take(get_update(mine.get_update(), mine.get_state()))


def test_a_cut_inside_a_character_is_refused() -> None:
    """The library would count its halves otherwise than the browser does."""
    _document, updates = updates_of(MINE, [("text", 0, "a😀b", None)])
    stored = Stored()
    stored.known = {MINE: 2}
    with pytest.raises(Malformed):
        stored.take(updates[0])


def test_deletions_that_are_known_are_not_stored_again() -> None:
    document, _updates = updates_of(MINE, [("text", 0, "abcdef", None)])
    text = document.get("testo", type=Text)
    del text[1:3]
    stored = Stored(document.get_update())
    vector = document.get_state()
    text.insert(0, "nuovo")
    del text[7:8]
    new = read_update(stored.take(document.get_update(vector)))
    assert len(new.sections) == 1
    assert new.deletions == [(MINE, 1, 3)] or sum(length for _c, _k, length in new.deletions) <= 3
