# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table on every desk: who facilitates writes attendance and minutes; without them, the officer does."""

import pytest

from coprogettazione.tables.models import DesignTable, SeatKind
from coprogettazione.tables.services import end_seat, open_table
from tests.factories.calls import make_officer
from tests.factories.tables import (
    CONVENED,
    OPENED,
    make_admitted_call,
    make_attended,
    make_facilitator,
    make_session,
    make_table,
)
from tests.workflows.desks import on_the_desk_of

pytestmark = pytest.mark.django_db


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
