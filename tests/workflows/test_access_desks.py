# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A request of access on the desks: who must do what, by when, what silence leaves."""

from datetime import date, timedelta

import pytest

from coprogettazione.calls.services import lapse_overdue_access, revoke_call
from coprogettazione.parties.models import User
from tests.factories.access import (
    ASKED,
    DUE,
    OPPOSE_BY,
    TOLD,
    answer,
    ask,
    ask_civic,
    make_opened,
    oppose,
    register,
    tell,
    waive,
)
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.workflows.desks import desk_of
from workflows.engine import sweep

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DEEDS = ("answer_access", "oppose_access")


def access_duties(person: User) -> list[tuple[str, object]]:
    """What of access lies on a person's desk, with its term."""
    return [(duty.deed, duty.due) for duty in desk_of(person) if duty.deed in DEEDS]


def test_a_request_lies_on_the_desk_of_the_officer_with_its_term_until_it_is_answered() -> None:
    request = ask(make_opened())
    assert access_duties(make_officer()) == [("answer_access", DUE)]
    [duty] = [d for d in desk_of(make_officer()) if d.deed == "answer_access"]
    assert duty.url == f"/fascicoli/PIS-2026/accesso/{request.pk}/"
    assert duty.about == make_ets("ets3").known_as
    answer(request)
    assert access_duties(make_officer()) == []


def test_while_the_counter_interested_have_their_days_the_officer_waits() -> None:
    request = tell(ask(make_opened()))
    told = make_legal_representative(make_ets("ets1"))
    assert access_duties(make_officer()) == []
    assert access_duties(told) == [("oppose_access", OPPOSE_BY)]
    assert sweep(OPPOSE_BY) == 0
    assert sweep(OPPOSE_BY + SECOND) == 1
    assert access_duties(told) == []
    assert access_duties(make_officer()) == [("answer_access", request.due_at)]


def test_the_last_objection_gives_the_request_back_with_its_shorter_term() -> None:
    request = ask(make_opened(), key="ets4")
    tell(request, "ets1", "ets3")
    oppose(request, "ets1", at=TOLD)
    assert access_duties(make_officer()) == []
    oppose(request, "ets3", at=TOLD + timedelta(days=4))
    request.refresh_from_db()
    assert access_duties(make_officer()) == [("answer_access", request.due_at)]
    assert access_duties(make_legal_representative(make_ets("ets1"))) == []


def test_what_the_office_registers_lies_on_the_officers_desk_with_the_term_of_its_arrival() -> None:
    register(make_opened())
    assert access_duties(make_officer()) == [("answer_access", DUE)]


def test_a_body_that_does_not_object_clears_its_desk_and_gives_the_request_back() -> None:
    request = ask(make_opened(), key="ets4")
    tell(request, "ets1", "ets3")
    waive(request, "ets1", at=TOLD)
    assert access_duties(make_legal_representative(make_ets("ets1"))) == []
    assert access_duties(make_officer()) == []
    waive(request, "ets3", at=TOLD + timedelta(days=1))
    request.refresh_from_db()
    assert access_duties(make_officer()) == [("answer_access", request.due_at)]


def test_a_second_body_can_be_told_after_the_first_was_heard() -> None:
    request = tell(ask(make_opened(), key="ets4"), "ets1")
    sweep(OPPOSE_BY + SECOND)
    tell(request, "ets3", at=OPPOSE_BY + timedelta(days=1))
    assert [deed for deed, _due in access_duties(make_legal_representative(make_ets("ets3")))] == [
        "oppose_access"
    ]
    assert access_duties(make_legal_representative(make_ets("ets1"))) == []
    request.refresh_from_db()
    assert request.suspended_days == 20


def test_silence_clears_the_desk_of_a_refusal_and_leaves_what_is_still_owed() -> None:
    call = make_opened()
    ask(call)
    ask_civic(call)
    assert len(access_duties(make_officer())) == 2
    lapse_overdue_access(at=DUE + SECOND)
    assert access_duties(make_officer()) == [("answer_access", DUE)]


def test_a_deferral_comes_back_with_its_own_day() -> None:
    request = answer(
        ask(make_opened()),
        outcome="DEFERRED",
        copies=[],
        readable_until=None,
        deferred_until=date(2026, 5, 4),
    )
    assert access_duties(make_officer()) == [("answer_access", request.due_at)]


def test_a_request_is_owed_an_answer_also_when_the_procedure_is_revoked() -> None:
    call = make_opened()
    ask(call)
    revoke_call(
        call=call,
        reason_code="PUBLIC_INTEREST",
        reasons="Il finanziamento regionale è stato ritirato con delibera.",
        act_number="60/2026",
        act_date=ASKED.date(),
        by=make_executive(),
        at=ASKED + timedelta(days=1),
    )
    assert access_duties(make_officer()) == [("answer_access", DUE)]
