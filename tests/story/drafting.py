# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""January: the avviso is written, checked, authorised and published."""

from typing import Any

from tests.story.case import CODE, Case, Doing

LEVELS = {"1": "level_4", "0.75": "level_3", "0.5": "level_2", "0.25": "level_1", "0": "level_0"}


def the_office_opens_a_dossier(case: Case) -> None:
    draft = case.next("draft_call")
    draft.who.at_the_desk()
    draft.who.follows("Fascicoli")
    draft.who.follows("Apri un nuovo fascicolo")
    draft.who.does(
        "Apri il fascicolo",
        code=draft["code"],
        call_title=draft["title"],
        procedure_officer=case.body("elena").pk,
        executive_officer=case.body("davide").pk,
    )
    draft.who.sees(
        "Scrivi la finalità", "Scrivi il CUP, o perché non serve", "Scegli come si individuano i partner"
    )


def the_eight_parts_are_written(case: Case) -> None:
    draft = case.next("save_call_draft")
    writer, facts = draft.who, dict(draft["facts"])
    writer.at_the_desk()
    writer.follows("Pronto intervento sociale di prossimità")
    writer.follows("Avviso")
    comuni = list(case.named["distretto"].comuni.filter(name__in=facts["comuni"]))
    typed: dict[str, Any] = {
        **facts,
        "objective": case.named["piano"].objectives.get(code="SP1.2").pk,
        "comuni": [comune.pk for comune in comuni],
    }
    writer.follows("Scrivi in breve che cosa cerca l’avviso")
    for number in range(8):
        part = writer.page.form("Salva e resta qui")[0].offers()
        said = {name: value for name, value in typed.items() if name in part and not name.startswith("tie")}
        assert said, f"{writer.page.heading} asks nothing that the avviso says"
        for name in said:
            typed.pop(name)
        writer.does("Salva e controlla" if number == 7 else "Salva e vai avanti", said)
    assert set(typed) == {"tie_break"}, "every fact has its place in one of the eight parts"


def the_criteria_make_a_hundred_points(case: Case) -> None:
    criteria = case.next("save_criteria")
    writer = criteria.who
    writer.reads(f"/fascicoli/{CODE}/avviso/")
    writer.follows("Criteri")
    rows = [
        {
            "code": row["code"],
            "text": row["text"],
            "max_points": row["max_points"],
            "question": row["question"],
            **{LEVELS[level]: words for level, words in row["levels"].items()},
        }
        for row in criteria["criteria"]
    ]
    writer.fills_rows("Salva e resta qui", {"criteria": rows})
    writer.sees("Totale: 100", "su 100 punti")
    writer.does("Salva e vai avanti", tie_break_0="B", tie_break_1="A", tie_break_2="sorteggio_pubblico")


def words_of_procurement_and_a_wrong_cup_are_told(case: Case) -> None:
    """The page says at once what would make the avviso fall; the text that was right is put back."""
    case.a_minute_later()
    case.irene.reads(f"/fascicoli/{CODE}/avviso/risorse/")
    right = case.irene.page.form("Salva e resta qui")[0].filled()
    case.irene.does(
        "Salva e resta qui",
        cup="X00X2600000000",
        expected_contribution="L’appaltatore offre un ribasso sulla base d’asta.",
    )
    case.irene.follows("Controlla", "CUP")
    case.irene.sees("ribasso")
    case.irene.reads(f"/fascicoli/{CODE}/avviso/risorse/")
    case.irene.does(
        "Salva e resta qui",
        cup="X00X 2600 0000 001",
        expected_contribution=right["expected_contribution"][0],
    )


def nobody_authorises_while_something_is_missing(case: Case) -> None:
    case.davide.reads(f"/fascicoli/{CODE}/avviso/", "Manca una cosa", "Il RUP deve dichiarare")
    assert "Autorizza l’avviso" not in [words for words, _address in case.davide.page.links]
    case.davide.reads(f"/fascicoli/{CODE}/authorise_call/{case.call.pk}/")
    case.davide.is_refused("Autorizza l’avviso", {}, "conflitti", act_number="31/2026", act_date="2026-01-14")


def the_officer_declares_her_conflicts(case: Case) -> None:
    declared = case.next("declare_officer_conflicts")
    declared.who.takes_up("Dichiara se hai conflitti di interesse")
    declared.who.does("Dichiara", {}, "Fatto, ed è nel registro", has_conflict="no", text=declared["text"])


def the_executive_authorises(case: Case) -> None:
    act = case.next("authorise_call")
    act.who.takes_up("Autorizza l’avviso con la determina di indizione", "L’avviso è completo")
    act.who.follows("Autorizza l’avviso", "180.000")
    act.who.does(
        "Autorizza l’avviso",
        {},
        "Fatto, ed è nel registro",
        act_number=act["act_number"],
        act_date=act["act_date"],
    )
    case.citizen.reads("/avvisi/")
    assert "Pronto intervento sociale" not in case.citizen.page.text


def the_officer_publishes(case: Case) -> None:
    act = case.next("publish_call")
    act.who.takes_up("Pubblica l’avviso")
    act.who.does("Pubblica l’avviso", published(act), "Fatto, ed è nel registro")
    act.who.follows("Torna al fascicolo", "Sigillate fino a")
    case.citizen.reads("/")
    case.citizen.reads("/avvisi/", "Pronto intervento sociale di prossimità")
    case.citizen.follows("Pronto intervento sociale di prossimità", "180.000", "25 febbraio")


def published(act: Doing) -> dict[str, str]:
    """The terms as they are typed, in Rome."""
    return {name: act[name][:16] for name in ("deadline", "questions_deadline")}


def tell(case: Case) -> None:
    """In order."""
    the_office_opens_a_dossier(case)
    the_eight_parts_are_written(case)
    the_criteria_make_a_hundred_points(case)
    words_of_procurement_and_a_wrong_cup_are_told(case)
    nobody_authorises_while_something_is_missing(case)
    the_officer_declares_her_conflicts(case)
    the_executive_authorises(case)
    the_officer_publishes(case)
