# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proxies are told which pages are old, once the change is committed; one that is away holds up nobody."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from coprogettazione.calls.models import CallState
from coprogettazione.calls.services import correct_call
from home import purging
from home.models import HomePage
from tests.factories.calls import make_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def proxy(settings: Any) -> Iterator[list[tuple[str, str, str]]]:
    """What a proxy is told: method, path, keys."""
    told: list[tuple[str, str, str]] = []

    class Proxy(BaseHTTPRequestHandler):
        def do_PURGE(self) -> None:
            told.append((self.command, self.path, self.headers["Surrogate-Key"]))
            assert self.headers["xkey-purge"] == self.headers["Surrogate-Key"]
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_said: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Proxy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.PAGE_PROXIES = [f"http://127.0.0.1:{server.server_port}/pulisci"]
        yield told
        server.shutdown()


def all_told() -> None:
    purging._TELLING.submit(int).result(10)


def correct(call: Any) -> None:
    correct_call(
        call=call, field="targets", text="Persone sole e famiglie, in emergenza.", reasons="Un refuso nel testo.",
        act_number="91/2026", act_date=call.published_at.date(), by=call.procedure_officer, at=call.published_at,
    )  # fmt: skip


def test_a_deed_names_its_dossier_and_the_pages_that_gather(
    proxy: list[tuple[str, str, str]], django_capture_on_commit_callbacks: Any
) -> None:
    call = make_call(CallState.PUBLISHED)
    with django_capture_on_commit_callbacks(execute=True):
        correct(call)
    all_told()
    assert proxy == [("PURGE", "/pulisci", f"deeds call-{call.pk}")]


def test_a_deed_that_is_undone_tells_nobody(
    proxy: list[tuple[str, str, str]], django_capture_on_commit_callbacks: Any
) -> None:
    call = make_call(CallState.PUBLISHED)
    with django_capture_on_commit_callbacks() as kept:
        correct(call)
    assert len(kept) == 1
    all_told()
    assert proxy == []


def test_an_editors_change_may_be_on_every_page(
    proxy: list[tuple[str, str, str]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        HomePage.objects.get().save_revision().publish()
    all_told()
    assert {keys for _method, _path, keys in proxy} == {"editors"}


def test_a_proxy_that_is_away_is_named_in_the_log(caplog: Any) -> None:
    assert not purging.tell("http://127.0.0.1:9/", ["deeds"])
    assert "http://127.0.0.1:9/ was not told that deeds changed" in caplog.text
