# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A line over plain requests, where websockets are blocked: it lives from one poll to the next."""

import asyncio
import hmac
import time
from typing import Any

from django.conf import settings

from coprogettazione.tables.coediting.awareness import presence_message
from coprogettazione.tables.coediting.channel import Channel
from coprogettazione.tables.coediting.closing import MALFORMED, RESTARTING, TOO_LARGE, Closed
from coprogettazione.tables.coediting.editors import Editor
from coprogettazione.tables.coediting.rooms import Answer, Waiting
from coprogettazione.tables.coediting.wire import Malformed, read_bytes, stored_message, write_bytes

#: How long a request waits for its changes to be stored (seconds).
STORING = 25
#: A poll may carry several changes.
CHANGES_PER_POLL = 4


class PollingEditor(Editor):
    """Changes of others are not kept for it: with each poll the browser asks for what it lacks. Of notices, and of
    who left, it is told at the next poll.
    """

    def begin(self) -> None:
        """Before the first poll."""
        self.outbox: list[bytes] = []
        self.outgoing = 0
        self.turn = asyncio.Lock()
        self.seen_at = time.monotonic()
        self.on_its_way = 0
        self.all_stored = asyncio.Event()
        ordinary = self.queue

        def counted(item: Waiting | Answer) -> None:
            self.on_its_way += 1
            ordinary(item)

        self.queue = counted

    def push(self, message: bytes) -> None:
        """Keep a message for the next answer."""
        self.outgoing += len(message)
        if self.outgoing <= settings.COEDITING_MAX_OUTBOX:
            self.outbox.append(message)

    def push_presence(self, message: bytes) -> None:
        """Nothing: every answer says where all are."""

    def look_after(self, now: float) -> None:
        """End a line that polls no more."""
        if now - self.seen_at > settings.COEDITING_POLL_SECONDS and not self.turn.locked():
            self.end(RESTARTING)

    def end(self, code: int, reason: object = "") -> None:
        """Close the line: the next poll begins another, or is told why not."""
        super().end(code, reason)
        self.all_stored.set()
        if self.room is not None:
            self.room.leave(self)

    def answer(self, answer: Answer) -> None:
        """See `Editor.answer`; what comes after it is asked for at the next poll."""
        super().answer(answer)
        self.is_synced = False

    def settled(self) -> None:
        """See `Editor.settled`."""
        self.on_its_way -= 1
        if not self.on_its_way:
            self.all_stored.set()

    def tell_stored(self) -> None:
        """Nothing: the answer says how many of its own poll are safe."""

    async def poll(self, body: bytes) -> bytes:
        """Hear what a request brings, and answer when it is stored.

        Raises:
            Closed: it is refused, and with it the line.
        """
        async with self.turn:
            self.seen_at = time.monotonic()
            self.received = self.stored = 0
            self.dropped.clear()
            self.is_resyncing = False
            for message in _messages(body):
                await self.take(message)
            await self._until_stored()
            self.seen_at = time.monotonic()
            messages, self.outbox, self.outgoing = self.outbox, [], 0
            assert self.room is not None
            others = [p for p in self.room.presences.values() if p.client != self.client]
            messages += [stored_message(self.stored), presence_message(others)]
            return b"".join(write_bytes(message) for message in messages)

    async def _until_stored(self) -> None:
        while self.on_its_way and self.ended is None:
            self.all_stored.clear()
            try:
                async with asyncio.timeout(STORING):
                    await self.all_stored.wait()
            except TimeoutError as error:
                raise Closed(RESTARTING) from error
        if self.ended is not None:
            raise self.ended


def _messages(body: bytes) -> list[bytes]:
    messages = []
    at = 0
    while at < len(body):
        try:
            message, at = read_bytes(body, at)
        except (IndexError, Malformed) as error:
            raise Closed(MALFORMED) from error
        messages.append(message)
    return messages


class Polls:
    """The lines that poll, by text and client number."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.editors: dict[tuple[int, int], PollingEditor] = {}

    async def answer(self, text: int, client: int, session: str, body: bytes) -> bytes:
        """The answer to one poll.

        Raises:
            Closed: it is refused.
        """
        if len(body) > CHANGES_PER_POLL * settings.COEDITING_MAX_UPDATE:
            raise Closed(TOO_LARGE)
        editor = await self._editor(text, client, session)
        try:
            return await editor.poll(body)
        except Closed as closed:
            editor.end(closed.code, closed.reason)
            raise

    async def _editor(self, text: int, client: int, session: str) -> PollingEditor:
        """The line of an earlier poll of the same session, or a new one."""
        self.editors = {key: editor for key, editor in self.editors.items() if editor.ended is None}
        editor = self.editors.get((text, client))
        if editor is not None and hmac.compare_digest(editor.session.encode(), session.encode()):
            return editor
        line = await self.channel.admit(session, text, client)
        editor = PollingEditor(line, client, session, self.channel.queue)
        editor.begin()
        await self.channel.enter(editor)
        self.editors[text, client] = editor
        return editor


async def read_body(receive: Any, limit: int) -> bytes:
    """The body of a request.

    Raises:
        Closed: it is longer than may be.
    """
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Closed(RESTARTING)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            raise Closed(TOO_LARGE)
        if not message.get("more_body"):
            return b"".join(parts)
