# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers, strings and bytes as lib0 writes them, and the messages of the channel made of them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

#: The highest number that JavaScript counts to without error.
HIGHEST = (1 << 53) - 1

SYNC, AWARENESS, QUERY_AWARENESS, STORED, NOTICE = 0, 1, 3, 4, 5
STEP1, STEP2, UPDATE = 0, 1, 2


class Malformed(ValueError):
    """Bytes that are not what they should be."""


def read_uint(data: bytes, at: int) -> tuple[int, int]:
    """A number and the byte after it; IndexError at the end of the data.

    Raises:
        Malformed: it is written longer than it needs, or is too high.
    """
    byte = data[at]
    if byte < 128:
        return byte, at + 1
    value = byte & 127
    shift = 7
    while True:
        at += 1
        byte = data[at]
        value |= (byte & 127) << shift
        if byte < 128:
            break
        shift += 7
        if shift > 49:
            raise Malformed("a number too long")
    if not byte or value > HIGHEST:
        raise Malformed("a number longer than it needs, or too high")
    return value, at + 1


def read_bytes(data: bytes, at: int) -> tuple[bytes, int]:
    """Bytes after their length, and the byte after them.

    Raises:
        Malformed: there are fewer.
    """
    size = data[at]
    if size < 128:
        at += 1
    else:
        size, at = read_uint(data, at)
    end = at + size
    if end > len(data):
        raise Malformed("fewer bytes than announced")
    return data[at:end], end


def read_string(data: bytes, at: int) -> tuple[str, int]:
    """A string in UTF-8 after its length in bytes; UnicodeDecodeError when it is not."""
    raw, at = read_bytes(data, at)
    return raw.decode(), at


def write_uint(number: int) -> bytes:
    """A number."""
    if number < 128:
        return bytes((number,))
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)


def write_bytes(data: bytes) -> bytes:
    """Bytes after their length."""
    return write_uint(len(data)) + data


def read_state_vector(data: bytes) -> dict[int, int]:
    """Client → next clock.

    Raises:
        Malformed: it is not a state vector.
    """
    try:
        count, at = read_uint(data, 0)
        clocks = {}
        for _client in range(count):
            client, at = read_uint(data, at)
            clocks[client], at = read_uint(data, at)
    except IndexError as error:
        raise Malformed("a state vector cut short") from error
    if at != len(data):
        raise Malformed("bytes after the end")
    return clocks


def write_state_vector(clocks: Mapping[int, int]) -> bytes:
    """The inverse of `read_state_vector`."""
    known = [(client, clock) for client, clock in clocks.items() if clock]
    return b"".join(
        [write_uint(len(known)), *(write_uint(client) + write_uint(clock) for client, clock in known)]
    )


def write_deletions(deletions: Iterable[tuple[int, int, int]]) -> bytes:
    """The deletions of an update, from (client, clock, length)."""
    of: dict[int, list[bytes]] = {}
    for client, clock, length in deletions:
        of.setdefault(client, []).append(write_uint(clock) + write_uint(length))
    parts = [write_uint(len(of))]
    for client, ranges in of.items():
        parts += [write_uint(client), write_uint(len(ranges)), *ranges]
    return b"".join(parts)


def sync_message(step: int, payload: bytes) -> bytes:
    """A message of Yjs's sync protocol."""
    return bytes((SYNC, step)) + write_bytes(payload)


def stored_message(count: int) -> bytes:
    """The first `count` changes sent on this connection are safe."""
    return bytes((STORED,)) + write_uint(count)


def notice_message(notice: Mapping[str, Any]) -> bytes:
    """Something to tell whoever writes."""
    return bytes((NOTICE,)) + write_bytes(json.dumps(notice, ensure_ascii=False).encode())
