# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where no script runs everything can be read, and everything can be done."""

from typing import Any

import pytest
from django.urls import reverse

from coprogettazione.calls.models import Call, CallState
from tests.browser.walk import Walk
from tests.factories.applications import start
from tests.factories.calls import DEADLINE, PUBLISHED, make_call, make_officer
from tests.factories.parties import make_legal_representative
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db(transaction=True)

#: Page → words that must be legible on it.
PUBLIC = {
    "/": "Pronto intervento sociale di prossimità",
    "/avvisi/": "Pronto intervento sociale di prossimità",
    "/avvisi/pis-2026/": "mercoledì 25 febbraio 2026, ore 12:00",
    "/tavoli/dop-2026/": "La Lanterna",
    "/convenzioni/dop-2026/": "180.000 €",
    "/come-funziona/": "Come funziona",
    "/cerca/?q=sociale": "Pronto intervento sociale di prossimità",
}


@pytest.mark.usefixtures("the_clock")
def test_the_public_pages_are_read_to_the_last_fold(walk: Walk) -> None:
    make_call(CallState.PUBLISHED)
    make_agreement(code="DOP-2026")
    citizen = walk.visitor(java_script_enabled=False)
    for address, words in PUBLIC.items():
        citizen.opens(address)
        assert words in citizen.reads()
        menu = citizen.page.locator("header nav a:visible")
        assert menu.count() >= 6
        for fold in citizen.page.locator("main details").all():
            fold.locator("summary").click()
            assert fold.locator(":scope > :not(summary)").first.is_visible()
    citizen.follows("Convenzioni", first=True)
    assert citizen.page.url.endswith("/convenzioni/")
    assert walk.found == []


def test_an_official_signs_in_and_does_a_deed(walk: Walk, the_clock: Any) -> None:
    call = make_call(CallState.AUTHORISED)
    the_clock.move_to(PUBLISHED)
    elena = walk.person(make_officer(), java_script_enabled=False)
    elena.takes_up("Pubblica")
    elena.types("deadline", DEADLINE.strftime("%Y-%m-%dT%H:%M"))
    elena.types("questions_deadline", "2026-02-16T12:00")
    elena.sends()
    assert "Fatto, ed è nel registro" in elena.reads()
    assert Call.objects.get(pk=call.pk).state == CallState.PUBLISHED
    assert walk.found == []


@pytest.mark.usefixtures("the_clock")
def test_a_step_of_the_application_is_filled_in_and_found_again(walk: Walk) -> None:
    application = start(make_call(CallState.PUBLISHED), "ets1", "ets2")
    ada = walk.person(make_legal_representative(application.lead), java_script_enabled=False)
    ada.opens(reverse("applications:section", args=[application.pk, "proposta"]))
    ada.page.locator("#q-goals textarea").fill("Trecento persone raggiunte.")
    ada.presses("Salva «Obiettivi»")
    assert ada.page.locator("#q-goals textarea").input_value() == "Trecento persone raggiunte."
    ada.opens(reverse("applications:plan", args=[application.pk]))
    ada.types("grant-amount", "180.000")
    ada.picks("lines-0-category", "A")
    ada.picks("lines-0-source", "PUBLIC")
    ada.types("lines-0-description", "Operatori di strada")
    ada.types("lines-0-amount", "90.000,50")
    ada.presses("Salva il piano")
    assert str(application.lines.get().amount) == "90000.50"
    assert walk.found == []
