# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nothing of a proposal is read before one's own declaration; a conflict found later does everything again."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coprogettazione.applications.models import Application, Member
from coprogettazione.applications.services import substitute_member
from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.models import Committee, ScoreSheet
from coprogettazione.evaluation.queries import ranking, unnamed_by
from coprogettazione.evaluation.services import (
    admit_applications,
    appoint_committee,
    close_evaluation,
    declare_conflicts,
    replace_member,
    score_criterion,
)
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import NotAllowed, WrongState
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from tests.factories.evaluation import (
    ADMITTED,
    APPOINTED,
    CLOSED,
    COEFFICIENTS,
    DECLARED,
    REASON,
    SCORED,
    declare_all,
    make_checked,
    make_committee,
    make_committee_people,
    open_sitting,
    score_all,
    score_sheet,
    seats,
    sheet_of,
)
from tests.factories.parties import make_ets, make_user

STAGE = "evaluation"


def application_of(call: Call, key: str = "ets1") -> Application:
    return Application.objects.select_related("call").get(call=call, lead=make_ets(key))


def reads(user: User, call: Call) -> bool:
    return bool(may(user, "read_application", application_of(call), SCORED))


def conflict(call: Call, place: int, at: Any = SCORED) -> None:
    seat = seats(call)[place]
    declare_conflicts(
        committee_seat=seat, has_conflict=True, text="Sono socio de Il Ponte.", by=seat.user, at=at
    )


def enter(call: Call) -> Member:
    """Another body takes the place of Passi Insieme, as the avviso allows."""
    Call.objects.filter(pk=call.pk).update(substitution_states=["EVALUATION", "COMMITTEE"])
    return substitute_member(
        application=application_of(call),
        leaving=make_ets("ets2"),
        entering=make_ets("ets6"),
        reason="Passi Insieme ha rinunciato per mancanza di personale.",
        by=call.procedure_officer,
        at=SCORED,
    )


def replaced(call: Call, place: int, newcomer: User) -> None:
    replace_member(
        committee_seat=seats(call)[place],
        user=newcomer,
        reason="Non può partecipare ai lavori per motivi di salute.",
        act_number="46/2026",
        act_date=SCORED.date(),
        by=call.executive_officer,
        at=SCORED,
    )


def new_committee(call: Call, at: Any = SCORED) -> Committee:
    names = [("Rita", "Neri"), ("Ugo", "Bassi"), ("Ivo", "Sarti")]
    people = [make_user(*name) for name in names]
    return make_committee(call, people, at=at)


@pytest.mark.django_db
def test_an_office_does_not_open_the_proposals_to_a_member_who_has_not_declared() -> None:
    call = make_checked(code="PIS-2027")
    people = make_committee_people()
    Membership.objects.create(
        user=people[1],
        organisation=call.lead_authority,
        role=Role.PLANNING_OPERATOR,
        valid_from=APPOINTED.date(),
    )
    assert reads(people[1], call), "as an operator, before being appointed"
    make_committee(call, people)
    refused = may(people[1], "read_application", application_of(call), SCORED)
    assert "Prima dichiara se hai conflitti" in str(refused.reason)
    file = application_of(call).submissions.get().receipt.file
    assert may(call.procedure_officer, "read_file", file, SCORED)
    assert not may(people[1], "read_file", file, SCORED)
    chair, second, _third = seats(call)
    declare_conflicts(committee_seat=chair, has_conflict=False, by=chair.user, at=DECLARED)
    assert not reads(people[1], call), "the declaration is everybody's own"
    declare_conflicts(committee_seat=second, has_conflict=False, by=second.user, at=DECLARED)
    assert reads(people[1], call)
    assert may(people[1], "read_file", file, SCORED)


def test_who_is_appointed_later_sees_no_application_before_declaring(call: Call, client: Client) -> None:
    rita = make_user("Rita", "Neri")
    replaced(call, 2, rita)
    client.force_login(rita)
    page = client.get(reverse("evaluation:committee", args=[call.code])).content.decode()
    assert "La Lanterna" not in page
    assert "Prima dichiara se hai conflitti di interesse" in page
    assert not reads(rita, call)
    assert client.get(reverse("applications:read", args=[application_of(call).pk])).status_code == 403
    assert not ScoreSheet.objects.filter(seat__user=rita).exists()
    seat = seats(call)[2]
    declare_conflicts(committee_seat=seat, has_conflict=False, by=rita, at=SCORED)
    assert reads(rita, call)
    assert ScoreSheet.objects.filter(seat__user=rita).count() == 3
    assert "La Lanterna" in client.get(reverse("evaluation:committee", args=[call.code])).content.decode()


def test_when_a_body_enters_a_group_every_member_declares_again(call: Call) -> None:
    score_all(call)
    member = enter(call)
    held = seats(call)
    assert {body.pk for body in unnamed_by(call, held)[held[0].pk]} == {member.organisation_id}
    for seat in held:
        assert not reads(seat.user, call)
    refused = may(held[0].user, "read_application", application_of(call), SCORED)
    assert f"è entrato in un gruppo {member.organisation.known_as}: rendila di nuovo" in str(refused.reason)
    told = Message.objects.filter(key__startswith="declare_again", channel="IN_APP")
    assert {m.recipient for m in told} == {seat.user for seat in held}
    with pytest.raises(
        WrongState, match="Prima va risolta la posizione di: Anna Riva, Luca Moretti, Chiara Galli"
    ):
        close_evaluation(call=call, by=held[0].user, at=CLOSED)
    for seat in seats(call):
        declare_conflicts(committee_seat=seat, has_conflict=False, by=seat.user, at=CLOSED)
    assert reads(held[0].user, call)
    close_evaluation(call=call, by=held[0].user, at=CLOSED)
    assert ranking(call).count() == 3


def test_a_sheet_is_not_filled_while_an_applicant_is_not_named(call: Call) -> None:
    enter(call)
    sheet = sheet_of(call, seats(call)[0].user)
    with pytest.raises(NotAllowed, match="rendila di nuovo"):
        score_sheet(sheet, COEFFICIENTS["ets1"])


def test_a_body_that_enters_after_the_ranking_stops_the_admission(call: Call) -> None:
    score_all(call)
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    enter(call)
    given = {
        "call": call,
        "act_number": "52/2026",
        "act_date": ADMITTED.date(),
        "reasons": "Visti i verbali della commissione, che si approvano.",
        "by": call.executive_officer,
        "at": ADMITTED,
    }
    with pytest.raises(WrongState, match="Prima va risolta la posizione"):
        admit_applications(**given)
    for seat in seats(call):
        declare_conflicts(committee_seat=seat, has_conflict=False, by=seat.user, at=CLOSED)
    assert len(admit_applications(**given)) == 3


def test_who_leaves_without_a_conflict_takes_away_only_the_own_sheets(call: Call) -> None:
    score_all(call)
    rita = make_user("Rita", "Neri")
    replaced(call, 2, rita)
    void = ScoreSheet.objects.filter(voided_at=SCORED)
    assert {str(sheet.seat.user) for sheet in void} == {"Chiara Galli"}
    assert all("motivi di salute" in sheet.void_reason for sheet in void)
    assert void.count() == 3
    assert ScoreSheet.objects.counting().filter(closed_at__isnull=False).count() == 6
    entry = Entry.objects.get(deed="replace_member")
    assert entry.payload["sheets_void"] == 3
    paper = Paper.objects.get(about_kind="committeeseat", kind=PaperKind.EXECUTIVE_ACT)
    assert "non hanno più effetto" in paper.data["reasons"]
    declare_conflicts(committee_seat=seats(call)[2], has_conflict=False, by=rita, at=SCORED)
    with pytest.raises(WrongState, match=r"schede ancora aperte: Rita Neri \(3\)"):
        close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)


def test_a_conflict_before_the_own_first_score_replaces_that_member_alone(call: Call) -> None:
    score_sheet(sheet_of(call, seats(call)[0].user), COEFFICIENTS["ets1"])
    conflict(call, 2)
    told = Message.objects.filter(key="conflict", channel="IN_APP").first()
    replaced(call, 2, make_user("Rita", "Neri"))
    assert ScoreSheet.objects.counting().filter(closed_at__isnull=False).count() == 1
    assert told is None or "nuova commissione" not in told.body


def test_a_conflict_after_the_own_scores_does_everything_again(call: Call, client: Client) -> None:
    session = open_sitting(call)
    score_all(call)
    conflict(call, 2)
    told = Message.objects.filter(key__startswith="conflict", channel="IN_APP")
    assert all("il dirigente nomina una nuova commissione" in m.body for m in told)
    assert {m.recipient for m in told} == {call.executive_officer, call.procedure_officer}
    client.force_login(call.executive_officer)
    page = client.get(reverse("evaluation:committee", args=[call.code])).content.decode()
    assert "La valutazione si rifà con una nuova commissione" in page
    assert reverse("evaluation:appoint", args=[call.code]) in page
    committee = new_committee(call)
    call.refresh_from_db()
    assert call.state == CallState.COMMITTEE
    old = Committee.objects.exclude(pk=committee.pk).get()
    assert (old.ended_at, old.closed_at) == (SCORED, None)
    assert not ScoreSheet.objects.counting().exists()
    assert ScoreSheet.objects.filter(voided_at=SCORED, seat__committee=old).count() == 9
    session.refresh_from_db()
    assert session.ended_at == SCORED
    broken_off = Paper.objects.get(about_kind="committeesession")
    assert broken_off.data["approvals"] == []
    act = Paper.objects.get(about_kind="committee", about_id=committee.pk)
    assert "in conflitto di interesse aveva già valutato" in str(act.data["premises"])
    assert "di dichiarare superati la nomina n. 44/2026" in str(act.data["decisions"])
    begun = Message.objects.filter(key__startswith="begun_again", channel="IN_APP")
    assert {str(m.recipient) for m in begun} == {
        "Anna Riva",
        "Luca Moretti",
        "Chiara Galli",
        "Elena Marchetti",
    }
    page = client.get(reverse("evaluation:committee", args=[call.code])).content.decode()
    assert "Atti superati" in page
    declare_all(call, at=SCORED + timedelta(hours=1))
    assert ScoreSheet.objects.counting().filter(closed_at=None).count() == 9


def test_a_conflict_found_after_the_ranking_does_everything_again_before_the_act(call: Call) -> None:
    score_all(call)
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    conflict(call, 1, at=CLOSED)
    with pytest.raises(WrongState, match="Luca Moretti"):
        admit_applications(
            call=call,
            act_number="52/2026",
            act_date=ADMITTED.date(),
            reasons="Visti i verbali della commissione, che si approvano.",
            by=call.executive_officer,
            at=ADMITTED,
        )
    new_committee(call, at=ADMITTED)
    assert not ranking(call).exists()
    declare_all(call, at=ADMITTED)
    score_all(call)
    close_evaluation(call=call, by=seats(call)[0].user, at=ADMITTED)
    assert ranking(call).count() == 3


def test_after_the_act_a_conflict_is_not_declared_any_more(call: Call) -> None:
    score_all(call)
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    admit_applications(
        call=call,
        act_number="52/2026",
        act_date=ADMITTED.date(),
        reasons="Visti i verbali della commissione, che si approvano.",
        by=call.executive_officer,
        at=ADMITTED,
    )
    with pytest.raises(NotAllowed, match="la determina di ammissione"):
        conflict(call, 1, at=ADMITTED)


def test_a_new_committee_is_not_appointed_without_a_taint(call: Call) -> None:
    score_all(call)
    conflict(call, 1)
    type(seats(call)[1]).objects.filter(user=seats(call)[1].user).update(has_conflict=False)
    with pytest.raises(WrongState, match="già al lavoro"):
        appoint_committee(
            call=call,
            members=[],
            act_number="47/2026",
            act_date=SCORED.date(),
            by=call.executive_officer,
            at=SCORED,
        )


def test_points_of_colleagues_wait_for_the_closing_where_the_avviso_says_so(
    call: Call, client: Client
) -> None:
    Call.objects.filter(pk=call.pk).update(sheets_shown="AT_CLOSING")
    anna, luca, _chiara = [seat.user for seat in seats(call)]
    score_all(call)
    theirs = sheet_of(call, luca)
    refused = may(anna, "read_score_sheet", theirs, SCORED)
    assert not refused
    assert theirs not in ScoreSheet.objects.visible_to(anna, SCORED)
    client.force_login(anna)
    page = client.get(reverse("evaluation:sheet", args=[sheet_of(call, anna).pk])).content.decode()
    assert "si leggono quando la commissione chiude i lavori" in page
    assert reverse("evaluation:sheet", args=[theirs.pk]) not in page
    call.refresh_from_db()
    close_evaluation(call=call, by=anna, at=CLOSED)
    theirs = sheet_of(call, luca)
    assert may(anna, "read_score_sheet", theirs, CLOSED)
    assert theirs in ScoreSheet.objects.visible_to(anna, CLOSED)


def test_the_same_reason_for_two_applications_is_kept_and_said(call: Call, client: Client) -> None:
    anna = seats(call)[0].user
    score_sheet(sheet_of(call, anna, "ets4"), COEFFICIENTS["ets4"])
    sheet = sheet_of(call, anna)
    score_criterion(
        score_sheet=sheet,
        criterion=call.criteria.get(code="B"),
        coefficient=Decimal(1),
        reason=f"  {REASON.upper()} ",
        by=anna,
        at=SCORED,
    )
    other = application_of(call, "ets4").registry_number
    assert Entry.objects.filter(deed="score_criterion").latest("seq").payload["same_reason_as"] == [other]
    client.force_login(anna)
    page = client.get(reverse("evaluation:criterion", args=[sheet.pk, "b"])).content.decode()
    assert "Hai scritto la stessa motivazione per un’altra domanda:" in page
    score_sheet(sheet, COEFFICIENTS["ets1"], close=False)
    page = client.get(reverse("evaluation:close_sheet", args=[sheet.pk])).content.decode()
    assert page.count("Hai scritto la stessa motivazione") == 6
