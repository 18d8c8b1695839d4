# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The officer composes a form with a condition and a part for each entity; two entities fill it in.

Looked at on every page that is passed, at both widths, and with the keyboard alone.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call, CallState
from coprogettazione.calls.queries import form_of
from coprogettazione.calls.services import authorise_call, publish_call, save_call_form
from tests.browser.test_keyboard import enters, tabs_to
from tests.browser.walk import Walk, Walker
from tests.factories.applications import colleague_of, start
from tests.factories.calls import (
    AUTHORISED,
    DEADLINE,
    DRAFTED,
    PUBLISHED,
    make_call,
    make_executive,
    make_officer,
)
from tests.factories.forms import choice, form, table, text
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = DRAFTED + timedelta(hours=1)


def adds(elena: Walker, call: Call, section: str, kind: str, **typed: str) -> None:
    """A question, from the page of the whole form."""
    elena.opens(reverse("calls:form", args=[call.code]))
    elena.page.locator(f"#tipo-{section}").select_option(kind)
    with elena.page.expect_navigation():
        elena.page.locator(f"form:has(#tipo-{section}) button").click()
    elena.checks()
    for name, value in typed.items():
        if name in ("by", "when"):
            elena.picks(name, value)
        else:
            elena.types(name.replace("__", "-"), value)
    elena.presses("Salva nel modulo")


def composes(elena: Walker, call: Call) -> None:
    """A part with a choice, a question under a condition, a table and a text for each entity."""
    elena.opens(reverse("calls:desk", args=[call.code]))
    elena.follows("Modulo della domanda")
    elena.follows("Aggiungi una parte")
    elena.types("title", "Accoglienza")
    elena.types("intro", "Dove si accoglie, e chi.")
    elena.presses("Salva nel modulo")
    adds(elena, call, "accoglienza", "CHOICE", label="Offrite un alloggio?", options="Sì\nNo")
    adds(
        elena,
        call,
        "accoglienza",
        "NUMBER",
        label="Quanti posti?",
        maximum="50",
        when="offrite-un-alloggio=si",
    )
    adds(
        elena,
        call,
        "accoglienza",
        "TEXT",
        label="Che cosa mette il vostro ente?",
        max_length="200",
        by="EACH_MEMBER",
    )
    adds(elena, call, "accoglienza", "TABLE", label="Le persone", by="EACH_MEMBER",
         columns__0__label="Chi", columns__1__label="Ore")  # fmt: skip


def published(call: Call) -> Call:
    authorise_call(
        call=call, act_number="31/2026", act_date=AUTHORISED.date(), by=make_executive(), at=AUTHORISED
    )
    publish_call(call=call, deadline=DEADLINE, by=make_officer(), at=PUBLISHED)
    return call


def test_a_form_is_composed_and_filled_in_by_two_entities(survey: Walk, the_clock: Any) -> None:
    call = make_call(CallState.DRAFT)
    the_clock.move_to(MORNING)
    elena = survey.person(make_officer())
    composes(elena, call)
    elena.page.get_by_role("button", name="Sposta su «Accoglienza»").click()
    elena.page.get_by_role("button", name="Sposta su «Accoglienza»").click()
    elena.follows("Come lo vede l’ente")
    posti = elena.page.get_by_label("Quanti posti?")
    expect(posti).to_be_hidden()
    elena.page.locator("#q-offrite-un-alloggio").get_by_label("Sì").check()
    expect(posti).to_be_visible()
    call.refresh_from_db()
    assert [section.key for section in form_of(call).sections][1] == "accoglienza"

    application = start(published(call), "ets1", "ets2")
    the_clock.move_to(PUBLISHED + timedelta(days=8))
    section = reverse("applications:section", args=[application.pk, "accoglienza"])
    fills_the_common_part(survey.person(make_legal_representative(make_ets("ets1"))), section)
    fills_its_own_part(survey.person(make_legal_representative(make_ets("ets2"))), section)
    answers = {
        (a.organisation.known_as, a.key): a.value for a in application.answers.select_related("organisation")
    }
    assert answers == {
        ("La Lanterna", "offrite-un-alloggio"): "si",
        ("La Lanterna", "quanti-posti"): "12",
        ("La Lanterna", "che-cosa-mette-il-vostro-ente"): "Una casa.",
        ("Passi Insieme", "che-cosa-mette-il-vostro-ente"): "Due operatori.",
        ("Passi Insieme", "le-persone"): [{"chi": "Marco", "ore": "20"}, {"chi": "Ines", "ore": "8"}],
    }
    assert survey.found == []


def says_saved(walker: Walker, question: str) -> None:
    expect(walker.page.locator(f"#{question} [data-autosave-target='status']")).to_contain_text(
        "Salvato alle"
    )


def fills_the_common_part(ada: Walker, section: str) -> None:
    """The lead: what is under a condition appears with the answer; everything saves by itself."""
    ada.opens(section)
    expect(ada.page.get_by_label("Quanti posti?")).to_be_hidden()
    ada.page.locator("#q-offrite-un-alloggio").get_by_label("Sì").check()
    says_saved(ada, "q-offrite-un-alloggio")
    ada.page.get_by_label("Quanti posti?").fill("12")
    says_saved(ada, "q-quanti-posti")
    ada.page.get_by_label("Che cosa mette il vostro ente?").fill("Una casa.")
    expect(ada.page.locator("#q-che-cosa-mette-il-vostro-ente")).to_contain_text("9 caratteri su 200")
    says_saved(ada, "q-che-cosa-mette-il-vostro-ente")


def fills_its_own_part(marco: Walker, section: str) -> None:
    """The partner: it reads the answers of the lead, writes its own, adds a row."""
    marco.opens(section)
    expect(marco.page.locator("#q-quanti-posti")).to_contain_text("12")
    expect(marco.page.locator("#q-quanti-posti input")).to_have_count(0)
    expect(marco.page.locator("main")).to_contain_text("Una casa.")
    marco.page.get_by_label("Che cosa mette il vostro ente?").fill("Due operatori.")
    says_saved(marco, "q-che-cosa-mette-il-vostro-ente")
    people = marco.page.locator("#q-le-persone")
    people.locator("[name='rows-0-chi']").fill("Marco")
    people.locator("[name='rows-0-ore']").fill("20")
    people.get_by_role("button", name="Aggiungi una riga").click()
    people.locator("[name='rows-1-chi']").fill("Ines")
    people.locator("[name='rows-1-ore']").fill("8")
    marco.presses("Salva «Le persone»")
    marco.follows("Controlla e invia")


ASKED = form(
    choice("alloggio", "Sì", "No"),
    text("posti", condition={"key": "alloggio", "values": ["si"]}),
    text("mio", by="EACH_MEMBER", max_length=200),
    table("persone", by="EACH_MEMBER"),
)


def composed() -> Application:
    call = make_call(CallState.DRAFT)
    save_call_form(call=call, form=ASKED, by=make_officer(), at=DRAFTED)
    call.refresh_from_db()
    return start(published(call), "ets1", "ets2")


def test_a_form_is_composed_with_the_keyboard_alone(walk: Walk, the_clock: Any) -> None:
    call = make_call(CallState.DRAFT)
    save_call_form(call=call, form=ASKED, by=make_officer(), at=DRAFTED)
    the_clock.move_to(MORNING)
    elena = walk.person(make_officer())
    elena.opens(reverse("calls:form", args=[call.code]))
    tabs_to(elena, "#tipo-parte")
    elena.page.keyboard.press("ArrowDown")
    elena.page.keyboard.press("Tab")
    enters(elena)
    assert "tipo=CHOICE" in elena.page.url
    tabs_to(elena, "[name='label']")
    elena.page.keyboard.type("Lavorate in rete?")
    tabs_to(elena, "[name='options']")
    elena.page.keyboard.type("Sì\nNo")
    tabs_to(elena, "main form .btn-primary")
    enters(elena)
    tabs_to(elena, "button[aria-label='Sposta su «Lavorate in rete?»']")
    enters(elena)
    keys = [question.key for question in form_of(Call.objects.get(pk=call.pk)).questions()]
    assert keys == ["alloggio", "posti", "mio", "lavorate-in-rete", "persone"]
    assert walk.found == []


@pytest.mark.usefixtures("the_clock")
def test_a_form_is_filled_in_with_the_keyboard_alone(walk: Walk) -> None:
    application = composed()
    ada = walk.person(make_legal_representative(application.lead))
    ada.opens(reverse("applications:section", args=[application.pk, "parte"]))
    tabs_to(ada, "#q-alloggio input")
    ada.page.keyboard.press("Space")
    says_saved(ada, "q-alloggio")
    tabs_to(ada, "#q-posti textarea")
    ada.page.keyboard.type("Dodici.")
    says_saved(ada, "q-posti")
    assert {a.key: a.value for a in application.answers.all()} == {"alloggio": "si", "posti": "Dodici."}
    assert walk.found == []


@pytest.mark.usefixtures("the_clock")
def test_without_a_script_every_question_is_there_and_says_when_to_answer(walk: Walk) -> None:
    application = composed()
    ada = walk.person(make_legal_representative(application.lead), java_script_enabled=False)
    ada.opens(reverse("applications:section", args=[application.pk, "parte"]))
    expect(ada.page.locator("#q-posti textarea")).to_be_visible()
    assert "Rispondi solo se a «Domanda alloggio» la risposta è «Sì»." in ada.reads()
    ada.page.locator("#q-persone [name='rows-0-chi']").fill("Ada")
    ada.page.locator("#q-persone [name='rows-0-quanto']").fill("3.000,50")
    ada.presses("Salva «Domanda persone»")
    assert application.answers.get(key="persone").value[0]["quanto"] == "3000.50"
    assert walk.found == []


@pytest.mark.usefixtures("the_clock")
def test_two_people_on_the_same_question_see_both_texts_where_they_write(walk: Walk) -> None:
    application = composed()
    page = reverse("applications:section", args=[application.pk, "parte"])
    ada = walk.person(make_legal_representative(application.lead))
    sara = walk.person(colleague_of(application.lead))
    for writer in (ada, sara):
        writer.opens(page)
    ada.page.locator("#q-mio [name='value']").fill("Il testo di Ada")
    says_saved(ada, "q-mio")
    sara.page.locator("#q-mio [name='value']").fill("Il testo di Sara")
    status = sara.page.locator("#q-mio [data-autosave-target='status']")
    expect(status).to_contain_text("Ada Fontana ha salvato questa parte")
    expect(status).to_contain_text("Il testo salvato da altri: Il testo di Ada")
    sara.page.get_by_role("button", name="Salva il mio testo").click()
    says_saved(sara, "q-mio")
    answer = application.answers.get(key="mio")
    assert (answer.value, answer.version) == ("Il testo di Sara", 2)
    # The browser itself notes the refusal of the first attempt.
    assert [fault for fault in walk.found if "409" not in fault] == []


@pytest.mark.usefixtures("the_clock")
def test_a_dropped_line_is_said_and_the_text_saved_by_itself_when_it_is_back(walk: Walk) -> None:
    application = composed()
    ada = walk.person(make_legal_representative(application.lead))
    ada.opens(reverse("applications:section", args=[application.pk, "parte"]))
    ada.page.context.set_offline(True)
    ada.page.locator("#q-mio [name='value']").fill("Scritto in galleria")
    status = ada.page.locator("#q-mio [data-autosave-target='status']")
    expect(status).to_contain_text("Non salvato: il testo è su questo dispositivo. Riprovo da solo.")
    ada.page.context.set_offline(False)
    says_saved(ada, "q-mio")
    assert application.answers.get(key="mio").value == "Scritto in galleria"


@pytest.mark.usefixtures("the_clock")
def test_a_table_is_found_again_with_its_rows_after_the_session_has_ended(walk: Walk) -> None:
    application = composed()
    ada = walk.person(make_legal_representative(application.lead))
    ada.opens(reverse("applications:section", args=[application.pk, "parte"]))
    people = ada.page.locator("#q-persone")
    people.get_by_role("button", name="Aggiungi una riga").click()
    Session.objects.all().delete()
    people.locator("[name='rows-0-chi']").fill("Ada")
    people.locator("[name='rows-1-chi']").fill("Ines")
    ada.presses("Salva «Domanda persone»")
    assert "/accesso/login/" in ada.page.url
    ada.fills_sign_in(make_legal_representative(application.lead).email)
    people = ada.page.locator("#q-persone")
    people.get_by_role("button", name="Recupera il testo").click()
    expect(people.locator("[name='rows-1-chi']")).to_have_value("Ines")
    says_saved(ada, "q-persone")
    assert [row["chi"] for row in application.answers.get(key="persone").value] == ["Ada", "Ines"]
