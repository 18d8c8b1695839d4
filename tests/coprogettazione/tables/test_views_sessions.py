# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of sessions, conclusion, versions; and what they cost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from coprogettazione.parties.models import User
from coprogettazione.tables.models import Chapter, DesignTable, Minutes, MinutesState
from coprogettazione.tables.services import save_chapter, save_version
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import (
    FINAL,
    FIRST_SESSION,
    WRITTEN,
    accept_all,
    casa,
    lanterna,
    make_attended,
    make_facilitator,
    make_minutes,
    make_ready_table,
    make_session,
    make_table,
    passi,
    write_budget,
    write_project,
)

pytestmark = pytest.mark.django_db

CODE = "PIS-2026"


def signed_in(person: User) -> Client:
    """A browser in which a person has signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(name: str, *args: Any) -> str:
    """An address of the table."""
    return reverse(f"tables:{name}", args=args)


def at(instant: datetime) -> Any:
    """The clock of the server."""
    return time_machine.travel(instant, tick=False)


def written(response: Any) -> str:
    """What the page says."""
    return str(response.content.decode())


def test_a_convocation_too_near_is_refused_on_its_field_with_everything_typed(table: DesignTable) -> None:
    typed = {
        "starts_at": "2026-04-24T10:00",
        "mode": "IN_PERSON",
        "place": "Sala consiliare",
        "agenda": "- Le azioni\n2° punto",
    }
    with at(WRITTEN):
        client = signed_in(make_officer())
        response = client.post(page("convene", CODE), typed)
        assert response.status_code == 422
        assert "Scegli un momento da" in written(response)
        assert "2° punto" in written(response)
        done = client.post(page("convene", CODE), {**typed, "starts_at": "2026-04-28T10:00"})
    assert done.status_code == 302
    assert table.sessions.get().agenda == ["Le azioni", "2° punto"]


def test_a_session_goes_from_attendance_to_frozen_minutes_page_by_page(table: DesignTable) -> None:
    session = make_session(table)
    officer = signed_in(make_officer())
    with at(FIRST_SESSION + timedelta(hours=1)):
        form = {f"presence_{s.user_id}": "PRESENT" for s in table.seats_at(FIRST_SESSION) if s.user_id}
        assert officer.post(page("attendance", CODE, 1), form).status_code == 302
    with at(FIRST_SESSION + timedelta(days=1)):
        draft = {
            "ended_at": "2026-04-08T16:40",
            "points-TOTAL_FORMS": "1",
            "points-INITIAL_FORMS": "0",
            "points-0-title": "Bisogni",
            "points-0-discussion": "Si parla.",
            "points-0-inputs": "uno\ndue",
            "points-0-decisions": "si fa",
        }
        missing = officer.post(page("draft", session.pk), {**draft, "points-0-title": ""})
        assert missing.status_code == 422
        assert "Si parla." in written(missing)
        assert officer.post(page("draft", session.pk), draft).status_code == 302
        minutes = Minutes.objects.get(session=session)
        assert minutes.points[0]["inputs"] == ["uno", "due"]
        assert officer.post(page("minutes", session.pk), {"circulate": "1"}).status_code == 302
        for body in (lanterna(), passi(), casa()):
            client = signed_in(make_legal_representative(body))
            assert "Approva il verbale" in written(client.get(page("minutes", session.pk)))
            answer = {"approve": "1", "organisation": body.pk}
            assert client.post(page("minutes", session.pk), answer).status_code == 302
        twice = client.post(page("minutes", session.pk), answer)
        assert twice.status_code == 422
        assert officer.post(page("minutes", session.pk), {"freeze": "1", "publish": "on"}).status_code == 302
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.FROZEN


def test_the_conclusion_lists_what_is_missing_and_then_concludes(table: DesignTable) -> None:
    with at(FINAL):
        said = written(signed_in(make_officer()).get(page("conclude", CODE)))
    assert "Mancano dieci cose prima di concludere" in said
    assert "Il piano economico è vuoto." in said


def test_a_ready_table_is_concluded_from_its_page() -> None:
    table = make_ready_table()
    with at(FINAL + timedelta(hours=1)):
        client = signed_in(make_officer())
        assert "Concludi il tavolo" in written(client.get(page("conclude", CODE)))
        empty = client.post(page("conclude", CODE), {"how_it_ran": ""})
        assert empty.status_code == 422
        done = client.post(page("conclude", CODE), {"how_it_ran": "Un incontro, due gruppi."})
    assert done.status_code == 302
    assert DesignTable.objects.get(pk=table.pk).is_concluded


def test_the_final_text_is_read_and_accepted_on_one_page(table: DesignTable) -> None:
    write_project(table)
    write_budget(table)
    save_version(table=table, label="definitiva", final=True, by=make_officer(), at=WRITTEN)
    with at(WRITTEN):
        client = signed_in(make_legal_representative(casa()))
        assert "Accetta il testo definitivo" in written(client.get(page("final", CODE)))
        done = client.post(page("final", CODE), {"organisation": casa().pk, "version": "1"})
        assert done.status_code == 302
        assert "Giulia Ferri" in written(client.get(page("final", CODE)))
        assert "Accetta il testo definitivo" not in written(client.get(page("final", CODE)))


def test_any_two_versions_are_compared(table: DesignTable) -> None:
    save_version(table=table, label="di massima", by=make_officer(), at=WRITTEN)
    write_project(table)
    write_budget(table)
    save_version(table=table, label="dopo", by=make_officer(), at=WRITTEN)
    with at(WRITTEN):
        client = signed_in(make_facilitator())
        said = written(client.get(page("compare", CODE, 1, 2)))
        assert '<ins class="a-1">Il testo del capitolo 1.</ins>' in said
        assert "63.400,00" in said
        assert "non cambia nulla" in written(client.get(page("compare", CODE, 1, 2) + "?before=2&after=0"))
        assert client.get(page("compare", CODE, 1, 9)).status_code == 404


def test_the_calendar_of_a_session_is_only_for_who_reads_the_table(table: DesignTable) -> None:
    make_session(table)
    with at(WRITTEN):
        file = signed_in(make_facilitator()).get(page("calendar", CODE, 1))
        assert file["Content-Type"] == "text/calendar; charset=utf-8"
        assert (
            signed_in(make_legal_representative(make_ets("ets3"))).get(page("calendar", CODE, 1)).status_code
            == 403
        )


def test_every_page_opens_for_the_officer_and_says_no_style_and_no_script(table: DesignTable) -> None:
    session = make_attended(make_session(table))
    write_project(table)
    write_budget(table)
    accept_all(table, at=WRITTEN)
    addresses = [
        page("list"),
        page("project", CODE),
        page("chapter", CODE, "ruoli"),
        page("write", CODE, "azioni"),
        page("role", CODE, casa().pk),
        page("budget", CODE),
        page("versions", CODE),
        page("version", CODE, 1),
        page("compare", CODE, 1, 0),
        page("final", CODE),
        page("sessions", CODE),
        page("convene", CODE),
        page("attendance", CODE, 1),
        page("minutes", session.pk),
        page("draft", session.pk),
        page("propose", CODE),
        page("seats", CODE),
        page("end_seat", CODE, table.seats.get(user__first_name="Sara").pk),
        page("conclude", CODE),
    ]
    with at(WRITTEN):
        client = signed_in(make_officer())
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 200, address
            assert " style=" not in written(response), address
            assert "<script>" not in written(response), address


def _tables(count: int) -> Callable[[], str]:
    for number in range(count):
        make_table() if number == 0 else make_table(code=f"PIS-{number}")
    return lambda: page("list")


def _sessions(count: int) -> Callable[[], str]:
    table = make_table()
    for number in range(count):
        day = FIRST_SESSION + timedelta(days=14 * number)
        make_minutes(table, state="CIRCULATED", starts_at=day, at=day - timedelta(days=7))
    return lambda: page("sessions", CODE)


def _chapters(count: int) -> Callable[[], str]:
    table = make_table()
    for code in ("bisogno", "obiettivi", "tempi")[:count]:
        chapter = table.chapters.get(code=code)
        save_chapter(chapter=chapter, text="Uno.", by=make_officer(), at=WRITTEN)
    return lambda: page("chapter", CODE, "bisogno")


def _lines(count: int) -> Callable[[], str]:
    from tests.factories.tables import _line

    table = make_table()
    for body in (lanterna(), passi(), casa())[:count]:
        _line(table, body, "A", "PUBLIC", 1000, WRITTEN)
    return lambda: page("budget", CODE)


def _versions(count: int) -> Callable[[], str]:
    table = make_table()
    for number in range(count):
        chapter = Chapter.objects.get(table=table, code="azioni")
        save_chapter(chapter=chapter, text=f"Testo {number}.", by=make_officer(), at=WRITTEN)
        save_version(table=table, label=f"n. {number}", by=make_officer(), at=WRITTEN)
    return lambda: page("versions", CODE)


#: Page → how many queries, whatever the rows.
QUERIES: dict[Callable[[int], Callable[[], str]], int] = {
    _tables: 6,
    _sessions: 15,
    _chapters: 19,
    _lines: 9,
    _versions: 14,
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("made", QUERIES, ids=lambda made: made.__name__)
def test_a_page_asks_the_same_whatever_the_rows(
    made: Callable[[int], Callable[[], str]], rows: int, django_assert_num_queries: Any
) -> None:
    address = made(rows)()
    client = signed_in(make_officer())
    with at(WRITTEN + timedelta(days=60)), django_assert_num_queries(QUERIES[made]):
        assert client.get(address).status_code == 200
