# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A public page is drawn once, and again as soon as a deed, an editor or the clock changes what it says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from coprogettazione.calls.models import CallState
from coprogettazione.calls.services import revoke_call
from home.models import HomePage
from home.shelf import SHELF
from tests.factories.calls import ROME, make_call, make_officer

pytestmark = pytest.mark.django_db

ADDRESS = "/avvisi/pis-2026/"
DURING = datetime(2026, 2, 10, 10, 0, tzinfo=ROME)


@pytest.fixture(autouse=True)
def the_clock(settings: Any) -> Iterator[Any]:
    settings.KEEP_PAGES = True
    SHELF.clear()
    with time_machine.travel(DURING, tick=False) as clock:
        yield clock
    SHELF.clear()


def test_the_second_reader_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    make_call(CallState.PUBLISHED)
    first = client.get(ADDRESS)
    with django_assert_num_queries(1):
        second = Client().get(ADDRESS)
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "csrfmiddlewaretoken" not in second.content.decode()


def test_a_deed_is_on_the_page_at_once(client: Client) -> None:
    call = make_call(CallState.PUBLISHED)
    assert "siamo qui" in client.get(ADDRESS).content.decode()
    revoke_call(
        call=call, reason_code="PUBLIC_INTEREST", reasons="Il finanziamento è stato revocato dalla Regione.",
        act_number="90/2026", act_date=DURING.date(), by=call.executive_officer, at=DURING,
    )  # fmt: skip
    assert "siamo qui" not in client.get(ADDRESS).content.decode()


def test_an_editors_change_is_on_the_page_at_once(client: Client) -> None:
    assert "Una frase nuova" not in client.get("/").content.decode()
    page = HomePage.objects.get()
    page.heading = "Una frase nuova"
    page.save_revision().publish()
    assert "Una frase nuova" in client.get("/").content.decode()


def test_the_term_closes_on_the_page_with_the_clock(client: Client, the_clock: Any) -> None:
    call = make_call(CallState.PUBLISHED)
    the_clock.move_to(call.deadline - timedelta(seconds=1))
    assert "Prepara la domanda" in client.get(ADDRESS).content.decode()
    the_clock.move_to(call.deadline)
    assert "Prepara la domanda" not in client.get(ADDRESS).content.decode()


def test_each_language_has_its_page(client: Client) -> None:
    italian = client.get("/").content
    other = Client()
    other.post("/lingua/", {"language": "en", "next": "/"})
    assert other.get("/").content != italian
    assert client.get("/").content == italian


def test_who_has_signed_in_reads_pages_of_their_own(client: Client) -> None:
    make_call(CallState.PUBLISHED)
    anonymous = client.get("/").content.decode()
    client.force_login(make_officer(), backend="django.contrib.auth.backends.ModelBackend")
    assert "Scrivania" in client.get("/").content.decode()
    assert Client().get("/").content.decode() == anonymous


def test_a_page_with_a_form_is_each_readers_own() -> None:
    make_call(CallState.PUBLISHED)
    tokens = {Client().get("/segnala/").content for _reader in range(2)}
    assert len(tokens) == 2


def test_what_was_asked_is_answered_to_who_asked(client: Client) -> None:
    make_call(CallState.PUBLISHED)
    assert "Pronto intervento" in client.get("/avvisi/?q=pronto").content.decode()
    assert "Pronto intervento" not in client.get("/avvisi/?q=astronave").content.decode()
