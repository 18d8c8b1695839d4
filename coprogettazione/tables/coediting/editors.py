# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One browser in one text: what it sends, what is kept for it, what it may."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from coprogettazione.tables.coediting.awareness import presence_message, read_presences, signed
from coprogettazione.tables.coediting.checking import Foreign, Gap, check
from coprogettazione.tables.coediting.closing import (
    MALFORMED,
    NOT_ALLOWED,
    RELOAD,
    RESTARTING,
    TOO_FAST,
    TOO_LARGE,
    Closed,
)
from coprogettazione.tables.coediting.pace import Pace
from coprogettazione.tables.coediting.rooms import Answer, Room, Waiting
from coprogettazione.tables.coediting.wire import (
    AWARENESS,
    QUERY_AWARENESS,
    STEP1,
    STEP2,
    SYNC,
    UPDATE,
    Malformed,
    notice_message,
    read_bytes,
    stored_message,
    sync_message,
)
from coprogettazione.tables.services.writing import Line

logger = logging.getLogger("coediting")
LARGEST_PRESENCE = 4096
#: What a message has before its update.
LARGEST_HEAD = 16
#: What was typed before the browser heard that it only reads is no offence (seconds).
GRACE_AFTER_CHANGE = 10
#: A notice that would be repeated at every key is told again after this (seconds).
NOTICE_PAUSE = 5


class Editor:
    """A line: `take` each message as it comes; what it is told goes through `push`.

    Of the changes sent (`received`) the first `stored` are safe; `dropped` are those left aside because something
    before them was missing: they are safe when all that the browser has is stored.
    """

    def __init__(
        self, line: Line, client: int, session: str, queue: Callable[[Waiting | Answer], None]
    ) -> None:
        self.line = line
        self.client = client
        self.session = session
        self.queue = queue
        self.room: Room | None = None
        self.is_synced = False
        self.ended: Closed | None = None
        self.asking: asyncio.Task[None] | None = None
        self.asked_at = self.changed_at = time.monotonic()
        self.pace = Pace()
        self.largest = settings.COEDITING_MAX_UPDATE
        self.received = self.stored = self.told_stored = 0
        self.dropped: deque[int] = deque()
        self.is_resyncing = False
        self._noticed: dict[str, float] = {}

    # What each kind of line does in its own way.

    def push(self, message: bytes) -> None:
        """Send a message, as soon as the browser takes it."""
        raise NotImplementedError

    def push_presence(self, message: bytes) -> None:
        """Send where others are: of no importance if it is lost."""
        self.push(message)

    def end(self, code: int, reason: object = "") -> None:
        """Close the line. Nothing of what comes after is heard."""
        if self.ended is None:
            self.ended = Closed(code, reason)

    def is_over(self) -> bool:
        """Whether the line is closed, or about to be."""
        return self.ended is not None

    def look_after(self, now: float) -> None:
        """Called every now and then: end what hangs (`now` is `time.monotonic()`)."""

    def replaced(self) -> None:
        """Another line of the same browser took its place; should this one be alive, it may come back."""
        self.end(RESTARTING)

    # What it sends.

    def enter(self, room: Room) -> None:
        """Begin: ask the browser for what it has."""
        self.room = room
        room.enter(self)
        self.push(sync_message(STEP1, room.vector))

    async def take(self, data: bytes) -> None:
        """One message of the browser.

        Raises:
            Closed: it is refused, and with it the line.
        """
        while self.asking is not None:
            await asyncio.wait([self.asking])
        if self.ended is not None:
            raise self.ended
        assert self.room is not None
        if self.room.is_closed:
            raise Closed(RESTARTING)
        wait = self.pace.spend(len(data))
        try:
            self._hear(data)
        except Malformed as error:
            raise self.refused(MALFORMED, str(error)) from error
        if wait:
            await self._hold(wait)

    async def _hold(self, wait: float) -> None:
        self.notice("fast", _("Stai andando molto veloce: le modifiche arrivano con un po’ di ritardo."))
        if self.pace.is_unbearable:
            raise self.refused(TOO_FAST, "too fast for too long")
        await asyncio.sleep(wait)

    def _hear(self, data: bytes) -> None:
        if not data:
            raise Malformed("an empty message")
        if len(data) > self.largest + LARGEST_HEAD:
            raise self.refused(TOO_LARGE, f"{len(data)} bytes")
        kind = data[0]
        if kind == QUERY_AWARENESS and len(data) == 1:
            self._tell_presences()
        elif kind == AWARENESS:
            self._appear(_rest(data, 1))
        elif kind == SYNC and len(data) > 1 and data[1] in (STEP1, STEP2, UPDATE):
            payload = _rest(data, 2)
            if data[1] == STEP1:
                self._bring_up_to_date(payload)
            else:
                self._change(payload, is_whole=data[1] == STEP2)
        else:
            raise Malformed("a message of no kind")

    def _bring_up_to_date(self, vector: bytes) -> None:
        """Give the browser what it lacks: at once, or when what is on its way is stored."""
        room = self.room
        assert room is not None
        message = sync_message(STEP2, room.state_after(vector))
        answer = Answer(room, self, vector, message, room.age)
        if room.waiting:
            self.queue(answer)
        else:
            self.answer(answer)

    def answer(self, answer: Answer) -> None:
        """Everything in an answer is stored: give it, or a new one if a service wrote meanwhile."""
        if answer.age != answer.room.age:
            self._bring_up_to_date(answer.vector)
            return
        self.push(answer.message)
        self.is_synced = True

    def _change(self, data: bytes, *, is_whole: bool) -> None:
        """Check a change and put it in the queue of the log, whether or not there is anything new in it: what came
        before may still be on its way.
        """
        room, line = self.room, self.line
        assert room is not None
        number = self.received
        self.received += 1
        if len(data) > self.largest:
            raise self.refused(TOO_LARGE, f"{len(data)} bytes")
        try:
            change = check(data, room.known, line.clients, room.deleted)
        except Foreign as error:
            raise self.refused(RELOAD, f"changes under the number {error}, which is not theirs") from error
        except Gap:
            self.dropped.append(number)
            if not self.is_resyncing:
                self.is_resyncing = True
                self.push(sync_message(STEP1, room.vector))
            return
        if change.data and not line.writes:
            self._only_reads()
            self.dropped.append(number)
            return
        if change.data and not room.has_room_for(change):
            logger.warning("text %s is full: a change of writer %s is left aside", room.text, line.writer)
            self.notice(
                "full", _("Il testo ha raggiunto la misura massima: togli qualcosa, o prosegui altrove.")
            )
            self.dropped.append(number)
            return
        if is_whole:
            self.is_resyncing = False
        try:
            room.take_in(change)
        except Malformed as error:
            room.close(RESTARTING)
            raise self.refused(MALFORMED, f"an update that spoils the text: {error}") from error
        self.queue(Waiting(room, self, number, is_whole, change.data, line.writer or 0))

    def _only_reads(self) -> None:
        if time.monotonic() - self.changed_at > GRACE_AFTER_CHANGE or self.line.writer is None:
            raise self.refused(NOT_ALLOWED, "reads only", words=self.line.why)
        self.notice("rights", writes=False, why=self.line.why)

    def _appear(self, data: bytes) -> None:
        """Where the browser says it is; that others are gone, which some say on their own, is not heard."""
        assert self.room is not None
        if len(data) > LARGEST_PRESENCE:
            raise self.refused(TOO_LARGE, f"a presence of {len(data)} bytes")
        for presence in read_presences(data):
            if presence.client == self.client:
                self.room.say(signed(presence, self.person))
            elif presence.state != "null":
                raise self.refused(RELOAD, f"presence of {presence.client}, which is not theirs")

    def _tell_presences(self) -> None:
        assert self.room is not None
        self.push(presence_message(self.room.presences.values()))

    @property
    def person(self) -> dict[str, Any]:
        """Who it is, as the others see it."""
        line = self.line
        return {
            "name": line.person,
            "organisation": line.organisation,
            "monogram": line.monogram,
            "order": line.order,
        }

    # What it is told.

    def settled(self) -> None:
        """Something that it queued is done with."""

    def resolve(self, number: int, is_whole: bool) -> None:
        """The change with this number is stored, and whatever came before it."""
        if is_whole:
            while self.dropped and self.dropped[0] < number:
                self.dropped.popleft()
        self.stored = min(number + 1, self.dropped[0]) if self.dropped else number + 1

    def tell_stored(self) -> None:
        """Say how many of its changes are safe, when they are more than it knows."""
        if self.stored > self.told_stored:
            self.told_stored = self.stored
            self.push(stored_message(self.stored))

    def notice(self, kind: str, message: str = "", **facts: Any) -> None:
        """Tell whoever writes; the same not more often than every few seconds."""
        now = time.monotonic()
        if now - self._noticed.get(kind, -NOTICE_PAUSE) >= NOTICE_PAUSE:
            self._noticed[kind] = now
            self.push(notice_message({"kind": kind, **({"message": message} if message else {}), **facts}))

    def now_may(self, line: Line) -> None:
        """The rights were asked again."""
        before, self.line = self.line, line
        if before.writes != line.writes:
            self.changed_at = time.monotonic()
            self.push(notice_message({"kind": "rights", "writes": line.writes, "why": line.why}))

    def refused(self, code: int, why: str, words: str = "") -> Closed:
        """Enter a refusal in the log of the server: whose, which, why; never what was written."""
        text = self.room.text if self.room else None
        logger.warning(
            "refused: text %s, writer %s, client %s, code %s: %s",
            text,
            self.line.writer,
            self.client,
            code,
            why,
        )
        return Closed(code, words)


def _rest(data: bytes, at: int) -> bytes:
    """The bytes of a message after its head: all of them.

    Raises:
        Malformed: they are more or fewer than it says.
    """
    try:
        payload, end = read_bytes(data, at)
    except IndexError as error:
        raise Malformed("a message cut short") from error
    if end != len(data):
        raise Malformed("bytes after the message")
    return payload
