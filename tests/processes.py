# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real processes on the database of the test, all let go at the same moment.

They are started anew, never forked: whoever forks after a paper was compiled copies the locks of the
compiler's threads without the threads, and waits for ever. Nothing here imports Django: it is what a new
process reads first.
"""

import importlib
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

#: How long a process may take before the test says that it hangs.
PATIENCE = 60
_context = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Told:
    """What a process answers: the value of its function, or the words of the refusal."""

    value: Any = None
    refusal: str = ""


def together(function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> list[Told]:
    """Run a function of a test module once for each tuple, each in its own process, all at once.

    The arguments and the values must be plain (ids, words). A process that hangs or dies fails the test.
    """
    start = _context.Barrier(len(arguments))
    answers = _context.Queue()
    workers = []
    for place, given in enumerate(arguments):
        work = (place, function.__module__, function.__qualname__, given, _place(), start, answers)
        workers.append(_context.Process(target=_work, args=work, daemon=True))
    for worker in workers:
        worker.start()
    told: dict[int, Told] = {}
    try:
        for _worker in workers:
            place, answer = answers.get(timeout=PATIENCE)
            told[place] = answer
        for worker in workers:
            worker.join(PATIENCE)
    finally:
        for worker in workers:
            worker.kill()
    assert [worker.exitcode for worker in workers] == [0] * len(workers)
    return [told[place] for place in range(len(workers))]


def killed_during(function: Callable[..., Any], *given: Any) -> int:
    """Run a function that kills its own process; the exit code."""
    start = _context.Barrier(1)
    work = (0, function.__module__, function.__qualname__, given, _place(), start, _context.Queue())
    worker = _context.Process(target=_work, args=work, daemon=True)
    worker.start()
    worker.join(PATIENCE)
    assert worker.exitcode is not None, "the process did not end"
    return worker.exitcode


def _place() -> dict[str, str]:
    """The database and the folders of this test, for the processes that share them."""
    from django.conf import settings
    from django.db import connection, connections

    place = {
        "name": str(connection.settings_dict["NAME"]),
        "media": str(settings.MEDIA_ROOT),
        "private": str(settings.PRIVATE_MEDIA_ROOT),
    }
    connections.close_all()
    return place


def _work(
    place: int,
    module: str,
    name: str,
    given: tuple[Any, ...],
    shared: dict[str, str],
    start: Any,
    answers: Any,
) -> None:
    import django
    from django.conf import settings

    settings.MEDIA_ROOT = shared["media"]
    settings.PRIVATE_MEDIA_ROOT = shared["private"]
    django.setup()
    from django.db import connection, connections

    from coprogettazione.records.refusals import Refusal

    connection.settings_dict["NAME"] = shared["name"]
    function = getattr(importlib.import_module(module), name)
    start.wait(PATIENCE)
    try:
        answer = Told(value=function(*given))
    except Refusal as refusal:
        answer = Told(refusal=str(refusal))
    finally:
        connections.close_all()
    answers.put((place, answer))
