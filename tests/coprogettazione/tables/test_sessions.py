# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Convening, cancelling, who was there."""

from datetime import datetime, timedelta

import pytest

from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.tables.models import DesignTable, Presence
from coprogettazione.tables.queries.calendar import calendar_of
from coprogettazione.tables.services import (
    cancel_session,
    draft_minutes,
    record_attendance,
    suspend_table,
)
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative, make_user
from tests.factories.tables import (
    CONVENED,
    FIRST_SESSION,
    POINTS,
    ROME,
    casa,
    lanterna,
    make_attended,
    make_minutes,
    make_session,
    passi,
)

pytestmark = pytest.mark.django_db
FIVE_DAYS = timedelta(days=5)


def test_a_session_exactly_five_days_away_is_convened(table: DesignTable) -> None:
    session = make_session(table, starts_at=CONVENED + FIVE_DAYS)
    assert session.number == 1


def test_a_session_one_second_short_of_five_days_is_refused(table: DesignTable) -> None:
    with pytest.raises(Invalid) as refused:
        make_session(table, starts_at=CONVENED + FIVE_DAYS - timedelta(seconds=1))
    assert "almeno 5 giorni: al più presto lunedì 6 aprile 2026, ore\u00a09:00" in str(refused.value)
    assert "starts_at" in refused.value.fields


def test_the_five_days_are_counted_on_the_clock_of_rome_when_the_hour_changes(table: DesignTable) -> None:
    convened = datetime(2026, 10, 22, 9, 0, tzinfo=ROME)
    assert make_session(table, starts_at=datetime(2026, 10, 27, 9, 0, tzinfo=ROME), at=convened).pk


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"agenda": []}, "agenda"),
        ({"agenda": [" "]}, "agenda"),
        ({"place": " "}, "place"),
        ({"mode": "?"}, "mode"),
    ],
)
def test_a_convocation_says_where_how_and_what_about(table: DesignTable, facts: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        make_session(table, **facts)
    assert field in refused.value.fields


def test_a_session_in_video_needs_no_place(table: DesignTable) -> None:
    assert make_session(table, mode="ONLINE", place="", link="https://video.example.it/pis").place == ""


def test_everybody_who_sits_is_convened_at_the_same_instant(table: DesignTable) -> None:
    make_session(table)
    told = Message.objects.filter(key__startswith="session_convened", channel="IN_APP")
    assert told.count() == 6
    assert set(told.values_list("created_at", "term")) == {(CONVENED, FIRST_SESSION)}
    assert "Lettura dei bisogni" in told[0].body


def test_sessions_are_numbered_in_order_and_a_cancelled_one_keeps_its_number(table: DesignTable) -> None:
    first = make_session(table)
    cancel_session(session=first, reason="Manca la sala.", by=make_officer(), at=CONVENED + timedelta(days=1))
    assert make_session(table).number == 2
    with pytest.raises(AlreadyDone):
        cancel_session(session=first, reason="Ancora.", by=make_officer(), at=CONVENED + timedelta(days=1))


def test_a_session_that_has_begun_is_not_cancelled(table: DesignTable) -> None:
    with pytest.raises(WrongState) as refused:
        cancel_session(session=make_session(table), reason="Pioggia.", by=make_officer(), at=FIRST_SESSION)
    assert "è già cominciato" in str(refused.value)


def test_the_calendar_file_names_the_session_its_place_and_its_agenda(table: DesignTable) -> None:
    written = calendar_of(make_session(table), "https://example.it/tavolo/PIS-2026/incontri/").decode()
    assert "SUMMARY:Tavolo PIS-2026\\, incontro 1" in written
    assert "DTSTART;TZID=Europe/Rome:20260408T143000" in written
    assert "LOCATION:Sala consiliare di Valdora" in written
    assert "Elena" not in written


def test_attendance_is_not_written_a_second_before_the_session_begins(table: DesignTable) -> None:
    session = make_session(table)
    with pytest.raises(WrongState) as refused:
        record_attendance(
            session=session, attendance=[], by=make_officer(), at=FIRST_SESSION - timedelta(seconds=1)
        )
    assert "le presenze si scrivono da allora" in str(refused.value)


def test_whoever_sits_and_is_not_named_was_absent(table: DesignTable) -> None:
    session = make_session(table)
    sara = table.seats.get(user__first_name="Sara").user
    record_attendance(
        session=session,
        attendance=[
            {"person": make_officer().email, "presence": "PRESENT"},
            {"person": sara.pk, "presence": "LATE", "note": "alle 15"},
        ],
        by=make_officer(),
        at=FIRST_SESSION,
    )
    rows = {str(a.person): (a.presence, a.note) for a in session.attendance.all()}
    assert rows["Sara Benedetti"] == (Presence.LATE, "alle 15")
    assert rows["Giulia Ferri"] == (Presence.ABSENT, "")
    assert session.organisations_present() == [lanterna()]


@pytest.mark.parametrize(
    ("attendance", "reason"),
    [([], "Nessuno risulta presente"), ([{"person": "chi@example.it"}], "non ha un posto al tavolo")],
)
def test_attendance_that_makes_no_sense_is_refused(table: DesignTable, attendance: list, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        record_attendance(
            session=make_session(table), attendance=attendance, by=make_officer(), at=FIRST_SESSION
        )
    assert reason in str(refused.value)


def test_an_unknown_presence_is_refused(table: DesignTable) -> None:
    with pytest.raises(Invalid) as refused:
        record_attendance(
            session=make_session(table),
            attendance=[{"person": make_officer().pk, "presence": "MAYBE"}],
            by=make_officer(),
            at=FIRST_SESSION,
        )
    assert "Presenza sconosciuta" in str(refused.value)


def test_attendance_does_not_change_once_the_minutes_are_sent(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    with pytest.raises(WrongState) as refused:
        make_attended(minutes.session)
    assert "le presenze non si cambiano più" in str(refused.value)


def test_no_minutes_before_the_attendance(table: DesignTable) -> None:
    session = make_session(table)
    with pytest.raises(WrongState) as refused:
        draft_minutes(
            session=session,
            ended_at=FIRST_SESSION + timedelta(hours=1),
            points=POINTS,
            by=make_officer(),
            at=FIRST_SESSION + timedelta(days=1),
        )
    assert str(refused.value) == "Prima scrivi chi era presente, poi il verbale."


def test_who_sits_for_a_body_does_not_convene(table: DesignTable) -> None:
    from coprogettazione.tables.services import convene_session

    for person in (make_legal_representative(casa()), make_executive(), make_user("Nicola", "Nessuno")):
        with pytest.raises(NotAllowed) as refused:
            convene_session(
                table=table,
                starts_at=FIRST_SESSION,
                place="x",
                mode="IN_PERSON",
                agenda=["x"],
                by=person,
                at=CONVENED,
            )
        assert "chi tiene il tavolo" in str(refused.value)


def test_a_table_suspended_for_missing_money_does_not_meet(table: DesignTable) -> None:
    suspend_table(
        table=table,
        reason_code="FUNDING_MISSING",
        reasons="Il fondo non è arrivato.",
        act_number="60/2026",
        act_date=CONVENED.date(),
        by=make_executive(),
        at=CONVENED,
    )
    table = DesignTable.objects.get(pk=table.pk)
    with pytest.raises(WrongState) as refused:
        make_session(table, extraordinary=True)
    assert "non si convocano incontri" in str(refused.value)


def test_an_open_table_has_no_extraordinary_sessions(table: DesignTable) -> None:
    with pytest.raises(WrongState) as refused:
        make_session(table, extraordinary=True)
    assert "solo quando il tavolo è sospeso" in str(refused.value)
    assert passi().pk
