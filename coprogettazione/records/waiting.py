# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coroutines of libraries, run from code that has no loop: where nothing may be waited for, or in a thread apart."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
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


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """What the coroutine gives, waited for in a thread of its own: who calls may have a loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
