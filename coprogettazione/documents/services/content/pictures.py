# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures: whole, and of a size that a computer can draw."""

import struct

from coprogettazione.documents.services.content import words
from coprogettazione.documents.services.content.problem import Problem

#: Points that a picture may have: a sheet scanned at 1200 dots to the inch has 140 million.
POINTS = 150_000_000
TAIL = 66_000
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def look_at_png(content: bytes) -> None:
    """Raises Problem."""
    if content[12:16] != b"IHDR" or b"IEND" not in content[-TAIL:]:
        raise Problem(words.DAMAGED)
    _look(content, *struct.unpack(">II", content[16:24]))


def look_at_jpeg(content: bytes) -> None:
    """Raises Problem."""
    if b"\xff\xd9" not in content[-TAIL:]:
        raise Problem(words.DAMAGED)
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            _look(content, width, height)
            return
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    raise Problem(words.DAMAGED)


def _look(content: bytes, width: int, height: int) -> None:
    if width * height > POINTS:
        raise Problem(words.PIXELS, width=width, height=height)
    if b"PK\x05\x06" in content[-TAIL:]:
        raise Problem(words.TWO_THINGS, one="PNG" if content[:1] == b"\x89" else "JPEG", other="ZIP")
