# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the API answers; whatever it answers passes one door, which counts, remembers and speaks JSON also to say no."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path

from home.api import views
from home.api.service import api, missing
from home.opendata.answers import guarded, problem


def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """The view behind the door. A HEAD is a GET whose body stays here."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = guarded(
            request,
            "api",
            settings.API_REQUESTS_PER_MINUTE,
            lambda: _in_json(view(request, *args, **kwargs)),
        )
        if head:
            request.method = "HEAD"
        return response

    return answer


def _in_json(response: HttpResponse) -> HttpResponse:
    if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        return response
    said = problem(405, "Metodo non ammesso", "Questa API si può solo leggere: GET o HEAD.")
    said["Allow"] = "GET, HEAD"
    return said


def nothing(request: HttpRequest, path: str) -> HttpResponse:
    """There is no such operation."""
    return missing(request, Http404())


def behind_the_door(patterns: list[Any]) -> list[URLPattern]:
    """The addresses that ninja made, each behind the door; its root, where there is nothing, is left out."""
    useful = [pattern for pattern in patterns if pattern.name != "api-root"]
    for pattern in useful:
        pattern.callback = door(pattern.callback)
    return useful


urlpatterns = [
    path("", views.documentation, name="api"),
    path("v1/", (behind_the_door(api.urls[0]), "ninja", "api")),
    re_path(r"^v1/(?P<path>.*)$", door(nothing)),
]
