# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Yjs updates (v1) read strictly: which characters they add, under whose numbers, on what they lean, what they delete.

A state vector before and after can be forged (what lies behind a gap does not show), so the structs themselves are
read. Everything that Yjs itself would not write is refused: numbers written longer than they need, lengths that do
not match, gaps inside an update, bytes after the end.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coprogettazione.tables.coediting.wire import Malformed, read_bytes, read_string, read_uint

#: Values nested deeper than this are not written by an editor, and would be read by recursion.
DEEPEST = 32
LAST_INTEGER = (1 << 53) - 1
ORIGIN, RIGHT_ORIGIN, UNDER_A_KEY = 0x80, 0x40, 0x20
#: Not a flag: a struct without the first two says what it is inside.
INSIDE = 0
GC, SKIP = 0, 10
#: The kinds of a shared type that carry a name: element and hook.
NAMED_TYPES = (3, 5)
TYPES = 7

Section = tuple[int, int, int]
Deletion = tuple[int, int, int]


@dataclass(slots=True)
class Update:
    """What an update says.

    `sections`: (client, first clock, clock after the last) of what it adds; `references`: client → the highest clock
    of theirs on which it leans; `deletions`: (client, clock, length); `deletions_at`: the byte at which these begin.
    """

    sections: list[Section]
    references: dict[int, int]
    deletions: list[Deletion]
    deletions_at: int


def read_update(data: bytes) -> Update:
    """Read an update.

    Raises:
        Malformed: it is not one that Yjs writes, or some of it could never be put in place.
    """
    try:
        return _read(data)
    except (IndexError, ValueError, RecursionError) as error:
        raise Malformed(str(error)) from error


def _read(data: bytes) -> Update:
    sections: list[Section] = []
    references: dict[int, int] = {}
    count, at = read_uint(data, 0)
    leans: list[tuple[int, int, int, int]] | None = [] if count > 1 else None
    for _section in range(count):
        structs, at = read_uint(data, at)
        client, at = read_uint(data, at)
        start, at = read_uint(data, at)
        if not structs:
            raise Malformed("a section without structs")
        clock = start
        for _struct in range(structs):
            info = data[at]
            at += 1
            kind = info & 0x1F
            if kind == GC:
                if info:
                    raise Malformed("a collected struct with flags")
                length, at = read_uint(data, at)
            else:
                at = _read_place(data, at, info, client, clock, references, leans)
                length, at = CONTENTS[kind](data, at)
            if not length:
                raise Malformed("a struct of no length")
            clock += length
        if clock > LAST_INTEGER:
            raise Malformed("a clock too high")
        sections.append((client, start, clock))
    if leans and not _fit(sections, leans):
        raise Malformed("structs that lean on each other in a circle")
    deletions, end = _read_deletions(data, at)
    if end != len(data):
        raise Malformed("bytes after the end")
    return Update(sections, references, deletions, at)


def _read_place(
    data: bytes,
    at: int,
    info: int,
    client: int,
    clock: int,
    references: dict[int, int],
    leans: list[tuple[int, int, int, int]] | None,
) -> int:
    """Read where a struct is: its neighbours or, when it has none, a named root or another struct and a key."""
    for flag in (ORIGIN, RIGHT_ORIGIN, INSIDE):
        if flag == INSIDE:
            if info >= RIGHT_ORIGIN:
                return at
            by_name, at = read_uint(data, at)
            if by_name > 1:
                raise Malformed("a parent of no kind")
            if by_name:
                _name, at = read_string(data, at)
                break
        elif not info & flag:
            continue
        other, at = read_uint(data, at)
        place, at = read_uint(data, at)
        if other != client:
            if references.get(other, -1) < place:
                references[other] = place
            if leans is not None:
                leans.append((client, clock, other, place))
        elif place >= clock:
            raise Malformed("a struct that leans on what comes after it")
    if info & UNDER_A_KEY:
        _key, at = read_string(data, at)
    return at


def _fit(sections: list[Section], leans: list[tuple[int, int, int, int]]) -> bool:
    """Whether the structs of several clients can be put in place one after the other."""
    ends = {client: end for client, _start, end in sections}
    waiting: dict[int, list[tuple[int, int, int]]] = {}
    for client, clock, other, place in reversed(leans):
        if other in ends:
            waiting.setdefault(client, []).append((clock, other, place))
    done = {client: start for client, start, _end in sections}
    moved = True
    while moved:
        moved = False
        for client, queue in waiting.items():
            while queue and queue[-1][2] < done[queue[-1][1]]:
                queue.pop()
                moved = True
            reached = queue[-1][0] if queue else ends[client]
            if reached > done[client]:
                done[client] = reached
                moved = True
        for client in done.keys() - waiting.keys():
            if done[client] < ends[client]:
                done[client] = ends[client]
                moved = True
    return not any(waiting.values())


def _read_deletions(data: bytes, at: int) -> tuple[list[Deletion], int]:
    count, at = read_uint(data, at)
    deletions: list[Deletion] = []
    for _client in range(count):
        client, at = read_uint(data, at)
        ranges, at = read_uint(data, at)
        for _range in range(ranges):
            clock, at = read_uint(data, at)
            length, at = read_uint(data, at)
            if not length or clock + length > LAST_INTEGER:
                raise Malformed("a deletion of no length")
            deletions.append((client, clock, length))
    return deletions, at


def _deleted(data: bytes, at: int) -> tuple[int, int]:
    return read_uint(data, at)


def _json_values(data: bytes, at: int) -> tuple[int, int]:
    count, at = read_uint(data, at)
    for _value in range(count):
        text, at = read_string(data, at)
        if text != "undefined":
            _parse(text)
    return count, at


def _binary(data: bytes, at: int) -> tuple[int, int]:
    return 1, read_bytes(data, at)[1]


def _string(data: bytes, at: int) -> tuple[int, int]:
    raw, at = read_bytes(data, at)
    return (len(raw) if raw.isascii() else len(raw.decode().encode("utf-16-le")) // 2), at


def _embed(data: bytes, at: int) -> tuple[int, int]:
    text, at = read_string(data, at)
    _parse(text)
    return 1, at


def _format(data: bytes, at: int) -> tuple[int, int]:
    _key, at = read_string(data, at)
    return _embed(data, at)


def _type(data: bytes, at: int) -> tuple[int, int]:
    kind, at = read_uint(data, at)
    if kind >= TYPES:
        raise Malformed("a type of no kind")
    if kind in NAMED_TYPES:
        _name, at = read_string(data, at)
    return 1, at


def _values(data: bytes, at: int) -> tuple[int, int]:
    count, at = read_uint(data, at)
    for _value in range(count):
        at = _skip_value(data, at, 0)
    return count, at


def _document(data: bytes, at: int) -> tuple[int, int]:
    _guid, at = read_string(data, at)
    return 1, _skip_value(data, at, 0)


def _refused(data: bytes, at: int) -> tuple[int, int]:
    raise Malformed("a struct of no kind, or a gap")


#: How each kind of content is read: (length in clocks, next byte). By the number that Yjs gives the kind.
CONTENTS: tuple[Callable[[bytes, int], tuple[int, int]], ...] = (
    _refused, _deleted, _json_values, _binary, _string, _embed, _format, _type, _values, _document,
    *[_refused] * 22,
)  # fmt: skip


def _parse(text: str) -> None:
    json.loads(text, parse_constant=_not_json)


def _not_json(name: str) -> Any:
    raise Malformed(f"{name} is not JSON")


#: Values of a known size: float32, float64, bigint (their bytes follow); undefined, null, false, true.
PLAIN_SIZES = {124: 4, 123: 8, 122: 8, 127: 0, 126: 0, 121: 0, 120: 0}
INTEGER, STRING, OBJECT, ARRAY, BYTES = 125, 119, 118, 117, 116


def _skip_value(data: bytes, at: int, depth: int) -> int:
    """The byte after a value as lib0 writes it."""
    kind = data[at]
    at += 1
    if kind in PLAIN_SIZES:
        at += PLAIN_SIZES[kind]
        if at > len(data):
            raise Malformed("a number cut short")
        return at
    if kind == INTEGER:
        return _skip_integer(data, at)
    if kind == STRING:
        return read_string(data, at)[1]
    if kind == BYTES:
        return read_bytes(data, at)[1]
    if kind not in (OBJECT, ARRAY) or depth == DEEPEST:
        raise Malformed("a value of no kind, or nested too deep")
    count, at = read_uint(data, at)
    for _item in range(count):
        if kind == OBJECT:
            _key, at = read_string(data, at)
        at = _skip_value(data, at, depth + 1)
    return at


def _skip_integer(data: bytes, at: int) -> int:
    """The byte after an integer with its sign in the second bit of the first byte."""
    byte = data[at]
    value, shift = byte & 0x3F, 6
    first = True
    while byte & 0x80:
        at += 1
        first = False
        byte = data[at]
        value |= (byte & 0x7F) << shift
        shift += 7
        if value > LAST_INTEGER:
            raise Malformed("a number too high")
    if not first and not byte:
        raise Malformed("a number longer than it needs")
    return at + 1
