# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which legal parameter holds where and when; terms counted in days."""

import calendar
from datetime import date, timedelta

import holidays
from django.db.models import Q

from coprogettazione.calls.models import Call, LegalParameter

SUNDAY = 6


class NoParameter(LookupError):
    """Nobody said which value holds on that day: nothing may be guessed."""


def legal_parameter(key: str, region: str, day: date) -> int:
    """The value that holds in a region on a day: the region's own, else the one that holds everywhere.

    Raises NoParameter when no row covers the day.
    """
    found = parameter_row(key, region, day)
    if found is None:
        raise NoParameter(f"{key} in {region or 'Italia'} on {day}")
    return found.value


def holding(day: date) -> Q:
    """The condition of a dated row that holds on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def in_region(region: str) -> Q:
    """The condition of a row of a region, or of everywhere else."""
    return Q(region="") | Q(region__iexact=region)


def parameter_row(key: str, region: str, day: date) -> LegalParameter | None:
    """The whole row (value, norm, whether it was checked on the official text)."""
    return (
        LegalParameter.objects.filter(holding(day), in_region(region), key=key)
        .order_by("-region", "-valid_from")
        .first()
    )


def parameters_in_force(region: str, day: date) -> dict[str, dict[str, object]]:
    """Every parameter that holds, with its norm: what a call keeps at publication. One query."""
    rows = LegalParameter.objects.filter(holding(day), in_region(region)).order_by("region", "valid_from")
    return {row.key: {"value": row.value, "norm": row.norm} for row in rows}


def parameter_of(call: Call, key: str, day: date) -> int:
    """The value for a procedure: the one it was published with; before, the one in force on the day."""
    kept = call.parameters.get(key)
    return int(kept["value"]) if kept else legal_parameter(key, call.district.region, day)


def is_holiday(day: date) -> bool:
    """A Sunday or a national holiday (the patron saint of each town is not counted)."""
    return day.weekday() == SUNDAY or day in holidays.country_holidays("IT", years=day.year)


def next_working_day(day: date) -> date:
    """The day itself, or the first after it that is no holiday (art. 2963 c.c.)."""
    while is_holiday(day):
        day += timedelta(days=1)
    return day


def term_after(day: date, days: int) -> date:
    """The last day of a term of so many days: the first is not counted, an end on a holiday moves on."""
    return next_working_day(day + timedelta(days=days))


def add_months(start: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
