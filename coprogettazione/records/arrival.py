# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a request arrived: the instant that its deeds bear, however long it then waited for its turn."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

#: How long after a term the system waits before it closes what the term ends: requests that arrived in time may
#: still wait for their turn.
STILL_AT_THE_DOOR = timedelta(minutes=2)


def arrived_at(request: Any) -> datetime:
    """The instant at which the last piece of the request was on the server, as its door noted it.

    Never what the client says. Without a door (the tests' client) it is now.
    """
    scope = getattr(request, "scope", {})
    noted: datetime | None = scope.get("arrived_at")
    return noted or timezone.now()
