# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The money of an agreement: granted, asked, admitted, paid; planned and spent by category. Euro."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from coprogettazione.agreements.models import Agreement, AgreementParty, FundingLine, PartyRole
from coprogettazione.applications.models import FIGURATIVE, CostCategory, FundingSource
from coprogettazione.monitoring.models import Expense, ExpenseReport, Payment, PaymentKind, ReportState
from coprogettazione.monitoring.models.reports import COUNTING_STATES
from coprogettazione.parties.models import Organisation

ZERO = Decimal(0)
CENT = Decimal("0.01")


def partners_of_agreement(agreement: Agreement) -> list[AgreementParty]:
    """The partners, without the public body, in their order. One SQL, none when prefetched."""
    parties = sorted(agreement.parties.all(), key=lambda party: (party.position, party.pk))
    return [party for party in parties if party.role != PartyRole.PUBLIC_BODY]


def lead_of(agreement: Agreement) -> Organisation:
    """Who reports and is paid for all: the lead partner, or the partner when it is alone."""
    partners = partners_of_agreement(agreement)
    leads = [party for party in partners if party.role == PartyRole.LEAD_PARTNER]
    return (leads or partners)[0].organisation


def paid_so_far(agreement: Agreement) -> Decimal:
    """What was paid, less what came back."""
    total = Payment.objects.filter(agreement=agreement).with_total()["total"]
    return total if isinstance(total, Decimal) else ZERO


@dataclass(frozen=True)
class Balance:
    """How the public contribution of an agreement stands. Euro.

    `closed`: every report owed is approved, so nothing more can be admitted.
    """

    granted: Decimal
    asked: Decimal
    admitted: Decimal
    advance: Decimal
    paid: Decimal
    closed: bool

    @property
    def payable(self) -> Decimal:
        """How much may still be paid on what was admitted (the advance counts as already paid)."""
        return max(min(self.admitted, self.granted) - self.paid, ZERO)

    @property
    def room(self) -> Decimal:
        """How much can be ordered now: until everything is reported the advance waits for the balance."""
        counted = self.paid if self.closed else self.paid - self.advance
        return max(min(self.admitted - counted, self.granted - self.paid), ZERO)

    @property
    def to_recover(self) -> Decimal:
        """What was paid above what was admitted, once nothing more can be admitted."""
        return max(self.paid - self.admitted, ZERO) if self.closed else ZERO


def balance_of(agreement: Agreement, *, but: ExpenseReport | None = None) -> Balance:
    """The sums of the agreement; `but` leaves one report out of what was asked. Two SQL."""
    reports = agreement.expense_reports.exclude(pk=but.pk) if but else agreement.expense_reports.all()
    ended = agreement.terminated_at
    # What begins after the end is not accounted for (ExpenseReport.is_owed).
    owed = Q(period_from__lte=timezone.localtime(ended).date()) if ended else Q()
    sums = reports.aggregate(
        asked=Sum("asked", filter=Q(state__in=COUNTING_STATES)),
        admitted=Sum("admitted", filter=Q(state=ReportState.APPROVED)),
        owed=Count("pk", filter=owed),
        approved=Count("pk", filter=owed & Q(state=ReportState.APPROVED)),
    )
    paid = (
        Payment.objects.filter(agreement=agreement)
        .net()
        .aggregate(total=Sum("net_amount"), advance=Sum("amount", filter=Q(kind=PaymentKind.ADVANCE)))
    )
    return Balance(
        granted=agreement.public_grant,
        asked=sums["asked"] or ZERO,
        admitted=sums["admitted"] or ZERO,
        advance=paid["advance"] or ZERO,
        paid=paid["total"] or ZERO,
        closed=sums["approved"] == sums["owed"] and bool(sums["owed"] or ended),
    )


@dataclass(frozen=True)
class CategoryRow:
    """A category of expense: what the agreement planned, what was reported before, now."""

    code: str
    label: str
    planned: Decimal
    before: Decimal
    now: Decimal

    @property
    def total(self) -> Decimal:
        """Reported in all."""
        return self.before + self.now

    @property
    def left(self) -> Decimal:
        """What is left of the plan; negative when it is exceeded."""
        return self.planned - self.total


def category_rows(report: ExpenseReport) -> list[CategoryRow]:
    """Every category planned or reported, in order. Two SQL."""
    lines = FundingLine.objects.filter(agreement_id=report.agreement_id)
    planned = dict(lines.values_list("category").annotate(Sum("amount")).order_by())
    before: dict[str, Decimal] = {}
    now: dict[str, Decimal] = {}
    spent = (
        Expense.objects.filter(report__agreement_id=report.agreement_id)
        .filter(Q(report=report) | Q(report__state__in=COUNTING_STATES, report__number__lt=report.number))
        .values_list("category", "report_id")
        .annotate(sum=Sum("charged"))
        .order_by()
    )
    for category, report_id, charged in spent:
        into = now if report_id == report.pk else before
        into[category] = into.get(category, ZERO) + charged
    return [
        CategoryRow(
            category.value,
            str(category.label),
            planned.get(category.value, ZERO),
            before.get(category.value, ZERO),
            now.get(category.value, ZERO),
        )
        for category in CostCategory
        if category.value in {*planned, *before, *now}
    ]


def agreed_own_money(agreement: Agreement, paid: Decimal) -> Decimal:
    """The own money that partners owe on what was paid: in proportion, at most what they agreed."""
    sums = FundingLine.objects.filter(agreement=agreement).by_source()
    own = sum((v for (_o, s), v in sums.items() if s == FundingSource.ETS_CASH), ZERO)
    public = sum((v for (_o, s), v in sums.items() if s == FundingSource.PUBLIC), ZERO)
    return min((paid * own / (own + public)).quantize(CENT), own) if own + public else ZERO


def money_and_value(expenses: list[Expense]) -> tuple[Decimal, Decimal]:
    """The sum of what was paid, and of what is only valued."""
    paid = sum((e.charged for e in expenses if e.category not in FIGURATIVE), ZERO)
    return paid, sum((e.charged for e in expenses if e.category in FIGURATIVE), ZERO)
