# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public pages of the tables: bodies, meetings, never people."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from coprogettazione.tables.models import REQUIRED_CHAPTERS
from coprogettazione.tables.services import cancel_session
from home.models import TablePage
from tests.factories.calls import make_officer
from tests.factories.tables import (
    FIRST_SESSION,
    OPENED,
    make_minutes,
    make_session,
    make_table,
    write_project,
)
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_opening_a_table_publishes_its_page() -> None:
    table = make_table()
    page = TablePage.objects.get(table=table)
    assert page.live
    assert page.first_published_at == OPENED


def test_the_page_names_the_bodies_with_their_colours_and_no_person(client: Client) -> None:
    table = make_table()
    make_session(table)
    with time_machine.travel(OPENED + timedelta(days=1), tick=False):
        text = client.get(table.page.address).content.decode()
    for words in ("Ambito territoriale sociale di Valdora", "Cooperativa sociale La Lanterna", "Al lavoro"):
        assert words in text
    assert '<span class="co-org o-0"><i aria-hidden="true">AV</i>' in text
    assert '<span class="co-org o-1"><i aria-hidden="true">LL</i>' in text
    for person in ("Sara Benedetti", "Paolo Conti", "Elena Marchetti", "Ada Fontana"):
        assert person not in text


def test_the_next_meeting_is_the_term_of_the_page_and_is_on_the_first_page(client: Client) -> None:
    table = make_table()
    make_session(table)
    with time_machine.travel(FIRST_SESSION - timedelta(hours=26), tick=False):
        assert "mancano 26 ore" in client.get(table.page.address).content.decode()
        assert table.page.address in client.get("/").content.decode()
    with time_machine.travel(FIRST_SESSION + timedelta(hours=1), tick=False):
        assert "mancano" not in client.get(table.page.address).content.decode()
        assert table.page.address not in client.get("/").content.decode()


def test_the_page_says_how_far_each_chapter_is_and_gives_the_published_minutes(client: Client) -> None:
    table = make_table()
    make_minutes(table, state="FROZEN")
    write_project(table)
    text = client.get(table.page.address).content.decode()
    assert text.count("in discussione") == len(REQUIRED_CHAPTERS)
    assert "da scrivere" in text
    assert "Verbale n. 1/2026, PDF" in text


def test_a_cancelled_meeting_is_told_and_is_not_the_next(client: Client) -> None:
    table = make_table()
    session = make_session(table)
    cancel_session(session=session, reason="Sciopero.", by=make_officer(), at=FIRST_SESSION - DAY)
    with time_machine.travel(FIRST_SESSION - DAY / 2, tick=False):
        text = client.get(table.page.address).content.decode()
    assert "Annullato" in text
    assert "mancano" not in text
    assert "Sciopero" not in text


def test_anybody_follows_the_meetings_in_the_own_calendar(client: Client) -> None:
    table = make_table()
    make_session(table, link="https://video.example.it/pis")
    cancelled = make_session(table, starts_at=FIRST_SESSION + 7 * DAY)
    cancel_session(session=cancelled, reason="Sciopero.", by=make_officer(), at=FIRST_SESSION)
    answer = client.get("/tavoli/PIS-2026/incontri.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    events = [dict(event) for event in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED"]
    assert "video.example.it" not in answer.content.decode()
    assert "mailto" not in answer.content.decode()
    assert client.get("/tavoli/NESSUNO-2026/incontri.ics").status_code == 404


@pytest.mark.parametrize("meetings", [1, 3])
def test_the_page_costs_the_same_queries_with_one_meeting_and_with_three(
    client: Client, meetings: int, django_assert_num_queries: Any
) -> None:
    table = make_table()
    for number in range(meetings):
        day = FIRST_SESSION + number * 14 * DAY
        make_minutes(table, state="FROZEN", starts_at=day, at=day - 7 * DAY)
    client.get(table.page.address)
    with django_assert_num_queries(9):
        client.get(table.page.address)


def test_the_list_of_tables_says_how_many_meetings_were_held(client: Client) -> None:
    table = make_table()
    make_session(table)
    text = client.get("/tavoli/").content.decode()
    assert "0 tenuti su 1 convocato" in text
    assert "Al lavoro" in text


def test_the_list_costs_the_same_queries_with_one_table_and_with_three(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_agreement()
    client.get("/tavoli/")
    with django_assert_num_queries(5):
        client.get("/tavoli/")
    make_agreement(code="DOP-2026", number=13)
    make_agreement(code="TSV-2026", number=14)
    with django_assert_num_queries(5):
        text = client.get("/tavoli/").content.decode()
    assert text.count("<tr>") == 4
