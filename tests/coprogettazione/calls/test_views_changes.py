# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Over HTTP: corrections, changes, answers prepared and released, the rows of the law."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from coprogettazione.calls.forms import CriteriaFormSet, amendable_sections, criteria_initial
from coprogettazione.calls.models import (
    AdmittedCig,
    Call,
    CallChange,
    LegalParameter,
    Parameter,
    Question,
    RegionalProfile,
)
from coprogettazione.calls.services import ask_question
from tests.coprogettazione.calls.test_views import address, signed_in
from tests.factories.calls import make_call, make_executive, make_officer
from tests.factories.calls_people import DURING
from tests.factories.parties import make_ets, make_legal_representative, make_user

pytestmark = pytest.mark.django_db
ACT = {"act_number": "41/2026", "act_date": "2026-02-10"}


@pytest.fixture(autouse=True)
def in_february() -> Any:
    """All of this happens on 10 February 2026."""
    with time_machine.travel(DURING, tick=False):
        yield


def as_shown(call: Call) -> dict[str, Any]:
    """What the page of a change sends when nobody touches the facts."""
    sent: dict[str, Any] = {}
    for form in amendable_sections(call, DURING):
        for bound in form:
            value = bound.value()
            if value is None:
                continue
            if isinstance(value, list):
                value = [getattr(one, "pk", one) for one in value]
            sent[bound.name] = value if isinstance(value, list) else str(value)
    formset = CriteriaFormSet(initial=criteria_initial(call), prefix="criteria")
    for bound in formset.management_form:
        sent[bound.html_name] = bound.value()
    for row in formset.forms:
        for bound in row:
            value = bound.value()
            if value not in (None, ""):
                sent[bound.html_name] = str(value)
    return sent


def test_the_officer_chooses_the_text_finds_it_ready_and_corrects_it() -> None:
    call = make_call("PUBLISHED")
    officer = signed_in(make_officer())
    assert address("correct", call) in officer.get(address("desk", call)).content.decode()
    choose = officer.get(address("correct", call)).content.decode()
    assert 'href="?parte=purpose"' in choose
    assert "?parte=requirements" not in choose
    page = address("correct", call) + "?parte=policy_act"
    assert "delibera Assemblea dei Sindaci 4/2026</textarea>" in officer.get(page).content.decode()
    typed = {"field": "policy_act", "text": "delibera 4/2025", "reasons": "Breve.", **ACT}
    short = officer.post(page, typed)
    assert short.status_code == 422
    assert "delibera 4/2025</textarea>" in short.content.decode()
    answer = officer.post(
        page, {**typed, "reasons": "Nella delibera citata l’anno era sbagliato."}, follow=True
    )
    assert "ha rettificato un errore di scrittura dell’avviso" in answer.content.decode()
    public = Client().get("/avvisi/pis-2026/").content.decode()
    for words in (
        "Rettifica di un errore di scrittura",
        "delibera 4/2025",
        "delibera Assemblea dei Sindaci 4/2026",
    ):
        assert words in public, words
    assert "versione 2" in public


def test_a_change_that_touches_nothing_but_money_changes_only_money() -> None:
    call = make_call("PUBLISHED")
    officer = signed_in(make_officer())
    page = officer.get(address("amend", call)).content.decode()
    assert "Le domande già inviate restano valide" in page
    sent = {
        **as_shown(call),
        **ACT,
        "public_grant": "210.000",
        "deadline": "2026-03-10T12:00",
        "reasons": "È arrivato un altro finanziamento della Regione.",
    }
    early = officer.post(address("amend", call), {**sent, "deadline": "2026-02-12T12:00"})
    assert early.status_code == 422
    assert "Non prima di venerdì 20 febbraio 2026" in early.content.decode()
    assert "210.000" in early.content.decode()
    answer = officer.post(address("amend", call), sent, follow=True)
    assert "ha modificato l’avviso e aperto un nuovo termine" in answer.content.decode()
    change = CallChange.objects.get()
    assert [fact["field"] for fact in change.facts] == ["public_grant"]
    public = Client().get("/avvisi/pis-2026/").content.decode()
    for words in ("180.000\u00a0€", "210.000\u00a0€", "Nuovo termine: martedì 10 marzo 2026", "41/2026"):
        assert words in public, words


@pytest.mark.parametrize("name", ["correct", "amend"])
def test_only_the_officer_changes_a_published_avviso(name: str) -> None:
    call = make_call("PUBLISHED")
    assert signed_in(make_executive()).get(address(name, call)).status_code == 403
    assert signed_in(make_officer()).get(address(name, make_call(code="C-2"))).status_code == 403


def test_an_answer_is_kept_as_it_is_typed_prepared_and_released_with_the_others() -> None:
    call, ets = make_call("PUBLISHED"), make_ets("ets1")
    asker = make_legal_representative(ets)
    for text in ("Noi de La Lanterna possiamo?", "Quando si apre il tavolo?", "Possiamo anche noi?"):
        ask_question(call=call, organisation=ets, text=text, by=asker, at=DURING)
    first, second, third = Question.objects.order_by("pk")
    officer = signed_in(make_officer())
    page = address("questions", call)
    assert "Qui si riconosce chi ha chiesto, o un ente: La Lanterna" in officer.get(page).content.decode()
    typed = {"question": first.pk, "text": "Si può?", "answer": "Sì, ma"}
    quiet = officer.post(page, typed, headers={"X-Autosave": "1"})
    assert quiet.json()["time"] == "10:00"
    first.refresh_from_db()
    assert (first.draft_text, first.draft_answer, first.answered_at) == ("Si può?", "Sì, ma", None)
    officer.post(page, {**typed, "answer": "Sì.", "draft": "1"})
    officer.post(page, {"question": third.pk, "text": "", "answer": "", "shares": first.pk, "draft": "1"})
    officer.post(page, {"question": second.pk, "text": second.text, "answer": "A maggio.", "draft": "1"})
    shown = officer.get(page).content.decode()
    assert "due risposte pronte" in shown
    assert "stessa risposta di un’altra domanda" in shown
    assert "A maggio." not in signed_in(asker).get(page).content.decode()
    assert officer.post(page, {"release": "1"}).status_code == 302
    read = signed_in(asker).get(page).content.decode()
    assert "Si può?" in read
    assert "A maggio." in read
    assert "La Lanterna possiamo" not in read
    public = Client().get("/avvisi/pis-2026/").content.decode()
    assert public.count("Risposta del RUP") == 2
    again = officer.post(page, {"release": "1"})
    assert again.status_code == 422
    assert "Non ci sono risposte pronte" in again.content.decode()


def test_an_answer_that_tells_who_asked_comes_back_with_the_reason_and_the_text() -> None:
    call, ets = make_call("PUBLISHED"), make_ets("ets1")
    asker = make_legal_representative(ets)
    question = ask_question(call=call, organisation=ets, text="Possiamo?", by=asker, at=DURING)
    typed = {"question": question.pk, "text": "La Lanterna può?", "answer": "Sì.", "publish": "1"}
    answer = signed_in(make_officer()).post(address("questions", call), typed)
    assert answer.status_code == 422
    assert "Qui si riconosce chi ha chiesto, o un ente: «La Lanterna»" in answer.content.decode()
    assert "La Lanterna può?</textarea>" in answer.content.decode()


def test_the_administrator_reads_and_changes_the_law_and_everybody_reads_what_holds() -> None:
    administrator = signed_in(make_user("Ugo", "Tecnico", is_superuser=True, is_staff=True))
    listed = administrator.get(reverse("calls:law")).content.decode()
    assert "Giorni di pubblicazione, minimo" in listed
    row = LegalParameter.objects.get(key=Parameter.PUBLICATION_DAYS_MINIMUM, region="")
    page = reverse("calls:law_change", args=["parametro", row.pk])
    assert page in listed
    empty = administrator.post(page, {"value": "15", "norm": "", "valid_from": "2026-02-01", "region": ""})
    assert empty.status_code == 422
    typed = {"value": "15", "norm": "legge di prova 1/2026", "valid_from": "2026-02-01", "region": ""}
    assert administrator.post(page, typed).status_code == 302
    public = Client().get("/parametri/").content.decode()
    assert "legge di prova 1/2026" in public
    assert "non ancora riscontrato sul testo ufficiale" in public
    assert "art. 13, l.r. Toscana 65/2020" in public
    assert "Cambia" not in public
    for kind, model in (("profilo", RegionalProfile), ("cig", AdmittedCig)):
        row_page = reverse("calls:law_change", args=[kind, model.objects.all()[0].pk])
        assert administrator.get(row_page).status_code == 200
    assert administrator.get(reverse("calls:law_change", args=["altro", 1])).status_code == 404


def test_nobody_else_changes_the_law() -> None:
    officer = signed_in(make_officer())
    row = LegalParameter.objects.all()[0]
    assert officer.get(reverse("calls:law")).status_code == 403
    assert officer.post(reverse("calls:law_change", args=["parametro", row.pk]), {}).status_code == 403
    assert Client().get(reverse("calls:law")).status_code == 302
