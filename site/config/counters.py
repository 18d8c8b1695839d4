# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counters that the processes of one machine share: small files, each changed by one process at a time.

Django's cache in memory counts for one process alone, and its cache in files loses counts when two processes change
the same one together. Where several machines serve the site, `CACHES["counters"]` names a Redis or a memcached.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache


class SharedCounters(FileBasedCache):
    """Django's cache in files, whose `add` and `incr` are done one at a time."""

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Make a counter unless it is there."""
        with self._alone():
            return bool(super().add(key, value, *args, **kwargs))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count. Raises ValueError: there is no such counter."""
        with self._alone():
            return int(super().incr(key, delta, version))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._createdir()  # type: ignore[attr-defined]
        with (Path(self._dir) / "lock").open("wb") as lock:  # type: ignore[attr-defined]
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
