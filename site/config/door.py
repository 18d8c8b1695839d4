# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door of the server: notes when each request arrived, and lets in as many as there is room for.

Whoever sends an application in the last seconds may have to wait behind hundreds of others: what counts is the
instant at which the request was all here, not the one at which its turn came (``docs/decisions/0006``). A request
that waits here has neither a thread nor a connection to the database.
"""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http.response import HttpResponseBase
from django.utils import timezone

from config.database import POOL

#: Requests of one process at work at once, those that write among them: whoever only reads is never behind a
#: queue of those who write, and nobody waits for a connection (answers on their way out keep theirs a while).
AT_WORK = int(POOL["max_size"]) - 4
WRITING = 4
SAFE = ("GET", "HEAD", "OPTIONS")


class Door(ASGIHandler):
    """Django's own handler, behind a door."""

    _middleware_chain: Any

    def __init__(self) -> None:
        super().__init__()
        self.room = asyncio.Semaphore(AT_WORK)
        self.writing = asyncio.Semaphore(WRITING)

    def load_middleware(self, is_async: bool = False) -> None:
        """Middleware and views, none of which is asynchronous, run one after the other in the thread of the request.

        Django would come back to the loop between those and these, and look for the thread again: four times as
        many changes of hand, some milliseconds of every page.
        """
        super().load_middleware(is_async=False)
        self._middleware_chain = sync_to_async(self._middleware_chain, thread_sensitive=True)

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        """Note the instant of the last piece of the request (`records.arrival` reads it)."""

        async def noting() -> Any:
            message = await receive()
            if message["type"] == "http.request":
                scope["arrived_at"] = timezone.now()
            return message

        await super().handle(scope, noting, send)

    async def listen_for_disconnect(self, receive: Any) -> None:
        """A request that is all here is done to its end, whether or not somebody still waits for the answer.

        Django would drop it: who gave up waiting and tried again after the term would have lost an application
        that had arrived in time.
        """
        await asyncio.Event().wait()

    async def get_response_async(self, request: Any) -> HttpResponseBase:
        """Wait for a place, in the order of arrival."""
        async with AsyncExitStack() as places:
            if request.method not in SAFE:
                await places.enter_async_context(self.writing)
            await places.enter_async_context(self.room)
            return await super().get_response_async(request)
