# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passages that were deleted a short while ago, with their hands: splitting a paragraph, moving it, taking a change
back make the browser delete a text and write it again, and it stays of whoever wrote it.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coprogettazione.tables.queries.shared_text.differences import same_end, same_start
from coprogettazione.tables.queries.shared_text.hands import Hand, Runs, cut, join

#: How much of what stands around a passage is kept with it, in characters.
AROUND = 28
#: A passage is known again by so many characters in a row, counting what stands around it, …
KNOWN_BY = 20
#: … of which so many are its own, unless all that was written is; a passage that comes back whole is known by these.
OWN = 8
#: Characters kept; the passage deleted last is kept however long.
MOST = 100_000
#: Passages deleted last that one more may continue.
_LATELY = 8
#: Occurrences that are looked at, the last ones first.
_TRIED = 4
#: Letters by which a passage is turned.
_TURNS = 4
_GRAM = 10
_STEP = KNOWN_BY - _GRAM + 1


@dataclass(slots=True)
class Passage:
    """A text that was deleted, what stood around it, whose it was."""

    before: str
    text: str
    after: str
    runs: Runs

    @property
    def whole(self) -> str:
        """With what stood around."""
        return self.before + self.text + self.after


class Pool:
    """The passages deleted lately, found by what they say."""

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        """The passages kept until now, in their order."""
        self._passages: deque[Passage] = deque()
        self._size = 0
        self._grams: dict[str, list[tuple[Passage, int]]] = {}
        self._texts: dict[str, list[Passage]] = {}
        for passage in passages:
            self._keep(passage)

    def __iter__(self) -> Iterator[Passage]:
        """The passages, in the order in which they were deleted."""
        return iter(self._passages)

    def add(self, passage: Passage) -> None:
        """Keep a passage; one deleted letter by letter is one passage. Too old ones are dropped."""
        lately = [self._passages[-place] for place in range(1, min(_LATELY, len(self._passages)) + 1)]
        for other in lately:
            if (longer := _continued(other, passage)) is not None:
                self._drop(other)
                passage = longer
                break
        self._keep(passage)
        while self._size > MOST and len(self._passages) > 1:
            self._drop(self._passages[0])

    def _keep(self, passage: Passage) -> None:
        self._passages.append(passage)
        whole = passage.whole
        self._size += len(whole)
        for place in range(0, len(whole) - _GRAM + 1, _STEP):
            self._grams.setdefault(whole[place : place + _GRAM], []).append((passage, place))
        self._texts.setdefault(passage.text.strip(), []).append(passage)

    def _drop(self, passage: Passage) -> None:
        for place, one in enumerate(self._passages):
            if one is passage:
                del self._passages[place]
                break
        whole = passage.whole
        self._size -= len(whole)
        for place in range(0, len(whole) - _GRAM + 1, _STEP):
            gram = whole[place : place + _GRAM]
            found = [one for one in self._grams.pop(gram, ()) if one[0] is not passage]
            if found:
                self._grams[gram] = found
        text = passage.text.strip()
        others = [one for one in self._texts.pop(text) if one is not passage]
        if others:
            self._texts[text] = others

    def hands_of(self, before: str, text: str, after: str, hand: Hand) -> Runs:
        """Whose a text is that was written where these stand around: of its old hands where it is a passage that
        comes back, of this hand where it is new.
        """
        if not self._passages or not text:
            return [(hand, len(text))]
        core = text.strip()
        if len(core) >= OWN and core in self._texts:
            old = self._texts[core][-1]
            if (start := old.text.find(text)) >= 0:
                return cut(old.runs, start, start + len(text))
            lead, at = text.index(core), old.text.index(core)
            tail = len(text) - lead - len(core)
            return join([(hand, lead), *cut(old.runs, at, at + len(core)), (hand, tail)])
        return self._pieces(before, text, after, hand)

    def _pieces(self, before: str, text: str, after: str, hand: Hand) -> Runs:
        around = before + text + after
        first, last = len(before), len(before) + len(text)
        result: Runs = []
        done, place = first, 0
        while place + _GRAM <= len(around) and done < last:
            if around[place : place + _GRAM] not in self._grams:
                place += 1
                continue
            start, end, old = self._longest(around, place, done, last)
            if end > start and (end - start >= OWN or end - start == len(text)):
                result += [(hand, start - done), *old]
                done = end
                place = max(place + 1, end - _GRAM + 1)
            else:
                place += 1
        return join([*result, (hand, last - done)])

    def _longest(self, around: str, place: int, first: int, last: int) -> tuple[int, int, Runs]:
        """The part of [first:last] that a passage with this gram explains best, and its hands."""
        best: tuple[int, int, Runs] = (first, first, [])
        for passage, at in self._grams[around[place : place + _GRAM]][: -_TRIED - 1 : -1]:
            whole = passage.whole
            left = same_end(around[:place], whole[:at], min(place, at))
            right = same_start(around[place:], whole[at:])
            if left + right < KNOWN_BY:
                continue
            shift = at - place
            own = len(passage.before)
            start = max(first, place - left, own - shift)
            end = min(last, place + right, own + len(passage.text) - shift)
            if end - start > best[1] - best[0]:
                best = start, end, cut(passage.runs, start + shift - own, end + shift - own)
        return best


def _continued(one: Passage, more: Passage) -> Passage | None:
    """Both as one passage, when the second was deleted just before or just after the first."""
    for a in _turned(one):
        for b in _turned(more):
            if _same(a.after, b.after) and _same((b.before + b.text)[::-1], a.before[::-1]):
                after = max(a.after, b.after, key=len)
                return Passage(b.before, b.text + a.text, after, join([*b.runs, *a.runs]))
            if _same(a.before[::-1], b.before[::-1]) and _same(b.text + b.after, a.after):
                before = max(a.before, b.before, key=len)
                return Passage(before, a.text + b.text, b.after, join([*a.runs, *b.runs]))
    return None


def _same(one: str, other: str) -> bool:
    """Whether two texts begin alike, as far as both are known."""
    known = min(len(one), len(other))
    return known >= KNOWN_BY and one[:known] == other[:known]


def _turned(passage: Passage) -> Iterator[Passage]:
    """The passage, and what it is as well when it ends like what stands before it: of two equal letters in a row
    nobody can say which was deleted.
    """
    yield passage
    for forward in (True, False):
        before, text, after = passage.before, passage.text, passage.after
        for _turn in range(_TURNS):
            if forward and after[:1] == text[0]:
                before, text, after = before + text[0], text[1:] + text[0], after[1:]
            elif not forward and before[-1:] == text[-1]:
                before, text, after = before[:-1], text[-1] + text[:-1], text[-1] + after
            else:
                break
            yield Passage(before, text, after, passage.runs)
