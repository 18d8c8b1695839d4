# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A call that changes while applications arrive: what was sent stays valid, and its people are told so."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.services import withdraw_application
from coprogettazione.calls.models import Call
from coprogettazione.calls.services import amend_call, answer_question, ask_question, extend_deadline
from coprogettazione.notifications.models import Message
from tests.factories.applications import SUBMITTED, make_application
from tests.factories.calls import DEADLINE, ROME, make_call
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
NEW_TERM = datetime(2026, 4, 1, 12, 0, tzinfo=ROME)
CHANGED = DEADLINE - timedelta(hours=1)


def amended(call: Call) -> None:
    """Six months more, one hour before the term."""
    call.refresh_from_db()
    amend_call(
        call=call,
        facts={"duration_months": 30},
        deadline=NEW_TERM,
        reasons="Il progetto ha bisogno di più tempo.",
        act_number="42/2026",
        act_date=CHANGED.date(),
        by=call.procedure_officer,
        at=CHANGED,
    )


def told(key: str) -> set[Any]:
    """Who got a message of this kind."""
    return {message.recipient for message in Message.objects.filter(key__startswith=key)}


def test_an_application_already_sent_stays_valid_and_its_people_are_told_exactly_that() -> None:
    call = make_call("PUBLISHED")
    application = make_application(call, "ets1", at=SUBMITTED)
    amended(call)
    application.refresh_from_db()
    assert application.state == ApplicationState.RECEIVED
    lead = make_legal_representative(make_ets("ets1"))
    assert lead in told("call_amended")
    body = Message.objects.filter(key__startswith="call_amended", recipient=lead)[0].body
    assert "Le domande già inviate restano valide così come sono" in body
    assert "mercoledì 1°\u00a0aprile 2026" in body


def test_it_can_be_withdrawn_and_replaced_until_the_new_term() -> None:
    call = make_call("PUBLISHED")
    application = make_application(call, "ets1", at=SUBMITTED)
    amended(call)
    lead = make_legal_representative(make_ets("ets1"))
    after_the_old_term = DEADLINE + timedelta(days=1)
    withdraw_application(application=application, by=lead, at=after_the_old_term)
    again = make_application(Call.objects.get(pk=call.pk), "ets1", at=after_the_old_term)
    assert again.state == ApplicationState.RECEIVED
    assert Application.objects.filter(call=call).count() == 2


def test_who_prepares_an_application_is_told_of_whatever_changes_in_the_call() -> None:
    call = make_call("PUBLISHED")
    make_application(call, "ets1", "ets3", state=ApplicationState.DRAFT)
    call.refresh_from_db()
    asker = make_legal_representative(make_ets("ets2"))
    during = datetime(2026, 2, 10, 10, 0, tzinfo=ROME)
    question = ask_question(call=call, organisation=make_ets("ets2"), text="Quando?", by=asker, at=during)
    answer_question(question=question, answer="A maggio.", by=call.procedure_officer, at=during)
    extend_deadline(
        call=call,
        deadline=DEADLINE + timedelta(days=7),
        reason="Tre enti hanno chiesto più tempo per formare il gruppo.",
        act_number="40/2026",
        act_date=during.date(),
        by=call.procedure_officer,
        at=during,
    )
    preparing = {make_legal_representative(make_ets(key)) for key in ("ets1", "ets3")}
    for key in ("question_answered", "deadline_extended"):
        assert preparing <= told(key), key


def test_who_withdrew_is_not_told_any_more() -> None:
    call = make_call("PUBLISHED")
    application = make_application(call, "ets1", at=SUBMITTED)
    lead = make_legal_representative(make_ets("ets1"))
    withdraw_application(application=application, by=lead, at=SUBMITTED + timedelta(minutes=1))
    amended(call)
    assert lead not in told("call_amended")
