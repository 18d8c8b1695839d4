# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests in a browser share: the walk, and the demo."""

from collections.abc import Iterator
from datetime import datetime
from threading import Condition
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.core.signals import request_finished, request_started

from tests.browser.walk import Walk
from tests.factories.calls import ROME


class Answering:
    """How many requests the server is answering: the tables may be emptied only after the last."""

    def __init__(self) -> None:
        self.count = 0
        self.changed = Condition()

    def begins(self, **_kwargs: Any) -> None:
        with self.changed:
            self.count += 1

    def ends(self, **_kwargs: Any) -> None:
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def waits(self) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.count <= 0, timeout=30)


@pytest.fixture
def answered(live_server: Any) -> Iterator[Any]:
    """The server's address; at the end nothing is being answered any more."""
    answering = Answering()
    request_started.connect(answering.begins)
    request_finished.connect(answering.ends)
    yield live_server
    answering.waits()
    request_started.disconnect(answering.begins)
    request_finished.disconnect(answering.ends)


@pytest.fixture
def walk(answered: Any, new_context: Any) -> Iterator[Walk]:
    """Nobody walks yet; what is found along the way is in `walk.found`."""
    walk = Walk(answered.url, new_context)
    yield walk
    walk.ends()


@pytest.fixture(scope="module")
def passed() -> set[tuple[str, str]]:
    """The kinds of page that the tests of one file have looked at."""
    return set()


@pytest.fixture
def survey(answered: Any, new_context: Any, passed: set[tuple[str, str]]) -> Iterator[Walk]:
    """A walk in which every page that is passed is looked at."""
    survey = Walk(answered.url, new_context, passed)
    yield survey
    survey.ends()


@pytest.fixture
def demo(transactional_db: None, settings: Any) -> None:
    """The demo's five procedures, as they stand today."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)


@pytest.fixture
def the_clock() -> Iterator[Any]:
    """The server's clock, which goes on from where a test moves it; the browser keeps today's."""
    with time_machine.travel(datetime(2026, 2, 18, 10, 42, tzinfo=ROME), tick=True) as clock:
        yield clock
