# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two people in one text: what one writes is stored, then seen by the other; who may not is cut off."""

import asyncio
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from coprogettazione.calls.models import Call, CallState
from coprogettazione.records.waiting import awaited
from coprogettazione.tables.models import SeatKind, SharedText, TextSnapshot, TextUpdate
from tests.coprogettazione.tables.coediting.client import Browser
from tests.coprogettazione.tables.coediting.conftest import Desk, log_of, tell
from tests.coprogettazione.tables.coediting.server import ThreadServer
from tests.factories.tables import OPENED, casa, person_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_one_writes_is_stored_and_the_other_sees_it(
    sara: Browser, marco: Browser, text: SharedText
) -> None:
    async def walk() -> None:
        await sara.open()
        await marco.open()
        await sara.type("Servono dieci posti letto.")
        await sara.until_stored()
        assert await sync_to_async(log_of)(text)
        await marco.until(lambda browser: browser.says == "Servono dieci posti letto.")
        await marco.type(" E una cucina.")
        await sara.until(lambda browser: browser.says == "Servono dieci posti letto. E una cucina.")
        await sara.close()
        await marco.close()

    awaited(walk())
    assert [writer for _number, writer, _data in log_of(text)] == [
        text.writers.get(person__first_name="Sara").pk,
        text.writers.exclude(person__first_name="Sara").get().pk,
    ]


def test_who_comes_later_reads_what_is_there_and_only_that(sara: Browser, marco: Browser) -> None:
    async def walk() -> None:
        await sara.open()
        for word in ("uno ", "due ", "tre"):
            await sara.type(word)
        await sara.until_stored()
        await marco.open()
        await marco.until(lambda browser: browser.says == "uno due tre")
        await sara.close()
        await marco.close()

    awaited(walk())


def test_what_was_written_without_a_connection_is_merged_at_the_return(sara: Browser, marco: Browser) -> None:
    async def walk() -> None:
        await marco.open()
        await sara.open()
        await sara.type("insieme")
        await marco.until(lambda browser: browser.says == "insieme")
        await sara.close()
        sara.write(" da soli")
        await marco.type("!")
        await sara.open()
        await marco.until(lambda browser: "da soli" in browser.says)
        await sara.until(lambda browser: browser.says == marco.says)
        await sara.close()
        await marco.close()

    awaited(walk())


def test_coming_back_with_nothing_new_adds_no_row(sara: Browser, text: SharedText) -> None:
    async def walk() -> None:
        await sara.open()
        await sara.type("abcdef")
        with sara.document.transaction():
            del sara._text()[2:4]
        await sara.flush()
        await sara.until_stored()
        before = await sync_to_async(log_of)(text)
        for _time in range(3):
            await sara.close()
            await sara.open()
            await sara.until_stored()
        await sara.close()
        assert await sync_to_async(log_of)(text) == before

    awaited(walk())


def test_each_sees_where_the_others_are_and_who_they_are(sara: Browser, marco: Browser) -> None:
    async def walk() -> None:
        await sara.open()
        await sara.appear(1, {"part": "bisogno", "cursor": None, "user": {"name": "Somebody else"}})
        await marco.open()
        await marco.until(lambda browser: sara.client in browser.presences)
        assert marco.presences[sara.client] == {
            "part": "bisogno",
            "cursor": None,
            "user": {
                "name": "Sara Benedetti",
                "organisation": "La Lanterna",
                "monogram": "LL",
                "order": 1,
            },
        }
        await sara.close()
        await marco.until(lambda browser: browser.presences[sara.client] is None)
        await sara.open()
        await sara.appear(2, {"part": "azioni"})
        await marco.until(lambda browser: (browser.presences[sara.client] or {}).get("part") == "azioni")
        await sara.close()
        await marco.close()

    awaited(walk())


def test_a_listener_reads_and_is_told_why_it_does_not_write(
    desk: Desk, server: ThreadServer, sara: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    async def walk() -> None:
        await sara.open()
        await sara.type("si legge")
        await reader.open()
        await reader.until(lambda browser: browser.says == "si legge")
        await reader.until_stored()
        await asyncio.sleep(0)
        server.channel.rooms[desk.text.pk].editors[reader.client].changed_at -= 60
        await reader.type("e si scrive?")
        await reader.until(lambda browser: browser.refusal)
        await sara.type(" soltanto")
        await sara.until_stored()
        await sara.close()

    listener = person_of(casa(), "Ada", "Neri")
    desk.text.table.seats.create(
        organisation=casa(), user=listener, kind=SeatKind.LISTENER, valid_from=OPENED.date()
    )
    reader = desk.browser(server.address, listener, casa())
    awaited(walk())
    assert reader.refusal is not None
    assert reader.refusal[0] == 4403
    assert "Lo fa chi" in reader.refusal[1]
    assert "reads only" in caplog.text
    assert sara.says == "si legge soltanto"


def test_when_a_seat_ends_its_line_is_cut_at_once(
    desk: Desk, server: ThreadServer, sara: Browser, marco: Browser
) -> None:
    async def walk() -> None:
        await sara.open()
        await marco.open()
        await sara.type("prima")
        await marco.until(lambda browser: browser.says == "prima")
        await sync_to_async(end)()
        await sara.until(lambda browser: browser.refusal, patience=2)
        await marco.type(" e dopo")
        await marco.until_stored()
        await marco.close()

    def end() -> None:
        now = timezone.now()
        seat = desk.text.table.seats.get(user__first_name="Sara")
        seat.valid_to = (now - timedelta(days=1)).date()
        seat.save()
        seat.user.memberships.update(valid_to=(now - timedelta(days=1)).date())
        tell("seats", str(desk.text.table.call_id))

    awaited(walk())
    assert sara.refusal is not None
    assert sara.refusal[0] == 4403
    assert sara.refusal[1]


def test_when_the_table_is_suspended_lines_go_on_reading(
    desk: Desk, server: ThreadServer, sara: Browser, text: SharedText
) -> None:
    async def walk() -> None:
        await sara.open()
        await sara.type("prima")
        await sara.until_stored()
        await sync_to_async(suspend)()
        await sara.until(lambda browser: browser.notices)
        before = sara.stored
        await sara.type("troppo tardi")
        await asyncio.sleep(0.2)
        assert (sara.refusal, sara.stored) == (None, before)
        await sara.close()

    def suspend() -> None:
        Call.objects.filter(pk=text.table.call_id).update(state=CallState.TABLE_SUSPENDED)
        tell("seats", "")

    awaited(walk())
    assert sara.notices[0]["kind"] == "rights"
    assert sara.notices[0]["writes"] is False
    assert "non è al lavoro" in sara.notices[0]["why"]
    assert len(log_of(text)) == 1


def test_rights_that_end_by_date_are_asked_again(
    desk: Desk, sara: Browser, marco: Browser, settings: object
) -> None:
    async def walk() -> None:
        await sara.open()
        await sync_to_async(sign_out)()
        await sara.until(lambda browser: browser.refusal)

    def sign_out() -> None:
        from django.contrib.sessions.models import Session

        Session.objects.filter(session_key=sara.session).delete()

    settings.COEDITING_ASK_AGAIN_SECONDS = 0.5  # type: ignore[attr-defined]
    awaited(walk())
    assert sara.refusal is not None
    assert sara.refusal[0] == 4401


def test_what_a_service_writes_in_the_log_reaches_everybody(
    desk: Desk, sara: Browser, marco: Browser, text: SharedText
) -> None:
    async def walk() -> None:
        await sara.open()
        await marco.open()
        await sara.type("dal vivo; ")
        await marco.until(lambda browser: browser.says == "dal vivo; ")
        await sync_to_async(bring_in)()
        await sara.type("e poi ancora")
        await marco.until(lambda browser: "importato" in browser.says and "ancora" in browser.says)
        await sara.until(lambda browser: browser.says == marco.says)
        await sara.until_stored()
        await sara.close()
        await marco.close()

    def bring_in() -> None:
        """A service, under a number of its own, without telling: the next change is overtaken by it."""
        person = person_of(casa(), "Ada", "Neri")
        writer = desk.writer(person, casa())
        importer = Browser("", text.pk, desk.number(writer), "")
        for _number, _writer, data in log_of(text):
            importer._remote = True
            importer.document.apply_update(data)
            importer._remote = False
        importer.write("importato; ")
        rows = [(2 + place, update) for place, update in enumerate(importer._outgoing)]
        for number, update in rows:
            text.updates.create(pk=(text.pk, number), writer=writer, data=update, at=timezone.now())

    awaited(walk())
    assert [number for number, _writer, _data in log_of(text)] == [1, 2, 3]


def test_a_text_in_which_nobody_is_is_kept_and_let_go(
    sara: Browser, server: ThreadServer, text: SharedText, settings: object
) -> None:
    async def walk() -> None:
        await sara.open()
        await sara.type("da tenere")
        await sara.until_stored()
        # Only what was written some time ago is kept: a run may go on.
        await asyncio.to_thread(TextUpdate.objects.update, at=OPENED)
        await sara.close()
        async with asyncio.timeout(10):
            while server.channel.rooms:
                await asyncio.sleep(0.05)
        await sara.open()
        await sara.until_stored()
        assert sara.says == "da tenere"
        await sara.close()

    settings.COEDITING_GRACE_SECONDS = 0.2  # type: ignore[attr-defined]
    awaited(walk())
    assert TextSnapshot.objects.get(text=text).upto == 1


def test_a_notice_of_a_service_reaches_whoever_is_in_the_text(sara: Browser, text: SharedText) -> None:
    async def walk() -> None:
        await sara.open()
        await sara.until_stored()
        await sync_to_async(tell)("shared_text_notice", f'{{"text": {text.pk}, "kind": "comments"}}')
        await sync_to_async(tell)("shared_text_notice", "not JSON")
        await sara.until(lambda browser: browser.notices)
        await sara.close()

    awaited(walk())
    assert sara.notices == [{"kind": "comments"}]


def test_a_new_edition_sends_everybody_to_load_the_page_again(sara: Browser, text: SharedText) -> None:
    async def walk() -> None:
        await sara.open()
        await sara.type("da cancellare")
        await sara.until_stored()
        await sync_to_async(erase)()
        await sara.until(lambda browser: browser.refusal)

    def erase() -> None:
        SharedText.objects.filter(pk=text.pk).update(edition=2)
        tell("shared_text", str(text.pk))

    awaited(walk())
    assert sara.refusal is not None
    assert sara.refusal[0] == 4409
