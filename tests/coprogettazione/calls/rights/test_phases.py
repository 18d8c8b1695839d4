# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Officials are bound by the phases too: in the wrong state the right person is refused, with the reason."""

from datetime import timedelta

import pytest

from coprogettazione.calls.models import Call, CallState
from coprogettazione.records.rights import may
from tests.factories.calls import DEADLINE, QUESTIONS_DEADLINE, make_call
from tests.factories.calls_people import DURING, person

pytestmark = pytest.mark.django_db

#: The right, who would hold it, the states in which it can be used.
PHASES = [
    ("save_call_draft", "the officer of the call", {"DRAFT"}),
    ("save_criteria", "the officer of the call", {"DRAFT"}),
    ("declare_officer_conflicts", "the officer of the call", {"DRAFT"}),
    ("authorise_call", "the executive of the call", {"DRAFT"}),
    ("publish_call", "the officer of the call", {"AUTHORISED"}),
    ("extend_deadline", "the officer of the call", {"PUBLISHED"}),
    ("ask_question", "a legal representative", {"PUBLISHED"}),
    ("close_call", "the system", {"PUBLISHED"}),
]


@pytest.mark.parametrize(("right", "who", "states"), PHASES)
def test_a_right_is_held_only_in_its_phase(right: str, who: str, states: set[str]) -> None:
    call = make_call("PUBLISHED")
    actor = person(who, call)
    at = DEADLINE if right == "close_call" else DURING
    held = set()
    for state in CallState:
        phase = Call.objects.get(pk=call.pk)
        phase.state = state
        verdict = may(actor, right, phase, at)
        if verdict:
            held.add(state.value)
        else:
            assert str(verdict.reason)
    assert held == states


def test_an_extension_is_possible_until_one_second_before_the_term() -> None:
    call = make_call("PUBLISHED")
    officer = call.procedure_officer
    assert may(officer, "extend_deadline", call, DEADLINE - timedelta(seconds=1))
    late = may(officer, "extend_deadline", call, DEADLINE)
    assert not late
    assert str(late.law) == "TAR Puglia 2816/2015"


def test_questions_are_taken_until_one_second_before_their_own_term() -> None:
    call = make_call("PUBLISHED")
    asker = person("a legal representative", call)
    assert may(asker, "ask_question", call, QUESTIONS_DEADLINE - timedelta(seconds=1))
    assert not may(asker, "ask_question", call, QUESTIONS_DEADLINE)


def test_an_officer_whose_appointment_has_ended_is_told_so() -> None:
    call = make_call("DRAFT")
    call.procedure_officer.memberships.update(valid_to=DURING.date() - timedelta(days=1))
    verdict = may(person("the officer of the call", call), "declare_officer_conflicts", call, DURING)
    assert str(verdict.reason) == "Il tuo incarico di responsabile del procedimento non è in corso."


def test_the_appointment_counts_on_its_last_day_by_the_roman_calendar() -> None:
    call = make_call("DRAFT")
    call.procedure_officer.memberships.update(valid_to=DURING.date())
    assert may(person("the officer of the call", call), "declare_officer_conflicts", call, DURING)
