# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process killed in the middle of a deed leaves all of it, or nothing."""

import os
import signal

import pytest
from viewflow.workflow.models import Task

from coprogettazione.calls.models import Call, CallAct, CallState
from coprogettazione.calls.services import authorise_call
from coprogettazione.documents.models import NumberSeries, Paper
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import User
from coprogettazione.records import deeds
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from tests.factories.calls import AUTHORISED, make_call, make_executive
from tests.processes import killed_during
from tests.workflows.desks import on_the_desk_of

pytestmark = pytest.mark.django_db(transaction=True)


def authorise(pk: int) -> None:
    """The executive authorises the call."""
    authorise_call(
        call=Call.objects.get(pk=pk),
        act_number="31/2026",
        act_date=AUTHORISED.date(),
        by=User.objects.get(email="davide.orsini@example.it"),
        at=AUTHORISED,
    )


def die(*args: object, **kwargs: object) -> None:
    """As the machine's power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


def authorise_and_die_after_the_body(pk: int) -> None:
    """Killed when the act is written and the flow has moved, before the register."""
    deeds.deed_done.connect(die, weak=False)
    authorise(pk)


def authorise_and_die_after_the_register(pk: int) -> None:
    """Killed when the entry is written too, before the commit."""
    from django.db.models.signals import post_save

    post_save.connect(die, sender=deeds.RegisterHead, weak=False)
    authorise(pk)


def authorise_and_die_after_the_commit(pk: int) -> None:
    """Killed as soon as the deed has returned."""
    authorise(pk)
    die()


def written() -> tuple[int, ...]:
    """How many rows each part of a deed has written."""
    kept = (Entry, CallAct, Paper, Message, NumberSeries, Task)
    return tuple(model._default_manager.count() for model in kept)


@pytest.mark.parametrize("moment", [authorise_and_die_after_the_body, authorise_and_die_after_the_register])
def test_killed_before_the_commit_nothing_is_left_and_it_can_be_done_again(moment) -> None:
    call = make_call(CallState.DRAFT)
    before = written()
    assert killed_during(moment, call.pk) == -signal.SIGKILL
    call.refresh_from_db()
    assert call.state == CallState.DRAFT
    assert written() == before
    assert on_the_desk_of(make_executive()) == ["authorise_call"]
    authorise(call.pk)
    call.refresh_from_db()
    assert call.state == CallState.AUTHORISED
    assert check_chain().holds


def test_killed_after_the_commit_everything_is_there() -> None:
    call = make_call(CallState.DRAFT)
    assert killed_during(authorise_and_die_after_the_commit, call.pk) == -signal.SIGKILL
    call.refresh_from_db()
    assert call.state == CallState.AUTHORISED
    assert Entry.objects.filter(deed="authorise_call").count() == 1
    assert Paper.objects.filter(number="31/2026").exists()
    assert on_the_desk_of(make_executive()) == []
    assert check_chain().holds
