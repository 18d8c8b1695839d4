# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What minutes say: as they are being written, or as they were sent."""

from dataclasses import dataclass
from typing import Any

from coprogettazione.tables.models import Minutes, MinutesState, Session, SharedText
from coprogettazione.tables.queries.shared_text import Part, Reading, body_of_text, read_text

#: The fragment of the synthesis.
SYNTHESIS = "sintesi"
#: The fragments of the points: punto-1, punto-2.
POINT = "punto-%s"


def minutes_text(session: Session) -> SharedText | None:
    """The shared text in which the minutes of a session are written, once they are begun."""
    return SharedText.objects.select_related("snapshot").filter(session=session).first()


@dataclass(frozen=True)
class SaidPoint:
    """A point that was dealt with: what the row says of it, and the text of its discussion."""

    row: dict[str, Any]
    part: Part

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.row["title"])


@dataclass(frozen=True)
class Said:
    """The texts of minutes. `upto` is the last update of the log that was read, None for those already sent."""

    synthesis: Part
    points: list[SaidPoint]
    upto: int | None

    @property
    def bodies(self) -> dict[str, Any]:
        """The body of each fragment."""
        return {part.name: part.body for part in (self.synthesis, *(point.part for point in self.points))}


def said_in(minutes: Minutes, reading: Reading | None = None) -> Said:
    """What the minutes say: in the draft the live text (`reading`, when it is known), afterwards what was sent."""
    if reading is None and minutes.state == MinutesState.DRAFT:
        text = minutes_text(minutes.session)
        reading = read_text(text) if text else None
    rows = [({"part": POINT % n, **row}) for n, row in enumerate(minutes.points, 1)]

    def part(name: str, words: str) -> Part:
        if reading is not None:
            return reading.parts.get(name, Part(name, [], "", []))
        return Part(name, minutes.bodies.get(name, body_of_text(words)), "", [])

    return Said(
        part(SYNTHESIS, minutes.synthesis),
        [SaidPoint(row, part(row["part"], row.get("discussion", ""))) for row in rows],
        reading.upto if reading else None,
    )
