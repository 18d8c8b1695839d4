# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real processes on the database of the test, all let go at the same moment.

They are never forked from the test: whoever forks after a paper was compiled copies the locks of the
compiler's threads without the threads, and waits for ever. A server that has read the platform (`tests.ready`)
and has done nothing with it forks them. Nothing here imports Django: it is what a new process reads first.
"""

import importlib
import multiprocessing
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: How long a process may take before the test says that it hangs.
PATIENCE = 60
# The server finds modules as the environment says, not as this process has come to.
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "site")])
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.ready"])


@dataclass(frozen=True)
class Told:
    """What a process answers: the value of its function, the words of the refusal, or how it failed."""

    value: Any = None
    refusal: str = ""
    failure: str = ""


def together(function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> list[Told]:
    """Run a function of a test module once for each tuple, each in its own process, all at once.

    The arguments and the values must be plain (ids, words). A process that hangs or dies fails the test.
    """
    start = _context.Barrier(len(arguments))
    answers = _context.Queue()
    workers = []
    shared = _place()
    for place, given in enumerate(arguments):
        work = (place, _module(function), function.__qualname__, given, shared, start, answers)
        workers.append(_context.Process(target=_work, args=work, daemon=True))
    for worker in workers:
        worker.start()
    told: dict[int, Told] = {}
    try:
        for _worker in workers:
            place, answer = answers.get(timeout=PATIENCE)
            assert not answer.failure, answer.failure
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
    work = (0, _module(function), function.__qualname__, given, _place(), start, _context.Queue())
    worker = _context.Process(target=_work, args=work, daemon=True)
    worker.start()
    worker.join(PATIENCE)
    assert worker.exitcode is not None, "the process did not end"
    return worker.exitcode


def begun(function: Callable[..., Any], *given: Any) -> Any:
    """A process that runs a function of a test module until it is ended (`multiprocessing.Process`)."""
    work = (_module(function), function.__qualname__, given, _place())
    worker = _context.Process(target=_go_on, args=work, daemon=True)
    worker.start()
    return worker


def started(body: str, **environment: str) -> subprocess.Popen[str]:
    """A new process that does `body` when it has read the platform, on the database of this test."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    code = "\n".join(
        [
            "import django",
            "django.setup()",
            "from django.db import connection",
            f"connection.settings_dict['NAME'] = {name!r}",
            body,
        ]
    )
    place = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", **environment}
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=place)


def _module(function: Callable[..., Any]) -> str:
    """The module of a test as a new process imports it, from where its file is."""
    return ".".join(Path(function.__code__.co_filename).relative_to(ROOT).with_suffix("").parts)


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
    try:
        answer = _do(module, name, given, shared, start)
    except Exception:  # noqa: BLE001 - told to the test, which fails with it
        answer = Told(failure=traceback.format_exc())
    answers.put((place, answer))


def _go_on(module: str, name: str, given: tuple[Any, ...], shared: dict[str, str]) -> None:
    _move(shared)
    getattr(importlib.import_module(module), name)(*given)


def _move(shared: dict[str, str]) -> None:
    """To the database and the folders of the test."""
    from django.conf import settings
    from django.db import connection

    settings.MEDIA_ROOT = shared["media"]
    settings.PRIVATE_MEDIA_ROOT = shared["private"]
    connection.settings_dict["NAME"] = shared["name"]


def _do(module: str, name: str, given: tuple[Any, ...], shared: dict[str, str], start: Any) -> Told:
    from django.db import connections

    from coprogettazione.records.refusals import Refusal

    _move(shared)
    function = getattr(importlib.import_module(module), name)
    start.wait(PATIENCE)
    try:
        return Told(value=function(*given))
    except Refusal as refusal:
        return Told(refusal=str(refusal))
    finally:
        connections.close_all()
