# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing the public line of an entry, in the transaction that writes the entry."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from coprogettazione.records.canonical import canonical_json
from coprogettazione.records.models import Entry
from coprogettazione.records.public.merkle import leaf_hash
from coprogettazione.records.public.models import PublicLine, PublishedFile
from coprogettazione.wording import ROME

#: What a commitment begins with, so that it is no other hash of the platform.
COMMITS = b"coprogettazione-entry/1\x00"


def commitment_of(entry_hash: str, salt: str) -> str:
    """The salted hash of an entry: SHA-256 over the name of the format, the salt and the entry's own hash."""
    return hashlib.sha256(COMMITS + bytes.fromhex(salt) + bytes.fromhex(entry_hash)).hexdigest()


def line_text(*, seq: int, day: date, commitment: str, facts: dict[str, Any] | None) -> str:
    """The line of an entry as it is hashed and exported."""
    told = {} if facts is None else {"facts": facts}
    return canonical_json({"kind": "entry", "seq": seq, "day": day, "commitment": commitment, **told})


def text_hash(text: str) -> str:
    """The fingerprint of any line of the public register, as a leaf."""
    return leaf_hash(text.encode()).hex()


def write_lines(
    entries: Sequence[Entry], told: Sequence[dict[str, Any] | None], *, open_from: date | None
) -> date:
    """Write the public lines of entries just written, with the facts told of each; the register's head is locked.

    No line bears a day before `open_from`, whatever the clock says: a closed day stays as it is. Returns the day of
    the last one.
    """
    lines, files = [], []
    day = open_from or date.min
    for entry, facts in zip(entries, told, strict=True):
        day = max(day, roman_day(entry.recorded_at))
        salt = secrets.token_hex(32)
        text = line_text(seq=entry.seq, day=day, commitment=commitment_of(entry.hash, salt), facts=facts)
        line = PublicLine(
            entry=entry,
            seq=entry.seq,
            day=day,
            salt=salt,
            deed=facts["deed"] if facts else "",
            call=facts.get("call", "") if facts else "",
            text=text,
            hash=text_hash(text),
        )
        lines.append(line)
        found = [act["sha256"] for act in facts.get("acts", ())] if facts else []
        files += [PublishedFile(line=line, sha256=sha256) for sha256 in dict.fromkeys(found)]
    PublicLine.objects.bulk_create(lines)
    if files:
        PublishedFile.objects.bulk_create(files)
    return day


def roman_day(when: datetime) -> date:
    """The day in Rome."""
    return when.astimezone(ROME).date()
