# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chronicle of an admitted body that is excluded at the table, written from the demo's like the others."""

from typing import Any

from tests.factories import telling as told

MEMBERS = ("anna", "luca", "chiara")
#: Two bodies above the threshold; the avviso wants one partner.
LEVELS = {"app2": "1", "app3": "0.75"}


def excluded_at_the_table() -> dict[str, Any]:
    """A false declaration is found when the table is open: told, heard, excluded; who follows sits there."""
    return told.chronicle(
        "Una domanda esclusa dopo l’ammissione",
        [
            *_call(),
            *told.applications(*LEVELS),
            *told.opening(),
            *told.admissible(*LEVELS),
            *told.committee(*MEMBERS),
            *(step for n, who in enumerate(MEMBERS) for step in _sheets(12 + n, who)),
            told.deed("2026-03-16T09:00", "anna", "close_evaluation", call="$call"),
            told.deed("2026-03-20T12:00", "davide", "admit_applications", **told.act("52/2026", "2026-03-20")),
            told.deed("2026-03-25T09:00", "elena", "open_table", call="$call", named="table"),
            *_exclusion(),
            told.deed(
                "2026-04-28T09:00", "davide", "scroll_ranking", call="$call", application="$app2",
                reason="Il posto è libero dopo l’esclusione.", act_number="71/2026", act_date="2026-04-28",
            ),
        ],
    )  # fmt: skip


def _call() -> list[dict[str, Any]]:
    steps = told.call("ESCLUSA-2026", one_criterion=True)
    for step in steps:
        if step["deed"] == "save_call_draft":
            step["with"]["facts"]["selection_mode"] = "SINGLE_PARTNER"
    return steps


def _sheets(day: int, who: str) -> list[dict[str, Any]]:
    return [
        step
        for n, (name, level) in enumerate(LEVELS.items())
        for step in (
            told.score(f"2026-03-{day}T0{8 + n}:00", who, name, level=level),
            told.deed(
                f"2026-03-{day}T0{8 + n}:30", who, "close_score_sheet", score_sheet=told.sheet(name, who)
            ),
        )
    ]


def _exclusion() -> list[dict[str, Any]]:
    decided: dict[str, Any] = {
        "exclusion": "$esclusione", "act_number": "70/2026", "act_date": "2026-04-27",
        "reasons": "La sede dichiarata non è dell’ente dal 2025, come risulta dal registro immobiliare.",
    }  # fmt: skip
    answer = "Il contratto presentato è scaduto il 31 dicembre 2025."
    return [
        told.deed(
            "2026-04-13T10:00", "elena", "announce_exclusion", application="$app2", named="esclusione",
            ground="FALSE_DECLARATION",
            reasons="La domanda dichiara una sede di cui l’ente non dispone più.",
        ),
        told.deed("2026-04-14T09:00", "davide", "exclude_admitted", refused="può ancora presentare", **decided),
        told.deed(
            "2026-04-20T09:30", "giulia", "observe_exclusion", exclusion="$esclusione",
            text="La sede è in uso: alleghiamo il contratto.",
        ),
        told.deed("2026-04-27T10:00", "davide", "exclude_admitted", refused="Rispondi alle osservazioni", **decided),
        told.deed("2026-04-27T11:00", "davide", "exclude_admitted", **decided, answer=answer),
        told.deed(
            "2026-04-27T11:01", "davide", "exclude_admitted", refused="già stato deciso", **decided, answer=answer,
        ),
        told.deed(
            "2026-04-27T12:00", "elena", "drop_exclusion", refused="già stato deciso", exclusion="$esclusione",
            reasons="Per un errore si prova ad archiviare.",
        ),
    ]  # fmt: skip
