# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The economic plan of an application."""

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.validators import DecimalValidator, MaxLengthValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models.application import Application
from coprogettazione.calls.models import Call, CostCategory, FundingSource
from coprogettazione.parties.models import Organisation
from coprogettazione.records.sealing import SealedDecimal, SealedText


class EconomicLine(models.Model):
    """One line of a member's part of the economic plan: what for, how much (euro), from which source.

    Under seal: the database knows that a line is there, and of whom.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="lines")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("ente"))
    category = SealedText(_("voce di spesa"), choices=CostCategory)
    description = SealedText(_("che cosa"), validators=[MaxLengthValidator(200)])
    amount = SealedDecimal(
        _("importo"), validators=[MinValueValidator(Decimal("0.01")), DecimalValidator(12, 2)]
    )
    source = SealedText(_("con quali risorse"), choices=FundingSource)
    position = models.PositiveSmallIntegerField(default=0)

    if TYPE_CHECKING:
        organisation_id: int

    class Meta:
        ordering = ["application_id", "organisation", "position", "pk"]
        verbose_name = _("riga del piano economico")
        verbose_name_plural = _("righe del piano economico")

    def __str__(self) -> str:
        """Category and amount."""
        return f"{self.category} {self.amount}"

    def sealed_under(self) -> UUID | None:
        """The key of the application."""
        return self.application.key_id

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call
