# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same text over plain requests, where websockets are blocked."""

import asyncio
import http.client
import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from coprogettazione.records.waiting import awaited
from coprogettazione.tables.coediting.wire import (
    AWARENESS,
    NOTICE,
    STEP1,
    STEP2,
    STORED,
    SYNC,
    UPDATE,
    read_bytes,
    read_uint,
    sync_message,
    write_bytes,
)
from coprogettazione.tables.models import SharedText
from tests.coprogettazione.tables.coediting.client import Browser
from tests.coprogettazione.tables.coediting.conftest import Desk, Processes, log_of, people, tell
from tests.coprogettazione.tables.coediting.server import ThreadServer

pytestmark = pytest.mark.django_db(transaction=True)


class Poll:
    """What a poll of a browser was answered."""

    def __init__(self, browser: Browser, *messages: bytes, **headers: str) -> None:
        host = browser.address.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=20)
        given = {
            "Cookie": f"sessionid={browser.session}",
            "Origin": browser.address,
            "X-Requested-With": "tavolo",
            "Content-Type": "application/octet-stream",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        body = b"".join(write_bytes(message) for message in messages)
        connection.request("POST", browser.path, body, given)
        answer = connection.getresponse()
        self.status, self.body = answer.status, answer.read()
        connection.close()

    @property
    def messages(self) -> list[bytes]:
        messages, at = [], 0
        while at < len(self.body):
            message, at = read_bytes(self.body, at)
            messages.append(message)
        return messages

    @property
    def told(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


def poll(browser: Browser, **headers: str) -> Poll:
    """A poll as a page makes it: what it has to say, and what it lacks."""
    updates, browser._outgoing = browser._outgoing, []
    changes = [sync_message(UPDATE, update) for update in updates]
    answer = Poll(browser, *changes, sync_message(STEP1, browser.document.get_state()), **headers)
    if answer.status != 200:
        return answer
    for message in answer.messages:
        if message[0] == SYNC and message[1] == STEP2:
            browser._remote = True
            browser.document.apply_update(read_bytes(message, 2)[0])
            browser._remote = False
        elif message[0] == STORED:
            browser.stored = read_uint(message, 1)[0]
        elif message[0] == AWARENESS:
            browser._see(read_bytes(message, 1)[0])
        elif message[0] == NOTICE:
            browser.notices.append(json.loads(read_bytes(message, 1)[0]))
    browser.sent = len(changes)
    return answer


def test_it_writes_and_reads_with_those_on_a_websocket(
    sara: Browser, marco: Browser, text: SharedText
) -> None:
    async def walk() -> None:
        await marco.open()
        await marco.appear(1, {"part": "bisogno"})
        sara.write("per posta; ")
        answer = await asyncio.to_thread(poll, sara)
        assert (answer.status, sara.stored) == (200, 1)
        await marco.until(lambda browser: browser.says == "per posta; ")
        await marco.type("dal vivo; ")
        await marco.until_stored()
        await asyncio.to_thread(poll, sara)
        assert sara.says == "per posta; dal vivo; "
        assert sara.presences[marco.client]["part"] == "bisogno"
        await sync_to_async(tell)("shared_text_notice", f'{{"text": {text.pk}, "kind": "authors"}}')
        await marco.until(lambda browser: browser.notices)
        await asyncio.to_thread(poll, sara)
        assert sara.notices == [{"kind": "authors"}]
        await marco.close()

    awaited(walk())
    assert len(log_of(text)) == 2


def test_each_answer_counts_the_changes_of_its_own_request(sara: Browser) -> None:
    for word in ("uno ", "due ", "tre "):
        sara.write(word)
        poll(sara)
        assert sara.stored == 1
    poll(sara)
    assert sara.stored == 0


def test_a_gap_is_not_counted_and_the_answer_asks_for_what_is_missing(sara: Browser) -> None:
    sara.write("mai arrivato ")
    sara._outgoing.clear()
    sara.write("dopo")
    answer = poll(sara)
    assert sara.stored == 0
    vector = next(
        read_bytes(message, 2)[0] for message in answer.messages if message[:2] == bytes((SYNC, STEP1))
    )
    whole = sync_message(STEP2, sara.document.get_update(vector))
    assert Poll(sara, whole).status == 200
    fresh: Any = Poll(sara, sync_message(STEP1, b"\x00"))
    assert any(b"mai arrivato" in message for message in fresh.messages)


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"Cookie": ""}, 401, 4401),
        ({"Origin": "https://altrove.example"}, 403, 4403),
        ({"Origin": ""}, 403, 4403),
        ({"X_Requested_With": "form"}, 403, 4403),
    ],
)
def test_who_may_not_is_told_in_words(sara: Browser, wrong: dict[str, str], status: int, code: int) -> None:
    answer = poll(sara, **wrong)
    assert (answer.status, answer.told["code"]) == (status, code)
    assert answer.told["message"]


def test_a_line_that_polls_does_not_serve_another_session(desk: Desk, sara: Browser, marco: Browser) -> None:
    assert poll(sara).status == 200
    sara.session = marco.session
    assert poll(sara).told["code"] == 4409


def test_what_is_refused_has_the_code_of_the_channel(sara: Browser, marco: Browser) -> None:
    garbage = Poll(sara, sync_message(UPDATE, b"\x01\x07garbage"))
    assert (garbage.status, garbage.told["code"]) == (400, 4400)
    large = Poll(sara, sync_message(UPDATE, b"x" * 300_000))
    assert (large.status, large.told["code"]) == (413, 4413)
    cut = Poll(sara, sync_message(UPDATE, b"\x00\x00"), Cookie=f"sessionid={marco.session}")
    assert (cut.status, cut.told["code"]) == (409, 4409)
    marco.path = "/vivo/999999/?client=1"
    assert Poll(marco).told["code"] == 4404


def test_a_line_that_polls_no_more_is_gone_for_the_others(
    sara: Browser, marco: Browser, server: ThreadServer, settings: Any
) -> None:
    async def walk() -> None:
        await marco.open()
        await asyncio.to_thread(poll, sara)
        room = server.channel.rooms[int(sara.path.split("/")[2])]
        assert sara.client in room.editors
        async with asyncio.timeout(10):
            while sara.client in room.editors:
                await asyncio.sleep(0.05)
        await marco.close()

    settings.COEDITING_POLL_SECONDS = 0.5
    awaited(walk())


def test_another_process_has_the_text(desk: Desk, sara: Browser, processes: Processes, settings: Any) -> None:
    settings.COEDITING_POLL_SECONDS = 300
    assert poll(sara).status == 200
    other = awaited(processes.start())
    answer = poll(desk.browser(other.address, *people()[1]))
    assert (answer.status, answer.told["code"]) == (503, 1013)
