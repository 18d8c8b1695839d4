# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A refusal that no form caught, shown as a calm page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coprogettazione.records.refusals import NotAllowed, Refusal


class RefusalMiddleware:
    """Answers an escaped `Refusal` with its reason: 403 when the right is missing, 409 when the moment is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into its page; anything else is not ours."""
        if not isinstance(exception, Refusal):
            return None
        status = 403 if isinstance(exception, NotAllowed) else 409
        return render(request, "records/refusal.html", {"refusal": exception}, status=status)
