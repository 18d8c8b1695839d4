# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Money asked, admitted and paid by two people at the same moment, with real processes."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from coprogettazione.agreements.models import Agreement
from coprogettazione.monitoring.models import ExpenseReport, Payment, ReportState
from coprogettazione.monitoring.queries import balance_of
from coprogettazione.monitoring.services import (
    order_payment,
    review_expense_report,
    save_report_sums,
    submit_expense_report,
)
from coprogettazione.records.models import Entry
from tests.factories.calls import ROME
from tests.factories.monitoring import (
    REVIEWED,
    executive,
    make_planned,
    make_submitted,
    present,
    report_of,
    signer,
    spend,
)
from tests.processes import together

END = datetime(2028, 10, 1, 9, 0, tzinfo=ROME)
CHECKS = {"durc": date(2026, 7, 27), "debts": date(2026, 7, 27), "antimafia": date(2026, 7, 20)}
pytestmark = pytest.mark.django_db(transaction=True)


def ask(number: int, asked: str) -> None:
    """The lead presents one of the reports."""
    report = report_of(Agreement.objects.get(), number)
    submit_expense_report(expense_report=report, asked=Decimal(asked), by=signer(), at=END)


def admit(pk: int) -> None:
    """The officer approves a report."""
    report = ExpenseReport.objects.get(pk=pk)
    officer = report.case_file.procedure_officer
    review_expense_report(expense_report=report, outcome="APPROVED", by=officer, at=REVIEWED)


def pay(act_number: str, amount: str) -> None:
    """The executive orders an advance."""
    order_payment(
        agreement=Agreement.objects.get(),
        kind="ADVANCE",
        amount=Decimal(amount),
        act_number=act_number,
        act_date=date(2026, 10, 12),
        checks=CHECKS,
        by=executive(),
        at=datetime(2026, 10, 12, 9, 0, tzinfo=ROME),
    )


def test_two_reports_presented_at_once_do_not_ask_more_than_the_grant() -> None:
    agreement = make_planned()
    for number, paid_on in ((1, date(2026, 11, 5)), (2, date(2028, 8, 31))):
        report = report_of(agreement, number)
        spend(report, amount=Decimal("130000"), document_number=f"N{number}", paid_on=paid_on, at=END)
        save_report_sums(
            expense_report=report, own_money=Decimal(20000), revenues=Decimal(0), by=signer(), at=END
        )
    told = together(ask, [(1, "100000"), (2, "100000")])
    refused = [answer.refusal for answer in told if answer.refusal]
    assert len(refused) == 1
    assert "quello assegnato è 180.000" in refused[0]
    assert balance_of(agreement).asked == Decimal("100000")


def test_one_report_approved_by_two_windows_at_once_is_approved_once() -> None:
    report = make_submitted()
    told = together(admit, [(report.pk,)] * 2)
    assert sorted(bool(answer.refusal) for answer in told) == [False, True]
    report.refresh_from_db()
    assert (report.state, report.admitted) == (ReportState.APPROVED, Decimal("900"))
    assert Entry.objects.filter(deed="review_expense_report").count() == 1


def test_two_reports_approved_at_once_admit_no_more_than_the_grant() -> None:
    agreement = make_planned()
    reports = []
    for number, paid_on in ((1, date(2026, 11, 5)), (2, date(2028, 8, 31))):
        report = report_of(agreement, number)
        spend(report, amount=Decimal("100000"), document_number=f"N{number}", paid_on=paid_on, at=END)
        present(report, asked="90000", own="10000", at=END)
        reports.append(report.pk)
    told = together(admit, [(pk,) for pk in reports])
    assert [answer.refusal for answer in told] == ["", ""]
    balance = balance_of(agreement)
    assert balance.admitted == balance.granted == Decimal("180000")


def test_two_payments_ordered_at_once_do_not_pay_more_than_the_advance_allows() -> None:
    make_planned()
    told = together(pay, [("118/2026", "50000"), ("119/2026", "50000")])
    assert sorted(bool(answer.refusal) for answer in told) == [False, True]
    assert Payment.objects.count() == 1
