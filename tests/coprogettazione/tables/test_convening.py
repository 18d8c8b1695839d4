# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Invitations, answers, reminders, moving a session, the papers to read before, delegations."""

from datetime import datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest
from django.core.files.base import ContentFile
from icalendar import Calendar

from coprogettazione.documents.services import read_file
from coprogettazione.notifications.models import Message
from coprogettazione.notifications.notifications import compose
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.tables.models import (
    Coming,
    DesignTable,
    Session,
    WorkingPaper,
)
from coprogettazione.tables.queries.convening import guests_of
from coprogettazione.tables.services import (
    answer_convocation,
    cancel_session,
    convene_session,
    move_session,
    remind_of_sessions,
    save_version,
    share_paper,
    withdraw_paper,
)
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative, make_user
from tests.factories.tables import (
    CONVENED,
    FIRST_SESSION,
    authority,
    casa,
    lanterna,
    make_facilitator,
    make_minutes,
    make_session,
    person_of,
    write_project,
)
from tests.workflows.desks import desk_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.fixture
def session(table: DesignTable) -> Session:
    """A session to come."""
    return make_session(table)


def pdf(name: str = "dati.pdf") -> ContentFile:
    """A small PDF."""
    return ContentFile(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", name=name)


def mail_of(key: str, person: Any) -> Message:
    """The e-mail of an occasion to a person."""
    return Message.objects.get(key__startswith=key, channel="EMAIL", recipient=person)


def invitation(message: Message) -> tuple[Calendar, Any]:
    """The calendar that an e-mail carries, and its event."""
    calendar = Calendar.from_ical(message.calendar)
    return calendar, next(iter(calendar.walk("VEVENT")))


# The invitation.


def test_the_convocation_carries_an_invitation_of_the_person_and_of_nobody_else(session: Session) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    message = mail_of("session_convened", sara)
    calendar, event = invitation(message)
    assert calendar["METHOD"] == "REQUEST"
    assert str(event["ATTENDEE"]) == f"mailto:{sara.email}"
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert str(event["ORGANIZER"]).startswith("mailto:")
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert event["UID"] == invitation(mail_of("session_convened", make_officer()))[1]["UID"]
    assert "/tavolo/PIS-2026/incontri/1/" in str(event["URL"])
    assert message.link == "/tavolo/PIS-2026/incontri/1/#risposta"


def test_the_e_mail_carries_it_as_a_part_and_as_a_file(session: Session) -> None:
    mail = message_from_bytes(compose(mail_of("session_convened", make_officer())).message().as_bytes())
    kinds = {part.get_content_type(): part for part in mail.walk()}
    assert kinds["text/calendar"].get_param("method") == "REQUEST"
    assert kinds["application/ics"].get_filename() == "invito.ics"
    payload = kinds["text/calendar"].get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert b"BEGIN:VEVENT" in payload
    assert Message.objects.filter(channel="IN_APP").exclude(calendar="").count() == 0


def test_a_message_without_an_invitation_carries_none(table: DesignTable) -> None:
    mail = compose(Message.objects.filter(key__startswith="table_opened", channel="EMAIL")[0])
    assert [part.get_content_type() for part in mail.message().walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_a_session_moved_invites_again_under_the_same_identity_and_asks_for_answers_again(
    session: Session,
) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    answer_convocation(session=session, coming="YES", by=sara, at=CONVENED)
    later = CONVENED + timedelta(hours=2)
    move(session, starts_at=FIRST_SESSION + DAY, at=later)
    message = mail_of("session_moved:1", sara)
    event = invitation(message)[1]
    assert (event["SEQUENCE"], event["UID"]) == (1, invitation(mail_of("session_convened", sara))[1]["UID"])
    assert event.decoded("DTSTART") == FIRST_SESSION + DAY
    assert "manca la sala" in message.body
    assert [g.reply for g in guests_of(session, later) if g.person == sara] == [None]


def test_a_session_cancelled_is_taken_out_of_the_calendars(session: Session) -> None:
    move(session, starts_at=FIRST_SESSION + DAY, at=CONVENED + SECOND)
    cancel_session(session=session, reason="Sciopero.", by=make_officer(), at=CONVENED + DAY)
    calendar, event = invitation(mail_of("session_cancelled", make_officer()))
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)


def move(session: Session, *, at: datetime, **facts: Any) -> Session:
    """Move a session, with a reason."""
    said = {
        "starts_at": session.starts_at,
        "place": session.place,
        "mode": session.mode,
        "reason": "manca la sala",
        **facts,
    }
    return move_session(session=session, **said, by=make_officer(), at=at)


def test_another_time_needs_the_same_notice_to_the_second_another_place_does_not(session: Session) -> None:
    near = FIRST_SESSION - timedelta(hours=1)
    five = FIRST_SESSION + timedelta(days=4, hours=23)
    with pytest.raises(Invalid) as refused:
        move(session, starts_at=five - SECOND, at=near)
    assert "almeno 5 giorni" in str(refused.value)
    assert move(session, place="Biblioteca", at=near).sequence == 1
    assert move(session, starts_at=five, at=near).sequence == 2


def test_a_session_does_not_move_for_nothing_without_a_reason_or_once_begun(session: Session) -> None:
    with pytest.raises(AlreadyDone):
        move(session, at=CONVENED)
    with pytest.raises(Invalid):
        move(session, place="Biblioteca", reason=" ", at=CONVENED)
    with pytest.raises(WrongState):
        move(session, place="Biblioteca", at=FIRST_SESSION)
    assert move(session, place="Biblioteca", at=FIRST_SESSION - SECOND).place == "Biblioteca"


def test_the_roll_call_is_due_when_the_session_begins_wherever_it_moves(session: Session) -> None:
    [duty] = [d for d in desk_of(make_facilitator()) if d.deed == "record_attendance"]
    assert duty.due == FIRST_SESSION
    move(session, starts_at=FIRST_SESSION + DAY, at=CONVENED + SECOND)
    [duty] = [d for d in desk_of(make_facilitator()) if d.deed == "record_attendance"]
    assert duty.due == FIRST_SESSION + DAY


# Answers.


def test_each_person_convened_answers_for_their_body_and_may_change_their_mind(session: Session) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    answer_convocation(session=session, coming="NO", by=sara, at=CONVENED)
    reply = answer_convocation(session=session, coming="ANOTHER", who=" Ada Fontana ", by=sara, at=CONVENED)
    assert (reply.organisation, reply.coming, reply.who) == (lanterna(), Coming.ANOTHER, "Ada Fontana")
    assert session.replies.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"), [({"coming": "MAYBE"}, "coming"), ({"coming": "ANOTHER", "who": " "}, "who")]
)
def test_an_answer_is_one_of_three_and_says_who_else_comes(session: Session, facts: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        answer_convocation(session=session, **facts, by=make_officer(), at=CONVENED)
    assert field in refused.value.fields


def test_one_answers_until_the_second_before_the_session_begins(session: Session) -> None:
    assert answer_convocation(session=session, coming="YES", by=make_officer(), at=FIRST_SESSION - SECOND).pk
    with pytest.raises(WrongState):
        answer_convocation(session=session, coming="YES", by=make_officer(), at=FIRST_SESSION)


def test_who_is_not_convened_does_not_answer(session: Session) -> None:
    with pytest.raises(NotAllowed):
        answer_convocation(session=session, coming="YES", by=make_user("Nicola", "Nessuno"), at=CONVENED)


# Reminders.


def test_who_is_silent_is_asked_again_two_days_before_and_only_once(session: Session) -> None:
    answer_convocation(session=session, coming="YES", by=make_officer(), at=CONVENED)
    two = FIRST_SESSION - timedelta(days=2)
    assert remind_of_sessions(at=two - SECOND) == 0
    assert remind_of_sessions(at=two) > 0
    told = Message.objects.filter(key__startswith="session_unanswered", channel="IN_APP")
    assert make_officer().pk not in told.values_list("recipient", flat=True)
    assert person_of(lanterna(), "Sara", "Benedetti").pk in told.values_list("recipient", flat=True)
    assert remind_of_sessions(at=two + timedelta(hours=3)) == 0


def test_the_day_before_everybody_is_reminded_but_for_who_will_not_come(session: Session) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    answer_convocation(session=session, coming="NO", by=sara, at=CONVENED)
    one = FIRST_SESSION - DAY
    remind_of_sessions(at=one - SECOND)
    assert not Message.objects.filter(key__startswith="session_near").exists()
    assert remind_of_sessions(at=one) > 0
    told = Message.objects.filter(key__startswith="session_near", channel="IN_APP")
    people = set(told.values_list("recipient", flat=True))
    assert make_officer().pk in people
    assert sara.pk not in people
    assert remind_of_sessions(at=FIRST_SESSION - SECOND) == 0


def test_nobody_is_reminded_of_a_cancelled_session_nor_of_what_they_were_just_told(session: Session) -> None:
    near = FIRST_SESSION - timedelta(hours=20)
    move(session, place="Biblioteca", at=near)
    assert remind_of_sessions(at=near + SECOND) == 0
    cancel_session(session=session, reason="Sciopero.", by=make_officer(), at=near + 2 * SECOND)
    assert remind_of_sessions(at=FIRST_SESSION - SECOND) == 0


# The papers.


def test_the_papers_are_listed_in_the_convocation_point_by_point(table: DesignTable) -> None:
    write_project(table)
    version = save_version(table=table, label="prima", by=make_officer(), at=CONVENED)
    session = make_session(
        table,
        papers=[
            {"point": 2, "title": "Dati 2025", "file": pdf()},
            {"point": 1, "version": version},
        ],
    )
    body = mail_of("session_convened", make_officer()).body
    assert body.index("1. Presentazione") < body.index("Il progetto, versione 1: prima")
    assert body.index("2. Lettura dei bisogni") < body.index("da leggere: Dati 2025")
    assert [paper.point for paper in session.papers.all()] == [1, 2]


@pytest.mark.parametrize(
    "paper",
    [{"point": 3, "title": "x"}, {"point": "", "title": "x"}, {"point": 0, "title": "x"}],
)
def test_a_paper_is_for_a_point_that_is_on_the_agenda(session: Session, paper: dict) -> None:
    with pytest.raises(Invalid) as refused:
        share_paper(table=session.table, session=session, **paper, file=pdf(), by=make_officer(), at=CONVENED)
    assert "da 1 a 2" in str(refused.value)


def test_a_paper_is_one_thing(session: Session) -> None:
    with pytest.raises(Invalid):
        share_paper(table=session.table, session=session, point=1, by=make_officer(), at=CONVENED)
    minutes = make_minutes(session.table, state="FROZEN", starts_at=FIRST_SESSION + 7 * DAY)
    paper = share_paper(
        table=session.table, session=session, point=1, minutes=minutes, by=make_officer(), at=CONVENED
    )
    assert paper.title == "Verbale dell’incontro 2"
    with pytest.raises(Invalid):
        share_paper(
            table=session.table,
            session=session,
            point=1,
            minutes=minutes,
            file=pdf(),
            by=make_officer(),
            at=CONVENED,
        )


def test_who_sits_brings_a_paper_everybody_convened_is_told_and_reads_it(session: Session) -> None:
    ada = make_legal_representative(lanterna())
    paper = share_paper(
        table=session.table, session=session, point=2, title="Dati", file=pdf(), by=ada, at=CONVENED
    )
    assert paper.organisation == lanterna()
    told = Message.objects.filter(key__startswith="paper_shared", channel="IN_APP")
    assert ada.pk not in told.values_list("recipient", flat=True)
    assert told.exists()
    assert paper.file is not None
    assert read_file(file=paper.file, by=make_legal_representative(casa()), at=CONVENED)
    with pytest.raises(NotAllowed):
        read_file(file=paper.file, by=make_user("Nicola", "Nessuno"), at=CONVENED)


def test_a_paper_is_taken_away_by_who_brought_it_until_the_session_begins(session: Session) -> None:
    ada = make_legal_representative(lanterna())
    paper = share_paper(table=session.table, session=session, point=2, file=pdf(), by=ada, at=CONVENED)
    with pytest.raises(NotAllowed):
        withdraw_paper(paper=paper, by=make_legal_representative(casa()), at=CONVENED)
    with pytest.raises(WrongState):
        withdraw_paper(paper=paper, by=ada, at=FIRST_SESSION)
    assert withdraw_paper(paper=paper, by=ada, at=FIRST_SESSION - SECOND).withdrawn_at
    with pytest.raises(AlreadyDone):
        withdraw_paper(paper=WorkingPaper.objects.get(), by=ada, at=CONVENED)


def test_who_facilitates_and_the_authority_are_convened_too(session: Session) -> None:
    people = {guest.person: guest for guest in guests_of(session, CONVENED)}
    assert people[make_facilitator()].organisation == authority()
    assert people[make_officer()].asked


def test_a_convocation_with_a_wrong_paper_convenes_nobody(table: DesignTable) -> None:
    with pytest.raises(Invalid) as refused:
        convene_session(
            table=table,
            starts_at=FIRST_SESSION,
            place="x",
            mode="IN_PERSON",
            agenda=["Uno"],
            papers=[{"point": 2, "file": pdf()}],
            by=make_officer(),
            at=CONVENED,
        )
    assert "papers.0.point" in refused.value.fields
    assert not table.sessions.exists()
    assert not Message.objects.filter(key__startswith="session_convened").exists()
