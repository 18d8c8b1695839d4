# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coroutines of libraries that check signatures, run where nothing may be waited for."""

from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def done(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that has nothing to wait for, inside or outside an event loop.

    A check never goes on the network: what would have to wait for an answer raises RuntimeError here.
    """
    try:
        work.send(None)
    except StopIteration as stopped:
        result: T = stopped.value
        return result
    work.close()
    raise RuntimeError("a check of signatures waits for nothing")
