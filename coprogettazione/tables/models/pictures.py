# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures that the texts of a table may show."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.documents.models import StoredFile
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models.table import DesignTable


class Picture(models.Model):
    """A picture (*immagine*) in the library of a table; `alt` says what is in it to who does not see it. A text shows
    it by the number of its file.
    """

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="pictures")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    alt = models.CharField(_("descrizione"), max_length=300)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("aggiunta il"))

    class Meta:
        ordering = ["table_id", "pk"]
        verbose_name = _("immagine")
        verbose_name_plural = _("immagini")
        constraints = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="a_picture_says_what_is_in_it"),
        ]

    def __str__(self) -> str:
        """What is in it."""
        return self.alt

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call
