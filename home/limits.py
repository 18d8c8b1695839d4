# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often one address may ask for data: so many times a minute, counted by all the processes together."""

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.http import HttpRequest, HttpResponseBase

#: Seconds in which requests are counted.
WINDOW = 60


@dataclass(frozen=True)
class Allowance:
    """What is left to an address until the count starts again, in `reset` seconds."""

    limit: int
    asked: int
    reset: int

    @property
    def spent(self) -> bool:
        """Whether this request is one too many."""
        return self.asked > self.limit

    def declare(self, response: HttpResponseBase) -> None:
        """Say it in the headers, as the Italian guidelines on interoperability name them."""
        response["X-RateLimit-Limit"] = str(self.limit)
        response["X-RateLimit-Remaining"] = str(max(self.limit - self.asked, 0))
        response["X-RateLimit-Reset"] = str(self.reset)
        if self.spent:
            response["Retry-After"] = str(self.reset)


def allowance(request: HttpRequest, what: str, limit: int, at: datetime) -> Allowance:
    """Count a request for `what` of whoever sends it."""
    now = at.timestamp()
    window = int(now // WINDOW)
    counters = caches["counters"]
    key = f"{what}-{window}-{caller(request)}"
    # Whoever comes first makes the counter; everybody counts.
    counters.add(key, 0, WINDOW * 2)
    try:
        asked = counters.incr(key)
    except ValueError:
        # A cache that is full forgets: better one request too many than a fault.
        asked = 1
    return Allowance(limit, asked, math.ceil((window + 1) * WINDOW - now))


def caller(request: HttpRequest) -> str:
    """The address that asks: of IPv6 the first 64 bits, which belong to one subscriber."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return ipaddress.ip_network((address, 64), strict=False).network_address.exploded.replace(":", "")
    return str(address)
