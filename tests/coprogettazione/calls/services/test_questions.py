# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on an open call and answers for everybody."""

from datetime import datetime, timedelta

import pytest

from coprogettazione.calls.models import Question
from coprogettazione.calls.services import (
    answer_question,
    ask_question,
    release_answers,
    save_answer_draft,
)
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Organisation
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from tests.factories.calls import DEADLINE, QUESTIONS_DEADLINE, ROME, make_call
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


def test_everybody_reads_the_officer_s_wording_and_the_dossier_keeps_what_was_asked() -> None:
    question = asked("Noi de La Lanterna possiamo usare le ore dei volontari?")
    answer_question(
        question=question,
        answer="Sì, come valore stimato.",
        text="Le ore dei volontari si possono usare?",
        by=question.call.procedure_officer,
        at=DURING,
    )
    question.refresh_from_db()
    assert question.text == "Noi de La Lanterna possiamo usare le ore dei volontari?"
    assert question.published_text == "Le ore dei volontari si possono usare?"
    message = Message.objects.filter(key__startswith="question_answered")[0]
    assert "La Lanterna" not in message.body


@pytest.mark.parametrize(
    "told",
    ["name", "short_name", "codice_fiscale", "pec", "asker", "another entity"],
)
@pytest.mark.parametrize("field", ["text", "answer"])
def test_a_wording_or_an_answer_that_tells_who_asked_is_refused(told: str, field: str) -> None:
    question = asked("Possiamo?")
    ets = question.organisation
    said = {
        "asker": question.asked_by.get_full_name(),
        "another entity": make_ets("ets2").name.upper(),
    }.get(told) or getattr(ets, told, "")
    assert said
    texts = {"text": "Si può?", "answer": "Sì.", field: f"Come chiede {said}, si può?"}
    with pytest.raises(Invalid, match="Qui si riconosce chi ha chiesto, o un ente") as refused:
        answer_question(question=question, **texts, by=question.call.procedure_officer, at=DURING)
    assert set(refused.value.fields) == {field}
    question.refresh_from_db()
    assert question.answered_at is None


def test_the_question_as_it_was_asked_is_refused_too_when_it_tells_who_asked() -> None:
    question = asked("Noi de La Lanterna possiamo?")
    with pytest.raises(Invalid, match="«La Lanterna»"):
        answer_question(question=question, answer="Sì.", by=question.call.procedure_officer, at=DURING)


def test_a_name_that_is_an_ordinary_word_does_not_stop_an_answer() -> None:
    Organisation.objects.filter(pk=make_ets("ets2").pk).update(short_name="Insieme")
    question = asked("Si può lavorare insieme?")
    answer_question(question=question, answer="Sì, insieme.", by=question.call.procedure_officer, at=DURING)
    assert question.answered_at == DURING


def several() -> list[Question]:
    """Three questions of two entities."""
    call = make_call("PUBLISHED")
    return [
        ask_question(
            call=call,
            organisation=make_ets(key),
            text=text,
            by=make_legal_representative(make_ets(key)),
            at=DURING,
        )
        for key, text in (
            ("ets1", "Le ore dei volontari valgono?"),
            ("ets2", "Si può entrare dopo?"),
            ("ets2", "Valgono i volontari?"),
        )
    ]


def test_prepared_answers_are_released_together_at_one_instant_to_everybody() -> None:
    first, second, third = several()
    call, officer = first.call, first.call.procedure_officer
    save_answer_draft(question=first, text="Le ore valgono?", answer="Sì, stimate.", by=officer, at=DURING)
    save_answer_draft(question=second, answer="No.", by=officer, at=DURING)
    assert list(Question.objects.public()) == []
    assert not Message.objects.filter(key__startswith="question_answered").exists()
    released = release_answers(call=call, by=officer, at=DURING + timedelta(hours=1))
    assert [question.pk for question in released] == [first.pk, second.pk]
    public = list(Question.objects.public())
    assert {question.answered_at for question in public} == {DURING + timedelta(hours=1)}
    assert [question.published_text for question in public] == ["Le ore valgono?", "Si può entrare dopo?"]
    messages = Message.objects.filter(key__startswith="question_answered")
    assert {m.recipient for m in messages} == {first.asked_by, second.asked_by}
    assert len({(m.created_at, m.body) for m in messages}) == 1
    assert "Le ore valgono?" in messages[0].body
    assert "Si può entrare dopo?" in messages[0].body
    third.refresh_from_db()
    assert third.answered_at is None
    assert Entry.objects.filter(deed="release_answers").count() == 1


def test_similar_questions_share_an_answer_that_is_published_once() -> None:
    first, second, third = several()
    officer = first.call.procedure_officer
    save_answer_draft(question=third, answer="", shares=first, by=officer, at=DURING)
    with pytest.raises(Invalid, match="Scegli un’altra domanda"):
        save_answer_draft(question=second, answer="", shares=third, by=officer, at=DURING)
    with pytest.raises(Invalid, match="Scegli un’altra domanda"):
        save_answer_draft(question=first, answer="", shares=second, by=officer, at=DURING)
    save_answer_draft(question=first, answer="Sì, stimate.", by=officer, at=DURING)
    release_answers(call=first.call, by=officer, at=DURING)
    assert list(Question.objects.public()) == [first]
    third.refresh_from_db()
    assert (third.answer, third.answered_at) == ("Sì, stimate.", DURING)
    assert list(Question.objects.waiting()) == [second]


def test_one_prepared_answer_that_tells_who_asked_releases_none() -> None:
    first, second, _third = several()
    officer = first.call.procedure_officer
    save_answer_draft(question=first, answer="Sì.", by=officer, at=DURING)
    save_answer_draft(question=second, answer="Come La Lanterna sa, no.", by=officer, at=DURING)
    with pytest.raises(Invalid, match="«La Lanterna»"):
        release_answers(call=first.call, by=officer, at=DURING)
    assert list(Question.objects.public()) == []
    released = release_answers(call=first.call, questions=[first], by=officer, at=DURING)
    assert released == [first]


def test_nothing_prepared_nothing_released_and_an_answered_question_has_no_draft() -> None:
    first, _second, _third = several()
    officer = first.call.procedure_officer
    with pytest.raises(Invalid, match="Non ci sono risposte pronte"):
        release_answers(call=first.call, by=officer, at=DURING)
    answer_question(question=first, answer="Sì.", by=officer, at=DURING)
    with pytest.raises(AlreadyDone, match="ha già risposto"):
        save_answer_draft(question=first, answer="No.", by=officer, at=DURING)


def test_answers_are_prepared_and_released_only_by_the_officer_and_until_the_term() -> None:
    first, _second, _third = several()
    officer = first.call.procedure_officer
    with pytest.raises(NotAllowed):
        save_answer_draft(question=first, answer="Sì.", by=first.asked_by, at=DURING)
    save_answer_draft(question=first, answer="Sì.", by=officer, at=DEADLINE)
    with pytest.raises(NotAllowed):
        release_answers(call=first.call, by=first.call.executive_officer, at=DURING)
