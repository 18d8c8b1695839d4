# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the deeds and of the questions."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from coprogettazione.calls.models import Call, Question
from coprogettazione.calls.services import ask_question
from tests.factories.calls import (
    AUTHORISED,
    PUBLISHED,
    make_call,
    make_executive,
    make_officer,
)
from tests.factories.calls_people import DURING, person
from tests.factories.parties import make_district, make_ets, make_legal_representative

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_february() -> Any:
    """All of this happens on 10 February 2026, unless a test says another day."""
    with time_machine.travel(DURING, tick=False):
        yield


def signed_in(user: Any) -> Client:
    """A browser of this person, who has the second factor that officials must have."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, call: Call, *more: str) -> str:
    """The address of a page of the avviso."""
    return reverse(f"calls:{name}", args=[call.code, *more])


def test_a_new_dossier_is_opened_and_leads_to_its_avviso() -> None:
    officer, executive, district = make_officer(), make_executive(), make_district()
    client = signed_in(officer)
    assert "Apri il fascicolo" in client.get(reverse("calls:new")).content.decode()
    typed = {
        "code": "mense-2026",
        "call_title": "Mense di quartiere",
        "district": district.pk,
        "procedure_officer": officer.pk,
        "executive_officer": executive.pk,
    }
    answer = client.post(reverse("calls:new"), typed)
    call = Call.objects.get(code="MENSE-2026")
    assert answer["Location"] == address("desk", call)
    again = client.post(reverse("calls:new"), typed)
    assert again.status_code == 422
    assert "Questa sigla è già di un altro fascicolo" in again.content.decode()


def test_a_new_dossier_is_not_for_entities() -> None:
    answer = signed_in(make_legal_representative(make_ets("ets1"))).get(reverse("calls:new"))
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("deed", "state", "who", "words"),
    [
        ("declare_officer_conflicts", "DRAFT", "the officer of the call", "si astiene e lo segnala"),
        ("authorise_call", "DRAFT", "the executive of the call", "Da qui il testo non si cambia più"),
        ("publish_call", "AUTHORISED", "the officer of the call", "Non prima di venerdì 20 febbraio 2026"),
        (
            "extend_deadline",
            "PUBLISHED",
            "the officer of the call",
            "Il termine di ora è mercoledì 25 febbraio",
        ),
        ("revoke_call", "PUBLISHED", "the executive of the call", "guarda al futuro"),
        (
            "annul_call",
            "PUBLISHED",
            "the executive of the call",
            "La determina di indizione del 29 gennaio 2026",
        ),
        ("replace_procedure_officer", "DRAFT", "the executive of the call", "resta nel registro"),
        (
            "replace_executive_officer",
            "DRAFT",
            "the executive of the call",
            "Gli atti già adottati restano validi",
        ),
        ("grant_audit", "DRAFT", "the executive of the call", "e solo questo"),
        ("end_audit", "DRAFT", "the executive of the call", "Da subito"),
    ],
)
def test_every_deed_has_a_calm_page_that_says_its_effect(deed: str, state: str, who: str, words: str) -> None:
    call = make_call(state)
    answer = signed_in(person(who, call)).get(reverse("deed", args=[call.code, deed, call.pk]))
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_the_avviso_is_authorised_and_published_through_its_pages() -> None:
    call = make_call()
    with time_machine.travel(AUTHORISED, tick=False):
        answer = signed_in(make_executive()).post(
            reverse("deed", args=[call.code, "authorise_call", call.pk]),
            {"act_number": "31/2026", "act_date": "2026-01-29"},
        )
        assert answer.status_code == 302, answer.content.decode()
    with time_machine.travel(PUBLISHED, tick=False):
        officer = signed_in(make_officer())
        page = reverse("deed", args=[call.code, "publish_call", call.pk])
        early = officer.post(page, {"deadline": "2026-02-05T12:00", "questions_deadline": ""})
        assert early.status_code == 422
        assert "Non prima di giovedì 12 febbraio 2026" in early.content.decode()
        answer = officer.post(
            page, {"deadline": "2026-02-25T12:00", "questions_deadline": "2026-02-16T12:00"}
        )
        assert answer.status_code == 302
    call.refresh_from_db()
    assert (call.state, call.deadline) == ("PUBLISHED", make_call("PUBLISHED", code="C-2").deadline)


def test_an_entity_asks_and_the_officer_answers_on_the_same_page() -> None:
    call, ets = make_call("PUBLISHED"), make_ets("ets1")
    entity, officer = signed_in(make_legal_representative(ets)), signed_in(make_officer())
    page = address("questions", call)
    answer = entity.post(page, {"organisation": ets.pk, "text": "I volontari valgono?"})
    assert answer.status_code == 302
    question = Question.objects.get()
    waiting = officer.get(page).content.decode()
    assert "una da rispondere" in waiting
    assert "I volontari valgono?" in waiting
    assert ets.known_as not in waiting
    assert "I volontari valgono?" not in entity.get(page).content.decode()
    typed = {"question": question.pk, "text": "Le ore dei volontari valgono?", "publish": "1"}
    empty = officer.post(page, {**typed, "answer": ""})
    assert empty.status_code == 422
    assert officer.post(page, {**typed, "answer": "Sì, nel criterio E."}).status_code == 302
    read = signed_in(person("a person without roles", call)).get(page).content.decode()
    assert "Sì, nel criterio E." in read
    assert "Le ore dei volontari valgono?" in read
    assert "I volontari valgono?" not in read
    assert "martedì 10 febbraio 2026" in read


def test_questions_of_a_draft_are_not_there_yet() -> None:
    call = make_call()
    answer = signed_in(make_officer()).get(address("questions", call))
    assert answer.status_code == 403
    assert "L’avviso non è ancora pubblicato" in answer.content.decode()


def test_after_the_term_the_page_says_why_nobody_can_ask() -> None:
    call = make_call("PUBLISHED")
    with time_machine.travel(DURING + timedelta(days=7), tick=False):
        page = signed_in(make_legal_representative(make_ets("ets1"))).get(address("questions", call))
    assert "Il termine per fare domande sull’avviso è scaduto" in page.content.decode()


def _queries(client: Client, page: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def test_the_hub_and_the_criteria_cost_the_same_with_one_and_three_rows() -> None:
    officer = signed_in(make_officer())
    one = make_call(criteria=[{"code": "A", "text": "Qualità", "max_points": 100}], tie_break=["A"])
    three = make_call(
        code="C-3",
        criteria=[
            {"code": c, "text": "Qualità", "max_points": p} for c, p in (("A", 30), ("B", 30), ("C", 40))
        ],
    )
    for name, more in (("desk", ()), ("section", ("criteri",))):
        assert _queries(officer, address(name, one, *more)) == _queries(officer, address(name, three, *more))


def test_the_questions_cost_the_same_with_one_and_three_rows() -> None:
    call, ets = make_call("PUBLISHED"), make_ets("ets1")
    asker, officer = make_legal_representative(ets), signed_in(make_officer())
    counts = []
    for number in range(3):
        ask_question(call=call, organisation=ets, text=f"Domanda {number}?", by=asker, at=DURING)
        counts.append(_queries(officer, address("questions", call)))
    assert counts[0] == counts[2]
