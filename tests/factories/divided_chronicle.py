# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chronicle of a call divided into themes, written from the demo's like the others of its folder."""

import copy
from typing import Any

from tests.factories import telling as told

#: The themes, each with the money that the proposals of the demo ask for.
LOTS = [
    {
        "code": "1",
        "title": "Accoglienza notturna",
        "description": "Letti, cena e ascolto nei mesi freddi.",
        "public_grant": "180000.00",
        "admits": "ALL",
        "threshold": "60.00",
    },
    {
        "code": "2",
        "title": "Unità di strada",
        "description": "Uscite serali nei cinque Comuni.",
        "public_grant": "180000.00",
        "admits": "FIRST",
        "threshold": "50.00",
    },
    {
        "code": "3",
        "title": "Dispensa solidale",
        "description": "Raccolta e consegna di alimenti.",
        "public_grant": "40000.00",
        "admits": "ALL",
        "threshold": "60.00",
    },
]
CRITERIA = [
    {"code": "A", "text": "Lettura dei bisogni", "max_points": 60},
    {"code": "N", "text": "Cura degli spazi per la notte", "max_points": 40, "lot": "1"},
    {"code": "S", "text": "Conoscenza dei luoghi", "max_points": 40, "lot": "2"},
    {"code": "D", "text": "Legami con chi dona", "max_points": 40, "lot": "3"},
]
#: Which theme each proposal of the demo answers, with which level; nobody answers the third.
ANSWERS = {"app1": ("1", "N", "0.75"), "app2": ("2", "S", "0.5"), "app3": ("2", "S", "0.75")}
MEMBERS = ("anna", "luca", "chiara")


def divided() -> dict[str, Any]:
    """Three themes: one admits whoever reaches the threshold, one a single partner, one is answered by nobody."""
    return told.chronicle(
        "Un avviso diviso in temi",
        [
            *_call(),
            *_applications(),
            *told.opening(),
            *told.admissible("app1", grouped=True),
            *told.admissible("app2", "app3"),
            *told.committee(*MEMBERS),
            *(step for n, who in enumerate(MEMBERS) for step in _sheets(12 + n, who)),
            told.deed("2026-03-16T09:00", "anna", "close_evaluation", call="$call"),
            told.deed("2026-03-20T12:00", "davide", "admit_applications", **told.act("52/2026", "2026-03-20")),
            told.deed(
                "2026-03-23T09:00", "davide", "scroll_ranking", refused="si scorre solo quando", call="$call",
                application="$app1", act_number="53/2026", act_date="2026-03-23",
                reason="La capofila ha comunicato di non poter più partecipare.",
            ),
            told.deed(
                "2026-03-23T10:00", "davide", "scroll_ranking", call="$call", application="$app3",
                act_number="53/2026", act_date="2026-03-23",
                reason="L’ente ha comunicato di non poter più partecipare.",
            ),
        ],
    )  # fmt: skip


def _call() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    for step in told.call("TEMI-2026"):
        if step["deed"] == "save_call_draft":
            step["with"]["facts"].update(
                selection_mode="PER_LOT",
                threshold=None,
                tie_break=["A", "sorteggio_pubblico"],
                public_grant="400000.00",
            )
        if step["deed"] == "save_criteria":
            lots = {
                "at": step["at"],
                "by": step["by"],
                "deed": "save_lots",
                "with": {"call": "$call", "lots": LOTS},
            }
            steps.append(lots)
            step["with"]["criteria"] = CRITERIA
        steps.append(step)
    return steps


def _applications() -> list[dict[str, Any]]:
    steps = copy.deepcopy(told.applications(*ANSWERS))
    for step in steps:
        if step["deed"] == "start_application":
            step["with"]["lot"] = f"$call.lots[code={ANSWERS[step['as']][0]}]"
    return steps


def _sheets(day: int, who: str) -> list[dict[str, Any]]:
    steps = []
    for n, (name, (_lot, own, level)) in enumerate(ANSWERS.items()):
        steps += [
            told.score(f"2026-03-{day}T{8 + n:02d}:{minute:02d}", who, name, criterion=code, level=level)
            for minute, code in ((0, "A"), (10, own))
        ]
        steps.append(
            told.deed(
                f"2026-03-{day}T{8 + n:02d}:30", who, "close_score_sheet", score_sheet=told.sheet(name, who)
            )
        )
    return steps
