# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an agreement goes, on its public page: results, milestones, payments."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from coprogettazione.agreements.models import Agreement
from coprogettazione.monitoring.models import Indicator, IndicatorReading, Milestone, Payment
from coprogettazione.wording import ROME
from home.facts.progress import milestones
from tests.factories.calls import make_officer
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=ROME)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


def running(**facts: Any) -> Agreement:
    agreement = make_agreement(**facts)
    officer = make_officer()
    for n, (text, unit, base, target, value, expected) in enumerate(
        [("persone raggiunte", "n", 0, 300, 64, 25), ("interventi entro 24 ore", "%", 60, 90, 82, None)]
    ):
        indicator = Indicator.objects.create(
            agreement=agreement, code=f"I{n}", text=text, unit=unit, baseline=base, target=target, position=n
        )
        for day, read in ((date(2026, 9, 30), 10), (date(2026, 10, 31), value)):
            IndicatorReading.objects.create(
                indicator=indicator, period_end=day, value=read, expected=expected, reported_by=officer,
                reported_at=datetime(2026, 11, 5, 9, tzinfo=ROME),
            )  # fmt: skip
    lead = agreement.parties.get(position=0).organisation
    for n, (text, due, done) in enumerate(
        [
            ("centrale operativa attiva", date(2026, 9, 30), date(2026, 9, 24)),
            ("primo rendiconto", date(2026, 12, 31), None),
        ]
    ):
        Milestone.objects.create(
            agreement=agreement, code=f"M{n}", text=text, due=due, owner=lead, done_on=done, position=n,
            state="DONE" if done else "PLANNED",
        )  # fmt: skip
    Payment.objects.create(
        agreement=agreement, kind="ADVANCE", payee=lead, amount=Decimal(54000), act_number="180/2026",
        act_date=date(2026, 10, 12), ordered_at=datetime(2026, 10, 12, 9, tzinfo=ROME), ordered_by=officer,
    )  # fmt: skip
    return agreement


def test_the_page_says_results_milestones_and_what_was_paid(client: Client) -> None:
    running()
    text = client.get("/convenzioni/pis-2026/").content.decode()
    for words in (
        "Risultati al 31 ottobre 2026",
        '<h4 class="mb-0">Persone raggiunte</h4><span class="h3 mb-0">64</span>',
        "obiettivo: 300 entro il 31 agosto 2028; attese finora: 25",
        "obiettivo: 90\u00a0%; prima del progetto: 60\u00a0%",
        'width="58.2" height="7" class="f-petrol"',
        "Prevista per il 30 settembre 2026, fatta il 24 settembre 2026.",
        "Entro giovedì 31 dicembre 2026.",
        "Pagati finora 54.000\u00a0€ su 180.000\u00a0€.",
        "Ultimo pagamento: anticipo, lunedì 12 ottobre 2026.",
        "Aggiornata giovedì 5 novembre 2026",
        "In corso, nei tempi",
    ):
        assert words in text, words


def test_a_late_milestone_is_told_on_the_page_in_the_list_and_on_the_first_page(client: Client) -> None:
    agreement = running()
    Milestone.objects.filter(agreement=agreement, code="M1").update(state="LATE", due=date(2026, 11, 1))
    for address in ("/convenzioni/pis-2026/", "/convenzioni/", "/"):
        assert "Una tappa in ritardo" in client.get(address).content.decode(), address


def test_before_any_payment_the_page_says_so(client: Client) -> None:
    make_agreement()
    assert "Non è stato ancora pagato niente." in client.get("/convenzioni/pis-2026/").content.decode()


def test_what_came_back_counts_less(client: Client) -> None:
    agreement = running()
    Payment.objects.create(
        agreement=agreement, kind="RECOVERY", payee=agreement.parties.get(position=0).organisation,
        amount=Decimal(4000), act_number="190/2026", act_date=date(2026, 11, 2), ordered_by=make_officer(),
        ordered_at=datetime(2026, 11, 2, 9, tzinfo=ROME),
    )  # fmt: skip
    assert "Pagati finora 50.000\u00a0€" in client.get("/convenzioni/pis-2026/").content.decode()


def test_indicators_and_milestones_cost_no_query(client: Client, django_assert_num_queries: Any) -> None:
    running()
    client.get("/convenzioni/pis-2026/")
    with django_assert_num_queries(3):
        client.get("/convenzioni/pis-2026/")


def test_the_first_milestone_not_done_is_where_one_is() -> None:
    told = milestones(
        [
            {"text": "uno", "due": "2026-09-30", "state": "WAIVED", "done_on": None},
            {"text": "due", "due": "2026-12-31", "state": "PLANNED", "done_on": None},
            {"text": "tre", "due": "2027-12-31", "state": "PLANNED", "done_on": None},
        ],
        NOW.date(),
    )
    assert [step["state"] for step in told] == ["", "now", ""]
