# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pieces of which the chronicles of `tests/chronicles/` are made: people, bodies and proposals of the demo."""

import copy
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DEMO = json.loads((ROOT / "coprogettazione" / "records" / "chronicles" / "pis-2026.json").read_text())
DEEDS: list[dict[str, Any]] = DEMO["deeds"]
ITEMS = (
    "IN_TIME",
    "POWERS",
    "ONE_GROUP",
    "SUBJECT",
    "RUNTS",
    "DECLARATIONS",
    "GENERAL_ORDER",
    "REQUIREMENTS",
)
#: What must already be here: `base.json` makes it.
KNOWN: dict[str, Any] = {
    "ambito": {"kind": "Organisation", "codice_fiscale": "90000090002"},
    "distretto": {"kind": "SocialDistrict", "organisation__codice_fiscale": "90000090002"},
    "piano": {"kind": "DistrictPlan", "title": "Piano di Zona 2025-2027"},
    **{
        f"ets{n}": {"kind": "Organisation", "codice_fiscale": code}
        for n, code in enumerate(("90000010000", "90000020009", "90000030008", "90000040007"), 1)
    },
}
NEWCOMERS = {
    name: {
        "email": f"{name}.{last.lower()}@altrove.example.it",
        "first_name": name.title(),
        "last_name": last,
    }
    for name, last in (("ugo", "Bassi"), ("ivo", "Sarti"), ("lea", "Donati"))
}


def deed(
    at: str, by: str | None, name: str, *, refused: str = "", named: str = "", **given: Any
) -> dict[str, Any]:
    """One deed; `at` is a day and an hour of the Roman winter or summer of 2026."""
    summer = "2026-03-29" <= at[:10] < "2026-10-25"
    step: dict[str, Any] = {
        "at": f"{at}:00{'+02:00' if summer else '+01:00'}",
        "by": by,
        "deed": name,
        "with": given,
    }
    if named:
        step["as"] = named
    if refused:
        step["expect"] = {"refused": refused}
    return step


def chronicle(
    title: str, deeds: list[dict[str, Any]], *, known: bool = True, people: dict[str, Any] | None = None
) -> dict[str, Any]:
    deeds = sorted(copy.deepcopy(deeds), key=lambda step: step["at"])
    said = json.dumps(deeds, ensure_ascii=False)
    everybody = {**DEMO["people"], **(people or {})}
    cast = {k: v for k, v in everybody.items() if f'"{k}"' in said or f"${k}" in said}
    here = {k: v for k, v in KNOWN.items() if f"${k}" in said} if known else {}
    note = "Caso inventato per le prove: scritto da tests/factories/chronicles.py."
    told = {"chronicle": 1, "title": title, "note": note, "people": cast}
    return {**told, **({"known": here} if here else {}), "deeds": deeds}


def call(
    code: str, *, tie_break: list[str] | None = None, one_criterion: bool = False, open_table: bool = False
) -> list[dict[str, Any]]:
    """The call of the demo, under another name, from its draft to its publication."""
    first = next(n for n, step in enumerate(DEEDS) if step["deed"] == "draft_call")
    last = next(n for n, step in enumerate(DEEDS) if step["deed"] == "publish_call")
    steps = copy.deepcopy(DEEDS[first : last + 1])
    for step in steps:
        if step["deed"] == "draft_call":
            step["with"]["code"] = code
        if step["deed"] == "save_call_draft":
            facts = step["with"]["facts"]
            facts["tie_break"] = tie_break or (
                ["A", "sorteggio_pubblico"] if one_criterion else facts["tie_break"]
            )
            if open_table:
                facts.update(selection_mode="OPEN_TABLE", threshold=None, tie_break=[])
        if step["deed"] == "save_criteria":
            if one_criterion:
                step["with"]["criteria"] = [{**step["with"]["criteria"][0], "max_points": 100}]
            if open_table:
                step["with"]["criteria"] = []
    return steps


def applications(*names: str, send: bool = True) -> list[dict[str, Any]]:
    """The proposals of the demo, written and sent as there."""
    return [
        step
        for step in DEEDS
        if (step.get("as") in names or str(step["with"].get("application", "")).removeprefix("$") in names)
        and step["at"] < "2026-02-25T12:00:00"
        and (send or step["deed"] != "submit_application")
    ]


def opening() -> list[dict[str, Any]]:
    return [
        deed("2026-02-25T12:00", None, "close_call", call="$call"),
        deed("2026-02-26T09:05", "elena", "open_applications", call="$call"),
    ]


def checks(*more: str, **outcomes: str) -> list[dict[str, Any]]:
    items = (*ITEMS, "ATTACHMENTS", *more)
    notes = {"FAILED": "cancellato dal RUNTS il 10 febbraio 2026"}
    return [
        {"item": item, "outcome": outcomes.get(item, "OK"), "note": notes.get(outcomes.get(item, ""), "")}
        for item in items
    ]


def admissible(*names: str, grouped: bool = False) -> list[dict[str, Any]]:
    in_order = checks("GROUP") if grouped else checks()
    return [
        deed(
            f"2026-03-02T1{n}:00", "elena", "check_admissibility",
            application=f"${name}", outcome="ADMITTED", checks=in_order,
        )
        for n, name in enumerate(names)
    ]  # fmt: skip


def committee(
    *people: str, day: int = 9, number: str = "44/2026", named: str = "committee"
) -> list[dict[str, Any]]:
    members = [
        {"user": f"${name}", "kind": "MEMBER" if n else "PRESIDENT", "expertise": "servizi sociali"}
        for n, name in enumerate(people)
    ]
    on = f"2026-03-{day:02d}"
    return [
        deed(
            f"{on}T12:30", "davide", "appoint_committee", call="$call", members=members,
            act_number=number, act_date=on, named=named,
        ),
        *(
            deed(
                f"{on}T15:{n}0", name, "declare_conflicts", committee_seat=f"${named}.seats[user=${name}]",
                has_conflict=False, text="Nessun rapporto con gli enti che si sono candidati.",
            )
            for n, name in enumerate(people)
        ),
    ]  # fmt: skip


def sheet(application: str, who: str) -> str:
    return f"${application}.score_sheets[seat__user=${who}]"


def score(
    at: str, who: str, application: str, *, criterion: str = "A", level: str = "0.75"
) -> dict[str, Any]:
    return deed(
        at,
        who,
        "score_criterion",
        score_sheet=sheet(application, who),
        criterion=f"$call.criteria[code={criterion}]",
        coefficient=level,
        reason="Il bisogno è descritto con dati di ogni Comune (pagina 2).",
    )


def leaving(at: str) -> dict[str, Any]:
    return deed(
        at, "marco", "withdraw_member", application="$app1", organisation="$ets2",
        reason="Passi Insieme non ha più operatori per questo servizio.",
    )  # fmt: skip


def entering(at: str, *, refused: str) -> dict[str, Any]:
    return deed(
        at, "elena", "substitute_member", application="$app1", leaving="$ets2", entering="$ets3",
        reason="Passi Insieme ha lasciato il gruppo; Il Ponte prende le sue attività.", refused=refused,
    )  # fmt: skip


def act(number: str, on: str) -> dict[str, Any]:
    reasons = "Visti gli atti del procedimento, richiamati per intero."
    return {"call": "$call", "act_number": number, "act_date": on, "reasons": reasons}
