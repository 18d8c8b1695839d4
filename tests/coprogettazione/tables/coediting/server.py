# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The server of the tests: uvicorn in a thread, or in a process that can be killed."""

import socket
import threading
import time
from typing import Any

import uvicorn

from config.processes import free_port
from tests.processes import begun

OPTIONS = {"ws": "websockets-sansio", "ws_per_message_deflate": False, "log_level": "warning"}
#: A machine that does much else besides reads the platform slowly.
PATIENCE = 60


class ThreadServer:
    """The site in a thread of the test."""

    def __init__(self) -> None:
        from config.asgi import Entrance

        self.entrance = Entrance()
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(self.entrance, host="127.0.0.1", port=self.port, **OPTIONS)  # type: ignore[arg-type]
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def start(self) -> "ThreadServer":
        """Serve."""
        self.thread.start()
        wait_for(self.port)
        return self

    def stop(self) -> None:
        """Serve no more; fails when the server hangs."""
        self.server.should_exit = True
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive(), "the server does not stop"

    @property
    def channel(self) -> Any:
        """The rooms."""
        return self.entrance.coediting.channel


def serve(port: int, changed: dict[str, Any]) -> None:
    """What a process of its own does."""
    from django.conf import settings

    from config.asgi import Entrance

    for name, value in changed.items():
        setattr(settings, name, value)
    uvicorn.run(Entrance(), host="127.0.0.1", port=port, **OPTIONS)  # type: ignore[arg-type]


class ProcessServer:
    """The site in a process of its own."""

    def __init__(self, port: int = 0, **settings: Any) -> None:
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = begun(serve, self.port, settings)
        wait_for(self.port)

    def kill(self) -> None:
        """End it at once, with no time for anything."""
        self.process.kill()
        self._ends()

    def stop(self) -> None:
        """Ask it to end."""
        self.process.terminate()
        self._ends()

    def _ends(self) -> None:
        self.process.join(PATIENCE)
        assert self.process.exitcode is not None, "the server does not end"


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    ends = time.monotonic() + PATIENCE
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < ends, "the server does not listen"
        time.sleep(0.02)
