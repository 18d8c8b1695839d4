# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an application declares and carries, and what exactly arrived at each submission."""

from typing import TYPE_CHECKING
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models.application import Application
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, StoredFile
from coprogettazione.parties.models import Organisation
from coprogettazione.records.sealing import SealedJSON, SealedText


class Declaration(models.Model):
    """A declaration of the form as it was made.

    Its title and its words are kept with it, so that a later change of the text changes nothing.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="declarations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(_("domanda"), max_length=60)
    label = models.CharField(_("dichiarazione"), max_length=300)
    words = SealedText(_("testo"))
    note = SealedText(_("precisazione"), blank=True)
    declared_at = models.DateTimeField(_("resa il"))
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    if TYPE_CHECKING:
        organisation_id: int

    class Meta:
        ordering = ["application_id", "organisation", "pk"]
        verbose_name = _("dichiarazione")
        verbose_name_plural = _("dichiarazioni")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organisation", "key"], name="declaration_once_per_member"
            ),
        ]

    def __str__(self) -> str:
        """What is declared."""
        return self.label

    def sealed_under(self) -> UUID | None:
        """The key of the application."""
        return self.application.key_id

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call


class Attachment(models.Model):
    """A file that a member put in the application: in answer to a question (`key`), or of its own accord.

    `label` is what it is. Its signature, if any, is not checked by the platform.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(_("domanda"), max_length=60, blank=True)
    label = SealedText(_("che cosa è"), max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="application_attachments")
    attached_at = models.DateTimeField(_("aggiunto il"))
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    if TYPE_CHECKING:
        organisation_id: int
        file_id: int

    class Meta:
        ordering = ["application_id", "pk"]
        verbose_name = _("allegato della domanda")
        verbose_name_plural = _("allegati della domanda")

    def __str__(self) -> str:
        """What it is and its name."""
        return f"{self.label}: {self.file.name}"

    def sealed_under(self) -> UUID | None:
        """The key of the application."""
        return self.application.key_id

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call


class Submission(models.Model):
    """What arrived at one instant: the canonical text of the application and its SHA-256.

    Never changed, never deleted. `files` lists name, size and hash of each file. `superseded_at` is when a
    later submission, or a withdrawal, took its place. `in_time` is false for what arrived at the deadline or
    after.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("invio"))
    snapshot = SealedJSON(_("contenuto"))
    content_hash = models.CharField(_("impronta"), max_length=64)
    files = SealedJSON(_("file arrivati"), default=list)
    submitted_at = models.DateTimeField(_("arrivata il"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    in_time = models.BooleanField(_("nei termini"))
    registry_number = models.CharField(_("numero della piattaforma"), max_length=20)
    receipt = models.ForeignKey(
        Paper, models.PROTECT, null=True, related_name="submissions", verbose_name=_("ricevuta")
    )
    superseded_at = models.DateTimeField(_("sostituita il"), null=True, blank=True)

    class Meta:
        ordering = ["application_id", "number"]
        verbose_name = _("invio della domanda")
        verbose_name_plural = _("invii della domanda")
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="submission_numbered_in_order"),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(superseded_at__isnull=True),
                name="one_current_submission",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="submission_never_changes", exclude=["receipt", "superseded_at"]),
            pgtrigger.Protect(name="submission_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        """Registry number."""
        return self.registry_number

    def sealed_under(self) -> UUID | None:
        """The key of the application."""
        return self.application.key_id

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call


class Opening(models.Model):
    """When the applications of a call were unsealed, by whom, how many they were."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="opening", verbose_name=_("avviso"))
    opened_at = models.DateTimeField(_("aperte il"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received = models.PositiveSmallIntegerField(_("arrivate nei termini"))
    late = models.PositiveSmallIntegerField(_("fuori termine"), default=0)

    class Meta:
        verbose_name = _("apertura delle domande")
        verbose_name_plural = _("aperture delle domande")

    def __str__(self) -> str:
        """Of which call."""
        return f"{self.call.code}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call
