# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public pages are drawn once: kept until a deed, an editor or the clock changes what they say (home/shelf.py).

Browsers and proxies may keep them too, and ask each time whether they still hold: the answer is a 304 of a few
bytes. A proxy that is told which pages are old (setting `PAGE_PROXIES`) may serve them without asking, for some
seconds, never beyond the instant at which their words change: see docs/caching.md.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, parse_cookie
from django.utils import timezone

from home.models.base import BasePage
from home.models.district import remember_site
from home.shelf import SHELF, Heads, Kept, ask_heads

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
            page = Kept(response.content, headers, drawn.keys, drawn.heads, drawn.at, drawn.until)
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


class Drawn:
    """What a drawn page depends on, said to the middleware that keeps it."""

    def __init__(self, keys: Iterable[str], heads: Heads, at: datetime, until: datetime) -> None:
        self.keys, self.heads, self.at, self.until = frozenset(keys), heads, at, until


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of Wagtail's pages, which says on what the page it draws depends and until when it holds.

    The site is remembered before, with one query that also says how far register and editors have come: whatever
    is done while the page is drawn makes it old.
    """

    @wraps(view)
    def draw(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        heads = remember_site(request)
        response = view(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        context: dict[str, Any] = getattr(response, "context_data", None) or {}
        page = context.get("page")
        if isinstance(page, BasePage) and "at" in context and is_for_everybody(request, response):
            response["Surrogate-Key"] = " ".join(sorted(page.depends_on()))
            response["Cache-Tag"] = ",".join(sorted(page.depends_on()))
            drawn = Drawn(page.depends_on(), heads, context["at"], page.holds_until(context))
            response.drawn_for_all = drawn
        return response

    return draw


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
