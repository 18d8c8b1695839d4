# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moving a chronicle in time: every day and instant by so many days, hours of the clock unchanged."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
_WORDS = re.compile(rf"\b(1°|[1-9]|[12]\d|3[01]) ({'|'.join(MONTHS)}) (\d{{4}})\b")


def moved(facts: Any, days: int) -> Any:
    """The same facts, so many days later: ISO days and instants, and full dates in Italian within a text."""
    match facts:
        case dict():
            return {key: moved(value, days) for key, value in facts.items()}
        case list():
            return [moved(value, days) for value in facts]
        case str():
            return _moved_text(facts, timedelta(days=days))
    return facts


def _moved_text(text: str, by: timedelta) -> str:
    if _DAY.fullmatch(text):
        return (date.fromisoformat(text) + by).isoformat()
    if _INSTANT.fullmatch(text):
        wall = datetime.fromisoformat(text).astimezone(ROME).replace(tzinfo=None) + by
        return wall.replace(tzinfo=ROME).isoformat()
    return _WORDS.sub(lambda found: _in_words(found, by), text)


def _in_words(found: re.Match[str], by: timedelta) -> str:
    number = int(found[1].removesuffix("°"))
    try:
        day = date(int(found[3]), MONTHS.index(found[2]) + 1, number) + by
    except ValueError:
        return found[0]
    return f"{'1°' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
