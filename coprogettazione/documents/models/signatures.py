# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a check of the signatures of a file found: one row for each check, never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models.files import StoredFile


class Outcome(models.TextChoices):
    """The three words about a signature, or about a signed file: the word of its worst signature.

    VALID: everything that is asked was checked and holds. INVALID: something that is asked does not hold.
    UNVERIFIABLE: nothing is wrong, but something that is asked could not be checked here.
    """

    VALID = "VALID", _("valida")
    INVALID = "INVALID", _("non valida")
    UNVERIFIABLE = "UNVERIFIABLE", _("non verificabile")


@dataclass(frozen=True)
class KeptSignature:
    """One signature of a kept check, as a page shows it. `claimed_at` is what the signer said."""

    outcome: Outcome
    reasons: tuple[str, ...]
    name: str
    tax_code: str
    organisation: str
    issuer: str
    claimed_at: datetime | None
    timestamped_at: datetime | None


class SignatureCheck(models.Model):
    """One check of a file. A later check is another row: a trigger refuses to change or delete this one.

    `report` is what `services.signatures.report_of` writes, read through `reasons` and `signatures`. It names
    people and their codice fiscale: it is never public. `document_sha256` is of the document inside all
    envelopes, empty where none was found; `same_document` is None where no document was expected. `trust` names
    the trust store and its day, `trust_digest` tells it from every other (empty for checks of before it was kept).
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="signature_checks")
    outcome = models.CharField(_("esito"), max_length=12, choices=Outcome)
    report = models.JSONField(_("che cosa è stato trovato"))
    document_sha256 = models.CharField(_("impronta del documento"), max_length=64, blank=True)
    same_document = models.BooleanField(_("è il documento atteso"), null=True, blank=True)
    checked_at = models.DateTimeField(_("controllata il"))
    trust = models.CharField(_("autorità riconosciute"), max_length=200)
    trust_digest = models.CharField(_("impronta delle autorità riconosciute"), max_length=64, blank=True)

    class Meta:
        ordering = ["file_id", "checked_at", "pk"]
        verbose_name = _("controllo delle firme")
        verbose_name_plural = _("controlli delle firme")
        indexes = [models.Index(fields=["file", "-checked_at"], name="signature_check_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="signature_outcome_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.VALID) | ~models.Q(document_sha256=""),
                name="valid_signature_has_document",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="signature_check_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        """The word."""
        return self.words

    @property
    def words(self) -> str:
        """How it came out, as it is said of the file: of several signatures, the worst."""
        return gettext("firma %(outcome)s") % {"outcome": self.get_outcome_display()}

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the file is worth what it is worth, in Italian, as it was said on that day."""
        return tuple(self.report.get("reasons", ()))

    @property
    def signatures(self) -> list[KeptSignature]:
        """The signatures that were found, in their order."""
        return [_kept(found) for found in self.report.get("signatures", ())]


def _kept(found: dict[str, Any]) -> KeptSignature:
    signer = found["signer"] or {}
    claimed, stamped = found["signed_at"], found["timestamped_at"]
    return KeptSignature(
        outcome=Outcome(found["outcome"]),
        reasons=tuple(found["reasons"]),
        name=signer.get("name", ""),
        tax_code=signer.get("tax_code", ""),
        organisation=signer.get("organisation", ""),
        issuer=signer.get("issuer", ""),
        claimed_at=datetime.fromisoformat(claimed) if claimed else None,
        timestamped_at=datetime.fromisoformat(stamped) if stamped else None,
    )
