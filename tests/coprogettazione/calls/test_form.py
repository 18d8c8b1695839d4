# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a call: read strictly, refused with reasons, changed one step at a time, frozen with the avviso."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from coprogettazione.calls.models import Call, CallState, as_json, standard_form
from coprogettazione.calls.queries import (
    form_of,
    fresh_key,
    moved,
    only_if,
    read_form,
    with_question,
    without,
)
from coprogettazione.calls.rules import gaps
from coprogettazione.calls.services import save_call_form, undo_call_form
from coprogettazione.records.refusals import Invalid, NotAllowed, Stale
from tests.factories.calls import DRAFTED, make_call, make_executive, make_officer
from tests.factories.forms import choice, form, number, table, text

LATER = DRAFTED + timedelta(minutes=5)


def reasons(*questions: dict[str, Any]) -> str:
    with pytest.raises(Invalid) as refused:
        read_form(form(*questions))
    return " ".join(str(words) for words in refused.value.fields.values())


def test_the_standard_form_has_the_chapters_of_d4_the_nine_declarations_and_the_usual_files() -> None:
    read = read_form(standard_form())
    assert [section.title for section in read.sections] == [
        "La proposta",
        "La parte di ogni ente",
        "Dichiarazioni e allegati",
    ]
    assert len(list(read.questions("TEXT"))) == 13
    assert len(list(read.questions("DECLARATION"))) == 9
    assert "statute" in [question.key for question in read.questions("FILE")]


def test_a_form_comes_back_as_it_was_written() -> None:
    assert as_json(read_form(standard_form())) == standard_form()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": "red"}, "«colour» non è come deve essere"),
        ({"key": "Non Valida"}, "«Non Valida» non è come deve essere"),
        ({"key": "-"}, "«-» non è come deve essere"),
        ({"kind": "SOUND"}, "«SOUND» non è come deve essere"),
        ({"required": "sì"}, "«sì» non è come deve essere"),
        ({"max_length": -1}, "«-1» non è come deve essere"),
        ({"max_length": True}, "«True» non è come deve essere"),
        ({"label": ["a"]}, "non è come deve essere"),
        ({"label": ""}, "Scrivi la domanda"),
        ({"label": "x" * 301}, "300 caratteri"),
    ],
)
def test_what_is_not_of_its_type_is_not_read(change: dict[str, Any], words: str) -> None:
    assert words in reasons({**text("a"), **change})


def test_a_form_that_is_no_form_is_refused() -> None:
    for value in ([], None, {"sections": {}}, {"sections": [], "more": 1}, {"sections": ["x"]}):
        with pytest.raises(Invalid):
            read_form(value)


def test_two_questions_do_not_share_a_key_nor_a_question_that_of_a_section() -> None:
    assert "stessa sigla «a»" in reasons(text("a"), text("a"))
    assert "stessa sigla «parte»" in reasons(text("parte"))


def test_a_limit_belongs_to_its_kind_and_is_in_order() -> None:
    assert "«max_length» non si usa" in reasons({**number("a"), "max_length": 10})
    assert "il minimo è più grande del massimo" in reasons(number("a", minimum="10", maximum="9"))
    assert "almeno 1" in reasons(text("a", max_length=0))
    day = {"key": "a", "kind": "DATE", "label": "A", "earliest": "2026-02-02", "latest": "2026-02-01"}
    assert "la prima data viene dopo" in reasons(day)
    assert "le righe vanno dal minimo al massimo" in reasons(table("a", min_rows=5, max_rows=4))


def test_a_choice_has_at_least_two_answers_each_once() -> None:
    assert "almeno due risposte" in reasons(choice("a", "Sì"))
    assert "una volta sola" in reasons(choice("a", "Sì", "sì"))


def test_a_signed_file_is_a_pdf_or_a_p7m() -> None:
    signed = {"key": "a", "kind": "FILE", "label": "A", "signature": "DIGITAL"}
    assert "PDF o un P7M" in reasons(signed)
    assert "PDF o un P7M" in reasons({**signed, "formats": ["pdf", "docx"]})
    assert "«exe» non si può caricare" in reasons({**signed, "signature": "", "formats": ["exe"]})
    assert read_form(form({**signed, "formats": ["pdf", "p7m"]}))


def test_a_declaration_has_its_words() -> None:
    assert "scrivi le parole" in reasons({"key": "a", "kind": "DECLARATION", "label": "A"})


def test_a_condition_looks_back_at_an_answer_of_the_same_body_or_of_the_lead() -> None:
    asked = choice("alloggio", "Sì", "No")
    after = text("posti", condition={"key": "alloggio", "values": ["si"]})
    assert read_form(form(asked, after))
    assert "viene dopo" in reasons(after, asked)
    assert "non c’è più" in reasons(after)
    assert "dipende da se stessa" in reasons({**asked, "condition": {"key": "alloggio", "values": ["si"]}})
    assert "non è una scelta" in reasons(text("alloggio"), after)
    assert "non ha" in reasons(asked, {**after, "condition": {"key": "alloggio", "values": ["forse"]}})
    assert "non ha" in reasons(asked, {**after, "condition": {"key": "alloggio", "values": []}})
    own = {**asked, "by": "EACH_MEMBER"}
    assert "una risposta per ogni ente" in reasons(own, after)
    assert read_form(form(asked, {**after, "by": "EACH_MEMBER"}))


def test_two_questions_do_not_wait_for_each_other() -> None:
    one = choice("uno", "Sì", "No", condition={"key": "due", "values": ["si"]})
    two = choice("due", "Sì", "No", condition={"key": "uno", "values": ["si"]})
    assert "viene dopo" in reasons(one, two)


def test_a_condition_is_said_in_words() -> None:
    asked = choice("alloggio", "Sì", "Forse", "No")
    read = read_form(form(asked, text("posti", condition={"key": "alloggio", "values": ["si", "forse"]})))
    question = read.question("posti")
    assert question is not None
    assert only_if(question, read) == (
        "Rispondi solo se a «Domanda alloggio» la risposta è «Sì» oppure «Forse»."
    )


def test_a_question_moves_within_its_section_and_over_its_edge() -> None:
    two = form(text("a"), text("b"))
    two["sections"].append({"key": "altra", "title": "Altra", "questions": [text("c")]})
    read = read_form(two)

    def order(given: Any) -> list[list[str]]:
        return [[question.key for question in section.questions] for section in given.sections]

    assert order(moved(read, "a", 1)) == [["b", "a"], ["c"]]
    assert order(moved(read, "b", 1)) == [["a"], ["b", "c"]]
    assert order(moved(read, "c", -1)) == [["a", "b", "c"], []]
    assert order(moved(read, "a", -1)) == [["a", "b"], ["c"]]
    assert order(moved(read, "altra", -1)) == [["c"], ["a", "b"]]
    assert order(without(read, "a")) == [["b"], ["c"]]
    assert order(without(read, "altra")) == [["a", "b"]]
    assert order(read) == [["a", "b"], ["c"]]


def test_a_new_question_has_a_key_of_its_own() -> None:
    assert fresh_key("Quante persone?", set()) == "quante-persone"
    assert fresh_key("Quante persone?", {"quante-persone"}) == "quante-persone-2"
    assert fresh_key("???", set()) == "domanda"
    read = read_form(form(text("a")))
    more = with_question(read, read.sections[0], read_form(form(text("b"))).sections[0].questions[0])
    assert [question.key for question in more.questions()] == ["a", "b"]


@pytest.mark.django_db
def test_a_new_call_starts_from_the_standard_form() -> None:
    assert make_call().form == standard_form()


@pytest.mark.django_db
def test_the_form_is_saved_in_its_canonical_shape_and_undone() -> None:
    call = make_call()
    version = call.draft_version
    given = form({**text("a"), "required": True, "help": ""})
    save_call_form(call=call, form=given, by=make_officer(), at=LATER, base_version=version)
    call.refresh_from_db()
    assert call.form == form(text("a"))
    assert call.draft_version == version + 1
    undo_call_form(call=call, by=make_officer(), at=LATER)
    assert Call.objects.get(pk=call.pk).form == standard_form()
    undo_call_form(call=call, by=make_officer(), at=LATER)
    assert form_of(Call.objects.get(pk=call.pk)).question("a") is not None


@pytest.mark.django_db
def test_there_is_nothing_to_undo_at_first() -> None:
    with pytest.raises(Invalid, match="Non c’è una modifica da annullare"):
        undo_call_form(call=make_call(), by=make_officer(), at=LATER)


@pytest.mark.django_db
def test_the_same_form_again_is_no_change() -> None:
    call = make_call()
    before = call.draft_version
    save_call_form(call=call, form=deepcopy(call.form), by=make_officer(), at=LATER)
    call.refresh_from_db()
    assert (call.draft_version, call.form_before) == (before, None)


@pytest.mark.django_db
def test_of_two_officers_the_second_is_told_and_nothing_is_overwritten() -> None:
    call = make_call()
    version = call.draft_version
    common: dict[str, Any] = {"call": call, "by": make_officer(), "at": LATER, "base_version": version}
    save_call_form(form=form(text("a")), **common)
    with pytest.raises(Stale, match="un’altra persona ha salvato"):
        save_call_form(form=form(text("b")), **common)
    assert form_of(Call.objects.get(pk=call.pk)).question("a") is not None


@pytest.mark.django_db
@pytest.mark.parametrize("state", [CallState.AUTHORISED, CallState.PUBLISHED])
def test_the_form_is_frozen_with_the_avviso(state: str) -> None:
    call = make_call(state)
    with pytest.raises(NotAllowed, match="non si cambiano"):
        save_call_form(call=call, form=form(text("a")), by=make_officer(), at=LATER)


@pytest.mark.django_db
def test_the_executive_does_not_compose_the_form() -> None:
    with pytest.raises(NotAllowed):
        save_call_form(call=make_call(), form=form(text("a")), by=make_executive(), at=LATER)


@pytest.mark.django_db
def test_words_of_tender_in_the_form_are_gaps_of_the_avviso() -> None:
    call = make_call()
    assert gaps(call, DRAFTED) == []
    asked = form(text("a", label="Quale ribasso fate?"), choice("b", "Offerta migliore", "Altro"))
    asked["sections"].append({"key": "vuota", "title": "Vuota", "questions": []})
    save_call_form(call=call, form=asked, by=make_officer(), at=LATER)
    found = {gap.field: str(gap.label) for gap in gaps(call, DRAFTED)}
    assert "«ribasso»" in found["form:a"]
    assert "«Offerta»" in found["form:b"]
    assert "«Vuota» non chiede niente" in found["form:vuota"]


@pytest.mark.django_db
def test_an_avviso_without_a_form_is_not_ready() -> None:
    call = make_call()
    save_call_form(call=call, form={"sections": []}, by=make_officer(), at=LATER)
    assert [str(gap.label) for gap in gaps(call, DRAFTED)] == ["Componi il modulo della domanda"]
