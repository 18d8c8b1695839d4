# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an application is written, page by page: one function for each thing an applicant does."""

from collections.abc import Callable

from coprogettazione.calls.models import AnsweredBy, standard_form
from coprogettazione.calls.queries import read_form
from tests.story.case import Case, Doing, file_of
from tests.story.people import Person

CALL = "Pronto intervento sociale di prossimità"


def turns_to(person: Person, step: str, mark: str) -> None:
    """Go to a step of one's application: by the steps on the page, or from one's list. `mark` is a word of
    the address.
    """
    page = getattr(person, "page", None)
    if page is None or "/domande/" not in page.address or not person.is_still_in():
        person.at_the_desk()
        person.follows("Domande")
        person.follows(CALL)
    if mark not in person.page.address:
        person.follows(step)


def begins(case: Case, doing: Doing) -> None:
    """From the public page of the avviso."""
    doing.who.reads("/avvisi/")
    doing.who.follows(CALL)
    doing.who.follows("Prepara la domanda")
    doing.who.does("Inizia la domanda", organisation=case.body(doing.body).pk, form=doing["form"])
    doing.who.sees("Il tuo ente", case.body(doing.body).known_as)


def composes_the_group(case: Case, doing: Doing) -> None:
    turns_to(doing.who, "Il gruppo", "/gruppo/")
    doing.who.fills_rows("Salva il gruppo", {"members": doing["members"]}, form=doing["form"])
    doing.who.sees("Passi Insieme", "70", "30", "Deve ancora prendere l’impegno")


def answers_a_question(case: Case, doing: Doing) -> None:
    question = read_form(standard_form()).question(doing["key"])
    assert question is not None
    if question.by == AnsweredBy.LEAD:
        turns_to(doing.who, "La proposta", "/modulo/proposta/")
    else:
        turns_to(doing.who, "La parte di ogni ente", "/modulo/parte/")
    button = f"Salva «{question.label}»"
    if question.is_short:
        doing.who.does(button, value=doing["value"])
        return
    # The rest is saved while one types, as most people do.
    saved = doing.who.saves_quietly(button, {"value": doing["value"]})
    assert saved["status"] == 200
    assert saved["version"] == 1
    if question.key == "needs":
        doing.who.follows("Il gruppo")
        doing.who.follows("La proposta", doing["value"][:60])


def says_how_much_is_asked(case: Case, doing: Doing) -> None:
    turns_to(doing.who, "Piano economico", "/piano/")
    doing.who.does("Salva il piano", {"grant-amount": doing["amount"]})


def describes_the_body(case: Case, doing: Doing) -> None:
    turns_to(doing.who, "Il tuo ente", "/ente/")
    told = {name: doing[name] for name in ("title", "operators", "volunteers")}
    doing.who.does("Salva e vai al gruppo", told)


def plans_the_money(case: Case, doing: Doing) -> None:
    turns_to(doing.who, "Piano economico", "/piano/")
    doing.who.fills_rows("Salva il piano", {"lines": doing["lines"]})
    total = sum(line["amount"] for line in doing["lines"] if line["source"] == "PUBLIC")
    doing.who.sees(f"{total:,}".replace(",", "."))


def attaches(case: Case, doing: Doing) -> None:
    question = read_form(standard_form()).question(doing["key"])
    assert question is not None
    turns_to(doing.who, "Dichiarazioni e allegati", "/modulo/dichiarazioni/")
    doing.who.does(f"Carica «{question.label}»", file=file_of(doing["file"]))
    doing.who.sees(doing["file"]["name"])


def declares(case: Case, doing: Doing) -> None:
    turns_to(doing.who, "Dichiarazioni e allegati", "/modulo/dichiarazioni/")
    doing.who.does("Rendi le dichiarazioni", {}, "Rese 9 su 9", declarations=doing["declarations"])


def commits_the_body(case: Case, doing: Doing) -> None:
    turns_to(doing.who, "Il gruppo", "/gruppo/")
    doing.who.does("Prendi l’impegno", {}, "Impegno preso")


def submits(case: Case, doing: Doing) -> None:
    """And keeps the receipt."""
    doing.who.takes_up("Completa e invia la domanda", "La domanda, in breve")
    doing.who.follows("Invia la domanda")
    doing.who.does("Invia la domanda", {}, "La domanda è arrivata", "Impronta (SHA-256)")
    assert doing.who.downloads("Scarica la ricevuta").startswith(b"%PDF-")


def asks(case: Case, doing: Doing) -> None:
    """From the public page."""
    doing.who.reads("/avvisi/")
    doing.who.follows(CALL)
    doing.who.follows("Invia un quesito")
    doing.who.does("Manda la domanda", {}, "Fatto, ed è nel registro", text=doing["text"])


def answers(case: Case, doing: Doing) -> None:
    """From the dossier; then everybody reads it, without the name of who asked."""
    doing.who.at_the_desk()
    doing.who.follows(CALL)
    doing.who.follows("Quesiti", "da rispondere")
    doing.who.does("Pubblica la risposta", answer=doing["answer"])
    case.citizen.reads("/avvisi/pis-2026/", doing["answer"].split(":")[0])
    for name in ("Colombo", "Rinaldi", "Longo"):
        case.citizen.does_not_see(name)


HOW: dict[str, Callable[[Case, Doing], None]] = {
    "start_application": begins,
    "set_partnership": composes_the_group,
    "save_answer": answers_a_question,
    "save_requested_grant": says_how_much_is_asked,
    "save_member": describes_the_body,
    "save_plan": plans_the_money,
    "attach_file": attaches,
    "make_declarations": declares,
    "confirm_participation": commits_the_body,
    "submit_application": submits,
    "ask_question": asks,
    "answer_question": answers,
}


def go_on(case: Case, *until: str) -> None:
    """Everything up to one of these deeds, as the chronicle has it."""
    for deed in case.before(*until):
        HOW[deed](case, case.next(deed))
