# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishing without the deed that publishes: for tests of what is printed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from coprogettazione.records import deeds
from coprogettazione.records.rights import Verdict


@contextmanager
def in_a_deed() -> Iterator[list[dict[str, Any]]]:
    """As if a deed were being done; gives the files that it says it publishes."""
    subject: Any = None
    act = deeds.Act("publish_for_test", None, datetime(2026, 2, 2, tzinfo=UTC), subject, Verdict(True))
    token = deeds._doing.set(act)
    try:
        yield act.published
    finally:
        deeds._doing.reset(token)
