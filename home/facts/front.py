# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the first page says: what is open now, what is in force, what comes next."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import DateField, DateTimeField
from django.utils import timezone

from home.facts.agreements import agreement_row, in_force
from home.facts.calls import open_calls
from home.facts.tables import next_sessions
from home.prepared import Given, Prepared

#: How many of each the first page shows; the lists have the rest.
SHOWN = 6
#: The units of the bar that divides public money from the organisations' own, and the gap between the two.
BAR, GAP = 1000, 4

_AT: Any = Given("at", DateTimeField())
_DAY: Any = Given("day", DateField())
IN_FORCE = Prepared(lambda: in_force(_DAY)[:SHOWN])
OPEN_CALLS = Prepared(lambda: open_calls(_AT)[:SHOWN])
NEXT_SESSIONS = Prepared(lambda: next_sessions(_AT)[:3])


def front_facts(at: datetime) -> dict[str, Any]:
    """The open calls; the agreements in force with their sums; the next meetings of the tables."""
    agreements = IN_FORCE(day=timezone.localdate(at))
    return {
        "open_calls": OPEN_CALLS(at=at),
        "agreements": [agreement_row(agreement, at) for agreement in agreements],
        "appointments": NEXT_SESSIONS(at=at),
        "figures": figures(agreements[0], len(agreements)) if agreements else None,
    }


def figures(first: Any, shown: int) -> dict[str, Any]:
    """The sums of all the agreements in force, carried by each row; widths as strings, for the drawing."""
    (sums,) = first.all_sums
    total, public = Decimal(sums["total"]), Decimal(sums["public"])
    own = total - public
    room = BAR - GAP if own else BAR
    width = int(room * public / total) if total else room
    return {
        "count": sums["count"],
        "bodies": first.all_bodies,
        "public": public,
        "own": own,
        "total": total,
        "shown_total": total if shown == sums["count"] else None,
        "public_width": str(width),
        "own_x": str(width + GAP),
        "own_width": str(max(room - width, 0)),
    }
