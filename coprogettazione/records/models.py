# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register's entries and its head."""

import json
import uuid
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.roles import Role
from coprogettazione.records.sealing import PREFIX, Ciphertext, unseal_text

GENESIS = "0" * 64
#: The place of a sealed payload (records/sealing).
PAYLOAD = "entry.payload"


class Entry(models.Model):
    """One deed as it was done. Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE.

    `at` is the instant the deed has in law, `recorded_at` the instant it was written down (they differ in a
    replay).
    `hash` = SHA-256 over the sequence number, the facts and `previous`; see `queries.entry_hash`. The payload of
    a deed that would tell a sealed content lies closed, `{"sealed": …}`, beside what tells nothing of it: the
    chain is verified without keys.
    """

    seq = models.PositiveBigIntegerField(_("numero"), unique=True)
    at = models.DateTimeField(_("quando"))
    recorded_at = models.DateTimeField(_("registrato il"))
    deed = models.CharField(_("atto"), max_length=60, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="entries")
    role = models.CharField(_("ruolo"), max_length=30, choices=Role.choices, blank=True)
    organisation = models.ForeignKey(
        "coprogettazione.Organisation", models.PROTECT, null=True, related_name="entries"
    )
    subject_kind = models.CharField(max_length=60)
    subject_id = models.IntegerField()
    case_file = models.ForeignKey("coprogettazione.Call", models.PROTECT, null=True, related_name="entries")
    payload = models.JSONField(_("contenuto"), default=dict)
    payload_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(_("impronta"), max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        verbose_name = _("voce del registro")
        verbose_name_plural = _("voci del registro")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "seq"]),
            models.Index(fields=["case_file", "-seq"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="register_never_forks"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'the register is append-only';",
            ),
        ]

    def __str__(self) -> str:
        """Number and deed."""
        return f"{self.seq} {self.deed}"

    @property
    def facts(self) -> dict[str, Any]:
        """What the deed was done with and what it added, opened when it is under seal. Raises SealLost."""
        sealed = self.payload.get("sealed")
        if not isinstance(sealed, str) or not sealed.startswith(PREFIX):
            return dict(self.payload)
        shown = {name: value for name, value in self.payload.items() if name != "sealed"}
        return {**json.loads(unseal_text(Ciphertext(sealed), PAYLOAD)), **shown}

    @property
    def sentence(self) -> str:
        """What was done, as the register tells it after the name of who did it."""
        from coprogettazione.records.deeds import DEEDS

        deed = DEEDS.get(self.deed)
        return str(deed.says) if deed else self.deed


class RegisterHead(models.Model):
    """The single row that orders the register: whoever appends holds its lock until commit, so no fork and
    no gap.

    `open_from` is the earliest day that the next public line may bear: the last line's, or the day after the last
    closed one.
    """

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    open_from = models.DateField(null=True)

    class Meta:
        verbose_name = _("testa del registro")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="register_has_one_head")]

    def __str__(self) -> str:
        """Where the register has come to."""
        return f"{self.seq} {self.hash[:8]}"


class CallKey(models.Model):
    """The key of a call, wrapped by the keys of the installation (setting `SEAL_KEYS`)."""

    case_file = models.OneToOneField("coprogettazione.Call", models.PROTECT, related_name="seal")
    wrapped = models.TextField()
    created_at = models.DateTimeField(_("fatta il"))

    class Meta:
        verbose_name = _("chiave dell’avviso")
        verbose_name_plural = _("chiavi degli avvisi")

    def __str__(self) -> str:
        """Of which call."""
        return str(self.case_file)


class ContentKey(models.Model):
    """The key of one application, wrapped by the key of its call. Destroyed by a deed, it opens nothing more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call_key = models.ForeignKey(CallKey, models.PROTECT, related_name="keys")
    wrapped = models.TextField(blank=True)
    created_at = models.DateTimeField(_("fatta il"))
    destroyed_at = models.DateTimeField(_("distrutta il"), null=True, blank=True)

    class Meta:
        verbose_name = _("chiave di una domanda")
        verbose_name_plural = _("chiavi delle domande")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(destroyed_at__isnull=True) ^ models.Q(wrapped=""),
                name="destroyed_key_is_gone",
            ),
        ]

    def __str__(self) -> str:
        """Its name in what it closes."""
        return self.id.hex
