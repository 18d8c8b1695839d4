# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public register as a file, line by line, in constant memory (docs/register.md)."""

import base64
from collections.abc import Iterator
from itertools import chain

from coprogettazione.records.canonical import canonical_json
from coprogettazione.records.models import GENESIS
from coprogettazione.records.public.days import end_text
from coprogettazione.records.public.lines import text_hash
from coprogettazione.records.public.merkle import Tree
from coprogettazione.records.public.models import DayRoot, PublicLine

FORMAT = "coprogettazione-register/1"
HEADER = canonical_json({"kind": "register", "format": FORMAT})
#: How many bytes are handed over at a time, at least.
PIECE = 64 * 1024


def framed(text: str, fingerprint: str = "") -> bytes:
    """A line of the file: the fingerprint, then what it is of, byte for byte."""
    return b'{"hash":"%b","line":%b}\n' % ((fingerprint or text_hash(text)).encode(), text.encode())


def register_lines() -> Iterator[bytes]:
    """Every line: the header, the entries of each closed day, the day, its timestamp; those of today; the end.

    What is written or closed meanwhile is not there: the file is of one moment.
    """
    latest = PublicLine.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    days = (
        DayRoot.objects.filter(last__lte=latest)
        .select_related("stamp")
        .order_by("day")
        .iterator(chunk_size=500)
    )
    entries = PublicLine.objects.filter(seq__lte=latest).order_by("seq").values_list("seq", "text", "hash")
    lines = entries.iterator(chunk_size=2000)
    yield framed(HEADER)
    first, previous = 1, GENESIS
    for day in days:
        while first <= day.last:
            seq, text, fingerprint = next(lines)
            yield framed(text, fingerprint)
            first = seq + 1
        yield framed(day.text, day.hash)
        yield from _stamp(day)
        previous = day.hash
    tree = Tree()
    for _seq, text, fingerprint in lines:
        yield framed(text, fingerprint)
        tree.add(bytes.fromhex(fingerprint))
    yield framed(end_text(first=first, last=latest, root=tree.root().hex(), previous=previous))


def root_lines() -> Iterator[bytes]:
    """The small file of the days alone: what one keeps elsewhere, to hold the register to it later."""
    days = DayRoot.objects.order_by("day").values_list("text", "hash")
    return chain([framed(HEADER)], (framed(text, fingerprint) for text, fingerprint in days.iterator()))


def in_pieces(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces: a line at a time costs more than the line."""
    waiting = bytearray()
    for line in lines:
        waiting += line
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def _stamp(day: DayRoot) -> Iterator[bytes]:
    stamp = getattr(day, "stamp", None)
    if stamp is not None and stamp.token is not None:
        token = base64.b64encode(bytes(stamp.token)).decode()
        yield framed(canonical_json({"kind": "stamp", "day": day.day, "token": token}))
