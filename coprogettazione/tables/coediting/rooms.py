# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text open in this process: what it is after the last update, and who is writing in it.

The document runs ahead of the log by what is on its way there: an update that cannot be put into it is never stored.
Nobody is given what is not stored yet: an answer made from the document waits behind it.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from pycrdt import Doc, merge_updates

from coprogettazione.tables.coediting.awareness import GONE, Presence, presence_message
from coprogettazione.tables.coediting.checking import READING, Change, Ranges
from coprogettazione.tables.coediting.storage import Stored
from coprogettazione.tables.coediting.updates import Deletion, read_update
from coprogettazione.tables.coediting.wire import UPDATE, read_state_vector, sync_message, write_state_vector

if TYPE_CHECKING:
    from coprogettazione.tables.coediting.editors import Editor

#: Updates handed over or stored as one: merging more at once costs more than it spares.
MERGED = 64
#: Presences are told at once, then not more often than this (seconds).
PRESENCE_PAUSE = 0.05
EMPTY = b"\x00"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change on its way to the log: the how-manieth of its editor, and whether it said all the editor had."""

    room: "Room"
    editor: "Editor"
    number: int
    is_whole: bool
    data: bytes
    writer: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What an editor lacks, until what is in it is stored: `vector` is what they have, `age` how old it is."""

    room: "Room"
    editor: "Editor"
    vector: bytes
    message: bytes
    age: int
    data: bytes = b""
    writer: int = 0


class Room:
    """One text. `known`, `deleted` and the document run ahead of the log, `last` does not."""

    def __init__(self, text: int, stored: Stored) -> None:
        self.text = text
        self.edition = stored.edition
        self.call = stored.call
        self.editors: dict[int, Editor] = {}
        self.presences: dict[int, Presence] = {}
        self.document: Doc[Any] = Doc()
        with self.document.transaction():
            if stored.state:
                self.document.apply_update(stored.state)
            for _number, data in stored.rows:
                self.document.apply_update(data)
        self.last = self.kept = stored.upto
        if stored.rows:
            self.last = stored.rows[-1][0]
        self.known = read_state_vector(self.document.get_state())
        # What was deleted so far is read at the first deletion: a text opens without it.
        self.deleted = Ranges(self._deletions)
        self.size = len(stored.state) + sum(len(data) for _number, data in stored.rows)
        self.largest = settings.COEDITING_MAX_STATE
        self.kept_at = time.monotonic()
        self.whole: bytes | None = None
        self.age = 0
        self.waiting = 0
        self.is_stale = False
        self.is_closed = False
        self.empty_since = time.monotonic()
        self.keeping: asyncio.Task[None] | None = None
        self._spoke_at = 0.0
        self._to_tell: set[int] = set()
        self._telling: asyncio.TimerHandle | None = None

    def enter(self, editor: "Editor") -> None:
        """A line more; one under the same number, which its browser has left, ends."""
        before = self.editors.get(editor.client)
        self.editors[editor.client] = editor
        if before is not None:
            before.replaced()
        if self.presences:
            editor.push(presence_message(self.presences.values()))

    def leave(self, editor: "Editor") -> None:
        """A line less: the others no longer see where it was."""
        if self.editors.get(editor.client) is not editor:
            return
        del self.editors[editor.client]
        self.empty_since = time.monotonic()
        presence = self.presences.pop(editor.client, None)
        self._to_tell.discard(editor.client)
        if presence is not None:
            self._tell([Presence(editor.client, presence.clock, GONE)])

    def state_after(self, vector: bytes) -> bytes:
        """What is here and not in a state vector.

        Raises:
            Malformed: it is not a state vector.
        """
        if vector != EMPTY:
            read_state_vector(vector)
            with READING:
                return self.document.get_update(vector)
        if self.whole is None:
            self.whole = self.document.get_update()
        return self.whole

    def _deletions(self) -> list[Deletion]:
        # Against its own state a document tells only what is deleted.
        return read_update(self.document.get_update(self.document.get_state())).deletions

    @property
    def vector(self) -> bytes:
        """The next clock of every client."""
        return write_state_vector(self.known)

    def has_room_for(self, change: Change) -> bool:
        """Whether the text may grow by this much."""
        if not change.clocks or self.size + len(change.data) <= self.largest:
            return True
        # The sum of the updates is more than what they come to.
        self.size = len(self.state_after(EMPTY))
        return self.size + len(change.data) <= self.largest

    def take_in(self, change: Change) -> None:
        """Put a change into the document.

        Raises:
            Malformed: it cannot be; nobody knows what the document is after that, and the room must be left.
        """
        if change.data:
            with READING:
                self.document.apply_update(change.data)
            self.whole = None
        self.known.update(change.clocks)
        for deletion in change.deletions:
            self.deleted.add(*deletion)
        self.size += len(change.data)

    def committed(self, items: Sequence[Waiting | Answer]) -> None:
        """Hand over what is stored: to the others the updates, to their authors that they are safe."""
        fresh: list[Waiting] = []
        authors: dict[Editor, None] = {}
        for item in items:
            item.editor.settled()
            if isinstance(item, Answer):
                self._relay_all(fresh)
                fresh = []
                item.editor.answer(item)
                continue
            if item.data:
                fresh.append(item)
            item.editor.resolve(item.number, item.is_whole)
            authors[item.editor] = None
        self._relay_all(fresh)
        for editor in authors:
            editor.tell_stored()

    def _relay_all(self, items: Sequence[Waiting]) -> None:
        for first in range(0, len(items), MERGED):
            part = items[first : first + MERGED]
            author = part[0].editor
            alone = all(item.editor is author for item in part)
            self._relay(merged([item.data for item in part]), author if alone else None)

    def add_foreign(self, rows: Iterable[tuple[int, bytes]]) -> None:
        """Take in what the services wrote in the log, and hand it over."""
        updates = []
        with self.document.transaction():
            for number, data in rows:
                self.document.apply_update(data)
                self.last = number
                self.size += len(data)
                updates.append(data)
        if not updates:
            return
        self.whole = None
        self.age += 1
        for client, clock in read_state_vector(self.document.get_state()).items():
            self.known[client] = max(clock, self.known.get(client, 0))
        for first in range(0, len(updates), MERGED):
            self._relay(merged(updates[first : first + MERGED]), None)

    def _relay(self, update: bytes, author: "Editor | None") -> None:
        message = sync_message(UPDATE, update)
        for editor in self.editors.values():
            if editor is not author and editor.is_synced:
                editor.push(message)

    def say(self, presence: Presence) -> None:
        """Note where somebody is; the others are told now, or when the pause since the last time is over."""
        before = self.presences.get(presence.client)
        if before is not None and before.clock > presence.clock:
            return
        if presence.state == GONE:
            self.presences.pop(presence.client, None)
            self._to_tell.discard(presence.client)
            self._tell([presence])
            return
        self.presences[presence.client] = presence
        self._to_tell.add(presence.client)
        if self._telling is None:
            wait = max(0.0, self._spoke_at + PRESENCE_PAUSE - time.monotonic())
            self._telling = asyncio.get_running_loop().call_later(wait, self._tell_all)

    def _tell_all(self) -> None:
        self._telling = None
        self._spoke_at = time.monotonic()
        told, self._to_tell = self._to_tell, set()
        self._tell([self.presences[client] for client in told if client in self.presences])

    def _tell(self, presences: Sequence[Presence]) -> None:
        only = presences[0].client if len(presences) == 1 else None
        message = presence_message(presences)
        for editor in self.editors.values():
            if editor.client != only:
                editor.push_presence(message)

    def tell(self, message: bytes) -> None:
        """The same message to everybody."""
        for editor in self.editors.values():
            editor.push(message)

    def close(self, code: int) -> None:
        """End every line; nothing is accepted any more."""
        self.is_closed = True
        for editor in list(self.editors.values()):
            editor.end(code)


def merged(updates: Sequence[bytes]) -> bytes:
    """Several updates, one after the other, as one."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)
