# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The district drawn on the server, without anybody's tiles: from the boundaries that the body has loaded, or, when
those of a comune are missing, as a schematic figure of equal hexagons that says so.

Measures are in the units of the view box and leave as strings, as in home/drawings.py.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

#: A ring of a boundary: longitude and latitude, degrees.
Ring = Sequence[Sequence[float]]

WIDTH = 328.0
MARGIN = 4.0
#: Up to so many comuni have their name in the figure; more have the number of their line in the list.
NAMED = 12
#: Letters of a name in a hexagon, by line.
LETTERS = 11


@dataclass(frozen=True)
class Place:
    """A comune: its key, its name, whether what is told happens there, its boundary if it was loaded."""

    pk: int
    name: str
    here: bool
    rings: Sequence[Ring] | None


@dataclass(frozen=True)
class Shape:
    """A comune in the figure: a closed path, and the lines of its label."""

    d: str
    fill: str
    ink: str
    lines: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Figure:
    """The figure: its height, whether places stand where they are on the ground, the numbers of the list."""

    height: str
    schematic: bool
    numbered: bool
    shapes: list[Shape]


def draw(places: Sequence[Place]) -> Figure | None:
    """The district; None when there is nothing to draw. One boundary that is missing makes it schematic."""
    if not places:
        return None
    if all(place.rings for place in places):
        return _geographic(places)
    return _schematic(places)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _shape(place: Place, d: str, x: float, y: float, label: list[str], leading: float = 15.0) -> Shape:
    top = y - leading * (len(label) - 1) / 2 + 4.5
    lines = [(_n(x), _n(top + leading * n), text) for n, text in enumerate(label)]
    return Shape(d, "f-place here" if place.here else "f-place", "f-light" if place.here else "f-ink", lines)


def _schematic(places: Sequence[Place]) -> Figure:
    """Hexagons in rows, in the order of the list."""
    columns = 3 if len(places) <= NAMED else math.ceil(math.sqrt(len(places) * 1.15))
    columns = min(columns, len(places))
    across = (WIDTH - 2) / (columns + (0.5 if len(places) > columns else 0.0))
    across = min(across, 110.0)
    radius = across / math.sqrt(3)
    shapes = []
    for n, place in enumerate(places):
        row, column = divmod(n, columns)
        x = 1 + across * (column + 0.5 + (0.5 if row % 2 else 0.0))
        y = 1 + radius * (1 + 1.5 * row)
        corners = [
            (x + 0.97 * radius * math.sin(turn), y - 0.97 * radius * math.cos(turn))
            for turn in (math.pi / 3 * corner for corner in range(6))
        ]
        d = "M" + "L".join(f"{_n(a)} {_n(b)}" for a, b in corners) + "Z"
        label = [str(n + 1)] if len(places) > NAMED else textwrap.wrap(place.name, LETTERS)[:3]
        shapes.append(_shape(place, d, x, y, label))
    rows = math.ceil(len(places) / columns)
    return Figure(_n(2 + radius * (1.5 * rows + 0.5)), True, len(places) > NAMED, shapes)


def _geographic(places: Sequence[Place]) -> Figure:
    """The boundaries, north above, degrees of longitude as wide as they are at the middle of the district."""
    points = [point for place in places for ring in place.rings or () for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / wide, 1.3 * WIDTH / high)
    left = (WIDTH - wide * scale) / 2

    def at(point: Sequence[float]) -> tuple[float, float]:
        return left + (point[0] - west) * squeeze * scale, MARGIN + (north - point[1]) * scale

    shapes = []
    for n, place in enumerate(places):
        drawn = [[at(point) for point in ring] for ring in place.rings or ()]
        d = "".join("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in ring) + "Z" for ring in drawn)
        x, y = _middle(max(drawn, key=lambda ring: abs(_area(ring))))
        shapes.append(_shape(place, d, x, y, [str(n + 1)]))
    return Figure(_n(high * scale + 2 * MARGIN), False, True, shapes)


def _area(ring: Sequence[tuple[float, float]]) -> float:
    """Twice the area, with the sign of its direction."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centre of gravity; of the corners when the ring encloses nothing."""
    area = _area(ring)
    if abs(area) < 1e-9:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (3 * area), y / (3 * area)
