# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Expenses as they are written, before the report is presented: drafts, not deeds."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import FIGURATIVE, CostCategory
from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import store_upload
from coprogettazione.documents.services.signatures import check_if_signed
from coprogettazione.monitoring.models import CupMode, Expense, ExpenseReport, PaymentMeans
from coprogettazione.monitoring.models.expenses import charged_of, document_key
from coprogettazione.monitoring.queries import partners_of_agreement
from coprogettazione.monitoring.rules import works_for_lead, works_in
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import locked
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.rights import may

HUNDRED = Decimal(100)


def save_expense(
    *,
    expense_report: ExpenseReport,
    organisation: Organisation,
    category: str,
    description: str,
    amount: Decimal,
    share: Decimal = HUNDRED,
    supplier: str = "",
    document_number: str = "",
    document_date: date | None = None,
    paid_on: date | None = None,
    payment_means: str = "",
    payment_reference: str = "",
    cup_mode: str = CupMode.MISSING,
    hours: Decimal | None = None,
    hourly_value: Decimal | None = None,
    value_source: str = "",
    document: File | None = None,
    proof: File | None = None,
    expense: Expense | None = None,
    by: User | None,
    at: datetime,
) -> Expense:
    """Write an expense, or write `expense` again; a file that is not given stays as it was. Euro.

    Incomplete is allowed (the report will say what is missing); what cannot be true is refused.
    Raises NotAllowed, Invalid.
    """
    with transaction.atomic():
        report = _writable(expense_report, "save_expense", by, at)
        _demand_own(by, report, organisation, at)
        if expense is not None:
            expense = Expense.objects.select_for_update().get(pk=expense.pk, report=report)
            _demand_own(by, report, expense.organisation, at)
        figurative = category in FIGURATIVE
        if category == CostCategory.V and hours and hourly_value:
            amount = charged_of(hours * hourly_value, HUNDRED)
        _check(category, description, amount, share, figurative, paid_on, payment_means, cup_mode)
        facts: dict[str, Any] = {
            "organisation": organisation,
            "category": category,
            "description": description.strip(),
            "amount": amount,
            "share": share,
            "charged": charged_of(amount, share),
            "supplier": supplier.strip(),
            "document_number": document_number.strip(),
            "document_key": document_key(document_number, supplier),
            "document_date": document_date,
            "paid_on": paid_on,
            "payment_means": payment_means,
            "payment_reference": payment_reference.strip(),
            "cup_mode": cup_mode,
            "hours": hours if category == CostCategory.V else None,
            "hourly_value": hourly_value if category == CostCategory.V else None,
            "value_source": value_source.strip() if figurative else "",
            "admitted": None,
            "cut_reason": "",
        }
        for name, file in (("document", document), ("proof", proof)):
            if file is not None:
                stored = store_upload(
                    file=file,
                    kind=FileKind.EXPENSE,
                    by=by,
                    at=at,
                    owner=organisation,
                    case_file=report.case_file,
                )
                facts[name] = check_if_signed(stored, at=at)
        if expense is None:
            expense = Expense(report=report, position=report.expenses.count())
        for name, value in facts.items():
            setattr(expense, name, value)
        expense.save()
        return expense


def remove_expense(*, expense: Expense, by: User | None, at: datetime) -> None:
    """Take an expense out of a report that is being prepared."""
    with transaction.atomic():
        report = _writable(expense.report, "save_expense", by, at)
        _demand_own(by, report, expense.organisation, at)
        Expense.objects.filter(pk=expense.pk, report=report).delete()


def save_report_sums(
    *,
    expense_report: ExpenseReport,
    own_money: Decimal,
    revenues: Decimal,
    by: User | None,
    at: datetime,
) -> ExpenseReport:
    """Write the partners' own money and the revenues of the period, in euro."""
    with transaction.atomic():
        report = _writable(expense_report, "save_report_sums", by, at)
        for name, value in (("own_money", own_money), ("revenues", revenues)):
            if value < 0:
                raise Invalid(
                    _("Le somme non sono negative."), fields={name: _("Scrivi 0 oppure un importo.")}
                )
        report.own_money, report.revenues = own_money, revenues
        report.save(update_fields=["own_money", "revenues"])
        return report


def _writable(expense_report: ExpenseReport, right: str, by: User | None, at: datetime) -> ExpenseReport:
    report: ExpenseReport = locked(expense_report)
    verdict = may(by, right, report, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    return report


def _demand_own(by: User | None, report: ExpenseReport, organisation: Organisation, at: datetime) -> None:
    """A member writes its own expenses; the lead those of everybody."""
    if organisation.pk not in {party.organisation_id for party in partners_of_agreement(report.agreement)}:
        raise Invalid(
            _("L’ente non è una parte della convenzione."),
            fields={"organisation": _("Scegli un ente partner.")},
        )
    if not works_in(by, organisation.pk, at) and not works_for_lead(by, report, at):
        raise NotAllowed(_("Ogni ente scrive le proprie spese; il capofila può completare quelle di tutti."))


def _check(
    category: str,
    description: str,
    amount: Decimal,
    share: Decimal,
    figurative: bool,
    paid_on: date | None,
    payment_means: str,
    cup_mode: str,
) -> None:
    wrong: dict[str, Any] = {}
    if category not in CostCategory.values:
        wrong["category"] = _("Scegli la voce di spesa.")
    if not description.strip():
        wrong["description"] = _("Scrivi che cosa è, per esempio «Due operatori di strada, ottobre».")
    if not amount.is_finite() or charged_of(amount, HUNDRED) <= 0:
        wrong["amount"] = _("Scrivi un importo, per esempio 1.250,00.")
    if not share.is_finite() or not 0 < share <= HUNDRED:
        wrong["share"] = _("La quota va da 0,01 a 100.")
    if payment_means and payment_means not in PaymentMeans.values:
        wrong["payment_means"] = _("Scegli come è stato pagato.")
    if cup_mode not in CupMode.values:
        wrong["cup_mode"] = _("Scegli dove si trova il CUP.")
    if figurative and (paid_on is not None or payment_means):
        raise Invalid(
            _("Il lavoro dei volontari e le risorse in natura hanno un valore figurativo: non si pagano."),
            law=_("art. 17, c. 3, d.lgs. 117/2017"),
            fields={"category": _("Togli il pagamento, oppure scegli un’altra voce.")},
        )
    if wrong:
        raise Invalid(_("La spesa non si può salvare così."), fields=wrong)
