# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the channel does not take: refused with its code, entered in the server's log, the others undisturbed."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.exceptions import InvalidStatus

from coprogettazione.records.waiting import awaited
from coprogettazione.tables.coediting.wire import STEP2, UPDATE, sync_message
from coprogettazione.tables.models import SharedText
from tests.coprogettazione.tables.coediting.client import PART, Browser
from tests.coprogettazione.tables.coediting.conftest import Desk, log_of
from tests.coprogettazione.tables.coediting.server import ThreadServer

pytestmark = pytest.mark.django_db(transaction=True)
Misdeed = Callable[[Browser, Browser], Awaitable[None]]


def forged(client: int, words: str, *, after: str = "") -> bytes:
    """An update under a number, made without its browser; `after` is written before it and not sent."""
    document: Doc[object] = Doc(client_id=client)  # type: ignore[type-var]
    text = XmlText("")
    fragment = document.get(PART, type=XmlFragment)
    fragment.children.append(XmlElement("paragraph")).children.append(text)
    text = fragment.children[0].children[0]
    text.insert(0, after)
    vector = document.get_state() if after else b"\x00"
    text.insert(len(after), words)
    return document.get_update(vector)


async def under_anothers_number(bad: Browser, good: Browser) -> None:
    await bad.send_change(forged(good.client + 5, "falso"))


async def behind_a_gap(bad: Browser, good: Browser) -> None:
    """It shows in no state vector: it would appear, as hers, when she types."""
    await bad.send_change(forged(good.client, "falso", after="x" * 40))


async def garbage(bad: Browser, good: Browser) -> None:
    await bad.send_change(b"\x01\x07garbage")


async def nothing_of_the_protocol(bad: Browser, good: Browser) -> None:
    await bad.send(b"\x63\x01\x02")


async def bytes_after_the_message(bad: Browser, good: Browser) -> None:
    await bad.send(sync_message(UPDATE, b"\x00\x00") + b"\x00")


async def words(bad: Browser, good: Browser) -> None:
    assert bad.socket is not None
    await bad.socket.send("ciao")


async def too_large(bad: Browser, good: Browser) -> None:
    await bad.type("x" * 300_000)


async def too_large_at_the_return(bad: Browser, good: Browser) -> None:
    await bad.send_change(forged(bad.client, "x" * 300_000), STEP2)


async def somebody_elses_presence(bad: Browser, good: Browser) -> None:
    await bad.appear(7, {"cursor": None}, client=good.client)


async def a_presence_that_is_not_one(bad: Browser, good: Browser) -> None:
    await bad.appear(7, ["not", "an", "object"])


async def a_presence_too_large(bad: Browser, good: Browser) -> None:
    await bad.appear(7, {"cursor": "x" * 5000})


async def a_presence_in_the_far_future(bad: Browser, good: Browser) -> None:
    await bad.appear(1 << 40, {"cursor": None})


MISDEEDS = {
    under_anothers_number: (4409, "not theirs"),
    behind_a_gap: (4409, "not theirs"),
    garbage: (4400, ""),
    nothing_of_the_protocol: (4400, "of no kind"),
    bytes_after_the_message: (4400, "after the message"),
    words: (4400, "words where bytes are spoken"),
    too_large: (4413, "bytes"),
    too_large_at_the_return: (4413, "bytes"),
    somebody_elses_presence: (4409, "not theirs"),
    a_presence_that_is_not_one: (4400, "not an object"),
    a_presence_too_large: (4413, "a presence of"),
    a_presence_in_the_far_future: (4400, "not an awareness message"),
}


@pytest.mark.parametrize("misdeed", MISDEEDS, ids=lambda misdeed: misdeed.__name__)
def test_it_is_refused_and_nobody_else_notices(
    misdeed: Misdeed, sara: Browser, marco: Browser, text: SharedText, caplog: pytest.LogCaptureFixture
) -> None:
    async def walk() -> None:
        await sara.open()
        await sara.type("in pace")
        await marco.open()
        await marco.until(lambda browser: browser.says == "in pace")
        await misdeed(marco, sara)
        await marco.until(lambda browser: browser.refusal)
        await sara.type(" e avanti")
        await sara.until_stored()
        assert sara.closings == []
        await sara.close()

    awaited(walk())
    code, why = MISDEEDS[misdeed]
    assert marco.refusal is not None
    assert marco.refusal[0] == code
    assert marco.refusal[1]
    assert sara.says == "in pace e avanti"
    assert marco.client not in sara.presences
    refusals = [record.getMessage() for record in caplog.records if "refused" in record.getMessage()]
    assert len(refusals) == 1
    assert f"text {text.pk}, writer " in refusals[0]
    assert f"client {marco.client}, code {code}" in refusals[0]
    assert why in refusals[0]
    assert {writer for _number, writer, _data in log_of(text)} == {
        text.writers.get(person__first_name="Sara").pk
    }


def test_a_number_issued_to_another_opens_nothing(desk: Desk, sara: Browser, marco: Browser) -> None:
    marco.path = sara.path

    async def walk() -> None:
        await marco.open()
        await marco.until(lambda browser: browser.refusal)

    awaited(walk())
    assert marco.refusal is not None
    assert marco.refusal[0] == 4409


@pytest.mark.parametrize(("session", "code"), [("", 4401), ("0" * 32, 4401)])
def test_nobody_comes_in_without_a_session(sara: Browser, session: str, code: int) -> None:
    sara.session = session

    async def walk() -> None:
        await sara.open()
        await sara.until(lambda browser: browser.refusal)

    awaited(walk())
    assert sara.refusal is not None
    assert sara.refusal[0] == code


def test_there_is_no_such_text(sara: Browser) -> None:
    sara.path = f"/vivo/999999/?client={sara.client}"

    async def walk() -> None:
        await sara.open()
        await sara.until(lambda browser: browser.refusal)

    awaited(walk())
    assert sara.refusal is not None
    assert sara.refusal[0] == 4404


@pytest.mark.parametrize("origin", ["https://altrove.example", "null", ""])
def test_a_page_of_another_site_is_not_let_in(sara: Browser, origin: str) -> None:
    async def walk() -> None:
        await sara.open(Origin=origin)

    with pytest.raises(InvalidStatus) as refused:
        awaited(walk())
    assert refused.value.response.status_code == 403


def test_a_text_that_is_full_grows_no_more_but_may_be_cut(
    sara: Browser, marco: Browser, settings: object
) -> None:
    async def walk() -> None:
        await sara.open()
        await sara.type("x" * 900)
        await sara.until_stored()
        await marco.open()
        await marco.until(lambda browser: browser.says)
        await sara.type("y" * 200)
        await sara.until(lambda browser: browser.notices)
        assert sara.stored < sara.sent
        with marco.document.transaction():
            del marco._text()[0:800]
        await marco.flush()
        await marco.until_stored()
        await sara.close()
        # There is room again: what was left aside is in what the browser has.
        await sara.open()
        await sara.until_stored()
        await marco.until(lambda browser: browser.says == "x" * 100 + "y" * 200)
        await marco.close()
        await sara.close()

    settings.COEDITING_MAX_STATE = 1000  # type: ignore[attr-defined]
    awaited(walk())
    assert sara.notices[0]["kind"] == "full"
    assert sara.refusal is None


def test_who_goes_too_fast_is_slowed_down_and_loses_nothing(
    sara: Browser, marco: Browser, settings: object
) -> None:
    async def walk() -> None:
        await marco.open()
        await sara.open()
        for _key in range(300):
            await sara.type("a")
        await sara.until_stored()
        await marco.until(lambda browser: browser.says == "a" * 300)
        await sara.close()
        await marco.close()

    settings.COEDITING_MESSAGES_PER_SECOND = 40  # type: ignore[attr-defined]
    awaited(walk())
    assert sara.notices[0]["kind"] == "fast"
    assert sara.refusal is None


def test_who_goes_too_fast_for_too_long_is_sent_away(
    sara: Browser, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def walk() -> None:
        await sara.open()
        while sara.refusal is None:
            await sara.type("a")
            await asyncio.sleep(0)

    settings.COEDITING_MESSAGES_PER_SECOND = 20  # type: ignore[attr-defined]
    monkeypatch.setattr("coprogettazione.tables.coediting.pace.BORNE_SECONDS", 0.5)
    awaited(walk())
    assert sara.refusal is not None
    assert sara.refusal[0] == 4429


def test_who_does_not_read_is_sent_away_and_the_others_go_on(
    sara: Browser, marco: Browser, server: ThreadServer, settings: object
) -> None:
    async def walk() -> None:
        await sara.open()
        await marco.open()
        await marco.until_stored()
        assert marco.socket is not None
        marco.socket.transport.pause_reading()
        for _key in range(300):
            await sara.type("y" * 20_000)
            await sara.until_stored()
            if marco.client not in server.channel.rooms[server_text].editors:
                break
        await sara.close()
        assert marco.client not in server.channel.rooms[server_text].editors
        marco.cut()

    server_text = int(sara.path.split("/")[2])
    settings.COEDITING_MAX_OUTBOX = 50_000  # type: ignore[attr-defined]
    settings.COEDITING_BYTES_PER_SECOND = 50_000_000  # type: ignore[attr-defined]
    awaited(walk())
