# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How content is kept closed: keys, texts, files, columns. What may be read, and by whom, is said in rules.

A key of the installation (setting `SEAL_KEYS`) wraps the key of a call, which wraps the key of each of its
applications, which closes texts and files. See docs/sealing.md and decision 9.
"""

from coprogettazione.records.sealing.cipher import (
    PREFIX,
    Ciphertext,
    SealLost,
    seal_text,
    unseal_text,
)
from coprogettazione.records.sealing.columns import (
    SealedDecimal,
    SealedInteger,
    SealedJSON,
    SealedText,
)
from coprogettazione.records.sealing.files import SealedReader, SealingFile, is_sealed
from coprogettazione.records.sealing.keys import forget_keys, new_content_key, read_content_key

__all__ = [
    "PREFIX",
    "Ciphertext",
    "SealLost",
    "SealedDecimal",
    "SealedInteger",
    "SealedJSON",
    "SealedReader",
    "SealedText",
    "SealingFile",
    "forget_keys",
    "is_sealed",
    "new_content_key",
    "read_content_key",
    "seal_text",
    "unseal_text",
]
