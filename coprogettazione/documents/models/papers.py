# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers: the acts, minutes, receipts and reports the platform prints, with number and content."""

from typing import TYPE_CHECKING
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models.files import StoredFile
from coprogettazione.records.models import ContentKey
from coprogettazione.records.sealing import SealedJSON


class PaperKind(models.TextChoices):
    """Which paper it is (domain.md §2.3)."""

    OPENING_ACT = "OPENING_ACT", _("determina di indizione")
    NOTICE = "NOTICE", _("avviso")
    APPLICATION = "APPLICATION", _("domanda")
    RECEIPT = "RECEIPT", _("ricevuta")
    PROPOSAL = "PROPOSAL", _("proposta progettuale")
    PROJECT_DOCUMENT = "PROJECT_DOCUMENT", _("documento progettuale")
    ADMISSION_ACT = "ADMISSION_ACT", _("determina di ammissione")
    MINUTES = "MINUTES", _("verbale")
    TABLE_REPORT = "TABLE_REPORT", _("relazione conclusiva")
    APPROVAL_ACT = "APPROVAL_ACT", _("determina di approvazione")
    CONVENTION = "CONVENTION", _("convenzione")
    PERIODIC_REPORT = "PERIODIC_REPORT", _("relazione periodica")
    EXPENSE_REPORT = "EXPENSE_REPORT", _("rendiconto")
    EXECUTIVE_ACT = "EXECUTIVE_ACT", _("determina")
    LETTER = "LETTER", _("comunicazione")


#: How long the name of a paper in a list may be.
TITLE_LENGTH = 200


class Series(models.TextChoices):
    """The registers in which papers take their number, one count a year for each body."""

    EXECUTIVE_ACTS = "EXECUTIVE_ACTS", _("determinazioni")
    NOTICES = "NOTICES", _("avvisi")
    REGISTRY = "REGISTRY", _("registro di protocollo della piattaforma")
    REPORTS = "REPORTS", _("relazioni")
    MINUTES = "MINUTES", _("verbali")
    REPERTORY = "REPERTORY", _("repertorio delle convenzioni")


class NumberSeries(models.Model):
    """The last number taken in a series by a body in a year: the row is locked until the deed is done."""

    body = models.ForeignKey("coprogettazione.Organisation", models.PROTECT, related_name="number_series")
    series = models.CharField(_("serie"), max_length=20, choices=Series.choices)
    year = models.PositiveSmallIntegerField(_("anno"))
    last = models.PositiveIntegerField(_("ultimo numero"), default=0)

    class Meta:
        verbose_name = _("numerazione")
        verbose_name_plural = _("numerazioni")
        constraints = [models.UniqueConstraint(fields=["body", "series", "year"], name="one_count_a_year")]

    def __str__(self) -> str:
        """The series and where it has come to."""
        return f"{self.get_series_display()} {self.last}/{self.year}"


class Paper(models.Model):
    """A paper as it was issued: `data` is exactly what was printed, `file` the PDF.

    `public_data` and `public_file` are the copy for publication, rendered from public facts (never redacted).
    `about_kind` and `about_id` name the row it is about, as in the register. Papers are never changed nor
    deleted: a trigger holds everything but the publication. With a `key`, what it says lies closed under it.
    """

    kind = models.CharField(_("che carta è"), max_length=20, choices=PaperKind.choices)
    body = models.ForeignKey(
        "coprogettazione.Organisation",
        models.PROTECT,
        related_name="papers",
        verbose_name=_("ente che la emette"),
    )
    case_file = models.ForeignKey(
        "coprogettazione.Call", models.PROTECT, null=True, blank=True, related_name="papers"
    )
    about_kind = models.CharField(max_length=60)
    about_id = models.IntegerField()
    series = models.CharField(_("serie"), max_length=20, choices=Series.choices, blank=True)
    year = models.PositiveSmallIntegerField(_("anno"))
    sequence = models.PositiveIntegerField(_("progressivo"), null=True, blank=True)
    number = models.CharField(_("numero"), max_length=40, blank=True)
    date = models.DateField(_("data"))
    title = models.CharField(_("titolo"), max_length=TITLE_LENGTH)
    subject = models.CharField(_("oggetto"), max_length=500, blank=True)
    data = SealedJSON(_("contenuto"))
    key = models.ForeignKey(ContentKey, models.PROTECT, null=True, blank=True, related_name="+")
    public_data = models.JSONField(_("contenuto pubblico"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="papers")
    public_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="public_papers"
    )
    issued_at = models.DateTimeField(_("emessa il"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    published_at = models.DateTimeField(_("pubblicata il"), null=True, blank=True)

    if TYPE_CHECKING:
        key_id: UUID | None

    class Meta:
        ordering = ["issued_at", "pk"]
        verbose_name = _("atto")
        verbose_name_plural = _("atti")
        indexes = [
            models.Index(fields=["about_kind", "about_id"]),
            models.Index(fields=["case_file", "issued_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=PaperKind.values), name="paper_kind_known"),
            models.UniqueConstraint(
                fields=["body", "series", "year", "sequence"],
                condition=models.Q(sequence__isnull=False),
                name="one_paper_for_a_number",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | models.Q(public_file__isnull=False),
                name="published_paper_has_its_copy",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="paper_never_changes", exclude=["published_at", "public_file"]),
            pgtrigger.Protect(
                name="publication_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
            pgtrigger.Protect(name="paper_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        """As it is named in a list."""
        return self.title

    def sealed_under(self) -> UUID | None:
        """The key of what it says; None for the papers that are not under seal."""
        return self.key_id
