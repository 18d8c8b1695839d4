# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What breaks: connections, processes, the database. Nothing that was acknowledged or seen is ever missing.

`COEDITING_CUTS` (20), `COEDITING_KILLS` (2) and `COEDITING_BROWSERS` (4) in the environment say how hard.
"""

import asyncio
import os
import random
import time
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from pycrdt import Doc

from config.processes import free_port
from coprogettazione.records.waiting import awaited
from coprogettazione.tables.models import SharedText
from tests.coprogettazione.tables.coediting.client import Browser, words_of
from tests.coprogettazione.tables.coediting.conftest import Desk, Processes, log_of, people
from tests.coprogettazione.tables.coediting.server import ThreadServer
from tests.database import end_other_sessions

pytestmark = pytest.mark.django_db(transaction=True)
CUTS = int(os.environ.get("COEDITING_CUTS", "20"))
KILLS = int(os.environ.get("COEDITING_KILLS", "2"))
BROWSERS = int(os.environ.get("COEDITING_BROWSERS", "4"))
#: What a room keeps for its browsers; no reading is computed meanwhile.
BRIEF = {"COEDITING_GRACE_SECONDS": 0.3}


def stored_words(text: SharedText) -> str:
    """What the log says."""
    document: Doc[Any] = Doc()
    with document.transaction():
        for _number, _writer, data in log_of(text):
            document.apply_update(data)
    return words_of(document)


def tokens_in(words: str) -> set[str]:
    """What the typists typed of a text: nobody types inside another's token."""
    return {f"{token};" for token in words.split(";")}


class Typist:
    """Somebody who types tokens that are nobody else's, and knows which of them are safe."""

    def __init__(self, browser: Browser, name: str) -> None:
        self.browser, self.name = browser, name
        self.typed: list[str] = []
        self.sent_as: list[tuple[Any, int, str]] = []
        self.safe: set[str] = set()

    async def type(self) -> None:
        token = f"{self.name}{len(self.typed)};"
        self.typed.append(token)
        browser = self.browser
        if browser.socket is None:
            browser.write(token)
        else:
            socket = browser.socket
            await browser.type(token)
            self.sent_as.append((socket, browser.sent, token))
        self.note()

    def note(self) -> None:
        """What the server says is stored, on this connection."""
        socket, stored = self.browser.socket, self.browser.stored
        self.sent_as = [sent for sent in self.sent_as if sent[0] is socket]
        while self.sent_as and self.sent_as[0][1] <= stored:
            self.safe.add(self.sent_as.pop(0)[2])


async def typing(typists: list[Typist], seconds: float) -> None:
    """All of them at once, for a while."""

    async def one(typist: Typist) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            await typist.type()
            # However many they are, the test itself has one processor.
            await asyncio.sleep(random.uniform(0.005, 0.03) * max(1, len(typists) / 4))

    await asyncio.gather(*(one(typist) for typist in typists))


async def all_the_same(typists: list[Typist], patience: float = 30) -> None:
    """Wait until everybody has read everything."""
    async with asyncio.timeout(patience):
        while True:
            says = {typist.browser.says for typist in typists}
            if len(says) == 1:
                there = tokens_in(says.pop())
                if all(there.issuperset(typist.typed) for typist in typists):
                    return
            refused = [typist.browser.refusal for typist in typists if typist.browser.refusal]
            assert not refused
            await asyncio.sleep(0.1)


def typists_at(desk: Desk, address: str, count: int) -> list[Typist]:
    """So many people with the page open."""
    some = people()
    return [
        Typist(desk.browser(address, *some[place % len(some)]), chr(ord("a") + place))
        for place in range(count)
    ]


async def staying(typists: list[Typist]) -> list["asyncio.Task[None]"]:
    """They connect whenever they are not."""
    tasks = [asyncio.create_task(typist.browser.stay()) for typist in typists]
    for typist in typists:
        await typist.browser.until(lambda browser: browser.stored > 0, patience=30)
    return tasks


async def leaving(tasks: list["asyncio.Task[None]"], typists: list[Typist]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for typist in typists:
        await typist.browser.close()


def test_connections_cut_at_random_lose_nothing_and_nobody_is_refused(
    desk: Desk, server: ThreadServer, text: SharedText
) -> None:
    async def walk() -> None:
        tasks = await staying(typists)
        cutting = asyncio.create_task(cuts())
        while not cutting.done():
            await typing(typists, 0.2)
        await all_the_same(typists)
        await leaving(tasks, typists)

    async def cuts() -> None:
        for _cut in range(CUTS):
            await asyncio.sleep(random.uniform(0.005, 0.06))
            random.choice(typists).browser.cut()

    typists = typists_at(desk, server.address, BROWSERS)
    awaited(walk())
    there = tokens_in(stored_words(text))
    assert all(there.issuperset(typist.typed) for typist in typists)


def test_a_killed_server_loses_nothing_acknowledged_nor_seen(
    desk: Desk, text: SharedText, processes: Processes
) -> None:
    async def walk() -> None:
        server = await processes.start(port, **BRIEF)
        tasks = await staying(typists)
        for _kill in range(KILLS):
            hard = asyncio.create_task(typing(typists, 1.0))
            await asyncio.sleep(random.uniform(0.3, 0.9))
            server.kill()
            for typist in typists:
                typist.note()
            await hard
            await asyncio.sleep(0.1)
            there = tokens_in(await sync_to_async(stored_words)(text))
            for typist in typists:
                assert typist.safe <= there
                assert tokens_in(typist.browser.says) - set(typist.typed) <= there | {";"}
            server = await processes.start(port, **BRIEF)
            await all_the_same(typists)
        await leaving(tasks, typists)
        await asyncio.to_thread(server.stop)

    port = free_port()
    typists = typists_at(desk, f"http://127.0.0.1:{port}", BROWSERS)
    awaited(walk())
    assert sum(len(typist.safe) for typist in typists) > KILLS * BROWSERS


def test_a_database_started_again_loses_nothing_that_somebody_saw(
    desk: Desk, server: ThreadServer, text: SharedText
) -> None:
    async def walk() -> None:
        tasks = await staying(typists)
        for _restart in range(2):
            hard = asyncio.create_task(typing(typists, 0.8))
            await asyncio.sleep(0.4)
            await sync_to_async(end_other_sessions)()
            await hard
            await all_the_same(typists)
        await leaving(tasks, typists)

    typists = typists_at(desk, server.address, 2)
    connection.close()
    awaited(walk())
    there = tokens_in(stored_words(text))
    assert all(there.issuperset(typist.typed) for typist in typists)
    assert {1012} & {code for typist in typists for code in typist.browser.closings}


def test_a_text_lives_in_one_process_and_moves_when_its_owner_is_killed(
    desk: Desk, text: SharedText, processes: Processes
) -> None:
    async def walk() -> None:
        owner, other = await asyncio.gather(processes.start(**BRIEF), processes.start(**BRIEF))
        first.browser.address, second.browser.address = owner.address, other.address
        await first.browser.open()
        await first.type()
        await first.browser.until_stored()
        tasks = [asyncio.create_task(second.browser.stay())]
        await second.browser.until(lambda browser: 1013 in browser.closings)
        owner.kill()
        await second.browser.until(lambda browser: browser.says == first.typed[0])
        await asyncio.to_thread(other.stop)
        await leaving(tasks, [first, second])

    first, second = typists_at(desk, "", 2)
    awaited(walk())


def test_a_server_that_is_asked_to_stop_says_goodbye_and_loses_nothing(
    desk: Desk, text: SharedText, processes: Processes
) -> None:
    async def walk() -> None:
        server = await processes.start()
        typist.browser.address = server.address
        await typist.browser.open()
        await typist.type()
        await typist.browser.until_stored()
        started = time.monotonic()
        await asyncio.to_thread(server.stop)
        assert time.monotonic() - started < 10
        await typist.browser.until(lambda browser: browser.closings)

    typist = typists_at(desk, "", 1)[0]
    awaited(walk())
    assert typist.browser.closings == [1012]
    assert tokens_in(stored_words(text)) >= set(typist.typed)
