# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed envelopes (CAdES, `.p7m`): the document inside is what is looked at. Signatures are not checked."""

import base64
import binascii

from asn1crypto import cms

from coprogettazione.documents.services.content import words
from coprogettazione.documents.services.content.problem import Problem


def document_inside(content: bytes) -> bytes:
    """The document of a CMS signed envelope: DER, BER, or either in base64. Raises Problem."""
    found = content_of(open_envelope(content))
    if not found:
        raise Problem(words.DETACHED)
    return found


def open_envelope(content: bytes) -> cms.SignedData:
    """The signed message itself. Raises Problem when the bytes are no envelope."""
    try:
        envelope = cms.ContentInfo.load(_binary(content))
        if envelope["content_type"].native != "signed_data":
            raise Problem(words.DAMAGED)
        return envelope["content"]
    except (ValueError, TypeError, KeyError, binascii.Error) as error:
        raise Problem(words.DAMAGED) from error


def content_of(data: cms.SignedData) -> bytes | None:
    """What a message carries; None when the document is elsewhere. Raises Problem when it is no document."""
    try:
        inside = data["encap_content_info"]["content"]
        found = None if inside is None else inside.native
    except (ValueError, TypeError, KeyError) as error:
        raise Problem(words.DAMAGED) from error
    if found is not None and not isinstance(found, bytes):
        raise Problem(words.SIGNED_OTHER)
    return found


def _binary(content: bytes) -> bytes:
    if content[:1] == b"\x30":
        return content
    lines = [line for line in content.split() if line]
    if content.startswith(b"-----BEGIN"):
        lines = [line.strip() for line in content.splitlines() if not line.startswith(b"-----")]
    return base64.b64decode(b"".join(lines), validate=True)
