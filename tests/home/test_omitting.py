# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever people type, the public pages do not say whose it is; what was typed stays, and who publishes is told."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprogettazione.calls.models import Call, Question
from coprogettazione.calls.services import answer_question, ask_question, save_answer_draft
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.omitting import omitted, omitted_page
from home.models.search import Findable
from home.search.entries import write_page
from tests.coprogettazione.calls.test_views_deeds import signed_in
from tests.factories.agreements import PUBLISHED as AGREED
from tests.factories.agreements import make_agreement
from tests.factories.calls import PUBLISHED, ROME, make_call, make_officer
from tests.factories.parties import make_ets, make_legal_representative, make_user

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 2, 10, 10, 0, tzinfo=ROME)
CODE, ACCOUNT, PHONE, EMAIL = (
    "RSSMRA80A01H501U",
    "IT60X0542811101000000123456",
    "347 1234567",
    "bianca.tesi@gmail.com",
)
TYPED = f"Sono {CODE}: {EMAIL}, {PHONE}, conto {ACCOUNT}. Posso partecipare?"
PRIVATE = (CODE, ACCOUNT, PHONE, EMAIL)


@pytest.fixture(autouse=True)
def in_february() -> Iterator[None]:
    """The call is open."""
    with time_machine.travel(DURING, tick=False):
        yield


def asked(text: str = TYPED) -> Question:
    ets = make_ets("ets1")
    return ask_question(
        call=make_call("PUBLISHED"), organisation=ets, text=text, by=make_legal_representative(ets), at=DURING
    )


def nothing_of(text: str) -> bool:
    return not [mark for mark in PRIVATE if mark in text]


def told(call: Call, client: Client) -> str:
    return client.get(call.page.address).content.decode()


# -- what is read


def test_a_question_and_its_answer_are_read_without_and_kept_as_they_were_typed(client: Client) -> None:
    question = asked()
    answer_question(question=question, answer=f"Scriva a {EMAIL}.", by=make_officer(), at=DURING)
    page = told(question.call, client)
    assert nothing_of(page)
    assert "Sono [codice fiscale omesso]: [e-mail omessa], [telefono omesso], conto [conto omesso]." in page
    assert "Scriva a [e-mail omessa]." in page
    question.refresh_from_db()
    assert question.text == TYPED
    inside = signed_in(make_user("Nadia", "Bruni")).get(reverse("calls:questions", args=[question.call.code]))
    assert nothing_of(inside.content.decode())


def test_page_list_feed_search_and_linked_data_of_a_call_are_read_without(client: Client) -> None:
    call = make_call("PUBLISHED")
    Call.objects.filter(pk=call.pk).update(summary=f"Chiami {TYPED}", object=TYPED)
    write_page(call.page)
    for place in (
        call.page.address,
        "/avvisi/",
        "/avvisi/novita.atom",
        "/cerca/?q=partecipare",
        "/cerca/novita.atom",
    ):
        shown = client.get(place).content.decode()
        assert "[e-mail omessa]" in shown, place
        assert nothing_of(shown), place
    call.refresh_from_db()
    assert call.object == TYPED
    assert nothing_of(str(Findable.objects.get(kind="CALL", object_id=call.pk).__dict__))


def test_nobody_finds_a_page_by_what_it_does_not_say(client: Client) -> None:
    call = make_call("PUBLISHED")
    Call.objects.filter(pk=call.pk).update(object=TYPED)
    write_page(call.page)
    assert call.title not in client.get("/cerca/", {"q": "bianca.tesi"}).content.decode()
    assert call.title in client.get("/cerca/", {"q": "partecipare"}).content.decode()


def test_the_story_of_an_editor_is_read_without(client: Client) -> None:
    call = make_call("PUBLISHED")
    page = call.page
    page.story = json.dumps([{"type": "text", "value": f"<p>{TYPED}</p>"}])
    page.save()
    shown = told(call, client)
    assert "[telefono omesso]" in shown
    assert nothing_of(shown)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_files_of_data_and_the_api_are_written_without(client: Client, ending: str) -> None:
    agreement = make_agreement("SIGNED", published=True)
    agreement.parties.update(activities=TYPED)
    with time_machine.travel(AGREED, tick=False):
        for place in (f"/dati/parti.{ending}", "/api/v1/parti"):
            shown = client.get(place).getvalue().decode()
            assert "[telefono omesso]" in shown, place
            assert nothing_of(shown), place
        page = client.get(agreement.page.address).content.decode()
    assert nothing_of(page)
    assert agreement.parties.first().activities == TYPED


def test_of_who_has_an_account_the_e_mail_is_a_persons_of_a_body_it_is_everybodys(client: Client) -> None:
    person = make_user("Nina", "Costa")
    Organisation.objects.filter(pk=make_ets("ets2").pk).update(
        email="odv.valdora@gmail.com", phone="347 7654321"
    )
    typed = f"{person.email}; odv.valdora@gmail.com; +39 347 7654321; altri@studio.example.it"
    assert (
        omitted(typed) == "[e-mail omessa]; odv.valdora@gmail.com; +39 347 7654321; altri@studio.example.it"
    )


def test_the_e_mail_of_an_office_stays_of_who_works_for_a_public_body_it_is_the_offices(
    client: Client,
) -> None:
    officer = make_officer()
    assert omitted(f"Scrivere a {officer.email}.") == f"Scrivere a {officer.email}."
    User.objects.filter(pk=officer.pk).update(email="marchetti.elena@libero.it")
    assert omitted("Scrivere a marchetti.elena@libero.it.") == "Scrivere a [e-mail omessa]."


@pytest.mark.parametrize(
    "said",
    [
        "RSSMRA80A01H501U",
        "rssmra80a01h501u",
        "RSS MRA 80A01 H501U",
        "RSSMRAULALMHRLMU",
        "IT60X0542811101000000123456",
        "it60 x054 2811 1010 0000 0123 456",
        "SM76P0854009812123456789123",
        "DE89370400440532013000",
        "347 1234567",
        "3471234567",
        "347-1234567",
        "347/123456",
        "+39 347 123 4567",
        "+393471234567",
        "0039 347 12 34 567",
        "347 12 34 56",
        "bianca.tesi@gmail.com",
        "B.Tesi@Libero.it",
        "residente in Valdora, via Mulini 3",
        "DOMICILIATA a Pieve Serena in Piazza del Popolo 12",
        "abita in via Roma, n. 4",
    ],
)
def test_in_whatever_form_it_is_typed_and_wherever_it_stands_it_is_not_read(said: str) -> None:
    assert "omess" in omitted(f"Io sono {said}.")
    assert "omess" in str(omitted({"text": ["altro", f"Io sono {said}."]}))
    for place in (
        "<p>{}</p>",
        '<a title="{}">x</a>',
        '<a aria-label="{}">x</a>',
        '<meta name="d" content="{}">',
        '<img alt="{}">',
    ):
        shown = omitted_page(place.format(f"Io sono {said}."))
        assert "omess" in shown, place


def test_an_address_to_write_to_stays_where_the_page_offers_it() -> None:
    page = f'<a href="mailto:{EMAIL}">{EMAIL}</a><p title="{PHONE}">{PHONE}</p><path d="M 347 1234567"/>'
    assert omitted_page(page) == (
        f'<a href="mailto:{EMAIL}">{EMAIL}</a><p title="[telefono omesso]">[telefono omesso]</p>'
        '<path d="M 347 1234567"/>'
    )


def test_an_ordinary_page_asks_the_database_for_nothing_more(client: Client) -> None:
    call = make_call("PUBLISHED")
    told(call, client)
    with CaptureQueriesContext(connection) as captured:
        assert omitted_page(told(call, client))
    assert not [one for one in captured if 'email" IN' in one["sql"]]


# -- who publishes is told


def test_the_officer_is_told_where_before_an_answer_is_published() -> None:
    question = asked()
    officer, page = signed_in(make_officer()), reverse("calls:questions", args=[question.call.code])
    shown = officer.get(page).content.decode()
    assert "In pubblico non si leggeranno:" in shown
    assert "La domanda, come la leggeranno tutti: il codice fiscale di una persona" in shown
    typed = {"question": question.pk, "text": TYPED, "answer": f"Chiami {PHONE}.", "publish": "1"}
    stopped = officer.post(page, typed)
    assert stopped.status_code == 422
    said = stopped.content.decode()
    assert "Leggi che cosa non si vedrà in pubblico, poi conferma." in said
    assert "Risposta: un telefono cellulare" in said
    assert not Question.objects.public().exists()
    seen = said.split('name="omissions_seen" value="')[1].split('"')[0]
    assert officer.post(page, {**typed, "omissions_seen": seen}).status_code == 302
    assert Question.objects.public().get().answer == f"Chiami {PHONE}."


def test_what_changed_since_is_told_again() -> None:
    question = asked()
    officer, page = signed_in(make_officer()), reverse("calls:questions", args=[question.call.code])
    seen = officer.get(page).content.decode().split('name="omissions_seen" value="')[1].split('"')[0]
    typed = {"question": question.pk, "text": TYPED, "answer": f"Il conto è {ACCOUNT}.", "publish": "1"}
    again = officer.post(page, {**typed, "omissions_seen": seen})
    assert again.status_code == 422
    assert "Risposta: un conto bancario" in again.content.decode()


def test_without_data_of_people_nobody_is_asked_anything() -> None:
    question = asked("Le ore dei volontari valgono?")
    officer, page = signed_in(make_officer()), reverse("calls:questions", args=[question.call.code])
    assert "omissions_seen" not in officer.get(page).content.decode()
    typed = {"question": question.pk, "text": question.text, "answer": "Sì.", "publish": "1"}
    assert officer.post(page, typed).status_code == 302


def test_answers_released_together_are_looked_at_together() -> None:
    question = asked("Quando si può chiamare?")
    save_answer_draft(question=question, answer=f"Al {PHONE}.", by=make_officer(), at=DURING)
    officer, page = signed_in(make_officer()), reverse("calls:questions", args=[question.call.code])
    assert "La sua risposta: un telefono cellulare" in officer.get(page).content.decode()
    stopped = officer.post(page, {"release": "1"})
    assert stopped.status_code == 422
    seen = stopped.content.decode().split('name="omissions_seen" value="')[1].split('"')[0]
    assert officer.post(page, {"release": "1", "omissions_seen": seen}).status_code == 302


def test_the_officer_is_told_before_a_call_is_published() -> None:
    call = make_call("AUTHORISED")
    Call.objects.filter(pk=call.pk).update(object=TYPED)
    with time_machine.travel(PUBLISHED, tick=False):
        shown = signed_in(make_officer()).get(reverse("deed", args=[call.code, "publish_call", call.pk]))
    assert "oggetto (b): il codice fiscale di una persona, un conto bancario, " in shown.content.decode()


def test_the_officer_is_told_before_an_agreement_is_published() -> None:
    agreement = make_agreement("SIGNED")
    agreement.parties.filter(position=1).update(activities=TYPED)
    with time_machine.travel(AGREED, tick=False):
        client: Any = signed_in(agreement.call.procedure_officer)
        page = reverse("agreements:publish", args=[agreement.pk])
        shown = client.get(page).content.decode()
        assert ": il codice fiscale di una persona" in shown
        assert client.post(page).status_code == 422
        seen = shown.split('name="omissions_seen" value="')[1].split('"')[0]
        assert client.post(page, {"omissions_seen": seen}).status_code == 302
