# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who wrote which passage: the runs kept with every version of a chapter, and the blocks a page draws from
them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

#: A passage and the organisation that wrote it.
Run = tuple[int, str]

_SENTENCES = re.compile(r"[^.!?\n]*(?:[.!?]+[ \t]*|\n+|$)")
_HEADINGS = re.compile(r"^#+[ \t]*", re.MULTILINE)
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
#: Beyond this many comparisons a rewritten passage is all of whoever rewrote it.
_MOST = 2_000_000
#: Below this likeness a sentence is a new sentence, not a corrected one.
_ALIKE = 0.5


def attribute(before: Iterable[Run], after: str, organisation_id: int) -> list[Run]:
    """Say who wrote each passage of `after`: what stayed keeps its author, what is new is the organisation's.

    The passages joined are exactly `after`.
    """
    runs = list(before)
    text = "".join(passage for _author, passage in runs)
    authors = [author for author, passage in runs for _character in passage]
    result: list[int] = []
    place = 0
    for kept, old, new in _steps(text, after):
        if kept:
            result.extend(authors[place : place + len(old)])
        else:
            result.extend(_corrected(authors[place : place + len(old)], old, new, organisation_id))
        place += len(old)
    return _joined(result, after)


def _steps(old: str, new: str) -> Iterator[tuple[bool, str, str]]:
    ours, theirs = _tokens(_SENTENCES, old), _tokens(_SENTENCES, new)
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        yield tag == "equal", "".join(ours[a0:a1]), "".join(theirs[b0:b1])


def _corrected(authors: list[int], old: str, new: str, organisation_id: int) -> list[int]:
    ours, theirs = _tokens(_WORDS, old), _tokens(_WORDS, new)
    if not ours or not theirs or len(ours) * len(theirs) > _MOST:
        return [organisation_id] * len(new)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if likeness(matcher, ours, theirs) < _ALIKE:
        return [organisation_id] * len(new)
    starts = _starts(ours)
    result: list[int] = []
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            result.extend(authors[starts[a0] : starts[a1]])
        else:
            result.extend([organisation_id] * len("".join(theirs[b0:b1])))
    return result


def likeness(matcher: "SequenceMatcher[str]", ours: list[str], theirs: list[str]) -> float:
    """How much of two lists of words is the same, from 0 to 1, counting letters and not the spaces
    between.
    """

    def letters(tokens: Iterable[str]) -> int:
        return sum(len(token) for token in tokens if token[0].isalnum())

    both = letters(ours) + letters(theirs)
    same = sum(letters(ours[block.a : block.a + block.size]) for block in matcher.get_matching_blocks())
    return 2 * same / both if both else 1.0


def _tokens(pattern: re.Pattern[str], text: str) -> list[str]:
    return [token for token in pattern.findall(text) if token]


def _starts(tokens: list[str]) -> list[int]:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


def _joined(authors: list[int], text: str) -> list[Run]:
    runs: list[Run] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or authors[place] != authors[start]:
            runs.append((authors[start], text[start:place]))
            start = place
    return runs


@dataclass
class Block:
    """A paragraph, a heading ("h3") or a list ("ul"), with its passages by author."""

    kind: str
    lines: list[list[Run]] = field(default_factory=list)

    @property
    def runs(self) -> list[Run]:
        """The passages of a block of one line."""
        return self.lines[0] if self.lines else []


def blocks_of(runs: Iterable[Run]) -> list[Block]:
    """Cut the passages into blocks: "# Titolo" is a heading, "- voce" an item, an empty line ends a
    paragraph.
    """
    blocks: list[Block] = []
    open_paragraph = False
    for line in _lines(runs):
        text = "".join(passage for _author, passage in line).strip()
        if not text:
            open_paragraph = False
        elif text.startswith("#"):
            blocks.append(Block("h3", [_without(line, len(text) - len(text.lstrip("# ")))]))
            open_paragraph = False
        elif text.startswith(("- ", "• ")):
            item = _without(line, 2)
            if blocks and blocks[-1].kind == "ul" and open_paragraph:
                blocks[-1].lines.append(item)
            else:
                blocks.append(Block("ul", [item]))
            open_paragraph = True
        elif open_paragraph and blocks[-1].kind == "p":
            blocks[-1].lines[0].extend([(line[0][0], " "), *line])
        else:
            blocks.append(Block("p", [list(line)]))
            open_paragraph = True
    return blocks


def plain_text(text: str) -> str:
    """The text for a paper: a heading becomes a line of its own, without its mark."""
    return _HEADINGS.sub("", text)


def _lines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for author, passage in runs:
        first, *others = passage.replace("\r\n", "\n").split("\n")
        if first:
            line.append((author, first))
        for other in others:
            yield line
            line = [(author, other)] if other else []
    yield line


def _without(line: list[Run], count: int) -> list[Run]:
    """The line without its first `count` characters after the leading spaces."""
    text = "".join(passage for _author, passage in line)
    skip = len(text) - len(text.lstrip()) + count
    left: list[Run] = []
    for author, passage in line:
        if skip >= len(passage):
            skip -= len(passage)
            continue
        left.append((author, passage[skip:]))
        skip = 0
    return left
