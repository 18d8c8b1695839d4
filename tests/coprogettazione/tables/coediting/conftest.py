# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table with a shared text, people at it, a server."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from coprogettazione.parties.models import Organisation, User
from coprogettazione.tables.models import SharedText, TextClient, TextUpdate, TextWriter
from coprogettazione.tables.queries.project import project_text
from tests.coprogettazione.tables.coediting.client import Browser
from tests.coprogettazione.tables.coediting.server import ProcessServer, ThreadServer
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import authority, casa, lanterna, make_table, passi, person_of


@pytest.fixture
def text(transactional_db: None) -> SharedText:
    """The project of an open table, empty."""
    return project_text(make_table())


class Desk:
    """Hands out numbers and sessions for a text."""

    def __init__(self, text: SharedText) -> None:
        self.text = text
        self.sessions: dict[int, str] = {}
        self.next = 1_000_000_007

    def writer(self, person: User, body: Organisation) -> TextWriter:
        """Who writes."""
        return TextWriter.objects.get_or_create(text=self.text, person=person, organisation=body)[0]

    def number(self, writer: TextWriter) -> int:
        """A new client number of theirs."""
        self.next += 1_000_003
        TextClient.objects.create(text=self.text, client=self.next, writer=writer, issued_at=timezone.now())
        return self.next

    def session(self, person: User) -> str:
        """The session of a person, signed in once."""
        if person.pk not in self.sessions:
            browser = Client()
            browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            self.sessions[person.pk] = browser.cookies["sessionid"].value
        return self.sessions[person.pk]

    def browser(self, address: str, person: User, body: Organisation) -> Browser:
        """A page just loaded."""
        number = self.number(self.writer(person, body))
        return Browser(address, self.text.pk, number, self.session(person))


@pytest.fixture
def desk(text: SharedText) -> Desk:
    """Numbers and sessions."""
    return Desk(text)


@pytest.fixture
def server(transactional_db: None) -> Iterator[ThreadServer]:
    """The site, served."""
    server = ThreadServer().start()
    yield server
    server.stop()


class Processes:
    """Servers in processes of their own."""

    def __init__(self) -> None:
        self.running: list[ProcessServer] = []

    async def start(self, port: int = 0, **settings: Any) -> ProcessServer:
        """One more."""
        server = await asyncio.to_thread(ProcessServer, port, **settings)
        self.running.append(server)
        return server


@pytest.fixture
def processes(transactional_db: None) -> Iterator[Processes]:
    """Servers that are killed when the test is over, if it has not done so."""
    processes = Processes()
    yield processes
    for server in processes.running:
        if server.process.is_alive():
            server.kill()


@pytest.fixture
def sara(desk: Desk, server: ThreadServer) -> Browser:
    """Sara Benedetti of La Lanterna, with the page open."""
    return desk.browser(server.address, person_of(lanterna(), "Sara", "Benedetti"), lanterna())


@pytest.fixture
def marco(desk: Desk, server: ThreadServer) -> Browser:
    """Who represents Passi Insieme."""
    return desk.browser(server.address, make_legal_representative(passi()), passi())


@pytest.fixture
def elena(desk: Desk, server: ThreadServer) -> Browser:
    """The officer."""
    return desk.browser(server.address, make_officer(), authority())


def people() -> list[tuple[User, Organisation]]:
    """Who writes in the tests of many."""
    return [
        (person_of(lanterna(), "Sara", "Benedetti"), lanterna()),
        (make_legal_representative(passi()), passi()),
        (make_legal_representative(casa()), casa()),
        (make_officer(), authority()),
    ]


def log_of(text: SharedText) -> list[tuple[int, int, bytes]]:
    """The rows of the log: number, writer, update."""
    rows = TextUpdate.objects.filter(text=text).order_by("number").values_list("number", "writer_id", "data")
    return [(number, writer, bytes(data)) for number, writer, data in rows]


def tell(channel: str, words: str) -> None:
    """What a service tells the processes when its transaction is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [channel, words])
