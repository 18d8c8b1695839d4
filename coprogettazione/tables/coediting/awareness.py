# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is writing where: the cursor and the part of each browser, as it says; who it is, as the server knows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coprogettazione.tables.coediting.wire import (
    AWARENESS,
    Malformed,
    read_bytes,
    read_uint,
    write_bytes,
    write_uint,
)

#: A browser counts up by one at each change.
HIGHEST_CLOCK = 1 << 31
GONE = "null"


@dataclass(frozen=True, slots=True)
class Presence:
    """What a client number says of itself: JSON, `GONE` when it left."""

    client: int
    clock: int
    state: str


def read_presences(data: bytes) -> list[Presence]:
    """What a browser says.

    Raises:
        Malformed: it is not a message of Yjs's awareness protocol.
    """
    try:
        count, at = read_uint(data, 0)
        presences = []
        for _presence in range(count):
            client, at = read_uint(data, at)
            clock, at = read_uint(data, at)
            state, at = read_bytes(data, at)
            presences.append(Presence(client, clock, state.decode()))
    except (IndexError, UnicodeDecodeError) as error:
        raise Malformed("not an awareness message") from error
    if at != len(data) or any(presence.clock > HIGHEST_CLOCK for presence in presences):
        raise Malformed("not an awareness message")
    return presences


def signed(presence: Presence, user: dict[str, Any]) -> Presence:
    """The same, with who it is written by the server.

    Raises:
        Malformed: the state is not a JSON object, nor null.
    """
    try:
        state = json.loads(presence.state)
    except (ValueError, RecursionError) as error:
        raise Malformed("a presence that is not JSON") from error
    if state is None:
        return presence
    if not isinstance(state, dict):
        raise Malformed("a presence that is not an object")
    written = json.dumps({**state, "user": user}, ensure_ascii=False, separators=(",", ":"))
    # Half a character, escaped, is JSON but not UTF-8.
    return Presence(presence.client, presence.clock, written.encode("utf-8", "replace").decode())


def presence_message(presences: Iterable[Presence]) -> bytes:
    """The message that tells them to the others."""
    written = [write_uint(p.client) + write_uint(p.clock) + write_bytes(p.state.encode()) for p in presences]
    return bytes((AWARENESS,)) + write_bytes(write_uint(len(written)) + b"".join(written))
