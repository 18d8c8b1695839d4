# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clients: a process with some editors in it, each on a websocket. The same for every server.

It reads a `Job` from its input, says that everybody is in, waits for the
instant to begin, and answers with a `Report`. Frames are made before the instant, and nothing is read of a message
beyond what its measure needs: of the processor's time the clients take as little as they can.
"""

import asyncio
import os
import pickle
import struct
import subprocess
import sys
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any

import uvloop

from config.coediting_bench.strokes import Strokes
from config.database import ROOT
from coprogettazione.tables.coediting.updates import read_update
from coprogettazione.tables.coediting.wire import (
    STEP1,
    STEP2,
    SYNC,
    UPDATE,
    read_bytes,
    sync_message,
    write_bytes,
)

#: How long anything may take (seconds), and how long the last keys may be on their way.
PATIENCE, LAST_KEYS = 60, 3
#: How long before the instant everybody hears of it (seconds).
AHEAD = 0.2
BINARY, CLOSE, PING, PONG = 2, 8, 9, 10
#: What hocuspocus calls an answer to a first step; its first message names somebody (token, empty).
SYNC_REPLY, AUTHENTICATION = 4, bytes((2, 0, 0))
NOTHING = bytes((0, 0))


@dataclass
class Seat:
    """Where an editor sits: the server, the document (`name`: as hocuspocus wants it before each message), whether it
    notes what arrives, and what it types, how often (seconds) and from when.
    """

    port: int
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    name: str = ""
    listens: bool = False
    strokes: Strokes | None = None
    every: float = 0.0
    offset: float = 0.0


@dataclass
class Job:
    """What a process does: everybody types at their pace for `seconds`; or, when there is a `window`, the first types
    as fast as the second receives, with at most so many on their way, for `seconds` or until all is typed; or, with
    `opens`, one after the other opens its document.
    """

    seats: list[Seat]
    seconds: float = 0.0
    window: int = 0
    opens: bool = False


@dataclass
class Report:
    """What came of it: when each key of each seat left; what each seat received and when (client, clock after it,
    instant); for a window, how many arrived and in how many seconds; for openings, the seconds of each.
    """

    left: list[list[float]] = field(default_factory=list)
    came: list[list[tuple[int, int, float]]] = field(default_factory=list)
    arrived: int = 0
    took: float = 0.0
    opened: list[float] = field(default_factory=list)


def frame(message: bytes, kind: int = BINARY) -> bytes:
    """A websocket frame, with the mask that changes nothing: the server's work is the same."""
    size = len(message)
    if size < 126:
        head = struct.pack("!BB", 128 | kind, 128 | size)
    elif size < 65536:
        head = struct.pack("!BBH", 128 | kind, 128 | 126, size)
    else:
        head = struct.pack("!BBQ", 128 | kind, 128 | 127, size)
    return head + bytes(4) + message


class Editor(asyncio.Protocol):
    """One editor: `ready` when its document is there."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.prefix = write_bytes(seat.name.encode()) if seat.name else b""
        self.rest = bytearray()
        self.is_upgraded = self.has_answered = False
        self.came: list[tuple[int, int, float]] = []
        self.left: list[float] = []
        self.ready: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.watch: Any = None
        updates = seat.strokes.updates if seat.strokes else []
        self.frames = [frame(self.prefix + sync_message(UPDATE, update)) for update in updates]

    def connection_made(self, transport: Any) -> None:
        """Ask for the websocket."""
        self.transport = transport
        host = f"127.0.0.1:{self.seat.port}"
        headers = {
            "Host": host,
            "Origin": f"http://{host}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version": "13",
            **self.seat.headers,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        transport.write(f"GET {self.seat.path} HTTP/1.1\r\n{lines}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Take the frames that are whole."""
        now = time.perf_counter()
        rest = self.rest
        rest += data
        at = 0
        if not self.is_upgraded:
            end = rest.find(b"\r\n\r\n")
            if end < 0:
                return
            assert rest.startswith(b"HTTP/1.1 101"), bytes(rest[:200])
            at, self.is_upgraded = end + 4, True
            if self.prefix:
                self.say(AUTHENTICATION)
            self.say(sync_message(STEP1, b"\0"))
        while len(rest) - at >= 2:
            kind, size, begins = rest[at] & 15, rest[at + 1], at + 2
            if size > 125:
                begins = at + (4 if size == 126 else 10)
                if len(rest) < begins:
                    break
                size = int.from_bytes(rest[at + 2 : begins])
            if len(rest) < begins + size:
                break
            at = begins + size
            if kind == BINARY:
                self._hear(bytes(rest[begins + len(self.prefix) : at]), now)
            elif kind == PING:
                self.transport.write(frame(bytes(rest[begins:at]), PONG))
            elif kind == CLOSE:
                self._closed(f"{int.from_bytes(rest[begins : begins + 2])} {bytes(rest[begins + 2 : at])!r}")
        del rest[:at]

    def connection_lost(self, error: Exception | None) -> None:
        """Nobody hangs up before the end."""
        self._closed(str(error))

    def _closed(self, why: str) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(f"{self.seat.path}: {why}"))

    def say(self, message: bytes) -> None:
        """Send a message."""
        self.transport.write(frame(self.prefix + message))

    def _hear(self, message: bytes, now: float) -> None:
        if message[0] not in (SYNC, SYNC_REPLY) or (message[0] == SYNC_REPLY and not self.prefix):
            return
        step = message[1]
        if step == UPDATE:
            if self.seat.listens:
                for client, _start, end in read_update(read_bytes(message, 2)[0]).sections:
                    self.came.append((client, end, now))
                    if self.watch is not None:
                        self.watch(client, end, now)
        elif step == STEP1:
            # Nobody has anything yet that the server lacks.
            self.say(sync_message(STEP2, NOTHING))
        elif step == STEP2 and not self.ready.done():
            self.ready.set_result(now)

    def press(self, key: int) -> None:
        """One key."""
        self.left.append(time.perf_counter())
        self.transport.write(self.frames[key])


async def connected(seat: Seat) -> Editor:
    """An editor in its document."""
    loop = asyncio.get_running_loop()
    _transport, editor = await loop.create_connection(lambda: Editor(seat), "127.0.0.1", seat.port)
    await asyncio.wait_for(asyncio.shield(editor.ready), PATIENCE)
    return editor


async def at_their_pace(editors: Sequence[Editor], begins: float, seconds: float) -> Report:
    """Everybody presses a key every so often."""

    async def types(editor: Editor) -> None:
        for key in range(len(editor.frames)):
            wait = begins + editor.seat.offset + key * editor.seat.every - time.perf_counter()
            if time.perf_counter() + wait > begins + seconds:
                return
            # However late it is: a press a turn, as whoever types cannot press two keys at once.
            await asyncio.sleep(max(0.0, wait))
            editor.press(key)

    await asyncio.gather(*(types(editor) for editor in editors if editor.frames))
    await asyncio.sleep(max(0.0, begins + seconds + LAST_KEYS - time.perf_counter()))
    return Report([editor.left for editor in editors], [editor.came for editor in editors])


async def as_fast_as_it_goes(editors: Sequence[Editor], begins: float, job: Job) -> Report:
    """The first types, the second receives; never more than `window` on their way."""
    writer, reader = editors
    strokes = writer.seat.strokes
    assert strokes is not None
    over = asyncio.get_running_loop().create_future()
    sent = seen = 0
    last = begins

    def go_on() -> None:
        nonlocal sent
        upto = min(seen + job.window, len(writer.frames))
        if upto > sent:
            writer.transport.write(b"".join(writer.frames[sent:upto]))
            sent = upto

    def arrived(_client: int, end: int, now: float) -> None:
        nonlocal seen, last
        if over.done():
            return
        seen, last = bisect_right(strokes.ends, end), now
        if seen == len(writer.frames) or (job.seconds and now - begins > job.seconds):
            over.set_result(None)
        else:
            go_on()

    reader.watch = arrived
    await asyncio.sleep(max(0.0, begins - time.perf_counter()))
    begins = time.perf_counter()
    go_on()
    await asyncio.wait_for(over, PATIENCE)
    return Report(arrived=seen, took=last - begins)


async def one_after_the_other(seats: Sequence[Seat]) -> Report:
    """Everybody opens their document, from the first byte to the last."""
    report = Report()
    for seat in seats:
        began = time.perf_counter()
        editor = await connected(seat)
        report.opened.append(editor.ready.result() - began)
        editor.transport.close()
        # The server does what it does when somebody leaves.
        await asyncio.sleep(0.5)
    return report


async def work(job: Job) -> Report:
    """Connect, wait for the instant, do it."""
    loop = asyncio.get_running_loop()
    editors = [] if job.opens else list(await asyncio.gather(*(connected(seat) for seat in job.seats)))
    put(sys.stdout.buffer, "ready")
    begins = await loop.run_in_executor(None, got, sys.stdin.buffer)
    if job.opens:
        return await one_after_the_other(job.seats)
    if job.window:
        return await as_fast_as_it_goes(editors, begins, job)
    return await at_their_pace(editors, begins, job.seconds)


def put(stream: IO[bytes] | None, what: Any) -> None:
    """Say something to another of our processes, after how long it is."""
    assert stream is not None
    said = pickle.dumps(what)
    left = memoryview(len(said).to_bytes(8) + said)
    # After uvloop has run a pipe that is full takes a part, and the stream says nothing of the rest.
    while left:
        left = left[os.write(stream.fileno(), left) :]


def got(stream: IO[bytes] | None) -> Any:
    """What another of our processes says.

    Raises:
        EOFError: it ended before it had said it all.
    """
    assert stream is not None
    size = int.from_bytes(stream.read(8))
    said = stream.read(size)
    if not size or len(said) < size:
        raise EOFError("one of the editors’ processes ended before the end")
    return pickle.loads(said)  # noqa: S301 - our own process


class Crew:
    """Processes that work at the same time."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        place = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
        # Under its own name, so that what it answers is what we know.
        command = [sys.executable, "-c", f"from {__name__} import main; main()"]
        self.processes = [
            subprocess.Popen(command, env=place, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            for _job in jobs
        ]
        for process, job in zip(self.processes, jobs, strict=True):
            put(process.stdin, job)

    def gather(self) -> "Crew":
        """Wait until all are in.

        Raises:
            EOFError: one of them failed, and said why.
        """
        for process in self.processes:
            got(process.stdout)
        return self

    def run(self) -> list[Report]:
        """Let them begin; what came of it.

        Raises:
            EOFError: one of them failed, and said why.
        """
        try:
            begins = time.perf_counter() + AHEAD
            for process in self.processes:
                put(process.stdin, begins)
            return [got(process.stdout) for process in self.processes]
        finally:
            for process in self.processes:
                process.communicate()


def main() -> None:
    """Do the job on the input."""
    put(sys.stdout.buffer, uvloop.run(work(got(sys.stdin.buffer))))
