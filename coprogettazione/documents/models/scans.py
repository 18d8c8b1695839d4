# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an antivirus said of a file: beside the file, which never changes."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models.files import StoredFile


class ScanState(models.TextChoices):
    """What is known. UNAVAILABLE: no engine is there, or it did not answer; it is said, and stops nobody."""

    PENDING = "PENDING", _("in attesa del controllo antivirus")
    CLEAN = "CLEAN", _("controllato da un antivirus, nessun problema trovato")
    INFECTED = "INFECTED", _("contiene un programma dannoso")
    UNAVAILABLE = "UNAVAILABLE", _("non controllato da un antivirus")


class Scan(models.Model):
    """The look of an antivirus at one file that arrived.

    `engine` is its name and version, with its signatures; `found` the name it gives to what it found.
    """

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="scan")
    state = models.CharField(_("stato"), max_length=12, choices=ScanState)
    engine = models.CharField(_("antivirus"), max_length=120, blank=True)
    found = models.CharField(_("trovato"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("chiesto il"))
    ended_at = models.DateTimeField(_("finito il"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    not_before = models.DateTimeField(_("prossimo tentativo"), null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("controllo antivirus")
        verbose_name_plural = _("controlli antivirus")
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(state__in=["PENDING", "UNAVAILABLE"]),
                name="scan_still_to_do",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["PENDING", "UNAVAILABLE"]) | models.Q(ended_at__isnull=False),
                name="scan_ended_has_instant",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="INFECTED") | ~models.Q(found=""), name="infection_has_its_name"
            ),
        ]

    def __str__(self) -> str:
        """How it came out."""
        return self.words

    @property
    def words(self) -> str:
        """The state as people read it; what was found, by name."""
        if self.state == ScanState.INFECTED:
            return gettext("contiene un programma dannoso (%(found)s)") % {"found": self.found}
        return str(self.get_state_display())
