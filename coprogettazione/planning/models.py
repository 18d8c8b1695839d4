# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The district plan and its objectives; the policy act that wants a procedure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import SocialDistrict


class Instrument(models.TextChoices):
    """The instrument the plan names for an objective (domain.md §9.2: departing from it needs care)."""

    CO_DESIGN = "co_design", _("co-progettazione")
    CO_PROGRAMMING = "co_programming", _("co-programmazione")
    ACCREDITATION = "accreditation", _("accreditamento")
    PROCUREMENT = "procurement", _("appalto")
    UNSPECIFIED = "", _("non indicato")


class DistrictPlan(models.Model):
    """A *Piano di Zona*: the triennial plan of a social district (L. 328/2000 art. 19)."""

    district = models.ForeignKey(
        SocialDistrict, models.PROTECT, related_name="plans", verbose_name=_("ambito")
    )
    title = models.CharField(_("titolo"), max_length=200)
    first_year = models.PositiveSmallIntegerField(_("dal"))
    last_year = models.PositiveSmallIntegerField(_("al"))
    adopted_by = models.CharField(_("atto di adozione"), max_length=200, blank=True)

    class Meta:
        ordering = ["-first_year", "title"]
        verbose_name = _("piano di zona")
        verbose_name_plural = _("piani di zona")

    def __str__(self) -> str:
        """The title."""
        return self.title


class ObjectiveKind(models.TextChoices):
    """How far an objective reaches."""

    STRATEGIC = "strategic", _("strategico")
    SPECIFIC = "specific", _("specifico")


class Objective(models.Model):
    """An objective of the plan: a call must come from one (CTS art. 55 c.3)."""

    plan = models.ForeignKey(DistrictPlan, models.PROTECT, related_name="objectives", verbose_name=_("piano"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(_("codice"), max_length=20)
    kind = models.CharField(_("tipo"), max_length=10, choices=ObjectiveKind.choices)
    text = models.CharField(_("obiettivo"), max_length=300)
    instrument = models.CharField(_("strumento"), max_length=20, choices=Instrument.choices, blank=True)

    class Meta:
        ordering = ["plan", "code"]
        verbose_name = _("obiettivo")
        verbose_name_plural = _("obiettivi")
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="objective_code_unique_in_plan")]

    def __str__(self) -> str:
        """Code and text."""
        return f"{self.code} {self.text}"
