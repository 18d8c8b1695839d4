# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping the readings of shared texts, joining old rows of their logs, erasing what was deleted."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from coprogettazione.parties.models import User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.tables.models import (
    SharedText,
    TextKind,
    TextSnapshot,
    TextUpdate,
    TextWriter,
)
from coprogettazione.tables.queries.project import project_text
from coprogettazione.tables.queries.shared_text import Reading, read_text, state_of
from coprogettazione.tables.queries.shared_text.yjs import body_of, opened
from coprogettazione.tables.services import erase_deleted, keep_texts
from coprogettazione.tables.services.keeping import OLD, OVER, WAITING, compact_log, keep_reading
from tests.coprogettazione.tables.shared_text.logs import Table, paragraph, passages, stored
from tests.factories.calls import make_officer
from tests.factories.tables import (
    FIRST_SESSION,
    OPENED,
    casa,
    lanterna,
    make_facilitator,
    make_session,
    make_table,
    passi,
    person_of,
)

pytestmark = pytest.mark.django_db
SECRET = "il signor Rossi, nato a Valdora, malato"


def _text() -> SharedText:
    return project_text(make_table())


def _people(text: SharedText) -> list[TextWriter]:
    people = [
        (person_of(lanterna(), "Sara", "Benedetti"), lanterna()),
        (person_of(passi(), "Ivo", "Neri"), passi()),
        (person_of(casa(), "Ada", "Verdi"), casa()),
        (make_facilitator(), lanterna()),
    ]
    return [
        TextWriter.objects.get_or_create(text=text, person=user, organisation=body)[0]
        for user, body in people
    ]


def _store(text: SharedText, rows: list[tuple[int, int, bytes, datetime]]) -> None:
    writers = _people(text)
    TextUpdate.objects.bulk_create(
        TextUpdate(text=text, number=number, writer=writers[writer - 1], data=data, at=at)
        for number, writer, data, at in rows
    )


def _written(name: str = "random_1") -> tuple[SharedText, datetime]:
    """A text with a log of y-prosemirror, and the instant of its last row."""
    text, (rows, _body) = _text(), stored(name)
    _store(text, rows)
    return text, rows[-1][3]


def _whole(text: SharedText) -> Reading:
    """The reading without what was kept."""
    with transaction.atomic():
        TextSnapshot.objects.filter(text=text).delete()
        reading = read_text(text)
        transaction.set_rollback(True)
    return reading


def test_a_text_that_nobody_wrote_says_nothing() -> None:
    text = _text()
    assert read_text(text) == Reading()
    assert not keep_reading(text.pk, OPENED)
    assert compact_log(text.pk, OPENED) == 0


def test_a_text_reads_the_same_before_and_after_it_is_kept() -> None:
    text, last = _written()
    whole = read_text(text)
    assert keep_reading(text.pk, last)
    assert read_text(text) == whole == _whole(text)


def test_the_last_run_is_kept_when_it_is_over_and_not_a_second_before() -> None:
    text, last = _written()
    keep_reading(text.pk, last + OVER - timedelta(seconds=1))
    kept = TextSnapshot.objects.get(text=text).upto
    assert kept < 97
    assert read_text(text).upto == 97
    assert keep_reading(text.pk, last + OVER)
    assert TextSnapshot.objects.get(text=text).upto == 97


def test_a_text_kept_piece_by_piece_reads_as_one_kept_at_once() -> None:
    (rows, _body), text = stored("random_2"), _text()
    for start in range(0, len(rows), 7):
        _store(text, rows[start : start + 7])
        keep_reading(text.pk, rows[min(start + 6, len(rows) - 1)][3])
        assert read_text(text) == _whole(text)


def test_keeping_twice_keeps_once_and_never_goes_back() -> None:
    text, last = _written()
    assert keep_reading(text.pk, last + OVER)
    assert not keep_reading(text.pk, last + OVER)
    assert not keep_reading(text.pk, last)
    assert TextSnapshot.objects.get(text=text).upto == 97


def test_reading_takes_two_queries_and_writes_nothing() -> None:
    text, last = _written()
    for _round in range(2):
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            transaction.atomic(),
        ):
            read_text(text)
        words = " ".join(query["sql"] for query in queries)
        assert sum("SELECT" in query["sql"] for query in queries) == 2
        assert not any(verb in words for verb in ("INSERT", "UPDATE ", "DELETE", "FOR UPDATE"))
        keep_reading(text.pk, last + OVER)


def test_the_state_of_a_text_is_that_after_the_update_that_is_named() -> None:
    text, last = _written("everything")
    whole = state_of(text)
    assert len(body_of(opened(state_of(text, 1)), "bisogno")) == 2
    assert state_of(text, 0) == opened().get_update()
    keep_reading(text.pk, last + OVER)
    assert body_of(opened(state_of(text)), "bisogno") == body_of(opened(whole), "bisogno")
    assert len(body_of(opened(state_of(text, 1)), "bisogno")) == 2
    with pytest.raises(Invalid):
        state_of(text, 99)


# Joining rows.


def test_the_rows_of_a_run_are_joined_a_day_after_its_last_and_not_a_second_before() -> None:
    text, last = _written("old_hands")
    before = _whole(text)
    keep_reading(text.pk, last + OVER)
    assert compact_log(text.pk, last + OLD - timedelta(seconds=1)) < compact_log(text.pk, last + OLD)
    assert compact_log(text.pk, last + OLD) == 0
    rows = list(TextUpdate.objects.filter(text=text).order_by("number").values_list("number", "at"))
    assert rows[-1] == (94, last)
    assert len(rows) < 20
    assert _whole(text) == before == read_text(text)


@pytest.mark.parametrize("name", ["everything", "random_1", "random_2"])
def test_joining_changes_neither_what_a_text_says_nor_who_wrote_it(name: str) -> None:
    text, last = _written(name)
    before = _whole(text)
    keep_reading(text.pk, last + OVER)
    compact_log(text.pk, last + OLD)
    assert _whole(text) == before == read_text(text)


def test_rows_are_never_joined_beyond_what_was_kept() -> None:
    text, last = _written("old_hands")
    assert compact_log(text.pk, last + OLD) == 0
    keep_reading(text.pk, last)
    upto = TextSnapshot.objects.get(text=text).upto
    compact_log(text.pk, last + 2 * OLD)
    assert TextUpdate.objects.filter(text=text, number__gt=upto).count() == 94 - upto


def test_a_room_that_had_read_half_a_run_reads_on_after_its_rows_are_joined() -> None:
    text, last = _written("old_hands")
    rows, _body = stored("old_hands")
    half = opened()
    for row in rows[:60]:
        half.apply_update(row[2])
    keep_reading(text.pk, last + OVER)
    compact_log(text.pk, last + OLD)
    for data in (
        TextUpdate.objects.filter(text=text, number__gt=60).order_by("number").values_list("data", flat=True)
    ):
        half.apply_update(bytes(data))
    assert body_of(half, "bisogno") == read_text(text).parts["bisogno"].body


def test_the_sweep_reads_texts_that_are_still_or_have_many_rows_and_joins_old_ones() -> None:
    text, last = _written("old_hands")
    assert keep_texts(last + OVER - timedelta(seconds=1)) == 0
    assert keep_texts(last + OVER) == 1
    assert keep_texts(last + OVER) == 0
    assert keep_texts(last + OLD) == 1
    assert keep_texts(last + OLD) == 0
    assert TextUpdate.objects.filter(text=text).count() < 20
    table = Table()
    table.doc.apply_update(state_of(text))
    table.at = last + OLD
    for number in range(WAITING):
        table.writes(1 + number % 2, [paragraph("x" * (number + 1))], after=0.01)
    _store(text, [(94 + number, writer, data, at) for number, writer, data, at in table.rows])
    assert keep_texts(table.at) == 1
    assert TextSnapshot.objects.get(text=text).upto == 94 + WAITING - 1


@pytest.mark.parametrize("texts", [1, 3])
def test_the_sweep_asks_twice_however_many_texts_there_are(texts: int) -> None:
    table = _text().table
    for number in range(1, texts):
        session = make_session(table, starts_at=FIRST_SESSION + timedelta(days=number))
        SharedText.objects.create(table=table, kind=TextKind.MINUTES, session=session, opened_at=OPENED)
    with CaptureQueriesContext(connection) as queries:
        keep_texts(OPENED)
    assert len(queries) == 2


def test_the_command_says_how_many_texts_it_was_for() -> None:
    _written("everything")
    out = StringIO()
    call_command("keep_texts", stdout=out)
    assert out.getvalue() == "Testi comuni riletti o riordinati: 1.\n"


@pytest.fixture
def several_connections() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_that_keep_a_text_at_once_one_lets_the_other_do_it(
    several_connections: None,
) -> None:
    text, last = _written()

    def keep() -> bool:
        try:
            return keep_reading(text.pk, last + OVER)
        finally:
            connections.close_all()

    with transaction.atomic():
        SharedText.objects.select_for_update(no_key=True).get(pk=text.pk)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(keep).result(timeout=20) is False
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: keep(), range(4))) == 1
    assert read_text(text) == _whole(text)


# Erasure.


def _with_a_secret() -> tuple[SharedText, User]:
    table, text = Table(), _text()
    table.writes(1, [paragraph("Le persone del quartiere."), paragraph("Altro.")])
    table.writes(2, [paragraph(f"Le persone del quartiere, {SECRET}."), paragraph("Altro.")])
    table.writes(3, [paragraph("Le persone del quartiere, tutte."), paragraph("Altro.")])
    _store(text, table.rows)
    return text, make_officer()


def _kept_bytes(text: SharedText) -> bytes:
    rows = b"".join(bytes(row) for row in text.updates.values_list("data", flat=True))
    snapshot = TextSnapshot.objects.get(text=text)
    return rows + bytes(snapshot.state) + str(snapshot.reading).encode()


def test_what_was_deleted_is_gone_and_what_is_said_and_who_wrote_it_stays() -> None:
    text, officer = _with_a_secret()
    keep_reading(text.pk, OPENED + timedelta(days=365))
    before = read_text(text)
    assert SECRET.encode() in _kept_bytes(text)
    erased = erase_deleted(text=text, decision="Decreto 12 del 3/6/2026", by=officer, at=OPENED)
    text.refresh_from_db()
    assert (erased, text.edition, text.updates.count()) == (3, 2, 1)
    assert read_text(text) == before
    assert b"Rossi" not in _kept_bytes(text)
    entry = Entry.objects.get(deed="erase_deleted")
    assert entry.payload == {"decision": "Decreto 12 del 3/6/2026", "edition": 2, "rows": 3, "upto": 3}


def test_after_an_erasure_the_text_goes_on_with_the_next_number() -> None:
    text, officer = _with_a_secret()
    erase_deleted(text=text, decision="Decreto 12", by=officer, at=OPENED)
    table = Table()
    table.doc.apply_update(state_of(text))
    table.writes(2, [paragraph("Le persone del quartiere, tutte quante."), paragraph("Altro.")])
    _store(text, [(4, 2, table.rows[0][2], table.at + timedelta(days=1))])
    keep_reading(text.pk, table.at + timedelta(days=2))
    first, second, third, _fourth = (writer.pk for writer in _people(text))
    assert passages(read_text(text)) == [
        (first, "Le persone del quartiere"),
        (second, ", "),
        (third, "tutte"),
        (second, " quante"),
        (first, ".\nAltro.\n"),
    ]
    with pytest.raises(Invalid):
        state_of(text, 2)


def test_erasing_wants_a_decision_a_text_and_who_answers_for_the_procedure() -> None:
    text, officer = _with_a_secret()
    with pytest.raises(Invalid, match="decisione"):
        erase_deleted(text=text, decision=" ", by=officer, at=OPENED)
    with pytest.raises(NotAllowed):
        erase_deleted(
            text=text, decision="Decreto 12", by=person_of(lanterna(), "Sara", "Benedetti"), at=OPENED
        )
    TextUpdate.objects.all().delete()
    with pytest.raises(Invalid, match="nessuno"):
        erase_deleted(text=text, decision="Decreto 12", by=officer, at=OPENED)
    assert not Entry.objects.filter(deed="erase_deleted").exists()


def test_the_command_erases_in_the_name_of_who_may() -> None:
    text, officer = _with_a_secret()
    out = StringIO()
    call_command("erase_deleted", text.pk, "--as", officer.email, "--decision", "Decreto 12", stdout=out)
    assert out.getvalue() == "Fatto: 3 righe sono diventate una.\n"
    with pytest.raises(CommandError):
        call_command("erase_deleted", text.pk, "--as", "nessuno@example.org", "--decision", "Decreto 12")
    with pytest.raises(CommandError):
        call_command("erase_deleted", 0, "--as", officer.email, "--decision", "Decreto 12")
