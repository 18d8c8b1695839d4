# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a stranger understands of an agreement's page, and what machines read there."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call, CallState
from coprogettazione.parties.models import Organisation, User
from coprogettazione.wording import ROME
from home.facts.agreements import who
from home.facts.linked import ESCAPES
from home.facts.progress import by_year
from home.models import AgreementPage
from tests.factories.calls import DEADLINE, make_call
from tests.home.agreements import make_agreement
from tests.home.test_progress import running

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=ROME)
ADDRESS = "/convenzioni/pis-2026/"
COMMITMENT = [
    {"chapter": "12.04", "year": 2026, "amount": "60000.00", "note": ""},
    {"chapter": "12.04", "year": 2027, "amount": "90000.00", "note": ""},
    {"chapter": "12.05", "year": 2027, "amount": "10000.00", "note": ""},
    {"chapter": "12.04", "year": 2028, "amount": "20000.00", "note": ""},
]


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


def linked(text: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])["@graph"]


def test_one_sentence_says_who_where_until_when_and_with_how_much(client: Client) -> None:
    make_agreement()
    text = client.get(ADDRESS).content.decode()
    assert (
        "Lo realizzano La Lanterna, Casa Aperta e Passi Insieme, con Ambito di Valdora, nei cinque Comuni "
        "dell’Ambito, fino al 31 agosto 2028, con 216.000\u00a0€, di cui 180.000\u00a0€ pubblici."
    ) in text
    # The words of the call asked for organisations: of an agreement they are true as words of the call.
    assert text.count("Cerchiamo enti") == text.count("Diceva l’avviso: «Cerchiamo enti") == 1
    AgreementPage.objects.update(lead="Chi si trova senza casa chiama un numero.")
    text = client.get(ADDRESS).content.decode()
    assert '<p class="co-lead mt-3">Chi si trova senza casa chiama un numero.</p>' in text
    assert "Lo realizzano La Lanterna" in text
    assert "Cerchiamo enti" not in text


def test_the_first_panel_answers_the_questions_in_their_order(client: Client) -> None:
    running()
    text = client.get(ADDRESS).content.decode()
    panel = text[text.index('<dl class="co-facts" aria-label="In sintesi">') :].partition("</dl>")[0]
    assert re.findall(r"<dt>(.*?)</dt>", panel) == [
        "Chi",
        "Dove",
        "Da quando a quando",
        "Risorse in tutto",
        "Come va",
    ]
    assert (
        "Ambito di Valdora 180.000\u00a0€ (contributo pubblico). I tre enti 12.000\u00a0€ (denaro proprio)."
        in panel
    )
    assert "54.000\u00a0€ pagati finora" in panel
    assert "Prossima tappa: Primo rendiconto, entro il 31 dicembre 2026" in panel


def test_the_public_money_of_each_year_is_drawn_and_written(client: Client) -> None:
    agreement = running()
    Agreement.objects.filter(pk=agreement.pk).update(commitment=COMMITMENT)
    text = client.get(ADDRESS).content.decode()
    assert "2026: 60.000\u00a0€ a bilancio, 54.000\u00a0€ pagati." in text
    assert '<th scope="row">2027</th><td class="co-num" data-pre="a bilancio">100.000</td>' in text
    years = by_year(COMMITMENT, [])
    assert sum(year.given for year in years) == Decimal(180000)
    assert [year.given_width for year in years] == ["195.6", "326", "65.2"]


def test_without_commitments_there_are_no_years(client: Client) -> None:
    running()
    assert "anno per anno" not in client.get(ADDRESS).content.decode()
    assert by_year([{"amount": "10.00"}], []) == []


def test_a_payment_of_a_year_without_commitment_has_its_line() -> None:
    rows = [
        {"kind": "ADVANCE", "amount": "100.00", "act_date": "2027-01-10"},
        {"kind": "RECOVERY", "amount": "30.00", "act_date": "2027-02-10"},
    ]
    years = by_year([{"year": 2026, "amount": "200.00"}], rows)
    assert [(year.year, year.given, year.paid) for year in years] == [(2026, 200, 0), (2027, 0, 70)]


def test_results_are_drawn_for_who_sees_and_for_who_does_not_and_stand_in_a_table(client: Client) -> None:
    running()
    text = client.get(ADDRESS).content.decode()
    assert '<title id="in-t1">Persone raggiunte: 64</title>' in text
    assert '<desc id="in-d1">obiettivo: 300 entro il 31 agosto 2028; attese finora: 25</desc>' in text
    row = text[text.index("Gli stessi risultati in tabella") :]
    assert re.findall(r'data-pre="[^"]+">([^<]+)</td>', row)[:8] == [
        "0", "25", "64", "300", "60\u00a0%", "–", "82\u00a0%", "90\u00a0%",
    ]  # fmt: skip


def test_machines_read_the_service_and_the_grant_that_pays_for_it(client: Client) -> None:
    make_agreement()
    text = client.get(ADDRESS).content.decode()
    project, service, grant = linked(text)
    assert [thing["@type"] for thing in (project, service, grant)] == [
        "Project", "GovernmentService", "MonetaryGrant",
    ]  # fmt: skip
    assert service["url"] == "http://testserver/convenzioni/pis-2026/"
    assert (project["foundingDate"], project["dissolutionDate"]) == ("2026-09-01", "2028-08-31")
    assert service["provider"][0]["name"] == "Cooperativa sociale La Lanterna"
    assert grant["amount"] == {"@type": "MonetaryAmount", "currency": "EUR", "value": "180000.00"}
    assert grant["fundedItem"] == {"@id": project["@id"]}
    assert '<link rel="canonical" href="http://testserver/convenzioni/pis-2026/">' in text
    assert '<meta property="og:title" content="' in text


def test_what_somebody_wrote_cannot_leave_the_data_of_the_page(client: Client) -> None:
    make_agreement()
    Call.objects.update(title="</script><script>alert(1)</script> & «così»")
    text = client.get(ADDRESS).content.decode()
    assert "<script>alert" not in text
    assert linked(text)[0]["name"] == "</script><script>alert(1)</script> & «così»"
    assert set(map(chr, ESCAPES)) == {"<", ">", "&"}


def test_a_call_says_to_machines_until_when_one_can_apply(client: Client) -> None:
    make_call(CallState.PUBLISHED)
    with time_machine.travel(datetime(2026, 2, 10, 10, tzinfo=ROME), tick=False):
        (grant,) = linked(client.get("/avvisi/pis-2026/").content.decode())
    assert datetime.fromisoformat(grant["potentialAction"]["endTime"]) == DEADLINE
    (closed,) = linked(client.get("/avvisi/pis-2026/").content.decode())
    assert "potentialAction" not in closed


def test_many_are_counted_and_a_few_are_named() -> None:
    from home.facts.agreements import Party
    from home.facts.bodies import Body

    def party(n: int, *, public: bool) -> Party:
        return Party(Body(n, f"Ente {n}", "", "E"), n, "", public, "", "", "", "", Decimal(0))

    assert who([party(1, public=False), party(2, public=True)]) == "Ente 1, con Ente 2"
    assert who([party(n, public=True) for n in range(65)]) == "65 enti pubblici"


def test_an_agreement_that_ended_says_so_in_its_sentence(client: Client) -> None:
    make_agreement(starts_on=date(2024, 9, 1), ends_on=date(2026, 8, 31))
    assert "fino al 31 agosto 2026 (concluso)" in client.get(ADDRESS).content.decode()


def test_an_agreement_without_call_and_without_money_has_a_page_that_says_so(rf: Any) -> None:
    agreement = Agreement(
        kind="OPERATIONAL_AGREEMENT",
        lead_authority=Organisation(pk=1, name="Comune di Valdora", kind="MUNICIPALITY"),
        procedure_officer=User(first_name="Elena", last_name="Marchetti"),
        pk=7, title="Rete per l’inclusione", state="SIGNED", duration_months=24, public_grant=Decimal(0),
        total=Decimal(0), repertory_number=3, repertory_year=2026, published_at=NOW, starts_on=NOW.date(),
    )  # fmt: skip
    bodies = [
        {"organisation": n, "name": name, "short_name": "", "monogram": "", "role": role, "activities": "",
         "address": "", "kind": kind, "section": "", "runts_number": "", "share": "0", "came_on": None, "leaves_on": None}
        for n, (name, role, kind) in enumerate(
            [("Comune di Valdora", "PUBLIC_BODY", "MUNICIPALITY"),
             ("Comune di Borgolieto", "PUBLIC_BODY", "MUNICIPALITY"),
             ("La Lanterna", "PARTNER", "THIRD_SECTOR_BODY")], start=1)
    ]  # fmt: skip
    page = AgreementPage(
        title=agreement.title, slug="rete", url_path="/sito/convenzioni/rete/", agreement=agreement
    )
    for name in (
        "funding",
        "arrival",
        "comuni",
        "place",
        "paper",
        "indicator",
        "milestone",
        "payment",
        "addendum",
    ):
        setattr(page, f"{name}_rows", [])
    page.party_rows = bodies
    text = page.serve(rf.get("/convenzioni/rete/")).render().content.decode()
    assert "<h1>Rete per l’inclusione</h1>" in text
    assert "Lo realizzano La Lanterna, con Comune di Valdora e Comune di Borgolieto." in text
    assert "Nessun contributo: ogni parte usa quello che ha" in text
    assert "senza un termine" in text
    assert "Con quanto denaro" not in text
    assert "Come sono stati scelti" not in text
    assert [thing["@type"] for thing in linked(text)] == ["Project", "GovernmentService"]
    assert page.depends_on() == {"agreement-7", "site", "editors"}
