# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``python -m config.filing``: ``COUNT`` applications (500) in the last minute, two workers, every promise kept.

It works on the database of ``make bench``, with the demo in it, and ends non-zero when a promise is broken.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from config.bench_ground import ground
from config.database import ROOT
from config.processes import end_with_parent, free_port

WORKERS = 2
MINUTE = 60.0
#: Of the minute, how much passes before it begins: everybody opens the page before.
AHEAD = 0.2
START_TIMEOUT_SECONDS = 60


@contextmanager
def running(port: int, environment: dict[str, str]) -> Iterator[None]:
    """The server with its workers, and the sweep, as an installation runs them."""
    uvicorn = ["-m", "uvicorn", "config.asgi:application", "--host", "127.0.0.1", "--port", str(port)]
    commands = [
        [*uvicorn, "--workers", str(WORKERS), "--no-access-log", "--log-level", "warning"],
        ["manage.py", "sweep", "--loop", "--every", "2"],
    ]
    own = os.getpid()
    children = [
        subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**environment, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: end_with_parent(own, signal.SIGTERM),  # noqa: PLW1509
        )
        for command in commands
    ]
    try:
        _wait_for(port, children[0])
        yield
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(30)


def file_all(original: Any, *, count: int, minute: float, environment: dict[str, str]) -> list[str]:
    """Plant, run, let everybody file, print the figures; returns the promises that were not kept."""
    from django.utils import timezone

    from config.filing.clients import clients_of, run_all
    from config.filing.planting import plant
    from config.filing.promises import broken_promises, figures

    port = free_port()
    began = time.monotonic()
    filers = plant(original, count=count, deadline=timezone.now() + timedelta(hours=1))
    print(f"planted in {time.monotonic() - began:.0f} s", flush=True)
    with running(port, environment):
        deadline = _set_deadline(original, timedelta(seconds=(1 + AHEAD) * minute))
        clients = clients_of(filers, port=port, deadline=deadline.timestamp(), minute=minute)
        run_all(clients)
    for line in figures(clients, deadline):
        print(line, flush=True)
    broken = broken_promises(clients, deadline)
    for line in broken:
        print(f"BROKEN  {line}", flush=True)
    return broken


def _set_deadline(original: Any, ahead: timedelta) -> datetime:
    """The term, now that the server answers: to the whole second, as every term is."""
    from coprogettazione.calls.models import Call
    from workflows.engine import reschedule

    deadline = (datetime.now(UTC) + ahead).replace(microsecond=0)
    Call.objects.filter(pk=original.call_id).update(deadline=deadline)
    reschedule(Call.objects.get(pk=original.call_id))
    return deadline


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=START_TIMEOUT_SECONDS):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer.")


def main() -> int:
    """Prepare the database of the measures, then file."""
    with ground("make filing"):
        from config.filing.original import complete_draft

        count = int(os.environ.get("COUNT") or 500)
        broken = file_all(complete_draft(), count=count, minute=MINUTE, environment=dict(os.environ))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
