# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The points of the ranking as a spreadsheet."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import Score
from coprogettazione.evaluation.queries import committee_of, counting_sheets, scores_sheet
from tests.factories.evaluation import seats
from tests.factories.parties import make_ets, make_legal_representative

STAGE = "ranked"


def address(call: Call, form: str) -> str:
    return reverse("evaluation:scores", args=[call.code, form])


def test_there_is_a_row_for_every_criterion_of_every_sheet(call: Call, client: Client) -> None:
    client.force_login(call.procedure_officer)
    answer = client.get(address(call, "xlsx"))
    assert 'filename="punteggi-pis-2026.xlsx"' in answer["Content-Disposition"]
    page = load_workbook(BytesIO(answer.content)).active
    rows = list(page.values)
    assert rows[0][1:9] == (
        "Domanda",
        "Chi valuta",
        "Criterio",
        "Che cosa si valuta",
        "Livello",
        "Coefficiente",
        "Punti",
        "Punti al massimo",
    )
    assert len(rows) == 1 + 3 * 3 * 6
    assert rows[1][1:6] == (
        "La Lanterna con Passi Insieme",
        "Anna Riva",
        "A",
        "Lettura dei bisogni e coerenza con il Piano di Zona",
        "Ottimo",
    )
    assert rows[1][6:9] == (1, 20, 20)
    assert rows[1][11:] == (81.25, 1)


def test_a_csv_opens_in_italian_and_holds_no_formula(call: Call, client: Client) -> None:
    Score.objects.filter(pk=Score.objects.order_by("pk")[0].pk).update(reason='=HYPERLINK("http://x")')
    client.force_login(call.procedure_officer)
    content = client.get(address(call, "csv")).content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][11] == "81,25"
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_ods_is_a_spreadsheet(call: Call, client: Client) -> None:
    client.force_login(call.procedure_officer)
    answer = client.get(address(call, "ods"))
    assert answer.content[:2] == b"PK"
    assert answer["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert client.get(f"/valutazione/{call.code}/punteggi.pdf").status_code == 404


def test_only_who_reads_the_ranking_takes_the_points_away(call: Call, client: Client) -> None:
    client.force_login(make_legal_representative(make_ets("ets1")))
    assert client.get(address(call, "csv")).status_code == 403
    for person in (call.executive_officer, seats(call)[1].user):
        client.force_login(person)
        assert client.get(address(call, "csv")).status_code == 200
    page = client.get(reverse("evaluation:ranking", args=[call.code])).content.decode()
    assert address(call, "ods") in page


def test_there_are_no_points_to_take_before_the_closing(call: Call, client: Client) -> None:
    call.committees.update(closed_at=None)
    client.force_login(call.procedure_officer)
    assert client.get(address(call, "csv")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_application_and_with_three(
    call: Call, count: int, django_assert_num_queries
) -> None:
    committee = committee_of(call)
    assert committee is not None
    kept = call.applications.order_by("pk").values_list("pk", flat=True)[:count]
    call.applications.exclude(pk__in=list(kept)).update(state="WITHDRAWN")
    # 1 ranking  2 its groups  3 their bodies  4 sheets  5 scores  6 criteria  7 groups  8 bodies
    with django_assert_num_queries(8):
        table = scores_sheet(call, counting_sheets(committee))
        rows = list(table.rows)
    assert len(rows) == count * 18
    assert isinstance(rows[0][7], Decimal)
