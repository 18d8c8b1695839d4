# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An agreement in execution with its plan, its reports and its expenses."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from coprogettazione.agreements.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    FundingLine,
    PartyRole,
)
from coprogettazione.calls.models import Call, CallState
from coprogettazione.monitoring.models import CupMode, Expense, ExpenseReport, PaymentMeans
from coprogettazione.monitoring.services import (
    review_expense_report,
    save_expense,
    save_report_sums,
    set_monitoring_plan,
    submit_expense_report,
)
from coprogettazione.parties.models import Organisation, User
from tests.factories.calls import ROME, make_call, make_executive
from tests.factories.parties import make_ets, make_legal_representative
from tests.stages import staged

SIGNED = datetime(2026, 7, 21, 10, 0, tzinfo=ROME)
PUBLISHED = datetime(2026, 7, 27, 9, 0, tzinfo=ROME)
STARTS, ENDS = date(2026, 9, 1), date(2028, 8, 31)
PLANNED = datetime(2026, 9, 2, 9, 0, tzinfo=ROME)
WRITTEN = datetime(2026, 12, 2, 9, 0, tzinfo=ROME)
PRESENTED = datetime(2026, 12, 10, 9, 0, tzinfo=ROME)
REVIEWED = datetime(2026, 12, 20, 9, 0, tzinfo=ROME)

INDICATORS: list[dict[str, Any]] = [
    {"code": "I1", "text": "persone raggiunte", "unit": "n", "baseline": "0", "target": "300"},
    {"code": "I2", "text": "interventi entro 24 ore", "unit": "%", "baseline": "60", "target": "90"},
    {
        "code": "I3",
        "text": "nodi di rete attivi",
        "unit": "n",
        "baseline": "4",
        "target": "10",
        "frequency": "HALF_YEARLY",
    },
]
MILESTONES: list[dict[str, Any]] = [
    {"code": "M1", "text": "centrale operativa attiva", "due": "2026-09-30", "owner": "90000010000"},
    {"code": "M2", "text": "primo rendiconto intermedio", "due": "2026-12-31", "owner": "90000010000"},
    {"code": "M3", "text": "cabina di regia annuale", "due": "2027-06-30"},
    {"code": "M4", "text": "rendiconto finale", "due": "2028-08-31", "owner": "90000010000"},
]
REPORTS: list[dict[str, Any]] = [
    {"period_from": "2026-09-01", "period_to": "2026-11-30", "due": "2026-12-31"},
    {"period_from": "2026-12-01", "period_to": "2028-08-31", "due": "2028-10-31"},
]
#: Organisation, category, source, euro: the budget of the demo, with the figurative lines.
FUNDING = [
    ("ets1", "A", "PUBLIC", "93000"),
    ("ets1", "A", "ETS_CASH", "6600"),
    ("ets1", "L", "PUBLIC", "6000"),
    ("ets4", "A", "PUBLIC", "45000"),
    ("ets4", "A", "ETS_CASH", "3000"),
    ("ets2", "A", "PUBLIC", "36000"),
    ("ets2", "A", "ETS_CASH", "2400"),
    ("ets4", "K", "IN_KIND", "15000"),
    ("ets2", "V", "VOLUNTEERS", "9000"),
]
SHARES = [("ets1", "55", "99000"), ("ets4", "25", "45000"), ("ets2", "20", "36000")]


@staged
def make_agreement(
    *, published: bool = True, state: str = AgreementState.SIGNED, call: Call | None = None
) -> Agreement:
    """The agreement of the demo as it stands after the last signature: its rows, in execution."""
    call = call or make_call(CallState.PUBLISHED)
    Call.objects.filter(pk=call.pk).update(state=CallState.EXECUTION)
    call.refresh_from_db()
    agreement = Agreement.objects.create(
        call=call,
        state=state,
        title="Pronto intervento sociale di prossimità",
        text={"premises": [], "articles": []},
        text_hash="0" * 64,
        duration_months=24,
        public_grant=Decimal("180000"),
        total=Decimal("216000"),
        approval_number="77/2026",
        approval_date=date(2026, 6, 12),
        approved_at=datetime(2026, 6, 12, 9, 0, tzinfo=ROME),
        repertory_number=12,
        repertory_year=2026,
        signed_at=SIGNED,
        in_force_from=SIGNED.date(),
        published_at=PUBLISHED if published else None,
        starts_on=STARTS,
        ends_on=ENDS,
    )
    for position, (key, share, grant) in enumerate(SHARES):
        AgreementParty.objects.create(
            agreement=agreement,
            organisation=make_ets(key),
            role=PartyRole.LEAD_PARTNER if position == 0 else PartyRole.MEMBER_PARTNER,
            position=position,
            share=Decimal(share),
            grant=Decimal(grant),
        )
    AgreementParty.objects.create(
        agreement=agreement, organisation=call.lead_authority, role=PartyRole.PUBLIC_BODY, position=9
    )
    FundingLine.objects.bulk_create(
        FundingLine(
            agreement=agreement,
            organisation=make_ets(key),
            category=category,
            source=source,
            amount=Decimal(amount),
        )
        for key, category, source, amount in FUNDING
    )
    return agreement


@staged
def make_planned(**facts: Any) -> Agreement:
    """The agreement with the indicators, milestones and reports of the demo."""
    agreement = make_agreement(**facts)
    set_monitoring_plan(
        agreement=agreement,
        indicators=INDICATORS,
        milestones=MILESTONES,
        reports=REPORTS,
        by=agreement.call.procedure_officer,
        at=PLANNED,
    )
    return agreement


def signer(key: str = "ets1") -> User:
    """Who represents a body: Ada Fontana for La Lanterna."""
    return make_legal_representative(make_ets(key))


def report_of(agreement: Agreement, number: int = 1) -> ExpenseReport:
    """One of the reports of the calendar."""
    return agreement.expense_reports.select_related("agreement__call").get(number=number)


def invoice(name: str = "fattura.pdf", text: str = "fattura 12") -> ContentFile:
    """A small PDF; another text is another file."""
    return ContentFile(f"%PDF-1.7\n% {text}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".encode(), name=name)


@staged
def spend(report: ExpenseReport, key: str = "ets1", *, at: datetime = WRITTEN, **facts: Any) -> Expense:
    """An expense in order, written by its body; `facts` replace what it says."""
    body: Organisation = make_ets(key)
    number = facts.get("document_number", "12/A")
    written: dict[str, Any] = {
        "category": "A",
        "description": "Operatori di strada",
        "amount": Decimal("1000.00"),
        "supplier": "Cedolini ottobre",
        "document_number": number,
        "document_date": date(2026, 10, 31),
        "paid_on": date(2026, 11, 5),
        "payment_means": PaymentMeans.BANK_TRANSFER,
        "payment_reference": "CRO 1234567890",
        "cup_mode": CupMode.ON_DOCUMENT,
        "document": invoice(text=f"{key} {number}"),
        **facts,
    }
    by = written.pop("by", None) or signer(key)
    return save_expense(expense_report=report, organisation=body, by=by, at=at, **written)


def value_volunteers(report: ExpenseReport, key: str = "ets2", hours: str = "10") -> Expense:
    """Hours of volunteers, valued and never paid."""
    return save_expense(
        expense_report=report,
        organisation=make_ets(key),
        category="V",
        description="Uscite dell’unità di strada",
        amount=Decimal(1),
        hours=Decimal(hours),
        hourly_value=Decimal("20"),
        value_source="contratto collettivo cooperative sociali, livello C1",
        by=signer(key),
        at=WRITTEN,
    )


@staged
def present(report: ExpenseReport, asked: str = "900", own: str = "100", *, at: datetime = PRESENTED) -> None:
    """Ada Fontana presents the report."""
    save_report_sums(
        expense_report=report, own_money=Decimal(own), revenues=Decimal(0), by=signer(), at=min(WRITTEN, at)
    )
    report.refresh_from_db()
    submit_expense_report(expense_report=report, asked=Decimal(asked), by=signer(), at=at)


@staged
def make_submitted(agreement: Agreement | None = None, number: int = 1) -> ExpenseReport:
    """A report with one expense of 1,000 euro, asking 900."""
    report = report_of(agreement or make_planned(), number)
    spend(report)
    present(report)
    return report


@staged
def approve(report: ExpenseReport, *, at: datetime = REVIEWED, **facts: Any) -> ExpenseReport:
    """Elena Marchetti admits everything."""
    review_expense_report(
        expense_report=report, outcome="APPROVED", by=report.case_file.procedure_officer, at=at, **facts
    )
    return report


def executive() -> User:
    """Davide Orsini."""
    return make_executive()
