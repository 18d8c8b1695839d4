# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The flows follow the deeds: every desk shows what is next, whoever did the last thing, by whatever door."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from viewflow.workflow.models import Process, Task

from coprogettazione.calls.models import CallState
from coprogettazione.calls.services import amend_call, extend_deadline, publish_call, revoke_call
from coprogettazione.parties.models import User
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Refusal
from tests.factories.calls import DEADLINE, PUBLISHED, make_call, make_executive, make_officer
from tests.processes import together
from tests.workflows.desks import on_the_desk_of
from workflows.engine import sweep

SECOND = timedelta(seconds=1)
CLOSING = DEADLINE + STILL_AT_THE_DOOR


def terms():
    """The instants for which the system waits."""
    return list(Task.objects.filter(status="SCHEDULED").values_list("scheduled", flat=True))


@pytest.mark.django_db
def test_a_declared_draft_lies_on_the_desk_of_the_executive():
    make_call(CallState.DRAFT)
    assert on_the_desk_of(make_executive()) == ["authorise_call"]
    assert on_the_desk_of(make_officer()) == []


@pytest.mark.django_db
def test_an_authorised_call_lies_on_the_desk_of_the_officer():
    make_call(CallState.AUTHORISED)
    assert on_the_desk_of(make_officer()) == ["publish_call"]
    assert on_the_desk_of(make_executive()) == []


@pytest.mark.django_db
def test_a_published_call_waits_for_its_term_and_is_on_no_desk():
    make_call(CallState.PUBLISHED)
    assert on_the_desk_of(make_officer()) == []
    assert terms() == [DEADLINE]


@pytest.mark.django_db
@pytest.mark.parametrize("at", [DEADLINE - SECOND, DEADLINE, CLOSING - SECOND])
def test_while_who_arrived_in_time_may_still_wait_the_sweep_closes_nothing(at):
    call = make_call(CallState.PUBLISHED)
    assert sweep(at) == 0
    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED


@pytest.mark.django_db
def test_two_minutes_after_the_term_the_sweep_closes_the_call_once():
    call = make_call(CallState.PUBLISHED)
    assert sweep(CLOSING) == 1
    assert sweep(CLOSING + SECOND) == 0
    call.refresh_from_db()
    assert call.state == CallState.ADMISSIBILITY
    assert Entry.objects.filter(deed="close_call", actor=None).count() == 1
    assert on_the_desk_of(make_executive(), DEADLINE) == ["declare_deserted"]


@pytest.mark.django_db
def test_an_extension_moves_the_term_the_system_waits_for():
    call = make_call(CallState.PUBLISHED)
    later = DEADLINE + timedelta(days=7)
    extend_deadline(
        call=call,
        deadline=later,
        reason="Le feste del patrono.",
        act_number="39/2026",
        act_date=DEADLINE.date(),
        by=make_officer(),
        at=DEADLINE - SECOND,
    )
    assert terms() == [later]
    assert sweep(CLOSING + SECOND) == 0


@pytest.mark.django_db
def test_a_change_of_substance_moves_the_term_the_system_waits_for():
    call = make_call(CallState.PUBLISHED)
    later = DEADLINE + timedelta(days=30)
    amend_call(
        call=call,
        facts={"duration_months": 30},
        deadline=later,
        reasons="Il progetto ha bisogno di più tempo.",
        act_number="39/2026",
        act_date=DEADLINE.date(),
        by=make_officer(),
        at=DEADLINE - SECOND,
    )
    assert terms() == [later]
    assert sweep(DEADLINE + SECOND) == 0


@pytest.mark.django_db
def test_a_revoked_call_leaves_every_desk():
    call = make_call(CallState.PUBLISHED)
    revoke_call(
        call=call,
        reason_code="PUBLIC_INTEREST",
        reasons="Il finanziamento regionale è venuto meno.",
        act_number="40/2026",
        act_date=PUBLISHED.date(),
        by=make_executive(),
        at=PUBLISHED + timedelta(days=1),
    )
    assert terms() == []
    assert not Task.objects.filter(status__in=("NEW", "ASSIGNED", "SCHEDULED")).exists()
    assert not Process.objects.filter(finished=None).exists()


@pytest.mark.django_db
def test_a_refused_deed_moves_no_flow():
    call = make_call(CallState.AUTHORISED)
    with pytest.raises(Refusal):
        publish_call(
            call=call, deadline=PUBLISHED + SECOND, questions_deadline=None, by=make_officer(), at=PUBLISHED
        )
    assert on_the_desk_of(make_officer()) == ["publish_call"]


def attempt(pk, code, user_id, times):
    """Ask for the same act, so many times; which answers came, and whether they said who had done it."""
    client = Client()
    client.force_login(User.objects.get(pk=user_id))
    address = reverse("deed", args=[code, "authorise_call", pk])
    told = []
    for _ in range(times):
        answer = client.post(address, {"act_number": "31/2026", "act_date": "29/01/2026"})
        told.append((answer.status_code, "Davide Orsini ha" in answer.content.decode()))
    return told


@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_attempts_at_one_task_one_succeeds_and_the_others_are_told_who_did_it():
    call = make_call(CallState.DRAFT)
    told = together(attempt, [(call.pk, call.code, make_executive().pk, 100)] * 2)
    answers = [answer for process in told for answer in process.value]
    assert sorted(status for status, _named in answers) == [302] + [409] * 199
    assert all(named for status, named in answers if status == 409)
    assert Entry.objects.filter(deed="authorise_call").count() == 1
    assert Task.objects.filter(status="DONE", flow_task__endswith="authorise_call").count() == 1
