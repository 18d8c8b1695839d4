# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget of the project: lines by category, organisation and source (domain.md §4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import CostCategory, FundingSource
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models.table import DesignTable

#: Sources that are money, spent and reported; the others are estimated and never paid.
MONEY_SOURCES = (FundingSource.PUBLIC, FundingSource.ETS_CASH)


class BudgetLine(models.Model):
    """An amount in euro: what for, of which organisation, from which source. `version` counts its changes."""

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="budget_lines")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organizzazione")
    )
    category = models.CharField(_("voce"), max_length=1, choices=CostCategory)
    description = models.CharField(_("che cosa"), max_length=200, blank=True)
    source = models.CharField(_("da dove viene"), max_length=12, choices=FundingSource)
    amount = models.DecimalField(_("importo in euro"), max_digits=12, decimal_places=2)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("cambiata il"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["table_id", "category", "organisation", "pk"]
        verbose_name = _("riga del piano economico")
        verbose_name_plural = _("righe del piano economico")
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=CostCategory.values), name="budget_line_category_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=FundingSource.values), name="budget_line_source_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_line_amount_positive"),
            models.CheckConstraint(
                condition=Q(category="V", source="VOLUNTEERS")
                | Q(category="K", source="IN_KIND")
                | (~Q(category__in=["V", "K"]) & Q(source__in=["PUBLIC", "ETS_CASH"])),
                name="budget_line_source_fits_category",
            ),
        ]

    def __str__(self) -> str:
        """Category and amount."""
        return f"{self.category} {self.amount}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call
