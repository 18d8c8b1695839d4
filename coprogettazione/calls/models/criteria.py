# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evaluation criteria, fixed and published beforehand (art. 12, l. 241/1990)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models.call import Call
from coprogettazione.calls.models.levels import Level, levels_of
from coprogettazione.calls.models.lots import Lot

#: The last resort of a tie-break rule, after the letters of the criteria.
PUBLIC_DRAW = "sorteggio_pubblico"


class Criterion(models.Model):
    """An evaluation criterion with its maximum points and the description of each level.

    `lot` is the theme for which alone it counts; without one it counts for every theme.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    lot = models.ForeignKey(
        Lot, models.CASCADE, null=True, blank=True, related_name="criteria", verbose_name=_("tema")
    )
    code = models.CharField(_("lettera"), max_length=5)
    text = models.CharField(_("criterio"), max_length=200)
    question = models.CharField(_("domanda guida"), max_length=300, blank=True)
    max_points = models.DecimalField(_("punti"), max_digits=5, decimal_places=2)
    position = models.PositiveSmallIntegerField(default=0)
    #: The description of each level, by coefficient as a string: {"1": "…", "0.75": "…", "0.5": …, … "0": …}.
    #: A level left out is described by `levels.DEFAULT_LEVELS`.
    levels = models.JSONField(_("descrizione dei livelli"), default=dict, blank=True)

    class Meta:
        ordering = ["call_id", "position", "code"]
        verbose_name = _("criterio")
        verbose_name_plural = _("criteri")
        constraints = [models.UniqueConstraint(fields=["call", "code"], name="criterion_code_unique_in_call")]

    def __str__(self) -> str:
        """Letter and text."""
        return f"{self.code}. {self.text}"

    @property
    def described(self) -> list[Level]:
        """Its levels from the best, each with its words and its points."""
        return levels_of(self)

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call
