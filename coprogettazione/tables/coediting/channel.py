# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shared texts of one process: its rooms, the one task that writes in the log, and the one that listens."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from django.conf import settings
from django.utils import timezone

from coprogettazione.tables.coediting.admission import admitted, kept
from coprogettazione.tables.coediting.closing import ELSEWHERE, NO_TEXT, RELOAD, RESTARTING, Closed
from coprogettazione.tables.coediting.editors import Editor
from coprogettazione.tables.coediting.rooms import MERGED, Answer, Room, Waiting, merged
from coprogettazione.tables.coediting.storage import (
    OVERTAKEN,
    SEATS_CHANGED,
    TEXT_CHANGED,
    Log,
    NoSuchText,
    Row,
    notice_in,
)
from coprogettazione.tables.coediting.wire import notice_message
from coprogettazione.tables.services.writing import Line

logger = logging.getLogger("coediting")
Result = TypeVar("Result")
#: How often terms are looked at, and how often the idle writing connection is tried (seconds).
TICK = 0.5
TRY_CONNECTION = 5
#: After the database was lost: the first pause before it is looked for again, and the longest (seconds).
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15
#: The services write a few rows at a time: who is overtaken more often has something else.
ATTEMPTS = 10
#: Threads in which Django is asked who may what.
THREADS = 4
#: How long the last words may take when the server stops (seconds).
FAREWELL = 5
LOST = (psycopg.Error, OSError, TimeoutError)


class Channel:
    """What this process does for the shared texts. Nothing runs before the first line."""

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self.log: Log | None = None
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="coediting")
        self._doors: dict[int, asyncio.Lock] = {}
        self._connecting = asyncio.Lock()
        self._queue: list[Waiting | Answer] = []
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._asking: set[asyncio.Task[None]] = set()
        self._pause = FIRST_PAUSE
        self._closed_until = 0.0

    # Rooms.

    async def admit(self, session: str, text: int, client: int) -> Line:
        """Who comes, asked of Django in a thread; raises `Closed`."""
        return await self.in_thread(admitted, session, text, client)

    async def enter(self, editor: Editor) -> None:
        """Bring a line into the room of its text, opened if it is not.

        Raises:
            Closed: another process has the text, or the database is away.
        """
        text = editor.line.text
        try:
            async with self._doors.setdefault(text, asyncio.Lock()):
                room = self.rooms.get(text)
                if room is None or room.is_closed:
                    room = await self._open(text)
                if room.edition != editor.line.edition:
                    room.is_stale = True
                    self._wake.set()
                    raise Closed(RESTARTING)
                editor.enter(room)
        except LOST as error:
            self._lost(error)
            raise Closed(RESTARTING) from error

    async def _open(self, text: int) -> Room:
        log = await self._connected()
        spoilt = self.rooms.get(text)
        if spoilt is None and not await log.take(text):
            raise Closed(ELSEWHERE)
        try:
            room = Room(text, await log.load(text))
        except NoSuchText as error:
            await log.leave(text)
            raise Closed(NO_TEXT) from error
        if self.log is not log:
            raise Closed(RESTARTING)
        # What the spoilt room was storing may come in the log after it was read.
        room.is_stale = spoilt is not None
        self.rooms[text] = room
        return room

    async def _unload(self, room: Room) -> None:
        """Let go of a text in which nobody is, once its reading is computed: any process may take it."""
        if room.last > room.kept and not room.is_closed:
            self._keep_soon(room)
            return
        async with self._doors.setdefault(room.text, asyncio.Lock()):
            if self.rooms.get(room.text) is not room or room.editors or room.waiting or self.log is None:
                return
            room.is_closed = True
            del self.rooms[room.text]
            await self.log.leave(room.text)

    async def _keep(self, room: Room) -> None:
        last = room.last
        try:
            await self.in_thread(kept, room.text)
        except Exception:
            # The log is whole: the reading is a cache, computed at the next occasion.
            logger.exception("the reading of text %s was not computed", room.text)
        room.kept = last
        room.kept_at = time.monotonic()
        room.keeping = None

    async def in_thread(self, function: Callable[..., Result], *given: Any) -> Result:
        """What a function that waits (Django's) gives."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, function, *given)

    # The log.

    async def _connected(self) -> Log:
        async with self._connecting:
            if self.log is not None:
                return self.log
            if time.monotonic() < self._closed_until:
                raise Closed(RESTARTING)
            log = await Log.connect()
            self.log = log
            self._pause = FIRST_PAUSE
            work = (self._write(log), self._listen(log), self._look_after(log))
            self._tasks = [asyncio.create_task(part) for part in work]
            return log

    def _lost(self, error: BaseException) -> None:
        """The connection to the database is gone, and the texts with it: the browsers come back, with all they have."""
        log, self.log = self.log, None
        self._closed_until = time.monotonic() + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
        if log is None:
            return
        logger.error("the log of the shared texts is lost: %s", error)
        rooms, self.rooms, self._queue = self.rooms, {}, []
        for room in rooms.values():
            room.close(RESTARTING)
        current = asyncio.current_task()
        for task in self._tasks:
            if task is not current:
                task.cancel()
        self._later(log.close())

    def _later(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._asking.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._asking.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("a task of the channel failed", exc_info=task.exception())

    def queue(self, item: Waiting | Answer) -> None:
        """Put a change on its way to the log, or an answer behind those it tells of."""
        item.room.waiting += 1
        self._queue.append(item)
        self._wake.set()

    async def _write(self, log: Log) -> None:
        """Store whatever arrived while the last was being stored, for all texts in one statement."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                batch, self._queue = self._queue, []
                await self._store(log, batch)
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing more is stored: begin again
            self._lost(error)

    async def _store(self, log: Log, batch: list[Waiting | Answer]) -> None:
        runs = _runs(batch)
        rooms = {run[0].room: None for run in runs}
        for _attempt in range(ATTEMPTS):
            for room in [room for room in self.rooms.values() if room.is_stale]:
                await self._catch_up(log, room)
            rows = list(_numbered(runs))
            try:
                if rows:
                    await log.append(rows, timezone.now())
                break
            except OVERTAKEN:
                for room in rooms:
                    room.is_stale = True
        else:
            raise TimeoutError("overtaken again and again")
        stored = {text: number for text, number, _writer, _data in rows}
        for room in rooms:
            room.last = stored.get(room.text, room.last)
        by_room: dict[Room, list[Waiting | Answer]] = {}
        for item in batch:
            by_room.setdefault(item.room, []).append(item)
        for room, items in by_room.items():
            room.waiting -= len(items)
            if not room.is_closed:
                room.committed(items)
                self._keep_now_and_then(room)

    async def _catch_up(self, log: Log, room: Room) -> None:
        """Read what the services wrote in the log of a text."""
        room.is_stale = False
        if await log.edition(room.text) != room.edition:
            self.rooms.pop(room.text, None)
            room.close(RELOAD)
            await log.leave(room.text)
            return
        room.add_foreign(await log.since(room.text, room.last))

    def _keep_now_and_then(self, room: Room) -> None:
        """While a text is written: after so many rows, not more often than every so many seconds."""
        if (
            room.last - room.kept >= settings.COEDITING_KEEP_ROWS
            and time.monotonic() - room.kept_at >= settings.COEDITING_KEEP_SECONDS
        ):
            self._keep_soon(room)

    def _keep_soon(self, room: Room) -> None:
        if room.keeping is None:
            room.keeping = self._later(self._keep(room))

    # What changes around the texts.

    async def _listen(self, log: Log) -> None:
        try:
            async for channel, words in log.told():
                self._hear(channel, words)
            raise ConnectionError("nothing more is told")
        except Exception as error:  # noqa: BLE001 - as for the writing connection
            self._lost(error)

    def _hear(self, channel: str, words: str) -> None:
        if channel == TEXT_CHANGED:
            room = self.rooms.get(int(words)) if words.isdecimal() else None
            if room is not None:
                room.is_stale = True
                self._wake.set()
        elif channel == SEATS_CHANGED:
            for room in self.rooms.values():
                if words in ("", str(room.call)):
                    for editor in room.editors.values():
                        self._ask(editor)
        else:
            told = notice_in(words)
            if told is not None and told[0] in self.rooms:
                self.rooms[told[0]].tell(notice_message(told[1]))

    def _ask(self, editor: Editor) -> None:
        """Ask again what a person may; until the answer nothing they send is heard."""
        before = editor.asking

        async def ask() -> None:
            if before is not None:
                await asyncio.wait([before])
            try:
                editor.now_may(await self.admit(editor.session, editor.line.text, editor.client))
            except Closed as closed:
                logger.info("text %s: %s cut off: %s", editor.line.text, editor.client, closed.reason)
                editor.end(closed.code, closed.reason)
            except Exception:
                logger.exception("text %s: who may was not answered", editor.line.text)
                editor.end(RESTARTING)
            finally:
                if editor.asking is asyncio.current_task():
                    editor.asking = None

        editor.asked_at = time.monotonic()
        editor.asking = self._later(ask())

    async def _look_after(self, log: Log) -> None:
        """Terms: rights that end by date, sessions, empty rooms, browsers that do not read."""
        tried = time.monotonic()
        try:
            while True:
                await asyncio.sleep(TICK)
                now = time.monotonic()
                if now - tried > TRY_CONNECTION:
                    tried = now
                    await log.is_there()
                for room in list(self.rooms.values()):
                    for editor in list(room.editors.values()):
                        if now - editor.asked_at > settings.COEDITING_ASK_AGAIN_SECONDS:
                            self._ask(editor)
                        editor.look_after(now)
                    if not room.editors and now - room.empty_since > settings.COEDITING_GRACE_SECONDS:
                        await self._unload(room)
        except Exception as error:  # noqa: BLE001 - as for the writing connection
            self._lost(error)

    async def close(self) -> None:
        """The server stops: store what came, compute the readings, let go."""
        log = self.log
        try:
            async with asyncio.timeout(FAREWELL):
                while self.log is not None and any(room.waiting for room in self.rooms.values()):
                    await asyncio.sleep(0.01)
                for room in list(self.rooms.values()):
                    room.close(RESTARTING)
                    if room.last > room.kept:
                        await self._keep(room)
        except TimeoutError:
            logger.warning("the server stopped before the readings were computed")
        self.log, self.rooms = None, {}
        for task in self._tasks:
            task.cancel()
        if log is not None:
            await log.close()
        self.threads.shutdown(wait=False, cancel_futures=True)


def _runs(batch: Iterable[Waiting | Answer]) -> list[list[Waiting]]:
    """What has something new, text by text, in the order of arrival: the changes of one writer in a row together."""
    runs: list[list[Waiting]] = []
    for item in sorted(batch, key=lambda item: item.room.text):
        if isinstance(item, Answer) or item.room.is_closed or not item.data:
            continue
        last = runs[-1] if runs else []
        if last and len(last) < MERGED and last[0].room is item.room and last[0].writer == item.writer:
            last.append(item)
        else:
            runs.append([item])
    return runs


def _numbered(runs: Iterable[list[Waiting]]) -> Iterable[Row]:
    """The rows of the log: after the last of each text."""
    last: dict[int, int] = {}
    for run in runs:
        room = run[0].room
        if room.is_closed:
            continue
        number = last[room.text] = last.get(room.text, room.last) + 1
        yield room.text, number, run[0].writer, merged([item.data for item in run])
