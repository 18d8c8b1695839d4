# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whose the characters of a text are: runs of hands."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple


class Hand(NamedTuple):
    """A writer in a minute, counted from 1970 in UTC."""

    writer: int
    minute: int

    @property
    def at(self) -> datetime:
        """The minute."""
        return datetime.fromtimestamp(self.minute * 60, UTC)


def minute_of(at: datetime) -> int:
    """The minute in which an instant falls."""
    return int(at.timestamp() // 60)


#: Hands and how many characters are theirs, in order; no number is 0 and neighbours differ.
Runs = list[tuple[Hand, int]]


def join(runs: Iterable[tuple[Hand, int]]) -> Runs:
    """The same with neighbours of the same hand as one, and none of no characters."""
    result: Runs = []
    for hand, size in runs:
        if result and result[-1][0] == hand:
            result[-1] = hand, result[-1][1] + size
        elif size:
            result.append((hand, size))
    return result


def cut(runs: Runs, start: int, end: int) -> Runs:
    """The hands of the characters [start:end]."""
    result: Runs = []
    if start >= end:
        return result
    after = 0
    for run in runs:
        place, after = after, after + run[1]
        if after <= start:
            continue
        if place >= start and after <= end:
            result.append(run)
        else:
            result.append((run[0], min(after, end) - max(place, start)))
        if after >= end:
            break
    return result
