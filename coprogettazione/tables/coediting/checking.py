# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether an update may enter the log: only what its writer adds under their own numbers, without gaps, leaning on
what is stored; what is known already is cut off.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from pycrdt import get_update

from coprogettazione.tables.coediting.updates import Deletion, Section, read_update
from coprogettazione.tables.coediting.wire import Malformed, write_deletions, write_state_vector


class Foreign(Exception):
    """The update adds something under a number that was not issued to its writer."""


class Gap(Exception):
    """The update follows, or leans on, something that is not here: the browser is asked for all it has."""


class Ranges:
    """Which clocks of each client are deleted: sorted, without overlaps. Those of the beginning are read when they are
    first needed.
    """

    def __init__(self, first: Callable[[], Iterable[Deletion]] = tuple) -> None:
        self._first = first

    @cached_property
    def of(self) -> dict[int, tuple[list[int], list[int]]]:
        """Client → where its ranges begin, where they end."""
        of: dict[int, tuple[list[int], list[int]]] = {}
        for deletion in self._first():
            _add(of, *deletion)
        return of

    def cover(self, client: int, clock: int, length: int) -> bool:
        """Whether all of a range is in."""
        starts, ends = self.of.get(client, ((), ()))
        place = bisect_right(starts, clock) - 1
        return place >= 0 and clock + length <= ends[place]

    def add(self, client: int, clock: int, length: int) -> None:
        """Put a range in, joined with those that it touches."""
        _add(self.of, client, clock, length)


def _add(of: dict[int, tuple[list[int], list[int]]], client: int, clock: int, length: int) -> None:
    starts, ends = of.setdefault(client, ([], []))
    end = clock + length
    if not ends or clock > ends[-1]:
        starts.append(clock)
        ends.append(end)
        return
    first = bisect_left(ends, clock)
    last = bisect_right(starts, end)
    if first < last:
        clock = min(clock, starts[first])
        end = max(end, ends[last - 1])
    starts[first:last] = [clock]
    ends[first:last] = [end]


class Reading:
    """Around what the library does with bytes that came from outside: whatever it says, they are malformed. A panic of
    the library is not an Exception. A class, for it stands around every key.

    Raises:
        Malformed: it does not read them.
    """

    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Say what went wrong in our words."""
        if error is not None and not isinstance(error, KeyboardInterrupt | SystemExit):
            raise Malformed(str(error)) from error


READING = Reading()


@dataclass(slots=True)
class Change:
    """What of an update is new: the bytes to store (none when nothing is), the next clocks, the deletions."""

    data: bytes
    clocks: dict[int, int] = field(default_factory=dict)
    deletions: list[Deletion] = field(default_factory=list)


def check(data: bytes, known: Mapping[int, int], own: AbstractSet[int], deleted: Ranges) -> Change:
    """What is new in an update of a writer.

    `known`: client → next clock; `own`: the numbers issued to the writer.

    Raises:
        Malformed: it is not an update.
        Foreign: it adds under somebody else's number.
        Gap: something between what is stored and it is missing.
    """
    update = read_update(data)
    sections = update.sections
    repeats = False
    for client, start, end in sections:
        stored = known.get(client, 0)
        if end > stored and client not in own:
            raise Foreign(client)
        if start > stored:
            raise Gap
        repeats = repeats or start < stored
    if repeats:
        data = _without_repetitions(data, sections, known)
        update = read_update(data)
        sections = update.sections
    clocks = {client: end for client, _start, end in sections}
    if len(clocks) != len(sections):
        raise Malformed("two sections of one client")
    for client, place in update.references.items():
        if place >= (clocks.get(client) or known.get(client, 0)):
            raise Gap
    deletions = update.deletions
    if deletions:
        deletions = [deletion for deletion in deletions if not deleted.cover(*deletion)]
        for client, clock, length in deletions:
            if clock + length > (clocks.get(client) or known.get(client, 0)):
                raise Gap
        if len(deletions) < len(update.deletions):
            data = data[: update.deletions_at] + write_deletions(deletions)
    return Change(data if clocks or deletions else b"", clocks, deletions)


def _without_repetitions(data: bytes, sections: Iterable[Section], known: Mapping[int, int]) -> bytes:
    """The update without what is stored already.

    Raises:
        Malformed: what is left does not begin and end where it should (a cut inside a character).
    """
    wanted = {client: known.get(client, 0) for client, _start, _end in sections}
    with READING:
        cut = get_update(data, write_state_vector(wanted))
    left = {client: (start, end) for client, start, end in read_update(cut).sections}
    for client, _start, end in sections:
        if end > wanted[client] and left.pop(client, None) != (wanted[client], end):
            raise Malformed("a character cut in two")
    if left:
        raise Malformed("a repetition that cannot be cut off")
    return cut
