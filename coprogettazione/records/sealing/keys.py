# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The key of a call and those of its applications: made once, opened when asked, destroyed by a deed."""

import os
import threading
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.refusals import Refusal
from coprogettazione.records.sealing.wrapping import unwrap, wrap

if TYPE_CHECKING:
    from coprogettazione.records.models import CallKey, ContentKey

KEY_BYTES = 32
NONCE_BYTES = 12
#: How many opened keys a process keeps in memory; beyond, it starts again.
KEPT = 5000
#: How long, in seconds: a key that another process destroyed opens nothing after a minute.
KEPT_FOR = 60

LOST = _(
    "Questo contenuto è sigillato e la sua chiave non si apre: né tu né l’ufficio potete leggerlo adesso. "
    "Quello che era arrivato è conservato com’era. Avvisa chi gestisce la piattaforma: deve rimettere la chiave."
)
DESTROYED = _("Questo contenuto non si può più leggere: la sua chiave è stata distrutta con un atto.")


class SealLost(Refusal):
    """A content whose key cannot be opened, or that was altered: the reason says it to a person."""


_opened: dict[UUID, tuple[bytes, float]] = {}
_guard = threading.Lock()


def new_content_key(case_file: Any, at: datetime) -> "ContentKey":
    """The key of one application of a call, whose own key is made with the first."""
    from coprogettazione.records.models import CallKey, ContentKey

    call_key, _made = CallKey.objects.get_or_create(
        case_file=case_file, defaults={"wrapped": wrap(os.urandom(KEY_BYTES)), "created_at": at}
    )
    key = ContentKey(call_key=call_key, created_at=at)
    nonce, content_key = os.urandom(NONCE_BYTES), os.urandom(KEY_BYTES)
    closed = AESGCM(_call_key(call_key)).encrypt(nonce, content_key, key.pk.bytes)
    key.wrapped = (nonce + closed).hex()
    key.save(force_insert=True)
    _keep(key.pk, content_key)
    return key


def content_key(key_id: UUID) -> bytes:
    """The opened key. Raises SealLost when it was destroyed or nothing opens it."""
    key, since = _opened.get(key_id, (b"", 0.0))
    if key and 0 <= time.monotonic() - since < KEPT_FOR:
        return key
    return _keep(key_id, read_content_key(key_id))


def read_content_key(key_id: UUID) -> bytes:
    """The key as the database and the installation open it now, without looking in memory. As above."""
    from coprogettazione.records.models import ContentKey

    row = ContentKey.objects.select_related("call_key").filter(pk=key_id).first()
    if row is None:
        raise SealLost(LOST)
    if row.destroyed_at is not None:
        raise SealLost(DESTROYED)
    closed = bytes.fromhex(row.wrapped)
    try:
        return AESGCM(_call_key(row.call_key)).decrypt(
            closed[:NONCE_BYTES], closed[NONCE_BYTES:], key_id.bytes
        )
    except InvalidTag:
        raise SealLost(LOST) from None


def forget_keys() -> None:
    """Drop the opened keys from the memory of this process."""
    with _guard:
        _opened.clear()


def _call_key(row: "CallKey") -> bytes:
    key = unwrap(row.wrapped)
    if key is None:
        raise SealLost(LOST)
    return key


def _keep(key_id: UUID, key: bytes) -> bytes:
    with _guard:
        if len(_opened) >= KEPT:
            _opened.clear()
        _opened[key_id] = key, time.monotonic()
    return key
