# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of verification and the pages of the public register, read without a script."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from coprogettazione.records.public.days import close_days
from coprogettazione.records.public.models import DayRoot, DayStamp, PublicLine
from tests.coprogettazione.records.public import SHA256, note, noting, verifier, written
from tests.coprogettazione.records.test_public_lines import MONDAY, THURSDAY, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def note_deed():
    with noting():
        yield


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert not answer.cookies, "no cookie for an anonymous reader"
    return answer.content.decode()


def test_a_published_act_is_recognised_by_its_fingerprint(client: Client) -> None:
    written((MONDAY, 1), publishes=True)
    page = shown(client, f"/verifica/?impronta={SHA256}")
    assert "È un atto pubblicato qui" in page
    assert "Nota, Ente" in page
    assert "Non controlla le firme digitali" in page
    assert "/registro/voci/1/" in page


def test_a_fingerprint_written_with_spaces_and_capitals_is_understood(client: Client) -> None:
    written((MONDAY, 1), publishes=True)
    typed = " ".join(SHA256[n : n + 8] for n in range(0, 64, 8)).upper()
    assert "È un atto pubblicato qui" in client.get("/verifica/", {"impronta": typed}).content.decode()


def test_one_digit_more_or_less_is_another_document(client: Client) -> None:
    written((MONDAY, 1), publishes=True)
    assert "Non è un atto pubblicato qui" in shown(client, f"/verifica/?impronta={SHA256[:-1]}c")


def test_a_fingerprint_that_is_not_one_is_refused_with_the_reason_and_stays_written(client: Client) -> None:
    page = shown(client, "/verifica/?impronta=abcd")
    assert "qui sono 4" in page
    assert 'value="abcd"' in page


def test_the_document_itself_is_not_taken(client: Client) -> None:
    assert client.post("/verifica/", {"file": "x"}).status_code == 405
    assert 'enctype="multipart' not in shown(client, "/verifica/")


def test_the_facts_are_listed_newest_first_and_filtered(client: Client) -> None:
    written((MONDAY, 2), (TUESDAY, 1), publishes=True)
    page = shown(client, "/registro/")
    assert "1 fatto pubblico" in page
    assert "Ha annotato" in page
    assert SHA256 in page
    assert "Nessun fatto pubblico con questo filtro" in shown(client, "/registro/?dal=2026-02-03")
    assert "1 fatto pubblico" in shown(client, "/registro/?atto=note_for_test&al=2026-02-02")
    assert "Nessun fatto pubblico con questo filtro" in shown(client, "/registro/?avviso=DOP-2026")


def test_a_filter_that_cannot_be_read_says_so_and_stays_written(client: Client) -> None:
    written((MONDAY, 1), publishes=True)
    page = shown(client, "/registro/?dal=ieri&avviso=DOP")
    assert 'value="ieri"' in page
    assert "is-invalid" in page or "invalid-feedback" in page or "errorlist" in page


def test_the_lists_ask_the_same_of_the_database_for_one_row_and_for_three(
    client: Client, django_assert_num_queries
) -> None:
    organisation = written((MONDAY, 1), publishes=True)
    close_days(TUESDAY)
    client.get("/registro/")
    with django_assert_num_queries(6):
        client.get("/registro/")
    with django_assert_num_queries(3):
        client.get("/registro/giorni/")
    for n, when in enumerate((TUESDAY, THURSDAY, THURSDAY + timedelta(days=1))):
        with time_machine.travel(when, tick=False):
            note(organisation, str(n), publishes=True)
    close_days(THURSDAY + timedelta(days=9))
    with django_assert_num_queries(6):
        client.get("/registro/")
    with django_assert_num_queries(3):
        client.get("/registro/giorni/")


def test_a_closed_day_shows_its_root_and_that_no_timestamp_was_asked(client: Client) -> None:
    written((MONDAY, 3))
    [day] = close_days(TUESDAY)
    page = shown(client, "/registro/giorni/")
    assert day.hash in page
    assert day.root in page
    assert "3, dalla 1 alla 3" in page
    assert "Non chiesta" in page
    DayStamp.objects.create(day=DayRoot.objects.get(), not_before=TUESDAY)
    assert "Chiesta, non ancora arrivata" in shown(client, "/registro/giorni/")


def test_a_line_about_nothing_public_shows_its_fingerprint_and_its_path(client: Client) -> None:
    written((MONDAY, 3))
    close_days(TUESDAY)
    page = shown(client, "/registro/voci/2/")
    line = PublicLine.objects.get(seq=2)
    assert "Questa voce non riguarda un fatto pubblico" in page
    assert escape(line.text) in page
    assert line.salt not in page
    assert DayRoot.objects.get().hash in page
    assert client.get("/registro/voci/4/").status_code == 404


def test_the_path_is_given_to_programs_too(client: Client) -> None:
    written((MONDAY, 2), publishes=True)
    told = client.get("/registro/voci/1.json").json()
    assert (told["index"], told["size"], len(told["path"])) == (0, 2, 1)
    assert json.loads(told["root"])["kind"] == "end"
    close_days(TUESDAY)
    assert json.loads(client.get("/registro/voci/1.json").json()["root"])["day"] == "2026-02-02"


def test_published_acts_are_looked_for_by_the_first_digits_alone(client: Client) -> None:
    written((MONDAY, 1), publishes=True)
    [found] = client.get(f"/registro/atti/{SHA256[:4]}.json").json()["files"]
    assert found["sha256"] == SHA256
    assert found["url"].endswith("/nota.pdf")
    assert client.get("/registro/atti/cdcd.json").json() == {"files": []}
    assert client.get(f"/registro/atti/{SHA256}.json").status_code == 404


def test_the_files_to_download_are_read_by_the_verifier_which_is_there_too(client: Client) -> None:
    written((MONDAY, 2), (TUESDAY, 1))
    close_days(TUESDAY)
    program = verifier()
    register = b"".join(client.get("/registro/registro.jsonl").streaming_content)
    roots = b"".join(client.get("/registro/radici.jsonl").streaming_content)
    noted = program.noted_in(roots.splitlines(keepends=True))
    assert list(noted) == ["2026-02-02"]
    assert program.check(register.splitlines(keepends=True), noted=noted).entries == 3
    given = b"".join(client.get("/registro/coprogettazione_verify.py").streaming_content)
    assert given.decode().startswith("#!/usr/bin/env python3")
