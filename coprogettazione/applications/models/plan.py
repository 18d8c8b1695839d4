# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The economic plan of an application."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models.application import Application
from coprogettazione.calls.models import Call, CostCategory, FundingSource
from coprogettazione.parties.models import Organisation


class EconomicLine(models.Model):
    """One line of a member's part of the economic plan: what for, how much (euro), from which source."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="lines")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("ente"))
    category = models.CharField(_("voce di spesa"), max_length=1, choices=CostCategory)
    description = models.CharField(_("che cosa"), max_length=200)
    amount = models.DecimalField(_("importo"), max_digits=12, decimal_places=2)
    source = models.CharField(_("con quali risorse"), max_length=12, choices=FundingSource)
    position = models.PositiveSmallIntegerField(default=0)

    if TYPE_CHECKING:
        organisation_id: int

    class Meta:
        ordering = ["application_id", "organisation", "position", "pk"]
        verbose_name = _("riga del piano economico")
        verbose_name_plural = _("righe del piano economico")
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="line_amount_positive")]

    def __str__(self) -> str:
        """Category and amount."""
        return f"{self.category} {self.amount}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call
