# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks decided in a session: on whose desk, until when, what the minutes say of them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.tables.documents import minutes_facts
from coprogettazione.tables.models import Assignment, DesignTable, Minutes, Session
from coprogettazione.tables.queries.tasks import tasks_of
from coprogettazione.tables.services import (
    assign_task,
    circulate_minutes,
    drop_task,
    end_seat,
    finish_task,
    freeze_minutes,
)
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative, make_user
from tests.factories.tables import (
    DRAFTED,
    FIRST_SESSION,
    ROME,
    authority,
    casa,
    lanterna,
    make_minutes,
    make_session,
    passi,
    person_of,
)
from tests.workflows.desks import on_the_desk_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DUE = date(2026, 4, 22)
LAST_INSTANT = datetime(2026, 4, 22, 23, 59, 59, tzinfo=ROME)


@pytest.fixture
def minutes(table: DesignTable) -> Minutes:
    """A draft."""
    return make_minutes(table)


def assign(session: Session, **facts: Any) -> Assignment:
    """A task for Casa Aperta."""
    said = {
        "text": "Mandare i dati dei posti letto",
        "organisation": casa(),
        "due_on": DUE,
        "at": DRAFTED,
        **facts,
    }
    return assign_task(session=session, **said, by=make_officer())


def test_the_task_of_a_body_is_on_the_desk_of_its_people_until_it_is_done(minutes: Minutes) -> None:
    task = assign(minutes.session)
    president = make_legal_representative(casa())
    assert "finish_task" in on_the_desk_of(president)
    assert "finish_task" not in on_the_desk_of(make_legal_representative(passi()))
    done = finish_task(assignment=task, note="Mandati per e-mail.", by=president, at=DRAFTED)
    assert (done.done_by, done.note) == (president, "Mandati per e-mail.")
    assert "finish_task" not in on_the_desk_of(president)


def test_the_task_of_a_person_is_on_that_desk_alone_and_that_of_the_authority_on_the_office(
    minutes: Minutes,
) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    assign(minutes.session, organisation=lanterna(), person=sara)
    assert "finish_task" in on_the_desk_of(sara)
    assert "finish_task" not in on_the_desk_of(make_legal_representative(lanterna()))
    assert assign(minutes.session, organisation=authority()).owner == authority().known_as


def test_the_task_of_who_leaves_the_table_is_for_the_body(minutes: Minutes, table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    assign(minutes.session, organisation=lanterna(), person=sara)
    end_seat(
        seat=table.seats.get(user=sara),
        last_day=DRAFTED.date(),
        reason="Altro incarico.",
        by=make_officer(),
        at=DRAFTED,
    )
    assert "finish_task" in on_the_desk_of(make_legal_representative(lanterna()))


def test_a_task_is_late_the_second_after_its_day(minutes: Minutes, table: DesignTable) -> None:
    assign(minutes.session)
    president = make_legal_representative(casa())

    def late(at: datetime) -> list[bool]:
        return [t.late for t in tasks_of(president, table, at) if t.words.startswith("Mandare")]

    assert late(LAST_INSTANT) == [False]
    assert late(LAST_INSTANT + SECOND) == [True]


def test_the_minutes_list_the_tasks_and_the_public_copy_names_no_person(minutes: Minutes) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    assign(minutes.session, organisation=lanterna(), person=sara, text="Scrivere a ASST")
    assert minutes_facts(minutes, public=False)["tasks"] == [
        {"text": "Scrivere a ASST", "owner": f"Sara Benedetti, {lanterna().known_as}", "due": DUE}
    ]
    assert minutes_facts(minutes, public=True)["tasks"][0]["owner"] == lanterna().known_as


def test_who_has_a_task_is_told_when_the_minutes_go_out_and_once(minutes: Minutes) -> None:
    assign(minutes.session)
    told = Message.objects.filter(key__startswith="task_assigned", channel="IN_APP")
    assert not told.exists()
    circulate_minutes(minutes=minutes, by=make_officer(), at=DRAFTED)
    message = told.get()
    assert message.recipient == make_legal_representative(casa())
    assert message.term == LAST_INSTANT or message.term.date() >= DUE


def test_tasks_are_written_from_the_beginning_of_the_session_until_the_minutes_are_sent(
    table: DesignTable,
) -> None:
    session = make_session(table)
    with pytest.raises(WrongState):
        assign(session, at=FIRST_SESSION - SECOND)
    task = assign(session, at=FIRST_SESSION)
    minutes = make_minutes(table, state="CIRCULATED", starts_at=FIRST_SESSION + timedelta(days=7))
    with pytest.raises(WrongState):
        assign(minutes.session, at=FIRST_SESSION + timedelta(days=9), due_on=date(2026, 5, 1))
    drop_task(assignment=task, by=make_officer(), at=DRAFTED)
    with pytest.raises(WrongState):
        finish_task(assignment=task, note="x", by=make_legal_representative(casa()), at=DRAFTED)
    assert "finish_task" not in on_the_desk_of(make_legal_representative(casa()))


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"text": " "}, "text"), ({"due_on": date(2026, 4, 7)}, "due_on")],
)
def test_a_task_says_what_and_by_a_day_that_comes(minutes: Minutes, facts: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        assign(minutes.session, **facts)
    assert field in refused.value.fields
    assert assign(minutes.session, due_on=date(2026, 4, 8)).pk


def test_a_task_is_for_who_sits(minutes: Minutes) -> None:
    with pytest.raises(Invalid):
        assign(minutes.session, person=make_user("Nicola", "Nessuno"))


def test_only_who_has_it_says_that_it_is_done_once_and_how(minutes: Minutes) -> None:
    task = assign(minutes.session)
    president = make_legal_representative(casa())
    with pytest.raises(NotAllowed):
        finish_task(assignment=task, note="Fatto.", by=make_legal_representative(passi()), at=DRAFTED)
    with pytest.raises(Invalid):
        finish_task(assignment=task, note=" ", by=president, at=DRAFTED)
    finish_task(assignment=task, note="Fatto.", by=president, at=DRAFTED)
    with pytest.raises(AlreadyDone):
        finish_task(assignment=task, note="Ancora.", by=president, at=DRAFTED)


def test_a_task_may_be_done_after_the_minutes_are_closed(table: DesignTable) -> None:
    minutes = make_minutes(table)
    task = assign(minutes.session)
    circulate_minutes(minutes=minutes, by=make_officer(), at=DRAFTED)
    freeze_minutes(minutes=minutes, by=make_officer(), at=DRAFTED + timedelta(days=8))
    later = DRAFTED + timedelta(days=90)
    assert finish_task(assignment=task, note="Fatto.", by=make_legal_representative(casa()), at=later).done_at
