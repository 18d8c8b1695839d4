# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The money of an agreement: which organisation has how much, for what, from which source."""

from decimal import Decimal

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models.agreement import Agreement
from coprogettazione.applications.models import CostCategory, FundingSource
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation


class FundingLineQuerySet(models.QuerySet["FundingLine"]):
    """Sums over funding lines."""

    def by_source(self) -> dict[tuple[int, str], Decimal]:
        """The amount of each organisation and source: {(organisation id, source): euro}."""
        rows = self.values_list("organisation_id", "source").annotate(sum=Sum("amount")).order_by()
        return {(organisation, source): amount for organisation, source, amount in rows}


class FundingLine(models.Model):
    """An amount of the agreement, in euro: of which organisation, for what, from which source. A snapshot of
    the budget.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="funding")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    category = models.CharField(_("voce"), max_length=1, choices=CostCategory)
    source = models.CharField(_("da dove viene"), max_length=12, choices=FundingSource)
    amount = models.DecimalField(_("importo"), max_digits=12, decimal_places=2)
    description = models.CharField(_("che cosa"), max_length=200, blank=True)

    objects = FundingLineQuerySet.as_manager()

    class Meta:
        ordering = ["agreement_id", "category", "pk"]
        verbose_name = _("risorsa della convenzione")
        verbose_name_plural = _("risorse della convenzione")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="funding_amount_positive")]

    def __str__(self) -> str:
        """Category and amount."""
        return f"{self.category} {self.amount}"

    @property
    def case_file(self) -> Call | None:
        """The dossier, where there is one."""
        return self.agreement.call
