# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""March: the committee, its points and its reasons, and who sits at the table."""

from decimal import Decimal

from tests.story.case import CODE, Case, Doing
from tests.story.checking import WHO
from tests.story.pages import choices


def the_committee_is_appointed(case: Case) -> None:
    act = case.next("appoint_committee")
    act.who.takes_up("Nomina la commissione", "Casa Aperta")
    typed = {"act_number": act["act_number"], "act_date": act["act_date"]}
    for place, member in zip(("president", "member_1", "member_2"), act["members"], strict=True):
        typed |= {place: case.body(member["user"]).pk, f"{place}_expertise": member["expertise"]}
    act.who.is_refused("Nomina la commissione", {**typed, "member_3": case.body("irene").pk}, "dispari")
    act.who.does("Nomina la commissione", {**typed, "member_3": ""}, "Anna Riva", "dichiarazione da rendere")


def each_declares_conflicts_before_reading(case: Case) -> None:
    for name in ("anna", "luca", "chiara"):
        declared = case.next("declare_conflicts")
        assert declared.who is case.people[name]
        declared.who.takes_up("Dichiara se hai conflitti con gli enti candidati", "La Lanterna", "Il Ponte")
        declared.who.does("Rendi la dichiarazione", has_conflict="no", text=declared["text"])


def scores(case: Case, doing: Doing) -> None:
    """One criterion; the first sheet is found from the committee's page, the next from the one just closed."""
    who = doing.who
    applicant, letter = WHO[doing["score_sheet"][1:5]], doing["criterion"][-2]
    if letter == "A" and who.is_still_in() and "/scheda/" in who.page.address:
        who.follows("Passa alla prossima domanda", applicant)
    elif letter == "A":
        who.at_the_desk()
        who.follows("Commissione")
        who.follows("Compila la tua scheda", beside=applicant)
    if case.is_first(doing):
        who.is_refused("Salva e…", {}, "un punteggio senza motivazione non vale", coefficient=level(doing))
    who.does("Salva e…", coefficient=level(doing), reason=doing["reason"])


def level(doing: Doing) -> str:
    """The level offered that has this coefficient."""
    offered = choices(doing.who.page.form("Salva e…", ["coefficient"])[0].offers()["coefficient"]) or {}
    return next(value for value in offered if Decimal(value) == Decimal(doing["coefficient"]))


def the_sheets_are_filled_in_one_by_one(case: Case) -> None:
    for deed in case.before("close_evaluation"):
        doing = case.next(deed)
        if deed == "score_criterion":
            scores(case, doing)
        else:
            doing.who.does("Chiudi la scheda", {}, "Punti e motivazioni di")
        if len([done for done in case.done if done.deed == "close_score_sheet"]) == 1:
            nobody_reads_a_colleague_before_closing(case)


def nobody_reads_a_colleague_before_closing(case: Case) -> None:
    """Anna has closed her sheet of the first application; Luca has still to write his."""
    sheet = case.anna.page.address
    assert case.luca.tries(sheet).status == 403
    assert case.elena.tries(sheet).status == 403
    assert case.ada.tries(sheet).status == 403


def the_ranking_forms_itself(case: Case) -> None:
    closing = case.next("close_evaluation")
    closing.who.takes_up("Chiudi la valutazione e forma la graduatoria")
    closing.who.does(
        "Chiudi i lavori", {}, "1° posto: La Lanterna", "81,25", "68,75", "51,25", "sotto la soglia"
    )


def the_executive_admits(case: Case) -> None:
    act = case.next("admit_applications")
    act.who.takes_up("Decidi chi siede al tavolo", "81,25")
    act.who.does(
        "Adotta la determina di ammissione",
        act_number=act["act_number"],
        act_date=act["act_date"],
        reasons=act["reasons"],
    )


def everybody_is_told(case: Case) -> None:
    """In the messages, by e-mail once the sweep has run, and on the public page."""
    case.a_minute_later()
    case.time_passes(case.now)
    case.ada.is_told("Ammessa al tavolo", "81,25")
    case.pietro.is_told("Esito della domanda", "51,25", "sotto la soglia")
    case.pietro.reads("/domande/")
    case.pietro.follows("Pronto intervento sociale di prossimità")
    case.pietro.follows("Leggi l’esito", "Anna Riva", "Chiara Galli", "Tribunale amministrativo regionale")
    assert case.bruno.tries(case.pietro.page.address).status == 403
    told = {message.to[0] for message in case.post if "Pronto intervento" in message.subject}
    assert {case.people[name].email for name in ("ada", "marco", "giulia", "pietro")} <= told
    case.citizen.reads("/avvisi/pis-2026/", "74/2026")
    case.teresa.reads(f"/fascicoli/{CODE}/", "81,25")


def tell(case: Case) -> None:
    """In order."""
    the_committee_is_appointed(case)
    each_declares_conflicts_before_reading(case)
    the_sheets_are_filled_in_one_by_one(case)
    the_ranking_forms_itself(case)
    the_executive_admits(case)
    everybody_is_told(case)
