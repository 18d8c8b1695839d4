# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a dossier and writing its avviso."""

from decimal import Decimal
from typing import Any

import pytest

from coprogettazione.calls.models import Call
from coprogettazione.calls.services import draft_call, save_call_draft, save_criteria
from coprogettazione.parties.models import Comune
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, Stale
from tests.factories.calls import CRITERIA, DRAFTED, make_call, make_executive, make_officer
from tests.factories.parties import make_district, make_ets, make_legal_representative

pytestmark = pytest.mark.django_db


def opened(**changed: Any) -> Call:
    """A dossier opened with these arguments changed."""
    officer = make_officer()
    given = {
        "organisation": make_district().organisation,
        "code": "MENSE-2026",
        "title": "Mense di quartiere",
        "district": make_district(),
        "procedure_officer": officer,
        "executive_officer": make_executive(),
        "by": officer,
        "at": DRAFTED,
    }
    return draft_call(**{**given, **changed})


def test_a_dossier_is_opened_with_its_clauses_ready_and_an_entry_in_the_register() -> None:
    call = opened(code=" mense-2026 ")
    assert (call.code, call.state, call.created_at) == ("MENSE-2026", "DRAFT", DRAFTED)
    assert "entro 60 giorni (per prudenza entro 30)" in call.appeal_clause
    entry = Entry.objects.get(deed="draft_call")
    assert (entry.case_file, entry.subject_kind, entry.subject_id) == (call, "call", call.pk)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"code": "con spazi"}, "code"),
        ({"code": "X" * 41}, "code"),
    ],
)
def test_a_dossier_needs_a_title_and_a_code_that_can_be_an_address(
    changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        opened(**changed)
    assert set(refused.value.fields) == {field}


def test_two_dossiers_never_share_a_code_however_it_is_written() -> None:
    opened()
    with pytest.raises(Invalid) as refused:
        opened(code="Mense-2026")
    assert str(refused.value.fields["code"]) == "Questa sigla è già di un altro fascicolo: scegline un’altra."


def test_who_is_responsible_must_hold_the_role_today() -> None:
    outsider = make_legal_representative(make_ets("ets1"))
    with pytest.raises(Invalid) as refused:
        opened(procedure_officer=outsider, executive_officer=outsider)
    assert set(refused.value.fields) == {"procedure_officer", "executive_officer"}


def test_an_entity_opens_no_dossier() -> None:
    ets = make_ets("ets1")
    with pytest.raises(NotAllowed, match="solo chi lavora nell’amministrazione procedente"):
        opened(organisation=ets, by=make_legal_representative(ets))


def test_what_is_typed_is_saved_unfinished_and_leaves_no_entry() -> None:
    call = opened()
    entries = Entry.objects.count()
    save_call_draft(
        call=call, facts={"purpose": "Un pasto", "cup": "X0"}, by=call.procedure_officer, at=DRAFTED
    )
    call.refresh_from_db()
    assert (call.purpose, call.cup, call.draft_version) == ("Un pasto", "X0", 1)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": "x" * 201}, "title"),
        ({"public_grant": Decimal("12345678901.00")}, "public_grant"),
        ({"selection_mode": "LOTTERY"}, "selection_mode"),
        ({"cts_activities": ["abcd"]}, "cts_activities"),
        ({"comuni": ["Milano"]}, "comuni"),
    ],
)
def test_what_cannot_be_kept_is_refused_on_its_field(facts: dict[str, Any], field: str) -> None:
    call = opened()
    with pytest.raises(Invalid) as refused:
        save_call_draft(call=call, facts=facts, by=call.procedure_officer, at=DRAFTED)
    assert set(refused.value.fields) == {field}


def test_facts_that_are_not_of_the_draft_are_refused() -> None:
    call = opened()
    with pytest.raises(Invalid, match="Campi sconosciuti: state"):
        save_call_draft(call=call, facts={"state": "PUBLISHED"}, by=call.procedure_officer, at=DRAFTED)


def test_comuni_are_named_by_row_number_or_name() -> None:
    call = opened()
    rows = list(make_district().comuni.order_by("name")[:3])
    given = [rows[0], rows[1].pk, rows[2].name.upper()]
    save_call_draft(call=call, facts={"comuni": given}, by=call.procedure_officer, at=DRAFTED)
    assert list(call.comuni.order_by("name")) == rows
    assert isinstance(rows[0], Comune)


def test_the_second_of_two_who_write_at_once_is_told_and_nothing_is_overwritten() -> None:
    call = opened()
    officer = call.procedure_officer
    save_call_draft(call=call, facts={"purpose": "Prima"}, by=officer, at=DRAFTED, base_version=0)
    with pytest.raises(Stale, match="un’altra persona ha salvato"):
        save_call_draft(call=call, facts={"purpose": "Seconda"}, by=officer, at=DRAFTED, base_version=0)
    call.refresh_from_db()
    assert call.purpose == "Prima"


def test_after_the_authorisation_the_text_does_not_change() -> None:
    call = make_call("AUTHORISED")
    with pytest.raises(NotAllowed, match="i suoi fatti non si cambiano"):
        save_call_draft(call=call, facts={"purpose": "Altro"}, by=call.procedure_officer, at=DRAFTED)
    with pytest.raises(NotAllowed, match="i suoi fatti non si cambiano"):
        save_criteria(call=call, criteria=[], by=call.procedure_officer, at=DRAFTED)


def test_criteria_are_written_as_one_list_in_order() -> None:
    call = opened()
    save_criteria(call=call, criteria=CRITERIA, by=call.procedure_officer, at=DRAFTED)
    save_criteria(
        call=call,
        criteria=[
            {"code": "b", "text": "Rete", "max_points": "12.50", "levels": {"1": "Tutti"}},
            CRITERIA[0],
        ],
        by=call.procedure_officer,
        at=DRAFTED,
    )
    assert [(c.code, c.max_points, c.levels) for c in call.criteria.all()] == [
        ("B", Decimal("12.50"), {"1": "Tutti"}),
        ("A", Decimal(20), {}),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [{"code": "A", "text": "Uno", "max_points": 1}, {"code": "a", "text": "Due", "max_points": 2}],
        [{"code": "A", "text": "Uno", "max_points": 1000}],
        [{"code": "A", "text": "x" * 201, "max_points": 1}],
        [{"code": "A", "text": "", "max_points": 1}],
    ],
)
def test_criteria_that_cannot_be_kept_leave_those_that_were(rows: list[dict[str, Any]]) -> None:
    call = opened()
    save_criteria(call=call, criteria=CRITERIA, by=call.procedure_officer, at=DRAFTED)
    with pytest.raises(Invalid) as refused:
        save_criteria(call=call, criteria=rows, by=call.procedure_officer, at=DRAFTED)
    assert set(refused.value.fields) == {"criteria"}
    assert call.criteria.count() == 6
