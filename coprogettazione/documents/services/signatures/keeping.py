# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A check of a kept file: what the examination found, as a row."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.models.signatures import SignatureCheck
from coprogettazione.documents.services.signatures.examining import examine
from coprogettazione.documents.services.signatures.findings import Examination
from coprogettazione.wording import in_italian


def check_file(file: StoredFile, *, at: datetime, expected: StoredFile | None = None) -> SignatureCheck:
    """Examine a kept file and keep what was found."""
    return keep_examination(file, examine_kept(file, at=at, expected=expected), at=at)


def check_if_signed(file: StoredFile, *, at: datetime) -> StoredFile:
    """Check a file that has just arrived where it holds a signature; the others have nothing to check."""
    if file.signature:
        check_file(file, at=at)
    return file


@in_italian
def examine_kept(file: StoredFile, *, at: datetime, expected: StoredFile | None = None) -> Examination:
    """What is found today in a kept file, in Italian; nothing is written.

    The certificates are judged at the instant at which the file arrived: the register proves that it was
    there, so a check of today says the same as one of then, but for what became known since.
    """
    sent = None if expected is None else _content(expected)
    return examine(_content(file), at=min(at, file.uploaded_at), expected=sent)


def keep_examination(file: StoredFile, examined: Examination, *, at: datetime) -> SignatureCheck:
    """Keep what was found in a file that was examined, in Italian, as it arrived."""
    return SignatureCheck.objects.create(
        file=file,
        outcome=examined.outcome,
        report=report_of(examined),
        document_sha256=examined.document_sha256,
        same_document=examined.same_document,
        checked_at=at,
        trust=examined.trust[:200],
        trust_digest=examined.trust_digest,
    )


def report_of(examined: Examination) -> dict[str, Any]:
    """What was found, as facts that JSON can say: `reasons`, and `signatures` with their signer; instants in ISO."""
    facts = {"reasons": examined.reasons, "signatures": [asdict(one) for one in examined.signatures]}
    said: dict[str, Any] = json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
    return said


def _content(file: StoredFile) -> bytes:
    with file.content.open("rb") as opened:
        content: bytes = opened.read()
    return content
