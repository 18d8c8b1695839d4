# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""February: questions, four applications, a sealed envelope, a term that passes."""

from datetime import timedelta

from coprogettazione.applications.models import Application
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from tests.story.case import CODE, Case
from tests.story.writing import HOW, go_on, submits, turns_to


def a_question_and_its_answer(case: Case) -> None:
    for deed in ("ask_question", "answer_question"):
        HOW[deed](case, case.next(deed))


def the_group_writes_its_application(case: Case) -> None:
    go_on(case, "submit_application")


def the_check_page_says_what_is_missing(case: Case) -> None:
    """Il Ponte has written its proposal and nothing else."""
    turns_to(case.pietro, "Controlla e invia", "/controlla/")
    case.pietro.sees("Mancano", "Piano economico")
    assert "Invia la domanda" not in [words for words, _address in case.pietro.page.links]


def the_lead_submits(case: Case) -> None:
    submits(case, case.next("submit_application"))


def nobody_reads_a_sealed_application(case: Case) -> None:
    """Neither the officer, nor who administers the system, nor another applicant; not even that it is there."""
    case.a_minute_later()
    sealed = Application.objects.get(call=case.call, lead=case.body("ets1")).pk
    statute = Application.objects.get(pk=sealed).attachments.earliest("pk").file_id
    case.elena.reads(f"/fascicoli/{CODE}/", "Sigillate fino a")
    case.elena.does_not_see("La Lanterna")
    case.elena.follows("Domande arrivate")
    case.elena.does_not_see("La Lanterna", "Nessuno resta fuori")
    case.elena.reads(f"/fascicoli/{CODE}/registro/")
    case.elena.does_not_see("La Lanterna", "Nessuno resta fuori", "Ada Fontana")
    for person in (case.elena, case.davide, case.irene, case.administrator, case.teresa, case.giulia):
        for address in ("leggi", "requisiti", "stato", "controlla", "bozza.pdf"):
            tail = address if "." in address else f"{address}/"
            answer = person.tries(f"/domande/{sealed}/{tail}")
            assert answer.status in (403, 404), f"{person} reads {answer.address}"
            assert "Nessuno resta fuori" not in answer.text
        assert person.tries(f"/file/{statute}/").status in (403, 404)


def the_others_apply(case: Case) -> None:
    go_on(case, "close_call")


def the_term_passes_while_one_is_about_to_submit(case: Case) -> None:
    """The page was open before noon; the button is pressed three minutes and some seconds after."""
    closing = case.upcoming_at
    case.clock(closing - timedelta(seconds=30))
    case.bruno.takes_up("Completa e invia la domanda")
    case.bruno.follows("Invia la domanda")
    closed = case.next("close_call")
    case.time_passes(closed.at + STILL_AT_THE_DOOR)
    case.citizen.reads("/avvisi/")
    late = case.next("submit_application")
    late.who.is_refused("Invia la domanda", {}, late.refusal)


def the_late_one_leaves_a_trace(case: Case) -> None:
    trace = case.next("record_late_application")
    trace.who.follows("Torna alla domanda")
    trace.who.follows("Lascia traccia della domanda fuori termine")
    trace.who.does("Annota la domanda fuori termine", {}, "Fuori termine, non aperta", "dopo il termine di")


def tell(case: Case) -> None:
    """In order."""
    a_question_and_its_answer(case)
    the_group_writes_its_application(case)
    the_check_page_says_what_is_missing(case)
    the_lead_submits(case)
    nobody_reads_a_sealed_application(case)
    the_others_apply(case)
    the_term_passes_while_one_is_about_to_submit(case)
    the_late_one_leaves_a_trace(case)
