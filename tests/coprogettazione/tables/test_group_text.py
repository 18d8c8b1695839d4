# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text of a working group: there from the opening, written by its members, closed with it, brought into the
project.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from coprogettazione.parties.models import User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.tables.models import CHAPTER_LENGTH, DesignTable, SharedText, TextKind, WorkGroup
from coprogettazione.tables.queries.groups import TEXT, brought_heading, group_text
from coprogettazione.tables.queries.project import authorship_of, project_text
from coprogettazione.tables.queries.shared_text import body_of_text, read_text, text_of
from coprogettazione.tables.services import (
    bring_in_group_text,
    close_group,
    enter,
    line_of,
    save_chapter,
    set_group_members,
    suspend_table,
    write_group_text,
)
from coprogettazione.tables.services.writing import Line, write_part
from tests.coprogettazione.tables.test_groups import make_group, sara
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import (
    CONVENED,
    WRITTEN,
    authority,
    casa,
    lanterna,
    make_auditor,
    make_facilitator,
    passi,
    text_in,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.fixture
def group(table: DesignTable) -> WorkGroup:
    """Sara Benedetti for La Lanterna, and the whole of Casa Aperta."""
    return make_group(table)


def giulia() -> User:
    """Who represents Casa Aperta."""
    return make_legal_representative(casa())


def marco() -> User:
    """Who represents Passi Insieme, which is not in the group."""
    return make_legal_representative(passi())


def says(group: WorkGroup) -> str:
    """What the group has written."""
    part = read_text(group_text(group)).parts.get(TEXT)
    return text_of(part.body) if part else ""


def line(group: WorkGroup, person: User, at: datetime = WRITTEN) -> Line:
    """What a person may do in the text of the group."""
    text = group_text(WorkGroup.objects.get(pk=group.pk))
    return line_of(text=text.pk, user=person, client=enter(text=text, user=person, at=at), at=at)


def write(group: WorkGroup) -> None:
    """A passage of Sara's, then one of Giulia's."""
    write_group_text(group=group, text="I posti letto sono dodici.", by=sara(), at=WRITTEN)
    both = "I posti letto sono dodici.\n\nSi entra dalle 20 alle 22."
    write_group_text(group=group, text=both, by=giulia(), at=WRITTEN + timedelta(minutes=2))


def test_a_group_has_a_text_from_its_opening(group: WorkGroup) -> None:
    text = group_text(group)
    assert (text.kind, text.table, text.group) == (TextKind.GROUP, group.table, group)
    assert says(group) == ""


def test_the_database_wants_the_group_of_such_a_text_and_of_no_other(group: WorkGroup) -> None:
    for facts in ({"kind": TextKind.GROUP}, {"kind": TextKind.PROJECT, "group": group}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedText.objects.create(table=group.table, opened_at=CONVENED, **facts)


def test_members_and_who_keeps_the_table_write_live_the_others_read(group: WorkGroup) -> None:
    for person in (sara(), giulia(), make_officer(), make_operator(), make_facilitator()):
        assert line(group, person).writes, person
    for person in (marco(), make_legal_representative(lanterna())):
        found = line(group, person)
        assert (found.writes, "scrive chi ne fa parte" in found.why) == (False, True)


def test_who_does_not_sit_is_not_let_in(group: WorkGroup) -> None:
    for person, words in (
        (make_legal_representative(make_ets("ets3")), "riservato a chi ci siede"),
        (make_auditor(), "di chi siede al tavolo"),
    ):
        with pytest.raises(NotAllowed) as refused:
            enter(text=group_text(group), user=person, at=WRITTEN)
        assert words in str(refused.value)


def test_who_leaves_the_group_only_reads_who_enters_writes(group: WorkGroup) -> None:
    members: list[dict[str, Any]] = [
        {"organisation": lanterna(), "person": sara()},
        {"organisation": passi()},
    ]
    set_group_members(group=group, coordinator=sara(), members=members, by=make_officer(), at=WRITTEN)
    assert not line(group, giulia(), WRITTEN + SECOND).writes
    assert line(group, marco(), WRITTEN + SECOND).writes


def test_a_closed_group_writes_no_more_and_its_text_is_still_read(group: WorkGroup) -> None:
    write(group)
    assert line(group, sara(), WRITTEN + DAY - SECOND).writes
    close_group(group=group, outcome="Il testo.", by=sara(), at=WRITTEN + DAY)
    for person in (sara(), make_officer()):
        found = line(group, person, WRITTEN + DAY + SECOND)
        assert (found.writes, "è chiuso" in found.why) == (False, True)
    with pytest.raises(NotAllowed) as refused:
        write_group_text(group=group, text="Altro.", by=sara(), at=WRITTEN + DAY + SECOND)
    assert "è chiuso" in str(refused.value)
    assert says(group).startswith("I posti letto sono dodici.")


def test_at_a_suspended_table_nobody_writes(group: WorkGroup) -> None:
    suspend_table(
        table=group.table,
        reason_code="COURT_ORDER",
        reasons="Ordinanza.",
        act_number="60/2026",
        act_date=WRITTEN.date(),
        by=make_executive(),
        at=WRITTEN,
    )
    assert "non è al lavoro" in line(group, make_officer(), WRITTEN + SECOND).why


def test_when_the_text_of_the_table_is_adopted_nobody_writes(group: WorkGroup) -> None:
    DesignTable.objects.filter(pk=group.table_id).update(adopted_at=WRITTEN)
    for person in (sara(), make_officer()):
        assert "adottato con un atto" in line(group, person, WRITTEN + SECOND).why


def test_two_forms_at_once_are_joined(group: WorkGroup) -> None:
    write_group_text(group=group, text="Uno.\n\nDue.", by=sara(), at=WRITTEN)
    read_at = read_text(group_text(group)).upto
    write_group_text(group=group, text="Uno e mezzo.\n\nDue.", read_at=read_at, by=sara(), at=WRITTEN)
    write_group_text(group=group, text="Uno.\n\nDue.\n\nTre.", read_at=read_at, by=giulia(), at=WRITTEN)
    assert says(group) == "Uno e mezzo.\n\nDue.\n\nTre."
    assert Entry.objects.filter(deed="write_group_text", organisation=casa()).count() == 1


def test_too_long_a_text_is_refused_with_its_length(group: WorkGroup) -> None:
    with pytest.raises(Invalid) as refused:
        write_group_text(group=group, text="x" * (CHAPTER_LENGTH + 1), by=sara(), at=WRITTEN)
    assert "text" in refused.value.fields


def test_what_the_group_wrote_comes_after_the_chapter_under_who_wrote_it(group: WorkGroup) -> None:
    table, azioni = group.table, group.table.chapters.get(code="azioni")
    save_chapter(chapter=azioni, text="Prima c’era questo.", by=marco(), at=WRITTEN)
    write(group)
    added = bring_in_group_text(group=group, chapter=azioni, by=make_officer(), at=WRITTEN + DAY)
    assert added == 2
    assert text_in(table, "azioni") == (
        "Prima c’era questo.\n\n# Dal gruppo di lavoro «Accoglienza»\n\n"
        "I posti letto sono dodici.\n\nSi entra dalle 20 alle 22."
    )
    wrote = [body for body, _length in authorship_of(read_text(project_text(table)))["azioni"]]
    assert wrote == [passi().pk, authority().pk, lanterna().pk, casa().pk]
    entry = Entry.objects.get(deed="bring_in_group_text")
    assert (entry.payload["chapter"], entry.payload["blocks"]) == ("azioni", 2)


def test_what_is_there_is_not_brought_twice_what_is_new_is(group: WorkGroup) -> None:
    azioni = group.table.chapters.get(code="azioni")
    write(group)
    bring_in_group_text(group=group, chapter=azioni, by=make_officer(), at=WRITTEN + DAY)
    with pytest.raises(AlreadyDone):
        bring_in_group_text(group=group, chapter=azioni, by=make_officer(), at=WRITTEN + DAY)
    write_group_text(group=group, text=says(group) + "\n\nSi mangia insieme.", by=sara(), at=WRITTEN + DAY)
    assert bring_in_group_text(group=group, chapter=azioni, by=make_facilitator(), at=WRITTEN + DAY) == 1
    said = text_in(group.table, "azioni")
    assert said.count("Si entra dalle 20") == 1
    assert said.endswith("# Dal gruppo di lavoro «Accoglienza»\n\nSi mangia insieme.")


def test_a_chapter_that_happens_to_say_the_same_does_not_keep_it_out(group: WorkGroup) -> None:
    azioni = group.table.chapters.get(code="azioni")
    save_chapter(chapter=azioni, text="Si entra dalle 20 alle 22.", by=marco(), at=WRITTEN)
    write(group)
    assert bring_in_group_text(group=group, chapter=azioni, by=make_officer(), at=WRITTEN + DAY) == 2


def test_a_closed_group_is_brought_in_too(group: WorkGroup) -> None:
    write(group)
    close_group(group=group, outcome="Il testo.", by=sara(), at=WRITTEN + DAY)
    chapter = group.table.chapters.get(code="rischi")
    assert bring_in_group_text(group=group, chapter=chapter, by=make_officer(), at=WRITTEN + DAY) == 2


def test_what_is_only_suggested_is_not_brought(group: WorkGroup) -> None:
    body = body_of_text("Dodici posti.")
    body[0]["content"] += [
        {"type": "text", "text": " E tre.", "marks": [{"type": "insertion", "attrs": {"id": "m-12345678"}}]}
    ]
    write_part(group_text(group), TEXT, body, person=sara(), organisation=lanterna(), at=WRITTEN)
    chapter = group.table.chapters.get(code="azioni")
    bring_in_group_text(group=group, chapter=chapter, by=make_officer(), at=WRITTEN + DAY)
    assert text_in(group.table, "azioni").endswith("\n\nDodici posti.")


def test_only_what_is_written_comes_by_who_keeps_the_table_into_its_own_project(group: WorkGroup) -> None:
    chapter = group.table.chapters.get(code="azioni")
    with pytest.raises(Invalid) as refused:
        bring_in_group_text(group=group, chapter=chapter, by=make_officer(), at=WRITTEN)
    assert str(refused.value) == "Il gruppo non ha ancora scritto niente."
    write(group)
    for person in (sara(), marco(), make_auditor()):
        with pytest.raises(NotAllowed):
            bring_in_group_text(group=group, chapter=chapter, by=person, at=WRITTEN + DAY)
    assert text_in(group.table, "azioni") == ""


def test_the_heading_is_in_italian_whoever_brings_it(group: WorkGroup) -> None:
    with translation.override("en"):
        assert text_of(brought_heading(group)) == "# Dal gruppo di lavoro «Accoglienza»"
