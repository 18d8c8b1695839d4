# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who takes a seat in the committee finds on the desk what lay on the desk of who left."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from viewflow.workflow.models import Task

from coprogettazione.applications.models import Application
from coprogettazione.applications.services import renounce_application
from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import CommitteeSeat
from coprogettazione.evaluation.services import (
    appoint_committee,
    close_evaluation,
    declare_conflicts,
    replace_member,
    score_criterion,
)
from coprogettazione.parties.models import User
from tests.factories.applications import OPENED, make_application, open_all
from tests.factories.calls import make_executive, make_officer
from tests.factories.evaluation import (
    CLOSED,
    COEFFICIENTS,
    DECLARED,
    REASON,
    RISEN,
    SCORED,
    declare_all,
    end_sitting,
    make_checked,
    make_collegial,
    make_committee,
    make_evaluation,
    open_sitting,
    score_sheet,
    score_together,
    seats,
    sheet_of,
)
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.workflows.desks import desk_of, on_the_desk_of

pytestmark = pytest.mark.django_db


def replaced(seat: CommitteeSeat, newcomer: User, at: datetime = DECLARED) -> CommitteeSeat:
    """The executive puts Rita Neri in the seat."""
    given: dict[str, Any] = {
        "reason": "Non può partecipare ai lavori per motivi di salute.",
        "act_number": "46/2026",
        "act_date": at.date(),
        "by": make_executive(),
        "at": at,
    }
    return replace_member(committee_seat=seat, user=newcomer, **given)


def make_newcomer() -> User:
    """Rita Neri."""
    return make_user("Rita", "Neri")


def score_own(call: Call, user: User) -> None:
    """One member scores and closes the sheet on La Lanterna."""
    score_sheet(sheet_of(call, user), COEFFICIENTS["ets1"])


def test_the_declaration_asked_of_who_leaves_is_asked_of_the_newcomer() -> None:
    call = make_checked(("ets1",))
    make_committee(call)
    third = seats(call)[2]
    rita = make_newcomer()
    replaced(third, rita)
    assert on_the_desk_of(third.user) == []
    assert on_the_desk_of(rita) == ["declare_conflicts"]


def test_who_takes_the_seat_of_a_member_in_conflict_declares_before_the_evaluation_opens() -> None:
    call = make_checked(("ets1",))
    make_committee(call)
    chair, second, third = seats(call)
    for seat in (chair, second):
        declare_conflicts(committee_seat=seat, has_conflict=False, by=seat.user, at=DECLARED)
    declare_conflicts(
        committee_seat=third,
        has_conflict=True,
        text="Fino al 2024 ho lavorato per La Lanterna.",
        by=third.user,
        at=DECLARED,
    )
    assert on_the_desk_of(chair.user) == ["open_evaluation"]
    rita = make_newcomer()
    seat = replaced(third, rita)
    assert on_the_desk_of(chair.user) == []
    assert on_the_desk_of(rita) == ["declare_conflicts"]
    declare_conflicts(committee_seat=seat, has_conflict=False, by=rita, at=DECLARED)
    call.refresh_from_db()
    assert call.state == CallState.EVALUATION
    assert [on_the_desk_of(s.user) for s in seats(call)] == [["close_score_sheet"]] * 3


def test_the_sheets_of_who_leaves_are_on_the_desk_of_the_newcomer_who_can_close_them() -> None:
    call = make_evaluation(("ets1",))
    chair, second, third = seats(call)
    rita = make_newcomer()
    seat = replaced(third, rita, SCORED)
    assert on_the_desk_of(third.user) == []
    assert on_the_desk_of(rita) == ["close_score_sheet", "declare_conflicts"]
    declare_conflicts(committee_seat=seat, has_conflict=False, by=rita, at=SCORED)
    assert on_the_desk_of(rita) == ["close_score_sheet"]
    for user in (chair.user, second.user, rita):
        score_own(call, user)
    assert on_the_desk_of(rita) == []
    assert on_the_desk_of(chair.user) == ["close_evaluation"]
    close_evaluation(call=call, by=chair.user, at=CLOSED)
    assert on_the_desk_of(make_executive()) == ["admit_applications"]


def test_when_who_leaves_had_finished_the_newcomer_scores_and_the_president_waits() -> None:
    call = make_evaluation(("ets1",))
    chair, second, third = seats(call)
    for seat in (chair, second, third):
        score_own(call, seat.user)
    assert on_the_desk_of(chair.user) == ["close_evaluation"]
    rita = make_newcomer()
    seat = replaced(third, rita, SCORED)
    assert on_the_desk_of(chair.user) == []
    assert sorted(on_the_desk_of(rita)) == ["close_score_sheet", "declare_conflicts"]
    declare_conflicts(committee_seat=seat, has_conflict=False, by=rita, at=SCORED)
    score_own(call, rita)
    assert on_the_desk_of(chair.user) == ["close_evaluation"]
    assert Task.objects.filter(flow_task__endswith="close_evaluation", status="NEW").count() <= 1


def test_a_new_president_takes_over_what_only_the_president_does() -> None:
    call = make_evaluation(("ets1",))
    chair, *others = seats(call)
    rita = make_newcomer()
    seat = replaced(chair, rita, SCORED)
    declare_conflicts(committee_seat=seat, has_conflict=False, by=rita, at=SCORED)
    for user in (*(s.user for s in others), rita):
        score_own(call, user)
    assert on_the_desk_of(chair.user) == []
    assert on_the_desk_of(rita) == ["close_evaluation"]


def test_a_committee_appointed_anew_begins_from_its_declarations() -> None:
    call = make_evaluation(("ets1",))
    third = seats(call)[2]
    old = [seat.user for seat in seats(call)]
    criterion = call.criteria.get(code="A")
    score_criterion(
        score_sheet=sheet_of(call, third.user),
        criterion=criterion,
        coefficient=Decimal(1),
        reason=REASON,
        by=third.user,
        at=SCORED,
    )
    declare_conflicts(
        committee_seat=third, has_conflict=True, text="Mia sorella vi lavora.", by=third.user, at=SCORED
    )
    people = [make_newcomer(), make_user("Ugo", "Bassi"), make_user("Ivo", "Sarti")]
    kinds = ("PRESIDENT", "MEMBER", "MEMBER")
    appoint_committee(
        call=call,
        members=[{"user": user.pk, "kind": kind} for user, kind in zip(people, kinds, strict=True)],
        act_number="47/2026",
        act_date=SCORED.date(),
        by=make_executive(),
        at=SCORED,
    )
    assert [on_the_desk_of(user) for user in old] == [[]] * 3
    assert [on_the_desk_of(user) for user in people] == [["declare_conflicts"]] * 3
    declare_all(call, at=SCORED)
    assert [on_the_desk_of(user) for user in people] == [["close_score_sheet"]] * 3


def test_a_committee_tainted_after_its_ranking_begins_again_and_reaches_the_act() -> None:
    call = make_evaluation(("ets1",))
    old = [seat.user for seat in seats(call)]
    for user in old:
        score_own(call, user)
    close_evaluation(call=call, by=old[0], at=CLOSED)
    assert on_the_desk_of(make_executive()) == ["admit_applications"]
    declare_conflicts(
        committee_seat=seats(call)[1], has_conflict=True, text="Mia sorella vi lavora.", by=old[1], at=CLOSED
    )
    people = [make_newcomer(), make_user("Ugo", "Bassi"), make_user("Ivo", "Sarti")]
    make_committee(call, people, at=CLOSED)
    assert on_the_desk_of(make_executive()) == []
    assert [on_the_desk_of(user) for user in people] == [["declare_conflicts"]] * 3
    declare_all(call, at=CLOSED)
    for user in people:
        score_own(call, user)
    close_evaluation(call=call, by=people[0], at=CLOSED)
    assert on_the_desk_of(make_executive()) == ["admit_applications"]


def test_a_committee_that_scores_together_has_its_sheets_on_one_desk() -> None:
    call = make_collegial(("ets1",))
    chair, second, third = [seat.user for seat in seats(call)]
    assert [on_the_desk_of(user) for user in (chair, second, third)] == [["close_score_sheet"], [], []]
    session = open_sitting(call)
    score_together(call, "ets1")
    end_sitting(session)
    assert on_the_desk_of(chair) == ["close_evaluation"]
    close_evaluation(call=call, by=chair, at=CLOSED)
    assert on_the_desk_of(make_executive()) == ["admit_applications"]


def test_when_a_member_of_a_committee_that_scores_together_changes_the_sheets_come_back() -> None:
    call = make_collegial(("ets1",))
    chair, _second, third = seats(call)
    session = open_sitting(call)
    score_together(call, "ets1")
    end_sitting(session)
    assert on_the_desk_of(chair.user) == ["close_evaluation"]
    rita = make_newcomer()
    seat = replaced(third, rita, RISEN)
    assert on_the_desk_of(chair.user) == ["close_score_sheet"]
    declare_conflicts(committee_seat=seat, has_conflict=False, by=rita, at=RISEN)
    again = open_sitting(call, at=RISEN + timedelta(minutes=5))
    score_together(call, "ets1")
    end_sitting(again, at=RISEN + timedelta(hours=1))
    assert on_the_desk_of(chair.user) == ["close_evaluation"]
    close_evaluation(call=call, by=chair.user, at=CLOSED)
    assert on_the_desk_of(make_executive()) == ["admit_applications"]


def test_a_member_who_leaves_before_any_score_leaves_the_sheets_on_the_desk_of_who_presides() -> None:
    call = make_collegial(("ets1",))
    chair, _second, third = seats(call)
    rita = make_newcomer()
    seat = replaced(third, rita, SCORED)
    assert [on_the_desk_of(user) for user in (chair.user, third.user, rita)] == [
        ["close_score_sheet"],
        [],
        ["declare_conflicts"],
    ]
    declare_conflicts(committee_seat=seat, has_conflict=False, by=rita, at=SCORED)
    open_sitting(call)
    score_together(call, "ets1")
    assert on_the_desk_of(chair.user) == ["close_evaluation"]


def test_who_presides_a_committee_that_scores_together_hands_over_the_sheets() -> None:
    call = make_collegial(("ets1",))
    chair = seats(call)[0]
    rita = make_newcomer()
    seat = replaced(chair, rita, SCORED)
    assert on_the_desk_of(chair.user) == []
    assert sorted(on_the_desk_of(rita)) == ["close_score_sheet", "declare_conflicts"]
    declare_conflicts(committee_seat=seat, has_conflict=False, by=rita, at=SCORED)
    session = open_sitting(call)
    score_together(call, "ets1")
    end_sitting(session)
    assert on_the_desk_of(rita) == ["close_evaluation"]


def test_an_application_that_renounces_leaves_every_desk() -> None:
    application = make_application()
    open_all(application.call)
    officer = make_officer()
    about = [duty.about for duty in desk_of(officer) if duty.deed == "check_admissibility"]
    assert about == ["La Lanterna"]
    application.refresh_from_db()
    renounce_application(
        application=application,
        reason="Non abbiamo più operatori.",
        by=make_legal_representative(make_ets("ets1")),
        at=OPENED,
    )
    assert on_the_desk_of(officer) == []
    assert Application.objects.get().state == "WITHDRAWN"
