# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public site in a browser: axe-core finds nothing, nothing overflows, no other site is asked."""

from typing import Any

import pytest

from coprogettazione.calls.models import CallState
from tests.browser.axe import faults, overflow
from tests.factories.calls import make_call
from tests.home.agreements import make_agreement

ADDRESSES = (
    "/", "/avvisi/", "/avvisi/pis-2026/", "/avvisi/dop-2026/", "/tavoli/", "/tavoli/dop-2026/",
    "/convenzioni/",
    "/convenzioni/dop-2026/", "/organizzazioni/", "/come-funziona/", "/dati-aperti/", "/note-legali/",
    "/cerca/?q=sociale", "/verifica/?impronta=abcd", "/segnala/", "/opinione/?chiara=no&pagina=/", "/niente/",
)  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_public_pages_are_accessible(live_server: Any, page: Any, width: int) -> None:
    make_call(CallState.PUBLISHED)
    make_agreement(code="DOP-2026")
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = []
    for address in ADDRESSES:
        page.goto(f"{live_server.url}{address}")
        found += faults(page)
        if overflow(page) > 0:
            found.append(f"{address} is wider than {width} pixels")
    assert found == []
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert [text for text in problems if "404" not in text] == []
