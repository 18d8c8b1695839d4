# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines of a budget that come back in a file, beside the lines as they are: what would be added, changed, removed,
and what somebody changed meanwhile, which is left as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Literal

from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.tables.models import BudgetLine

#: The sheet whose lines are read, and the one that tells how they were when the file was made.
LINES_SHEET = "Righe"
BASE_SHEET = "Codici"


@dataclass(frozen=True)
class LineFacts:
    """What a line says. Amount in euro."""

    organisation: int
    category: str
    description: str
    source: str
    amount: Decimal

    @property
    def said(self) -> dict[str, Any]:
        """As the deeds take it."""
        return {name: value for name, value in asdict(self).items() if name != "organisation"}


@dataclass(frozen=True)
class FileLine:
    """A line of a file: on which row, with the code of the stored line it was (empty: a new one)."""

    row: int
    code: str
    facts: LineFacts


@dataclass(frozen=True)
class FileLines:
    """Everything a file says. `base` are the lines it was made from, by code: empty for a file that is not ours,
    whose lines can only be added.
    """

    lines: list[FileLine]
    base: dict[str, LineFacts]

    def packed(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "lines": [[line.row, line.code, *_packed(line.facts)] for line in self.lines],
            "base": {code: _packed(facts) for code, facts in self.base.items()},
        }

    @classmethod
    def unpacked(cls, data: Mapping[str, Any]) -> "FileLines":
        """From what `packed` gave."""
        return cls(
            [FileLine(row, code, _unpacked(facts)) for row, code, *facts in data["lines"]],
            {code: _unpacked(facts) for code, facts in data["base"].items()},
        )


Kind = Literal["add", "change", "remove", "moved", "gone", "theirs"]


@dataclass(frozen=True)
class Step:
    """What a line of the file does: adds, changes, removes; or nothing, because somebody changed (`moved`) or removed
    (`gone`) the line meanwhile, or it is in the column of others (`theirs`).

    `row` is None for a line that is no longer in the file; `now` what is stored, `wanted` what the file says.
    """

    kind: Kind
    organisation: int
    row: int | None
    line: BudgetLine | None
    now: LineFacts | None
    wanted: LineFacts | None


@dataclass
class ImportPlan:
    """All the steps, and how many lines stay as they are."""

    steps: list[Step] = field(default_factory=list)
    same: int = 0
    #: The codes of the lines stored in the columns that may be written.
    stored: list[str] = field(default_factory=list)

    def of(self, *kinds: Kind) -> list[Step]:
        """The steps of some kinds, in the order of the file."""
        return [step for step in self.steps if step.kind in kinds]

    @property
    def writes(self) -> list[Step]:
        """What would be written."""
        return self.of("add", "change", "remove")

    @property
    def left(self) -> list[Step]:
        """What is left as it is, though the file says otherwise."""
        return self.of("moved", "gone", "theirs")

    def fingerprint(self) -> str:
        """The same for the same plan on the same columns: what was confirmed is what is written, and once."""
        steps = [
            [
                step.kind,
                step.organisation,
                step.row,
                code_of(step.line) if step.line else "",
                _packed(step.wanted),
            ]
            for step in self.steps
        ]
        return sha256(canonical_json([steps, self.stored]))

    def columns(self) -> dict[int, list[dict[str, Any]]]:
        """What to hand to `save_columns`: by organisation, the lines to write."""
        found: dict[int, list[dict[str, Any]]] = {}
        for step in self.writes:
            facts = step.wanted or step.now
            assert facts is not None
            item = {
                **facts.said,
                "line": step.line,
                "version": step.line.version if step.line else None,
                "remove": step.kind == "remove",
            }
            found.setdefault(step.organisation, []).append(item)
        return found


def code_of(line: BudgetLine) -> str:
    """The line and its version, as a file carries them."""
    return f"{line.pk}v{line.version}"


def facts_of_line(line: BudgetLine) -> LineFacts:
    """What a stored line says."""
    return LineFacts(line.organisation_id, line.category, line.description, line.source, line.amount)


def plan_import(file: FileLines, lines: Iterable[BudgetLine], writable: Sequence[int]) -> ImportPlan:
    """Compare three texts of each line: as the file was made, as the file says, as it is stored now.

    Only the columns of `writable` (organisations) are written. A line that only others changed stays as they wrote
    it; a line changed both in the file and by others stays too, and is told. Of a file that is not ours, a line that
    is already there is not added again.
    """
    stored = {line.pk: line for line in lines}
    codes = sorted(code_of(line) for line in stored.values() if line.organisation_id in writable)
    plan = ImportPlan(stored=codes)
    seen: set[str] = set()
    there = [] if file.base else [facts_of_line(line) for line in stored.values()]
    for item in file.lines:
        if item.facts in there:
            there.remove(item.facts)
            plan.same += 1
            continue
        # A row copied in a spreadsheet carries the code along: the second is a new line.
        code = item.code if item.code in file.base and item.code not in seen else ""
        seen.add(code)
        _compare(plan, item.row, item.facts, file.base.get(code), _line(stored, code), code, writable)
    for code, base in file.base.items():
        if code not in seen:
            _compare(plan, None, None, base, _line(stored, code), code, writable)
    return plan


def _compare(
    plan: ImportPlan,
    row: int | None,
    wanted: LineFacts | None,
    base: LineFacts | None,
    line: BudgetLine | None,
    code: str,
    writable: Sequence[int],
) -> None:
    now = facts_of_line(line) if line else None
    if wanted in (now, base):
        plan.same += wanted is not None
        return
    owner = now or base or wanted
    assert owner is not None
    kind: Kind
    if owner.organisation not in writable or (wanted and wanted.organisation not in writable):
        kind = "theirs"
    elif base is None:
        kind = "add"
    elif line is None:
        kind = "gone"
    elif code_of(line) != code or (wanted and wanted.organisation != line.organisation_id):
        kind = "moved"
    else:
        kind = "change" if wanted else "remove"
    plan.steps.append(Step(kind, owner.organisation, row, line, now, wanted))


def _line(stored: Mapping[int, BudgetLine], code: str) -> BudgetLine | None:
    number = code.partition("v")[0]
    return stored.get(int(number)) if number.isascii() and number.isdecimal() else None


def _packed(facts: LineFacts | None) -> list[Any]:
    if facts is None:
        return []
    return [facts.organisation, facts.category, facts.description, facts.source, format(facts.amount, "f")]


def _unpacked(said: Sequence[Any]) -> LineFacts:
    organisation, category, description, source, amount = said
    return LineFacts(organisation, category, description, source, Decimal(amount))
