# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys of the installation: they close other keys, never a content."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def wrap(key: bytes) -> str:
    """A key closed under the newest key of the installation (the first of `SEAL_KEYS`)."""
    return _installation(tuple(settings.SEAL_KEYS)).encrypt(key).decode()


def unwrap(wrapped: str) -> bytes | None:
    """The key, or None when no key of the installation opens it."""
    try:
        return _installation(tuple(settings.SEAL_KEYS)).decrypt(wrapped.encode())
    except InvalidToken:
        return None


def rewrap(wrapped: str) -> str | None:
    """The same key under the newest key of the installation; None when no key opens it.

    What the newest key already closes is left as it is, so that a rotation run twice changes nothing.
    """
    key = unwrap(wrapped)
    if key is None:
        return None
    try:
        Fernet(settings.SEAL_KEYS[0]).decrypt(wrapped.encode())
    except InvalidToken:
        return wrap(key)
    return wrapped


@lru_cache(maxsize=4)
def _installation(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("SEAL_KEYS is empty: see docs/sealing.md")
    return MultiFernet([Fernet(key) for key in keys])
