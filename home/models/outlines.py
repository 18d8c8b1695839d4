# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the comuni lie, for the map of the district."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import Comune


class ComuneOutline(models.Model):
    """The simplified boundary of a comune, as `manage.py load_boundaries` read it: rings of [longitude, latitude]
    in degrees (WGS 84), outer ones and holes alike. `source` is whom the map must name.
    """

    comune = models.OneToOneField(Comune, models.CASCADE, related_name="outline", verbose_name=_("comune"))
    rings = models.JSONField(_("confine"))
    source = models.CharField(_("fonte"), max_length=200)

    class Meta:
        verbose_name = _("confine di un comune")
        verbose_name_plural = _("confini dei comuni")

    def __str__(self) -> str:
        """Of which comune."""
        return str(self.comune)
