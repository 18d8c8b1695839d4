# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ASGI application of the channel: `/vivo/<text>/?client=<n>`, as a websocket or as requests that poll."""

import json
import re
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from coprogettazione.tables.coediting.admission import is_from_our_pages, session_key
from coprogettazione.tables.coediting.channel import Channel
from coprogettazione.tables.coediting.closing import HTTP_STATUS, NO_TEXT, NOT_ALLOWED, RELOAD, Closed
from coprogettazione.tables.coediting.polling import CHANGES_PER_POLL, Polls, read_body
from coprogettazione.tables.coediting.sockets import Receive, Send, serve_socket

PREFIX = "/vivo/"
_PATH = re.compile(r"^/vivo/([1-9][0-9]{0,8})/$")
_CLIENT = re.compile(r"^[1-9][0-9]{0,15}$")
#: Forms cannot send it: a request that carries it was made by our script.
_REQUESTED_WITH = b"tavolo"


class Coediting:
    """Answers websockets, and requests under `PREFIX`; `close` when the server stops."""

    def __init__(self) -> None:
        self.channel = Channel()
        self.polls = Polls(self.channel)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """One websocket, or one request."""
        headers = dict(scope["headers"])
        if scope["type"] == "websocket":
            await self._socket(scope, headers, receive, send)
        else:
            await self._request(scope, headers, receive, send)

    async def close(self) -> None:
        """End every line and let go of the texts."""
        await self.channel.close()

    async def _socket(
        self, scope: dict[str, Any], headers: dict[bytes, bytes], receive: Receive, send: Send
    ) -> None:
        address = _address(scope)
        if address is None or not is_from_our_pages(headers):
            await receive()
            await send({"type": "websocket.close", "code": NOT_ALLOWED})
            return
        text, client = address
        await serve_socket(self.channel, text, client, session_key(headers), receive, send)

    async def _request(
        self, scope: dict[str, Any], headers: dict[bytes, bytes], receive: Receive, send: Send
    ) -> None:
        try:
            if scope["method"] != "POST" or headers.get(b"x-requested-with") != _REQUESTED_WITH:
                raise Closed(NOT_ALLOWED)
            if not is_from_our_pages(headers):
                raise Closed(NOT_ALLOWED)
            address = _address(scope)
            if address is None:
                raise Closed(RELOAD if _PATH.match(scope["path"]) else NO_TEXT)
            text, client = address
            body = await read_body(receive, CHANGES_PER_POLL * settings.COEDITING_MAX_UPDATE)
            answer = await self.polls.answer(text, client, session_key(headers), body)
            status, kind = 200, b"application/octet-stream"
        except Closed as closed:
            answer = json.dumps({"code": closed.code, "message": closed.reason}, ensure_ascii=False).encode()
            status, kind = HTTP_STATUS[closed.code], b"application/json"
        length = str(len(answer)).encode()
        about = [
            (b"content-type", kind),
            (b"content-length", length),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": about})
        await send({"type": "http.response.body", "body": answer})


def _address(scope: dict[str, Any]) -> tuple[int, int] | None:
    """The text and the client number that are asked for; None when they are not numbers."""
    path = _PATH.match(scope["path"])
    given = parse_qs(scope["query_string"].decode("latin-1")).get("client", [""])[0]
    if path is None or not _CLIENT.match(given):
        return None
    return int(path[1]), int(given)
