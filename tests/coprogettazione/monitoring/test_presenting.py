# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Presenting the expenses: each hard rule with its refusal, one day and one cent before and after."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.monitoring.models import CupMode, ExpenseReport, PaymentMeans, ReportState
from coprogettazione.monitoring.services import (
    review_expense_report,
    save_expense,
    save_report_sums,
    submit_expense_report,
)
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.calls import ROME
from tests.factories.monitoring import (
    PRESENTED,
    WRITTEN,
    invoice,
    make_planned,
    make_submitted,
    present,
    report_of,
    signer,
    spend,
    value_volunteers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> ExpenseReport:
    """The first report of the calendar, to be presented within 31 December 2026."""
    return report_of(make_planned())


def refused(report: ExpenseReport, asked: str = "0", **given: Any) -> str:
    """What the refusal says."""
    with pytest.raises(Invalid) as refusal:
        submit_expense_report(
            expense_report=report,
            asked=Decimal(asked),
            by=given.get("by", signer()),
            at=given.get("at", PRESENTED),
        )
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    return str(refusal.value)


def test_a_report_in_order_is_presented_with_its_paper_and_the_office_is_told(report: ExpenseReport) -> None:
    spend(report)
    value_volunteers(report)
    present(report)
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    assert report.asked == Decimal("900.00")
    paper = Paper.objects.get(kind=PaperKind.EXPENSE_REPORT)
    assert report.paper == paper
    assert paper.data["totals"]["now"] == "1200.00"
    assert Message.objects.filter(
        recipient=report.case_file.procedure_officer, key__startswith="expense_report_submitted"
    ).exists()
    entry = Entry.objects.get(deed="submit_expense_report")
    assert entry.role == "LEAD_PARTNER"
    assert entry.payload["paid"] == "1000.00"
    assert entry.payload["figurative"] == "200.00"
    assert entry.payload["late"] is False


def test_an_empty_report_is_refused(report: ExpenseReport) -> None:
    assert "non ha spese" in refused(report)


def test_a_report_after_its_term_is_late_and_not_refused(report: ExpenseReport) -> None:
    spend(report)
    present(report, at=datetime(2027, 1, 1, 0, 0, tzinfo=ROME))
    assert Entry.objects.get(deed="submit_expense_report").payload["late"] is True


@pytest.mark.parametrize(
    ("paid_on", "words"),
    [
        (date(2026, 8, 31), "prima dell’inizio delle attività (1°\u00a0settembre 2026)"),
        (date(2027, 1, 1), "dopo il termine di questo rendiconto (31 dicembre 2026)"),
        (None, "manca il giorno del pagamento"),
    ],
)
def test_rule_1_an_expense_paid_outside_its_days_is_refused(
    report: ExpenseReport, paid_on: date | None, words: str
) -> None:
    spend(report, paid_on=paid_on)
    assert words in refused(report, at=datetime(2027, 1, 2, 9, 0, tzinfo=ROME))


@pytest.mark.parametrize("paid_on", [date(2026, 9, 1), date(2026, 12, 31)])
def test_rule_1_the_first_and_the_last_day_are_good(report: ExpenseReport, paid_on: date) -> None:
    spend(report, paid_on=paid_on)
    present(report, at=datetime(2026, 12, 31, 23, 59, 59, tzinfo=ROME))
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_rule_1_after_the_end_of_the_activities_is_refused() -> None:
    last = report_of(make_planned(), 2)
    spend(last, paid_on=date(2028, 9, 1))
    words = refused(last, at=datetime(2028, 9, 20, 9, 0, tzinfo=ROME))
    assert "dopo la fine delle attività (31 agosto 2028)" in words


def test_rule_1_what_is_not_paid_yet_is_refused(report: ExpenseReport) -> None:
    spend(report, paid_on=date(2026, 12, 11))
    assert "non è ancora avvenuto" in refused(report)


@pytest.mark.parametrize(
    "facts", [{"payment_means": PaymentMeans.CASH}, {"payment_reference": ""}, {"payment_means": ""}]
)
def test_rule_2_a_payment_without_trace_is_refused(report: ExpenseReport, facts: dict[str, Any]) -> None:
    spend(report, **facts)
    words = refused(report)
    assert "serve un pagamento tracciabile" in words
    assert "art. 3, l. 136/2010" in words


def test_rule_3_an_expense_without_cup_is_refused(report: ExpenseReport) -> None:
    spend(report, cup_mode=CupMode.MISSING)
    assert "il CUP X00X26000000001 non è sul documento" in refused(report)


def test_rule_3_a_declared_cup_is_enough(report: ExpenseReport) -> None:
    spend(report, cup_mode=CupMode.DECLARED)
    present(report)


def test_rule_3_no_cup_is_asked_when_the_procedure_has_none(report: ExpenseReport) -> None:
    call = report.case_file
    type(call).objects.filter(pk=call.pk).update(cup="", cup_exemption="Nessun investimento pubblico.")
    spend(report, cup_mode=CupMode.MISSING)
    present(report_of(report.agreement))


def test_rule_4_a_document_already_reported_is_refused_however_it_is_typed() -> None:
    agreement = make_planned()
    make_submitted(agreement)
    second = report_of(agreement, 2)
    spend(
        second,
        document_number="12 / a",
        supplier="CEDOLINI  ottobre.",
        document=invoice(text="altra scansione"),
    )
    words = refused(second)
    assert "è già rendicontato (Rendiconto n. 1): le quote sommano al 200\u00a0%" in words


def test_rule_4_the_same_file_with_the_same_amount_is_the_same_document() -> None:
    agreement = make_planned()
    make_submitted(agreement)
    second = report_of(agreement, 2)
    spend(second, document_number="99", document=invoice(text="ets1 12/A"))
    assert "le quote sommano al 200" in refused(second)


@pytest.mark.parametrize(("share", "passes"), [("40", True), ("40.01", False)])
def test_rule_4_the_shares_of_one_document_stay_within_one_hundred(share: str, passes: bool) -> None:
    agreement = make_planned()
    first, second = report_of(agreement, 1), report_of(agreement, 2)
    spend(first, share=Decimal(60))
    present(first, asked="500")
    spend(second, share=Decimal(share))
    if passes:
        present(second, asked="300", own="60")
    else:
        assert "le quote sommano al 100" in refused(second, asked="300")


def test_rule_4_the_same_document_twice_in_one_report_is_refused(report: ExpenseReport) -> None:
    spend(report)
    spend(report)
    assert "le quote sommano al 200" in refused(report)


@pytest.mark.parametrize(("asked", "passes"), [("849.99", True), ("850", True), ("850.01", False)])
def test_rule_5_the_contribution_stays_within_costs_less_own_money_and_revenues(
    report: ExpenseReport, asked: str, passes: bool
) -> None:
    spend(report)
    value_volunteers(report)
    save_report_sums(
        expense_report=report, own_money=Decimal(100), revenues=Decimal(50), by=signer(), at=WRITTEN
    )
    report.refresh_from_db()
    if passes:
        submit_expense_report(expense_report=report, asked=Decimal(asked), by=signer(), at=PRESENTED)
        assert report.state == ReportState.SUBMITTED
    else:
        assert "supera di 0,01\u00a0€ quanto si può chiedere" in refused(report, asked)


@pytest.mark.parametrize(("asked", "passes"), [("179100", True), ("179100.01", False)])
def test_rule_5_all_that_is_asked_stays_within_the_grant(asked: str, passes: bool) -> None:
    agreement = make_planned()
    make_submitted(agreement)
    second = report_of(agreement, 2)
    spend(second, document_number="13", amount=Decimal("200000"))
    if passes:
        present(second, asked=asked, own="12000")
    else:
        save_report_sums(
            expense_report=second, own_money=Decimal(12000), revenues=Decimal(0), by=signer(), at=WRITTEN
        )
        second.refresh_from_db()
        assert "arriva a 180.000,01\u00a0€" in refused(second, asked)


def test_rule_5_at_the_end_the_partners_put_the_money_they_agreed() -> None:
    # 12,000 of 192,000 euro in money: 6.25 % of what is spent.
    final = report_of(make_planned(), 2)
    spend(final, amount=Decimal("1600"))
    save_report_sums(
        expense_report=final, own_money=Decimal("99.99"), revenues=Decimal(0), by=signer(), at=WRITTEN
    )
    final.refresh_from_db()
    assert "è almeno 100,00\u00a0€" in refused(final, "100")
    present(final, asked="100", own="100.00")


def test_rule_6_a_figurative_value_cannot_be_paid(report: ExpenseReport) -> None:
    with pytest.raises(Invalid, match="hanno un valore figurativo: non si pagano") as refusal:
        spend(report, category="V", hours=Decimal(10), hourly_value=Decimal(20))
    assert refusal.value.law == "art. 17, c. 3, d.lgs. 117/2017"


def test_rule_6_a_figurative_value_asks_for_no_contribution(report: ExpenseReport) -> None:
    value_volunteers(report)
    assert "supera di 0,01" in refused(report, "0.01")


@pytest.mark.parametrize(("indirect", "passes"), [("70", True), ("70.10", False)])
def test_rule_9_indirect_costs_stay_within_the_cap_of_the_avviso(
    report: ExpenseReport, indirect: str, passes: bool
) -> None:
    spend(report, amount=Decimal(1000) - Decimal("70"))
    spend(report, category="I", document_number="I/1", amount=Decimal(indirect))
    if passes:
        present(report, asked="800")
    else:
        assert "l’avviso ne ammette al massimo il 7\u00a0%" in refused(report, "800")


def test_a_document_without_its_file_is_refused(report: ExpenseReport) -> None:
    spend(report, document=None)
    assert "manca file del documento" in refused(report)


def test_what_is_presented_is_not_written_again() -> None:
    report = make_submitted()
    with pytest.raises(NotAllowed, match="Il rendiconto è già presentato"):
        spend(report, document_number="14")


def test_a_report_sent_back_is_written_and_presented_again() -> None:
    report = make_submitted()
    review_expense_report(
        expense_report=report,
        outcome="REJECTED",
        reasons="La prova del pagamento non si legge.",
        by=report.case_file.procedure_officer,
        at=PRESENTED,
    )
    spend(report, document_number="14")
    present(report, asked="1800", own="200")
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_a_member_writes_only_its_own_expenses(report: ExpenseReport) -> None:
    with pytest.raises(NotAllowed, match="Ogni ente scrive le proprie spese"):
        spend(report, "ets4", by=signer("ets2"))
    mine = spend(report, "ets2")
    with pytest.raises(NotAllowed, match="Ogni ente scrive le proprie spese"):
        save_expense(
            expense_report=report,
            organisation=mine.organisation,
            category="A",
            description="altro",
            amount=Decimal(1),
            expense=mine,
            by=signer("ets4"),
            at=WRITTEN,
        )
    spend(report, "ets2", by=signer("ets1"), document_number="15")


def test_only_who_represents_the_lead_presents(report: ExpenseReport) -> None:
    spend(report)
    with pytest.raises(NotAllowed, match="Lo fa solo chi rappresenta il capofila"):
        submit_expense_report(expense_report=report, asked=Decimal(0), by=signer("ets2"), at=PRESENTED)
