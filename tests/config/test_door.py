# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who arrives before the second is in time however long the queue; who is gone has sent all the same."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from config.door import WRITING, Door
from coprogettazione.applications.models import Application, ApplicationState, Submission
from coprogettazione.records.queries import check_chain
from coprogettazione.records.waiting import awaited
from tests.factories.applications import make_application
from tests.factories.calls import DEADLINE
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)
TOKEN = "a" * 32


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(DEADLINE - SECOND, tick=False) as clock:
        yield clock


@pytest.fixture
def draft(clock: Any) -> Application:
    return make_application(state=ApplicationState.DRAFT)


class Knock:
    """One request at a door: `scope` is what the server knows of it, `status` what it was answered."""

    def __init__(self, application: Application, method: str = "POST") -> None:
        browser = Client()
        browser.force_login(
            make_legal_representative(application.lead), backend="django.contrib.auth.backends.ModelBackend"
        )
        path = f"/domande/{application.pk}/invia/"
        session = browser.cookies["sessionid"].value
        self.body = urlencode({"csrfmiddlewaretoken": TOKEN}).encode()
        self.status = 0
        self.gone = False
        self.scope: dict[str, Any] = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [
                (b"host", b"testserver"),
                (b"cookie", f"sessionid={session}; csrftoken={TOKEN}".encode()),
                (b"content-type", b"application/x-www-form-urlencoded"),
                (b"content-length", str(len(self.body)).encode()),
            ],
        }  # fmt: skip

    async def receive(self) -> dict[str, Any]:
        if self.gone:
            return {"type": "http.disconnect"}
        self.gone = True
        return {"type": "http.request", "body": self.body, "more_body": False}

    async def send(self, message: dict[str, Any]) -> None:
        self.status = message.get("status", self.status)


async def while_others_write(knock: Knock, clock: Any, later: timedelta) -> None:
    """Every place is taken when the request arrives, and is left when the clock says so much later."""
    door = Door()
    for _place in range(WRITING):
        await door.writing.acquire()
    asked = asyncio.create_task(door(knock.scope, knock.receive, knock.send))
    while "arrived_at" not in knock.scope:
        await asyncio.sleep(0)
    clock.shift(later)
    for _place in range(WRITING):
        door.writing.release()
    await asked


def test_who_arrived_one_second_before_the_term_and_waited_is_in_time(draft: Application, clock: Any) -> None:
    knock = Knock(draft)
    awaited(while_others_write(knock, clock, 90 * SECOND))
    assert knock.status == 302
    submission = Submission.objects.get()
    assert (submission.in_time, submission.submitted_at) == (True, DEADLINE - SECOND)
    assert submission.receipt.issued_at == DEADLINE - SECOND
    assert check_chain().holds


def test_who_arrived_at_the_term_is_late_however_soon_the_turn_comes(draft: Application, clock: Any) -> None:
    clock.move_to(DEADLINE)
    knock = Knock(draft)
    awaited(while_others_write(knock, clock, timedelta(0)))
    assert knock.status == 422
    assert not Submission.objects.exists()


def test_what_the_client_says_of_its_instant_is_not_believed(draft: Application, clock: Any) -> None:
    clock.move_to(DEADLINE + SECOND)
    knock = Knock(draft)
    knock.scope["headers"] += [(b"x-request-start", b"t=1"), (b"date", b"Wed, 25 Feb 2026 10:00:00 GMT")]
    awaited(Door()(knock.scope, knock.receive, knock.send))
    assert knock.status == 422


def test_who_gave_up_waiting_for_the_answer_has_sent_all_the_same(draft: Application, clock: Any) -> None:
    """After its body this request says at once that the client is gone."""
    knock = Knock(draft)
    awaited(while_others_write(knock, clock, 30 * SECOND))
    assert Submission.objects.filter(in_time=True).count() == 1
    again = Knock(draft)
    awaited(Door()(again.scope, again.receive, again.send))
    assert again.status == 302
    assert Submission.objects.count() == 1


def test_who_only_reads_does_not_wait_for_who_writes(draft: Application) -> None:
    async def read() -> int:
        door = Door()
        for _place in range(WRITING):
            await door.writing.acquire()
        await door(asking.scope, asking.receive, asking.send)
        return asking.status

    asking = Knock(draft, "GET")
    assert awaited(read()) == 200
