# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A browser for the tests: a Yjs document with an issued number, on a websocket that comes and goes."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from coprogettazione.tables.coediting.closing import RESTARTING
from coprogettazione.tables.coediting.wire import (
    AWARENESS,
    NOTICE,
    STEP1,
    STEP2,
    STORED,
    SYNC,
    UPDATE,
    read_bytes,
    read_uint,
    sync_message,
    write_bytes,
    write_uint,
)

PART = "bisogno"
PATIENCE = 15


def words_of(document: Doc[Any]) -> str:
    """What the chapter says."""
    fragment = document.get(PART, type=XmlFragment)
    return "".join(str(text) for block in fragment.children for text in block.children)


class Browser:
    """Types in one paragraph of one chapter; `sent` counts its changes on this connection, `stored` those it was told
    are safe, `refusal` is the code with which the server sent it away for good.
    """

    def __init__(self, address: str, text: int, client: int, session: str) -> None:
        self.address, self.session = address, session
        self.path = f"/vivo/{text}/?client={client}"
        self.client = client
        self.document: Doc[Any] = Doc(client_id=client)
        self.fragment = self.document.get(PART, type=XmlFragment)
        self.socket: ClientConnection | None = None
        self.sent = self.stored = 0
        self.refusal: tuple[int, str] | None = None
        self.notices: list[dict[str, Any]] = []
        self.presences: dict[int, Any] = {}
        self.closings: list[int] = []
        self._hearing: asyncio.Task[None] | None = None
        self._remote = False
        self._outgoing: list[bytes] = []
        self._subscription = self.document.observe(self._changed)

    def _changed(self, event: Any) -> None:
        if not self._remote:
            self._outgoing.append(event.update)

    async def open(self, **headers: str) -> "Browser":
        """Connect and synchronise."""
        host = self.address.removeprefix("http://")
        self.socket = await connect(
            f"ws://{host}{self.path}",
            additional_headers={"Cookie": f"sessionid={self.session}", "Origin": self.address, **headers},
            compression=None,
            max_size=None,
        )
        self.sent = self.stored = 0
        # What was not sent goes with the answer to the server's first step.
        self._outgoing.clear()
        await self.send(sync_message(STEP1, self.document.get_state()))
        self._hearing = asyncio.create_task(self._hear(self.socket))
        return self

    async def stay(self) -> None:
        """Connect again and again, as a page does, until refused for good."""
        while self.refusal is None:
            with suppress(OSError, ConnectionClosed, InvalidStatus):
                await self.open()
                assert self._hearing is not None
                await self._hearing
            await asyncio.sleep(0.05)

    async def _hear(self, socket: ClientConnection) -> None:
        try:
            async for data in socket:
                assert isinstance(data, bytes)
                # What a line that was cut had still to say, the counts of the next one above all, is not of now.
                if self.socket is socket:
                    await self._take(data)
        except ConnectionClosed:
            pass
        code = socket.close_code or 1006
        self.closings.append(code)
        if code >= 4400:
            self.refusal = (code, socket.close_reason or "")
        if self.socket is socket:
            self.socket = None

    async def _take(self, data: bytes) -> None:
        if data[0] == SYNC:
            payload = read_bytes(data, 2)[0]
            if data[1] == STEP1:
                await self.send_change(self.document.get_update(payload), STEP2)
                return
            self._remote = True
            self.document.apply_update(payload)
            self._remote = False
        elif data[0] == STORED:
            self.stored = read_uint(data, 1)[0]
        elif data[0] == NOTICE:
            self.notices.append(json.loads(read_bytes(data, 1)[0]))
        elif data[0] == AWARENESS:
            self._see(read_bytes(data, 1)[0])

    def _see(self, data: bytes) -> None:
        count, at = read_uint(data, 0)
        for _presence in range(count):
            client, at = read_uint(data, at)
            _clock, at = read_uint(data, at)
            state, at = read_bytes(data, at)
            self.presences[client] = json.loads(state)

    async def send(self, message: bytes) -> None:
        """Send a message, whatever it is."""
        if self.socket is not None:
            with suppress(ConnectionClosed):
                await self.socket.send(message)

    async def send_change(self, update: bytes, step: int = UPDATE) -> None:
        """Send a change, and count it."""
        self.sent += 1
        await self.send(sync_message(step, update))

    async def appear(self, clock: int, state: Any, client: int | None = None) -> None:
        """Say where the cursor is."""
        written = json.dumps(state).encode()
        who = write_uint(self.client if client is None else client)
        payload = write_uint(1) + who + write_uint(clock) + write_bytes(written)
        await self.send(bytes((AWARENESS,)) + write_bytes(payload))

    def write(self, words: str, at: int | None = None) -> None:
        """Type in the paragraph, at its end or at a place of it; send nothing yet."""
        with self.document.transaction():
            text = self._text()
            text.insert(len(str(text).encode()) if at is None else at, words)

    def _text(self) -> XmlText:
        if not len(self.fragment.children):
            paragraph = self.fragment.children.append(XmlElement("paragraph"))
            paragraph.children.append(XmlText(""))
        return self.fragment.children[0].children[0]

    async def flush(self) -> None:
        """Send what was typed, if there is a connection."""
        while self._outgoing and self.socket is not None:
            await self.send_change(self._outgoing.pop(0))

    async def type(self, words: str) -> None:
        """Write and send."""
        self.write(words)
        await self.flush()

    @property
    def says(self) -> str:
        """What the chapter says here."""
        return words_of(self.document)

    async def until(self, condition: Any, patience: float = PATIENCE) -> None:
        """Wait for something to become true."""
        async with asyncio.timeout(patience):
            while not condition(self):
                await asyncio.sleep(0.002)

    async def until_stored(self) -> None:
        """Wait until everything sent is safe."""
        await self.until(lambda browser: browser.stored >= browser.sent > 0)

    async def until_back_and_stored(self) -> None:
        """Wait until everything is safe, coming back as a page does when the text was being put away (1012)."""
        async with asyncio.timeout(PATIENCE):
            while not self.stored >= self.sent > 0:
                if self.socket is None and self.closings[-1:] == [RESTARTING]:
                    await self.open()
                await asyncio.sleep(0.002)

    async def close(self) -> None:
        """Leave."""
        if self.socket is not None:
            await self.socket.close()
        if self._hearing is not None:
            await asyncio.wait([self._hearing])

    def cut(self) -> None:
        """Lose the connection without a word."""
        if self.socket is not None:
            self.socket.transport.abort()
