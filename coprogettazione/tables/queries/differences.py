# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two texts compared as people read them, and three texts joined without losing anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from coprogettazione.tables.queries.authorship import likeness

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 2_000_000


@dataclass(frozen=True)
class Change:
    """A passage that stayed ("same"), came ("new") or went ("old")."""

    kind: str
    text: str


class Paragraph(list[Change]):
    """The changes of one paragraph, a heading ("# ") or an item of a list ("- ")."""

    @property
    def kind(self) -> str:
        """How it is drawn: h3, li or p."""
        first = self[0].text.lstrip() if self else ""
        return "h3" if first.startswith("#") else "li" if first.startswith("- ") else "p"

    @property
    def drawn(self) -> list[Change]:
        """The changes without the mark that makes it a heading or an item."""
        if self.kind == "p":
            return list(self)
        mark = "# " if self.kind == "h3" else "- "
        return [Change(c.kind, c.text.lstrip(mark)) if c.text.startswith(mark[0]) else c for c in self]


def changes(before: str, after: str) -> list[Paragraph]:
    """What changed from one text to the other, paragraph by paragraph, word by word inside a paragraph."""
    ours, theirs = _paragraphs(before), _paragraphs(after)
    found: list[Paragraph] = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            found.extend(Paragraph([Change("same", paragraph)]) for paragraph in ours[a0:a1])
            continue
        olds, news = ours[a0:a1], theirs[b0:b1]
        both = min(len(olds), len(news))
        found.extend(Paragraph(_words(old, new)) for old, new in zip(olds[:both], news[:both], strict=True))
        found.extend(Paragraph([Change("old", paragraph)]) for paragraph in olds[both:])
        found.extend(Paragraph([Change("new", paragraph)]) for paragraph in news[both:])
    return found


def _words(old: str, new: str) -> list[Change]:
    ours, theirs = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if len(ours) * len(theirs) > _MOST or likeness(matcher, ours, theirs) < 0.4:
        return [Change("old", old), Change("new", new)]
    found: list[Change] = []
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(ours[a0:a1])))
            continue
        if a1 > a0:
            found.append(Change("old", "".join(ours[a0:a1])))
        if b1 > b0:
            found.append(Change("new", "".join(theirs[b0:b1])))
    return found


def _paragraphs(text: str) -> list[str]:
    return [p.strip() for p in re.split(r"\n\s*\n|\n(?=[#-])", text.replace("\r\n", "\n")) if p.strip()]


@dataclass(frozen=True)
class Merge:
    """Two texts grown from the same base, joined; `clashes` counts the paragraphs both have changed: both
    are kept.
    """

    text: str
    clashes: int


def merged(base: str, mine: str, theirs: str) -> Merge:
    """Join two texts written on the same base, paragraph by paragraph; where both changed the same, keep
    both.
    """
    base_parts, my_parts, their_parts = _paragraphs(base), _paragraphs(mine), _paragraphs(theirs)
    result: list[str] = []
    clashes = 0
    b = m = t = 0
    for b1, m1, t1, length in _in_common(base_parts, my_parts, their_parts):
        old, my, their = base_parts[b:b1], my_parts[m:m1], their_parts[t:t1]
        if my in (their, old):
            result.extend(their)
        elif their == old:
            result.extend(my)
        else:
            clashes += 1
            result.extend(their)
            result.extend(part for part in my if part not in their and part not in old)
        result.extend(base_parts[b1 : b1 + length])
        b, m, t = b1 + length, m1 + length, t1 + length
    return Merge("\n\n".join(result), clashes)


def _in_common(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of the base found in both texts, in order; the last is empty and stands at the end of
    the three.
    """
    in_mine = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    in_theirs = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(in_mine) and j < len(in_theirs):
        a, c = in_mine[i], in_theirs[j]
        start = max(a.a, c.a)
        end = min(a.a + a.size, c.a + c.size)
        if end > start:
            yield start, a.b + start - a.a, c.b + start - c.a, end - start
        if a.a + a.size < c.a + c.size:
            i += 1
        else:
            j += 1
    yield len(base), len(mine), len(theirs), 0
