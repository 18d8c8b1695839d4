# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to a composed form: how they are kept, when they are asked, what arrives of them."""

from decimal import Decimal
from typing import Any

import pytest

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.queries import Draft, answers_in, content_of, kept_value, limits_of, said
from coprogettazione.applications.services import (
    attach_file,
    make_declarations,
    save_answer,
    submit_application,
)
from coprogettazione.calls.models import FormQuestion
from coprogettazione.calls.queries import read_question
from coprogettazione.calls.services import save_call_form
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.applications import STARTED, SUBMITTED, make_application, pdf, start
from tests.factories.calls import (
    AUTHORISED,
    DEADLINE,
    DRAFTED,
    PUBLISHED,
    make_call,
    make_executive,
    make_officer,
)
from tests.factories.forms import choice, form, number, table, text
from tests.factories.parties import make_ets, make_legal_representative

SI = {"key": "alloggio", "values": ["si"]}
FORM = form(
    choice("alloggio", "Sì", "No"),
    number("posti", condition=SI),
    {"key": "costo", "kind": "AMOUNT", "label": "Costo", "condition": {"key": "tipo", "values": ["casa"]}},
    text("parte-mia", by="EACH_MEMBER", max_words=3),
    {"key": "prova", "kind": "FILE", "label": "Prova", "condition": SI, "formats": ["pdf"]},
    {
        "key": "vero",
        "kind": "DECLARATION",
        "label": "Vero",
        "words": "È vero (d.P.R. 445/2000).",
        "by": "EACH_MEMBER",
    },
)
FORM["sections"][0]["questions"].insert(2, choice("tipo", "Casa", "Altro", condition=SI))


def question(given: dict[str, Any]) -> FormQuestion:
    return read_question(given)


AMOUNT = question({"key": "a", "kind": "AMOUNT", "label": "A", "minimum": "10", "maximum": "1000"})
NUMBER = question(number("n", decimals=1))
DAY = question({"key": "d", "kind": "DATE", "label": "D", "latest": "2026-12-31"})
ONE = question(choice("c", "Sì", "No"))
MANY = question(choice("m", "Anziani", "Minori", multiple=True))
ROWS = question(table("t", min_rows=2, max_rows=3))
LONG = question(text("l", max_length=5, max_words=2))


@pytest.mark.parametrize(
    ("asked", "given", "kept", "words"),
    [
        (LONG, "a\r\nb", "a\nb", "a\nb"),
        (AMOUNT, Decimal("180.5"), "180.50", "180,50\xa0€"),
        (AMOUNT, "", "", ""),
        (NUMBER, "3.5", "3.5", "3,5"),
        (DAY, "2026-02-25", "2026-02-25", "25 febbraio 2026"),
        (ONE, "si", "si", "Sì"),
        (MANY, ["minori", "anziani"], ["anziani", "minori"], "Anziani, Minori"),
        (
            ROWS,
            [{"chi": "Ada", "quanto": "10", "quando": ""}, {"chi": ""}],
            [{"chi": "Ada", "quanto": "10.00", "quando": ""}],
            "Ada · 10\xa0€ · –",
        ),
    ],
)
def test_an_answer_is_kept_in_one_way_and_said_in_italian(
    asked: FormQuestion, given: Any, kept: Any, words: str
) -> None:
    assert kept_value(asked, given) == kept
    assert said(asked, kept) == words


@pytest.mark.parametrize(
    ("asked", "given", "words"),
    [
        (LONG, 3, "Scrivi un testo"),
        (AMOUNT, "molto", "Scrivi un numero in cifre"),
        (AMOUNT, "NaN", "Scrivi un numero in cifre"),
        (AMOUNT, "1e12", "Scrivi un numero in cifre"),
        (NUMBER, "3.55", "al massimo 1 decimale"),
        (DAY, "2026-02-30", "Scrivi una data che esiste"),
        (ONE, "forse", "Scegli fra le risposte"),
        (ONE, ["si", "no"], "Scegli fra le risposte"),
        (MANY, ["nessuno"], "Scegli fra le risposte"),
        (ROWS, "Ada", "riga per riga"),
        (ROWS, [{"chi": "x"}] * 4, "Le righe sono al massimo 3"),
    ],
)
def test_what_is_no_answer_of_its_kind_is_refused_with_an_example(
    asked: FormQuestion, given: Any, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        kept_value(asked, given)


@pytest.mark.parametrize(
    ("asked", "value", "words"),
    [
        (LONG, "uno due tre", ["11 caratteri su 5: accorcia il testo.", "3 parole su 2: accorcia il testo."]),
        (AMOUNT, "9.99", ["9,99\xa0€ è meno del minimo, 10\xa0€."]),
        (AMOUNT, "1000.01", ["1.000,01\xa0€ è più del massimo, 1.000\xa0€."]),
        (AMOUNT, "1000.00", []),
        (DAY, "2027-01-01", ["La data è dopo il 31 dicembre 2026."]),
        (
            ROWS,
            [{"chi": "Ada", "quanto": "1.00", "quando": ""}],
            ["Servono almeno 2 righe: ce ne sono 1.", "In una riga manca qualcosa."],
        ),
        (LONG, "", []),
    ],
)
def test_an_answer_beyond_its_limits_says_by_how_much(
    asked: FormQuestion, value: Any, words: list[str]
) -> None:
    assert limits_of(asked, value) == words


@pytest.fixture
def draft() -> Application:
    return start(published(FORM), "ets1", "ets2")


def published(asked: dict[str, Any], code: str = "PIS-2026") -> Any:
    from coprogettazione.calls.services import authorise_call, publish_call

    call = make_call(code=code)
    save_call_form(call=call, form=asked, by=make_officer(), at=DRAFTED)
    call.refresh_from_db()
    authorise_call(
        call=call, act_number="31/2026", act_date=AUTHORISED.date(), by=make_executive(), at=AUTHORISED
    )
    publish_call(call=call, deadline=DEADLINE, by=make_officer(), at=PUBLISHED)
    return call


def answer(draft: Application, key: str, value: Any, body: str = "ets1") -> Any:
    organisation = make_ets(body)
    signer = make_legal_representative(organisation)
    return save_answer(
        application=draft, organisation=organisation, key=key, value=value, by=signer, at=STARTED
    )


def asked_of(draft: Application, body: str) -> list[str]:
    read = Draft.of(draft)
    return [q.key for section in read.form.sections for q in read.asked_of(section, make_ets(body).pk)]


@pytest.mark.django_db
def test_a_question_is_asked_only_when_its_condition_and_those_before_it_are_met(draft: Application) -> None:
    assert asked_of(draft, "ets1") == ["alloggio", "parte-mia", "vero"]
    assert asked_of(draft, "ets2") == ["parte-mia", "vero"]
    answer(draft, "alloggio", "si")
    answer(draft, "tipo", "casa")
    assert asked_of(draft, "ets1") == ["alloggio", "posti", "tipo", "costo", "parte-mia", "prova", "vero"]
    answer(draft, "alloggio", "no")
    assert asked_of(draft, "ets1") == ["alloggio", "parte-mia", "vero"]


@pytest.mark.django_db
def test_an_answer_that_is_no_longer_asked_stays_in_the_draft_and_out_of_what_arrives(
    draft: Application,
) -> None:
    answer(draft, "alloggio", "si")
    answer(draft, "posti", "12")
    signer = make_legal_representative(draft.lead)
    attach_file(application=draft, organisation=draft.lead, key="prova", file=pdf(), by=signer, at=STARTED)
    assert {a["key"]: a["text"] for a in answers_in(content_of(draft))}["posti"] == "12"
    assert [f["label"] for f in content_of(draft)["files"]] == ["Prova"]
    answer(draft, "alloggio", "no")
    content = content_of(draft)
    assert [a["key"] for a in answers_in(content)] == ["alloggio", "parte-mia", "parte-mia"]
    assert content["files"] == []
    assert [q.key for q in Draft.of(draft).unused(draft.lead_id)] == ["posti"]
    assert draft.answers.get(key="posti").value == "12"


@pytest.mark.django_db
def test_what_is_beyond_its_limits_is_kept_and_is_a_gap_in_its_place(draft: Application) -> None:
    answer(draft, "parte-mia", "una due tre quattro", "ets2")
    gap = next(g for g in Draft.of(draft).gaps(STARTED) if "Da correggere" in g.title)
    assert gap.detail == "4 parole su 3: accorcia il testo."
    assert (gap.step, gap.anchor, gap.organisation_id) == ("modulo:parte", "q-parte-mia", make_ets("ets2").pk)


@pytest.mark.django_db
def test_a_required_file_is_a_gap_only_when_it_is_asked(draft: Application) -> None:
    answer(draft, "parte-mia", "fatto")
    answer(draft, "alloggio", "no")
    assert "Prova" not in str([g.title for g in Draft.of(draft).gaps(STARTED)])
    answer(draft, "alloggio", "si")
    gap = next(
        g for g in Draft.of(draft).gaps(STARTED) if g.step == "modulo:parte" and "non è completa" in g.title
    )
    assert "«Prova»" in gap.detail


@pytest.mark.django_db
def test_a_key_that_the_form_does_not_have_is_refused(draft: Application) -> None:
    with pytest.raises(Invalid, match="Il modulo non ha questa domanda"):
        answer(draft, "goals", "x")
    with pytest.raises(Invalid, match="non si risponde scrivendo"):
        answer(draft, "vero", "x")
    with pytest.raises(NotAllowed, match="risponde il capofila"):
        answer(draft, "alloggio", "si", "ets2")
    signer = make_legal_representative(draft.lead)
    with pytest.raises(Invalid, match="Dichiarazione non prevista"):
        make_declarations(
            application=draft, organisation=draft.lead, declarations=["truth"], by=signer, at=STARTED
        )


@pytest.mark.django_db
def test_a_file_answers_its_question_within_its_number_or_says_what_it_is(draft: Application) -> None:
    signer = make_legal_representative(draft.lead)
    common: dict[str, Any] = {"application": draft, "organisation": draft.lead, "by": signer, "at": STARTED}
    attach_file(key="prova", file=pdf(), **common)
    with pytest.raises(Invalid, match="Qui sta un file solo"):
        attach_file(key="prova", file=pdf("altro.pdf"), **common)
    with pytest.raises(Invalid, match="Il modulo non chiede questo file"):
        attach_file(key="alloggio", file=pdf(), **common)
    with pytest.raises(Invalid, match="Scrivi che cosa è il file"):
        attach_file(label=" ", file=pdf(), **common)
    assert attach_file(label="Lettera", file=pdf(), **common).label == "Lettera"


@pytest.mark.django_db
def test_what_arrived_can_be_read_without_the_call() -> None:
    application = make_application(state=ApplicationState.DRAFT)
    signer = make_legal_representative(application.lead)
    snapshot = submit_application(application=application, by=signer, at=SUBMITTED).snapshot
    assert snapshot["form_version"] == 2
    assert snapshot["asked"] == application.call.form
    first = answers_in(snapshot)[0]
    assert (first["label"], first["text"]) == ("Titolo della proposta", "Nessuno resta fuori")
    assert snapshot["sections"][0]["title"] == "La proposta"
    assert snapshot["declarations"][0]["label"] == "Verità di quanto dichiarato"


def test_what_arrived_before_forms_were_composed_is_still_read() -> None:
    old = {
        "form_version": 1,
        "sections": [
            {"codice_fiscale": "1", "kind": "GOALS", "label": "Obiettivi", "text": "Trecento"},
            {"codice_fiscale": "2", "kind": "STAFF", "label": "Persone", "text": "Sei"},
        ],
    }
    assert [(a["key"], a["by"], a["text"]) for a in answers_in(old)] == [
        ("goals", "LEAD", "Trecento"),
        ("staff", "EACH_MEMBER", "Sei"),
    ]
