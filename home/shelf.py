# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shelf: public pages as they were drawn, in the memory of each process, with what each of them depends on.

Whether a page still holds is asked of the database at every request, in one question with two numbers: how far
the register has come, which edition of the site the editors have made. When the register has gone on, a second
question says which dossiers its new entries are about; only the pages that say something of those are old. So a
deed or an editor in one process is on the next page that any process serves, whoever died or was deaf in between.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from coprogettazione.records.models import Entry, RegisterHead
from home.models.edition import SiteEdition

#: What a page may depend on besides single dossiers ("call-12"): any deed; the deeds that are about no dossier
#: (organisations, districts, roles); what the editors write and set.
DEEDS, SITE, EDITORS = "deeds", "site", "editors"
#: Bytes of all the pages of a shelf; beyond, those that nobody has asked for the longest are thrown away.
ROOM = 32_000_000

# The names are our models': nothing of what anybody sends is in these sentences.
HEADS_SQL = (
    f"SELECT coalesce((SELECT seq FROM {RegisterHead._meta.db_table} WHERE id = 1), 0),"  # noqa: S608
    f" coalesce((SELECT number FROM {SiteEdition._meta.db_table} WHERE id = 1), 0)"
)
CHANGES_SQL = (
    f"SELECT case_file_id, max(seq) FROM {Entry._meta.db_table} WHERE seq > %s GROUP BY case_file_id"  # noqa: S608
)


class Heads(NamedTuple):
    """How far the register and the editors had come."""

    register: int
    edition: int


def call_key(call: int | None) -> str:
    """The name of what is said of a dossier; of none, of the site itself."""
    return f"call-{call}" if call else SITE


@dataclass(frozen=True)
class Kept:
    """A page as it was drawn: bytes, headers, on what it depends (`keys`), as of when (`heads`, `drawn`), and
    the first instant at which the clock changes its words (`until`).
    """

    body: bytes
    headers: Mapping[str, str]
    keys: frozenset[str]
    heads: Heads
    drawn: datetime
    until: datetime
    etag: str = field(init=False)
    #: The headers as the server sends them, with the length; and without what says of bytes that are not sent.
    raw: tuple[tuple[bytes, bytes], ...] = field(init=False)
    raw_304: tuple[tuple[bytes, bytes], ...] = field(init=False)

    def __post_init__(self) -> None:
        """The tag is the fingerprint of the bytes: pages drawn again alike are the same page."""
        object.__setattr__(self, "etag", f'"{hashlib.sha256(self.body).hexdigest()[:32]}"')
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        object.__setattr__(self, "raw", (*raw, (b"content-length", b"%d" % len(self.body))))
        object.__setattr__(self, "raw_304", tuple(pair for pair in raw if pair[0] != b"content-type"))

    def said_at(self, now: datetime) -> dict[str, str]:
        """The headers of an answer given now: how long a proxy may keep it, since when it reads so.

        `Last-Modified` waits for the next second: two pages drawn within one could not be told apart by it.
        """
        left = int((self.until - now).total_seconds())
        shared = min(settings.PAGE_PROXY_SECONDS if settings.PAGE_PROXIES else 0, left)
        said = {
            "ETag": self.etag,
            "Cache-Control": f"public, max-age=0, s-maxage={shared}, must-revalidate"
            if shared > 0
            else "public, no-cache",
        }
        if now.replace(microsecond=0) > self.drawn.replace(microsecond=0):
            said["Last-Modified"] = self.modified
        return said

    @property
    def modified(self) -> str:
        """When it was drawn, as HTTP writes it."""
        return format_datetime(self.drawn, usegmt=True)

    def is_known_to(self, none_match: str, modified_since: str) -> bool:
        """Whether who asks has these very bytes already, by what they say (`If-None-Match` first, if any)."""
        if none_match:
            tags = {tag.strip().removeprefix("W/") for tag in none_match.split(",")}
            return self.etag in tags or "*" in tags
        return modified_since == self.modified


class Shelf:
    """The pages that a process keeps. Used by the threads that draw and by the door that serves."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0
        # What it knows of the register: the entries after `_since`, up to those of `seen`.
        self.seen: Heads | None = None
        self._since = 0
        self._touched: dict[str, int] = {}

    def find(self, key: str) -> Kept | None:
        """The page of that address, old or not."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def behind(self, heads: Heads, before: Heads | None) -> int | None:
        """The entry of the register after which this process does not know what happened; None: it knows all.

        `before` is what it had seen when it asked for `heads`. The first time, and when the database was put back
        to an earlier day, it begins to know from here, without pages.
        """
        with self._lock:
            if self.seen is None or (before is not None and heads.register < before.register):
                self._begin(heads)
            return self.seen.register if self.seen and heads.register > self.seen.register else None

    def learn(self, heads: Heads, changes: Iterable[tuple[int | None, int]]) -> None:
        """The register has come to `heads`; `changes` says the last new entry about each dossier (None: none)."""
        with self._lock:
            for call, seq in changes:
                key = call_key(call)
                self._touched[key] = max(seq, self._touched.get(key, 0))
            if self.seen is None or heads.register > self.seen.register:
                self.seen = heads

    def holds(self, page: Kept, heads: Heads, now: datetime) -> bool:
        """Whether a page still says what is, now that register and editors have come to `heads`."""
        if not page.drawn <= now < page.until or heads.edition != page.heads.edition:
            return False
        if heads.register == page.heads.register:
            return True
        if DEEDS in page.keys or heads.register < page.heads.register:
            return False
        with self._lock:
            return self._since <= page.heads.register and all(
                self._touched.get(key, 0) <= page.heads.register for key in page.keys
            )

    def put(self, key: str, page: Kept) -> Kept:
        """Keep a page; drawn again with the same bytes, it keeps the instant of the first."""
        with self._lock:
            if self.seen is None:
                self._begin(page.heads)
            before = self._pages.pop(key, None)
            if before is not None:
                self._size -= len(before.body)
                if before.etag == page.etag:
                    drawn = before.drawn
                    page = Kept(page.body, page.headers, page.keys, page.heads, drawn, page.until)
            self._pages[key] = page
            self._size += len(page.body)
            while self._size > ROOM:
                _key, oldest = self._pages.popitem(last=False)
                self._size -= len(oldest.body)
        return page

    def clear(self) -> None:
        """Begin again, knowing nothing."""
        with self._lock:
            self._begin(Heads(0, 0))
            self.seen = None

    def _begin(self, heads: Heads) -> None:
        self._pages.clear()
        self._touched.clear()
        self._size, self.seen, self._since = 0, heads, heads.register


#: The one of this process.
SHELF = Shelf()


def ask_heads(shelf: Shelf) -> Heads:
    """How far register and editors have come, asked on Django's connection; the shelf learns what is new."""
    before = shelf.seen
    with connection.cursor() as cursor:
        cursor.execute(HEADS_SQL)
        heads = Heads(*cursor.fetchone())
        since = shelf.behind(heads, before)
        if since is not None:
            cursor.execute(CHANGES_SQL, [since])
            shelf.learn(heads, cursor.fetchall())
    return heads
