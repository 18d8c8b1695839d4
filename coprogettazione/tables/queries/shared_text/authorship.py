# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who wrote which passage, computed from the log. The log is read again by runs (what one writer stored, one change
after the other, in one minute), and what a text says before and after each run is compared: characters that are new are
of that writer and minute, all others of whoever they were. The numbers of the browsers do not tell it: a browser
writes anew what it splits, joins, moves or takes back.

The same rows give the same authors however often the reading stops and goes on at the end of a run, and whether or
not the rows of a run have been merged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from pycrdt import Doc, XmlFragment

from coprogettazione.tables.queries.shared_text.differences import changes
from coprogettazione.tables.queries.shared_text.hands import Hand, Runs, cut, join, minute_of
from coprogettazione.tables.queries.shared_text.pool import AROUND, Passage, Pool
from coprogettazione.tables.queries.shared_text.schema import Node
from coprogettazione.tables.queries.shared_text.words import flat_of
from coprogettazione.tables.queries.shared_text.yjs import block_of, fragment_of, opened

#: Stand for the beginning and the end of a fragment, so that a passage is known by them too.
_START, _END = "\2" * AROUND, "\3" * AROUND

#: A row of the log: number, writer, update, instant.
Row = tuple[int, int, bytes, datetime]


@dataclass(slots=True)
class Block:
    """A block of a fragment as it reads, and whose its characters are. No node: something that is not read."""

    node: Node | None
    flat: str
    runs: Runs


@dataclass(slots=True)
class _Edit:
    """Neighbouring blocks that a run changed: which were there, which are, and between what."""

    name: str
    old: list[Block]
    new: list[Block]
    before: str
    after: str
    changes: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class LogRun:
    """Consecutive rows of one writer in one minute."""

    hand: Hand
    rows: list[Row]


def runs_of(rows: Iterable[Row]) -> Iterator[LogRun]:
    """The rows of a log, in their order, as runs."""
    for hand, group in groupby(rows, key=lambda row: Hand(row[1], minute_of(row[3]))):
        yield LogRun(hand, list(group))


class Replay:
    """A shared text while its log is read: the document, what each fragment says, whose it is."""

    def __init__(
        self,
        state: bytes = b"",
        fragments: dict[str, list[Block]] | None = None,
        deleted: Iterable[Passage] = (),
    ) -> None:
        """A text of which nothing has been read, or (a state, with what its fragments say and what was deleted lately)
        of which something has.
        """
        self.fragments: dict[str, list[Block]] = fragments if fragments is not None else {}
        self._deleted = deleted
        self._state = state
        self._doc: Doc | None = None
        self._watched: dict[str, XmlFragment] = {}
        self._events: dict[str, list[Any]] = {}

    @cached_property
    def pool(self) -> Pool:
        """What was deleted lately; who only asks what is said does without."""
        return Pool(self._deleted)

    @property
    def state(self) -> bytes:
        """The state of the document."""
        return self._state if self._doc is None else self._doc.get_update()

    def read(self, run: LogRun) -> None:
        """Read one whole run."""
        doc = self._document()
        with doc.transaction():
            for _number, _writer, data, _at in run.rows:
                doc.apply_update(data)
        changed = [edit for name in sorted(self._events) for edit in self._edits(name)]
        self._events.clear()
        changed += [self._first_time(name) for name in sorted(set(doc.keys()) - set(self.fragments))]
        for edit in changed:
            self._take_out(edit)
        for edit in changed:
            self._put_in(edit, run.hand)

    def forget(self) -> None:
        """Forget what was deleted."""
        self.pool = Pool()

    def _document(self) -> Doc:
        if self._doc is None:
            self._doc = opened(self._state)
            for name in self.fragments:
                self._watch(name)
        return self._doc

    def _watch(self, name: str) -> XmlFragment:
        assert self._doc is not None
        # Kept, or it is watched no more.
        fragment = self._watched[name] = fragment_of(self._doc, name)
        fragment.observe_deep(lambda events: self._events.setdefault(name, []).extend(events))
        return fragment

    def _first_time(self, name: str) -> _Edit:
        fragment = self._watch(name)
        blocks = [_read(child) for child in fragment.children]
        self.fragments[name] = blocks
        return _Edit(name, [], list(blocks), _START, _END)

    def _edits(self, name: str) -> Iterator[_Edit]:
        """What the events of a fragment changed; its blocks are put in their new order, their authors are not yet
        said.
        """
        blocks = self.fragments[name]
        children = self._watched[name].children
        edits = _spans(self._events[name], len(blocks))
        found = []
        with self._document().transaction():
            for a0, a1, b0, b1 in edits:
                new = [_read(children[place]) for place in range(b0, b1)]
                found.append(_Edit(name, blocks[a0:a1], new, _before(blocks, a0), _after(blocks, a1)))
        for (a0, a1, _b0, _b1), edit in reversed(list(zip(edits, found, strict=True))):
            blocks[a0:a1] = edit.new
        yield from found

    def _take_out(self, edit: _Edit) -> None:
        """Find what differs, and keep what was deleted."""
        old, new = _flat(edit.old), _flat(edit.new)
        edit.changes = changes(old, new)
        if not edit.changes:
            return
        runs = [run for block in edit.old for run in block.runs]
        whole, shift = edit.before + old + edit.after, len(edit.before)
        for a0, a1, _b0, _b1 in edit.changes:
            if a1 > a0:
                before, after = whole[: a0 + shift][-AROUND:], whole[a1 + shift :][:AROUND]
                self.pool.add(Passage(before, old[a0:a1], after, join(cut(runs, a0, a1))))

    def _put_in(self, edit: _Edit, hand: Hand) -> None:
        """Say whose the characters are now."""
        new = _flat(edit.new)
        old_runs = [run for block in edit.old for run in block.runs]
        whole, shift = edit.before + new + edit.after, len(edit.before)
        runs: Runs = []
        place = 0
        for a0, a1, b0, b1 in edit.changes:
            runs += cut(old_runs, place, a0)
            if b1 > b0:
                before, after = whole[: b0 + shift][-AROUND:], whole[b1 + shift :][:AROUND]
                runs += self.pool.hands_of(before, new[b0:b1], after, hand)
            place = a1
        runs += cut(old_runs, place, sum(size for _hand, size in old_runs))
        share(edit.new, join(runs))


def share(blocks: Iterable[Block], runs: Runs) -> None:
    """Give each block its part of the hands of all."""
    left = iter(runs)
    hand, size = Hand(0, 0), 0
    for one in blocks:
        needed, own = len(one.flat), []
        while needed > size:
            if size:
                own.append((hand, size))
                needed -= size
            hand, size = next(left)
        if needed:
            own.append((hand, needed))
            size -= needed
        one.runs = own


def block(node: Node | None) -> Block:
    """A block whose authors are not said yet."""
    return Block(node, flat_of(node) if node is not None else "", [])


def _read(child: Any) -> Block:
    return block(block_of(child))


def _flat(blocks: list[Block]) -> str:
    return "".join(one.flat for one in blocks)


def _before(blocks: list[Block], place: int) -> str:
    text = ""
    while len(text) < AROUND and place > 0:
        place -= 1
        text = blocks[place].flat + text
    return (_START + text)[-AROUND:]


def _after(blocks: list[Block], place: int) -> str:
    text = ""
    while len(text) < AROUND and place < len(blocks):
        text += blocks[place].flat
        place += 1
    return (text + _END)[:AROUND]


def _spans(events: list[Any], size: int) -> list[tuple[int, int, int, int]]:
    """Which blocks were there, [a0:a1], and are there now, [b0:b1], where something changed: from the events of
    Yjs, with what touches as one.
    """
    steps: list[tuple[str, int]] = []
    touched = set()
    for event in events:
        if event.path:
            touched.add(event.path[0])
            continue
        for step in event.delta:
            if "insert" in step:
                steps.append(("insert", len(step["insert"])))
            else:
                steps.append(("retain", step["retain"]) if "retain" in step else ("delete", step["delete"]))
    a = b = 0
    spans: list[tuple[int, int, int, int]] = []
    inside = sorted(touched)
    for kind, number in [*steps, ("retain", size)]:
        if kind == "insert":
            spans.append((a, a, b, b + number))
            b += number
        elif kind == "delete":
            spans.append((a, a + number, b, b))
            a += number
        else:
            spans += [(a + at - b, a + at - b + 1, at, at + 1) for at in inside if b <= at < b + number]
            a, b = a + number, b + number
    merged: list[tuple[int, int, int, int]] = []
    for span in spans:
        if merged and merged[-1][1] == span[0] and merged[-1][3] == span[2]:
            merged[-1] = (merged[-1][0], span[1], merged[-1][2], span[3])
        else:
            merged.append(span)
    return merged
