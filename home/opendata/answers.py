# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a file of data is answered: written whole before its first byte leaves, then sent as fast as it is taken.

A connection to the database is held while the rows are read, not while a slow reader takes them; and what fails half
way is an error, never a table that looks complete.
"""

import hashlib
import json
import tempfile
import weakref
from collections.abc import AsyncIterator, Callable
from typing import IO, Any

from asgiref.sync import sync_to_async
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from home.limits import allowance
from home.models.district import remember_site

PROBLEM = "application/problem+json"
#: Everybody may keep an answer, and asks each time whether it still holds.
KEEPING = "public, max-age=0, must-revalidate"


class Download(FileResponse):
    """A file handed over also under ASGI a piece at a time (Django would read it all first)."""

    block_size = 256 * 1024

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces, each read in the thread of the request."""
        pieces = iter(self)

        def following() -> bytes:
            return next(pieces, b"")

        while piece := await sync_to_async(following)():
            yield piece


def problem(status: int, title: str, detail: str, **besides: Any) -> HttpResponse:
    """What went wrong, for a program (RFC 9457)."""
    body = {"type": "about:blank", "status": status, "title": title, "detail": detail, **besides}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=PROBLEM)


def too_many(seconds: int) -> HttpResponse:
    """The caller asks too often."""
    detail = _("Troppe richieste dallo stesso indirizzo: riprova fra %(n)s secondi.") % {"n": seconds}
    return problem(429, _("Troppe richieste"), detail)


def guarded(
    request: HttpRequest, what: str, limit: int, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The answer for everybody: counted, checked against what the caller has already, open to pages of others.

    The tag of an answer is the edition of the site (`remember_site`), the day and what was asked: while no deed and
    no editor changes anything, nothing is computed again.
    """
    at = timezone.now()
    left = allowance(request, what, limit, at)
    response: HttpResponseBase
    if left.spent:
        response = too_many(left.reset)
    else:
        asked = f"{remember_site(request)} {timezone.localdate(at)} {request.build_absolute_uri()}"
        etag = f'W/"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'
        known = get_conditional_response(request, etag=etag)
        response = known if isinstance(known, HttpResponseNotModified) else answer()
        if response.status_code in (200, 304):
            response["ETag"] = etag
            response["Cache-Control"] = KEEPING
    left.declare(response)
    # No cookie is read and nothing is private: the pages of others may read it too.
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = (
        "ETag, Link, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def written(write: Callable[[IO[bytes]], None], name: str, media_type: str) -> Download:
    """The file that `write` writes, without a name on the disk and gone when it has been sent."""
    # Closed by the response.
    place = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        write(place)
    except BaseException:
        place.close()
        raise
    if not connection.in_atomic_block:
        # Back to whoever waits for one.
        connection.close()
    place.seek(0)
    response = Download(place, as_attachment=True, filename=name, content_type=media_type)
    # Whoever drops the answer without taking it (a HEAD, a reader who left) leaves nothing open.
    weakref.finalize(response, place.close)
    return response
