# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an examination finds: plain values, without the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coprogettazione.documents.models.signatures import Outcome

#: From the best to the worst: a file is worth what its worst signature is worth.
FROM_BEST = (Outcome.VALID, Outcome.UNVERIFIABLE, Outcome.INVALID)


class SignatureKind(StrEnum):
    """How a signature is kept: in the PDF it signs, or in an envelope (`.p7m`, `.p7s`)."""

    PADES = "PADES"
    CADES = "CADES"


@dataclass(frozen=True)
class Signer:
    """Who a certificate says that signed. `tax_code` is the codice fiscale, "" where the certificate has none.

    `issuer` is the authority that issued the certificate, `serial` the number of the certificate in hex.
    """

    name: str
    tax_code: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime


@dataclass(frozen=True)
class ExaminedSignature:
    """One signature. `reasons` are sentences to be read, the decisive one first.

    `signed_at` is what the signer claims; `timestamped_at` is what a timestamp proves, None without a valid
    one. `covers_whole`: all that is in the document was there when it was signed, apart from other signatures.
    `level` is what the signature carries ("B", "T", "LT", "LTA" of EN 319 122 and 142), "" for less.
    `revocation` tells whether it is known that the certificate had not been revoked; where it is not, `asks` are
    the addresses of the lists that would tell (`manage.py refresh_trusted_lists` reads them).
    """

    outcome: Outcome
    reasons: tuple[str, ...]
    signer: Signer | None
    signed_at: datetime | None
    timestamped_at: datetime | None
    covers_whole: bool
    kind: SignatureKind
    level: str
    revocation: bool = False
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Examination:
    """What was found in a file. `document` are the bytes inside all envelopes, None where none was found.

    `same_document` is None when nothing was expected. `trust` names the trust store that was asked, `trust_digest`
    tells it from every other.
    """

    outcome: Outcome
    reasons: tuple[str, ...]
    signatures: tuple[ExaminedSignature, ...]
    document_sha256: str
    document: bytes | None
    same_document: bool | None
    trust: str
    trust_digest: str


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst of one or more outcomes."""
    return max(outcomes, key=FROM_BEST.index)
