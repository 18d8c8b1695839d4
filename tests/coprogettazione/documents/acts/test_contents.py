# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each act must say is in it, from the facts of the procedure (DM 72/2021; art. 3, l. 241/1990)."""

from datetime import date
from typing import Any

import pytest

from coprogettazione.calls.documents import notice_facts, opening_facts
from coprogettazione.calls.models import Call
from coprogettazione.documents.documents import render_page
from coprogettazione.documents.models import Paper, PaperKind
from tests.factories.calls import DRAFTED, PUBLISHED, make_call
from tests.factories.evaluation import make_admitted

pytestmark = pytest.mark.django_db
BODY = {"name": "Ambito di Valdora"}


def words_of(template: str, facts: dict[str, Any]) -> str:
    page = render_page(template, {"body": BODY, "title": "Atto", **facts})
    return " ".join(page.words.replace("\xa0", " ").split())


def draft(**facts: Any) -> Call:
    return make_call("DRAFT", **facts)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"eligible_sections": ["APS", "ODV"]}, "Sezioni del RUNTS ammesse"),
        ({"eligible_sections": []}, "Sono ammesse tutte le sezioni del RUNTS."),
        ({"registered_before_months": 1}, "iscritto al RUNTS da almeno 1 mese, al termine"),
        ({"registered_before_months": 6}, "iscritto al RUNTS da almeno 6 mesi, al termine"),
        ({"indirect_costs_max_pct": "7.50"}, "Costi indiretti: al massimo il 7,5"),
        ({"starts_on": date(2026, 7, 1)}, "Inizio previsto: 1° luglio 2026."),
        ({"substitution_states": ["TABLE_OPEN"]}, "Un partner si può sostituire solo in queste fasi"),
        ({"substitution_states": []}, "Nessun partner si può sostituire."),
        ({"conclusion_days": 75}, "si conclude entro 75 giorni dal termine per le domande"),
        ({"conclusion_days": None}, "si conclude entro 30 giorni dal termine per le domande"),
    ],
)
def test_the_avviso_says_every_condition_that_it_fixes(facts: dict[str, Any], said: str) -> None:
    assert said in words_of("d2", notice_facts(draft(**facts), DRAFTED))


def test_the_avviso_has_every_chapter_of_the_guidelines_with_words_in_it() -> None:
    facts = notice_facts(make_call("PUBLISHED"), PUBLISHED)
    assert [row["letter"] for row in facts["chapters"]][:8] == list("abcdefgh")
    assert all(row["text"] for row in facts["chapters"][:8])
    for key in ("terms", "contacts", "privacy", "tie_break", "annexes", "requested", "appeal"):
        assert facts[key], key
    assert len(facts["rules"]) >= 2


def test_the_opening_act_says_plan_policy_reasons_officer_money_booking_and_where_the_opinions_are() -> None:
    call = draft(budget_booking="prenotazione 118/2026", cig_reason="ANAC, delibera 371/2022.")
    said = words_of("d1", opening_facts(call, DRAFTED))
    assert call.objective is not None
    for words in (
        call.objective.plan.title,
        call.policy_act,
        "(prenotazione 118/2026), quale contributo",
        "quanto al CIG: ANAC, delibera 371/2022;",
        "ha dichiarato il 12 gennaio 2026 di non trovarsi in conflitto",
        "avviso pubblico PIS-2026; Modulo di domanda",
        "Schema di convenzione",
        "Regolarità tecnica (art. 147-bis",
        "qui non è controllata",
        str(call.procedure_officer),
    ):
        assert words in said, words


def test_a_draft_of_the_opening_act_does_not_say_a_declaration_that_was_not_made() -> None:
    call = draft()
    call.officer_declared_at = None
    assert "non ha ancora dichiarato" in words_of("d1", opening_facts(call, DRAFTED))


def test_the_admission_act_says_who_why_what_follows_and_how_to_appeal() -> None:
    call = make_admitted()
    paper = Paper.objects.get(case_file=call, kind=PaperKind.ADMISSION_ACT)
    said = words_of("d6", paper.data)
    for words in (
        "Ammessi al tavolo",
        "Calendario del tavolo",
        "giorni di preavviso",
        "Conclusione del procedimento",
    ):
        assert words in said, words
    assert "Come si impugna questo atto" in said
    assert "Pareri e visti" in said
