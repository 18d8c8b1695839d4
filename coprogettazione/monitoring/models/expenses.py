# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One expense of a report: the document, how much of it, how it was paid; or a figurative value."""

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import PartyRole
from coprogettazione.applications.models import FIGURATIVE, CostCategory
from coprogettazione.calls.models import OFFICE_ROLES, Call, audited_calls
from coprogettazione.documents.models import StoredFile
from coprogettazione.monitoring.models.reports import PARTNER_ROLES, ExpenseReport
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of

CENT = Decimal("0.01")


class CupMode(models.TextChoices):
    """Where the CUP stands (art. 3, c. 5, l. 136/2010)."""

    ON_DOCUMENT = "ON_DOCUMENT", _("scritto sul documento")
    DECLARED = "DECLARED", _("dichiarato dall’ente per questo documento")
    MISSING = "MISSING", _("manca")


class PaymentMeans(models.TextChoices):
    """How an expense was paid; only some leave a trace."""

    BANK_TRANSFER = "BANK_TRANSFER", _("bonifico")
    DIRECT_DEBIT = "DIRECT_DEBIT", _("addebito in conto")
    CARD = "CARD", _("carta dell’ente")
    TAX_FORM = "TAX_FORM", _("modello F24")
    CHEQUE = "CHEQUE", _("assegno non trasferibile")
    CASH = "CASH", _("contanti")


#: Means that leave a trace (art. 3, l. 136/2010).
TRACEABLE_MEANS = frozenset(PaymentMeans.values) - {PaymentMeans.CASH.value}


class ExpenseQuerySet(models.QuerySet["Expense"]):
    """Questions on expenses."""

    def figurative(self) -> "ExpenseQuerySet":
        """Those that are valued and never paid."""
        return self.filter(category__in=FIGURATIVE)

    def paid(self) -> "ExpenseQuerySet":
        """Those that are money spent."""
        return self.exclude(category__in=FIGURATIVE)

    def visible_to(self, user: Any, at: datetime) -> "ExpenseQuerySet":
        """All to the offices and to the lead's people; to the people of a member, those of the member."""
        if user is None or user.pk is None:
            return self.none()
        own = organisations_of(user, PARTNER_ROLES, at)
        leads = Q(
            report__agreement__parties__organisation__in=own,
            report__agreement__parties__role=PartyRole.LEAD_PARTNER,
        )
        return self.filter(
            Q(report__agreement__call__lead_authority__in=organisations_of(user, OFFICE_ROLES, at))
            | Q(report__agreement__call__in=audited_calls(user, at))
            | Q(organisation__in=own)
            | leads
        ).distinct()


class Expense(models.Model):
    """An expense of one organisation. `amount` is the whole document in euro, `share` the per cent charged.

    `charged` is the share in euro, to the cent; `document_key` number and supplier, to recognise them typed
    otherwise. For volunteers (V) `amount` is `hours` times `hourly_value`.
    """

    report = models.ForeignKey(ExpenseReport, models.PROTECT, related_name="expenses")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="expenses", verbose_name=_("ente")
    )
    category = models.CharField(_("voce di spesa"), max_length=1, choices=CostCategory)
    description = models.CharField(_("che cosa"), max_length=200)
    supplier = models.CharField(_("fornitore o beneficiario"), max_length=200, blank=True)
    document_number = models.CharField(_("numero del documento"), max_length=60, blank=True)
    document_key = models.CharField(max_length=270, blank=True, editable=False)
    document_date = models.DateField(_("data del documento"), null=True, blank=True)
    amount = models.DecimalField(_("importo del documento"), max_digits=12, decimal_places=2)
    share = models.DecimalField(
        _("quota a carico del progetto, per cento"), max_digits=5, decimal_places=2, default=Decimal(100)
    )
    charged = models.DecimalField(_("importo rendicontato"), max_digits=12, decimal_places=2)
    paid_on = models.DateField(_("pagato il"), null=True, blank=True)
    payment_means = models.CharField(_("pagato con"), max_length=15, choices=PaymentMeans, blank=True)
    payment_reference = models.CharField(_("estremi del pagamento"), max_length=120, blank=True)
    cup_mode = models.CharField(_("CUP"), max_length=12, choices=CupMode, default=CupMode.MISSING)
    hours = models.DecimalField(_("ore"), max_digits=8, decimal_places=2, null=True, blank=True)
    hourly_value = models.DecimalField(
        _("valore di un’ora"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    value_source = models.CharField(_("come è stimato il valore"), max_length=200, blank=True)
    document = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    admitted = models.DecimalField(_("ammesso"), max_digits=12, decimal_places=2, null=True, blank=True)
    cut_reason = models.CharField(_("perché non tutto"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ExpenseQuerySet.as_manager()

    class Meta:
        ordering = ["report_id", "position", "pk"]
        verbose_name = _("spesa")
        verbose_name_plural = _("spese")
        indexes = [models.Index(fields=["document_key"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=CostCategory.values), name="expense_category_known"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, charged__gt=0, charged__lte=models.F("amount")),
                name="expense_sums_in_order",
            ),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=100), name="expense_share_in_hundred"),
            models.CheckConstraint(condition=Q(cup_mode__in=CupMode.values), name="expense_cup_mode_known"),
            models.CheckConstraint(
                condition=~Q(category__in=["V", "K"]) | Q(paid_on__isnull=True, payment_means=""),
                name="figurative_expense_never_paid",
            ),
            models.CheckConstraint(
                condition=Q(admitted__isnull=True) | Q(admitted__gte=0, admitted__lte=models.F("charged")),
                name="expense_admitted_within_charged",
            ),
        ]

    def __str__(self) -> str:
        """What, and how much."""
        return f"{self.category} {self.description}, {self.charged}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.report.agreement.the_call

    @property
    def is_figurative(self) -> bool:
        """Whether it is valued and never paid (V, K)."""
        return self.category in FIGURATIVE

    @property
    def is_traceable(self) -> bool:
        """Whether it was paid by means that leave a trace, with their reference."""
        return self.payment_means in TRACEABLE_MEANS and bool(self.payment_reference.strip())

    @property
    def reference(self) -> str:
        """The document as it is cited: number, or what it is."""
        return self.document_number or self.description


def charged_of(amount: Decimal, share: Decimal) -> Decimal:
    """The share of an amount, to the cent, half up."""
    return (amount * share / 100).quantize(CENT, ROUND_HALF_UP)


def document_key(number: str, supplier: str) -> str:
    """What a document is recognised by, however it was typed; empty without a number."""
    return f"{tidied(number)}/{tidied(supplier)}" if tidied(number) else ""


def tidied(text: str) -> str:
    """A number or a name without case, spaces and punctuation, to recognise it typed otherwise."""
    return re.sub(r"[\W_]+", "", text).casefold()
