# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``make demo``, as a person runs it: it starts, answers, keeps its data, and leaves nothing behind."""

import os
import re
import signal
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.embedded.server import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]
# Patience, not a budget: beside the other tests on two busy cores the first start takes minutes.
READY_SECONDS = 900


class RunningDemo:
    """A demo started through make, in a session of its own as a terminal would."""

    def __init__(self, var: Path, *arguments: str, port: int = 18970) -> None:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("MAKE")
            and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "MFLAGS"}
        }
        environment |= {"COPROGETTAZIONE_VAR": str(var), "PORT": str(port)}
        self.make = subprocess.Popen(
            ["make", "demo", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        self.ready = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.make.stdout is not None
        for line in self.make.stdout:
            self.said.append(line)
            if "Ctrl-C" in line:
                self.ready.set()
        self.ready.set()

    @property
    def words(self) -> str:
        return "".join(self.said)

    def address(self) -> str:
        assert self.ready.wait(READY_SECONDS), self.words
        found = re.search(r"http://localhost:\d+/", self.words)
        assert found, self.words
        return found[0]

    def processes(self) -> list[psutil.Process]:
        return psutil.Process(self.make.pid).children(recursive=True)

    def stop(self, number: signal.Signals) -> None:
        """As the terminal does for Ctrl-C (the whole group), or as a supervisor does (make alone)."""
        if number == signal.SIGINT:
            os.killpg(self.make.pid, number)
        else:
            self.make.send_signal(number)
        self.ends()

    def ends(self) -> None:
        """Wait for the end, and for its last words."""
        self.make.wait(60)
        self.reader.join(10)
        assert self.make.stdout is not None
        self.make.stdout.close()


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("demo")
    yield folder
    assert not EmbeddedServer(folder).has_keeper()


def left_behind(processes: list[psutil.Process], var: Path) -> list[psutil.Process]:
    """Those of the processes that still run, and whatever mentions the folder of the demo."""
    _gone, alive = psutil.wait_procs(processes, timeout=20)
    mentions = [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(var) in argument for argument in process.info["cmdline"] or [])
    ]
    return [*alive, *mentions]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_demo_answers_and_leaves_no_process_when_it_is_stopped(var: Path, number: signal.Signals) -> None:
    demo = RunningDemo(var)
    try:
        with urllib.request.urlopen(demo.address(), timeout=30) as answer:
            assert answer.status == 200
            assert b'lang="it"' in answer.read()
        processes = demo.processes()
        assert len(processes) >= 3, "the demo, the server and the sweep"
        assert EmbeddedServer(var).is_used()
    finally:
        demo.stop(number)
    assert left_behind(processes, var) == []


def test_a_second_demo_takes_the_next_port_and_says_so(var: Path) -> None:
    first = RunningDemo(var)
    try:
        address = first.address()
        second = RunningDemo(var)
        try:
            assert second.address() != address
            assert "è occupata" in second.words
        finally:
            second.stop(signal.SIGTERM)
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.status == 200, "the first goes on after the second has gone"
        assert EmbeddedServer(var).is_used()
    finally:
        first.stop(signal.SIGTERM)


def test_starting_over_is_refused_while_somebody_uses_the_data(var: Path) -> None:
    server = EmbeddedServer(var)
    server.use()
    try:
        demo = RunningDemo(var, "RESET=1")
        demo.ends()
        assert demo.make.returncode != 0
        assert "Another process uses the embedded database" in demo.words
        assert (var / "postgres" / "PG_VERSION").exists()
    finally:
        server.release()
