# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``make demo``: database, demo procedures, server and sweep, until Ctrl-C; then nothing is left running.

The environment may say ``PORT`` (8000; the next free one if it is busy), ``RESET=1`` (throw the demo's data
away and start over), ``DATABASE_URL`` and ``COPROGETTAZIONE_VAR``.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from types import FrameType

from config.catalogues import compile_catalogues
from config.database import ROOT, var_directory
from config.embedded.server import EmbeddedServer
from config.processes import end_with_parent

HOST = "127.0.0.1"
PORTS_TO_TRY = 50
START_TIMEOUT_SECONDS = 60
#: How the channel of the texts written together is best served: small messages gain nothing from compression.
CHANNEL = ("--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", "4000000",
           "--timeout-graceful-shutdown", "8")  # fmt: skip
STOP_TIMEOUT_SECONDS = 10


class Demo:
    """The processes of the demo and how they start and stop together."""

    def __init__(self) -> None:
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "DEBUG": "0",  # the demo shows the real pages for errors
            "PYTHONUNBUFFERED": "1",
            # WhiteNoise hands files over as Django's WSGI likes them; under ASGI Django says so, once.
            "PYTHONWARNINGS": "ignore::Warning:django.core.handlers.asgi",
            **os.environ,
        }
        self.embedded = None if os.environ.get("DATABASE_URL") else EmbeddedServer(var_directory())
        self.children: list[subprocess.Popen[bytes]] = []
        self.asked_to_stop = threading.Event()

    def run(self) -> int:
        """Start everything, wait for the end, stop everything. Returns the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_soon)
        if os.environ.get("MAKELEVEL"):
            end_with_parent(os.getppid(), signal.SIGTERM)
        try:
            return self._run()
        except KeyboardInterrupt:
            return 0
        finally:
            self._stop()

    def _run(self) -> int:
        started = time.monotonic()
        compile_catalogues()
        (var_directory() / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise looks there too
        if os.environ.get("RESET", "") not in ("", "0"):
            self._start_over()
        if self.embedded:
            self.embedded.use()
        port = _free_port(int(os.environ.get("PORT") or 8000))
        address = f"http://localhost:{port}/"
        self.environment.setdefault("PUBLIC_URL", address.rstrip("/"))
        status = self._start("-m", "config.demo_data").wait()
        if status or self.asked_to_stop.is_set():
            return status
        server = self._start("-m", "uvicorn", "config.asgi:application", "--host", HOST, "--port", str(port),
                             "--no-access-log", "--log-level", "warning", *CHANNEL)  # fmt: skip
        sweep = self._start("manage.py", "sweep", "--loop")
        if not self._answers(address, server):
            return 1
        print(
            f"\n  {address}\n  pronto in {time.monotonic() - started:.0f} s · Ctrl-C per fermare\n",
            flush=True,
        )
        while not self.asked_to_stop.wait(0.2):
            for child, name in ((server, "uvicorn"), (sweep, "manage.py sweep")):
                if child.poll() is not None:
                    print(f"{name} ended with status {child.returncode}.", file=sys.stderr)
                    return 1
        return 0

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a Python process in a session of its own: Ctrl-C reaches us, and we stop it in order."""
        own = os.getpid()
        path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
        child = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**self.environment, "PYTHONPATH": path},
            start_new_session=True,
            # No thread runs yet, as preexec_fn asks.
            preexec_fn=lambda: end_with_parent(own, signal.SIGTERM),  # noqa: PLW1509
        )
        self.children.append(child)
        return child

    def _answers(self, address: str, server: "subprocess.Popen[bytes]") -> bool:
        """Wait for the first page; say what came instead of it."""
        ends = time.monotonic() + START_TIMEOUT_SECONDS
        while not self.asked_to_stop.is_set():
            try:
                with urllib.request.urlopen(address, timeout=START_TIMEOUT_SECONDS) as answer:
                    return bool(answer.status == 200)
            except urllib.error.HTTPError as error:
                print(f"{address} answers with status {error.code}.", file=sys.stderr)
                return False
            except OSError:
                if server.poll() is not None or time.monotonic() > ends:
                    print("The server does not answer.", file=sys.stderr)
                    return False
                time.sleep(0.1)
        return True

    def _start_over(self) -> None:
        """Throw away the database and the files of the demo.

        Raises:
            SystemExit: the database is on a server that others may use.
        """
        if self.embedded is None:
            raise SystemExit(
                "RESET works on the embedded database only: empty the one of DATABASE_URL yourself."
            )
        if self.embedded.is_used():
            raise SystemExit(
                "Another process uses the embedded database (a second demo, a shell, the tests)."
            )
        for name in ("postgres", "media", "private"):
            shutil.rmtree(self.embedded.var / name, ignore_errors=True)

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop.set()
        for child in self.children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)

    def _stop(self) -> None:
        """End what we started, and leave when the embedded server has stopped too."""
        ends = time.monotonic() + STOP_TIMEOUT_SECONDS
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(max(0.1, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if self.embedded:
            self.embedded.release()


def _free_port(wanted: int) -> int:
    """``wanted``, or the first free port after it.

    Raises:
        SystemExit: none of the next ones is free.
    """
    for port in range(wanted, wanted + PORTS_TO_TRY):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        if port != wanted:
            print(f"La porta {wanted} è occupata: uso la {port}.", flush=True)
        return port
    raise SystemExit(f"No free port from {wanted} to {wanted + PORTS_TO_TRY - 1}.")


if __name__ == "__main__":
    sys.exit(Demo().run())
