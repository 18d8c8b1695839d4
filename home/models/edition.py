# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often the editors have changed the public site: what tells every process that its pages are old."""

from typing import Any

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry


class SiteEdition(models.Model):
    """The single row that counts the editors' changes. The register counts those of the deeds.

    A count and not the last entry of Wagtail's logs: two changes committed in the other order than that of
    their numbers would leave the last number as it was. Here the second waits for the first.
    """

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("edizione del sito")
        verbose_name_plural = _("edizioni del sito")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_has_one_edition")]

    def __str__(self) -> str:
        """Which edition it is."""
        return str(self.number)


def new_edition() -> None:
    """Every page drawn before the end of this transaction is old."""
    if not SiteEdition.objects.filter(pk=1).update(number=F("number") + 1):
        SiteEdition.objects.bulk_create([SiteEdition(pk=1)], ignore_conflicts=True)
        SiteEdition.objects.filter(pk=1).update(number=F("number") + 1)


def editors_changed(raw: bool = False, **_signal: Any) -> None:
    """Wagtail notes each change of the editors in one of its logs, in the transaction of the change."""
    if not raw:
        new_edition()


#: Where Wagtail notes what the editors change.
LOGS = (PageLogEntry, ModelLogEntry)
