# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public pages and their feeds are handed over without what nothing public says (`records/omitting.py`), whoever
typed it: a question, an answer, a reason, the story of an editor.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from coprogettazione.records.omitting import omitted_page

READ_BY_PEOPLE = ("text/html", "application/atom+xml")


class PublicWords:
    """The last middleware: looks at what the views of this package have drawn, before it is put on the shelf."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, printed without it."""
        response = self.get_response(request)
        if is_public(request) and not response.streaming and _is_read(response):
            drawn = response.content.decode()
            shown = omitted_page(drawn)
            if shown != drawn:
                response.content = shown.encode()
        return response


def is_public(request: HttpRequest) -> bool:
    """Whether a view of the public pages answers."""
    view: Any = request.resolver_match.func if request.resolver_match else None
    return str(getattr(view, "__module__", "")).split(".")[0] == "home"


def _is_read(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith(READ_BY_PEOPLE)
