# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comuni, and the districts in which they plan together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties import codes
from coprogettazione.parties.models.organisations import Organisation


class Comune(models.Model):
    """A municipality; codes are strings and change in time (mergers), hence the dates."""

    name = models.CharField(_("nome"), max_length=120)
    catastale = models.CharField(
        _("codice catastale"), max_length=4, blank=True, validators=[codes.validate_catastale]
    )
    istat = models.CharField(_("codice ISTAT"), max_length=6, blank=True, validators=[codes.validate_istat])
    province = models.CharField(_("provincia"), max_length=2, blank=True)
    region = models.CharField(_("regione"), max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("comune")
        verbose_name_plural = _("comuni")

    def __str__(self) -> str:
        """The name."""
        return self.name


class SocialDistrict(models.Model):
    """An *ambito territoriale sociale*: comuni that plan together, with a lead authority.

    Not to be confused with the health agency or the purpose partnership, which share its Italian initials.
    """

    name = models.CharField(_("nome"), max_length=200)
    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        related_name="district",
        verbose_name=_("organizzazione che lo rappresenta"),
    )
    lead_authority_name = models.CharField(_("ente capofila"), max_length=200)
    region = models.CharField(_("regione"), max_length=40, blank=True)
    comuni = models.ManyToManyField(Comune, related_name="districts", verbose_name=_("comuni"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("ambito territoriale sociale")
        verbose_name_plural = _("ambiti territoriali sociali")

    def __str__(self) -> str:
        """The name."""
        return self.name
