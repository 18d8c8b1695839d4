# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Minutes written live: begun from the agenda, a text for each point, read by who sits, closed when they are sent."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.queries import papers_about
from coprogettazione.parties.models import User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.tables.models import (
    DesignTable,
    Minutes,
    MinutesState,
    Session,
    SharedText,
    TextKind,
    TextUpdate,
)
from coprogettazione.tables.queries import body_of
from coprogettazione.tables.queries.minutes import minutes_text, said_in
from coprogettazione.tables.queries.shared_text import body_of_text, read_text, text_of
from coprogettazione.tables.services import (
    begin_minutes,
    circulate_minutes,
    correct_minutes,
    draft_minutes,
    enter,
    freeze_minutes,
    line_of,
    open_group,
    record_attendance,
    set_group_members,
)
from coprogettazione.tables.services.writing import write_part
from tests.coprogettazione.documents.bodies import block, item, p
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    CONVENED,
    FIRST_END,
    FIRST_SESSION,
    POINTS,
    lanterna,
    make_attended,
    make_facilitator,
    make_minutes,
    make_session,
    passi,
    person_of,
)

pytestmark = pytest.mark.django_db
DURING = FIRST_SESSION + timedelta(minutes=40)
SENT = FIRST_END + timedelta(hours=18)
SECOND = timedelta(seconds=1)


@pytest.fixture
def session(table: DesignTable) -> Session:
    """A session that goes on: who is there is written."""
    return make_attended(make_session(table))


def write(
    session: Session, part: str, body: list[dict[str, Any]], by: User | None = None, at: datetime = DURING
) -> None:
    """What somebody types in the editor."""
    text = minutes_text(session)
    assert text is not None
    person = by or make_facilitator()
    organisation = body_of(person, session.table, at)
    assert organisation is not None
    write_part(text, part, body, person=person, organisation=organisation, at=at)


def words(session: Session) -> dict[str, str]:
    """What the live text says, by fragment."""
    text = minutes_text(session)
    assert text is not None
    return {name: text_of(part.body) for name, part in read_text(text).parts.items() if part.body}


def line(session: Session, person: User, at: datetime = DURING) -> Any:
    """How somebody stands in the live text."""
    text = minutes_text(session)
    assert text is not None
    return line_of(text=text.pk, user=person, client=enter(text=text, user=person, at=at), at=at)


def test_minutes_begin_from_the_agenda_while_people_still_speak(session: Session) -> None:
    minutes = begin_minutes(session=session, by=make_facilitator(), at=DURING)
    assert [(point["title"], point["part"]) for point in minutes.points] == [
        ("Presentazione", "punto-1"),
        ("Lettura dei bisogni", "punto-2"),
    ]
    assert (minutes.state, minutes.drafter, session.ended_at) == (
        MinutesState.DRAFT,
        make_facilitator(),
        None,
    )
    text = SharedText.objects.get(session=session)
    assert (text.kind, text.table) == (TextKind.MINUTES, session.table)
    assert Entry.objects.filter(deed="begin_minutes").count() == 1


def test_minutes_begin_once_and_after_the_roll(table: DesignTable) -> None:
    session = make_session(table)
    with pytest.raises(WrongState) as refused:
        begin_minutes(session=session, by=make_facilitator(), at=DURING)
    assert str(refused.value) == "Prima scrivi chi era presente, poi il verbale."
    make_attended(session)
    begin_minutes(session=session, by=make_facilitator(), at=DURING)
    with pytest.raises(AlreadyDone) as again:
        begin_minutes(session=session, by=make_officer(), at=DURING)
    assert str(again.value) == "Il verbale di questo incontro è già cominciato: continua a scriverlo."
    assert SharedText.objects.filter(session=session).count() == 1


def test_who_holds_the_table_writes_and_who_sits_reads(session: Session) -> None:
    begin_minutes(session=session, by=make_facilitator(), at=DURING)
    for clerk in (make_facilitator(), make_officer()):
        assert line(session, clerk).writes
    for reader in (make_legal_representative(passi()), person_of(lanterna(), "Sara", "Benedetti")):
        told = line(session, reader)
        assert not told.writes
        assert told.why == "Lo fa chi tiene il tavolo o chi coordina il gruppo di lavoro."


def test_what_is_typed_live_is_what_is_sent_and_printed(session: Session) -> None:
    minutes = begin_minutes(session=session, by=make_facilitator(), at=DURING)
    write(session, "sintesi", [p("Si parte dai bisogni.")])
    write(
        session, "punto-2", [p("Si leggono i dati:"), block("bullet_list", item(p("214 richieste urgenti")))]
    )
    rows = [
        {"title": "Presentazione", "part": "punto-1"},
        {"title": "Lettura dei bisogni", "part": "punto-2"},
    ]
    draft_minutes(session=session, points=rows, ended_at=FIRST_END, by=make_facilitator(), at=SENT)
    minutes.refresh_from_db()
    circulate_minutes(minutes=minutes, by=make_officer(), at=SENT)
    minutes.refresh_from_db()
    assert minutes.synthesis == "Si parte dai bisogni."
    assert [point["discussion"] for point in minutes.points] == [
        "",
        "Si leggono i dati:\n\n- 214 richieste urgenti",
    ]
    assert minutes.bodies["punto-2"][1]["type"] == "bullet_list"
    freeze_minutes(minutes=minutes, by=make_officer(), at=minutes.answer_by)
    paper = papers_about(minutes).get(kind=PaperKind.MINUTES)
    for data in (paper.data, paper.public_data):
        assert "Si parte dai bisogni." in str(data["synthesis"])
        assert [one["kind"] for one in data["items"][1]["blocks"]] == ["p", "list"]


def test_the_live_text_is_closed_while_the_draft_is_out_and_opens_again_when_it_is_corrected(
    session: Session,
) -> None:
    minutes = make_drafted(session)
    assert line(session, make_facilitator(), SENT).writes
    circulate_minutes(minutes=minutes, by=make_officer(), at=SENT)
    out = line(session, make_facilitator(), SENT + SECOND)
    assert (out.writes, out.why) == (
        False,
        "Il verbale è stato inviato ai presenti: per cambiarlo, riapri la bozza.",
    )
    correct_minutes(minutes=minutes, by=make_facilitator(), at=SENT + SECOND)
    assert line(session, make_facilitator(), SENT + SECOND).writes
    circulate_minutes(minutes=minutes, by=make_officer(), at=SENT + SECOND)
    freeze_minutes(minutes=minutes, by=make_officer(), at=minutes.answer_by)
    assert (
        line(session, make_facilitator(), minutes.answer_by).why == "Il verbale è chiuso: non si cambia più."
    )


def test_a_key_that_came_late_does_not_change_what_the_others_read(session: Session) -> None:
    minutes = make_drafted(session)
    circulate_minutes(minutes=minutes, by=make_officer(), at=SENT)
    write(session, "punto-1", body_of_text("Una frase in ritardo."), at=SENT + SECOND)
    minutes = Minutes.objects.get(pk=minutes.pk)
    assert text_of(said_in(minutes).points[0].part.body) == POINTS[0]["discussion"]
    correct_minutes(minutes=minutes, by=make_facilitator(), at=SENT + 2 * SECOND)
    assert text_of(said_in(minutes).points[0].part.body) == "Una frase in ritardo."


def make_drafted(session: Session) -> Minutes:
    """A draft, after the end."""
    return draft_minutes(session=session, ended_at=FIRST_END, points=POINTS, by=make_facilitator(), at=SENT)


def test_a_draft_is_not_sent_before_the_session_has_an_end(session: Session) -> None:
    minutes = draft_minutes(session=session, points=POINTS, by=make_facilitator(), at=DURING)
    with pytest.raises(Invalid) as refused:
        circulate_minutes(minutes=minutes, by=make_officer(), at=SENT)
    assert str(refused.value) == "Prima scrivi a che ora è finito l’incontro, poi invia la bozza."


def test_where_no_script_runs_the_form_writes_in_the_same_text(session: Session) -> None:
    minutes = begin_minutes(session=session, by=make_facilitator(), at=DURING)
    write(session, "punto-1", [p("Ognuno si presenta.")])
    text = minutes_text(session)
    assert text is not None
    upto = read_text(text).upto
    write(session, "punto-1", [p("Ognuno si presenta. Manca Casa Aperta.")])
    points = [{**point, "discussion": ""} for point in minutes.points]
    points[0]["discussion"] = "Ognuno degli enti si presenta."
    draft_minutes(
        session=session,
        points=points,
        synthesis="Un inizio.",
        read_at=upto,
        by=make_officer(),
        at=DURING + SECOND,
    )
    assert words(session) == {
        "punto-1": "Ognuno degli enti si presenta. Manca Casa Aperta.",
        "sintesi": "Un inizio.",
    }


def test_saving_the_rest_leaves_the_live_text_alone(session: Session) -> None:
    minutes = begin_minutes(session=session, by=make_facilitator(), at=DURING)
    write(session, "punto-1", [p("Ognuno si presenta.")])
    before = TextUpdate.objects.count()
    points = [{**point, "decisions": ["Si fa"]} for point in minutes.points]
    draft_minutes(session=session, points=points, recap="Nulla prima.", by=make_facilitator(), at=DURING)
    assert TextUpdate.objects.count() == before
    minutes.refresh_from_db()
    assert minutes.points[0]["decisions"] == ["Si fa"]
    assert words(session) == {"punto-1": "Ognuno si presenta."}


def test_a_point_keeps_its_text_when_others_are_taken_away_and_a_new_one_takes_nobodys(
    session: Session,
) -> None:
    begin_minutes(session=session, by=make_facilitator(), at=DURING)
    write(session, "punto-1", [p("Primo.")])
    write(session, "punto-2", [p("Secondo.")])
    rows = [{"title": "Bisogni, meglio", "part": "punto-2"}, {"title": "Nuovo", "part": "sintesi"}]
    minutes = draft_minutes(session=session, points=rows, by=make_facilitator(), at=DURING)
    assert [point["part"] for point in minutes.points] == ["punto-2", "punto-3"]
    assert [text_of(point.part.body) for point in said_in(minutes).points] == ["Secondo.", ""]
    again = [*minutes.points, {"title": "Altro", "part": "punto-2"}, {"title": "Presentazione"}]
    minutes = draft_minutes(session=session, points=again, by=make_facilitator(), at=DURING)
    assert [point["part"] for point in minutes.points] == ["punto-2", "punto-3", "punto-4", "punto-5"]


def test_who_coordinates_a_group_writes_its_minutes_and_hands_the_pen_on(table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    members = [{"organisation": body, "person": None} for body in (lanterna(), passi())]
    group = open_group(
        table=table, name="Strada", purpose="Uscite", members=members, coordinator=sara,
        by=make_officer(), at=CONVENED,
    )  # fmt: skip
    session = make_session(table, group=group)
    present = [{"person": sara.pk, "presence": "PRESENT"}]
    record_attendance(session=session, attendance=present, by=sara, at=DURING)
    begin_minutes(session=session, by=sara, at=DURING)
    assert line(session, sara).writes
    assert not line(session, make_legal_representative(passi())).writes
    set_group_members(
        group=group, members=members, coordinator=make_legal_representative(passi()), by=make_officer(),
        at=DURING + SECOND,
    )  # fmt: skip
    assert not line(session, sara, DURING + 2 * SECOND).writes


def test_minutes_sent_before_texts_were_live_are_read_and_corrected_as_they_were(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    text = minutes_text(minutes.session)
    assert text is not None
    TextUpdate.objects.filter(text=text).delete()
    for rows in (text.clients, text.writers):
        rows.all().delete()
    text.delete()
    old = [
        {name: point[name] for name in ("title", "discussion", "inputs", "decisions")}
        for point in minutes.points
    ]
    Minutes.objects.filter(pk=minutes.pk).update(points=old, bodies={}, synthesis="Come allora.")
    minutes = Minutes.objects.get(pk=minutes.pk)
    assert text_of(said_in(minutes).points[0].part.body) == POINTS[0]["discussion"]
    correct_minutes(minutes=minutes, by=make_officer(), at=SENT + SECOND)
    assert words(minutes.session) == {"sintesi": "Come allora.", "punto-1": POINTS[0]["discussion"]}


def test_only_who_holds_the_table_opens_a_draft_again(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    with pytest.raises(NotAllowed):
        correct_minutes(minutes=minutes, by=make_legal_representative(passi()), at=SENT + SECOND)
    drafted = Minutes.objects.get(pk=correct_minutes(minutes=minutes, by=make_officer(), at=SENT + SECOND).pk)
    with pytest.raises(NotAllowed) as refused:
        correct_minutes(minutes=drafted, by=make_officer(), at=SENT + SECOND)
    assert str(refused.value) == "Si riapre la bozza di un verbale inviato ai presenti e non ancora chiuso."
