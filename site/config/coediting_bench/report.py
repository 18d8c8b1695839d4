# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is printed and kept: medians of the rounds, ratios of each round, and whether the targets are reached."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from config.coediting_bench.servers import DATABASE, EQUAL, OURS, PLAIN

#: Server → figure → its value in each round.
Rounds = dict[str, dict[str, list[float]]]
COLUMNS = (OURS, DATABASE, EQUAL, PLAIN)


@dataclass(frozen=True)
class Target:
    """What a figure of ours must come to: at least or at most `limit`, itself or beside another server's."""

    figure: str
    limit: float
    beside: str = ""
    at_least: bool = False

    def reached(self, value: float) -> bool:
        """Whether a value does."""
        return value >= self.limit if self.at_least else value <= self.limit

    def said(self, value: float) -> str:
        """The target, in words, with what it came to."""
        sign = "≥" if self.at_least else "≤"
        unit = f" × {self.beside}" if self.beside else ""
        verdict = "reached" if self.reached(value) else "MISSED"
        return f"{self.figure}: {value:.2f}{unit}, target {sign} {self.limit:g}: {verdict}"


TARGETS = (
    Target("sustained updates/s", 1.8, DATABASE, at_least=True),
    Target("burst updates/s", 3.5, DATABASE, at_least=True),
    Target("key to peer p95", 1.3, DATABASE),
    Target("key to peer, 1,000 updates/s p95", 1.0, DATABASE),
    Target("key to peer p95", 0.9, EQUAL),
    Target("key to peer, 1,000 updates/s p95", 0.9, EQUAL),
    Target("opening after 100,000 updates (ms)", 30),
)


def add(rounds: Rounds, server: str, figures: dict[str, float]) -> None:
    """Put the figures of a round with those before."""
    for name, value in figures.items():
        rounds.setdefault(server, {}).setdefault(name, []).append(value)


def ratio(rounds: Rounds, figure: str, beside: str) -> float | None:
    """Ours beside another's, round by round, in the middle; None where one was not measured."""
    own, others = (rounds.get(name, {}).get(figure) for name in (OURS, beside))
    if not own or not others:
        return None
    return median(one / other for one, other in zip(own, others, strict=True))


def table(rounds: Rounds) -> Iterator[str]:
    """The lines of the table: the median of each figure, then ours beside hocuspocus."""
    width = 46
    heads = ("ours", "hocuspocus", "hocuspocus", "y-websocket", "ours ÷", "ours ÷")
    below = ("", "Database", "INSERT first", "no store", "Database", "INSERT first")
    for line in (heads, below):
        yield f"{'':<{width}}" + "".join(f"{head:>14}" for head in line)
    for figure in rounds[OURS]:
        cells = [rounds.get(name, {}).get(figure) for name in COLUMNS]
        values = "".join(f"{_number(median(cell)) if cell else '–':>14}" for cell in cells)
        ratios = [ratio(rounds, figure, beside) for beside in (DATABASE, EQUAL)]
        yield f"{figure:<{width}}{values}" + "".join(
            f"{f'{r:.2f}' if r is not None else '–':>14}" for r in ratios
        )


def verdicts(rounds: Rounds) -> Iterator[tuple[Target, float]]:
    """Each target with what it came to, where it was measured."""
    for target in TARGETS:
        if target.beside:
            value = ratio(rounds, target.figure, target.beside)
        else:
            own = rounds.get(OURS, {}).get(target.figure)
            value = median(own) if own else None
        if value is not None:
            yield target, value


def keep(path: Path, rounds: Rounds, facts: dict[str, Any]) -> None:
    """Write everything down, each round by itself."""
    said = [
        {
            "figure": t.figure,
            "beside": t.beside,
            "limit": t.limit,
            "came_to": value,
            "reached": t.reached(value),
        }
        for t, value in verdicts(rounds)
    ]
    path.write_text(
        json.dumps({"facts": facts, "rounds": rounds, "targets": said}, indent=1, ensure_ascii=False)
    )


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"
