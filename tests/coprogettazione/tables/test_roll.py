# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The roll call: hours, listeners, how many bodies of how many; and what D7 says of it."""

from datetime import time, timedelta
from typing import Any

import pytest

from coprogettazione.records.refusals import Invalid
from coprogettazione.tables.documents import minutes_facts
from coprogettazione.tables.models import DesignTable, Presence, Session
from coprogettazione.tables.queries.roll import roll_of
from coprogettazione.tables.services import draft_minutes, record_attendance, seat_delegate
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    CONVENED,
    FIRST_END,
    FIRST_SESSION,
    POINTS,
    casa,
    lanterna,
    make_session,
    person_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(table: DesignTable) -> Session:
    """A session of 14:30."""
    return make_session(table)


def call_roll(session: Session, *people: dict[str, Any], listeners: tuple[str, ...] = ()) -> Session:
    """Write who was there, the officer among them."""
    record_attendance(
        session=session,
        attendance=[{"person": make_officer().pk}, *people],
        listeners=list(listeners),
        by=make_officer(),
        at=FIRST_SESSION,
    )
    return Session.objects.get(pk=session.pk)


def sara(**facts: Any) -> dict[str, Any]:
    """Sara Benedetti, with what is said of her."""
    return {"person": person_of(lanterna(), "Sara", "Benedetti").pk, **facts}


@pytest.mark.parametrize(
    ("said", "presence", "remarks"),
    [
        ({"arrived": "15:10"}, Presence.LATE, "arriva alle 15:10"),
        ({"left": time(16, 0)}, Presence.LEFT, "va via alle 16:00"),
        (
            {"arrived": "15:10", "left": "16:00", "note": "treno"},
            Presence.LATE,
            "arriva alle 15:10, va via alle 16:00, treno",
        ),
        ({"presence": "LATE"}, Presence.LATE, "arriva dopo l’inizio"),
        ({"presence": "ABSENT", "arrived": "15:10"}, Presence.ABSENT, ""),
        ({}, Presence.PRESENT, ""),
    ],
)
def test_the_hours_say_who_came_late_and_who_left_early(
    session: Session, said: dict, presence: str, remarks: str
) -> None:
    row = call_roll(session, sara(**said)).attendance.get(person__first_name="Sara")
    assert (row.presence, row.remarks) == (presence, remarks)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"arrived": "14:29"}, "prima dell’inizio (14:30)"),
        ({"arrived": "15:10", "left": "15:10"}, "va via dopo che è arrivato"),
        ({"left": "14:30"}, "va via dopo che è arrivato"),
        ({"arrived": "le tre"}, "non è un’ora"),
    ],
)
def test_hours_that_make_no_sense_are_refused(session: Session, said: dict, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        call_roll(session, sara(**said))
    assert words in str(refused.value)
    assert not session.attendance.exists()


def test_who_arrives_at_the_very_minute_of_the_beginning_is_late_by_the_letter(session: Session) -> None:
    assert call_roll(session, sara(arrived="14:30")).attendance.get(person__first_name="Sara").arrived


def test_bodies_are_counted_once_and_listeners_not_at_all(table: DesignTable, session: Session) -> None:
    listener = person_of(casa(), "Ines", "Galli")
    seat_delegate(
        table=table, organisation=casa(), user=listener, kind="LISTENER", by=make_officer(), at=CONVENED
    )
    ada = make_legal_representative(lanterna())
    roll = roll_of(
        call_roll(
            session,
            sara(),
            {"person": ada.pk},
            {"person": listener.pk},
            listeners=("Dora Neri, Comune di Pieve", " "),
        )
    )
    assert roll.sentence == "Presenti 2 enti su 4. Ascoltano, senza voto, 2 persone."
    assert [row.person for row in roll.listeners] == [listener]
    assert roll.outsiders == ["Dora Neri, Comune di Pieve"]
    assert casa() in roll.missing
    assert casa() not in session.organisations_present()


def test_d7_says_how_many_were_there_who_listened_and_at_which_hour(session: Session) -> None:
    called = call_roll(session, sara(arrived="15:10"), listeners=("Dora Neri, Comune di Pieve",))
    minutes = draft_minutes(
        session=called, ended_at=FIRST_END, points=POINTS, by=make_officer(), at=FIRST_END
    )
    facts = minutes_facts(minutes, public=False)
    assert facts["roll"] == "Presenti 2 enti su 4. Ascolta, senza voto, 1 persona."
    assert ["Sara Benedetti (arriva alle 15:10)"] in [row["people"] for row in facts["present"]]
    assert facts["listeners"] == ["Dora Neri, Comune di Pieve"]
    public = minutes_facts(minutes, public=True)
    assert public["roll"] == facts["roll"]
    assert "Dora" not in str(public)
    assert "Sara" not in str(public)


def test_the_roll_may_be_called_again_while_people_come_and_go(session: Session) -> None:
    call_roll(session, sara())
    again = call_roll(session, sara(left="16:05"))
    assert again.attendance.get(person__first_name="Sara").presence == Presence.LEFT
    assert again.attendance.count() == session.attendance.count()
    assert again.attendance_at == FIRST_SESSION
    assert FIRST_SESSION + timedelta(hours=1) < FIRST_END
