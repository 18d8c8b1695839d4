# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a paper says, as JSON: the snapshot that is stored, and the text a font can draw."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from fontTools.ttLib import TTFont

ROME = ZoneInfo("Europe/Rome")
FONTS = Path(settings.BASE_DIR) / "templates" / "documents" / "fonts"
# The two voices of the acts, and the font that fills what neither of them draws.
VOICES = ("Lora-regular.ttf", "TitilliumWeb-regular.ttf")
FALLBACK = "DejaVuSans.ttf"
# They turn around the order of what follows: an act needs none, and can be made to read otherwise.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Drawn as nothing by every font: joiners, soft hyphen, byte-order mark.
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f")


def facts_of(value: Any) -> Any:
    """Turn what a chapter hands over into JSON values, as the templates read them.

    Money and numbers become decimal strings, days ISO dates, instants ISO with seconds on the clock of Rome,
    lazy words the words themselves. Raises TypeError for a float, a row, an instant without time zone.
    """
    match value:
        case None | bool() | int():
            return value
        case str() | Promise():
            return str(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            if value.tzinfo is None:
                raise TypeError(f"an instant without time zone: {value!r}")
            return value.astimezone(ROME).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="minutes")
        case Mapping():
            return {str(key): facts_of(item) for key, item in value.items()}
        case list() | tuple():
            return [facts_of(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: facts_of(getattr(value, name)) for name in value.__dataclass_fields__}
    raise TypeError(f"a paper cannot say a {type(value).__name__}")


def drawable(value: Any) -> Any:
    """The same facts with only characters that the fonts can draw.

    The rest (control characters, scripts and pictures outside the fonts) stays visible as its code point,
    `[U+65E5]`: nothing typed disappears from an act, nothing typed can stop an act from being printed.
    """
    match value:
        case str():
            return _drawable_text(value)
        case dict():
            return {key: drawable(item) for key, item in value.items()}
        case list():
            return [drawable(item) for item in value]
    return value


def _drawable_text(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    covered = _covered()
    if all(char in covered for char in text):
        return text
    return "".join(char if char in covered else f"[U+{ord(char):04X}]" for char in text)


@cache
def _covered() -> frozenset[str]:
    """Every character that is drawn in both voices of the acts, by themselves or by the fallback."""
    drawn = [frozenset(_characters(name)) for name in VOICES]
    letters = drawn[0].intersection(*drawn[1:]) | _characters(FALLBACK)
    visible = frozenset(
        char for char in letters if unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn")
    )
    return (visible | INVISIBLE | {"\n", "\t"}) - TURNING


def _characters(font: str) -> frozenset[str]:
    with TTFont(FONTS / font, lazy=True) as file:
        return frozenset(map(chr, file.getBestCmap()))
