# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How people work at a table: meet, write the minutes, write the project, save its versions, divide the money."""

from collections.abc import Callable
from typing import Any

from tests.story.case import Case, Doing
from tests.story.people import Person

CALL = "Pronto intervento sociale di prossimità"


def sits_down(person: Person, tab: str = "") -> None:
    """Go to the table from the bar, and there to one of its parts."""
    if not (person.is_still_in() and "/tavolo/" in person.page.address):
        person.at_the_desk()
        person.follows("Tavoli")
        person.follows(CALL)
    if tab:
        person.follows(tab)


def convenes(case: Case, doing: Doing) -> None:
    """The desk asks for it; too near a day is refused."""
    doing.who.takes_up("Convoca un incontro, o concludi il tavolo")
    typed = {
        "place": doing["place"],
        "mode": doing["mode"],
        "agenda": "\n".join(doing["agenda"]),
    }
    if case.is_first(doing):
        tomorrow = f"{doing.at.date().isoformat()}T23:00"
        doing.who.is_refused("Convoca l’incontro", typed, "giorni", starts_at=tomorrow)
    doing.who.does("Convoca l’incontro", typed, "Incontro convocato", starts_at=doing["starts_at"][:16])
    if case.is_first(doing):
        case.ada.is_told("incontro", doing["agenda"][0])


def records_attendance(case: Case, doing: Doing) -> None:
    """The facilitator is asked for it; the officer, who was there, does it from the table."""
    if case.is_first(doing):
        case.paolo.at_the_desk("Segna chi è presente")
    sits_down(doing.who, "Incontri e compiti")
    doing.who.follows("Segna chi era presente")
    fields = {}
    for row in doing["attendance"]:
        person = next(name for name, p in case.people.items() if p.email == row["person"])
        pk = case.body(person).pk
        fields |= {f"presence_{pk}": row.get("presence", "PRESENT"), f"note_{pk}": row.get("note", "")}
    doing.who.does("Salva le presenze", fields, "Presenze salvate")


def drafts_minutes(case: Case, doing: Doing) -> None:
    if case.is_first(doing):
        case.paolo.at_the_desk("Scrivi la bozza del verbale")
    sits_down(doing.who, "Incontri e compiti")
    doing.who.does("Scrivi il verbale")
    doing.who.follows("Scrivi come testo semplice")
    rows = [
        {
            "title": point["title"],
            "discussion": point["discussion"],
            "inputs": "\n".join(point["inputs"]),
            "decisions": "\n".join(point["decisions"]),
        }
        for point in doing["points"]
    ]
    facts = doing.facts
    typed = {
        "ended_at": facts["ended_at"][:16],
        "recap": facts.get("recap", ""),
        "synthesis": facts.get("synthesis", ""),
        "next_starts_at": (facts.get("next_starts_at") or "")[:16],
        "next_place": facts.get("next_place", ""),
    }
    doing.who.fills_rows("Salva la bozza del verbale", {"points": rows}, "Bozza salvata", **typed)


def number_of(doing: Doing) -> str:
    """The minutes as the page calls them: `Verbale 3`."""
    return f"Verbale {doing['minutes'][-1]}"


def circulates(case: Case, doing: Doing) -> None:
    doing.who.takes_up("Invia la bozza del verbale agli enti presenti")
    doing.who.follows(number_of(doing))
    doing.who.does("Invia la bozza ai presenti")


def approves_minutes(case: Case, doing: Doing) -> None:
    doing.who.takes_up("Leggi e approva la bozza del verbale")
    doing.who.follows(number_of(doing), "non ha ancora risposto")
    doing.who.does("Approva il verbale", {}, "approva (")


def closes_minutes(case: Case, doing: Doing) -> None:
    doing.who.takes_up("Valida il verbale")
    doing.who.follows(number_of(doing))
    doing.who.does("Chiudi il verbale", {}, "La copia senza i nomi delle persone è pubblica")
    doing.who.does_not_see("Riapri la bozza")


def opens_a_chapter(person: Person, code: str) -> None:
    """From the chapters at the side."""
    sits_down(person, "Progetto")
    address = next(url for _words, url in person.page.links if url.endswith(f"/capitolo/{code}/"))
    person.reads(address)
    person.follows("Scrivi il capitolo")


def code_of(doing: Doing) -> str:
    """Which chapter: `$table.chapters[code=azioni]`."""
    return str(doing["chapter"]).rpartition("=")[2].rstrip("]")


def writes_a_chapter(case: Case, doing: Doing) -> None:
    opens_a_chapter(doing.who, code_of(doing))
    doing.who.does("Salva il capitolo", text=doing["text"])


def saves_a_version(case: Case, doing: Doing) -> None:
    sits_down(doing.who, "Versioni")
    typed: dict[str, Any] = {"final": "on"} if doing.facts.get("final") else {}
    doing.who.does("Salva la versione", {**typed, "label": doing["label"]}, doing["label"])


def proposes(case: Case, doing: Doing) -> None:
    sits_down(doing.who, "Incontri e compiti")
    doing.who.follows("Fai una proposta al tavolo")
    doing.who.does("Aggiungi la proposta", {}, "Proposta aggiunta", text=doing["text"])


def answers_a_proposal(case: Case, doing: Doing) -> None:
    sits_down(doing.who, "Incontri e compiti")
    about = {"$proposta_sere": "Portare a quattro le sere", "$proposta_h24": "Tenere la centrale aperta"}
    doing.who.follows("Rispondi alla proposta", beside=about[doing["contribution"]])
    doing.who.does(
        "Salva la risposta", {}, "Risposta salvata", outcome=doing["outcome"], reason=doing["reason"]
    )


def says_what_a_body_does(case: Case, doing: Doing) -> None:
    sits_down(doing.who, "Progetto")
    doing.who.reads(next(url for _words, url in doing.who.page.links if url.endswith("/capitolo/ruoli/")))
    doing.who.follows(f"Scrivi che cosa fa {case.body(doing.body).known_as}")
    doing.who.does("Salva ruolo e impegni", role=doing["role"], commitments=doing["commitments"])


def accepts(case: Case, doing: Doing) -> None:
    sits_down(doing.who, "Incontri e compiti")
    doing.who.follows("Leggi e accetta il testo definitivo")
    doing.who.does("Accetta il testo definitivo", {}, case.body(doing.body).known_as)


HOW: dict[str, Callable[[Case, Doing], None]] = {
    "convene_session": convenes,
    "record_attendance": records_attendance,
    "draft_minutes": drafts_minutes,
    "circulate_minutes": circulates,
    "approve_minutes": approves_minutes,
    "freeze_minutes": closes_minutes,
    "save_chapter": writes_a_chapter,
    "save_version": saves_a_version,
    "propose_contribution": proposes,
    "answer_contribution": answers_a_proposal,
    "agree_role": says_what_a_body_does,
    "accept_final_text": accepts,
}


def go_on(case: Case, *until: str) -> None:
    """Everything up to one of these deeds, as the chronicle has it."""
    for deed in case.before(*until):
        HOW[deed](case, case.next(deed))
