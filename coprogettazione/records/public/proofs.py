# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The path of a line to a root: what whoever checks needs, and recomputes alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coprogettazione.records.models import GENESIS
from coprogettazione.records.public.days import end_text
from coprogettazione.records.public.merkle import path_of, root_of
from coprogettazione.records.public.models import DayRoot, PublicLine, PublishedFile
from coprogettazione.records.queries import entry_text

#: How many digits of a fingerprint are told to find it: whoever asks does not say which of the many it is.
PREFIX = 4


@dataclass(frozen=True)
class Proof:
    """A line, its place among those of its root (from 0), the hashes of its path, and the line of the root.

    `day` is the closed day, None while the root may still change: then `root_text` is that of the end of the register.
    """

    line: PublicLine
    index: int
    size: int
    path: tuple[str, ...]
    root_text: str
    day: DayRoot | None

    def as_json(self) -> dict[str, Any]:
        """As the page and the verifiers read it."""
        return {
            "line": self.line.text,
            "index": self.index,
            "size": self.size,
            "path": list(self.path),
            "root": self.root_text,
        }


def proofs_of(lines: Iterable[PublicLine]) -> dict[int, Proof]:
    """The proofs of some lines by number. Two queries, and one for each root they lie under."""
    wanted = list(lines)
    if not wanted:
        return {}
    last = DayRoot.objects.order_by("-day").first()
    closed = {day.day: day for day in DayRoot.objects.filter(day__in={line.day for line in wanted})}
    under: dict[DayRoot | None, list[PublicLine]] = {}
    for line in wanted:
        under.setdefault(closed.get(line.day), []).append(line)
    found: dict[int, Proof] = {}
    for day, some in under.items():
        first = day.first if day else last.last + 1 if last else 1
        leaves = _leaves(first, day.last if day else None)
        text = day.text if day else _end(first, leaves, last)
        for line in some:
            index = line.seq - first
            path = tuple(step.hex() for step in path_of(index, leaves))
            found[line.seq] = Proof(line, index, len(leaves), path, text, day)
    return found


def opening_of(line: PublicLine) -> dict[str, Any]:
    """What opens the commitment of one line, for whoever may read its entry: the entry as it was hashed, and the salt.

    With it anybody, from then on, can tell that the entry is that line; of no other entry does it say anything.
    """
    return {"seq": line.seq, "entry": entry_text(line.entry), "salt": line.salt}


def files_like(prefix: str) -> list[tuple[str, PublicLine]]:
    """The published files whose fingerprint begins so, each with the first line that tells of it."""
    rows = PublishedFile.objects.filter(sha256__startswith=prefix).select_related("line").order_by("line_id")
    found: dict[str, PublicLine] = {}
    for row in rows:
        found.setdefault(row.sha256, row.line)
    return sorted(found.items())


def act_in(line: PublicLine, sha256: str) -> Mapping[str, Any]:
    """What the line tells of the file with that fingerprint."""
    acts = line.facts.get("acts", ())
    return next((act for act in acts if act["sha256"] == sha256), {})


def _leaves(first: int, last: int | None) -> list[bytes]:
    lines = PublicLine.objects.filter(seq__gte=first).order_by("seq")
    if last is not None:
        lines = lines.filter(seq__lte=last)
    return [bytes.fromhex(leaf) for leaf in lines.values_list("hash", flat=True)]


def _end(first: int, leaves: list[bytes], last: DayRoot | None) -> str:
    previous = last.hash if last else GENESIS
    return end_text(first=first, last=first + len(leaves) - 1, root=root_of(leaves).hex(), previous=previous)
