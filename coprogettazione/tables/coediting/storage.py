# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log of the shared texts, as the channel reads and writes it: without the ORM, on connections of its own.

A text belongs to the process whose writing connection holds its advisory lock: who loses the connection loses the
lock, and with both the means of writing.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections
from psycopg import AsyncConnection
from psycopg.errors import DeadlockDetected, UniqueViolation

from coprogettazione.tables.models import DesignTable, SharedText, TextSnapshot, TextUpdate

#: The first half of the advisory locks of the shared texts ("testi"); the second is the text's key.
LOCKS = 0x74657374
TEXT_CHANGED, SEATS_CHANGED, TEXT_NOTICE = "shared_text", "seats", "shared_text_notice"
#: Somebody else wrote in the log of one of these texts: see what, and try again.
OVERTAKEN = (UniqueViolation, DeadlockDetected)
#: How long the database may take (seconds) before it is held to be lost.
PATIENCE = 30
#: What Django's parameters say for its own cursors.
DJANGO_ONLY = ("context", "cursor_factory", "prepare_threshold")

_LOG = TextUpdate._meta.db_table
_TEXTS = SharedText._meta.db_table
_SNAPSHOTS = TextSnapshot._meta.db_table
_TABLES = DesignTable._meta.db_table
# The names are our models': nothing of what anybody sends is in these sentences.
_APPEND = (
    f"INSERT INTO {_LOG} (text_id, number, writer_id, data, at) SELECT *, %s::timestamptz"  # noqa: S608
    " FROM unnest(%s::int[], %s::bigint[], %s::int[], %s::bytea[])"
)
_TEXT = (
    f"SELECT texts.edition, tables.call_id, kept.upto, kept.state FROM {_TEXTS} texts"  # noqa: S608
    f" JOIN {_TABLES} tables ON tables.id = texts.table_id LEFT JOIN {_SNAPSHOTS} kept ON kept.text_id = texts.id"
    " WHERE texts.id = %s"
)
_EDITION = f"SELECT edition FROM {_TEXTS} WHERE id = %s"  # noqa: S608
_SINCE = f"SELECT number, data FROM {_LOG} WHERE text_id = %s AND number > %s ORDER BY number"  # noqa: S608

Row = tuple[int, int, int, bytes]


class NoSuchText(Exception):
    """There is no text under this key."""


@dataclass(frozen=True)
class Stored:
    """A text as it was found: its last snapshot and the rows of the log after it."""

    edition: int
    call: int
    upto: int
    state: bytes
    rows: list[tuple[int, bytes]]


class Log:
    """The connections of one process to the log; any of them lost, all are (`psycopg.Error`, `TimeoutError`)."""

    def __init__(self, writing: AsyncConnection[Any], listening: AsyncConnection[Any]) -> None:
        self.writing = writing
        self.listening = listening

    @classmethod
    async def connect(cls) -> "Log":
        """Connect with Django's parameters, and listen before anything is read."""
        given = connections["default"].get_connection_params()
        parameters = {name: value for name, value in given.items() if name not in DJANGO_ONLY}
        writing = await AsyncConnection.connect(**parameters, autocommit=True)
        try:
            listening = await AsyncConnection.connect(**parameters, autocommit=True)
            for channel in (TEXT_CHANGED, SEATS_CHANGED, TEXT_NOTICE):
                await listening.execute(f"LISTEN {channel}")
        except BaseException:
            await writing.close()
            raise
        return cls(writing, listening)

    async def take(self, text: int) -> bool:
        """Take a text for this process, unless another has it."""
        cursor = await self.writing.execute("SELECT pg_try_advisory_lock(%s, %s)", (LOCKS, text))
        row = await cursor.fetchone()
        return bool(row and row[0])

    async def leave(self, text: int) -> None:
        """Leave a text to whoever wants it."""
        await self.writing.execute("SELECT pg_advisory_unlock(%s, %s)", (LOCKS, text))

    async def load(self, text: int) -> Stored:
        """Read a text: snapshot and tail.

        Raises:
            NoSuchText: it is not there.
        """
        cursor = await self.writing.execute(_TEXT, (text,), prepare=True, binary=True)
        row = await cursor.fetchone()
        if row is None:
            raise NoSuchText(text)
        edition, call, upto, state = row
        rows = await self.since(text, upto or 0)
        return Stored(edition, call, upto or 0, state or b"", rows)

    async def since(self, text: int, number: int) -> list[tuple[int, bytes]]:
        """The rows of the log after a number: (number, update)."""
        cursor = await self.writing.execute(_SINCE, (text, number), prepare=True, binary=True)
        return await cursor.fetchall()

    async def edition(self, text: int) -> int | None:
        """The edition of a text now."""
        cursor = await self.writing.execute(_EDITION, (text,), prepare=True, binary=True)
        row = await cursor.fetchone()
        return row[0] if row else None

    async def append(self, rows: Sequence[Row], at: datetime) -> None:
        """Store rows (text, number, writer, update): all, or none.

        Raises:
            UniqueViolation, DeadlockDetected: see `OVERTAKEN`.
        """
        columns = [list(column) for column in zip(*rows, strict=True)]
        async with asyncio.timeout(PATIENCE):
            await self.writing.execute(_APPEND, (at, *columns), prepare=True, binary=True)

    async def is_there(self) -> None:
        """Raises when the writing connection is lost."""
        async with asyncio.timeout(PATIENCE):
            await self.writing.execute("SELECT 1")

    async def told(self) -> AsyncIterator[tuple[str, str]]:
        """What the services tell, as (channel, words), until the connection is lost."""
        async for notice in self.listening.notifies():
            yield notice.channel, notice.payload

    async def close(self) -> None:
        """Let go of every text."""
        for connection in (self.writing, self.listening):
            await connection.close()


def notice_in(words: str) -> tuple[int, dict[str, Any]] | None:
    """The text and the notice that a service tells its browsers; None when they are not one."""
    try:
        told = json.loads(words)
        return int(told.pop("text")), told
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
