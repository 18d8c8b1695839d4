# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Closing the days: after midnight in Rome the lines of each day before today get their root."""

from datetime import date, datetime, timedelta

from django.db import transaction

from coprogettazione.records.canonical import canonical_json
from coprogettazione.records.models import GENESIS, RegisterHead
from coprogettazione.records.public.lines import roman_day, text_hash
from coprogettazione.records.public.merkle import Tree
from coprogettazione.records.public.models import DayRoot, PublicLine


def close_days(at: datetime) -> list[DayRoot]:
    """Close every day before that of `at` which has lines and no root, oldest first; returns those closed now.

    Each in a transaction that holds the register's head: an entry being written before midnight is waited for, and a
    second sweep finds the day closed. Whoever is killed leaves the days that are done.
    """
    closed = []
    while _next_day(at) is not None:
        with transaction.atomic():
            head = RegisterHead.objects.select_for_update().get(pk=1)
            day = _next_day(at)
            if day is None:
                break
            closed.append(_close(day, at))
            head.open_from = max(head.open_from or date.min, day + timedelta(days=1))
            head.save(update_fields=["open_from"])
    return closed


def _next_day(at: datetime) -> date | None:
    """The oldest day before today whose lines have no root."""
    last = DayRoot.objects.order_by("-day").values_list("last", flat=True).first() or 0
    waiting = PublicLine.objects.filter(seq__gt=last, day__lt=roman_day(at)).order_by("seq")
    return waiting.values_list("day", flat=True).first()


def _close(day: date, at: datetime) -> DayRoot:
    before = DayRoot.objects.order_by("-day").first()
    first = before.last + 1 if before else 1
    tree = Tree()
    lines = PublicLine.objects.filter(seq__gte=first, day=day).order_by("seq").values_list("hash", flat=True)
    for leaf in lines.iterator(chunk_size=5000):
        tree.add(bytes.fromhex(leaf))
    last, root = first + tree.size - 1, tree.root().hex()
    previous = before.hash if before else GENESIS
    text = day_text(day=day, first=first, last=last, root=root, previous=previous)
    return DayRoot.objects.create(
        day=day,
        first=first,
        last=last,
        root=root,
        previous=previous,
        text=text,
        hash=text_hash(text),
        closed_at=at,
    )


def day_text(*, day: date, first: int, last: int, root: str, previous: str) -> str:
    """The line that closes a day, as it is hashed and exported."""
    return canonical_json({"kind": "day", "day": day, **_span(first, last, root, previous)})


def end_text(*, first: int, last: int, root: str, previous: str) -> str:
    """The line that ends the register as it is now: what is after the last closed day, whose root may still change."""
    return canonical_json({"kind": "end", **_span(first, last, root, previous)})


def _span(first: int, last: int, root: str, previous: str) -> dict[str, int | str]:
    return {"first": first, "last": last, "entries": last - first + 1, "root": root, "previous": previous}
