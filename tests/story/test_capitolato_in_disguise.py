# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cons. Stato 5217 and 5218/2023: annexes as strict as tender specifications, doubtful reimbursements: it was an
ordinary procurement. An avviso that speaks or chooses like a tender is not authorised.
"""

from typing import Any

import pytest
from django.urls import reverse

from coprogettazione.calls.models import CallState
from tests.factories.calls import AUTHORISED, CRITERIA, make_call, make_executive, make_officer
from tests.story.doors import deed_page, read, send

pytestmark = pytest.mark.django_db
ACT = {"act_number": "31/2026", "act_date": "2026-01-29"}
PRICE = [{**CRITERIA[0], "text": "Minor costo della proposta"}, *CRITERIA[1:]]


@pytest.mark.parametrize(
    ("written", "word", "reason"),
    [
        ({"object": "I servizi descritti nel capitolato allegato."}, "capitolato", "documento progettuale"),
        ({"expected_contribution": "Il corrispettivo è a corpo."}, "corrispettivo", "contributo a rimborso"),
        ({"phases": "Il progetto è immodificabile."}, "immodificabile", "da definire al tavolo"),
        ({"criteria": PRICE}, "Minor costo", "Risorse messe a disposizione"),
    ],
)
def test_an_avviso_that_speaks_like_a_tender_is_not_authorised(
    written: dict[str, Any], word: str, reason: str
) -> None:
    call = make_call(**written)
    status, said = send(make_executive(), deed_page(call, "authorise_call"), AUTHORISED, **ACT)
    assert status == 422
    assert f"Al posto di «{word}» scrivi «{reason}" in said
    assert "Cons. Stato 5217 e 5218/2023" in said
    call.refresh_from_db()
    assert call.state == CallState.DRAFT


def test_the_officer_finds_the_word_where_it_was_written() -> None:
    call = make_call(object="I servizi descritti nel capitolato allegato.")
    said = read(make_officer(), reverse("calls:desk", args=[call.code]), AUTHORISED)
    assert "capitolato" in said
    assert "#id_object" in said


def test_an_avviso_that_says_what_it_is_not_is_authorised() -> None:
    call = make_call(
        object="Questa procedura non è una gara: si progetta insieme, il documento è di massima."
    )
    status, said = send(make_executive(), deed_page(call, "authorise_call"), AUTHORISED, **ACT)
    assert status == 302, said
    call.refresh_from_db()
    assert call.state == CallState.AUTHORISED
