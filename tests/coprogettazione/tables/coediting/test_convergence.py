# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever the order in which people type, delete, leave and return, everybody ends with the same text."""

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coprogettazione.records.waiting import awaited
from tests.coprogettazione.tables.coediting.client import Browser
from tests.coprogettazione.tables.coediting.conftest import Desk, people
from tests.coprogettazione.tables.coediting.server import ThreadServer
from tests.coprogettazione.tables.coediting.test_faults import stored_words

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["type", "insert", "delete", "send", "cut", "open", "wait"]),
        st.integers(0, 12),
        st.text("abcè😀 ", min_size=1, max_size=5),
    ),
    max_size=30,
)


async def done(browser: Browser, step: str, place: int, words: str) -> None:
    """One thing that somebody does."""
    text = browser._text()
    ascii_only = str(text).isascii()
    if step == "type":
        await browser.type(words)
    elif step == "insert" and ascii_only:
        browser.write(words, at=min(place, len(str(text))))
    elif step == "delete" and ascii_only and place < len(str(text)):
        with browser.document.transaction():
            del text[place : place + 1]
    elif step == "send":
        await browser.flush()
    elif step == "cut":
        browser.cut()
        browser.socket = None
    elif step == "open" and browser.socket is None:
        await browser.open()
    elif step == "wait":
        await asyncio.sleep(0.002 * place)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_any_interleaving_converges(desk: Desk, server: ThreadServer, steps: list[Any]) -> None:
    async def walk() -> None:
        for browser in browsers:
            await browser.open()
        for who, step, place, words in steps:
            await done(browsers[who], step, place, words)
        for browser in browsers:
            await browser.close()
            await browser.open()
        for browser in browsers:
            await browser.until_back_and_stored()
        await browsers[0].until(lambda _browser: len({browser.says for browser in browsers}) == 1)
        for browser in browsers:
            await browser.close()
        assert [browser.refusal for browser in browsers] == [None] * 3

    browsers = [desk.browser(server.address, *person) for person in people()[:3]]
    awaited(walk())
    assert stored_words(desk.text) == browsers[0].says
