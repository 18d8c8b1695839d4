# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The committee's pages over HTTP."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import Score, ScoreDraft, ScoreSheet
from coprogettazione.evaluation.queries import committee_of, overview
from coprogettazione.evaluation.services import close_evaluation
from tests.factories.evaluation import CLOSED, COEFFICIENTS, REASON, score_all, score_sheet, seats, sheet_of
from tests.factories.parties import make_ets, make_legal_representative

STAGE = "evaluation"


@pytest.fixture
def sheet(call: Call) -> ScoreSheet:
    return sheet_of(call, seats(call)[0].user)


@pytest.fixture
def anna(call: Call, client: Client) -> Client:
    client.force_login(seats(call)[0].user)
    return client


def criterion_url(sheet: ScoreSheet, letter: str = "b") -> str:
    return reverse("evaluation:criterion", args=[sheet.pk, letter])


def test_a_score_is_given_by_choosing_a_description_and_saying_why(anna: Client, sheet: ScoreSheet) -> None:
    page = anna.get(criterion_url(sheet)).content.decode()
    assert "La Lanterna con Passi Insieme" in page
    assert "Buono, 22,5 punti." in page
    assert "Salva e passa al criterio C" in page
    answer = anna.post(criterion_url(sheet), {"coefficient": "0.75", "reason": REASON})
    assert (answer.status_code, answer["Location"]) == (302, criterion_url(sheet, "c"))
    assert Score.objects.get(sheet=sheet).points == Decimal("22.50")


def test_who_scores_reads_the_proposal_from_the_sheet(anna: Client, sheet: ScoreSheet) -> None:
    address = reverse("applications:read", args=[sheet.application_id])
    assert f'href="{address}"' in anna.get(criterion_url(sheet)).content.decode()
    answer = anna.get(address)
    assert answer.status_code == 200
    assert "Nessuno resta fuori" in answer.content.decode()


def test_without_a_reason_what_was_chosen_stays_on_the_page(anna: Client, sheet: ScoreSheet) -> None:
    answer = anna.post(criterion_url(sheet), {"coefficient": "0.5", "reason": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "un punteggio senza motivazione non vale" in page
    assert 'value="0.5" checked' in page
    assert not Score.objects.exists()


def test_the_reason_is_saved_while_one_types(anna: Client, sheet: ScoreSheet) -> None:
    url = reverse("evaluation:draft", args=[sheet.pk, "b"])
    answer = anna.post(url, {"coefficient": "", "reason": "La centrale"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    assert set(answer.json()) == {"time"}
    assert ScoreDraft.objects.get().reason == "La centrale"
    assert "La centrale" in anna.get(criterion_url(sheet)).content.decode()
    assert anna.post(url, {"coefficient": "nove", "reason": "x"}).status_code == 422
    score_sheet(sheet, COEFFICIENTS["ets1"])
    refused = anna.post(url, {"coefficient": "", "reason": "tardi"})
    assert refused.status_code == 409
    assert "Hai già chiuso questa scheda" in refused.json()["message"]


def test_colleagues_sheets_are_locked_until_the_own_is_closed(
    call: Call, anna: Client, sheet: ScoreSheet
) -> None:
    luca = seats(call)[1].user
    theirs = sheet_of(call, luca)
    score_sheet(theirs, COEFFICIENTS["ets1"])
    page = anna.get(criterion_url(sheet)).content.decode()
    assert "<strong>Luca Moretti:</strong> scheda chiusa" in page
    assert "81,25" not in page
    locked = anna.get(reverse("evaluation:sheet", args=[theirs.pk]))
    assert locked.status_code == 403
    score_sheet(sheet, COEFFICIENTS["ets1"])
    opened = anna.get(reverse("evaluation:sheet", args=[theirs.pk]))
    assert opened.status_code == 200
    assert "81,25" in opened.content.decode()


def test_a_sheet_is_read_again_and_then_closed(anna: Client, sheet: ScoreSheet) -> None:
    score_sheet(sheet, COEFFICIENTS["ets1"], close=False)
    there = anna.get(reverse("evaluation:sheet", args=[sheet.pk]))
    assert there["Location"] == reverse("evaluation:close_sheet", args=[sheet.pk])
    page = anna.get(there["Location"]).content.decode()
    assert "Rileggi la scheda prima di chiuderla" in page
    assert anna.post(there["Location"]).status_code == 302
    sheet.refresh_from_db()
    assert sheet.total == Decimal("81.25")


def test_the_declaration_page_names_every_applicant(call: Call, anna: Client) -> None:
    page = anna.get(reverse("evaluation:declare", args=[call.code])).content.decode()
    for name in ("La Lanterna", "Passi Insieme", "Casa Aperta", "Il Ponte"):
        assert name in page
    assert "Hai dichiarato di non avere conflitti mercoledì 11 marzo 2026" in page


def test_the_ranking_is_not_a_page_before_the_closing(call: Call, client: Client) -> None:
    client.force_login(call.procedure_officer)
    url = reverse("evaluation:ranking", args=[call.code])
    refused = client.get(url)
    assert refused.status_code == 403
    assert "riservati alla commissione" in refused.content.decode()
    score_all(call)
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    page = client.get(url).content.decode()
    assert "1° posto:" in page
    assert "81,25" in page


def test_the_executive_admits_from_a_page_that_says_what_will_be_decided(call: Call, client: Client) -> None:
    score_all(call)
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    client.force_login(call.executive_officer)
    url = reverse("evaluation:admit", args=[call.code])
    page = client.get(url).content.decode()
    assert "ammessa al tavolo" in page
    assert "sotto la soglia" in page
    empty = client.post(url, {"act_number": "", "act_date": "", "reasons": ""})
    assert empty.status_code == 422
    given = {
        "act_number": "52/2026",
        "act_date": "2026-03-20",
        "reasons": "Visti i verbali della commissione, che si approvano.",
    }
    assert client.post(url, given).status_code == 302
    client.force_login(make_legal_representative(make_ets("ets3")))
    own = Application.objects.get(lead=make_ets("ets3"))
    outcome = client.get(reverse("evaluation:outcome", args=[own.pk])).content.decode()
    assert "51,25 punti, sotto la soglia di 60." in outcome
    assert REASON in outcome
    other = Application.objects.get(lead=make_ets("ets1"))
    assert client.get(reverse("evaluation:outcome", args=[other.pk])).status_code == 403


def test_pages_are_for_the_committee_and_the_offices(call: Call, client: Client, sheet: ScoreSheet) -> None:
    url = reverse("evaluation:committee", args=[call.code])
    assert client.get(url).status_code == 302
    client.force_login(make_legal_representative(make_ets("ets1")))
    assert client.get(url).status_code == 403
    assert client.get(criterion_url(sheet)).status_code == 403
    client.force_login(call.procedure_officer)
    assert client.get(url).status_code == 200
    assert client.get(criterion_url(sheet)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_costs_the_same_with_one_and_with_three(
    call: Call, count: int, django_assert_num_queries
) -> None:
    committee = committee_of(call)
    assert committee is not None
    kept = list(Application.objects.filter(call=call).order_by("pk").values_list("pk", flat=True))[:count]
    ScoreSheet.objects.exclude(application__in=kept).delete()
    # 1. sheets with member and applicant  2. scores  3. members of the groups  4. their organisations
    with django_assert_num_queries(4):
        assert len(overview(committee)) == count


def test_the_page_of_a_criterion_stays_within_thirty_queries(anna: Client, sheet: ScoreSheet) -> None:
    with CaptureQueriesContext(connection) as queries:
        anna.get(criterion_url(sheet))
    assert len(queries) <= 30
