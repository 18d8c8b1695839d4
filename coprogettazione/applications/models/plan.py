# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The economic plan of an application."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models.application import Application
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation


class CostCategory(models.TextChoices):
    """The categories of expense, from the proposal to the last report (domain.md §4)."""

    A = "A", _("Personale dipendente")
    B = "B", _("Collaboratori e professionisti")
    C = "C", _("Beni e materiali")
    D = "D", _("Attrezzature")
    E = "E", _("Sedi e utenze")
    F = "F", _("Sostegni ai beneficiari")
    G = "G", _("Comunicazione")
    H = "H", _("Volontari: rimborsi e assicurazione")
    I = "I", _("Costi indiretti")  # noqa: E741
    L = "L", _("Coordinamento e monitoraggio")
    V = "V", _("Valorizzazione dei volontari")
    K = "K", _("Risorse in natura dell’ente")


class FundingSource(models.TextChoices):
    """Where the money, or what is worth money, comes from."""

    PUBLIC = "PUBLIC", _("contributo pubblico")
    ETS_CASH = "ETS_CASH", _("denaro dell’ente")
    IN_KIND = "IN_KIND", _("beni e servizi dell’ente")
    VOLUNTEERS = "VOLUNTEERS", _("lavoro dei volontari, valore figurativo")


#: Categories that are valued and never paid, each with the only source it can have (domain.md §4, rule 6).
FIGURATIVE = {CostCategory.V: FundingSource.VOLUNTEERS, CostCategory.K: FundingSource.IN_KIND}


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
