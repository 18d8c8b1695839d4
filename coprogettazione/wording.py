# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the product says dates, terms, money and numbers (the design language, docs/interface.md).

Pure functions: the instant "now" is always an argument. Times are told in Europe/Rome, whatever the server's.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format, number_format
from django.utils.translation import get_language, gettext, ngettext, override

ROME = ZoneInfo("Europe/Rome")
NBSP = "\u00a0"
P = ParamSpec("P")
R = TypeVar("R")

_HOUR = 3600
_WORDS = {
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
    "quindici sedici diciassette diciotto diciannove venti",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
}


def in_italian(compose: Callable[P, R]) -> Callable[P, R]:
    """What the administration writes is Italian, whatever language the page is read in: an act, a message
    to everybody. Makes a function compose its words so.
    """

    @wraps(compose)
    def composed(*args: P.args, **kwargs: P.kwargs) -> R:
        with override("it"):
            return compose(*args, **kwargs)

    return composed


def _in_italian() -> bool:
    return (get_language() or "it").startswith("it")


def _named(name: object) -> str:
    """A month or a weekday as running text writes it: lower case in Italian, capital in English."""
    return str(name).lower() if _in_italian() else str(name)


def _local(when: date | datetime) -> date:
    if isinstance(when, datetime):
        return when.astimezone(ROME) if when.tzinfo else when
    return when


def end_of(last: date) -> datetime:
    """The last second of a day, in Rome: terms given in days include their last one."""
    return datetime.combine(last, time(23, 59, 59), tzinfo=ROME)


def day(when: date | datetime, *, weekday: bool = False, year: bool = True) -> str:
    """A date of a fact: "2 febbraio 2026"; the first of a month is "1° settembre 2026" in Italian."""
    local = _local(when)
    number = f"1°{NBSP}" if local.day == 1 and _in_italian() else f"{local.day} "
    said = f"{number}{_named(MONTHS[local.month])}"
    if weekday:
        said = f"{_named(WEEKDAYS[local.weekday()])} {said}"
    return f"{said} {local.year}" if year else said


def clock(when: datetime, *, seconds: bool = False) -> str:
    """The hour in Rome: "12:00", "9:05", to the second for receipts."""
    local = when.astimezone(ROME)
    said = f"{local.hour}:{local.minute:02d}"
    return f"{said}:{local.second:02d}" if seconds else said


def moment(when: datetime, *, weekday: bool = True, year: bool = True) -> str:
    """A term as it must be read: "mercoledì 25 febbraio 2026, ore 12:00"."""
    hour = gettext("ore %(time)s") % {"time": clock(when)}
    return f"{day(when, weekday=weekday, year=year)}, {hour.replace(' ', NBSP)}"


def short_moment(when: datetime) -> str:
    """The form allowed in the bar of a phone: "mer 25 feb, ore 12"."""
    local = when.astimezone(ROME)
    time = str(local.hour) if local.minute == 0 else clock(when)
    hour = (gettext("ore %(time)s") % {"time": time}).replace(" ", NBSP)
    month = _named(MONTHS_3[local.month]).rstrip(".")
    return f"{_named(WEEKDAYS_ABBR[local.weekday()])} {local.day} {month}, {hour}"


def receipt_time(when: datetime, *, year: bool = False) -> str:
    """The instant of a receipt, to the second: "25 febbraio, 11:58:40"."""
    return f"{day(when, year=year)}, {clock(when, seconds=True)}"


def left(term: datetime, at: datetime) -> str:
    """What is left until a term: days, hours under two days, minutes in the last hour; "chiuso" when past.

    Hours and minutes are rounded down, days are counted on the Roman calendar.
    """
    seconds = (term - at).total_seconds()
    if seconds <= 0:
        return gettext("chiuso")
    if seconds >= 48 * _HOUR:
        days = (_local(term).toordinal()) - (_local(at).toordinal())
        return ngettext("manca %(n)d giorno", "mancano %(n)d giorni", days) % {"n": days}
    if seconds >= _HOUR:
        hours = int(seconds // _HOUR)
        return ngettext("manca %(n)d ora", "mancano %(n)d ore", hours) % {"n": hours}
    minutes = int(seconds // 60)
    if minutes == 0:
        return gettext("manca meno di un minuto")
    return ngettext("manca %(n)d minuto", "mancano %(n)d minuti", minutes) % {"n": minutes}


def late_by(term: datetime, at: datetime) -> str:
    """How late one is: "da 4 giorni", "da 3 ore", "da pochi minuti"; empty when the term is not past."""
    seconds = (at - term).total_seconds()
    if seconds <= 0:
        return ""
    days = _local(at).toordinal() - _local(term).toordinal()
    if days >= 1:
        return ngettext("da %(n)d giorno", "da %(n)d giorni", days) % {"n": days}
    hours = int(seconds // _HOUR)
    if hours >= 1:
        return ngettext("da %(n)d ora", "da %(n)d ore", hours) % {"n": hours}
    return gettext("da pochi minuti")


def closed_on(term: datetime) -> str:
    """A term that is past: "chiuso mercoledì 25 febbraio 2026, ore 12:00"."""
    return gettext("chiuso %(when)s") % {"when": moment(term)}


def amount(value: Decimal | int | float | None, *, cents: bool = False) -> str:
    """A sum without its symbol, for columns whose caption says "in euro": "99.000", or "99.000,00"."""
    if value is None:
        return "–"
    places = 2 if cents else 0
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)


def euro(value: Decimal | int | float | None, *, cents: bool = False) -> str:
    """A sum in euro, "180.000 €" with a space that does not break; cents only in accounts."""
    return "–" if value is None else f"{amount(value, cents=cents)}{NBSP}€"


def number(value: Decimal | int | float | None, places: int = 2) -> str:
    """A number without useless zeros: 22.5 → "22,5", 20.00 → "20", 81.25 → "81,25"."""
    if value is None:
        return "–"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize()
    exponent = rounded.as_tuple().exponent
    shown = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return number_format(rounded, decimal_pos=shown, use_l10n=True, force_grouping=True)


def typed_number(value: Decimal | int) -> str:
    """A number as it stands in a field, to be typed over: "180.000", "1.234,50"."""
    places = 0 if value == int(value) else 2
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def read_number(written: str) -> str:
    """A number as people type it, in plain digits: "180.000 €" → "180000", "1.234,5" or "1234.5" → "1234.5".

    What could be read both ways is read in the page's language: "1.234" is a thousand and more in Italian.
    What is not a number comes back as it is.
    """
    text = re.sub(r"[\s\u00a0€]", "", written)
    ways = [(".", ","), (",", ".")]
    if get_format("DECIMAL_SEPARATOR") == ".":
        ways.reverse()
    for grouping, decimal in ways:
        found = re.fullmatch(rf"(-?\d{{1,3}}(?:\{grouping}\d{{3}})+|-?\d+)(?:\{decimal}(\d+))?", text)
        if found:
            whole = found[1].replace(grouping, "")
            return f"{whole}.{found[2]}" if found[2] else whole
    return text


def percent(value: Decimal | int | float | None) -> str:
    """A percentage: 4.2 → "4,2 %" with a space that does not break."""
    return "–" if value is None else f"{number(value, 1)}{NBSP}%"


def file_size(size: int) -> str:
    """The size of a file as the links say it: "412 kB", "1,4 MB" (thousands, not 1024)."""
    if size < 1000:
        return f"{size}{NBSP}byte"
    if size < 1_000_000:
        return f"{round(size / 1000)}{NBSP}kB"
    return f"{number(Decimal(size) / 1_000_000, 1)}{NBSP}MB"


def in_words(count: int, gender: str = "f") -> str:
    """A small number in words ("tre"), in digits above twenty; one agrees with the gender ("una", "un")."""
    language = "it" if _in_italian() else "en"
    words = _WORDS[language].split()
    if not 0 <= count < len(words):
        return number_format(count, force_grouping=True)
    if count == 1 and language == "it":
        return "una" if gender == "f" else "un"
    return words[count]


def joined(words: list[str]) -> str:
    """A list as one says it: "La Lanterna, Passi Insieme e Casa Aperta"."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s e %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
