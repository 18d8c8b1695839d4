# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signatures in an envelope (CAdES, CMS): each signer over the document inside, or over one given apart."""

from collections.abc import Iterator

from asn1crypto import cms, core

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import words
from coprogettazione.documents.services.signatures.chains import evidence_of
from coprogettazione.documents.services.signatures.findings import ExaminedSignature, SignatureKind
from coprogettazione.documents.services.signatures.sound import Signing, digest_of, fault_of, signings_of
from coprogettazione.documents.services.signatures.stamps import Asked, stamps_of
from coprogettazione.documents.services.signatures.weighing import Seen, weigh

#: Attributes that carry what later checks need: revocation values, and archive timestamps (EN 319 122-1).
REVOCATION_VALUES = "1.2.840.113549.1.9.16.2.24"
ARCHIVE_STAMPS = frozenset({"0.4.0.1733.2.4", "1.2.840.113549.1.9.16.2.48"})


def envelope_signatures(
    data: cms.SignedData, document: bytes | None, asked: Asked
) -> Iterator[ExaminedSignature]:
    """The signers of a message over a document; without it nothing can be said of them."""
    evidence = evidence_of(data)
    asked = Asked(asked.at, asked.store, evidence)
    digest = digest_of(document or b"")
    for signing in signings_of(data):
        fault = (Outcome.UNVERIFIABLE, str(words.ALONE)) if document is None else fault_of(signing, digest)
        stamps = stamps_of(signing.info, asked)
        yield weigh(
            Seen(
                kind=SignatureKind.CADES,
                signing=signing,
                fault=fault,
                whole=words.UNCHANGED,
                covers=fault is None,
                claimed=signing.claimed_at,
                stamps=stamps,
                level=_level(signing, stamped=stamps.proved is not None),
                evidence=evidence,
            ),
            asked,
        )


def _level(signing: Signing, *, stamped: bool) -> str:
    if not signing.names_its_certificate:
        return ""
    if not stamped:
        return "B"
    attributes = signing.info["unsigned_attrs"]
    carried = {attribute["type"].dotted for attribute in attributes} if attributes is not core.VOID else set()
    if carried & ARCHIVE_STAMPS:
        return "LTA"
    return "LT" if REVOCATION_VALUES in carried else "T"
