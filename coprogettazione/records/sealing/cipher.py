# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text closed under a key: the result names its key, and opens only in the place it was closed for."""

import base64
import binascii
import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from coprogettazione.records.sealing.keys import LOST, NONCE_BYTES, SealLost, content_key

PREFIX = "seal1:"


@dataclass(frozen=True)
class Ciphertext:
    """A closed text as it lies in the database: `seal1:<key>:<nonce and content, base64>`."""

    text: str

    @property
    def key_id(self) -> UUID:
        """The key that opens it."""
        return UUID(self.text[len(PREFIX) :].partition(":")[0])


def seal_text(key_id: UUID, place: str, text: str) -> Ciphertext:
    """Close a text (AES-256-GCM). `place`, such as "economicline.amount", is bound to it."""
    nonce = os.urandom(NONCE_BYTES)
    closed = AESGCM(content_key(key_id)).encrypt(nonce, text.encode(), _bound(key_id, place))
    return Ciphertext(f"{PREFIX}{key_id.hex}:{base64.urlsafe_b64encode(nonce + closed).decode()}")


def unseal_text(sealed: Ciphertext, place: str) -> str:
    """Open it. Raises SealLost: without its key, altered, or taken from another place."""
    try:
        key_id = sealed.key_id
        closed = base64.urlsafe_b64decode(sealed.text.rpartition(":")[2])
        opened = AESGCM(content_key(key_id)).decrypt(
            closed[:NONCE_BYTES], closed[NONCE_BYTES:], _bound(key_id, place)
        )
    except (InvalidTag, ValueError, binascii.Error):
        raise SealLost(LOST) from None
    return opened.decode()


def _bound(key_id: UUID, place: str) -> bytes:
    return key_id.bytes + place.encode()
