# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two texts compared as people read them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 2_000_000


@dataclass(frozen=True)
class Change:
    """A passage that stayed ("same"), came ("new") or went ("old"); `author` is the organisation whose words came."""

    kind: str
    text: str
    author: int = 0


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
        return [replace(c, text=c.text.lstrip(mark)) if c.text.startswith(mark[0]) else c for c in self]


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
    if len(ours) * len(theirs) > _MOST or _likeness(matcher, ours, theirs) < 0.4:
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


def _likeness(matcher: "SequenceMatcher[str]", ours: list[str], theirs: list[str]) -> float:
    """How much of two lists of words is the same, from 0 to 1, counting letters and not the spaces
    between.
    """

    def letters(tokens: Iterable[str]) -> int:
        return sum(len(token) for token in tokens if token[0].isalnum())

    both = letters(ours) + letters(theirs)
    same = sum(letters(ours[block.a : block.a + block.size]) for block in matcher.get_matching_blocks())
    return 2 * same / both if both else 1.0


def _paragraphs(text: str) -> list[str]:
    return [p.strip() for p in re.split(r"\n\s*\n|\n(?=[#-])", text.replace("\r\n", "\n")) if p.strip()]


def signed(found: list[Paragraph], after: str, authors: list[int]) -> list[Paragraph]:
    """The changes with whose each new passage is: `authors` has one for each character of the later text."""
    place = 0
    result = []
    for paragraph in found:
        mine = Paragraph()
        for change in paragraph:
            if change.kind == "old":
                mine.append(change)
                continue
            place = after.index(change.text, place)
            end = place + len(change.text)
            if change.kind == "same":
                mine.append(change)
            else:
                cuts = [n for n in range(place + 1, end) if authors[n] != authors[n - 1]]
                for start, stop in zip([place, *cuts], [*cuts, end], strict=True):
                    mine.append(Change("new", after[start:stop], authors[start]))
            place = end
        result.append(mine)
    return result


def authors_along(text: str, flat: str, runs: Sequence[Sequence[int]]) -> list[int]:
    """Whose each character of a plain text is, from the runs over its flat one: a sign of a heading, of an item or of
    a table is of whoever wrote what follows it.
    """
    whose = [author for author, length in runs for _character in range(length)]
    found: list[int] = []
    place = 0
    for character in text:
        while place < len(flat) and flat[place] == "\n" != character:
            place += 1
        found.append(whose[min(place, len(whose) - 1)] if whose else 0)
        if place < len(flat) and flat[place] == character:
            place += 1
    return found
