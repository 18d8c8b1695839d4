# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a desk tells of the others: all to whoever reads the dossier; to competitors what is public, and their own."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Exists, OuterRef

from coprogettazione.applications.services import answer_cure
from coprogettazione.calls.models import Call, CallState
from coprogettazione.calls.services import ask_question
from tests.factories.applications import CHECKED, STARTED, SUBMITTED, ask_cure, make_application, open_all
from tests.factories.calls import PUBLISHED, make_call, make_officer
from tests.factories.evaluation import SCORED, make_evaluation, score_all, seats
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import make_table
from workflows.news import news_of, with_a_part

pytestmark = pytest.mark.django_db


def told(user: Any, at: Any) -> set[str]:
    """The deeds that a desk tells a person of."""
    opens = Call.objects.with_case_file_open_to(user, at).filter(pk=OuterRef("pk"))
    calls = list(Call.objects.filter(with_a_part(user, at)).annotate(opens=Exists(opens)))
    return set(news_of(user, at, calls, since=PUBLISHED - timedelta(days=60)).values_list("deed", flat=True))


def person_of(key: str) -> Any:
    return make_legal_representative(make_ets(key))


def asked() -> None:
    """La Lanterna asks a question on a call to which Il Ponte applies."""
    call = make_call(CallState.PUBLISHED)
    make_application(call, "ets3")
    ask_question(call=call, organisation=make_ets("ets1"), text="La sede?", by=person_of("ets1"), at=STARTED)


@pytest.mark.parametrize(("who", "knows"), [("ets1", True), ("ets3", False)])
def test_who_asked_a_question_is_known_to_who_asked_it_alone(who: str, knows: bool) -> None:
    asked()
    make_application(Call.objects.get(), "ets1")
    assert ("ask_question" in told(person_of(who), SUBMITTED)) is knows


def test_the_officer_who_answers_knows_who_asked() -> None:
    asked()
    assert "ask_question" in told(make_officer(), SUBMITTED)


@pytest.mark.parametrize(("who", "knows"), [("ets1", True), ("ets3", False)])
def test_that_a_body_completes_its_application_is_not_told_to_the_others(who: str, knows: bool) -> None:
    call = make_call(CallState.PUBLISHED)
    first, _other = make_application(call, "ets1"), make_application(call, "ets3")
    open_all(call)
    cure = ask_cure(first)
    answer_cure(cure=cure, text="Eccolo.", files=[], by=person_of("ets1"), at=CHECKED + timedelta(hours=1))
    assert ("answer_cure" in told(person_of(who), CHECKED + timedelta(days=1))) is knows


def test_how_far_the_committee_is_stays_with_the_offices_and_with_who_gives_the_points() -> None:
    call = make_evaluation(("ets1", "ets3"))
    score_all(call)
    member = seats(call)[0].user
    assert "score_criterion" in told(member, SCORED)
    assert "score_criterion" in told(make_officer(), SCORED)
    assert (
        told(person_of("ets3"), SCORED) & {"score_criterion", "close_score_sheet", "declare_conflicts"}
        == set()
    )
    assert "open_evaluation" in told(person_of("ets3"), SCORED)


def test_what_happens_at_the_table_is_told_to_who_sits_there() -> None:
    table = make_table()
    at = table.opened_at + timedelta(hours=1)
    sitting, outside = person_of("ets1"), person_of("ets3")
    assert "seat_delegate" in told(sitting, at) or "open_table" in told(sitting, at)
    assert told(outside, at) == set()


def test_of_a_call_that_is_only_public_a_desk_tells_nothing() -> None:
    make_call(CallState.PUBLISHED)
    assert told(person_of("ets4"), PUBLISHED) == set()
