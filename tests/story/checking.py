# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The end of February and the first days of March: the envelopes are opened, the requirements checked, a gap cured."""

from typing import Any

from coprogettazione.applications.models import CheckItem
from tests.story.case import CODE, Case, file_of

WHO = {"app1": "La Lanterna", "app2": "Casa Aperta", "app3": "Il Ponte"}


def the_officer_opens_them_all_at_once(case: Case) -> None:
    opening = case.next("open_applications")
    opening.who.takes_up("Apri le domande")
    opening.who.does("Apri le domande", {}, "Fatto, ed è nel registro")
    opening.who.follows("Torna al fascicolo", "La Lanterna", "Casa Aperta", "Il Ponte")
    opening.who.follows("Domande arrivate", "ha aperto 3 domande", "Fuori termine: 1")
    opening.who.does_not_see("Mutua Valdora con")


def reading_leaves_a_trace(case: Case) -> None:
    case.a_minute_later()
    case.elena.reads(f"/fascicoli/{CODE}/istruttoria/")
    case.elena.follows(
        "La Lanterna",
        "Nessuno resta fuori",
        "Lettura dei bisogni",
        "Coordinatrice e quattro operatori",
    )
    case.elena.reads(f"/fascicoli/{CODE}/registro/", "ha letto una domanda")


def the_protocol_is_noted(case: Case) -> None:
    for _application in WHO:
        note = case.next("record_protocol")
        note.who.reads(f"/fascicoli/{CODE}/istruttoria/")
        note.who.follows("Controlla i requisiti", beside=WHO[note["application"][1:]])
        note.who.follows("Annota il protocollo dell’ufficio")
        note.who.does("Annota il protocollo", number=note["number"], on=note["on"])
    case.elena.follows("Domande del fascicolo", "prot. 0001201/2026", "prot. 0001264/2026")


def ticks(case: Case, checks: list[dict[str, Any]]) -> dict[str, str]:
    """The items of the checklist that is open as the chronicle decided them, whatever their place."""
    decided = {str(CheckItem(check["item"]).label): check for check in checks}
    form = case.elena.page.form("Salva i controlli")[0]
    fields = {}
    for name, (control, *_others) in form.offers().items():
        if name.startswith("item_"):
            check = decided[case.elena.page.labelled(control)]
            fields |= {name: check["outcome"], name.replace("item", "note"): check["note"]}
    assert fields
    return fields


def two_are_in_order(case: Case) -> None:
    check = case.next("check_admissibility")
    check.who.takes_up("Controlla i requisiti", about=WHO[check["application"][1:]])
    check.who.does("Decidi sulla domanda", ticks(case, check["checks"]), outcome=check["outcome"])


def one_lacks_a_signature(case: Case) -> None:
    saved = case.next("save_checks")
    saved.who.takes_up("Controlla i requisiti", about="Casa Aperta")
    saved.who.does("Salva i controlli", ticks(case, saved["checks"]))
    saved.who.sees("Requisiti di Casa Aperta")
    asked = case.next("request_cure")
    asked.who.follows("Chiedi di completarla")
    asked.who.is_refused("Manda la richiesta", {}, "giorni", due="2026-03-03")
    asked.who.does("Manda la richiesta", words_0=asked["gaps"][0]["words"], due=asked["due"])
    asked.who.sees("Richiesta di integrazione")


def the_gap_is_cured(case: Case) -> None:
    answer = case.next("answer_cure")
    answer.who.takes_up("Rispondi alla richiesta di integrazione", "firma digitale sul piano economico")
    answer.who.does("Manda la risposta", text=answer["text"], file_1=file_of(answer["files"][0]))
    answer.who.sees("piano-economico-firmato.pdf")
    decision = case.next("resolve_cure")
    decision.who.takes_up("Decidi sull’integrazione", "piano-economico-firmato.pdf")
    decision.who.does("Decidi", outcome=decision["outcome"], reasons=decision["reasons"])


def tell(case: Case) -> None:
    """In order."""
    the_officer_opens_them_all_at_once(case)
    the_protocol_is_noted(case)
    reading_leaves_a_trace(case)
    two_are_in_order(case)
    one_lacks_a_signature(case)
    two_are_in_order(case)
    the_gap_is_cured(case)
