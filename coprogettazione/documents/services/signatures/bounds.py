# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an examination may cost: sizes and numbers beyond which a file is not looked at."""

import re
from collections.abc import Callable
from typing import Final

from coprogettazione.documents.services.signatures import words

MEGABYTES: Final = 50
#: Objects that a PDF says to have; each costs a step even where it does not exist.
OBJECTS: Final = 1_000_000
COUNTS: Final = re.compile(rb"/(?:Size|Index)\s*\[?([\d\s]{1,2000})")
#: Signers and certificates of one message, signatures and savings of one PDF.
MANY: Final = 200


def within_bounds(content: bytes, refuse: Callable[..., None]) -> None:
    """Calls `refuse` with the words for a file that would cost too much.

    What compressed streams may become is bounded by the library (`pyhanko.pdf_utils.decode_limits`).
    """
    if len(content) > MEGABYTES * 1_000_000:
        refuse(words.TOO_LARGE, limit=MEGABYTES)
    if b"%PDF-" in content[:1024]:
        counted = (int(number) for found in COUNTS.finditer(content) for number in found[1].split()[:200])
        if max(counted, default=0) > OBJECTS:
            refuse(words.UNREADABLE)
        if max(content.count(b"/ByteRange"), content.count(b"startxref")) > MANY:
            refuse(words.TOO_MANY, limit=MANY)
