# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a dossier one reaches its parts, and only those that exist by now."""

import pytest

from coprogettazione.calls.models import CallState
from tests.factories.agreements import PUBLISHED as AGREED
from tests.factories.agreements import make_in_execution
from tests.factories.calls import DRAFTED, PUBLISHED, make_call
from workflows.case_file import case_file_context

pytestmark = pytest.mark.django_db


def titles(call: object, at: object) -> list[str]:
    context = case_file_context(call, call.procedure_officer, at)  # type: ignore[attr-defined]
    return [title for title, _address in context["places"]]


def test_a_draft_has_only_its_avviso() -> None:
    assert titles(make_call(CallState.DRAFT), DRAFTED) == ["Avviso"]


def test_a_published_call_has_questions_and_applications_but_no_committee_yet() -> None:
    call = make_call(CallState.PUBLISHED)
    assert titles(call, PUBLISHED) == ["Avviso", "Quesiti", "Domande arrivate", "Accesso agli atti"]


def test_in_execution_every_part_is_one_link_away() -> None:
    agreement = make_in_execution()
    assert titles(agreement.call, AGREED) == [
        "Avviso",
        "Quesiti",
        "Domande arrivate",
        "Accesso agli atti",
        "Commissione",
        "Tavolo",
        "Convenzione",
        "Realizzazione",
    ]
    context = case_file_context(agreement.call, agreement.call.procedure_officer, AGREED)
    assert context["public_url"] == "/avvisi/pis-2026/"
