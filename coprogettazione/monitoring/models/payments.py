# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was ordered to be paid, and what came back."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Sum, Value, When
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper
from coprogettazione.monitoring.models.reports import ExpenseReport
from coprogettazione.parties.models import Organisation


class PaymentKind(models.TextChoices):
    """What a payment is in the life of the contribution."""

    ADVANCE = "ADVANCE", _("anticipo")
    INTERIM = "INTERIM", _("acconto su rendiconto")
    BALANCE = "BALANCE", _("saldo")
    RECOVERY = "RECOVERY", _("somma restituita")


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Questions on payments."""

    def net(self) -> "PaymentQuerySet":
        """With `net_amount`: what came back counts less."""
        minus = When(kind=PaymentKind.RECOVERY, then=F("amount") * Value(-1))
        return self.annotate(net_amount=Case(minus, default=F("amount")))

    def with_total(self) -> dict[str, object]:
        """The net sum, in euro, under `total`."""
        return self.net().aggregate(total=Sum("net_amount"))


class Payment(models.Model):
    """A payment order (*liquidazione*, art. 184 TUEL) in euro, with its act and the checks made before it.

    `checks`: `[{"check", "outcome", "on"}]`. Never before the agreement is published.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="payments")
    kind = models.CharField(_("tipo"), max_length=10, choices=PaymentKind)
    report = models.ForeignKey(ExpenseReport, models.PROTECT, null=True, blank=True, related_name="payments")
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="payments", verbose_name=_("a chi"))
    amount = models.DecimalField(_("importo"), max_digits=12, decimal_places=2)
    act_number = models.CharField(_("numero dell’atto"), max_length=40)
    act_date = models.DateField(_("data dell’atto"))
    checks = models.JSONField(_("controlli prima del pagamento"), default=list)
    note = models.TextField(_("motivo"), blank=True)
    ordered_at = models.DateTimeField(_("disposto il"))
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["agreement_id", "ordered_at", "pk"]
        verbose_name = _("pagamento")
        verbose_name_plural = _("pagamenti")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaymentKind.values), name="payment_kind_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(kind=PaymentKind.ADVANCE), name="one_advance_an_agreement"
            ),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(kind=PaymentKind.BALANCE), name="one_balance_an_agreement"
            ),
        ]

    def __str__(self) -> str:
        """Kind and amount."""
        return f"{self.get_kind_display()} {self.amount}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.agreement.the_call
