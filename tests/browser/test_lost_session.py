# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The session ends while somebody writes: one signs in again and finds the text."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from coprogettazione.calls.models import CallState
from coprogettazione.tables.models import Minutes
from tests.browser.walk import Walk, Walker
from tests.factories.applications import start
from tests.factories.calls import make_call, make_executive
from tests.factories.evaluation import (
    ADMITTED,
    SCORED,
    make_committee_people,
    make_evaluation,
    make_ranked,
    sheet_of,
)
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    DRAFTED,
    FIRST_END,
    make_attended,
    make_session,
    make_table,
)

TEXT = "Trecento persone, in cinque Comuni,\nogni sera dalle 19 alle 23."

pytestmark = pytest.mark.django_db(transaction=True)


def writes_and_sends(writer: Walker, field: str, button: str) -> None:
    """Type, lose the session, send: the answer is the sign-in."""
    writer.types(field, TEXT)
    Session.objects.all().delete()
    writer.presses(button)
    assert "/accesso/login/" in writer.page.url


def finds_it_again(writer: Walker, user: Any, field: str) -> None:
    """Sign in, and the text of before can be had again."""
    writer.fills_sign_in(user.email)
    writer.page.get_by_role("button", name="Recupera il testo").click()
    expect(writer.page.locator(f"[name='{field}']:visible").first).to_have_value(TEXT)
    expect(writer.page.get_by_text("Testo recuperato. Controllalo e salvalo.")).to_be_visible()


@pytest.mark.usefixtures("the_clock")
def test_a_chapter_of_the_proposal_is_found_again(walk: Walk) -> None:
    application = start(make_call(CallState.PUBLISHED), "ets1", "ets2")
    ada = make_legal_representative(application.lead)
    writer = walk.person(ada)
    writer.opens(reverse("applications:section", args=[application.pk, "proposta"]))
    field = writer.page.locator("#q-goals textarea")
    field.fill(TEXT)
    Session.objects.all().delete()
    writer.presses("Salva «Obiettivi»")
    writer.fills_sign_in(ada.email)
    writer.page.locator("#q-goals").get_by_role("button", name="Recupera il testo").click()
    expect(writer.page.locator("#q-goals textarea")).to_have_value(TEXT)
    writer.presses("Salva «Obiettivi»")
    assert application.answers.get(key="goals").value == TEXT
    assert writer.page.get_by_role("button", name="Recupera il testo").count() == 0
    assert walk.found == []


def test_the_reason_of_a_score_is_found_again(walk: Walk, the_clock: Any) -> None:
    call = make_evaluation(("ets1",))
    the_clock.move_to(SCORED)
    chiara = make_committee_people()[2]
    writer = walk.person(chiara)
    writer.opens(reverse("evaluation:criterion", args=[sheet_of(call, chiara).pk, "a"]))
    writer.picks("coefficient", "0.75")
    writes_and_sends(writer, "reason", "Salva e passa al criterio B")
    finds_it_again(writer, chiara, "reason")
    expect(writer.page.locator("[name='coefficient'][value='0.75']")).to_be_checked()
    assert walk.found == []


def test_the_minutes_are_found_again_with_the_points_added_on_the_way(walk: Walk, the_clock: Any) -> None:
    session = make_attended(make_session(make_table()))
    the_clock.move_to(DRAFTED)
    elena = session.table.call.procedure_officer
    writer = walk.person(elena)
    writer.opens(reverse("tables:draft", args=[session.pk]))
    writer.types("ended_at", FIRST_END.strftime("%Y-%m-%dT%H:%M"))
    writer.page.get_by_role("button", name="Aggiungi un punto").click()
    for number in range(3):
        writer.types(f"points-{number}-title", f"Punto {number + 1}")
    writes_and_sends(writer, "points-2-discussion", "Salva la bozza del verbale")
    finds_it_again(writer, elena, "points-2-discussion")
    writer.presses("Salva la bozza del verbale")
    written = Minutes.objects.get(session=session).points
    assert [point["title"] for point in written] == ["Punto 1", "Punto 2", "Punto 3"]
    assert walk.found == []


def test_the_reasons_of_an_act_are_found_again_and_forgotten_once_received(
    walk: Walk, the_clock: Any
) -> None:
    call = make_ranked(("ets1",))
    the_clock.move_to(ADMITTED)
    davide = make_executive()
    writer = walk.person(davide)
    address = reverse("evaluation:admit", args=[call.code])
    writer.opens(address)
    writes_and_sends(writer, "reasons", "Adotta la determina di ammissione")
    finds_it_again(writer, davide, "reasons")
    writer.types("act_number", "52/2026")
    writer.types("act_date", "2026-03-20")
    writer.presses("Adotta la determina di ammissione")
    kept = writer.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('coprogettazione:'))")
    assert kept == []
    assert walk.found == []
