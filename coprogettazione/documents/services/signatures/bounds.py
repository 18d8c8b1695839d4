# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an examination may cost: sizes and numbers beyond which a file is not looked at."""

import re
import zlib
from collections.abc import Callable
from typing import Final

from coprogettazione.documents.services.signatures import words

MEGABYTES: Final = 50
#: Bytes that all compressed streams of a PDF make together.
UNPACKED: Final = 400_000_000
#: Objects that a PDF says to have; each costs a step even where it does not exist.
OBJECTS: Final = 1_000_000
STREAM: Final = re.compile(rb"stream\r?\n")
COUNTS: Final = re.compile(rb"/(?:Size|Index)\s*\[?([\d\s]{1,2000})")
TWICE: Final = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?\b")
CHUNK: Final = 1_000_000


def within_bounds(content: bytes, refuse: Callable[..., None]) -> None:
    """Calls `refuse` with the words for a file that is too large, or would become so."""
    if len(content) > MEGABYTES * 1_000_000:
        refuse(words.TOO_LARGE, limit=MEGABYTES)
    if b"%PDF-" not in content[:1024]:
        return
    counted = (int(number) for found in COUNTS.finditer(content) for number in found[1].split()[:200])
    if max(counted, default=0) > OBJECTS or TWICE.search(content) or _unpacked(content) > UNPACKED:
        refuse(words.UNREADABLE)


def _unpacked(content: bytes) -> int:
    """Bytes of the compressed streams, counted without keeping them; stops above the limit."""
    total = place = 0
    while (start := STREAM.search(content, place)) is not None and total <= UNPACKED:
        unpacker = zlib.decompressobj()
        end = content.find(b"endstream", start.end())
        end = len(content) if end < 0 else end
        place, left = end, content[start.end() : end]
        try:
            while left and total <= UNPACKED:
                total += len(unpacker.decompress(left, CHUNK))
                left = unpacker.unconsumed_tail
        except zlib.error:
            continue
    return total
