# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A version frozen for approval: accepted, objected to, reopened by a change; going back to an earlier one."""

from datetime import timedelta

import pytest

from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale, WrongState
from coprogettazione.tables.models import DesignTable, NamedVersion
from coprogettazione.tables.queries import missing_to_conclude
from coprogettazione.tables.queries.project import authorship_of, project_text
from coprogettazione.tables.queries.shared_text import read_text
from coprogettazione.tables.services import (
    accept_final_text,
    object_to_final_text,
    restore_version,
    save_chapter,
    save_version,
)
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    WRITTEN,
    authority,
    casa,
    lanterna,
    make_table,
    passi,
    person_of,
    text_in,
    write_budget,
    write_project,
)

pytestmark = pytest.mark.django_db
LATER = WRITTEN + timedelta(hours=1)
WHY = "Le azioni promettono quattro sere: ne possiamo garantire tre."


@pytest.fixture
def table() -> DesignTable:
    """A table with a project and its budget."""
    table = make_table()
    write_project(table)
    write_budget(table)
    return table


def freeze(table: DesignTable, label: str = "definitivo") -> NamedVersion:
    """A version frozen for approval."""
    return save_version(table=table, label=label, final=True, by=make_officer(), at=WRITTEN)


def giulia_objects(table: DesignTable, **more: object) -> object:
    """Casa Aperta's representative objects."""
    facts = {"table": table, "organisation": casa(), "objection": WHY, "at": LATER, **more}
    return object_to_final_text(by=make_legal_representative(casa()), **facts)  # type: ignore[arg-type]


def test_a_frozen_version_has_its_number_its_hash_and_its_entry_in_the_register(table: DesignTable) -> None:
    version = freeze(table)
    entry = Entry.objects.get(deed="save_version")
    assert (version.number, version.final, len(version.content_hash)) == (1, True, 64)
    assert (entry.payload["number"], entry.payload["content_hash"]) == (1, version.content_hash)
    assert version.upto == read_text(project_text(table)).upto


def test_a_version_keeps_who_wrote_it(table: DesignTable) -> None:
    save_chapter(
        chapter=table.chapters.get(code="rischi"), text="Pochi volontari.", by=make_officer(), at=WRITTEN
    )
    version = freeze(table)
    assert version.authorship == authorship_of(read_text(project_text(table)))
    assert version.authorship["rischi"] == [[authority().pk, 17]]
    assert {body for body, _length in version.authorship["azioni"]} == {lanterna().pk}


def test_an_objection_has_its_reason_and_everybody_at_the_table_reads_it(table: DesignTable) -> None:
    freeze(table)
    giulia_objects(table)
    told = Message.objects.filter(key__startswith="final_objection", channel="IN_APP")
    assert "Sara Benedetti" in {str(message.recipient) for message in told}
    assert all(WHY in message.body for message in told)
    with pytest.raises(Invalid) as refused:
        giulia_objects(table, objection="  ")
    assert "objection" in refused.value.fields


def test_while_an_objection_stands_the_table_does_not_conclude(table: DesignTable) -> None:
    freeze(table)
    for body in (lanterna(), passi()):
        accept_final_text(table=table, organisation=body, by=make_legal_representative(body), at=LATER)
    accept_final_text(table=table, organisation=authority(), by=make_officer(), at=LATER)
    giulia_objects(table)
    assert f"Casa Aperta ha un’obiezione sul testo definitivo: {WHY}" in missing_to_conclude(table, LATER)
    accept_final_text(table=table, organisation=casa(), by=make_legal_representative(casa()), at=LATER)
    assert not [words for words in missing_to_conclude(table, LATER) if "definitivo" in words]


def test_who_has_accepted_does_not_object_afterwards(table: DesignTable) -> None:
    freeze(table)
    accept_final_text(table=table, organisation=casa(), by=make_legal_representative(casa()), at=LATER)
    with pytest.raises(WrongState) as refused:
        giulia_objects(table)
    assert "Giulia Ferri l’ha già accettato per Casa Aperta" in str(refused.value)


def test_only_who_represents_a_body_answers_for_it(table: DesignTable) -> None:
    freeze(table)
    with pytest.raises(NotAllowed):
        object_to_final_text(
            table=table,
            organisation=casa(),
            objection=WHY,
            by=make_legal_representative(passi()),
            at=LATER,
        )


def test_a_change_asks_for_a_new_version_before_any_answer(table: DesignTable) -> None:
    freeze(table)
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=table.chapters.get(code="azioni"), text="Tre sere.", by=sara, at=WRITTEN)
    with pytest.raises(WrongState) as refused:
        giulia_objects(table)
    assert "Il testo è cambiato dopo la versione 1" in str(refused.value)
    freeze(table, "corretto")
    with pytest.raises(Stale):
        giulia_objects(table, version=1)
    giulia_objects(table, version=2)


def test_going_back_to_a_version_loses_nothing_written_since(table: DesignTable) -> None:
    first = save_version(table=table, label="di massima", by=make_officer(), at=WRITTEN)
    before = text_in(table)
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=table.chapters.get(code="azioni"), text="Tutto nuovo.", by=sara, at=WRITTEN)
    restored = restore_version(table=table, version=first, by=make_officer(), at=LATER)
    assert text_in(table) == before
    labels = list(table.versions.order_by("number").values_list("label", flat=True))
    assert labels == [
        "di massima",
        "prima del ripristino della versione 1",
        "ripristino della versione 1",
    ]
    kept = table.versions.get(number=2).content["chapters"]
    assert next(c["text"] for c in kept if c["code"] == "azioni") == "Tutto nuovo."
    assert restored.content["chapters"] == first.content["chapters"]
    assert {body for body, _n in authorship_of(read_text(project_text(table)))["azioni"]} == {lanterna().pk}


def test_going_back_to_what_already_stands_is_refused(table: DesignTable) -> None:
    version = save_version(table=table, label="di massima", by=make_officer(), at=WRITTEN)
    with pytest.raises(AlreadyDone) as refused:
        restore_version(table=table, version=version, by=make_officer(), at=LATER)
    assert str(refused.value) == "I capitoli sono già come nella versione 1."
    assert table.versions.count() == 1
