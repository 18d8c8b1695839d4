# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fast one browser may go, and how long it is borne with."""

import time

from django.conf import settings

#: A burst may be as much as this many seconds at the allowed pace.
BURST_SECONDS = 5
#: Held back for longer than this without a pause, a browser is not typed at by a person.
BORNE_SECONDS = 30


class Pace:
    """A bucket of messages and one of bytes, filled as time passes."""

    def __init__(self) -> None:
        self.per_second = (settings.COEDITING_MESSAGES_PER_SECOND, settings.COEDITING_BYTES_PER_SECOND)
        self.messages, self.bytes = (float(BURST_SECONDS * pace) for pace in self.per_second)
        self.at = time.monotonic()
        self.held_since: float | None = None

    def spend(self, size: int) -> float:
        """Count a message of so many bytes; the seconds to wait before the next."""
        messages, octets = self.per_second
        self.messages -= 1
        self.bytes -= size
        if self.messages >= 0 and self.bytes >= 0:
            return 0.0
        now = time.monotonic()
        passed, self.at = now - self.at, now
        self.messages = min(self.messages + passed * messages, BURST_SECONDS * messages)
        self.bytes = min(self.bytes + passed * octets, BURST_SECONDS * octets)
        wait = max(-self.messages / messages, -self.bytes / octets, 0.0)
        if self.messages > messages and self.bytes > octets:
            self.held_since = None
        elif wait and self.held_since is None:
            self.held_since = now
        return wait

    @property
    def is_unbearable(self) -> bool:
        """Whether it has been too fast for too long."""
        return self.held_since is not None and time.monotonic() - self.held_since > BORNE_SECONDS
