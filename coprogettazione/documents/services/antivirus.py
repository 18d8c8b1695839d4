# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Antivirus engines: given a file, they say what they found. One today: clamd (setting `CLAMD`)."""

from dataclasses import dataclass
from typing import Any, Protocol

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.core.files.base import File


class EngineSilent(Exception):
    """The engine did not answer, or could not look at the file: nothing is known of it."""


@dataclass(frozen=True)
class Answer:
    """What an engine said: its name and version; the name of what it found, or ""."""

    engine: str
    found: str


class Engine(Protocol):
    """Anything that looks at files."""

    def look(self, file: File) -> Answer:
        """Look at a file from its beginning. Raises EngineSilent."""


class Clamd:
    """A clamd, by its socket. The file is sent to it (INSTREAM): it need not read our disk."""

    def __init__(self, address: str) -> None:
        kind, _colon, place = address.partition(":")
        timeout = int(settings.CLAMD_TIMEOUT)
        self._client: ClamdNetworkSocket
        if kind == "unix":
            self._client = ClamdUnixSocket(place, timeout=timeout)
        elif kind == "tcp":
            host, _colon, port = place.rpartition(":")
            self._client = ClamdNetworkSocket(host, int(port), timeout=timeout)
        else:
            raise ValueError(f"CLAMD is unix:<path> or tcp:<host>:<port>, not {address!r}")

    def look(self, file: File) -> Answer:
        """As above. A file larger than clamd takes (StreamMaxLength) is one it could not look at."""
        try:
            file.seek(0)
            readable: Any = file
            said = self._client.instream(readable).get("stream", ("ERROR", "no answer"))
            version = self._client.version()
        except (ClamdError, OSError, ValueError) as error:
            raise EngineSilent(str(error)) from error
        state, found = said
        if state not in ("OK", "FOUND"):
            raise EngineSilent(str(found))
        return Answer(version.strip()[:120], str(found or "") if state == "FOUND" else "")


def engine() -> Engine | None:
    """The engine of this installation, None when there is none."""
    return Clamd(settings.CLAMD) if settings.CLAMD else None
