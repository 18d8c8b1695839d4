# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The least that Django can do, for ``config.bench_public``: a view that gives the files of the folder in which it
was started, read once; no middleware.
"""

from pathlib import Path

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGES = {file.name: file.read_bytes() for file in Path.cwd().iterdir()}

settings.configure(ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__, MIDDLEWARE=[])


def page(_request: HttpRequest, name: str) -> HttpResponse:
    """The bytes."""
    body = PAGES[name]
    return HttpResponse(body, headers={"Content-Length": str(len(body))})


urlpatterns = [path("<str:name>", page)]
application = get_asgi_application()
