# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A line on a websocket."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from coprogettazione.tables.coediting.channel import Channel
from coprogettazione.tables.coediting.closing import ELSEWHERE, MALFORMED, RESTARTING, Closed, fitting
from coprogettazione.tables.coediting.editors import Editor
from coprogettazione.tables.coediting.wire import STEP2, SYNC

logger = logging.getLogger("coediting")
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class SocketEditor(Editor):
    """Messages for the browser wait in `outbox` until it takes them: as many as it may keep waiting."""

    outbox: list[bytes]
    task: asyncio.Task[Any]

    def begin(self) -> None:
        """Called in the task that serves the line."""
        self.outbox = []
        self.outgoing = 0
        self.sending_since = 0.0
        self.wake = asyncio.Event()
        task = asyncio.current_task()
        assert task is not None
        self.task = task

    def push(self, message: bytes) -> None:
        """Put a message in the outbox. A whole text counts nothing: it may be larger than what may wait."""
        if self.ended is not None:
            return
        self.outbox.append(message)
        if message[:2] != bytes((SYNC, STEP2)):
            self.outgoing += len(message)
            if self.outgoing > settings.COEDITING_MAX_OUTBOX:
                self._is_too_slow()
        self.wake.set()

    def end(self, code: int, reason: object = "") -> None:
        """Close the line, as soon as the browser takes what is being sent."""
        super().end(code, reason)
        self.wake.set()

    def look_after(self, now: float) -> None:
        """End a line whose browser does not take what it is sent."""
        if self.sending_since and now - self.sending_since > settings.COEDITING_STUCK_SECONDS:
            self._is_too_slow()

    def _is_too_slow(self) -> None:
        if self.ended is None:
            self.end(ELSEWHERE)
            logger.warning("text %s: client %s does not read", self.line.text, self.client)
            if self.sending_since:
                # Nothing more goes through, the closing frame neither.
                self.task.cancel()

    async def send_all(self, send: Send) -> None:
        """Send what comes into the outbox, until the line ends."""
        while not self.is_over():
            await self.wake.wait()
            self.wake.clear()
            messages, self.outbox = self.outbox, []
            self.sending_since = time.monotonic()
            for message in messages:
                if self.is_over():
                    break
                await send({"type": "websocket.send", "bytes": message})
                if message[:2] != bytes((SYNC, STEP2)):
                    self.outgoing -= len(message)
            self.sending_since = 0.0
        assert self.ended is not None
        await send(closing_frame(self.ended))


def closing_frame(closed: Closed) -> dict[str, Any]:
    """How a websocket is told why it ends."""
    return {"type": "websocket.close", "code": closed.code, "reason": fitting(closed.reason)}


async def serve_socket(
    channel: Channel, text: int, client: int, session: str, receive: Receive, send: Send
) -> None:
    """A line from its beginning to its end. What is refused is told with the code of the closing frame."""
    await receive()
    await send({"type": "websocket.accept"})
    try:
        line = await channel.admit(session, text, client)
        editor = SocketEditor(line, client, session, channel.queue)
        editor.begin()
        await channel.enter(editor)
    except Closed as closed:
        await send(closing_frame(closed))
        return
    room = editor.room
    assert room is not None
    sending = asyncio.create_task(editor.send_all(send))
    try:
        await _hear(editor, receive)
        if editor.is_over():
            await sending
    except asyncio.CancelledError:
        if not editor.is_over():
            raise
    except OSError:
        pass  # the browser is gone: uvicorn says so to who sends
    finally:
        room.leave(editor)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)


async def _hear(editor: SocketEditor, receive: Receive) -> None:
    """Every message, until the browser or the server ends the line."""
    while not editor.is_over():
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        data = message.get("bytes")
        try:
            if data is None:
                raise editor.refused(MALFORMED, "words where bytes are spoken")
            await editor.take(data)
        except Closed as closed:
            editor.end(closed.code, closed.reason)
        except Exception:
            logger.exception("text %s: a message of %s was not handled", editor.line.text, editor.client)
            editor.end(RESTARTING)
