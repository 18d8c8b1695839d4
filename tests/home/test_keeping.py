# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A public page is drawn once, and again as soon as a deed, an editor or the clock changes what it says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from coprogettazione.calls.models import Call, CallState
from coprogettazione.calls.services import revoke_call
from home.models import CallPage, HomePage
from home.shelf import SHELF, Heads, Kept, Shelf
from tests.factories.calls import ROME, make_call, make_officer
from tests.home.agreements import make_agreement

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


def revoke(call: Any) -> None:
    revoke_call(
        call=call, reason_code="PUBLIC_INTEREST", reasons="Il finanziamento è stato revocato dalla Regione.",
        act_number="90/2026", act_date=DURING.date(), by=call.executive_officer, at=DURING,
    )  # fmt: skip


def test_the_second_reader_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    make_call(CallState.PUBLISHED)
    first = client.get(ADDRESS)
    with django_assert_num_queries(1):
        second = Client().get(ADDRESS)
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "csrfmiddlewaretoken" not in second.content.decode()
    assert not second.cookies


def test_who_has_the_page_already_is_told_so(client: Client, the_clock: Any) -> None:
    make_call(CallState.PUBLISHED)
    first = client.get(ADDRESS)
    assert "Last-Modified" not in first  # of two pages of one second the date would not say which is meant
    again = client.get(ADDRESS, headers={"if-none-match": f'"other", W/{first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    the_clock.shift(1)
    dated = client.get(ADDRESS)["Last-Modified"]
    assert client.get(ADDRESS, headers={"if-modified-since": dated}).status_code == 304
    assert (
        client.get(ADDRESS, headers={"if-none-match": '"other"', "if-modified-since": dated}).status_code
        == 200
    )
    assert client.head(ADDRESS)["ETag"] == first["ETag"]


def test_a_deed_of_the_dossier_makes_what_the_reader_has_old(client: Client, the_clock: Any) -> None:
    call = make_call(CallState.PUBLISHED)
    tag = client.get(ADDRESS)["ETag"]
    the_clock.shift(1)
    dated = client.get(ADDRESS)["Last-Modified"]
    revoke(call)
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 200
    assert client.get(ADDRESS, headers={"if-modified-since": dated}).status_code == 200


def test_a_deed_of_another_dossier_leaves_the_page_on_the_shelf(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_call(CallState.PUBLISHED)
    other = make_call(CallState.PUBLISHED, code="ALT-2026")
    for address in (ADDRESS, "/avvisi/"):
        client.get(address)
    revoke(other)
    with django_assert_num_queries(2):  # how far, and what the new entries are about
        assert "siamo qui" in client.get(ADDRESS).content.decode()
    with django_assert_num_queries(1):
        client.get(ADDRESS)
    assert client.get("/avvisi/").content.decode().count("Domande entro") == 1


def test_a_deed_done_while_the_page_is_drawn_makes_it_old(client: Client, monkeypatch: Any) -> None:
    call = make_call(CallState.PUBLISHED)
    drawing = CallPage.get_context

    def slow(page: CallPage, request: Any, *args: Any, **kwargs: Any) -> Any:
        context = drawing(page, request, *args, **kwargs)
        monkeypatch.undo()
        revoke(call)
        return context

    monkeypatch.setattr(CallPage, "get_context", slow)
    assert "siamo qui" in client.get(ADDRESS).content.decode()
    assert "siamo qui" not in client.get(ADDRESS).content.decode()


def test_a_deed_is_on_the_page_at_once(client: Client) -> None:
    call = make_call(CallState.PUBLISHED)
    assert "siamo qui" in client.get(ADDRESS).content.decode()
    revoke(call)
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


@pytest.mark.parametrize("address", [ADDRESS, "/avvisi/", "/"])
def test_a_term_that_is_not_a_whole_minute_closes_in_its_second(
    client: Client, the_clock: Any, address: str
) -> None:
    call = make_call(CallState.PUBLISHED)
    deadline = call.deadline + timedelta(seconds=30)
    Call.objects.update(deadline=deadline)
    the_clock.move_to(deadline - timedelta(seconds=1))
    assert "manca meno di un minuto" in client.get(address).content.decode()
    the_clock.move_to(deadline + timedelta(seconds=1))
    assert "meno di un minuto" not in client.get(address).content.decode()


def test_what_is_left_changes_with_its_minutes(client: Client, the_clock: Any) -> None:
    call = make_call(CallState.PUBLISHED)
    the_clock.move_to(call.deadline - timedelta(minutes=10))
    assert "mancano 10 minuti" in client.get(ADDRESS).content.decode()
    the_clock.shift(1)
    assert "mancano 9 minuti" in client.get(ADDRESS).content.decode()
    the_clock.shift(58)
    assert "mancano 9 minuti" in client.get(ADDRESS).content.decode()
    the_clock.shift(2)
    assert "mancano 8 minuti" in client.get(ADDRESS).content.decode()


def test_an_agreement_stays_on_the_shelf_until_midnight_in_rome(
    client: Client, the_clock: Any, django_assert_num_queries: Any
) -> None:
    make_agreement(starts_on=DURING.date(), ends_on=DURING.date())
    address = "/convenzioni/pis-2026/"
    assert "In corso" in client.get(address).content.decode()
    the_clock.move_to(datetime(2026, 2, 10, 23, 59, 59, tzinfo=ROME))
    with django_assert_num_queries(1):
        assert "In corso" in client.get(address).content.decode()
    the_clock.move_to(datetime(2026, 2, 11, 0, 0, 1, tzinfo=ROME))
    assert "Conclusa" in client.get(address).content.decode()


def test_proxies_ask_every_time_unless_they_are_told_what_changes(
    client: Client, the_clock: Any, settings: Any
) -> None:
    call = make_call(CallState.PUBLISHED)
    assert client.get(ADDRESS)["Cache-Control"] == "public, no-cache"
    settings.PAGE_PROXIES = ["http://127.0.0.1:9/"]
    the_clock.move_to(call.deadline - timedelta(seconds=70))
    assert "s-maxage=10, must-revalidate" in client.get(ADDRESS)["Cache-Control"]
    the_clock.move_to(call.deadline - timedelta(milliseconds=500))
    assert client.get(ADDRESS)["Cache-Control"] == "public, no-cache"
    the_clock.move_to(call.deadline)
    answer = client.get(ADDRESS)
    assert "s-maxage=60, must-revalidate" in answer["Cache-Control"]
    assert answer["Surrogate-Key"] == f"call-{call.pk} editors site"
    assert answer["Cache-Tag"] == f"call-{call.pk},editors,site"
    assert "Cookie" in answer["Vary"]


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
    own = client.get("/")
    assert "Scrivania" in own.content.decode()
    assert own["Cache-Control"] == "private, no-cache"
    assert "ETag" not in own
    assert Client().get("/").content.decode() == anonymous


def test_a_page_with_a_form_is_each_readers_own() -> None:
    make_call(CallState.PUBLISHED)
    tokens = {Client().get("/segnala/").content for _reader in range(2)}
    assert len(tokens) == 2


def test_what_was_asked_is_answered_to_who_asked(client: Client) -> None:
    make_call(CallState.PUBLISHED)
    assert "Pronto intervento" in client.get("/avvisi/?q=pronto").content.decode()
    assert "Pronto intervento" not in client.get("/avvisi/?q=astronave").content.decode()


def kept_page(*, register: int, keys: set[str]) -> Kept:
    return Kept(b"x", {}, frozenset(keys), Heads(register, 1), DURING, DURING + timedelta(hours=1))


def test_a_database_put_back_to_an_earlier_day_empties_the_shelf() -> None:
    shelf = Shelf()
    shelf.put("a", kept_page(register=100, keys={"call-1"}))
    before = shelf.seen
    assert before == Heads(100, 1)
    assert shelf.behind(Heads(5, 1), before) is None
    assert shelf.find("a") is None
    page = shelf.put("b", kept_page(register=5, keys={"call-1"}))
    assert shelf.behind(Heads(6, 1), shelf.seen) == 5
    shelf.learn(Heads(6, 1), [(1, 6)])
    assert not shelf.holds(page, Heads(6, 1), DURING)


def test_an_answer_that_another_thread_overtook_empties_nothing() -> None:
    shelf = Shelf()
    page = shelf.put("a", kept_page(register=9, keys={"call-1"}))
    asked_with = shelf.seen
    assert shelf.behind(Heads(10, 1), shelf.seen) == 9
    shelf.learn(Heads(10, 1), [(2, 10)])
    assert shelf.behind(Heads(9, 1), asked_with) is None
    assert shelf.find("a") is page
    assert shelf.holds(page, Heads(10, 1), DURING)


def test_a_page_drawn_before_the_shelf_began_to_know_is_not_believed() -> None:
    shelf = Shelf()
    shelf.behind(Heads(9, 1), None)
    page = shelf.put("a", kept_page(register=8, keys={"call-1"}))
    assert not shelf.holds(page, Heads(9, 1), DURING)
    assert not shelf.holds(page, Heads(10, 1), DURING)
