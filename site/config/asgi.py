# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""ASGI door: the one uvicorn serves. Pages are Django's; the texts written together have a channel of their own."""

import os
from typing import Any

import django

from config.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django.setup(set_prefix=False)
# Django's settings are read from here on.
from config.door import Door  # noqa: E402
from config.shelf import ShelfDoor  # noqa: E402
from coprogettazione.tables.coediting.application import PREFIX, Coediting  # noqa: E402


class Entrance:
    """Sends each request to whom it is for, and says when the server stops."""

    def __init__(self) -> None:
        self.shelf = ShelfDoor()
        self.pages = Door()
        self.coediting = Coediting()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request, one websocket, or the life of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket" or scope["path"].startswith(PREFIX):
            await self.coediting(scope, receive, send)
        elif not await self.shelf.answers(scope, send):
            await self.pages(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await self.coediting.close()
        await self.shelf.close()
        await send({"type": "lifespan.shutdown.complete"})


application = Entrance()
settle()
