# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the first page says: what is open now, what is in force."""

from datetime import datetime
from typing import Any

from home.facts.calls import open_calls

#: How many of each the first page shows; the lists have the rest.
SHOWN = 6


def front_facts(at: datetime) -> dict[str, Any]:
    """The open calls."""
    return {
        "open_calls": list(open_calls(at)[:SHOWN]),
    }
