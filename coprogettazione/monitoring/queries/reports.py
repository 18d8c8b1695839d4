# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The expense reports: their list, their sums, what stands in the way of presenting one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from coprogettazione.agreements.models import Agreement
from coprogettazione.applications.models import FIGURATIVE
from coprogettazione.monitoring.models import Expense, ExpenseReport
from coprogettazione.monitoring.models.reports import COUNTING_STATES, WRITABLE_STATES
from coprogettazione.monitoring.queries.money import agreed_own_money, balance_of, money_and_value
from coprogettazione.monitoring.rules import expenses as hard

ZERO = Decimal(0)


def reports_of(agreement: Agreement) -> QuerySet[ExpenseReport]:
    """The reports of an agreement in order, each with what was spent (`spent`) and valued (`valued`)."""
    return agreement.expense_reports.annotate(
        spent=Sum("expenses__charged", filter=~Q(expenses__category__in=FIGURATIVE)),
        valued=Sum("expenses__charged", filter=Q(expenses__category__in=FIGURATIVE)),
    ).order_by("number")


def next_report(agreement: Agreement) -> ExpenseReport | None:
    """The report to be prepared now: the first that was not presented or was sent back."""
    return agreement.expense_reports.filter(state__in=WRITABLE_STATES).order_by("number").first()


@dataclass(frozen=True)
class ReportFacts:
    """An expense report with its expenses and sums, in euro."""

    report: ExpenseReport
    expenses: list[Expense]
    paid: Decimal
    valued: Decimal

    @property
    def most(self) -> Decimal:
        """How much contribution can be asked at most on these expenses."""
        return max(self.paid - self.report.own_money - self.report.revenues, ZERO)

    @property
    def admitted(self) -> Decimal:
        """What the check admitted of what was paid."""
        return sum(
            (e.admitted for e in self.expenses if e.admitted is not None and not e.is_figurative), ZERO
        )


def report_facts(report: ExpenseReport, *, only: set[int] | None = None) -> ReportFacts:
    """Everything written in a report; `only` narrows to the expenses of some organisations.

    One SQL, and one for what was found in the documents and in the proofs.
    """
    rows = report.expenses.select_related("organisation", "document__scan", "proof__scan")
    rows = rows.prefetch_related("document__signature_checks", "proof__signature_checks")
    rows = rows.order_by("position", "pk")
    expenses = [e for e in rows if only is None or e.organisation_id in only]
    for expense in expenses:
        expense.report = report
    paid, valued = money_and_value(expenses)
    return ReportFacts(report, expenses, paid, valued)


def charged_elsewhere(report: ExpenseReport, expenses: list[Expense]) -> list[Expense]:
    """Expenses of other presented reports, of any procedure, that may be on the same documents. One SQL."""
    keys = {e.document_key for e in expenses if e.document_key}
    hashes = {e.document.sha256 for e in expenses if e.document}
    found = (
        Expense.objects.paid()
        .filter(report__state__in=COUNTING_STATES)
        .exclude(report=report)
        .filter(Q(document_key__in=keys) | Q(document__sha256__in=hashes))
        .select_related("report", "document")
    )
    return list(found)


def faults_of(facts: ReportFacts, *, asked: Decimal | None, today: date) -> list[hard.Fault]:
    """Every hard rule on a report as it would be presented on a day, in the order of the rows."""
    report, expenses = facts.report, facts.expenses
    agreement = report.agreement
    others = [*expenses, *charged_elsewhere(report, expenses)]
    found: list[hard.Fault | None] = []
    for expense in expenses:
        found += [
            hard.is_documented(expense),
            hard.is_paid_in_time(expense, report),
            hard.is_already_paid(expense, today),
            hard.is_paid_traceably(expense),
            hard.carries_cup(expense, agreement.the_call),
            hard.is_charged_once(expense, others),
            hard.is_never_paid_if_figurative(expense),
        ]
    found += _on_sums(facts, asked)
    return [fault for fault in found if fault is not None]


def _on_sums(facts: ReportFacts, asked: Decimal | None) -> list[hard.Fault | None]:
    report = facts.report
    agreement = report.agreement
    earlier = Expense.objects.filter(report__agreement=agreement, report__state__in=COUNTING_STATES).exclude(
        report=report
    )
    sums = earlier.aggregate(
        everything=Sum("charged"),
        indirect=Sum("charged", filter=Q(category="I")),
        paid=Sum("charged", filter=~Q(category__in=FIGURATIVE)),
    )
    now_indirect = sum((e.charged for e in facts.expenses if e.category == "I"), ZERO)
    found = [
        hard.indirect_within_cap(
            indirect=(sums["indirect"] or ZERO) + now_indirect,
            total=(sums["everything"] or ZERO) + facts.paid + facts.valued,
            cap=agreement.the_call.indirect_costs_max_pct,
        )
    ]
    if asked is not None:
        found += [
            hard.contribution_within_costs(
                asked=asked, paid=facts.paid, own_money=report.own_money, revenues=report.revenues
            ),
            hard.contribution_within_grant(
                asked=asked,
                asked_before=balance_of(agreement, but=report).asked,
                granted=agreement.public_grant,
            ),
        ]
    if report.final:
        own = agreement.expense_reports.filter(state__in=COUNTING_STATES).exclude(pk=report.pk)
        before = own.aggregate(sum=Sum("own_money"))["sum"] or ZERO
        paid = (sums["paid"] or ZERO) + facts.paid
        found.append(
            hard.own_money_as_agreed(
                own_money=before + report.own_money, paid=paid, due=agreed_own_money(agreement, paid)
            )
        )
    return found


def most_that_can_be_asked(facts: ReportFacts) -> Decimal:
    """By rule (5): what was paid less own money and revenues, and no more than what is left of the grant."""
    balance = balance_of(facts.report.agreement, but=facts.report)
    return max(min(facts.most, balance.granted - balance.asked), ZERO)
