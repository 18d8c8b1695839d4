# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the members' sheets to the ranking: means, threshold, equal points. Pure functions on numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from coprogettazione.calls.models import PUBLIC_DRAW

CENT = Decimal("0.01")


def mean(values: Sequence[Decimal]) -> Decimal:
    """The mean, half-up to two decimals; of no values, zero."""
    if not values:
        return Decimal("0.00")
    return (sum(values, Decimal(0)) / len(values)).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Tally:
    """What the committee gave to one application: the members' totals and, per criterion, the members'
    points.
    """

    application_id: int
    registry_number: str
    totals: tuple[Decimal, ...]
    by_criterion: Mapping[str, tuple[Decimal, ...]]

    @property
    def total(self) -> Decimal:
        """The mean of the members' totals."""
        return mean(self.totals)

    def criterion(self, code: str) -> Decimal:
        """The mean of the points on a criterion."""
        return mean(self.by_criterion.get(code, ()))


@dataclass(frozen=True)
class Place:
    """A place in the ranking, with the words that say what decided among equal points."""

    position: int
    tally: Tally
    above_threshold: bool
    tie_break: str = ""


@dataclass(frozen=True)
class Outcome:
    """The ranking, and the groups (application ids) that still share a place."""

    places: list[Place]
    tied: list[list[int]] = field(default_factory=list)


def rank(
    tallies: Iterable[Tally],
    *,
    threshold: Decimal | None,
    tie_break: Sequence[str],
    draw: Mapping[str, str] | None = None,
) -> Outcome:
    """Put the applications in order: points, then the criteria of `tie_break` in their order, then the draw.

    `draw` maps registry numbers to the fingerprints of a held draw (smallest first), None when there was
    none.
    Those that nothing parts share their position and come back in `tied`; the next position counts them all.
    """
    criteria = [code for code in tie_break if code != PUBLIC_DRAW]

    def points(tally: Tally) -> tuple[Decimal, ...]:
        return (-tally.total, *(-tally.criterion(code) for code in criteria))

    def drawn(tally: Tally) -> str:
        return draw.get(tally.registry_number, "") if draw else ""

    ordered = sorted(tallies, key=lambda t: (points(t), drawn(t), t.registry_number))
    by_total = {total: list(group) for total, group in groupby(ordered, key=lambda t: t.total)}
    places: list[Place] = []
    tied: list[list[int]] = []
    for _key, same in groupby(ordered, key=lambda t: (points(t), drawn(t))):
        group = list(same)
        position = len(places) + 1
        if len(group) > 1:
            tied.append([t.application_id for t in group])
        for tally in group:
            equals = [t for t in by_total[tally.total] if t is not tally]
            words = _decided_by(tally, equals, criteria, shared=len(group) > 1)
            places.append(Place(position, tally, threshold is None or tally.total >= threshold, words))
    return Outcome(places, tied)


def _decided_by(tally: Tally, equals: list[Tally], criteria: list[str], *, shared: bool) -> str:
    """What parted this application from those with the same total, in words; empty when nobody has the
    same.
    """
    if not equals:
        return ""
    used: list[str] = []
    left = equals
    for code in criteria:
        if not left:
            break
        parted = [t for t in left if t.criterion(code) != tally.criterion(code)]
        if parted:
            used.append(_("punti sul criterio %(code)s") % {"code": code})
        left = [t for t in left if t not in parted]
    if left:
        used.append(_("a pari posto") if shared else _("sorteggio pubblico"))
    return _("A parità di punti: %(what)s.") % {"what": ", ".join(used)}
