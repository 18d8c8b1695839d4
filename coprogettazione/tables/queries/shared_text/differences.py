# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What differs between two texts: the ends that are the same are cut off at once, only the middle is compared."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

#: What was at [a0:a1] of the old text is [b0:b1] of the new.
Change = tuple[int, int, int, int]

_WORDS = re.compile(r"\w+[^\S\n]*|\n|[^\w\s]+[^\S\n]*|[^\S\n]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
#: By what texts are compared, in turn.
Ways = tuple[re.Pattern[str], ...]
#: Beyond this many comparisons of words lines are compared, and beyond it again all is new.
_MOST = 160_000


def changes(old: str, new: str) -> list[Change]:
    """Where the texts differ, in order; what lies between is the same in both."""
    return list(_trimmed(old, new, 0, 0, (_WORDS, _LINES, _WORDS)))


def same_start(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    step = 32
    while step < high and one[low:step] == other[low:step]:
        low, step = step, step * 2
    high = min(high, step)
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def same_end(one: str, other: str, most: int) -> int:
    """How many characters, at most so many, both end with."""
    return same_start(one[len(one) - most :][::-1], other[len(other) - most :][::-1])


def _trimmed(old: str, new: str, a: int, b: int, ways: Ways) -> Iterator[Change]:
    start = same_start(old, new)
    end = same_end(old, new, min(len(old), len(new)) - start)
    start, end = _by_words(old, new, start, end)
    old, new, a, b = old[start : len(old) - end], new[start : len(new) - end], a + start, b + start
    if not old or not new or not ways:
        if old or new:
            yield a, a + len(old), b, b + len(new)
        return
    ours, theirs = ways[0].findall(old), ways[0].findall(new)
    if len(ours) * len(theirs) <= _MOST:
        yield from _matched(ours, theirs, a, b, () if ways[0] is _WORDS else ways[1:])
    else:
        yield from _trimmed(old, new, a, b, ways[1:])


def _by_words(old: str, new: str, start: int, end: int) -> tuple[int, int]:
    """The same ends, but what was rewritten is rewritten by whole words: that two words begin or end with the same
    letters says nothing. Letters put into a word, or taken out of it, are only those.
    """
    if start + end in (len(old), len(new)):
        return start, end
    inside = [text[start : len(text) - end] for text in (old, new)]
    if any(text[0].isalnum() for text in inside):
        while start and old[start - 1].isalnum():
            start -= 1
    if any(text[-1].isalnum() for text in inside):
        while end and old[len(old) - end].isalnum():
            end -= 1
    return start, end


def _matched(ours: list[str], theirs: list[str], a: int, b: int, ways: Ways) -> Iterator[Change]:
    codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    old = new = ""
    for place, (tag, a0, a1, b0, b1) in enumerate(codes):
        if tag == "equal" and not _lonely(codes, place, "".join(ours[a0:a1])):
            yield from _trimmed(old, new, a, b, ways)
            size = sum(map(len, ours[a0:a1]))
            a, b, old, new = a + len(old) + size, b + len(new) + size, "", ""
        else:
            old, new = old + "".join(ours[a0:a1]), new + "".join(theirs[b0:b1])
    yield from _trimmed(old, new, a, b, ways)


def _lonely(codes: Sequence[tuple[str, int, int, int, int]], place: int, text: str) -> bool:
    """Between two passages that were both rewritten a comma that is the same says nothing."""
    around = [*codes[max(place - 1, 0) : place], *codes[place + 1 : place + 2]]
    return (
        len(around) == 2 and all(code[0] == "replace" for code in around) and not any(map(str.isalnum, text))
    )
