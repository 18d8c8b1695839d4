# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public pages are drawn once: kept until a deed, an editor or the clock changes what they say (home/shelf.py).

Browsers and proxies may keep them too, and ask each time whether they still hold: the answer is a 304 of a few
bytes. A proxy that is told which pages are old (setting `PAGE_PROXIES`) may serve them without asking, for some
seconds, never beyond the instant at which their words change, and never a page with a term that runs: see
docs/caching.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, parse_cookie
from django.utils import timezone

from home.models.base import BasePage, next_minute
from home.models.district import remember_site
from home.shelf import DEEDS, EDITORS, SHELF, SITE, Heads, Kept, ask_heads

#: What a reader's browser may carry and still be a reader like all others.
PLAIN_COOKIES = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
#: What the server says anew for each answer, or that belongs to the length of one.
NOT_KEPT = {"content-length", "cache-control", "etag", "last-modified", "date"}


def key_of(*, method: str, scheme: str, host: str, path: str, query: str | bytes, cookie: str) -> str | None:
    """The name under which a page is on the shelf; None when it is not for whoever asks like this.

    Pages that were asked something (a search, a filter) and the readers who signed in have pages of their own.
    """
    if method not in ("GET", "HEAD") or query:
        return None
    language = settings.LANGUAGE_CODE
    if cookie:
        cookies = parse_cookie(cookie)
        if not cookies.keys() <= PLAIN_COOKIES:
            return None
        chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else language
    return f"{scheme}://{host}{path} {language}"


class KeptPages:
    """The first middleware: a page of the shelf costs neither session nor person nor drawing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page as it is kept, while it holds; else as it is drawn now, which is kept if it may be."""
        key = self._key(request) if settings.KEEP_PAGES else None
        if key and (page := SHELF.find(key)):
            heads = ask_heads(SHELF)
            now = timezone.now()
            if SHELF.holds(page, heads, now):
                return answer(page, request, now)
        response = self.get_response(request)
        drawn: Drawn | None = getattr(response, "drawn_for_all", None)
        if key and drawn and request.method == "GET" and not response.cookies:
            headers = {name: value for name, value in response.items() if name.lower() not in NOT_KEPT}
            page = Kept(response.content, headers, drawn.keys, drawn.heads, drawn.at, drawn.until, drawn.runs)
            return answer(SHELF.put(key, page), request, timezone.now())
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def _key(self, request: HttpRequest) -> str | None:
        asked = request.META
        return key_of(
            method=str(request.method),
            scheme=str(request.scheme),
            host=asked.get("HTTP_HOST", ""),
            path=request.path,
            query=asked.get("QUERY_STRING", ""),
            cookie=asked.get("HTTP_COOKIE", ""),
        )


def answer(page: Kept, request: HttpRequest, now: datetime) -> HttpResponse:
    """The page, or the word that who asks has it already."""
    asked = request.META
    known = page.is_known_to(asked.get("HTTP_IF_NONE_MATCH", ""), asked.get("HTTP_IF_MODIFIED_SINCE", ""))
    response = HttpResponseNotModified() if known else HttpResponse(page.body)
    for name, value in {**page.headers, **page.said_at(now)}.items():
        response[name] = value
    if known:
        del response["Content-Type"]
    else:
        response["Content-Length"] = str(len(page.body))
    return response


@dataclass(frozen=True)
class Drawn:
    """What a drawn page depends on, said to the middleware that keeps it; see `home.shelf.Kept`."""

    keys: frozenset[str]
    heads: Heads
    at: datetime
    until: datetime
    runs: bool


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that says on what the page it draws depends and until when it holds, as Wagtail's pages know of
    themselves. Of any other HTML page it is held that every deed makes it old, and the next minute.

    The site is remembered before, with one query that also says how far register and editors have come: whatever
    is done while the page is drawn makes it old.
    """

    @wraps(view)
    def draw(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        heads, began = remember_site(request), timezone.now()
        response = view(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        if is_for_everybody(request, response):
            drawn = _drawn(getattr(response, "context_data", None) or {}, heads, began)
            keys = sorted(drawn.keys)
            response["Surrogate-Key"], response["Cache-Tag"] = " ".join(keys), ",".join(keys)
            response.drawn_for_all = drawn
        return response

    return draw


def _drawn(context: dict[str, Any], heads: Heads, began: datetime) -> Drawn:
    page = context.get("page")
    if not isinstance(page, BasePage) or "at" not in context:
        return Drawn(frozenset({DEEDS, SITE, EDITORS}), heads, began, next_minute(began), runs=True)
    at = context["at"]
    runs = any(term and term > at for term in page.terms(context))
    return Drawn(frozenset(page.depends_on()), heads, at, page.holds_until(context), runs)


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """An ordinary page, the same for whoever asks for it."""
    return (
        response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not request.GET
    )
