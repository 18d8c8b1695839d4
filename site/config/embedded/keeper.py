# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The process that owns the embedded PostgreSQL, and stops it when nobody uses it any more.

Run as a script with the ``var`` folder as its argument; ``EmbeddedServer`` starts it, nobody else needs to.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from config.embedded.server import DATABASE_NAME, EmbeddedServer, binaries
from config.processes import end_with_parent

ACCOUNT = "pgserver"
SERVER_OPTIONS = {
    "listen_addresses": "",
    "max_connections": "300",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    # The tests provoke refusals of the database on purpose; its log is for the server's own troubles.
    "log_min_error_statement": "panic",
}


class Ended(BaseException):
    """PostgreSQL ended by itself, or somebody asked the keeper to end."""


class Keeper:
    """One embedded PostgreSQL, from ``initdb`` to its fast shutdown."""

    def __init__(self, server: EmbeddedServer) -> None:
        self.server = server
        self.account = _account()
        self.postgres: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Own the server until its last user has gone. Returns the exit status of the process."""
        os.setsid()  # a Ctrl-C in the terminal of the first user does not concern the others
        if not self._become_the_keeper():
            return 0  # another process was quicker, and its keeper is at work
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, self._end)
        try:
            self._prepare()
            self._start()
            users = os.open(self.server.users_lock, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(users, fcntl.LOCK_EX)  # granted when no user is left
        except Ended:
            return int(self.postgres is not None and self.postgres.poll() is not None)
        finally:
            self._stop()
        return 0

    def _become_the_keeper(self, patience: float = 0.5) -> bool:
        """Take the keeper's lock. Whoever only looks whether it is taken holds it for an instant: insist."""
        own = os.open(self.server.keeper_lock, os.O_RDWR | os.O_CREAT, 0o600)
        ends = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > ends:
                    return False
                time.sleep(0.01)
            else:
                return True

    def _end(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGCHLD and (self.postgres is None or self.postgres.poll() is None):
            return  # the child that ended is initdb, or none of ours
        raise Ended

    def _prepare(self) -> None:
        """Make the folder of the socket, and the data when there is none yet."""
        sockets = self.server.socket_directory
        sockets.mkdir(mode=0o700, exist_ok=True)
        owners = (os.geteuid(), self.account.get("user"))
        if sockets.is_symlink() or sockets.lstat().st_uid not in owners:
            raise PermissionError(f"{sockets} belongs to somebody else: remove it.")
        self._hand_over(sockets)
        if self.account:
            for folder in (self.server.data, binaries()):
                _let_pass(folder)
        self._stop_a_leftover()
        if not self.server.data.exists():
            self._make_data()

    def _make_data(self) -> None:
        """Make the cluster and the site's database beside their place, and put them there when complete."""
        print("Making the embedded database in", self.server.data, flush=True)
        draft = self.server.data.with_name("postgres-draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._hand_over(draft)
        arguments = [
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-instructions",
        ]
        arguments += [
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        ]
        self._execute("initdb", *arguments, f"--pgdata={draft}")
        statement = f'CREATE DATABASE "{DATABASE_NAME}"\n'
        self._execute(
            "postgres",
            "--single",
            "-D",
            str(draft),
            "postgres",
            standard_input=statement,
        )
        draft.rename(self.server.data)

    def _hand_over(self, folder: Path) -> None:
        if self.account:
            os.chown(folder, self.account["user"], self.account["group"])

    def _start(self) -> None:
        options = {
            **SERVER_OPTIONS,
            "unix_socket_directories": str(self.server.socket_directory),
        }
        arguments = [f"--{name}={value}" for name, value in options.items()]
        keeper = os.getpid()
        self.postgres = subprocess.Popen(
            [str(binaries() / "postgres"), "-D", str(self.server.data), *arguments],
            cwd="/",
            # SIGINT is PostgreSQL's fast shutdown; the keeper has one thread, as preexec_fn asks.
            preexec_fn=lambda: end_with_parent(keeper, signal.SIGINT),  # noqa: PLW1509
            **self.account,
        )
        if self.postgres.poll() is not None:
            raise Ended  # it refused to start, and its SIGCHLD came before there was a child to look at

    def _stop(self) -> None:
        """Stop PostgreSQL: politely, then surely."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_IGN if number != signal.SIGCHLD else signal.SIG_DFL)
        if self.postgres is None or self.postgres.poll() is not None:
            return
        for number, seconds in (
            (signal.SIGINT, 20),
            (signal.SIGQUIT, 10),
            (signal.SIGKILL, 10),
        ):
            self.postgres.send_signal(number)
            try:
                self.postgres.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
            return

    def _stop_a_leftover(self) -> None:
        """Stop a PostgreSQL that outlived its keeper (possible where Linux's parent signal is missing)."""
        import psutil

        try:
            first = (self.server.data / "postmaster.pid").read_text().split("\n", 1)[0]
            process = psutil.Process(int(first))
            ours = str(self.server.data) in process.cmdline() and "postgres" in process.name()
        except (FileNotFoundError, ValueError, psutil.Error):
            return
        if ours:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except psutil.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)
                process.wait(10)

    def _execute(self, program: str, *arguments: str, standard_input: str = "") -> None:
        command = [str(binaries() / program), *arguments]
        subprocess.run(
            command,
            check=True,
            cwd="/",
            text=True,
            input=standard_input,
            **self.account,
        )


def _account() -> dict[str, Any]:
    """The account PostgreSQL runs under, as arguments of ``subprocess``: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = [
            "useradd",
            "--system",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            ACCOUNT,
        ]
        subprocess.run(command, check=True)
        entry = pwd.getpwnam(ACCOUNT)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _let_pass(folder: Path) -> None:
    """Let other accounts walk through (not list) the folders above ``folder``."""
    for parent in folder.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode & 0o7777 | 0o001)


if __name__ == "__main__":
    sys.exit(Keeper(EmbeddedServer(Path(sys.argv[1]))).run())
