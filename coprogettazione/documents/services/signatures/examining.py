# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A signed file from outside to inside: envelopes, then the PDF, then whether it is the document expected."""

import hashlib
import io
import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from coprogettazione.documents.models.files import FORMATS
from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services import sniffing
from coprogettazione.documents.services.content import look_inside
from coprogettazione.documents.services.content.envelopes import content_of, open_envelope
from coprogettazione.documents.services.content.looking import ENVELOPES
from coprogettazione.documents.services.content.problem import Problem
from coprogettazione.documents.services.signatures import words
from coprogettazione.documents.services.signatures.bounds import COMPARED, MANY, within_bounds
from coprogettazione.documents.services.signatures.cades import envelope_signatures
from coprogettazione.documents.services.signatures.findings import Examination, ExaminedSignature, worst
from coprogettazione.documents.services.signatures.pades import SignedPdf
from coprogettazione.documents.services.signatures.stamps import Asked
from coprogettazione.documents.services.signatures.trust import TrustStore, trust_store
from coprogettazione.records.refusals import Words

logger = logging.getLogger(__name__)


class _Refused(Exception):
    """Ends an examination: the word for the whole file and its reason."""

    def __init__(self, said: Words, outcome: Outcome = Outcome.INVALID, **values: Any) -> None:
        super().__init__(said)
        self.outcome = outcome
        self.reason = str(said).format(**values)


@dataclass
class _Found:
    """What is known so far."""

    signatures: list[ExaminedSignature] = field(default_factory=list)
    document: bytes | None = None
    same: bool | None = None
    reasons: list[tuple[Outcome, str]] = field(default_factory=list)


def examine(content: bytes, *, at: datetime, expected: bytes | None = None) -> Examination:
    """What the signatures of a file are worth at an instant, and whether they are on the document expected.

    Reads no database and never goes on the network; raises nothing, whatever the bytes are. `at` is when the
    file arrived: without a timestamp the certificates must be in force then.
    """
    store = trust_store()
    found = _Found(same=None if expected is None else False)
    try:
        _look(content, Asked(at, store), expected, found)
    except _Refused as refused:
        found.reasons.append((refused.outcome, refused.reason))
    except Exception:
        logger.info("a signed file could not be read", exc_info=True)
        found.reasons.append((Outcome.INVALID, str(words.UNREADABLE)))
    return _told(found, store)


def _told(found: _Found, store: TrustStore) -> Examination:
    if not found.signatures and not found.reasons:
        found.reasons.append((Outcome.INVALID, str(words.NO_SIGNATURE)))
    outcome = worst([*(one.outcome for one in found.signatures), *(word for word, _reason in found.reasons)])
    reasons = [reason for word, reason in found.reasons if word == outcome]
    reasons += [one.reasons[0] for one in found.signatures if one.outcome == outcome]
    return Examination(
        outcome=outcome,
        reasons=tuple(dict.fromkeys(reasons)),
        signatures=tuple(found.signatures),
        document_sha256="" if found.document is None else hashlib.sha256(found.document).hexdigest(),
        document=found.document,
        same_document=found.same,
        trust=store.name,
        trust_digest=store.digest,
    )


def _look(content: bytes, asked: Asked, expected: bytes | None, found: _Found) -> None:
    within_bounds(content, _refuse)
    inside = _through_envelopes(content, asked, expected, found)
    if inside is None:
        return
    found.document = inside
    within_bounds(inside, _refuse)
    signed = inside.startswith(b"%PDF-") and b"/ByteRange" in inside
    if signed or found.signatures:
        _look_at_document(inside)
    pdf = SignedPdf(inside) if signed else None
    if pdf is not None:
        if pdf.cost > COMPARED:
            raise _Refused(words.TOO_MUCH, Outcome.UNVERIFIABLE)
        for name in pdf.unread():
            reason = str(words.UNKNOWN_FORMAT).format(name=name.lstrip("/"))
            found.reasons.append((Outcome.UNVERIFIABLE, reason))
        found.signatures.extend(pdf.signatures(asked))
    if not found.signatures and not found.reasons:
        raise _Refused(words.NO_SIGNATURE)
    if expected is not None:
        _compare(inside, pdf, expected, found)


def _refuse(said: Words, **values: Any) -> None:
    raise _Refused(said, **values)


def _through_envelopes(content: bytes, asked: Asked, expected: bytes | None, found: _Found) -> bytes | None:
    """The document inside all envelopes, their signatures noted; None when it is elsewhere."""
    for _envelope in range(ENVELOPES):
        if not sniffing.is_signed_envelope(content[: sniffing.HEAD]):
            return content
        try:
            data = open_envelope(content)
            inside = content_of(data)
        except Problem:
            raise _Refused(words.UNREADABLE) from None
        if inside == b"" or (inside is None and not len(data["signer_infos"])):
            raise _Refused(words.EMPTY)
        if max(len(data["signer_infos"]), len(data["certificates"])) > MANY:
            raise _Refused(words.TOO_MANY, limit=MANY)
        document = expected if inside is None else inside
        found.signatures.extend(envelope_signatures(data, document, asked))
        if document is None:
            return None
        if inside is None:
            return document
        content = inside
    if sniffing.is_signed_envelope(content[: sniffing.HEAD]):
        raise _Refused(words.TOO_DEEP, limit=ENVELOPES)
    return content


def _look_at_document(content: bytes) -> None:
    """A program, or a document that does things by itself, is signed by nobody (d.P.C.M. 22.2.2013, art. 4, c. 3)."""
    kind = sniffing.media_type_of(io.BytesIO(content), len(content))
    if kind == sniffing.PROGRAM:
        raise _Refused(words.PROGRAM_INSIDE)
    if kind in FORMATS:
        try:
            look_inside(io.BytesIO(content), kind)
        except Problem as problem:
            raise _Refused(problem.words, name=words.SIGNED_DOCUMENT, **problem.values) from problem


def _compare(inside: bytes, pdf: SignedPdf | None, expected: bytes, found: _Found) -> None:
    if inside == expected:
        found.same = not any(one.reasons[0] == str(words.CHANGED_CONTENT) for one in found.signatures)
        if not found.same:
            found.reasons.append((Outcome.INVALID, str(words.OTHER_DOCUMENT)))
        return
    reason = words.OTHER_DOCUMENT if pdf is None else pdf.grown_from(expected)
    found.same = reason is None
    if reason is not None:
        found.reasons.append((Outcome.INVALID, str(reason)))
