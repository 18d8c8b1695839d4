# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chronicles of the difficult moments, written from the demo's: `python -m tests.factories.chronicles`.

People, bodies, plan and proposals are those of PIS-2026, in whatever words its chronicle has today; each case adds
its own call and what went differently. The files in `tests/chronicles/` are what this writes (tested).
"""

import copy
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "chronicles"
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


def base() -> dict[str, Any]:
    """The people, the bodies, the district and its plan: the opening of the demo."""
    last = next(n for n, step in enumerate(DEEDS) if step["deed"] == "draft_call")
    return _chronicle("La comunità inventata di Valdora", DEEDS[:last], known=False)


def deserted() -> dict[str, Any]:
    """Nobody applies."""
    return _chronicle(
        "Un avviso a cui non risponde nessuno",
        [
            *_call("DESERTA-2026"),
            deed(
                "2026-02-20T09:00",
                "davide",
                "declare_deserted",
                refused="controllano",
                **_act("40/2026", "2026-02-20"),
            ),
            deed("2026-02-25T12:00", None, "close_call", call="$call"),
            deed("2026-02-26T09:00", "elena", "open_applications", refused="nessuna domanda", call="$call"),
            deed("2026-03-02T11:00", "davide", "declare_deserted", **_act("45/2026", "2026-03-02")),
        ],
    )


def all_excluded() -> dict[str, Any]:
    """Two bodies apply, neither has what the avviso asks."""
    return _chronicle(
        "Un avviso da cui tutti sono esclusi",
        [
            *_call("ESCLUSI-2026"),
            *_applications("app2", "app3"),
            *_opening(),
            *(
                deed(
                    f"2026-03-02T1{n}:00", "elena", "check_admissibility",
                    application=f"${name}", outcome="EXCLUDED", checks=_checks(RUNTS="FAILED"),
                    reasons="L’ente non risulta più iscritto al RUNTS alla data della domanda.",
                )
                for n, name in enumerate(("app2", "app3"))
            ),
            deed(
                "2026-03-05T09:00", "davide", "declare_deserted", refused="è arrivata almeno una domanda",
                **_act("46/2026", "2026-03-05"),
            ),
            deed("2026-03-05T10:00", "davide", "declare_all_excluded", **_act("46/2026", "2026-03-05")),
        ],
    )  # fmt: skip


def drawn() -> dict[str, Any]:
    """Two bodies have the same points: the president draws in public, with two witnesses."""
    return _chronicle(
        "Due domande con gli stessi punti",
        [
            *_call("PARITA-2026", tie_break=["sorteggio_pubblico"], one_criterion=True),
            *_applications("app2", "app3"),
            *_opening(),
            *_admissible("app2", "app3"),
            *_committee("anna", "luca", "chiara"),
            *(
                step
                for n, who in enumerate(("anna", "luca", "chiara"))
                for m, name in enumerate(("app2", "app3"))
                for step in (
                    _score(f"2026-03-1{2 + n}T0{8 + m}:00", who, name),
                    deed(f"2026-03-1{2 + n}T0{8 + m}:30", who, "close_score_sheet", score_sheet=_sheet(name, who)),
                )
            ),
            deed("2026-03-16T09:00", "anna", "close_evaluation", refused="sorteggio pubblico", call="$call"),
            deed(
                "2026-03-17T10:00", "anna", "hold_draw", call="$call", seed="12 45 67 88 90",
                witnesses=["Giulia Ferri", "Pietro Longo"],
            ),
            deed("2026-03-17T10:05", "anna", "close_evaluation", call="$call"),
        ],
    )  # fmt: skip


def recused() -> dict[str, Any]:
    """A member finds out that there is a conflict after scoring: the whole committee is appointed anew."""
    return _chronicle(
        "Chi valuta si astiene dopo aver dato punti",
        [
            *_call("ASTENSIONE-2026", one_criterion=True),
            *_applications("app2", "app3"),
            *_opening(),
            *_admissible("app2", "app3"),
            *_committee("anna", "luca", "chiara"),
            _score("2026-03-12T09:00", "chiara", "app2"),
            deed(
                "2026-03-12T11:00", "chiara", "declare_conflicts", committee_seat="$committee.seats[user=$chiara]",
                has_conflict=True, text="Mia sorella è stata assunta da Casa Aperta.",
            ),
            deed(
                "2026-03-13T09:00", "davide", "replace_member", refused="tutta la commissione",
                committee_seat="$committee.seats[user=$chiara]", user="$ugo",
                reason="Conflitto di interesse dichiarato.", act_number="48/2026", act_date="2026-03-13",
            ),
            *_committee("ugo", "ivo", "lea", day=13, number="49/2026", named="nuova"),
            deed(
                "2026-03-16T12:00", "chiara", "score_criterion", refused="Non fai più parte",
                score_sheet=_sheet("app2", "chiara"), criterion="$call.criteria[code=A]", coefficient="1",
                reason="Il bisogno è descritto con dati di ogni Comune (pagina 2).",
            ),
        ],
        people=NEWCOMERS,
    )  # fmt: skip


def extended() -> dict[str, Any]:
    """A question shows that the avviso was not clear: the term moves, before it expires and for everybody."""
    longer: dict[str, Any] = {
        "call": "$call", "deadline": "2026-03-06T12:00:00+01:00",
        "reason": "La risposta a un quesito chiarisce i costi ammessi: serve tempo a tutti.",
        "act_number": "41/2026", "act_date": "2026-02-24",
    }  # fmt: skip
    return _chronicle(
        "Un termine spostato dopo un quesito",
        [
            *_call("PROROGA-2026"),
            deed(
                "2026-02-10T09:00", "pietro", "ask_question", call="$call", organisation="$ets3", named="quesito",
                text="Si può chiedere il costo di un furgone refrigerato?",
            ),
            *_applications("app2", send=False),
            deed(
                "2026-02-24T18:00", "elena", "answer_question", question="$quesito",
                answer="Sì, per la quota di uso nel progetto.",
            ),
            deed("2026-02-25T11:00", "elena", "extend_deadline", **longer),
            deed("2026-02-25T12:00", None, "close_call", refused="termine", call="$call"),
            deed("2026-03-06T11:59", "giulia", "submit_application", application="$app2"),
            deed("2026-03-06T12:00", None, "close_call", call="$call"),
            deed("2026-03-06T12:01", "elena", "extend_deadline", refused="Si proroga solo", **longer),
        ],
    )  # fmt: skip


def left_before_admission() -> dict[str, Any]:
    """A partner leaves before the admission: the avviso lets nobody in yet, the group goes on without."""
    return _chronicle(
        "Un partner esce prima dell’ammissione",
        [
            *_call("RECESSO1-2026", open_table=True),
            *_applications("app1"),
            *_opening(),
            _leaving("2026-02-27T09:00"),
            _entering("2026-02-27T10:00", refused="non ammette di sostituire"),
            *_admissible("app1", grouped=True),
            deed("2026-03-05T10:00", "davide", "admit_applications", **_act("47/2026", "2026-03-05")),
        ],
    )


def left_after_admission() -> dict[str, Any]:
    """A partner leaves when the table is open: there the avviso admits another in its place."""
    return _chronicle(
        "Un partner esce dopo l’ammissione",
        [
            *_call("RECESSO2-2026", open_table=True),
            *_applications("app1"),
            *_opening(),
            *_admissible("app1", grouped=True),
            deed("2026-03-05T10:00", "davide", "admit_applications", **_act("47/2026", "2026-03-05")),
            deed("2026-03-09T09:00", "elena", "open_table", call="$call", named="table"),
            _leaving("2026-03-10T08:00"),
            _entering("2026-03-10T10:00", refused=""),
            deed(
                "2026-03-11T09:00", "pietro", "confirm_participation", application="$app1", organisation="$ets3",
            ),
        ],
    )  # fmt: skip


CASES = {
    "base": base,
    "deserta": deserted,
    "tutti-esclusi": all_excluded,
    "parita-sorteggio": drawn,
    "astensione": recused,
    "proroga": extended,
    "recesso-prima": left_before_admission,
    "recesso-dopo": left_after_admission,
}


def printed(name: str) -> str:
    """The file of a case."""
    return json.dumps(CASES[name](), ensure_ascii=False, indent=1) + "\n"


def _chronicle(
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


def _call(
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


def _applications(*names: str, send: bool = True) -> list[dict[str, Any]]:
    """The proposals of the demo, written and sent as there."""
    return [
        step
        for step in DEEDS
        if (step.get("as") in names or str(step["with"].get("application", "")).removeprefix("$") in names)
        and step["at"] < "2026-02-25T12:00:00"
        and (send or step["deed"] != "submit_application")
    ]


def _opening() -> list[dict[str, Any]]:
    return [
        deed("2026-02-25T12:00", None, "close_call", call="$call"),
        deed("2026-02-26T09:05", "elena", "open_applications", call="$call"),
    ]


def _checks(*more: str, **outcomes: str) -> list[dict[str, Any]]:
    items = (*ITEMS, "ATTACHMENTS", *more)
    notes = {"FAILED": "cancellato dal RUNTS il 10 febbraio 2026"}
    return [
        {"item": item, "outcome": outcomes.get(item, "OK"), "note": notes.get(outcomes.get(item, ""), "")}
        for item in items
    ]


def _admissible(*names: str, grouped: bool = False) -> list[dict[str, Any]]:
    checks = _checks("GROUP") if grouped else _checks()
    return [
        deed(
            f"2026-03-02T1{n}:00", "elena", "check_admissibility",
            application=f"${name}", outcome="ADMITTED", checks=checks,
        )
        for n, name in enumerate(names)
    ]  # fmt: skip


def _committee(
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


def _sheet(application: str, who: str) -> str:
    return f"${application}.score_sheets[seat__user=${who}]"


def _score(at: str, who: str, application: str) -> dict[str, Any]:
    return deed(
        at, who, "score_criterion", score_sheet=_sheet(application, who), criterion="$call.criteria[code=A]",
        coefficient="0.75", reason="Il bisogno è descritto con dati di ogni Comune (pagina 2).",
    )  # fmt: skip


def _leaving(at: str) -> dict[str, Any]:
    return deed(
        at, "marco", "withdraw_member", application="$app1", organisation="$ets2",
        reason="Passi Insieme non ha più operatori per questo servizio.",
    )  # fmt: skip


def _entering(at: str, *, refused: str) -> dict[str, Any]:
    return deed(
        at, "elena", "substitute_member", application="$app1", leaving="$ets2", entering="$ets3",
        reason="Passi Insieme ha lasciato il gruppo; Il Ponte prende le sue attività.", refused=refused,
    )  # fmt: skip


def _act(number: str, on: str) -> dict[str, Any]:
    reasons = "Visti gli atti del procedimento, richiamati per intero."
    return {"call": "$call", "act_number": number, "act_date": on, "reasons": reasons}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for case in CASES:
        (FOLDER / f"{case}.json").write_text(printed(case))
