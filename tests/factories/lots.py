# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A call divided into two themes: a night shelter for whoever reaches the threshold, one street unit."""

from decimal import Decimal
from typing import Any

from coprogettazione.calls.models import Call, CallState
from tests.factories.calls import make_call
from tests.stages import staged

LOTS: list[dict[str, Any]] = [
    {
        "code": "1",
        "title": "Accoglienza notturna",
        "description": "Letti, cena e ascolto nei mesi freddi.",
        "public_grant": Decimal("120000.00"),
        "admits": "ALL",
        "threshold": Decimal("60.00"),
    },
    {
        "code": "2",
        "title": "Unità di strada",
        "description": "Uscite serali nei cinque Comuni.",
        "public_grant": Decimal("60000.00"),
        "admits": "FIRST",
        "threshold": Decimal("50.00"),
    },
]
CRITERIA: list[dict[str, Any]] = [
    {"code": "A", "text": "Lettura dei bisogni", "max_points": 40},
    {"code": "B", "text": "Qualità delle azioni", "max_points": 40},
    {"code": "N", "text": "Cura degli spazi per la notte", "max_points": 20, "lot": "1"},
    {"code": "S", "text": "Conoscenza dei luoghi", "max_points": 20, "lot": "2"},
]


@staged
def make_divided_call(state: str = CallState.DRAFT, **facts: Any) -> Call:
    """The call, with its two themes and their criteria, in the state asked for."""
    given = {"selection_mode": "PER_LOT", "threshold": None, "lots": LOTS, "criteria": CRITERIA, **facts}
    return make_call(state, **given)
