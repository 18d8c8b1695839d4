# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests in a browser share: the walk and the clock."""

from collections.abc import Iterator
from datetime import datetime
from threading import Condition
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler, StaticFilesHandler
from django.core.signals import request_finished, request_started

from tests.browser.walk import Walk
from tests.coprogettazione.tables.coediting.server import ThreadServer
from tests.factories.calls import ROME


@pytest.fixture(autouse=True, scope="session")
def browsers_keep_styles_and_scripts() -> Iterator[None]:
    """As from the real server: here Django hands the files over and says nothing of keeping them. For years,
    because the server's clock may be moved back by months.
    """
    ordinary = StaticFilesHandler.serve

    def serve(handler: Any, request: Any) -> Any:
        answer = ordinary(handler, request)
        answer["Cache-Control"] = f"max-age={10 * 365 * 86_400}"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve)
        yield


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
def with_channel(transactional_db: None) -> Iterator[str]:
    """The address of the site as it is deployed, with the channel of the texts written together."""
    server = ThreadServer()
    server.entrance.pages = ASGIStaticFilesHandler(server.entrance.pages)  # type: ignore[assignment]
    server.start()
    yield server.address
    server.stop()


@pytest.fixture
def writing(with_channel: str, new_context: Any) -> Iterator[Walk]:
    """A walk among texts that are written together."""
    walk = Walk(with_channel, new_context)
    yield walk
    walk.ends()


@pytest.fixture
def writing_survey(with_channel: str, new_context: Any, passed: set[tuple[str, str]]) -> Iterator[Walk]:
    """The same, looking at every page that is passed."""
    survey = Walk(with_channel, new_context, passed)
    yield survey
    survey.ends()


@pytest.fixture
def the_clock() -> Iterator[Any]:
    """The server's clock, which goes on from where a test moves it; the browser keeps today's."""
    with time_machine.travel(datetime(2026, 2, 18, 10, 42, tzinfo=ROME), tick=True) as clock:
        yield clock
