# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chronicles of the difficult moments, written from the demo's: `python -m tests.factories.chronicles`.

People, bodies, plan and proposals are those of PIS-2026, in whatever words its chronicle has today; each case adds
its own call and what went differently. The files in `tests/chronicles/` are what this writes (tested).
"""

import json
from typing import Any

from tests.factories.collegial_chronicle import collegial
from tests.factories.divided_chronicle import divided
from tests.factories.exclusion_chronicle import excluded_at_the_table
from tests.factories.telling import (
    DEEDS,
    NEWCOMERS,
    ROOT,
    act,
    admissible,
    applications,
    call,
    checks,
    chronicle,
    committee,
    deed,
    entering,
    leaving,
    opening,
    score,
    sheet,
)

FOLDER = ROOT / "tests" / "chronicles"


def base() -> dict[str, Any]:
    """The people, the bodies, the district and its plan: the opening of the demo."""
    last = next(n for n, step in enumerate(DEEDS) if step["deed"] == "draft_call")
    return chronicle("La comunità inventata di Valdora", DEEDS[:last], known=False)


def deserted() -> dict[str, Any]:
    """Nobody applies."""
    return chronicle(
        "Un avviso a cui non risponde nessuno",
        [
            *call("DESERTA-2026"),
            deed(
                "2026-02-20T09:00",
                "davide",
                "declare_deserted",
                refused="controllano",
                **act("40/2026", "2026-02-20"),
            ),
            deed("2026-02-25T12:00", None, "close_call", call="$call"),
            deed("2026-02-26T09:00", "elena", "open_applications", refused="nessuna domanda", call="$call"),
            deed("2026-03-02T11:00", "davide", "declare_deserted", **act("45/2026", "2026-03-02")),
        ],
    )


def all_excluded() -> dict[str, Any]:
    """Two bodies apply, neither has what the avviso asks."""
    return chronicle(
        "Un avviso da cui tutti sono esclusi",
        [
            *call("ESCLUSI-2026"),
            *applications("app2", "app3"),
            *opening(),
            *(
                deed(
                    f"2026-03-02T1{n}:00", "elena", "check_admissibility",
                    application=f"${name}", outcome="EXCLUDED", checks=checks(RUNTS="FAILED"),
                    reasons="L’ente non risulta più iscritto al RUNTS alla data della domanda.",
                )
                for n, name in enumerate(("app2", "app3"))
            ),
            deed(
                "2026-03-05T09:00", "davide", "declare_deserted", refused="è arrivata almeno una domanda",
                **act("46/2026", "2026-03-05"),
            ),
            deed("2026-03-05T10:00", "davide", "declare_all_excluded", **act("46/2026", "2026-03-05")),
        ],
    )  # fmt: skip


def drawn() -> dict[str, Any]:
    """Two bodies have the same points: the president draws in public, with two witnesses."""
    return chronicle(
        "Due domande con gli stessi punti",
        [
            *call("PARITA-2026", tie_break=["sorteggio_pubblico"], one_criterion=True),
            *applications("app2", "app3"),
            *opening(),
            *admissible("app2", "app3"),
            *committee("anna", "luca", "chiara"),
            *(
                step
                for n, who in enumerate(("anna", "luca", "chiara"))
                for m, name in enumerate(("app2", "app3"))
                for step in (
                    score(f"2026-03-1{2 + n}T0{8 + m}:00", who, name),
                    deed(f"2026-03-1{2 + n}T0{8 + m}:30", who, "close_score_sheet", score_sheet=sheet(name, who)),
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
    return chronicle(
        "Chi valuta si astiene dopo aver dato punti",
        [
            *call("ASTENSIONE-2026", one_criterion=True),
            *applications("app2", "app3"),
            *opening(),
            *admissible("app2", "app3"),
            *committee("anna", "luca", "chiara"),
            score("2026-03-12T09:00", "chiara", "app2"),
            deed(
                "2026-03-12T11:00", "chiara", "declare_conflicts", committee_seat="$committee.seats[user=$chiara]",
                has_conflict=True, text="Mia sorella è stata assunta da Casa Aperta.",
            ),
            deed(
                "2026-03-13T09:00", "davide", "replace_member", refused="tutta la commissione",
                committee_seat="$committee.seats[user=$chiara]", user="$ugo",
                reason="Conflitto di interesse dichiarato.", act_number="48/2026", act_date="2026-03-13",
            ),
            *committee("ugo", "ivo", "lea", day=13, number="49/2026", named="nuova"),
            deed(
                "2026-03-16T12:00", "chiara", "score_criterion", refused="Non fai più parte",
                score_sheet=sheet("app2", "chiara"), criterion="$call.criteria[code=A]", coefficient="1",
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
    return chronicle(
        "Un termine spostato dopo un quesito",
        [
            *call("PROROGA-2026"),
            deed(
                "2026-02-10T09:00", "pietro", "ask_question", call="$call", organisation="$ets3", named="quesito",
                text="Si può chiedere il costo di un furgone refrigerato?",
            ),
            *applications("app2", send=False),
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
    return chronicle(
        "Un partner esce prima dell’ammissione",
        [
            *call("RECESSO1-2026", open_table=True),
            *applications("app1"),
            *opening(),
            leaving("2026-02-27T09:00"),
            entering("2026-02-27T10:00", refused="non ammette di sostituire"),
            *admissible("app1", grouped=True),
            deed("2026-03-05T10:00", "davide", "admit_applications", **act("47/2026", "2026-03-05")),
        ],
    )


def left_after_admission() -> dict[str, Any]:
    """A partner leaves when the table is open: there the avviso admits another in its place."""
    return chronicle(
        "Un partner esce dopo l’ammissione",
        [
            *call("RECESSO2-2026", open_table=True),
            *applications("app1"),
            *opening(),
            *admissible("app1", grouped=True),
            deed("2026-03-05T10:00", "davide", "admit_applications", **act("47/2026", "2026-03-05")),
            deed("2026-03-09T09:00", "elena", "open_table", call="$call", named="table"),
            leaving("2026-03-10T08:00"),
            entering("2026-03-10T10:00", refused=""),
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
    "per-temi": divided,
    "esclusa-dopo": excluded_at_the_table,
    "collegiale": collegial,
}


def printed(name: str) -> str:
    """The file of a case."""
    return json.dumps(CASES[name](), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for case in CASES:
        (FOLDER / f"{case}.json").write_text(printed(case))
