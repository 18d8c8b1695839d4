# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an economic plan is laid out, from the annex of the avviso to the last report: for what, from where."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
