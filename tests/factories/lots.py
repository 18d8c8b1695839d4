# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A call divided into two themes: a night shelter for whoever reaches the threshold, one street unit."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.queries import committee_of, counting_sheets
from coprogettazione.evaluation.services import close_evaluation
from tests.factories.applications import SUBMITTED, admit, make_application, open_all
from tests.factories.calls import make_call
from tests.factories.evaluation import CLOSED, declare_all, make_committee, score_sheet, seats
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


#: Who answers which theme, with which level on every criterion: two for the first theme, three for the second.
ANSWERS: tuple[tuple[str, str, str], ...] = (
    ("ets1", "1", "0.75"),
    ("ets4", "1", "0.5"),
    ("ets2", "2", "0.5"),
    ("ets3", "2", "0.75"),
    ("ets1", "2", "0.25"),
)


@staged
def make_divided_evaluation(answers: tuple[tuple[str, str, str], ...] = ANSWERS, **facts: Any) -> Call:
    """The divided call in EVALUATION, every sheet closed with these levels."""
    call = make_divided_call(CallState.PUBLISHED, **facts)
    received = [
        make_application(call, key, lot=lot, at=SUBMITTED + timedelta(minutes=n))
        for n, (key, lot, _level) in enumerate(answers)
    ]
    open_all(call)
    for application in received:
        admit(application)
    make_committee(call)
    declare_all(call)
    levels = {application.pk: level for application, (*_who, level) in zip(received, answers, strict=True)}
    committee = committee_of(call)
    assert committee is not None
    for sheet in counting_sheets(committee):
        score_sheet(sheet, dict.fromkeys("ABNS", levels[sheet.application_id]))
    return call


@staged
def make_divided_ranking(answers: tuple[tuple[str, str, str], ...] = ANSWERS) -> Call:
    """The divided call whose committee has closed its work."""
    call = make_divided_evaluation(answers)
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    return call
