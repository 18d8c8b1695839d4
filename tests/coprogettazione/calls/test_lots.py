# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A call divided into themes: each with its money, its criteria, its threshold (domain.md §2.1, PER_LOT)."""

from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from coprogettazione.calls.documents import notice_facts
from coprogettazione.calls.forms import amendable_sections
from coprogettazione.calls.models import Call, CallState, all_terms
from coprogettazione.calls.rules import gaps
from coprogettazione.calls.services import AMENDABLE, save_call_draft, save_criteria, save_lots
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.calls import AUTHORISED, DRAFTED, PUBLISHED, make_call, make_officer
from tests.factories.lots import CRITERIA, LOTS, make_divided_call

pytestmark = pytest.mark.django_db


def said(call: Call) -> list[str]:
    """The gaps in words."""
    return [str(gap.label) for gap in gaps(call, DRAFTED)]


def but(index: int, **changes: Any) -> list[dict[str, Any]]:
    """The two themes, one of them changed."""
    return [{**lot, **(changes if place == index else {})} for place, lot in enumerate(LOTS)]


def test_a_divided_avviso_that_is_complete_lacks_nothing() -> None:
    assert said(make_divided_call()) == []


def test_each_theme_has_the_criteria_of_all_and_its_own() -> None:
    first, second = all_terms(make_divided_call())
    assert [c.code for c in first.criteria] == ["A", "B", "N"]
    assert [c.code for c in second.criteria] == ["A", "B", "S"]
    assert (first.grant, first.threshold, first.only_first) == (Decimal(120000), Decimal(60), False)
    assert (second.grant, second.threshold, second.only_first) == (Decimal(60000), Decimal(50), True)


def test_a_call_that_is_not_divided_has_one_set_of_terms() -> None:
    (terms,) = all_terms(make_call())
    assert (terms.lot, terms.grant, terms.threshold) == (None, Decimal(180000), Decimal(60))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"lots": LOTS[:1], "criteria": CRITERIA[:3]},
            "Scrivi almeno due temi, o scegli un altro modo di individuare i partner",
        ),
        (
            {"lots": but(0, public_grant=Decimal(100000))},
            "I contributi dei temi sommano 160.000\xa0€: il contributo pubblico è 180.000\xa0€",
        ),
        ({"lots": but(1, public_grant=None)}, "Tema 2: indica il contributo pubblico"),
        ({"lots": but(0, description=" ")}, "Tema 1: scrivi che cosa si progetta"),
        ({"lots": but(0, threshold=None)}, "Tema 1: Indica la soglia di punti per sedere al tavolo"),
        ({"lots": but(1, threshold=Decimal(101))}, "Tema 2: La soglia supera il punteggio massimo"),
        ({"criteria": CRITERIA[:3]}, "Tema 2: I punti dei criteri sommano 80: devono fare 100"),
        (
            {"tie_break": ["N", "sorteggio_pubblico"]},
            "A parità di punti: il criterio N vale per un tema solo, serve uno di tutti",
        ),
        ({"lots_per_body": 3}, "I temi per ciascun ente sono al più 3: i temi sono 2"),
        (
            {"lots": but(0, title="Gara per l’accoglienza")},
            "Al posto di «Gara» scrivi «procedura di co-progettazione»",
        ),
    ],
)
def test_a_divided_avviso_is_not_authorised_with(facts: dict[str, Any], words: str) -> None:
    assert said(make_divided_call(**facts)) == [words]


def test_a_theme_with_one_partner_may_have_no_threshold() -> None:
    assert said(make_divided_call(lots=but(1, threshold=None))) == []


def test_two_themes_do_not_share_a_number() -> None:
    call = make_divided_call()
    with pytest.raises(Invalid, match="Due temi hanno lo stesso numero: 1"):
        save_lots(call=call, lots=but(1, code="1"), by=make_officer(), at=DRAFTED)
    assert [lot.code for lot in call.lots.all()] == ["1", "2"]


def test_a_criterion_of_a_theme_that_is_not_there_is_refused() -> None:
    call = make_divided_call()
    with pytest.raises(Invalid, match="Il criterio S è del tema 9, che non c’è"):
        save_criteria(
            call=call, criteria=[*CRITERIA[:3], {**CRITERIA[3], "lot": "9"}], by=make_officer(), at=DRAFTED
        )
    assert call.criteria.count() == 4


def test_a_theme_keeps_its_row_while_its_number_stays() -> None:
    call = make_divided_call()
    before = call.lots.get(code="2").pk
    save_lots(call=call, lots=but(1, title="Unità mobile"), by=make_officer(), at=DRAFTED)
    assert (call.lots.get(code="2").pk, call.lots.get(code="2").title) == (before, "Unità mobile")
    assert call.criteria.count() == 4


def test_themes_are_frozen_with_the_avviso() -> None:
    call = make_divided_call(CallState.AUTHORISED)
    with pytest.raises(NotAllowed, match="non è più in preparazione"):
        save_lots(call=call, lots=LOTS, by=make_officer(), at=AUTHORISED)


def test_the_avviso_says_every_theme_with_its_money_and_its_criteria() -> None:
    said = notice_facts(make_divided_call(CallState.PUBLISHED), PUBLISHED)
    assert said["criteria"] == []
    assert [
        (lot["title"], lot["amount"], [c["code"] for c in lot["criteria"]])
        for lot in said["selection"]["lots"]
    ] == [
        ("Accoglienza notturna", Decimal(120000), ["A", "B", "N"]),
        ("Unità di strada", Decimal(60000), ["A", "B", "S"]),
    ]


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (None, "Un ente può candidarsi a tutti i temi, da solo o in gruppo."),
        (1, "Un ente si candida a un solo tema, da solo o in gruppo."),
        (2, "Un ente si candida al più a 2 temi, da solo o in gruppo."),
    ],
)
def test_the_avviso_and_its_page_say_for_how_many_themes_one_body_may_stand(
    most: int | None, words: str
) -> None:
    call = make_divided_call(CallState.PUBLISHED, lots_per_body=most)
    rules = {rule["title"]: rule["text"] for rule in notice_facts(call, PUBLISHED)["rules"]}
    assert rules["Temi per ciascun ente"] == words
    assert "Partecipazione dello stesso ente in due gruppi per lo stesso tema" in rules
    assert words in Client().get("/avvisi/pis-2026/").content.decode()


def test_an_avviso_that_is_not_divided_says_nothing_of_themes() -> None:
    call = make_call(CallState.PUBLISHED, lots_per_body=1)
    rules = {rule["title"] for rule in notice_facts(call, PUBLISHED)["rules"]}
    assert "Partecipazione dello stesso ente in due gruppi" in rules
    assert "Temi per ciascun ente" not in rules
    assert "si candida a un solo tema" not in Client().get("/avvisi/pis-2026/").content.decode()


def test_none_is_no_number_of_themes() -> None:
    call = make_divided_call()
    with pytest.raises(Invalid) as refused:
        save_call_draft(call=call, facts={"lots_per_body": 0}, by=make_officer(), at=DRAFTED)
    assert set(refused.value.fields) == {"lots_per_body"}


def test_how_many_themes_is_asked_at_the_desk_only_of_a_divided_avviso() -> None:
    visitor = Client()
    visitor.force_login(make_officer())
    with time_machine.travel(DRAFTED, tick=False):
        make_call()
        assert (
            'name="lots_per_body"' not in visitor.get("/fascicoli/PIS-2026/avviso/criteri/").content.decode()
        )
        make_divided_call(code="DIVISO-2026")
        page = visitor.get("/fascicoli/DIVISO-2026/avviso/criteri/").content.decode()
        assert "Temi per ciascun ente: al più" in page


def test_how_many_themes_is_frozen_with_the_avviso() -> None:
    call = make_divided_call(CallState.PUBLISHED, lots_per_body=1)
    assert "lots_per_body" not in AMENDABLE
    assert all("lots_per_body" not in form.fields for form in amendable_sections(call, PUBLISHED))
