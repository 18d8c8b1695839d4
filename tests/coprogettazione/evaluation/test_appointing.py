# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may sit in a committee, and who may not."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import override_settings

from coprogettazione.calls.models import Call, CallState, SelectionMode
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.models import Committee, MemberKind
from coprogettazione.evaluation.services import (
    appoint_committee,
    declare_conflicts,
    replace_member,
    score_criterion,
)
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, Refusal, WrongState
from tests.factories.calls import DEADLINE, make_call
from tests.factories.evaluation import (
    APPOINTED,
    DECLARED,
    REASON,
    SCORED,
    declare_all,
    make_committee,
    make_committee_people,
    seats,
    sheet_of,
)
from tests.factories.parties import make_ets, make_legal_representative, make_user

STAGE = "checked"


def appoint(call: Call, people: list[User], *, kinds: str = "", **changed: Any) -> Committee:
    letters = kinds or ("P" + "M" * len(people))[: len(people)]
    given: dict[str, Any] = {
        "members": [
            {"user": user.pk, "kind": "PRESIDENT" if letter == "P" else "MEMBER"}
            for user, letter in zip(people, letters, strict=True)
        ],
        "act_number": "44/2026",
        "act_date": APPOINTED.date(),
        "by": call.executive_officer,
        "at": APPOINTED,
    }
    return appoint_committee(call=call, **{**given, **changed})


def refusal(call: Call, people: list[User], **changed: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        appoint(call, people, **changed)
    assert Committee.objects.count() == 0
    return caught.value


def test_three_people_are_appointed_and_told_and_the_act_is_published(call: Call) -> None:
    committee = make_committee(call)
    call.refresh_from_db()
    assert call.state == CallState.COMMITTEE
    assert [(str(s.user), s.kind) for s in seats(call)] == [
        ("Anna Riva", MemberKind.PRESIDENT),
        ("Luca Moretti", MemberKind.MEMBER),
        ("Chiara Galli", MemberKind.MEMBER),
    ]
    paper = Paper.objects.get(about_kind="committee", about_id=committee.pk)
    assert (paper.kind, paper.number) == (PaperKind.EXECUTIVE_ACT, "44/2026")
    assert paper.published_at == APPOINTED
    told = Message.objects.filter(key__startswith="appointed", channel="IN_APP")
    assert {str(m.recipient) for m in told} == {"Anna Riva", "Luca Moretti", "Chiara Galli"}
    entry = Entry.objects.get(deed="appoint_committee")
    assert entry.role == "EXECUTIVE_OFFICER"
    assert entry.payload["people"] == ["Anna Riva", "Luca Moretti", "Chiara Galli"]


def test_members_are_named_by_address_in_a_chronicle(call: Call) -> None:
    make_committee_people()
    members = [{"user": "anna.riva@example.it", "kind": "PRESIDENT"}]
    members += [{"user": f"{n}@example.it", "kind": "MEMBER"} for n in ("luca.moretti", "chiara.galli")]
    appoint(call, [], members=members)
    assert len(seats(call)) == 3


@pytest.mark.parametrize("count", [1, 2, 4])
def test_an_even_committee_or_one_of_a_single_person_is_refused(call: Call, count: int) -> None:
    people = [make_user(f"Nome{n}", "Prova") for n in range(count)]
    caught = refusal(call, people)
    assert "numero dispari di componenti, almeno tre" in str(caught)
    assert "members" in caught.fields


def test_a_committee_has_one_president(call: Call) -> None:
    people = make_committee_people()
    assert "un solo presidente" in str(refusal(call, people, kinds="MMM"))
    assert "un solo presidente" in str(refusal(call, people, kinds="PPM"))


def test_nobody_sits_twice(call: Call) -> None:
    anna, luca, _chiara = make_committee_people()
    assert "due volte" in str(refusal(call, [anna, luca, luca]))


def test_an_unknown_person_is_refused_by_name(call: Call) -> None:
    members = [{"user": "nessuno@example.it", "kind": "PRESIDENT"}]
    assert "nessuno@example.it" in str(refusal(call, [], members=members))


def test_a_person_whose_access_is_off_is_refused(call: Call) -> None:
    anna, luca, chiara = make_committee_people()
    User.objects.filter(pk=chiara.pk).update(is_active=False)
    assert "Chiara Galli è disattivato" in str(refusal(call, [anna, luca, chiara]))


def test_the_officer_who_checks_the_requirements_does_not_score(call: Call) -> None:
    anna, luca, _chiara = make_committee_people()
    caught = refusal(call, [anna, luca, call.procedure_officer])
    assert "Elena Marchetti è il RUP" in str(caught)
    assert "separazione dei compiti" in str(caught.law)


@override_settings(COMMITTEE_MAY_INCLUDE_PROCEDURE_OFFICER=True)
def test_a_body_may_configure_that_the_officer_sits(call: Call) -> None:
    anna, luca, _chiara = make_committee_people()
    appoint(call, [anna, luca, call.procedure_officer])
    assert len(seats(call)) == 3


def test_who_has_a_role_in_an_applicant_does_not_score(call: Call) -> None:
    anna, luca, _chiara = make_committee_people()
    caught = refusal(call, [anna, luca, make_legal_representative(make_ets("ets2"))])
    assert "Marco Rinaldi ha un ruolo in Passi Insieme, che ha fatto domanda" in str(caught)
    assert str(caught.law) == "art. 6-bis, l. 241/1990"


def test_the_act_has_a_number_and_a_date_between_the_deadline_and_today(call: Call) -> None:
    people = make_committee_people()
    before = refusal(call, people, act_date=DEADLINE.date() - timedelta(days=1))
    assert "precedente al termine" in str(before)
    assert "act_date" in before.fields
    assert "act_date" in refusal(call, people, act_date=APPOINTED.date() + timedelta(days=1)).fields
    assert "act_number" in refusal(call, people, act_number="  ").fields


def test_only_the_executive_of_the_dossier_appoints(call: Call) -> None:
    people = make_committee_people()
    caught = refusal(call, people, by=call.procedure_officer)
    assert isinstance(caught, NotAllowed)
    assert "Lo fa solo il dirigente" in str(caught)


def test_two_committees_are_not_appointed(call: Call) -> None:
    make_committee(call)
    with pytest.raises(NotAllowed, match="prima della valutazione"):
        appoint(call, make_committee_people())


@pytest.mark.django_db
def test_a_committee_is_not_appointed_while_applications_may_arrive() -> None:
    call = make_call(CallState.PUBLISHED, code="PIS-2027")
    with pytest.raises(NotAllowed, match="quando le domande sono chiuse"):
        appoint(call, make_committee_people(), at=DEADLINE - timedelta(seconds=1), act_date=date(2026, 2, 25))


@pytest.mark.django_db
def test_applications_are_opened_before_the_committee_is_appointed() -> None:
    call = make_call(CallState.ADMISSIBILITY, code="PIS-2027")
    with pytest.raises(WrongState, match="Prima il RUP apre le domande"):
        appoint(call, make_committee_people())


def test_an_open_table_has_no_committee(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(selection_mode=SelectionMode.OPEN_TABLE)
    assert "tavolo aperto" in str(refusal(call, make_committee_people()))


def test_a_member_in_conflict_is_replaced_and_the_newcomer_declares(call: Call) -> None:
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
    call.refresh_from_db()
    assert call.state == CallState.COMMITTEE
    given = {
        "committee_seat": third,
        "user": make_user("Rita", "Neri"),
        "reason": "Conflitto di interesse dichiarato l’11 marzo 2026.",
        "act_number": "46/2026",
        "act_date": DECLARED.date(),
        "at": DECLARED + timedelta(hours=2),
    }
    with pytest.raises(NotAllowed, match="dirigente"):
        replace_member(**given, by=call.procedure_officer)
    with pytest.raises(Invalid, match="già parte"):
        replace_member(**{**given, "user": second.user}, by=call.executive_officer)
    with pytest.raises(Invalid) as caught:
        replace_member(**{**given, "reason": "no"}, by=call.executive_officer)
    assert "reason" in caught.value.fields
    with pytest.raises(Invalid, match="è il RUP"):
        replace_member(**{**given, "user": call.procedure_officer}, by=call.executive_officer)
    seat = replace_member(**given, by=call.executive_officer)
    assert seat.replaces == third
    assert [str(s.user) for s in seats(call)] == ["Anna Riva", "Luca Moretti", "Rita Neri"]
    with pytest.raises(WrongState, match="non fa già più parte"):
        replace_member(**given, by=call.executive_officer)
    with pytest.raises(NotAllowed, match="Non fai più parte"):
        declare_conflicts(committee_seat=third, has_conflict=False, by=third.user, at=DECLARED)
    declare_conflicts(committee_seat=seat, has_conflict=False, by=seat.user, at=DECLARED + timedelta(hours=3))
    call.refresh_from_db()
    assert call.state == CallState.EVALUATION


def test_when_who_is_in_conflict_has_scored_the_whole_committee_is_appointed_again(call: Call) -> None:
    make_committee(call)
    declare_all(call)
    third = seats(call)[2]
    sheet = sheet_of(call, third.user)
    criterion = call.criteria.get(code="A")
    score_criterion(
        score_sheet=sheet,
        criterion=criterion,
        coefficient=Decimal(1),
        reason=REASON,
        by=third.user,
        at=SCORED,
    )
    newcomers = [make_user("Rita", "Neri"), make_user("Ugo", "Bassi"), make_user("Ivo", "Sarti")]
    with pytest.raises(WrongState, match="già al lavoro"):
        appoint(call, newcomers, at=SCORED, act_date=SCORED.date())
    declare_conflicts(
        committee_seat=third,
        has_conflict=True,
        text="Mia sorella lavora per Casa Aperta.",
        by=third.user,
        at=SCORED,
    )
    with pytest.raises(WrongState, match="tutta la commissione"):
        replace_member(
            committee_seat=third,
            user=newcomers[0],
            reason="Conflitto di interesse dichiarato.",
            act_number="46/2026",
            act_date=SCORED.date(),
            by=call.executive_officer,
            at=SCORED,
        )
    appoint(call, newcomers, at=SCORED, act_date=SCORED.date())
    call.refresh_from_db()
    assert call.state == CallState.COMMITTEE
    assert [str(s.user) for s in seats(call)] == ["Rita Neri", "Ugo Bassi", "Ivo Sarti"]
    old = Committee.objects.exclude(ended_at=None).get()
    assert old.ended_at == SCORED
    declare_all(call, at=SCORED)
    with pytest.raises(NotAllowed, match="Non fai più parte"):
        score_criterion(
            score_sheet=sheet,
            criterion=criterion,
            coefficient=Decimal(1),
            reason=REASON,
            by=third.user,
            at=SCORED,
        )
