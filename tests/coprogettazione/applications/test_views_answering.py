# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a composed form: each kind of answer, what is taken up from before, what changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.services import save_answer
from coprogettazione.calls.models import Call, CallState
from coprogettazione.parties.models import Organisation
from tests.factories.applications import STARTED, colleague_of, make_application, start
from tests.factories.calls import ROME, make_call
from tests.factories.forms import choice, form, number, table, text
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 18, 10, 42, tzinfo=ROME)
ASKED = form(
    choice("alloggio", "Sì", "No"),
    choice("per-chi", "Anziani", "Minori", multiple=True, required=False),
    number("posti", condition={"key": "alloggio", "values": ["si"]}, maximum="300"),
    {"key": "costo", "kind": "AMOUNT", "label": "Costo"},
    {"key": "quando", "kind": "DATE", "label": "Quando"},
    table("persone", by="EACH_MEMBER", max_rows=2),
    text("breve", max_length=20, by="EACH_MEMBER"),
)
QUIET = {"X-Autosave": "1"}


@pytest.fixture(autouse=True)
def the_clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def draft() -> Application:
    call = make_call(CallState.PUBLISHED)
    Call.objects.filter(pk=call.pk).update(form=ASKED)
    call.refresh_from_db()
    return start(call, "ets1", "ets2")


@pytest.fixture
def ada(draft: Application) -> Any:
    return make_legal_representative(draft.lead)


def said(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("alloggio", {"value": "si"}, "si"),
        ("per-chi", {"value": ["minori", "anziani"]}, ["anziani", "minori"]),
        ("posti", {"value": "1.234"}, "1234"),
        ("costo", {"value": "1.234,50 €"}, "1234.50"),
        ("quando", {"value": "2026-09-01"}, "2026-09-01"),
        ("breve", {"value": "Un testo"}, "Un testo"),
    ],
)
def test_each_kind_is_saved_as_italians_write_it(
    visit: Any, draft: Application, ada: Any, key: str, typed: dict[str, Any], kept: Any
) -> None:
    answer = visit.post(ada, "answer", draft.pk, key, version=0, **typed, headers=QUIET)
    assert answer.json() == {"time": "10:42", "version": 1}
    assert draft.answers.get(key=key).value == kept


def rows(*given: dict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {"rows-TOTAL_FORMS": len(given), "rows-INITIAL_FORMS": 0, "version": 0}
    for number_, row in enumerate(given):
        data |= {f"rows-{number_}-{name}": value for name, value in row.items()}
    return data


def test_a_table_is_saved_row_by_row_and_refused_in_its_place(
    visit: Any, draft: Application, ada: Any
) -> None:
    ada_row = {"chi": "Ada", "quanto": "3.000,50", "quando": "2026-09-01"}
    blank = {"chi": "", "quanto": "", "quando": ""}
    data = rows(ada_row, blank)
    assert visit.post(ada, "answer", draft.pk, "persone", **data).status_code == 302
    assert draft.answers.get(key="persone").value == [
        {"chi": "Ada", "quanto": "3000.50", "quando": "2026-09-01"}
    ]
    shown = said(visit(ada, "section", draft.pk, "parte"))
    assert 'value="3.000,50"' in shown
    wrong = visit.post(ada, "answer", draft.pk, "persone", **rows({**ada_row, "quanto": "molto"}))
    assert wrong.status_code == 422
    assert 'value="molto"' in said(wrong)
    assert "Scrivi un numero in cifre" in said(wrong)
    quiet = visit.post(
        ada, "answer", draft.pk, "persone", **rows({**ada_row, "quanto": "molto"}), headers=QUIET
    )
    assert "Scrivi un numero in cifre" in quiet.json()["message"]


def test_what_cannot_be_kept_stays_on_the_page_with_an_example(
    visit: Any, draft: Application, ada: Any
) -> None:
    answer = visit.post(ada, "answer", draft.pk, "quando", value="domani", version=0)
    assert answer.status_code == 422
    assert "Scrivi una data che esiste, per esempio 25/02/2026" in said(answer)
    assert not draft.answers.exists()


def test_a_text_too_long_is_kept_counted_and_told_on_the_check_page(
    visit: Any, draft: Application, ada: Any
) -> None:
    visit.post(ada, "answer", draft.pk, "breve", value="x" * 25, version=0)
    assert "25 caratteri su 20" in said(visit(ada, "section", draft.pk, "parte"))
    assert "25 caratteri su 20: accorcia il testo" in said(visit(ada, "check", draft.pk))


def test_two_tabs_are_given_both_texts_also_while_one_types(visit: Any, draft: Application, ada: Any) -> None:
    visit.post(ada, "answer", draft.pk, "breve", value="Il primo", version=0)
    second = visit.post(ada, "answer", draft.pk, "breve", value="Il secondo", version=0, headers=QUIET)
    assert second.status_code == 409
    assert (second.json()["theirs"], second.json()["version"]) == ("Il primo", 1)
    third = visit.post(ada, "answer", draft.pk, "breve", value="Il secondo", version=1, headers=QUIET)
    assert third.json()["version"] == 2


def test_a_question_under_a_condition_says_when_to_answer_it(
    visit: Any, draft: Application, ada: Any
) -> None:
    page = said(visit(ada, "section", draft.pk, "parte"))
    assert "Rispondi solo se a «Domanda alloggio» la risposta è «Sì»." in page
    assert 'data-depends="q-alloggio" data-values="si" data-met="0"' in page
    visit.post(ada, "answer", draft.pk, "alloggio", value="si", version=0)
    assert 'data-values="si" data-met="1"' in said(visit(ada, "section", draft.pk, "parte"))


def test_an_answer_left_out_is_listed_on_the_check_page(visit: Any, draft: Application, ada: Any) -> None:
    visit.post(ada, "answer", draft.pk, "posti", value="12", version=0)
    page = said(visit(ada, "check", draft.pk))
    assert "Risposte che restano fuori" in page
    assert "Domanda posti" in page


def test_a_partner_reads_the_answers_of_the_lead_and_cannot_write_them(
    visit: Any, draft: Application, ada: Any
) -> None:
    visit.post(ada, "answer", draft.pk, "alloggio", value="si", version=0)
    marco = make_legal_representative(make_ets("ets2"))
    page = said(visit(marco, "section", draft.pk, "parte"))
    assert "Salva «Domanda alloggio»" not in page
    assert "Salva «Domanda breve»" in page
    answer = visit.post(marco, "answer", draft.pk, "alloggio", value="no", version=1, headers=QUIET)
    assert answer.status_code == 422
    assert "risponde il capofila" in answer.json()["message"]


def test_a_page_or_question_that_the_form_does_not_have_is_not_found(
    visit: Any, draft: Application, ada: Any
) -> None:
    assert visit(ada, "section", draft.pk, "proposta").status_code == 404
    assert visit.post(ada, "answer", draft.pk, "goals", value="x", version=0).status_code == 404
    assert visit.post(ada, "take", draft.pk, "breve", **{"from": "scheda"}).status_code == 404


def test_only_a_short_answer_is_missing_and_is_given_on_the_check_page(visit: Any) -> None:
    application = make_application(state=ApplicationState.DRAFT)
    ada = make_legal_representative(application.lead)
    application.answers.filter(key="site").delete()
    page = said(visit(ada, "check", application.pk))
    assert "Manca «Sede operativa»" in page
    data = {"value": "Via del Mulino 8", "version": 0, "back": "controlla"}
    answer = visit.post(ada, "answer", application.pk, "site", **data)
    assert answer.url == reverse("applications:check", args=[application.pk])
    assert "La domanda è pronta" in said(visit(ada, "check", application.pk))


def test_the_address_of_the_entity_is_offered_and_taken_only_when_asked(visit: Any) -> None:
    draft = start(make_call(CallState.PUBLISHED))
    ada = make_legal_representative(draft.lead)
    Organisation.objects.filter(pk=draft.lead_id).update(address="Via del Mulino 8, Valdora")
    page = said(visit(ada, "section", draft.pk, "parte"))
    assert "Riprendi dalla scheda dell’ente" in page
    assert "Via del Mulino 8, Valdora" in page
    assert not draft.answers.exists()
    visit.post(ada, "take", draft.pk, "site", **{"from": "scheda"})
    assert draft.answers.get(key="site").value == "Via del Mulino 8, Valdora"
    assert "Riprendi dalla scheda dell’ente" not in said(visit(ada, "section", draft.pk, "parte"))


def test_the_last_application_is_offered_by_its_own_body_alone(visit: Any) -> None:
    earlier = make_application(make_call(CallState.PUBLISHED, title="Prima"), "ets1", "ets2")
    draft = start(make_call(CallState.PUBLISHED, code="C-2"), "ets2", "ets1")
    marco, ada = (make_legal_representative(make_ets(key)) for key in ("ets2", "ets1"))
    page = said(visit(marco, "section", draft.pk, "parte"))
    assert "Riprendi dalla domanda del 10 febbraio 2026 per «Prima»" in page
    assert "Persone e volontari, scritto da Passi Insieme." in page
    # Of the earlier group the lead was La Lanterna: the common chapters were not written by Passi Insieme.
    assert "Riprendi dalla domanda" not in said(visit(marco, "section", draft.pk, "proposta"))
    assert "scritto da La Lanterna" not in page
    visit.post(marco, "take", draft.pk, "staff", **{"from": "domanda"})
    assert draft.answers.get(key="staff").value == "Persone e volontari, scritto da Passi Insieme."
    assert earlier.answers.filter(key="staff").count() == 2
    assert "Persone e volontari, scritto da La Lanterna." in said(visit(ada, "section", draft.pk, "parte"))


def test_what_is_taken_up_never_overwrites_what_is_written(visit: Any) -> None:
    make_application(make_call(CallState.PUBLISHED), "ets1")
    draft = start(make_call(CallState.PUBLISHED, code="C-2"), "ets1")
    ada = make_legal_representative(draft.lead)
    save_answer(application=draft, organisation=draft.lead, key="goals", value="Nuovi", by=ada, at=STARTED)
    answer = visit.post(ada, "take", draft.pk, "goals", **{"from": "domanda"})
    assert answer.status_code == 409
    assert draft.answers.get(key="goals").value == "Nuovi"


def test_the_group_page_says_what_changed_and_asks_the_representative_to_confirm_again(visit: Any) -> None:
    application = make_application(None, "ets1", "ets2", state=ApplicationState.DRAFT)
    ada, marco = (make_legal_representative(make_ets(key)) for key in ("ets1", "ets2"))
    visit.post(ada, "answer", application.pk, "goals", value="Altri", version=1)
    page = said(visit(marco, "group", application.pk))
    assert "Il testo è cambiato dopo l’impegno" in page
    assert f'/domande/{application.pk}/modulo/proposta/#q-goals">Obiettivi</a>' in page
    assert "Conferma di nuovo l’impegno" in page
    sara = colleague_of(make_ets("ets2"))
    assert "Conferma di nuovo l’impegno" not in said(visit(sara, "group", application.pk))
    visit.post(marco, "commit", application.pk)
    assert "Conferma di nuovo" not in said(visit(marco, "group", application.pk))


def test_words_of_the_office_are_never_code_on_the_page(visit: Any) -> None:
    call = make_call(CallState.PUBLISHED)
    wicked = "<script>alert(1)</script>"
    asked = form(
        text("a", label=wicked, help=wicked),
        choice("b", wicked, "No", label=wicked),
        {"key": "c", "kind": "DECLARATION", "label": wicked, "words": wicked, "help": wicked, "note": wicked},
        {"key": "d", "kind": "FILE", "label": wicked, "help": wicked},
        table("e", label=wicked, help=wicked),
    )
    asked["sections"][0].update(title=wicked, intro=wicked)
    Call.objects.filter(pk=call.pk).update(form=asked)
    call.refresh_from_db()
    draft = start(call)
    page = said(visit(make_legal_representative(draft.lead), "section", draft.pk, "parte"))
    assert "alert(1)" in page
    assert wicked not in page


@pytest.mark.parametrize("answers", [1, 3])
def test_a_section_costs_the_same_queries_however_much_is_answered(
    visit: Any, draft: Application, ada: Any, answers: int, django_assert_num_queries: Any
) -> None:
    for key, value in [("alloggio", "si"), ("costo", "12"), ("breve", "x")][:answers]:
        visit.post(ada, "answer", draft.pk, key, value=value, version=0)
    visit(ada, "section", draft.pk, "parte")
    with django_assert_num_queries(20):
        visit(ada, "section", draft.pk, "parte")
