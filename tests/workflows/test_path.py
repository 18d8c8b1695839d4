# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The path that people see is the one the flows walk."""

from coprogettazione.calls.models import TERMINAL_STATES, CallState
from coprogettazione.calls.queries import PATH
from workflows.agreement import AgreementFlowV1
from workflows.call import CallFlowV1
from workflows.engine import walk
from workflows.monitoring import MonitoringFlowV1
from workflows.nodes import Event, Step, Term

#: Steps that lead out of the path: the procedure ends there before its time, or is over.
WAYS_OUT = {"declare_deserted", "declare_all_excluded", "archive_case"}


def walked() -> list[str]:
    """The deeds of the flows of a procedure, in the order one meets them."""
    found: list[str] = []
    for flow in (CallFlowV1, AgreementFlowV1, MonitoringFlowV1):
        for node in walk(flow):
            if isinstance(node, Step | Event | Term) and node.deed not in {*found, *WAYS_OUT}:
                found.append(node.deed)
    return found


def test_the_stretches_are_the_steps_of_the_flows_in_their_order() -> None:
    assert walked() == [deed for stretch in PATH for deed in stretch.deeds]


def test_every_state_lies_on_the_path_once_or_is_an_end() -> None:
    walked_in = [state for stretch in PATH for state in stretch.states]
    assert len(walked_in) == len(set(walked_in))
    assert set(walked_in) | {CallState.FINAL_REPORTED} == set(CallState) - set(TERMINAL_STATES)
