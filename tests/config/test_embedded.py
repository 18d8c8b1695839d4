# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The embedded PostgreSQL starts when it is needed and never outlives the processes that use it.

Everything here is done with real processes on folders of their own: nothing touches the server of the tests.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from config.database import database_settings
from config.embedded.server import DATABASE_NAME, EmbeddedServer, EmbeddedServerError

SITE = Path(__file__).resolve().parents[2] / "site"
# A test run in the background (nohup, &) hands down that signals are ignored: the user hears them.
USE_AND_WAIT = """
import signal, sys, time
for number in (signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
from pathlib import Path
from config.embedded.server import EmbeddedServer
EmbeddedServer(Path(sys.argv[1])).use()
print("ready", flush=True)
time.sleep(float(sys.argv[2]))
"""


def postmasters(var: Path) -> list[psutil.Process]:
    """The PostgreSQL servers that run on the data of ``var`` (their children carry no path)."""
    data = str(var / "postgres")
    return [
        process for process in psutil.process_iter(["cmdline"]) if data in (process.info["cmdline"] or [])
    ]


def keepers(var: Path) -> list[psutil.Process]:
    """The keepers of ``var``, without those that ended and wait for their parent to notice."""
    return [
        process
        for process in psutil.process_iter(["cmdline", "status"])
        if str(var) in (process.info["cmdline"] or [])
        and any("keeper.py" in a for a in process.info["cmdline"])
    ]


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> bool:
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    assert wait_until(lambda: not postmasters(tmp_path)), "a PostgreSQL was left behind"
    assert wait_until(lambda: not keepers(tmp_path)), "a keeper was left behind"


def user_of(var: Path, seconds: float = 60) -> "subprocess.Popen[str]":
    """A process that uses the server of ``var`` for ``seconds``."""
    return subprocess.Popen(
        [sys.executable, "-c", USE_AND_WAIT, str(var), str(seconds)],
        env={**os.environ, "PYTHONPATH": str(SITE)},
        stdout=subprocess.PIPE,
        text=True,
    )


def has_said_ready(user: "subprocess.Popen[str]") -> bool:
    assert user.stdout is not None
    return user.stdout.readline() == "ready\n"


def end(user: "subprocess.Popen[str]", number: signal.Signals = signal.SIGKILL) -> None:
    user.send_signal(number)
    user.wait(10)
    assert user.stdout is not None
    user.stdout.close()


def test_the_server_starts_for_its_first_user_and_stops_when_the_user_returns(var: Path) -> None:
    user = user_of(var, seconds=0.5)
    assert has_said_ready(user)
    assert len(postmasters(var)) == 1
    assert user.wait(10) == 0
    user.stdout.close()  # type: ignore[union-attr]
    assert wait_until(lambda: not postmasters(var))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_the_server_stops_however_its_last_user_is_ended(var: Path, number: signal.Signals) -> None:
    user = user_of(var)
    assert has_said_ready(user)
    end(user, number)
    assert wait_until(lambda: not postmasters(var))


def test_the_server_stops_after_the_last_of_its_users_not_the_first(var: Path) -> None:
    first, second = user_of(var), user_of(var)
    assert has_said_ready(first)
    assert has_said_ready(second)
    server = postmasters(var)
    end(first)
    time.sleep(0.5)
    assert postmasters(var) == server
    end(second)
    assert wait_until(lambda: not postmasters(var))


def test_six_processes_that_start_at_once_share_one_server(var: Path) -> None:
    users = [user_of(var) for _ in range(6)]
    assert all(has_said_ready(user) for user in users)
    assert len(postmasters(var)) == 1
    for user in users:
        end(user, signal.SIGTERM)


def test_what_was_written_is_there_for_the_next_user(var: Path) -> None:
    server = EmbeddedServer(var)
    address = f"host={server.socket_directory} user=postgres dbname={DATABASE_NAME}"
    server.use()
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE note (words text)")
        connection.execute("INSERT INTO note VALUES ('perché no')")
    server.release()
    assert not postmasters(var)
    server.use()
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT upper(words) FROM note").fetchone() == ("PERCHÉ NO",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    server.release()


@pytest.mark.skipif(sys.platform != "linux", reason="ending with the parent is a service of Linux")
def test_the_server_does_not_outlive_a_keeper_killed_on_the_spot(var: Path) -> None:
    server = EmbeddedServer(var)
    server.use()
    (keeper,) = keepers(var)
    keeper.kill()
    assert wait_until(lambda: not postmasters(var))
    server.use()
    assert len(postmasters(var)) == 1, "whoever still needs the database starts it again"
    server.release()


def test_a_server_killed_on_the_spot_is_started_again_at_the_next_connection(var: Path) -> None:
    server = EmbeddedServer(var)
    server.use()
    (postmaster,) = postmasters(var)
    postmaster.kill()
    assert wait_until(lambda: not server.has_keeper())
    server.use()
    assert len(postmasters(var)) == 1
    server.release()


def test_a_folder_deeper_than_a_socket_may_be_is_not_a_problem(var: Path) -> None:
    deep = var / ("a" * 60) / ("b" * 60)
    server = EmbeddedServer(deep)
    server.use()
    assert len(postmasters(deep)) == 1
    server.release()
    assert not postmasters(deep)


def test_an_unusable_data_folder_is_told_with_the_words_of_the_log(var: Path) -> None:
    (var / "postgres").mkdir()
    server = EmbeddedServer(var)
    with pytest.raises(EmbeddedServerError, match=r"(?s)does not start.*postgres"):
        server.use()
    server.release()


def test_nothing_starts_until_somebody_connects(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("COPROGETTAZIONE_VAR", str(var))
    assert database_settings()["ENGINE"] == "config.embedded"
    assert not EmbeddedServer(var).has_keeper()


def test_a_database_url_names_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://anna:segreta@db.example.org:5433/copro")
    settings = database_settings()
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example.org", 5433, "copro")


def test_a_database_url_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///db.sqlite3")
    with pytest.raises(ValueError, match="must name a PostgreSQL server"):
        database_settings()
