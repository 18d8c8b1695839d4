# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the execution: who opens them, what they do, how many queries they ask."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprogettazione.monitoring.models import Expense, ExpenseReport, Indicator, ReportState
from coprogettazione.monitoring.queries import monitoring_for_page
from coprogettazione.parties.models import User
from tests.factories.monitoring import (
    PRESENTED,
    approve,
    invoice,
    make_agreement,
    make_planned,
    make_submitted,
    report_of,
    signer,
    spend,
)
from tests.factories.parties import make_user

pytestmark = pytest.mark.django_db


def page_of(client: Client, user: User, name: str, pk: int, status: int = 200) -> str:
    """What a person reads on a page."""
    client.force_login(user)
    response = client.get(reverse(f"monitoring:{name}", args=[pk]))
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def test_the_overview_tells_figures_milestones_and_payments(client: Client) -> None:
    agreement = make_planned()
    text = page_of(client, signer("ets2"), "overview", agreement.pk)
    assert "Pagati finora 0\u00a0€ su 180.000\u00a0€" in text
    assert "Persone raggiunte" in text
    assert "non ancora misurato" in text
    assert "Comunica il dato" in text
    assert "Segna fatta" not in text
    assert "Disponi un pagamento" in page_of(
        client, agreement.call.executive_officer, "overview", agreement.pk
    )
    page_of(client, make_user("Nadia", "Bruni"), "overview", agreement.pk, 403)


def test_an_expense_is_written_from_its_page_and_completed_later(client: Client) -> None:
    report = report_of(make_planned())
    client.force_login(signer("ets2"))
    body = signer("ets2").memberships.get().organisation_id
    address = reverse("monitoring:new_expense", args=[report.pk])
    written = {
        "organisation": body,
        "category": "C",
        "description": "Coperte",
        "amount": "1.250,50",
        "share": "50",
    }
    assert client.post(address, {**written, "share": "120"}).status_code == 422
    assert client.post(address, written).status_code == 302
    expense = Expense.objects.get()
    assert expense.charged == Decimal("625.25")
    text = page_of(client, signer("ets2"), "report", report.pk)
    assert "Mancano 4 cose" in text
    assert "Vai alla presentazione" not in text
    again = client.post(
        reverse("monitoring:expense", args=[expense.pk]),
        {**written, "document": invoice(), "supplier": "Tessil"},
    )
    assert again.status_code == 302
    expense.refresh_from_db()
    assert expense.document is not None
    assert client.post(reverse("monitoring:remove", args=[expense.pk])).status_code == 302
    assert not Expense.objects.exists()


def test_a_member_reads_only_its_own_expenses(client: Client) -> None:
    report = report_of(make_planned())
    spend(report, "ets2", description="Uscite di strada")
    spend(report, "ets4", description="Notti in accoglienza")
    assert "Notti in accoglienza" not in page_of(client, signer("ets2"), "report", report.pk)
    assert "Notti in accoglienza" in page_of(client, signer("ets1"), "report", report.pk)


def test_the_lead_presents_and_the_officer_checks_from_their_pages(client: Client) -> None:
    report = report_of(make_planned())
    expense = spend(report)
    client.force_login(signer())
    sums = {"own_money": "100", "revenues": "0"}
    assert client.post(reverse("monitoring:sums", args=[report.pk]), sums).status_code == 302
    address = reverse("monitoring:submit", args=[report.pk])
    assert "900,00" in page_of(client, signer(), "submit", report.pk)
    assert client.post(address, {"asked": "900,01", "declared": "on"}).status_code == 422
    assert client.post(address, {"asked": "900"}).status_code == 422
    done = client.post(address, {"asked": "900", "declared": "on"})
    assert done.status_code == 302, done.content.decode()[-3000:]
    officer = report.case_file.procedure_officer
    assert "Operatori di strada" in page_of(client, officer, "review", report.pk)
    check = reverse("monitoring:review", args=[report.pk])
    cut = {f"admitted_{expense.pk}": "800", f"reason_{expense.pk}": "", "outcome": "APPROVED"}
    answer = client.post(check, cut)
    assert answer.status_code == 422
    assert "scrivi perché non è ammessa per intero" in answer.content.decode()
    assert client.post(check, {**cut, f"reason_{expense.pk}": "Due giorni fuori periodo."}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.admitted) == (ReportState.APPROVED, Decimal("700.00"))


def test_the_officer_writes_the_plan_from_its_page(client: Client) -> None:
    agreement = make_agreement()
    officer = agreement.call.procedure_officer
    text = page_of(client, officer, "plan", agreement.pk)
    assert "Fissa il piano" in text
    form = {
        "indicators-TOTAL_FORMS": "1",
        "indicators-INITIAL_FORMS": "0",
        "indicators-0-code": "I1",
        "indicators-0-text": "persone raggiunte",
        "indicators-0-unit": "n",
        "indicators-0-baseline": "0",
        "indicators-0-target": "300",
        "indicators-0-frequency": "QUARTERLY",
        "milestones-TOTAL_FORMS": "1",
        "milestones-INITIAL_FORMS": "0",
        "milestones-0-code": "M1",
        "milestones-0-text": "centrale operativa attiva",
        "milestones-0-due": "2026-09-30",
        "milestones-0-owner": "90000010000",
        "reports-TOTAL_FORMS": "0",
        "reports-INITIAL_FORMS": "0",
    }
    done = client.post(reverse("monitoring:plan", args=[agreement.pk]), form)
    assert done.status_code == 302, done.content.decode()[-3000:]
    assert Indicator.objects.get().target == 300
    assert ExpenseReport.objects.filter(final=True).count() == 1


def test_the_page_of_an_agreement_asks_five_queries_whatever_the_rows() -> None:
    planned = make_planned()
    one = Indicator.objects.filter(agreement=planned).order_by("pk")
    with CaptureQueriesContext(connection) as three:
        monitoring_for_page(planned, PRESENTED)
    one.exclude(pk=one[0].pk).delete()
    with CaptureQueriesContext(connection) as single:
        monitoring_for_page(planned, PRESENTED)
    assert (len(single), len(three)) == (5, 5)


def test_the_pages_ask_as_many_queries_at_one_row_as_at_three(client: Client) -> None:
    agreement = make_planned()
    report = report_of(agreement)
    counts: dict[str, list[int]] = {"report": [], "reports": []}
    officer = agreement.call.procedure_officer
    client.force_login(officer)
    numbers = iter(range(100))
    for _rows in (1, 3):
        while report.expenses.count() < _rows:
            spend(report, document_number=f"D{next(numbers)}")
        for name, pk in (("report", report.pk), ("reports", agreement.pk)):
            client.get(reverse(f"monitoring:{name}", args=[pk]))
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(f"monitoring:{name}", args=[pk])).status_code == 200
            counts[name].append(len(asked))
    assert counts["report"][0] == counts["report"][1]
    assert counts["reports"][0] == counts["reports"][1]
    assert max(counts["report"]) <= 30


def test_an_approved_report_shows_what_was_admitted(client: Client) -> None:
    report = approve(make_submitted())
    assert "Contributo ammesso: 900,00\u00a0€ su 900,00\u00a0€ chiesti" in page_of(
        client, signer("ets1"), "report", report.pk
    )
