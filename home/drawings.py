# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drawings made on the server: where the money of a project comes from and where it goes.

Only numbers and words go in, only numbers and words come out: the templates write the SVG. All measures are
in the units of the view box; they leave as strings, so that no language puts its own commas in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True)
class Source:
    """Where money or work comes from: name, what it is, fill class ("f-0", "f-cash", "f-kind", "f-vol")."""

    name: str
    note: str
    fill: str
    estimated: bool = False


@dataclass(frozen=True)
class Receiver:
    """Who uses it: name, what for, fill class by order of arrival."""

    name: str
    note: str
    fill: str


@dataclass(frozen=True)
class Matrix:
    """Amounts in euro by source (row) and receiver (column)."""

    sources: Sequence[Source]
    receivers: Sequence[Receiver]
    amounts: Sequence[Sequence[Decimal]]

    @property
    def total(self) -> Decimal:
        """Everything."""
        return sum((amount for row in self.amounts for amount in row), Decimal(0))

    @property
    def by_source(self) -> list[Decimal]:
        """The sum of each row."""
        return [sum(row, Decimal(0)) for row in self.amounts]

    @property
    def by_receiver(self) -> list[Decimal]:
        """The sum of each column."""
        return [
            sum((row[column] for row in self.amounts), Decimal(0)) for column in range(len(self.receivers))
        ]


@dataclass(frozen=True)
class Node:
    """A bar of the figure with its label; `opposite` lines stand under each other."""

    x: str
    y: str
    height: str
    fill: str
    label_x: str
    label_y: str
    note_y: str
    name: str
    amount: Decimal
    note: str


@dataclass(frozen=True)
class Ribbon:
    """A flow from a source to a receiver: a closed path, in the colour of the receiver."""

    d: str
    fill: str
    opacity: str


@dataclass(frozen=True)
class Flows:
    """The large figure: view box, ribbons, bars on the left and on the right."""

    width: int
    height: str
    ribbons: list[Ribbon]
    left: list[Node]
    right: list[Node]


WIDTH = 1040
TOP, BOTTOM = 20.0, 26.0
BAR = 22.0
LEFT_X, RIGHT_X = 250.0, 770.0
SCALE_HEIGHT = 330.0
LABEL_ROOM = 62.0


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _stack(heights: Sequence[float], full: float) -> list[float]:
    """Where each bar begins: spread over the whole height, with room for two lines of label each."""
    gaps = max(len(heights) - 1, 1)
    spare = (full - sum(heights)) / gaps if len(heights) > 1 else 0.0
    starts, y = [], 0.0
    for height in heights:
        starts.append(y)
        y += height + spare
    return starts


def _full_height(*sides: Sequence[float]) -> float:
    """High enough for every label of the fuller side to have its room."""
    needed = SCALE_HEIGHT
    for heights in sides:
        extra = sum(max(0.0, LABEL_ROOM - (a + b) / 2) for a, b in pairwise(heights))
        needed = max(needed, sum(heights) + extra)
    return needed


def flows(matrix: Matrix) -> Flows | None:
    """The large figure; None when there is nothing to draw."""
    total = float(matrix.total)
    if total <= 0:
        return None
    unit = SCALE_HEIGHT / total
    left_heights = [float(amount) * unit for amount in matrix.by_source]
    right_heights = [float(amount) * unit for amount in matrix.by_receiver]
    full = _full_height(left_heights, right_heights)
    left_starts = [TOP + y for y in _stack(left_heights, full)]
    right_starts = [TOP + y for y in _stack(right_heights, full)]
    ribbons = []
    left_now, right_now = list(left_starts), list(right_starts)
    x1, x2 = LEFT_X + BAR, RIGHT_X
    middle = (x1 + x2) / 2
    for i, row in enumerate(matrix.amounts):
        for j, amount in enumerate(row):
            thick = float(amount) * unit
            if thick <= 0:
                continue
            a, b = left_now[i], right_now[j]
            left_now[i] += thick
            right_now[j] += thick
            d = (
                f"M{_n(x1)} {_n(a)}C{_n(middle)} {_n(a)} {_n(middle)} {_n(b)} {_n(x2)} {_n(b)}"
                f"L{_n(x2)} {_n(b + thick)}C{_n(middle)} {_n(b + thick)} {_n(middle)} {_n(a + thick)} "
                f"{_n(x1)} {_n(a + thick)}Z"
            )
            ribbons.append(Ribbon(d, matrix.receivers[j].fill, "0.3" if i == 0 else "0.5"))
    left = [
        _node(LEFT_X, y, h, source, LEFT_X - 14, amount)
        for y, h, source, amount in zip(
            left_starts, left_heights, matrix.sources, matrix.by_source, strict=True
        )
    ]
    right = [
        _node(RIGHT_X, y, h, receiver, RIGHT_X + BAR + 14, amount)
        for y, h, receiver, amount in zip(
            right_starts, right_heights, matrix.receivers, matrix.by_receiver, strict=True
        )
    ]
    return Flows(WIDTH, _n(TOP + full + BOTTOM), ribbons, left, right)


def _node(x: float, y: float, height: float, who: Source | Receiver, label_x: float, amount: Decimal) -> Node:
    centre = y + height / 2
    return Node(
        x=_n(x),
        y=_n(y),
        height=_n(max(height, 1.0)),
        fill=who.fill,
        label_x=_n(label_x),
        label_y=_n(centre - 3),
        note_y=_n(centre + 16),
        name=who.name,
        amount=amount,
        note=who.note,
    )


@dataclass(frozen=True)
class Segment:
    """A piece of a stacked bar, and the line of words under it."""

    x: str
    width: str
    fill: str
    square_y: str
    text_y: str
    note_y: str
    name: str
    amount: Decimal
    note: str


@dataclass(frozen=True)
class Stack:
    """One stacked bar with its list, for phones."""

    title_y: str
    bar_y: str
    segments: list[Segment]


@dataclass(frozen=True)
class Stacks:
    """The small figure: who puts in, who uses."""

    height: str
    given: Stack
    used: Stack


STACK_WIDTH = 326.0
LINE = 50.0


def stacks(matrix: Matrix) -> Stacks | None:
    """The small figure; None when there is nothing to draw."""
    if matrix.total <= 0:
        return None
    given, y = _stack_of(matrix.sources, matrix.by_source, 0.0)
    used, end = _stack_of(matrix.receivers, matrix.by_receiver, y + 27)
    return Stacks(_n(end), given, used)


def _stack_of(
    people: Sequence[Source | Receiver], amounts: Sequence[Decimal], top: float
) -> tuple[Stack, float]:
    total = float(sum(amounts))
    gap = 2.0
    room = STACK_WIDTH - gap * (len(people) - 1)
    x, line = 0.0, top + 69
    segments = []
    for who, amount in zip(people, amounts, strict=True):
        width = float(amount) / total * room if total else 0.0
        segments.append(
            Segment(
                _n(x),
                _n(max(width, 0.5)),
                who.fill,
                _n(line),
                _n(line + 13),
                _n(line + 32),
                who.name,
                amount,
                who.note,
            )
        )
        x += width + gap
        line += LINE
    return Stack(_n(top + 18), _n(top + 30), segments), line


@dataclass(frozen=True)
class Year:
    """The public money of a year, in euro, and its two bars one over the other."""

    year: int
    given: Decimal
    paid: Decimal
    text_y: str
    bar_y: str
    given_width: str
    paid_width: str


YEAR_WIDTH, YEAR_LINE = 326.0, 56.0


def years_drawn(years: Sequence[tuple[int, Decimal, Decimal]]) -> list[Year]:
    """A line for each year: (year, set aside, paid). The longest bar is as wide as the figure."""
    top = max((max(given, paid) for _year, given, paid in years), default=Decimal(0))

    def width(amount: Decimal) -> str:
        return _n(float(max(amount, Decimal(0)) / top) * YEAR_WIDTH) if top else "0"

    return [
        Year(year, given, paid, _n(YEAR_LINE * n + 16), _n(YEAR_LINE * n + 25), width(given), width(paid))
        for n, (year, given, paid) in enumerate(years)
    ]


def years_height(years: Sequence[Year]) -> str:
    """The height of the figure of the years."""
    return _n(YEAR_LINE * len(years) - 10)
