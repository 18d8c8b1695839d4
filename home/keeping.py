# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public pages are drawn once: kept until a deed, an editor or the clock changes what they say."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from home.models.district import remember_site

#: A page counts days and closes terms by the minute, so it is never older than that.
SECONDS = 60
#: What a reader's browser may carry and still be a reader like all others.
PLAIN_COOKIES = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, drawn once a minute at most for readers who have not signed in, while nothing changes.
    The site is remembered before, with one query.

    Pages that were asked something (a search, a filter) or that hold a form are drawn for each reader.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plain = request.method == "GET" and not request.GET and set(request.COOKIES) <= PLAIN_COOKIES
        if not plain:
            remember_site(request)
            return view(request, *args, **kwargs)
        minute = int(timezone.now().timestamp()) // SECONDS
        asked = f"{request.build_absolute_uri()} {get_language()} {minute} {remember_site(request)}"
        key = hashlib.sha256(asked.encode()).hexdigest()  # caches want short keys without spaces
        pages = caches["pages"]
        if content := pages.get(key):
            return HttpResponse(content)
        response = view(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        if is_for_everybody(request, response):
            pages.set(key, response.content, SECONDS)
        return response

    return answer


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """An ordinary page, the same for whoever asks for it."""
    return (
        response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    )
