# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a procedure may go, and how it is told that it may not."""

import pytest

from coprogettazione.calls.lifecycle import ALIVE, CallLifecycle
from coprogettazione.calls.models import TERMINAL_STATES, Call, CallState
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import WrongState

ROAD = [
    ("authorise", "DRAFT", "AUTHORISED"),
    ("publish", "AUTHORISED", "PUBLISHED"),
    ("close", "PUBLISHED", "ADMISSIBILITY"),
    ("appoint_committee", "ADMISSIBILITY", "COMMITTEE"),
    ("open_evaluation", "COMMITTEE", "EVALUATION"),
    # A conflicted member taints what the committee did: the procedure goes on from a new one (domain.md §9).
    ("appoint_committee", "EVALUATION", "COMMITTEE"),
    ("admit", "EVALUATION", "ADMITTED"),
    ("open_table", "ADMITTED", "TABLE_OPEN"),
    ("suspend_table", "TABLE_OPEN", "TABLE_SUSPENDED"),
    ("resume_table", "TABLE_SUSPENDED", "TABLE_OPEN"),
    ("conclude_table", "TABLE_OPEN", "TABLE_CONCLUDED"),
    ("approve", "TABLE_CONCLUDED", "APPROVED"),
    ("sign", "APPROVED", "SIGNED"),
    ("start_execution", "SIGNED", "EXECUTION"),
    ("reopen_table", "EXECUTION", "TABLE_REOPENED"),
    ("conclude_table", "TABLE_REOPENED", "TABLE_CONCLUDED"),
    ("report_final", "EXECUTION", "FINAL_REPORTED"),
    ("archive", "FINAL_REPORTED", "ARCHIVED"),
    ("desert", "ADMISSIBILITY", "DESERTED"),
    ("exclude_all", "ADMISSIBILITY", "ALL_EXCLUDED"),
    ("exclude_all", "COMMITTEE", "ALL_EXCLUDED"),
    ("exclude_all", "EVALUATION", "ALL_EXCLUDED"),
    ("exclude_all", "ADMITTED", "ALL_EXCLUDED"),
    ("exclude_all", "TABLE_OPEN", "ALL_EXCLUDED"),
    ("exclude_all", "TABLE_SUSPENDED", "ALL_EXCLUDED"),
    ("end_without_agreement", "TABLE_OPEN", "NO_AGREEMENT"),
    ("end_without_agreement", "TABLE_SUSPENDED", "NO_AGREEMENT"),
    ("terminate", "SIGNED", "TERMINATED"),
    ("terminate", "EXECUTION", "TERMINATED"),
    ("terminate", "TABLE_REOPENED", "TERMINATED"),
    *[("revoke", state.value, "REVOKED") for state in ALIVE],
    *[("annul", state.value, "ANNULLED") for state in ALIVE],
]


def moved(name: str, source: str, mode: str = "THRESHOLD") -> str:
    """The state in which a transition leaves a call (in memory)."""
    call = Call(state=source, selection_mode=mode)
    getattr(CallLifecycle(call), name)()
    return call.state


@pytest.mark.parametrize(("name", "source", "target"), ROAD)
def test_the_procedure_goes(name: str, source: str, target: str) -> None:
    assert moved(name, source) == target


def test_nothing_else_is_possible() -> None:
    declared = {
        (method.slug, transition.source.value, transition.target.value)
        for method, transitions in CallLifecycle.state.get_transitions().items()
        for transition in transitions
    }
    assert declared == {*ROAD, ("admit", "ADMISSIBILITY", "ADMITTED")}


def test_from_an_end_nothing_more_happens() -> None:
    sources = {
        transition.source
        for transitions in CallLifecycle.state.get_transitions().values()
        for transition in transitions
    }
    assert not sources & set(TERMINAL_STATES)


def test_every_state_has_its_way_in() -> None:
    targets = {
        transition.target
        for transitions in CallLifecycle.state.get_transitions().values()
        for transition in transitions
    }
    assert targets == set(CallState) - {CallState.DRAFT}


def test_an_open_table_admits_without_points_and_appoints_no_committee() -> None:
    assert moved("admit", "ADMISSIBILITY", "OPEN_TABLE") == "ADMITTED"
    call = Call(state="ADMISSIBILITY", selection_mode="OPEN_TABLE")
    with pytest.raises(WrongState, match="tavolo aperto: non si nomina una commissione"):
        move(CallLifecycle(call).appoint_committee)
    assert call.state == "ADMISSIBILITY"


def test_with_points_nobody_is_admitted_before_the_evaluation() -> None:
    call = Call(state="ADMISSIBILITY", selection_mode="THRESHOLD")
    with pytest.raises(WrongState, match="prevede un punteggio: prima si valutano le proposte"):
        move(CallLifecycle(call).admit)


def test_a_refused_transition_says_what_and_where_we_are_with_the_norm() -> None:
    with pytest.raises(WrongState) as refused:
        move(CallLifecycle(Call(state="DRAFT")).publish)
    assert str(refused.value) == (
        "Non è possibile ora: pubblicazione dell’avviso. Lo stato è «Avviso in preparazione». "
        "(DM 72/2021; art. 12, l. 241/1990)"
    )
