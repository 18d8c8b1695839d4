# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clients: each opens the page of the confirmation and presses the button, some twice, some again and again.

Threads and the standard library: what is measured is the server, and a browser's patience.
"""

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field

from config.filing.planting import Filer

#: Of those who file: who clicks twice, who gives up waiting and tries again.
TWICE, IMPATIENT = 0.15, 0.10
#: Seconds: when an impatient client gives up an attempt, when a patient one does; between two attempts.
SHORT, LONG, PAUSE = 3.0, 120.0, 0.5
ATTEMPTS = 20
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Sending:
    """One pressing of the button: when its last byte left, when the answer came (seconds), which one (0: none)."""

    left: float
    came: float
    status: int
    fault: str = ""


@dataclass
class Client:
    """One person with a browser: ``opens`` the page, ``leaves`` is when the button is pressed; ``shut`` is when
    the page was asked for that had no button any more.
    """

    filer: Filer
    port: int
    leaves: float
    opens: float
    twice: bool = False
    impatient: bool = False
    sent: list[Sending] = field(default_factory=list)
    opened: float = 0.0
    shut: float = 0.0
    fault: str = ""

    @property
    def path(self) -> str:
        """The page of the confirmation."""
        return f"/domande/{self.filer.application}/invia/"

    def run(self) -> None:
        """Open the page some seconds before, press the button at the instant."""
        _sleep_until(self.opens)
        began = time.time()
        try:
            token = self._open()
        except (OSError, http.client.HTTPException, AssertionError) as error:
            self.fault = f"{type(error).__name__}: {error}"
            return
        if not token:
            self.shut = began
            return
        _sleep_until(self.leaves)
        again = threading.Thread(target=self._press, args=(token, LONG)) if self.twice else None
        if again is not None:
            again.start()
        patience = SHORT if self.impatient else LONG
        for _attempt in range(ATTEMPTS):
            if self._press(token, patience).status:
                break
            time.sleep(PAUSE)
        if again is not None:
            again.join()

    def _open(self) -> str:
        """The token of the form; nothing when the page says that it is late."""
        began = time.time()
        connection = self._connection(LONG)
        try:
            connection.request("GET", self.path, headers={"Cookie": f"sessionid={self.filer.session}"})
            answer = connection.getresponse()
            page = answer.read()
            assert answer.status == 200, f"{self.path} answers {answer.status}"
            cookie = answer.getheader("Set-Cookie", "")
        finally:
            connection.close()
        self.opened = time.time() - began
        found, secret = TOKEN.search(page), re.search(r"csrftoken=([^;]+)", cookie)
        if found is None or secret is None:
            return ""
        self.secret = secret[1]
        return found[1].decode()

    def _press(self, token: str, patience: float) -> Sending:
        connection = self._connection(patience)
        left, status, fault = 0.0, 0, ""
        try:
            connection.request(
                "POST",
                self.path,
                body=f"csrfmiddlewaretoken={token}",
                headers={
                    "Cookie": f"sessionid={self.filer.session}; csrftoken={self.secret}",
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
            left = time.time()
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException) as error:
            fault = type(error).__name__
        finally:
            connection.close()
        sending = Sending(left, time.time(), status, fault)
        self.sent.append(sending)
        return sending

    def _connection(self, patience: float) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)


def clients_of(filers: list[Filer], *, port: int, deadline: float, minute: float) -> list[Client]:
    """Who files when: seven in ten in the last minute but five seconds, two in ten in those, one after."""
    last, clients = minute / 12, []
    for place, filer in enumerate(filers):
        draw, within, early = (place + 0.5) / len(filers), random.random(), random.random()  # noqa: S311
        if draw < 0.7:
            leaves = deadline - last - within * (minute - last)
        elif draw < 0.9:
            leaves = deadline - within * last
        else:
            leaves = deadline + within * last
        opens = leaves - last * (0.5 + early)
        habit = place * 0.618 % 1
        twice, impatient = habit < TWICE, TWICE <= habit < TWICE + IMPATIENT
        clients.append(Client(filer, port, leaves, opens, twice=twice, impatient=impatient))
    return clients


def run_all(clients: list[Client]) -> None:
    """Let every client do what it does, and wait for the last answer."""
    threads = [threading.Thread(target=client.run, daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _sleep_until(instant: float) -> None:
    time.sleep(max(0.0, instant - time.time()))
