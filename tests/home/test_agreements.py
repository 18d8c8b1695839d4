# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public pages of the agreements, and their sums on the first page."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from coprogettazione.wording import ROME
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=ROME)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_page_says_who_money_and_until_when(client: Client) -> None:
    make_agreement()
    text = client.get("/convenzioni/pis-2026/").content.decode()
    for words in (
        "repertorio 12/2026",
        "1°\u00a0settembre 2026 – 31 agosto 2028",
        "216.000\u00a0€, di cui 180.000\u00a0€ pubblici",
        "Cooperativa sociale La Lanterna",
        "capofila: firma e risponde per tutti",
        "In corso, nei tempi",
        "Le stesse cifre in tabella, in euro",
        '<td class="co-num">99.000</td>',
        '<td class="co-num">111.600</td><td class="co-num">59.000</td><td class="co-num">45.400</td>',
        "Su 216.000\u00a0€, 180.000\u00a0€ arrivano da Ambito di Valdora.",
        "Responsabile: Elena Marchetti",
    ):
        assert words in text, words
    assert "style=" not in text


def test_bodies_keep_the_colour_of_their_arrival(client: Client) -> None:
    make_agreement()
    text = client.get("/convenzioni/pis-2026/").content.decode()
    assert '<span class="co-org o-1"><i aria-hidden="true">LL</i>' in text
    assert '<span class="co-org o-2"><i aria-hidden="true">PI</i>' in text
    assert '<span class="co-org o-3"><i aria-hidden="true">CA</i>' in text
    assert '<span class="co-org o-0"><i aria-hidden="true">AV</i>' in text


def test_no_person_but_the_officer_is_named(client: Client) -> None:
    make_agreement()
    text = client.get("/convenzioni/pis-2026/").content.decode()
    for person in ("Ada Fontana", "Marco Rinaldi", "Giulia Ferri", "Davide Orsini"):
        assert person not in text


def test_an_agreement_not_yet_published_is_not_there(client: Client) -> None:
    make_agreement(published=False)
    assert client.get("/convenzioni/pis-2026/").status_code == 404
    assert "Nessuna convenzione pubblicata finora" in client.get("/convenzioni/").content.decode()
    assert "Le convenzioni in vigore" not in client.get("/").content.decode()


def test_the_first_page_adds_up(client: Client) -> None:
    make_agreement()
    make_agreement(code="DOP-2026", number=13)
    text = client.get("/").content.decode()
    assert "<dd>2</dd>" in text
    assert "<dd>3</dd>" in text  # the same three bodies, counted once
    assert "<dd>360.000\u00a0€</dd>" in text
    assert "<dd>72.000\u00a0€</dd>" in text
    assert '<td class="co-num">432.000\u00a0€</td>' in text


def test_an_agreement_that_ended_is_listed_and_no_longer_in_force(client: Client) -> None:
    make_agreement(starts_on=date(2024, 9, 1), ends_on=date(2026, 8, 31))
    assert "Conclusa" in client.get("/convenzioni/").content.decode()
    assert "Le convenzioni in vigore" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("address", "queries"), [("/convenzioni/", 6), ("/convenzioni/pis-2026/", 3), ("/", 5)]
)
def test_a_page_costs_the_same_queries_with_one_agreement_and_with_three(
    client: Client, address: str, queries: int, django_assert_num_queries: Any
) -> None:
    make_agreement()
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
    make_agreement(code="DOP-2026", number=13)
    make_agreement(code="TSV-2026", number=14)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_the_table_of_data_has_a_row_for_each_beneficiary(client: Client) -> None:
    make_agreement()
    lines = client.get("/convenzioni/dati.csv").getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("12/2026;")
    assert '90000010000;99000.00;"art. 55' in lines[1]
    assert all("Ada" not in line for line in lines)
