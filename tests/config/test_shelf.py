# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public pages answered before Django: the same bytes, as long as the database says that they hold."""

import http.client
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from config.shelf import ShelfDoor
from coprogettazione.calls.models import CallState
from coprogettazione.calls.services import revoke_call
from coprogettazione.records.waiting import awaited
from home.keeping import KeptPages
from home.models import ContentPage
from home.shelf import SHELF, Kept
from tests.coprogettazione.tables.coediting.server import ProcessServer
from tests.factories.calls import ROME, make_call

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/avvisi/pis-2026/"


@pytest.fixture
def elsewhere() -> Iterator[ProcessServer]:
    """The site in another process, which keeps its pages."""
    server = ProcessServer(KEEP_PAGES=True)
    yield server
    server.stop()


def ask(server: ProcessServer, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(
            "GET", path, headers={name.replace("_", "-"): said for name, said in headers.items()}
        )
        answer = connection.getresponse()
        return (
            answer.status,
            answer.read().decode(),
            {name.lower(): said for name, said in answer.getheaders()},
        )
    finally:
        connection.close()


def test_what_is_done_here_is_at_once_on_the_pages_of_another_process(elsewhere: ProcessServer) -> None:
    call = make_call(CallState.PUBLISHED, deadline=datetime(2099, 2, 25, 12, tzinfo=ROME))
    status, drawn, said = ask(elsewhere, ADDRESS)
    assert (status, "siamo qui" in drawn) == (200, True)
    status, kept, again = ask(elsewhere, ADDRESS)
    assert (status, kept, again["etag"]) == (200, drawn, said["etag"])
    assert {name: said[name] for name in said if name not in ("date", "last-modified")} == {
        name: again[name] for name in again if name not in ("date", "last-modified")
    }
    assert "set-cookie" not in again
    assert ask(elsewhere, ADDRESS, if_none_match=said["etag"])[:2] == (304, "")
    # A reader who may have signed in is no business of the shelf's, nor is a question.
    assert "etag" not in ask(elsewhere, ADDRESS, cookie="sessionid=abc")[2]
    assert "etag" not in ask(elsewhere, f"{ADDRESS}?da=posta")[2]
    english = ask(elsewhere, ADDRESS, cookie="django_language=en")
    assert english[2]["content-language"] == "en"
    assert ask(elsewhere, ADDRESS, cookie="django_language=en")[1] == english[1] != kept

    revoke_call(
        call=call, reason_code="PUBLIC_INTEREST", reasons="Il finanziamento è stato revocato dalla Regione.",
        act_number="90/2026", act_date=call.published_at.date(), by=call.executive_officer, at=call.published_at,
    )  # fmt: skip
    status, after, _said = ask(elsewhere, ADDRESS, if_none_match=said["etag"])
    assert (status, "siamo qui" in after) == (200, False)

    assert "Una frase nuova" not in ask(elsewhere, "/note-legali/")[1]
    assert ask(elsewhere, "/note-legali/")[2]["etag"]
    page = ContentPage.objects.get(slug="note-legali")
    page.lead = "Una frase nuova"
    page.save_revision().publish()
    assert "Una frase nuova" in ask(elsewhere, "/note-legali/")[1]


@pytest.fixture
def client() -> Client:
    """A browser that says which site it wants, as all do."""
    return Client(headers={"host": "testserver"})


@pytest.fixture
def shelf(settings: Any) -> Iterator[None]:
    settings.KEEP_PAGES = True
    SHELF.clear()
    yield
    SHELF.clear()


class Reader:
    """One reader at the door of the shelf: what was answered, if anything."""

    def __init__(self, **scope: Any) -> None:
        self.said: list[dict[str, Any]] = []
        self.scope = {
            "type": "http", "method": "GET", "scheme": "http", "path": "/note-legali/", "query_string": b"",
            "headers": [(b"host", b"testserver")], **scope,
        }  # fmt: skip

    async def send(self, message: dict[str, Any]) -> None:
        self.said.append(message)

    async def knocks(self) -> bool:
        door = ShelfDoor()
        try:
            return await door.answers(self.scope, self.send)
        finally:
            await door.close()


def test_the_door_gives_what_django_would_give(shelf: None, client: Any) -> None:
    reader = Reader()
    assert not awaited(reader.knocks())
    drawn = client.get("/note-legali/")
    assert awaited(reader.knocks())
    start, body = reader.said
    assert (start["status"], body["body"]) == (200, drawn.content)
    assert (b"content-length", str(len(drawn.content)).encode()) in start["headers"]
    head = Reader(method="HEAD")
    assert awaited(head.knocks())
    assert head.said[1]["body"] == b""
    secure = Reader(scheme="https")
    assert not awaited(secure.knocks())  # another address


def test_who_arrives_together_asks_together(shelf: None, client: Any, monkeypatch: Any) -> None:
    client.get("/note-legali/")
    door, readers = ShelfDoor(), [Reader() for _reader in range(50)]
    asked = 0
    ask_the_database = ShelfDoor._asked_now

    async def counting(self: ShelfDoor) -> Any:
        nonlocal asked
        asked += 1
        return await ask_the_database(self)

    monkeypatch.setattr(ShelfDoor, "_asked_now", counting)

    async def all_at_once() -> list[bool]:
        import asyncio

        try:
            return await asyncio.gather(*(door.answers(reader.scope, reader.send) for reader in readers))
        finally:
            await door.close()

    assert all(awaited(all_at_once()))
    assert asked == 1


def test_a_database_that_does_not_answer_leaves_the_page_to_django(
    shelf: None, client: Any, monkeypatch: Any, caplog: Any
) -> None:
    client.get("/note-legali/")

    async def gone(self: ShelfDoor) -> Any:
        raise OSError("gone")

    monkeypatch.setattr(ShelfDoor, "_asked_now", gone)
    assert not awaited(Reader().knocks())
    assert "cannot ask the database: gone" in caplog.text


def test_the_shelf_throws_away_what_nobody_asks_for(shelf: None, client: Any, monkeypatch: Any) -> None:
    client.get("/note-legali/")
    first = SHELF.find("http://testserver/note-legali/ it")
    assert isinstance(first, Kept)
    monkeypatch.setattr("home.shelf.ROOM", len(first.body) + 10)
    client.get("/privacy/")
    assert SHELF.find("http://testserver/note-legali/ it") is None
    assert SHELF.find("http://testserver/privacy/ it") is not None


def test_the_shelf_comes_before_all_other_layers(settings: Any) -> None:
    assert settings.MIDDLEWARE[0] == f"{KeptPages.__module__}.{KeptPages.__name__}"
