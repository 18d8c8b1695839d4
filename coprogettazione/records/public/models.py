# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public lines, the files they tell of, the root of each day and its timestamp."""

import json
from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """The triggers of a table whose rows are written once."""
    return [
        pgtrigger.Protect(name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name=f"{name}_never_emptied",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func="RAISE EXCEPTION 'the public register is append-only';",
        ),
    ]


class PublicLine(models.Model):
    """What anybody reads of one entry, written in its transaction.

    `text` is the line exactly as it was hashed (canonical JSON), `hash` its fingerprint as a leaf. `day` is the Roman
    day of its writing down. `deed` and `call` (the code of the avviso) are there when the line tells a public fact;
    otherwise it has only the commitment, SHA-256 over `salt` and the entry's own hash. The salt is never told.
    """

    entry = models.OneToOneField("coprogettazione.Entry", models.PROTECT, related_name="public_line")
    seq = models.PositiveBigIntegerField(_("numero"), unique=True)
    day = models.DateField(_("giorno"), db_index=True)
    salt = models.CharField(max_length=64)
    deed = models.CharField(_("atto"), max_length=60, blank=True)
    call = models.CharField(_("avviso"), max_length=60, blank=True, db_index=True)
    text = models.TextField(_("riga"))
    hash = models.CharField(_("impronta"), max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        verbose_name = _("riga del registro pubblico")
        verbose_name_plural = _("righe del registro pubblico")
        indexes = [
            models.Index(fields=["-seq"], condition=~models.Q(deed=""), name="public_line_told"),
            models.Index(fields=["deed", "-seq"], condition=~models.Q(deed=""), name="public_line_deed"),
        ]
        triggers = append_only("public_line")

    def __str__(self) -> str:
        """Number and fingerprint."""
        return f"{self.seq} {self.hash[:8]}"

    @property
    def facts(self) -> dict[str, Any]:
        """The facts in clear; empty when there is only the commitment."""
        facts: dict[str, Any] = json.loads(self.text).get("facts", {})
        return facts

    @property
    def commitment(self) -> str:
        """The salted hash of the entry."""
        return str(json.loads(self.text)["commitment"])


class PublishedFile(models.Model):
    """A file that a public line tells of, found again by the fingerprint of its bytes."""

    line = models.ForeignKey(PublicLine, models.PROTECT, related_name="files")
    sha256 = models.CharField(_("impronta"), max_length=64, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file pubblicato")
        verbose_name_plural = _("file pubblicati")
        constraints = [models.UniqueConstraint(fields=["line", "sha256"], name="published_file_once_a_line")]
        triggers = append_only("published_file")

    def __str__(self) -> str:
        """Its fingerprint."""
        return self.sha256


class DayRoot(models.Model):
    """A day that is closed: the root of its lines, chained to the day before it.

    `text` is the day's line as it was hashed, `hash` its fingerprint: whoever writes it down holds every line up to
    the last of that day. Days without entries have no root.
    """

    day = models.DateField(_("giorno"), unique=True)
    first = models.PositiveBigIntegerField(_("dalla voce"), unique=True)
    last = models.PositiveBigIntegerField(_("alla voce"), unique=True)
    root = models.CharField(_("radice"), max_length=64)
    previous = models.CharField(max_length=64, unique=True)
    text = models.TextField(_("riga"))
    hash = models.CharField(_("impronta"), max_length=64, unique=True)
    closed_at = models.DateTimeField(_("chiuso il"))

    class Meta:
        ordering = ["day"]
        verbose_name = _("giorno chiuso del registro")
        verbose_name_plural = _("giorni chiusi del registro")
        triggers = append_only("day_root")

    def __str__(self) -> str:
        """The day and its fingerprint."""
        return f"{self.day} {self.hash[:8]}"

    @property
    def entries(self) -> int:
        """How many lines the day has."""
        return self.last - self.first + 1


class DayStamp(models.Model):
    """The timestamp (RFC 3161) of a day's fingerprint: asked for, and once it is had never changed.

    `token` is the TimeStampToken in DER, kept only when it is of that fingerprint and its signature holds; `stamped_at`
    is the instant it says, `authority` the certificate that says so. `chain`: whether that certificate was followed to
    one of the authorities in the setting TIMESTAMP_ROOTS (without them nobody looked).
    """

    day = models.OneToOneField(DayRoot, models.PROTECT, related_name="stamp")
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    not_before = models.DateTimeField(_("non prima di"))
    last_error = models.CharField(_("ultimo errore"), max_length=300, blank=True)
    token = models.BinaryField(_("marca temporale"), null=True)
    stamped_at = models.DateTimeField(_("istante della marca"), null=True, blank=True)
    authority = models.CharField(_("autorità"), max_length=200, blank=True)
    chain = models.BooleanField(_("catena controllata"), default=False)

    class Meta:
        ordering = ["day_id"]
        verbose_name = _("marca temporale di un giorno")
        verbose_name_plural = _("marche temporali dei giorni")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(token__isnull=True) ^ models.Q(stamped_at__isnull=False),
                name="stamp_is_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="day_stamp_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="day_stamp_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__token__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Of which day."""
        return str(self.day)
