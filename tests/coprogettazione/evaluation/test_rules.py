# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reads points and proposals, moment by moment: one person per line."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import Admission, ScoreSheet
from coprogettazione.evaluation.services import admit_applications, close_evaluation, declare_conflicts
from coprogettazione.parties.models import User
from coprogettazione.records.rights import may
from tests.factories.calls import make_operator
from tests.factories.evaluation import (
    ADMITTED,
    CLOSED,
    COEFFICIENTS,
    SCORED,
    score_all,
    score_sheet,
    seats,
    sheet_of,
)
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.factories.tables import make_auditor

STAGE = "evaluation"


@dataclass
class People:
    owner: User
    colleague: User
    officer: User
    executive: User
    operator: User
    auditor: User
    applicant: User
    partner: User
    other_applicant: User
    administrator: User
    stranger: User


@pytest.fixture
def people(call: Call) -> People:
    owner, colleague, _third = [seat.user for seat in seats(call)]
    return People(
        owner=owner,
        colleague=colleague,
        officer=call.procedure_officer,
        executive=call.executive_officer,
        operator=make_operator(),
        auditor=make_auditor(),
        applicant=make_legal_representative(make_ets("ets1")),
        partner=make_legal_representative(make_ets("ets2")),
        other_applicant=make_legal_representative(make_ets("ets4")),
        administrator=User.objects.create_superuser("admin@example.it"),
        stranger=make_user("Nessuno", "Qualunque"),
    )


@pytest.fixture
def sheet(call: Call, people: People) -> ScoreSheet:
    return sheet_of(call, people.owner)


def reads(user: object, sheet: ScoreSheet) -> bool:
    fresh = ScoreSheet.objects.select_related("seat__committee__call", "application__call").get(pk=sheet.pk)
    answer = bool(may(user, "read_score_sheet", fresh, ADMITTED))
    if isinstance(user, User):
        listed = ScoreSheet.objects.visible_to(user, ADMITTED).filter(pk=sheet.pk).exists()
        assert listed == answer, "the list and the rule must say the same"
    return answer


def close(call: Call) -> None:
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)


def test_while_it_is_open_a_sheet_is_read_by_its_author_alone(people: People, sheet: ScoreSheet) -> None:
    assert reads(people.owner, sheet)
    assert not reads(people.colleague, sheet)
    assert not reads(people.officer, sheet)
    assert not reads(people.executive, sheet)
    assert not reads(people.operator, sheet)
    assert not reads(people.auditor, sheet)
    assert not reads(people.applicant, sheet)
    assert not reads(people.partner, sheet)
    assert not reads(people.other_applicant, sheet)
    assert not reads(people.administrator, sheet)
    assert not reads(people.stranger, sheet)
    assert not reads(AnonymousUser(), sheet)


def test_closed_it_is_read_by_the_colleagues_who_have_closed_theirs(
    call: Call, people: People, sheet: ScoreSheet
) -> None:
    score_sheet(sheet, COEFFICIENTS["ets1"])
    assert reads(people.owner, sheet)
    assert not reads(people.colleague, sheet)
    verdict = may(people.colleague, "read_score_sheet", ScoreSheet.objects.get(pk=sheet.pk), ADMITTED)
    assert not verdict
    score_sheet(sheet_of(call, people.colleague), COEFFICIENTS["ets1"])
    assert reads(people.colleague, sheet)
    assert not reads(people.colleague, sheet_of(call, people.owner, "ets4"))
    assert not reads(people.officer, sheet)
    assert not reads(people.auditor, sheet)
    assert not reads(people.applicant, sheet)
    assert not reads(people.administrator, sheet)


def test_after_the_committee_closes_the_officer_and_the_auditor_read(
    call: Call, people: People, sheet: ScoreSheet
) -> None:
    score_all(call)
    close(call)
    assert reads(people.owner, sheet)
    assert reads(people.colleague, sheet)
    assert reads(people.officer, sheet)
    assert reads(people.auditor, sheet)
    assert not reads(people.executive, sheet)
    assert not reads(people.operator, sheet)
    assert not reads(people.applicant, sheet)
    assert not reads(people.partner, sheet)
    assert not reads(people.other_applicant, sheet)
    assert not reads(people.administrator, sheet)
    assert not reads(people.stranger, sheet)
    for person in (people.officer, people.executive, people.auditor, people.owner):
        assert may(person, "read_ranking", call, CLOSED)
    for person in (people.operator, people.applicant, people.administrator, people.stranger):
        assert not may(person, "read_ranking", call, CLOSED)


def test_after_the_admission_each_applicant_reads_the_own_points(
    call: Call, people: People, sheet: ScoreSheet
) -> None:
    score_all(call)
    close(call)
    application = sheet.application
    assert not may(people.applicant, "read_outcome", application, CLOSED)
    admit_applications(
        call=call,
        act_number="52/2026",
        act_date=ADMITTED.date(),
        reasons="Visti i verbali della commissione, che si approvano.",
        by=people.executive,
        at=ADMITTED,
    )
    assert reads(people.applicant, sheet)
    assert reads(people.partner, sheet)
    assert not reads(people.other_applicant, sheet)
    assert not reads(people.administrator, sheet)
    assert not reads(people.stranger, sheet)
    assert may(people.applicant, "read_outcome", application, ADMITTED)
    assert may(people.partner, "read_outcome", application, ADMITTED)
    assert not may(people.other_applicant, "read_outcome", application, ADMITTED)
    assert not may(people.administrator, "read_outcome", application, ADMITTED)


def test_a_proposal_is_read_by_a_member_only_after_declaring_no_conflict(
    call: Call, people: People, sheet: ScoreSheet
) -> None:
    application = sheet.application
    assert may(people.owner, "read_application", application, SCORED)
    assert not may(people.administrator, "read_application", application, SCORED)
    assert not may(people.stranger, "read_application", application, SCORED)
    seat = seats(call)[1]
    declare_conflicts(
        committee_seat=seat, has_conflict=True, text="Sono socio de Il Ponte.", by=seat.user, at=SCORED
    )
    refused = may(people.colleague, "read_application", application, SCORED)
    assert not refused
    assert "conflitto di interesse" in str(refused.reason)


def test_reasons_of_exclusion_are_for_their_applicant_and_the_offices(call: Call, people: People) -> None:
    score_all(call)
    close(call)
    admit_applications(
        call=call,
        act_number="52/2026",
        act_date=ADMITTED.date(),
        reasons="Visti i verbali della commissione, che si approvano.",
        by=people.executive,
        at=ADMITTED,
    )
    left_out = Admission.objects.get(application__lead=make_ets("ets3"))

    def sees(user: object) -> bool:
        return left_out in Admission.objects.visible_to(user, ADMITTED)

    assert sees(make_legal_representative(make_ets("ets3")))
    assert sees(people.officer)
    assert sees(people.executive)
    assert sees(people.owner)
    assert not sees(people.applicant)
    assert not sees(people.other_applicant)
    assert not sees(people.administrator)
    assert not sees(None)


@pytest.mark.parametrize(
    "deed", ["appoint_committee", "open_evaluation", "hold_draw", "close_evaluation", "admit_applications"]
)
def test_an_administrator_does_no_deed_of_the_evaluation(call: Call, people: People, deed: str) -> None:
    assert not may(people.administrator, deed, call, SCORED)
    assert not may(people.stranger, deed, call, SCORED)
    assert not may(people.applicant, deed, call, SCORED)
