# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public register as its pages tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet

from coprogettazione.records.models import Entry
from coprogettazione.records.public.models import DayRoot, PublicLine
from coprogettazione.wording import moment

#: How the names of facts in clear are said, in the order in which they are shown; only terms are instants.
TERMS = ("deadline", "questions_deadline", "old_deadline")


@dataclass(frozen=True)
class Told:
    """A line that tells a public fact: what was done, when, about which avviso, which acts came out."""

    line: PublicLine
    what: str
    at: datetime
    said: Mapping[str, str]
    acts: tuple[Mapping[str, Any], ...]


def told(line: PublicLine) -> Told:
    """What a line says in clear; for lines that have facts."""
    facts = line.facts
    said = {
        name: moment(datetime.fromisoformat(value)) if name in TERMS else str(value)
        for name, value in facts.get("said", {}).items()
    }
    return Told(
        line,
        Entry(deed=line.deed).sentence,
        datetime.fromisoformat(facts["at"]).astimezone(UTC),
        said,
        tuple(
            {**act, "format": act.get("file", "").rpartition(".")[2].upper()} for act in facts.get("acts", ())
        ),
    )


def told_lines(
    *, deed: str = "", call: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[PublicLine]:
    """The lines with facts in clear, newest first, narrowed to a deed, an avviso, some days."""
    lines = PublicLine.objects.exclude(deed="").order_by("-seq")
    if deed:
        lines = lines.filter(deed=deed)
    if call:
        lines = lines.filter(call__iexact=call)
    if since is not None:
        lines = lines.filter(day__gte=since)
    return lines if until is None else lines.filter(day__lte=until)


def deeds_told() -> list[tuple[str, str]]:
    """The deeds that the register tells of, with their words, for a filter."""
    known = PublicLine.objects.exclude(deed="").order_by("deed").values_list("deed", flat=True).distinct()
    return sorted(((deed, Entry(deed=deed).sentence) for deed in known), key=lambda pair: pair[1])


def closed_days() -> QuerySet[DayRoot]:
    """The closed days, newest first, each with its timestamp when there is one."""
    return DayRoot.objects.select_related("stamp").order_by("-day")
