# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public pages from the shelf (``home/shelf.py``), answered before Django: no thread, no middleware.

Whether they still hold is one question to the database, on a connection of the process's own. Whoever arrives
while a question is out waits for the next one, all together: an answer is never older than the request.
"""

import asyncio
import logging
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone
from psycopg import AsyncConnection, Error

from coprogettazione.tables.coediting.storage import DJANGO_ONLY
from home.keeping import key_of
from home.shelf import CHANGES_SQL, HEADS_SQL, SHELF, Heads, Kept

logger = logging.getLogger(__name__)
#: Seconds that the database may take; beyond, Django answers, and says what is wrong.
PATIENCE = 5


class ShelfDoor:
    """Answers what is on the shelf and still holds."""

    def __init__(self) -> None:
        self._connection: AsyncConnection[Any] | None = None
        self._next: asyncio.Task[Heads | None] | None = None
        self._one_question = asyncio.Lock()

    async def answers(self, scope: Any, send: Any) -> bool:
        """Answer the request if the shelf can. Returns whether it did."""
        asked = _asked(scope) if settings.KEEP_PAGES else None
        if asked is None:
            return False
        key, none_match, modified_since = asked
        page = SHELF.find(key)
        if page is None:
            return False
        heads = await self._heads()
        now = timezone.now()
        if heads is None or not SHELF.holds(page, heads, now):
            return False
        known = page.is_known_to(none_match, modified_since)
        await _send(page, page.said_at(now), send, known=known, body=scope["method"] != "HEAD")
        return True

    async def close(self) -> None:
        """Let the database go."""
        if self._connection is not None:
            await self._connection.close()

    async def _heads(self) -> Heads | None:
        """How far register and editors have come, asked after now; None when nobody answers."""
        if self._next is None:
            self._next = asyncio.create_task(self._ask())
        return await asyncio.shield(self._next)

    async def _ask(self) -> Heads | None:
        async with self._one_question:
            self._next = None  # whoever arrives from here on waits for another question
            try:
                return await asyncio.wait_for(self._asked_now(), PATIENCE)
            except (Error, OSError, TimeoutError) as error:
                logger.warning("The shelf cannot ask the database: %s", error)
                lost, self._connection = self._connection, None
                if lost is not None:
                    await lost.close()
                return None

    async def _asked_now(self) -> Heads:
        if self._connection is None:
            given = connections["default"].get_connection_params()
            parameters = {name: value for name, value in given.items() if name not in DJANGO_ONLY}
            self._connection = await AsyncConnection.connect(**parameters, autocommit=True)
        before = SHELF.seen
        cursor = await self._connection.execute(HEADS_SQL, prepare=True)
        row = await cursor.fetchone()
        assert row is not None
        heads = Heads(*row)
        since = SHELF.behind(heads, before)
        if since is not None:
            SHELF.learn(heads, await (await self._connection.execute(CHANGES_SQL, [since])).fetchall())
        return heads


def _asked(scope: Any) -> tuple[str, str, str] | None:
    """The page's name on the shelf, and what the reader has already; None when it is not for the shelf."""
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        headers[name] = headers[name] + b"," + value if name in headers else value
    scheme = scope.get("scheme", "http")
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        name = header.removeprefix("HTTP_").replace("_", "-").lower().encode()
        if name in headers:
            scheme = "https" if headers[name].decode("latin-1").split(",")[0].strip() == secure else "http"
    key = key_of(
        method=scope["method"],
        scheme=scheme,
        host=headers.get(b"host", b"").decode("latin-1"),
        path=scope["path"],
        query=scope["query_string"],
        cookie=headers.get(b"cookie", b"").decode("latin-1"),
    )
    if key is None:
        return None
    none_match, modified_since = headers.get(b"if-none-match", b""), headers.get(b"if-modified-since", b"")
    return key, none_match.decode("latin-1"), modified_since.decode("latin-1")


async def _send(page: Kept, said: dict[str, str], send: Any, *, known: bool, body: bool) -> None:
    headers = page.raw_304 if known else page.raw
    start = [*headers, *((name.lower().encode(), value.encode("latin-1")) for name, value in said.items())]
    await send({"type": "http.response.start", "status": 304 if known else 200, "headers": start})
    await send({"type": "http.response.body", "body": b"" if known or not body else page.body})
