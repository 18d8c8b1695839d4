# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a member of the committee owes lies on the desk: the minutes of a session, a declaration out of turn."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from viewflow.workflow.models import Process

from coprogettazione.applications.services import substitute_member, withdraw_member
from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import CommitteeSeat, CommitteeSession
from coprogettazione.evaluation.services import (
    approve_committee_minutes,
    close_committee_minutes,
    declare_conflicts,
    dissent_from_committee_minutes,
    replace_member,
)
from coprogettazione.parties.models import User
from tests.factories.calls import make_executive
from tests.factories.evaluation import (
    DECLARED,
    RISEN,
    ROME,
    SCORED,
    declare_all,
    end_sitting,
    make_checked,
    make_collegial,
    make_committee,
    make_evaluation,
    open_sitting,
    seats,
)
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.workflows.desks import desk_of, on_the_desk_of
from workflows.engine import sweep

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
TERM = datetime(2026, 3, 17, 23, 59, 59, tzinfo=ROME)
WHY = "Il testo non riporta quello che ho detto sul criterio B."
MINUTES = ("approve_committee_minutes", "close_committee_minutes")


def people(call: Call) -> list[User]:
    return [seat.user for seat in seats(call)]


def minutes_duties(call: Call) -> list[list[str]]:
    """What of minutes lies on the desk of each member."""
    return [[deed for deed in on_the_desk_of(user) if deed in MINUTES] for user in people(call)]


def ended(call: Call, present: list[User] | None = None) -> CommitteeSession:
    session = open_sitting(call, present)
    end_sitting(session, approve=False)
    return session


def approve(session: CommitteeSession, *persons: User) -> None:
    for person in persons:
        approve_committee_minutes(committee_session=session, by=person, at=RISEN)


def close(session: CommitteeSession, *, at: datetime = TERM + SECOND) -> None:
    close_committee_minutes(committee_session=session, reason=WHY, by=seats_of_president(session), at=at)


def seats_of_president(session: CommitteeSession) -> User:
    return next(seat.user for seat in seats(session.case_file) if seat.is_president)


def replaced(seat: CommitteeSeat, newcomer: User, at: datetime = RISEN) -> CommitteeSeat:
    given: dict[str, Any] = {"act_number": "46/2026", "act_date": at.date(), "by": make_executive(), "at": at}
    reason = "Non può partecipare ai lavori per motivi di salute."
    return replace_member(committee_seat=seat, user=newcomer, reason=reason, **given)


def test_the_minutes_lie_on_the_desk_of_who_was_there_with_their_term_until_each_approves() -> None:
    call = make_evaluation(("ets1",))
    anna, luca, chiara = people(call)
    session = ended(call, [anna, luca])
    [duty] = [duty for duty in desk_of(luca) if duty.deed == "approve_committee_minutes"]
    assert (duty.about, duty.due) == ("Seduta 1", TERM)
    assert duty.url == f"/valutazione/{call.code}/sedute/{session.pk}/verbale/"
    assert "approve_committee_minutes" not in on_the_desk_of(chiara)
    approve(session, luca)
    assert minutes_duties(call) == [["approve_committee_minutes"], [], []]
    approve(session, anna)
    assert minutes_duties(call) == [[], [], []]
    assert not _running("committeesession")


def test_when_the_term_has_passed_who_presides_is_asked_to_close_and_the_late_are_not_forgotten() -> None:
    call = make_evaluation(("ets1",))
    anna, luca, _chiara = people(call)
    session = ended(call)
    approve(session, anna, luca)
    sweep(TERM)
    assert minutes_duties(call) == [[], [], ["approve_committee_minutes"]]
    sweep(TERM + SECOND)
    assert minutes_duties(call) == [["close_committee_minutes"], [], ["approve_committee_minutes"]]
    close(session)
    assert minutes_duties(call) == [[], [], []]
    assert not _running("committeesession")


def test_a_late_approval_takes_the_closing_off_the_desk() -> None:
    call = make_evaluation(("ets1",))
    anna, luca, chiara = people(call)
    session = ended(call)
    approve(session, anna, luca)
    sweep(TERM + SECOND)
    approve(session, chiara)
    assert minutes_duties(call) == [[], [], []]
    assert not _running("committeesession")


def test_a_dissent_is_an_answer_and_the_last_answer_asks_who_presides_to_close() -> None:
    call = make_evaluation(("ets1",))
    anna, luca, chiara = people(call)
    session = ended(call)
    dissent_from_committee_minutes(committee_session=session, reason=WHY, by=chiara, at=RISEN)
    approve(session, anna)
    assert minutes_duties(call) == [[], ["approve_committee_minutes"], []]
    approve(session, luca)
    assert minutes_duties(call) == [["close_committee_minutes"], [], []]
    close(session, at=RISEN + SECOND)
    assert minutes_duties(call) == [[], [], []]


def test_who_changes_their_mind_takes_nobody_elses_minutes_away() -> None:
    call = make_evaluation(("ets1",))
    anna, luca, chiara = people(call)
    session = ended(call)
    dissent_from_committee_minutes(committee_session=session, reason=WHY, by=chiara, at=RISEN)
    approve(session, anna, chiara)
    assert minutes_duties(call) == [[], ["approve_committee_minutes"], []]
    approve(session, luca)
    assert minutes_duties(call) == [[], [], []]


def test_minutes_closed_before_the_sweep_has_seen_the_term_leave_no_task() -> None:
    call = make_evaluation(("ets1",))
    anna, luca, _chiara = people(call)
    session = ended(call)
    approve(session, anna, luca)
    close(session)
    assert minutes_duties(call) == [[], [], []]
    sweep(TERM + timedelta(days=1))
    assert minutes_duties(call) == [[], [], []]
    assert not _running("committeesession")


def test_the_minutes_leave_the_desk_of_who_is_replaced_and_are_not_asked_of_the_newcomer() -> None:
    call = make_evaluation(("ets1",))
    anna, luca, _chiara = people(call)
    session = ended(call)
    third = seats(call)[2]
    rita = make_user("Rita", "Neri")
    replaced(third, rita)
    assert minutes_duties(call) == [["approve_committee_minutes"], ["approve_committee_minutes"], []]
    assert [deed for deed in on_the_desk_of(third.user) if deed in MINUTES] == []
    approve(session, anna, luca)
    assert minutes_duties(call) == [[], [], []]


def test_minutes_that_waited_only_for_who_is_replaced_leave_every_desk() -> None:
    call = make_evaluation(("ets1",))
    anna, luca, _chiara = people(call)
    session = ended(call)
    approve(session, anna, luca)
    sweep(TERM + SECOND)
    replaced(seats(call)[2], make_user("Rita", "Neri"))
    assert minutes_duties(call) == [[], [], []]
    assert not _running("committeesession")


def test_who_takes_the_chair_finds_the_minutes_to_close() -> None:
    call = make_evaluation(("ets1",))
    anna, luca, _chiara = people(call)
    session = ended(call)
    approve(session, anna, luca)
    sweep(TERM + SECOND)
    rita = make_user("Rita", "Neri")
    replaced(seats(call)[0], rita)
    assert "close_committee_minutes" not in on_the_desk_of(anna)
    assert "close_committee_minutes" in on_the_desk_of(rita)


def test_the_minutes_of_a_committee_replaced_as_a_whole_leave_every_desk() -> None:
    call = make_collegial(("ets1",))
    from tests.factories.evaluation import COEFFICIENTS, score_sheet, sheet_of

    open_sitting(call)
    anna, luca, chiara = people(call)
    score_sheet(sheet_of(call, anna), COEFFICIENTS["ets1"], close=False)
    end_sitting(CommitteeSession.objects.get(), approve=False)
    declare_conflicts(
        committee_seat=seats(call)[1], has_conflict=True, text="Mia sorella vi lavora.", by=luca, at=RISEN
    )
    make_committee(
        call, [make_user("Ugo", "Bassi"), make_user("Ivo", "Sarti"), make_user("Lea", "Donati")], at=RISEN
    )
    assert [[d for d in on_the_desk_of(user) if d in MINUTES] for user in (anna, luca, chiara)] == [
        [],
        [],
        [],
    ]
    assert not _running("committeesession")


def test_a_declaration_made_again_takes_nobody_elses_task_away() -> None:
    call = make_checked(("ets1",))
    make_committee(call)
    anna, luca, chiara = seats(call)
    for seat in (anna, luca, anna):
        declare_conflicts(committee_seat=seat, has_conflict=False, by=seat.user, at=DECLARED)
    assert on_the_desk_of(chiara.user) == ["declare_conflicts"]


def _running(kind: str) -> bool:
    return Process.objects.filter(finished__isnull=True, artifact_content_type__model=kind).exists()


class TestABodyEntersAGroup:
    """When a body enters a group, who had declared declares again, and finds it on the desk."""

    @staticmethod
    def enter(call: Call, *, leaving: str = "ets2", entering: str = "ets3", at: datetime = SCORED) -> None:
        application = call.applications.get(lead=make_ets("ets1"))
        withdraw(call, leaving, at)
        substitute_member(
            application=application,
            leaving=make_ets(leaving),
            entering=make_ets(entering),
            reason="Ha lasciato il gruppo; chi entra prende le sue attività.",
            by=call.procedure_officer,
            at=at,
        )

    def test_everybody_who_had_declared_is_asked_and_answers(self) -> None:
        call = make_evaluation(("ets1",), substitution_states=["EVALUATION"])
        assert [on_the_desk_of(user) for user in people(call)] == [["close_score_sheet"]] * 3
        self.enter(call)
        assert [sorted(on_the_desk_of(user)) for user in people(call)] == [
            ["close_score_sheet", "declare_conflicts"]
        ] * 3
        seat = seats(call)[1]
        declare_conflicts(committee_seat=seat, has_conflict=False, by=seat.user, at=SCORED)
        assert [len(on_the_desk_of(user)) for user in people(call)] == [2, 1, 2]
        declare_all(call, at=SCORED)
        assert [on_the_desk_of(user) for user in people(call)] == [["close_score_sheet"]] * 3
        assert not _running("committeeseat")

    def test_before_the_opening_only_who_had_declared_is_asked_apart(self) -> None:
        call = make_checked(("ets1",), substitution_states=["COMMITTEE"])
        make_committee(call)
        first = seats(call)[0]
        declare_conflicts(committee_seat=first, has_conflict=False, by=first.user, at=DECLARED)
        self.enter(call, at=DECLARED)
        assert [on_the_desk_of(user) for user in people(call)] == [["declare_conflicts"]] * 3
        declare_all(call, at=DECLARED)
        call.refresh_from_db()
        assert call.state == CallState.EVALUATION
        assert [on_the_desk_of(user) for user in people(call)] == [["close_score_sheet"]] * 3

    def test_when_the_body_leaves_again_nobody_is_asked_any_more(self) -> None:
        call = make_evaluation(("ets1",), substitution_states=["EVALUATION"])
        self.enter(call)
        withdraw(call, "ets3", SCORED)
        assert [on_the_desk_of(user) for user in people(call)] == [["close_score_sheet"]] * 3
        assert not _running("committeeseat")

    def test_who_is_replaced_is_asked_no_more_and_the_newcomer_is(self) -> None:
        call = make_evaluation(("ets1",), substitution_states=["EVALUATION"])
        self.enter(call)
        third = seats(call)[2]
        rita = make_user("Rita", "Neri")
        replaced(third, rita, SCORED)
        assert on_the_desk_of(third.user) == []
        assert sorted(on_the_desk_of(rita)) == ["close_score_sheet", "declare_conflicts"]


def withdraw(call: Call, key: str, at: datetime) -> None:
    """A body leaves the group of La Lanterna."""
    body = make_ets(key)
    withdraw_member(
        application=call.applications.get(lead=make_ets("ets1")),
        organisation=body,
        reason="Non ha più operatori per questo servizio.",
        by=make_legal_representative(body),
        at=at,
    )
