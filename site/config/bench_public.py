# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``make bench-public``: the pages that citizens open, over HTTP, from one process.

The page of a call and that of an agreement as anybody reads them: cold (each request after a change of the
editors, so that it is drawn anew), warm (on the shelf), and as a 304 for who has them already. Beside them the same
bytes from a bare Django view under the same server, and from nginx as a file. Eight connections that ask again as
soon as they are answered, from a process of their own; also the processor time of the server for each request,
which does not depend on who else uses the machine.
"""

import asyncio
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from config.bench_ground import ground
from config.database import ROOT
from config.processes import end_with_parent, free_port

CONNECTIONS = 8
SECONDS = float(os.environ.get("STRETCH") or 5)
COLD_PAGES = 60
UVICORN = ("--no-access-log", "--log-level", "warning", "--host", "127.0.0.1")
NGINX = """daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log stderr crit;
events {{ worker_connections 256; }}
http {{ access_log off; default_type text/html; keepalive_requests 1000000; client_body_temp_path {folder}/b;
proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
open_file_cache max=10; server {{ listen 127.0.0.1:{port}; root {folder}/pages; }} }}
"""


@dataclass(frozen=True)
class Measure:
    """What a stretch of requests came to: how many a second, the slow end of the waits and the server's work (ms)."""

    per_second: float
    p95: float
    cpu: float

    def say(self, what: str) -> None:
        """Print one line."""
        print(f"{what:<58} {self.per_second:9.0f} {self.p95:9.2f} {self.cpu:9.3f}", flush=True)


class Reader(asyncio.Protocol):
    """One connection that asks the same again and again, and reads what comes by its announced length."""

    def __init__(self, asked: bytes, waits: list[float], ends: float) -> None:
        self.asked, self.waits, self.ends = asked, waits, ends
        self.left = 0
        self.head = b""
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        """Begin."""
        self.transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Count the bytes of the answer; at the last, ask again."""
        if self.left:
            self.left -= len(data)
        else:
            self.head += data
            head, found, body = self.head.partition(b"\r\n\r\n")
            if not found:
                return
            if head[9:12] not in (b"200", b"304"):
                self.over.set_exception(RuntimeError(head.decode()))
                return
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            self.left, self.head = int(length or 0) - len(body), b""
        if self.left <= 0:
            self.waits.append(time.perf_counter() - self.began)
            self.left = 0
            self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        """Whoever serves may close only when we have ended."""
        if not self.over.done():
            self.over.set_exception(error or RuntimeError("the server closed the connection"))

    def _ask(self) -> None:
        self.began = time.perf_counter()
        if self.began < self.ends:
            self.transport.write(self.asked)
        elif not self.over.done():
            self.over.set_result(None)
            self.transport.close()


def request(path: str, tag: str = "") -> bytes:
    """What a browser says, in short."""
    known = f"If-None-Match: {tag}\r\n" if tag else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n{known}\r\n".encode()


def ask_for(port: int, asked: bytes, seconds: float) -> list[float]:
    """Keep asking, on all the connections. Returns the waits, in seconds."""
    waits: list[float] = []

    async def run() -> None:
        loop, ends = asyncio.get_running_loop(), time.perf_counter() + seconds
        readers = [
            await loop.create_connection(lambda: Reader(asked, waits, ends), "127.0.0.1", port)
            for _connection in range(CONNECTIONS)
        ]
        await asyncio.gather(*(reader.over for _transport, reader in readers))

    if sys.platform == "win32":
        asyncio.run(run())
    else:
        import uvloop

        uvloop.run(run())
    return waits


def measured(port: int, server: int, asked: bytes) -> Measure:
    """A stretch on warm caches."""
    ask_for(port, asked, 0.5)
    process = psutil.Process(server)
    before, began = process.cpu_times(), time.perf_counter()
    waits = ask_for(port, asked, SECONDS)
    took, after = time.perf_counter() - began, process.cpu_times()
    work = after.user + after.system - before.user - before.system
    return Measure(len(waits) / took, _p95(waits), work / len(waits) * 1000)


def cold(port: int, server: int, path: str) -> Measure:
    """One reader after another, each after a change that makes every page old."""
    from home.models.edition import new_edition

    waits, process = [], psutil.Process(server)
    before = process.cpu_times()
    for _page in range(COLD_PAGES):
        new_edition()
        began = time.perf_counter()
        _read(port, path)
        waits.append(time.perf_counter() - began)
    after = process.cpu_times()
    work = after.user + after.system - before.user - before.system
    return Measure(1 / statistics.mean(waits), _p95(waits), work / COLD_PAGES * 1000)


def _p95(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.95)] * 1000


def _read(port: int, path: str) -> tuple[bytes, str]:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "localhost"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.read(), answer.headers.get("ETag", "")


@contextmanager
def serving(command: list[str], port: int, folder: Path = ROOT) -> Iterator[int]:
    """A server in a process of its own, started in that folder, until the end. Yields its process."""
    own = os.getpid()
    child = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])},
        preexec_fn=lambda: end_with_parent(own, signal.SIGTERM),  # noqa: PLW1509  # no thread runs yet
    )
    try:
        ends = time.monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)):
            if child.poll() is not None or time.monotonic() > ends:
                raise SystemExit(f"{command[0]} does not listen.")
            time.sleep(0.05)
        yield child.pid
    finally:
        child.terminate()
        child.wait(30)


def bench() -> None:
    """Measure the pages, then the same bytes elsewhere."""
    from django.test import Client

    from config.bench import first_link

    visitor = Client()
    paths = {
        "page of a call": first_link(visitor, "/avvisi/", r"/avvisi/[^\"?#/]+/"),
        "page of an agreement": first_link(visitor, "/convenzioni/", r"/convenzioni/[^\"?#/]+/"),
    }
    print(f"{'':<58} {'requests/s':>9} {'p95, ms':>9} {'CPU, ms':>9}")
    with tempfile.TemporaryDirectory(prefix="bench-public-") as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        port = free_port()
        uvicorn = [sys.executable, "-m", "uvicorn", *UVICORN]
        with serving([*uvicorn, "config.asgi:application", "--port", str(port)], port) as server:
            for what, path in paths.items():
                cold(port, server, path).say(f"{what}, cold")
                body, tag = _read(port, path)
                measured(port, server, request(path)).say(f"{what}, warm ({len(body) / 1000:.0f} kB)")
                measured(port, server, request(path, tag)).say(f"{what}, warm, for who has it (304)")
                (folder / "pages" / path.strip("/").replace("/", "-")).write_bytes(body)
        elsewhere = {"bare Django view": bare, "nginx, a file": nginx}
        for who, serve in elsewhere.items():
            for what, path in paths.items():
                serve(folder, f"/{path.strip('/').replace('/', '-')}", f"{what}, {who}")


def bare(folder: Path, path: str, what: str) -> None:
    """The same bytes from a Django that does nothing else."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        *UVICORN,
        "config.bench_bare:application",
        "--port",
        str(port),
    ]
    with serving(command, port, folder / "pages") as server:
        measured(port, server, request(path)).say(what)


def nginx(folder: Path, path: str, what: str) -> None:
    """The same bytes from nginx, as a file."""
    command = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if command is None:
        print(f"{what:<58} nginx is not installed (apt-get install nginx-light)")
        return
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    with serving([command, "-p", str(folder), "-c", str(folder / "nginx.conf")], port) as server:
        measured(port, server, request(path)).say(what)


def main() -> None:
    """Measure on the database of ``make bench``."""
    with ground("make bench-public"):
        bench()


if __name__ == "__main__":
    main()
