# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The composer of the form, without a browser and without a script: every button, every refusal in its place."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from coprogettazione.calls.models import Call, CallState, QuestionKind
from coprogettazione.calls.queries import form_of
from coprogettazione.calls.services import save_call_form
from tests.factories.calls import DRAFTED, make_call, make_executive, make_officer
from tests.factories.calls_people import DURING
from tests.factories.forms import choice, form, table, text
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
ASKED = form(choice("alloggio", "Sì", "No"), text("posti", condition={"key": "alloggio", "values": ["si"]}))


@pytest.fixture(autouse=True)
def in_february() -> Iterator[None]:
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def call() -> Call:
    call = make_call()
    save_call_form(call=call, form=ASKED, by=make_officer(), at=DRAFTED)
    call.refresh_from_db()
    return call


def browser(user: Any) -> Client:
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, call: Call, *more: str) -> str:
    return reverse(f"calls:{name}", args=[call.code, *more])


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def press(call: Call, do: str, key: str = "", **more: Any) -> Any:
    data = {"do": do, "key": key, "version": call.draft_version, **more}
    return browser(make_officer()).post(address("form", call), data)


def keys(call: Call) -> list[str]:
    return [question.key for question in form_of(Call.objects.get(pk=call.pk)).questions()]


def question_data(call: Call, **typed: Any) -> dict[str, Any]:
    return {"version": call.draft_version, "label": "Quanti posti?", "by": "LEAD", "required": "on", **typed}


def test_the_page_lists_what_is_asked_of_whom_and_when(call: Call) -> None:
    page = words(browser(make_officer()).get(address("form", call)))
    assert "scelta · il capofila, per tutto il gruppo · Sì · No" in page
    assert "Rispondi solo se a «Domanda alloggio» la risposta è «Sì»." in page
    assert "Il modulo chiede 2 cose." in page
    assert 'aria-label="Sposta su «Domanda posti»"' in page


def test_a_question_of_each_kind_is_added(call: Call) -> None:
    officer = browser(make_officer())
    typed: dict[str, dict[str, Any]] = {
        "TEXT": {"max_length": "2.000", "max_words": "", "prefill": ""},
        "CHOICE": {"options": "Anziani\nMinori\n\n", "multiple": "on"},
        "NUMBER": {"minimum": "1", "maximum": "1.000", "decimals": "0"},
        "AMOUNT": {"minimum": "", "maximum": "1.000,50"},
        "DATE": {"earliest": "2026-09-01", "latest": ""},
        "TABLE": {
            "min_rows": "1", "max_rows": "10", "columns-TOTAL_FORMS": 2, "columns-INITIAL_FORMS": 0,
            "columns-0-label": "Chi", "columns-0-kind": "TEXT", "columns-1-label": "", "columns-1-kind": "TEXT",
        },
        "FILE": {"formats": ["pdf", "p7m"], "signature": "DIGITAL", "max_files": "2"},
        "DECLARATION": {"words": "È vero (art. 46, d.P.R. 445/2000).", "note": "Quale?"},
    }  # fmt: skip
    for kind in QuestionKind.values:
        call.refresh_from_db()
        new = f"{address('form_question_new', call, 'parte')}?tipo={kind}"
        assert officer.get(new).status_code == 200
        data = question_data(call, label=f"Nuova {kind.lower()}", **typed[kind])
        answer = officer.post(new, data)
        assert answer.status_code == 302, words(answer)
        assert answer["Location"] == f"{address('form', call)}#q-nuova-{kind.lower()}"
    asked = {
        q.kind: q for q in form_of(Call.objects.get(pk=call.pk)).questions() if q.key.startswith("nuova")
    }
    assert [option.key for option in asked[QuestionKind.CHOICE].options] == ["anziani", "minori"]
    assert asked[QuestionKind.TEXT].max_length == 2000
    assert str(asked[QuestionKind.AMOUNT].maximum) == "1000.50"
    assert str(asked[QuestionKind.DATE].earliest) == "2026-09-01"
    assert [column.key for column in asked[QuestionKind.TABLE].columns] == ["chi"]
    assert asked[QuestionKind.FILE].formats == ("pdf", "p7m")
    assert asked[QuestionKind.DECLARATION].note == "Quale?"
    preview = words(officer.get(address("form_preview", call)))
    assert "Al massimo 2.000 caratteri." in preview
    assert "Va firmato digitalmente (PAdES o CAdES)" in preview


def test_a_question_is_changed_and_its_answers_keep_their_keys(call: Call) -> None:
    officer = browser(make_officer())
    there = address("form_question", call, "alloggio")
    assert "Sì No" in words(officer.get(there))
    data = question_data(call, label="Offrite un alloggio?", options="No\nSì\nForse", by="LEAD")
    assert officer.post(there, data).status_code == 302
    question = form_of(Call.objects.get(pk=call.pk)).question("alloggio")
    assert question is not None
    assert [(o.key, o.label) for o in question.options] == [("no", "No"), ("si", "Sì"), ("forse", "Forse")]


def test_a_condition_is_chosen_among_the_answers_asked_before_of_one_question(call: Call) -> None:
    officer = browser(make_officer())
    asked = {
        **ASKED["sections"][0],
        "questions": [*ASKED["sections"][0]["questions"], choice("altro", "A", "B")],
    }
    save_call_form(call=call, form={"sections": [asked]}, by=make_officer(), at=DURING)
    new = f"{address('form_question_new', call, 'parte')}?tipo=NUMBER"
    assert "Domanda alloggio → Sì" in words(officer.get(new))
    both = question_data(call, decimals="0", when=["alloggio=si", "altro=a"])
    assert "Scegli le risposte di una domanda sola" in words(officer.post(new, both))
    one = question_data(call, decimals="0", when=["alloggio=si", "alloggio=no"])
    assert officer.post(new, one).status_code == 302
    question = form_of(Call.objects.get(pk=call.pk)).question("quanti-posti")
    assert question is not None
    assert question.condition is not None
    assert question.condition.values == ("si", "no")
    first = words(officer.get(address("form_question", call, "alloggio")))
    assert "Solo se la risposta è" not in first


def test_what_does_not_hold_together_stays_on_the_page_with_the_reason(call: Call) -> None:
    officer = browser(make_officer())
    new = f"{address('form_question_new', call, 'parte')}?tipo=CHOICE"
    answer = officer.post(new, question_data(call, options="Sì"))
    assert answer.status_code == 422
    assert "scrivi almeno due risposte" in words(answer)
    assert 'value="Quanti posti?"' in words(answer)
    new = f"{address('form_question_new', call, 'parte')}?tipo=NUMBER"
    answer = officer.post(new, question_data(call, minimum="9", maximum="1", decimals="0"))
    assert "il minimo è più grande del massimo" in words(answer)
    assert keys(call) == ["alloggio", "posti"]


def test_a_question_on_which_another_depends_is_not_taken_away_nor_moved_below_it(call: Call) -> None:
    answer = press(call, "delete", "alloggio")
    assert answer.status_code == 422
    assert "«Domanda posti» dipende da una domanda che non c’è più" in words(answer)
    answer = press(call, "down", "alloggio")
    assert answer.status_code == 422
    assert "dipende da una domanda che viene dopo" in words(answer)
    assert keys(call) == ["alloggio", "posti"]


def test_a_question_is_moved_taken_away_and_put_back(call: Call) -> None:
    save_call_form(call=call, form=form(text("a"), text("b")), by=make_officer(), at=DURING)
    assert press(call, "up", "b")["Location"].endswith("#q-b")
    assert keys(call) == ["b", "a"]
    call.refresh_from_db()
    press(call, "delete", "b")
    assert keys(call) == ["a"]
    call.refresh_from_db()
    assert "Annulla l’ultima modifica" in words(browser(make_officer()).get(address("form", call)))
    press(call, "undo")
    assert keys(call) == ["b", "a"]


def test_sections_are_added_and_renamed(call: Call) -> None:
    officer = browser(make_officer())
    data = {"version": call.draft_version, "title": "Le persone", "intro": "Chi lavora."}
    assert officer.post(address("form_section_new", call), data).status_code == 302
    call.refresh_from_db()
    read = form_of(call)
    assert [section.key for section in read.sections] == ["parte", "le-persone"]
    data = {"version": call.draft_version, "title": "Le persone del progetto", "intro": ""}
    officer.post(address("form_section", call, "le-persone"), data)
    section = form_of(Call.objects.get(pk=call.pk)).section("le-persone")
    assert section is not None
    assert section.title == "Le persone del progetto"
    empty = officer.post(address("form_section_new", call), {"version": "", "title": " "})
    assert "Dai un titolo alla parte" in words(empty)


def test_the_form_of_another_avviso_of_the_same_body_is_taken_whole(call: Call) -> None:
    other = make_call(code="C-2", title="Un altro avviso")
    save_call_form(call=other, form=form(table("t")), by=make_officer(), at=DURING)
    assert "Un altro avviso (C-2)" in words(browser(make_officer()).get(address("form", call)))
    assert press(call, "copy", **{"from": "C-2"}).status_code == 302
    assert keys(call) == ["t"]
    call.refresh_from_db()
    assert press(call, "copy", **{"from": "ALTROVE"}).status_code == 422


def test_of_two_officers_the_second_is_told_and_keeps_what_was_typed(call: Call) -> None:
    officer = browser(make_officer())
    there = address("form_question", call, "posti")
    first = question_data(call, label="Prima", max_length="", max_words="", prefill="")
    assert officer.post(there, first).status_code == 302
    second = officer.post(there, {**first, "label": "Seconda"})
    assert second.status_code == 409
    assert "Ora nel modulo c’è" in words(second)
    assert "<strong>Prima</strong>" in words(second)
    assert "un’altra persona ha salvato" in words(second)
    assert 'value="Seconda"' in words(second)
    call.refresh_from_db()
    assert f'name="version" value="{call.draft_version}"' in words(second)
    stale = browser(make_officer()).post(address("form", call), {"do": "up", "key": "posti", "version": 0})
    assert stale.status_code == 409
    assert "un’altra persona ha salvato" in words(stale)


def test_a_button_that_finds_its_question_gone_says_so(call: Call) -> None:
    assert "Questa domanda non c’è più" in words(press(call, "up", "sparita"))
    assert press(call, "explode", "alloggio").status_code == 404


def test_the_form_is_read_and_no_longer_written_once_authorised() -> None:
    call = make_call(CallState.AUTHORISED)
    page = words(browser(make_officer()).get(address("form", call)))
    assert "non si cambia più" in page
    assert "Aggiungi la domanda" not in page
    assert press(call, "delete", "goals").status_code == 422
    assert browser(make_officer()).get(address("form_question", call, "goals")).status_code == 403


def test_who_does_not_write_the_avviso_does_not_compose_its_form(call: Call) -> None:
    executive = browser(make_executive())
    assert "Aggiungi la domanda" not in words(executive.get(address("form", call)))
    assert executive.get(address("form_question", call, "posti")).status_code == 403
    entity = browser(make_legal_representative(make_ets("ets1")))
    assert entity.get(address("form", call)).status_code == 403
    assert Client().get(address("form_question", call, "posti")).status_code == 302


def test_a_part_or_kind_that_does_not_exist_is_not_found(call: Call) -> None:
    officer = browser(make_officer())
    assert officer.get(address("form_question", call, "sparita")).status_code == 404
    assert officer.get(address("form_section", call, "sparita")).status_code == 404
    assert officer.get(f"{address('form_question_new', call, 'parte')}?tipo=SOUND").status_code == 404


def test_the_desk_leads_to_the_form_and_to_what_is_wrong_in_it(call: Call) -> None:
    save_call_form(call=call, form=form(text("a", label="Quale ribasso?")), by=make_officer(), at=DURING)
    page = words(browser(make_officer()).get(address("desk", call)))
    assert f'href="{address("form", call)}#q-a"' in page
    assert "Nel modulo della domanda, al posto di «ribasso»" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_whatever_it_lists(
    call: Call, count: int, django_assert_num_queries: Any
) -> None:
    asked = form(*(text(f"domanda-{n}") for n in range(count)))
    save_call_form(call=call, form=asked, by=make_officer(), at=DURING)
    officer = browser(make_officer())
    officer.get(address("form", call))
    with django_assert_num_queries(15):
        officer.get(address("form", call))
