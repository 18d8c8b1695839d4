# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on an open call and answers for everybody."""

from datetime import datetime

import pytest

from coprogettazione.calls.models import Question
from coprogettazione.calls.services import answer_question, ask_question
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Organisation
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from tests.factories.calls import QUESTIONS_DEADLINE, ROME, make_call
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 2, 6, 10, 0, tzinfo=ROME)


def asked(text: str = "Le ore dei volontari valgono?") -> Question:
    """A question of La Lanterna."""
    ets = make_ets("ets1")
    return ask_question(
        call=make_call("PUBLISHED"),
        organisation=ets,
        text=text,
        by=make_legal_representative(ets),
        at=DURING,
    )


def test_a_question_reaches_the_officer_and_the_register_knows_for_whom_it_was_asked() -> None:
    question = asked("  Le ore dei volontari valgono? ")
    assert question.text == "Le ore dei volontari valgono?"
    entry = Entry.objects.get(deed="ask_question")
    assert (entry.organisation, entry.role) == (question.organisation, "LEGAL_REPRESENTATIVE")
    assert {m.recipient for m in Message.objects.filter(key__startswith="question_asked")} == {
        question.call.procedure_officer
    }


def test_a_question_waits_unseen_until_it_is_answered() -> None:
    question = asked()
    assert list(Question.objects.public()) == []
    answer_question(
        question=question, answer="Sì, come valore stimato.", by=question.call.procedure_officer, at=DURING
    )
    assert list(Question.objects.public()) == [question]
    assert list(Question.objects.waiting()) == []
    told = {m.recipient for m in Message.objects.filter(key__startswith="question_answered")}
    assert told == {question.asked_by}


def test_a_question_is_answered_once() -> None:
    question = asked()
    officer = question.call.procedure_officer
    answer_question(question=question, answer="Sì.", by=officer, at=DURING)
    with pytest.raises(AlreadyDone, match="Elena Marchetti ha già risposto"):
        answer_question(question=question, answer="No.", by=officer, at=DURING)
    question.refresh_from_db()
    assert question.answer == "Sì."


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_question_must_be_there_and_short(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked(text)
    assert set(refused.value.fields) == {"text"}


def test_an_empty_answer_is_refused() -> None:
    question = asked()
    with pytest.raises(Invalid, match="Scrivi la risposta"):
        answer_question(question=question, answer=" ", by=question.call.procedure_officer, at=DURING)


def test_nobody_asks_for_an_entity_that_is_not_theirs() -> None:
    call, other = make_call("PUBLISHED"), make_ets("ets2")
    asker = make_legal_representative(make_ets("ets1"))
    with pytest.raises(NotAllowed, match="solo per l’ente per cui lavori"):
        ask_question(call=call, organisation=other, text="Quando?", by=asker, at=DURING)


@pytest.mark.parametrize("state", ["REJECTED", "SUSPENDED"])
def test_an_entity_that_the_office_did_not_recognise_does_not_ask(state: str) -> None:
    call, ets = make_call("PUBLISHED"), make_ets("ets1")
    asker = make_legal_representative(ets)
    Organisation.objects.filter(pk=ets.pk).update(state=state)
    ets.refresh_from_db()
    with pytest.raises(NotAllowed, match="non ha riconosciuto questo ente"):
        ask_question(call=call, organisation=ets, text="Quando?", by=asker, at=DURING)


def test_a_question_at_the_second_of_the_term_is_late() -> None:
    call, ets = make_call("PUBLISHED"), make_ets("ets1")
    with pytest.raises(NotAllowed, match="Il termine per fare domande sull’avviso è scaduto"):
        ask_question(
            call=call,
            organisation=ets,
            text="Quando?",
            by=make_legal_representative(ets),
            at=QUESTIONS_DEADLINE,
        )
