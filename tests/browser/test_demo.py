# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``make demo``, as a person runs it: it starts, answers, keeps its data, and leaves nothing behind; and all
the working pages to which its links lead, looked at in a browser.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from django.conf import settings

from config.embedded.server import DATABASE_NAME, EmbeddedServer
from tests.browser.crawl import EXPECTED, PEOPLE, pages_of
from tests.browser.walk import Walk

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = "SELECT count(*) FROM coprogettazione_entry"
AGAIN = """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from coprogettazione.parties.models import User
from coprogettazione.records.queries import check_chain
call_command("load_demo", verbosity=0)
check = check_chain()
sara = User.objects.get(email="sara.benedetti@lanterna.example.it")
print(check.holds, check.entries, sara.check_password(settings.DEMO_PASSWORD))
"""
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
        self.ready_at: datetime | None = None
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.make.stdout is not None
        for line in self.make.stdout:
            self.said.append(line)
            if "Ctrl-C" in line:
                self.ready_at = datetime.now(UTC)
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


@pytest.fixture(scope="module")
def first(var: Path) -> Iterator[RunningDemo]:
    """The demo, started on an empty folder; whoever stops it is the last to use it."""
    demo = RunningDemo(var)
    demo.address()
    yield demo
    if demo.make.poll() is None:
        demo.stop(signal.SIGTERM)


def answers(address: str) -> bool:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.status == 200 and b'lang="it"' in answer.read()


def left_behind(processes: list[psutil.Process], var: Path) -> list[psutil.Process]:
    """Those of the processes that still run, and whatever mentions the folder of the demo."""
    _gone, alive = psutil.wait_procs(processes, timeout=20)
    mentions = [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(var) in argument for argument in process.info["cmdline"] or [])
    ]
    return [*alive, *mentions]


def leaves_nothing(demo: RunningDemo, var: Path, number: signal.Signals) -> None:
    processes, used = demo.processes(), EmbeddedServer(var).is_used()
    demo.stop(number)
    assert len(processes) >= 3, "the demo, the server and the sweep"
    assert used
    assert left_behind(processes, var) == []


def in_database(var: Path, query: str) -> list[tuple[Any, ...]]:
    """What the database of a demo answers; the server is started if nobody uses it."""
    server = EmbeddedServer(var)
    server.use()
    try:
        place = {"host": str(server.socket_directory), "user": "postgres", "dbname": DATABASE_NAME}
        with psycopg.connect(**place) as connection:
            return connection.execute(query).fetchall()
    finally:
        server.release()


def test_the_demo_stands_at_five_moments_of_the_procedure_and_writes_to_nobody(
    first: RunningDemo, var: Path
) -> None:
    assert dict(in_database(var, "SELECT code, state FROM coprogettazione_call")) == {
        "PIS-2026": "EXECUTION",
        "DOPOSCUOLA-2026": "TABLE_OPEN",
        "TRASPORTO-2026": "EVALUATION",
        "DISPENSA-2026": "PUBLISHED",
        "ANZIANI-2027": "DRAFT",
    }
    checked = "SELECT count(*) FROM coprogettazione_organisation WHERE kind = 'THIRD_SECTOR_BODY'"
    assert in_database(var, f"{checked} AND state = 'VERIFIED'") == [(7,)]
    # What falls due while it runs (a reminder at midnight) is mail of today, not of the loading.
    mail = f"channel = 'EMAIL' AND created_at <= '{first.ready_at}'"
    assert in_database(var, f"SELECT count(*) FROM coprogettazione_message WHERE {mail}") == [(0,)]


def test_every_working_page_is_accessible_at_both_widths(first: RunningDemo, new_context: Any) -> None:
    known: set[tuple[str, ...]] = set()
    survey = Walk(first.address().rstrip("/"), new_context, set())
    for name in PEOPLE:
        found = re.search(rf"{name}@\S+", first.words)
        assert found, f"the demo prints no sign-in of {name}"
        walker = survey.visitor()
        walker.opens("/accesso/login/")
        walker.fills_sign_in(found[0], settings.DEMO_PASSWORD)
        for address in pages_of(walker, known):
            walker.opens(address)
        walker.leaves()
    assert survey.found == []
    assert {kind[0] for kind in known} >= EXPECTED


def test_ctrl_c_stops_the_demo_and_leaves_no_process(first: RunningDemo, var: Path) -> None:
    assert answers(first.address())
    leaves_nothing(first, var, signal.SIGINT)


def test_a_demo_that_is_there_is_not_loaded_again_and_its_chain_holds(var: Path) -> None:
    [(entries,)] = in_database(var, ENTRIES)
    place = {
        **os.environ,
        "COPROGETTAZIONE_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
    }
    place.pop("DATABASE_URL", None)
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    said = subprocess.check_output(
        [sys.executable, "-c", AGAIN], env={**place, "PYTHONPATH": path}, text=True
    )
    assert said.splitlines()[-1] == f"True {entries} True"
    assert in_database(var, ENTRIES) == [(entries,)]


def test_a_second_demo_takes_the_next_port_and_each_stops_however_it_is_told(var: Path) -> None:
    first = RunningDemo(var)
    try:
        address = first.address()
        second = RunningDemo(var)
        try:
            assert second.address() != address
            assert "è occupata" in second.words
            processes = second.processes()
        finally:
            second.stop(signal.SIGTERM)
        assert psutil.wait_procs(processes, timeout=20)[1] == []
        assert answers(address), "the first goes on after the second has gone"
        assert EmbeddedServer(var).is_used()
    finally:
        leaves_nothing(first, var, signal.SIGKILL)


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
