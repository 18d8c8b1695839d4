# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table on every desk: who facilitates writes attendance and minutes; without them, the officer does."""

from datetime import timedelta

import pytest

from coprogettazione.tables.models import DesignTable, SeatKind
from coprogettazione.tables.services import (
    approve_minutes,
    circulate_minutes,
    correct_minutes,
    draft_minutes,
    end_seat,
    freeze_minutes,
    open_table,
)
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    CONVENED,
    OPENED,
    POINTS,
    lanterna,
    make_admitted_call,
    make_attended,
    make_facilitator,
    make_minutes,
    make_session,
    make_table,
)
from tests.workflows.desks import desk_of, on_the_desk_of
from workflows.engine import sweep

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def test_without_a_facilitator_attendance_and_minutes_are_on_the_desk_of_the_officer() -> None:
    session = make_session(open_table(call=make_admitted_call(), by=make_officer(), at=OPENED))
    assert "record_attendance" in on_the_desk_of(make_officer())
    make_attended(session)
    assert "draft_minutes" in on_the_desk_of(make_officer())


def test_with_a_facilitator_they_are_on_the_desk_of_who_facilitates() -> None:
    make_session(make_table())
    assert on_the_desk_of(make_facilitator()) == ["record_attendance"]
    assert "record_attendance" not in on_the_desk_of(make_officer())


def test_when_who_facilitates_leaves_the_officer_finds_what_lay_on_that_desk() -> None:
    table = make_table()
    make_session(table)
    seat = table.seats.get(kind=SeatKind.FACILITATOR)
    end_seat(seat=seat, last_day=CONVENED.date(), reason="Altro incarico.", by=make_officer(), at=CONVENED)
    assert DesignTable.objects.get().facilitator is None
    assert on_the_desk_of(make_facilitator()) == []
    assert "record_attendance" in on_the_desk_of(make_officer())


def test_when_the_term_to_answer_on_minutes_passes_the_officer_finds_them_to_close() -> None:
    minutes = make_minutes(make_table(), state="CIRCULATED")
    partner = make_legal_representative(lanterna())
    [duty] = [duty for duty in desk_of(partner) if duty.deed == "approve_minutes"]
    assert duty.due == minutes.answer_by
    assert sweep(minutes.answer_by) == 0
    assert "freeze_minutes" not in on_the_desk_of(make_officer())
    assert sweep(minutes.answer_by + SECOND) == len(minutes.session.organisations_present())
    assert "approve_minutes" not in on_the_desk_of(partner)
    assert "freeze_minutes" in on_the_desk_of(make_officer())
    freeze_minutes(minutes=minutes, by=make_officer(), at=minutes.answer_by + SECOND)
    assert "freeze_minutes" not in on_the_desk_of(make_officer())


def test_minutes_that_are_corrected_are_sent_and_answered_again() -> None:
    minutes = make_minutes(make_table(), state="CIRCULATED")
    session, later = minutes.session, minutes.drafted_at + timedelta(days=2)
    partner = make_legal_representative(lanterna())
    correct_minutes(minutes=minutes, by=make_officer(), at=later)
    assert "circulate_minutes" in on_the_desk_of(make_officer())
    assert on_the_desk_of(partner) == []
    minutes.refresh_from_db()
    circulate_minutes(minutes=minutes, by=make_officer(), at=later)
    [duty] = [duty for duty in desk_of(partner) if duty.deed == "approve_minutes"]
    assert duty.due == minutes.answer_by
    for body in session.organisations_present():
        representative = make_legal_representative(body)
        approve_minutes(minutes=minutes, organisation=body, by=representative, at=later + SECOND)
    assert "freeze_minutes" in on_the_desk_of(make_officer())


def test_a_draft_written_twice_before_it_is_sent_is_sent_once() -> None:
    minutes = make_minutes(make_table())
    session = minutes.session
    draft_minutes(
        session=session, ended_at=session.ended_at, points=POINTS, by=make_officer(),
        at=minutes.drafted_at + SECOND,
    )  # fmt: skip
    assert on_the_desk_of(make_officer()).count("circulate_minutes") == 1
