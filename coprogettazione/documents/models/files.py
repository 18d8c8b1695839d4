# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file as it was received or made: identified by its content, never changed."""

from typing import TYPE_CHECKING
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models.storage import ContentStore, content_path
from coprogettazione.records.models import ContentKey
from coprogettazione.records.sealing import SealedText

if TYPE_CHECKING:
    from coprogettazione.documents.models.signatures import SignatureCheck


class FileKind(models.TextChoices):
    """What a file is in the procedure."""

    PAPER = "PAPER", _("atto prodotto dalla piattaforma")
    PUBLIC_COPY = "PUBLIC_COPY", _("copia per la pubblicazione")
    ANNEX = "ANNEX", _("allegato dell’avviso")
    ATTACHMENT = "ATTACHMENT", _("allegato della domanda")
    SIGNED_COPY = "SIGNED_COPY", _("copia caricata come firmata")
    EXPENSE = "EXPENSE", _("documento di spesa")
    EVIDENCE = "EVIDENCE", _("documento a prova")
    WORKING = "WORKING", _("documento di lavoro")


class SignatureFound(models.TextChoices):
    """What looks like a signature in a file, at its arrival: what it is worth is told by a SignatureCheck."""

    NONE = "", _("nessuna firma trovata")
    PADES = "PADES", _("contiene una firma (PDF), non controllata")
    CADES = "CADES", _("contiene una firma (P7M), non controllata")


#: How a media type is said to people.
FORMATS = {
    "application/pdf": "PDF",
    "application/pkcs7-mime": "P7M",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "text/csv": "CSV",
    "text/plain": "TXT",
}


class StoredFile(models.Model):
    """Bytes that arrived or were made, with what identifies them. Size in bytes, `sha256` of the content.

    With a `key`, bytes and name lie closed under it, and what is kept on disk tells nothing of the content.
    Only `public` may change, once, from false to true, by a deed that publishes; a trigger holds the rest.
    `owner` is the organisation whose people may always read it; the other readers are told in `rules`.
    """

    sha256 = models.CharField(_("impronta"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("dimensione"))
    name = SealedText(_("nome"), validators=[MaxLengthValidator(200)])
    key = models.ForeignKey(ContentKey, models.PROTECT, null=True, blank=True, related_name="+")
    media_type = models.CharField(_("formato"), max_length=100)
    signature = models.CharField(
        _("firma trovata"), max_length=10, choices=SignatureFound, blank=True, default=SignatureFound.NONE
    )
    kind = models.CharField(_("che cosa è"), max_length=20, choices=FileKind.choices)
    content = models.FileField(_("contenuto"), upload_to=content_path, storage=ContentStore(), max_length=100)
    owner = models.ForeignKey(
        "coprogettazione.Organisation", models.PROTECT, null=True, blank=True, related_name="files"
    )
    case_file = models.ForeignKey(
        "coprogettazione.Call", models.PROTECT, null=True, blank=True, related_name="files"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="files"
    )
    uploaded_at = models.DateTimeField(_("arrivato il"))
    public = models.BooleanField(_("pubblicato"), default=False)

    if TYPE_CHECKING:
        key_id: UUID | None

    class Meta:
        ordering = ["uploaded_at", "pk"]
        verbose_name = _("file")
        verbose_name_plural = _("file")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=FileKind.values), name="file_kind_known"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_has_bytes"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="file_sha256_form"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="file_never_changes", exclude=["public"]),
            pgtrigger.Protect(
                name="file_stays_public",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__public=True),
            ),
        ]

    def __str__(self) -> str:
        """The name it arrived with."""
        return self.name

    def sealed_under(self) -> UUID | None:
        """The key of its bytes and of its name; None for what is not under seal."""
        return self.key_id

    @property
    def format(self) -> str:
        """The format as people say it: PDF, DOCX."""
        return FORMATS.get(self.media_type, self.media_type)

    @property
    def remarks(self) -> str:
        """What people must know of it beside its format: its signatures, the antivirus. Read with `scan`, and with
        `signature_checks` prefetched where files are checked: the others are said not to be.
        """
        scan = getattr(self, "scan", None)
        said = [self._signed, scan.words if scan else ""]
        return "; ".join(words for words in said if words)

    @property
    def last_check(self) -> "SignatureCheck | None":
        """The last check of its signatures, where `signature_checks` were prefetched."""
        checks = getattr(self, "_prefetched_objects_cache", {}).get("signature_checks") or ()
        return checks[len(checks) - 1] if checks else None

    @property
    def _signed(self) -> str:
        if self.last_check is not None:
            return self.last_check.words
        return str(self.get_signature_display()) if self.signature else ""
