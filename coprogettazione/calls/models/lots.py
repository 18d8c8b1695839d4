# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The themes (*ambiti*) of a call that is divided: each with its money, its criteria, its ranking."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models.call import Call


class LotAdmission(models.TextChoices):
    """Who sits at the table for a theme: the avviso says it theme by theme (Ministry of Education 66/2021)."""

    FIRST = "FIRST", _("un solo partner: la proposta con più punti")
    ALL = "ALL", _("chi raggiunge la soglia")


class Lot(models.Model):
    """A theme of a call in mode PER_LOT. `public_grant` in euro, `threshold` in points (none: no threshold).

    The grants of the themes make the call's; after publication they are frozen with it.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="lots")
    code = models.CharField(_("numero"), max_length=5)
    title = models.CharField(_("tema"), max_length=200)
    description = models.TextField(_("che cosa si progetta"), blank=True)
    public_grant = models.DecimalField(
        _("contributo pubblico"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    admits = models.CharField(
        _("chi siede al tavolo"), max_length=10, choices=LotAdmission, default=LotAdmission.ALL
    )
    threshold = models.DecimalField(_("soglia"), max_digits=5, decimal_places=2, null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["call_id", "position", "code"]
        verbose_name = _("tema")
        verbose_name_plural = _("temi")
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="lot_code_unique_in_call"),
            models.CheckConstraint(
                condition=models.Q(admits__in=LotAdmission.values), name="lot_admits_known"
            ),
        ]

    def __str__(self) -> str:
        """Number and theme."""
        return f"{self.code}. {self.title}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call
