# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing together: numbered versions, two editors on a stale version, agreement, roles, proposals."""

from datetime import timedelta

import pytest

from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale, WrongState
from coprogettazione.tables.models import CHAPTER_LENGTH, Chapter, ChapterDraft, ChapterVersion, DesignTable
from coprogettazione.tables.queries import chapters_of
from coprogettazione.tables.services import (
    agree_chapter,
    agree_role,
    answer_contribution,
    propose_contribution,
    save_chapter,
    write_chapter,
)
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    WRITTEN,
    authority,
    casa,
    lanterna,
    make_facilitator,
    make_table,
    passi,
    person_of,
)

pytestmark = pytest.mark.django_db
LATER = WRITTEN + timedelta(minutes=12)


@pytest.fixture
def table() -> DesignTable:
    """An open table."""
    return make_table()


def chapter_of(table: DesignTable, code: str = "azioni") -> Chapter:
    """A chapter as it is in the database now."""
    return Chapter.objects.select_related("current").get(table=table, code=code)


def test_each_save_is_a_numbered_version_with_its_author(table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=chapter_of(table), text="Uno.", base_version=0, by=sara, at=WRITTEN)
    save_chapter(chapter=chapter_of(table), text="Uno. Due.", base_version=1, by=make_officer(), at=LATER)
    versions = ChapterVersion.objects.filter(chapter__code="azioni").order_by("number")
    assert [(v.number, str(v.author), v.organisation.known_as, v.text) for v in versions] == [
        (1, "Sara Benedetti", "La Lanterna", "Uno."),
        (2, "Elena Marchetti", "Ambito di Valdora", "Uno. Due."),
    ]
    assert versions[1].runs == [[lanterna().pk, "Uno. "], [authority().pk, "Due."]] or versions[1].runs == [
        [lanterna().pk, "Uno."],
        [authority().pk, " Due."],
    ]


def test_the_second_of_two_editors_loses_nothing(table: DesignTable) -> None:
    sara, marco = person_of(lanterna(), "Sara", "Benedetti"), make_legal_representative(passi())
    write_chapter(chapter=chapter_of(table), text="Il testo comune.", base_version=0, by=sara, at=WRITTEN)
    write_chapter(chapter=chapter_of(table), text="Il testo di Sara.", base_version=1, by=sara, at=WRITTEN)
    with pytest.raises(Stale) as refused:
        write_chapter(
            chapter=chapter_of(table), text="Il testo di Marco.", base_version=1, by=marco, at=LATER
        )
    assert (refused.value.mine, refused.value.theirs) == ("Il testo di Marco.", "Il testo di Sara.")
    assert "Sara Benedetti (La Lanterna) ha salvato questo capitolo alle 10:00" in str(refused.value)
    assert chapter_of(table).text == "Il testo di Sara."
    draft = ChapterDraft.objects.get(author=marco)
    assert (draft.text, draft.base_version) == ("Il testo di Marco.", 1)


def test_once_saved_the_draft_is_gone(table: DesignTable) -> None:
    marco = make_legal_representative(passi())
    write_chapter(chapter=chapter_of(table), text="Il mio testo.", base_version=0, by=marco, at=WRITTEN)
    assert not ChapterDraft.objects.exists()


def test_saving_the_same_text_makes_no_version(table: DesignTable) -> None:
    marco = make_legal_representative(passi())
    for version in (0, 1):
        save_chapter(chapter=chapter_of(table), text="Uguale.", base_version=version, by=marco, at=WRITTEN)
    assert chapter_of(table).version == 1


def test_a_chapter_too_long_is_refused_on_its_field(table: DesignTable) -> None:
    marco = make_legal_representative(passi())
    with pytest.raises(Invalid) as refused:
        save_chapter(
            chapter=chapter_of(table), text="x" * (CHAPTER_LENGTH + 1), base_version=0, by=marco, at=WRITTEN
        )
    assert "text" in refused.value.fields


def test_the_register_keeps_who_wrote_which_version(table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=chapter_of(table), text="Uno.", base_version=0, by=sara, at=WRITTEN)
    entry = Entry.objects.get(deed="save_chapter")
    assert (entry.actor, entry.payload["version"], entry.organisation_id) == (sara, 1, lanterna().pk)


def test_a_chapter_is_agreed_when_every_partner_and_the_officer_agree(table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=chapter_of(table), text="Uno.", base_version=0, by=sara, at=WRITTEN)
    people = {
        lanterna(): sara,
        passi(): make_legal_representative(passi()),
        casa(): make_legal_representative(casa()),
        authority(): make_officer(),
    }
    for body, person in people.items():
        stage = next(s for s in chapters_of(table, LATER) if s.chapter.code == "azioni")
        assert stage.shape == "now"
        agree_chapter(chapter=chapter_of(table), organisation=body, version=1, by=person, at=LATER)
    assert next(s for s in chapters_of(table, LATER) if s.chapter.code == "azioni").shape == "done"
    save_chapter(chapter=chapter_of(table), text="Uno. Due.", base_version=1, by=sara, at=LATER)
    stage = next(s for s in chapters_of(table, LATER) if s.chapter.code == "azioni")
    assert (stage.shape, stage.agreed) == ("now", [])


def test_one_agrees_only_with_the_version_one_has_read(table: DesignTable) -> None:
    giulia = make_legal_representative(casa())
    with pytest.raises(Invalid):
        agree_chapter(chapter=chapter_of(table), organisation=casa(), version=0, by=giulia, at=WRITTEN)
    save_chapter(chapter=chapter_of(table), text="Uno.", base_version=0, by=giulia, at=WRITTEN)
    save_chapter(chapter=chapter_of(table), text="Due.", base_version=1, by=giulia, at=WRITTEN)
    with pytest.raises(Stale) as refused:
        agree_chapter(chapter=chapter_of(table), organisation=casa(), version=1, by=giulia, at=WRITTEN)
    assert str(refused.value) == "Il testo è cambiato mentre leggevi: rileggilo."
    agree_chapter(chapter=chapter_of(table), organisation=casa(), version=2, by=giulia, at=WRITTEN)
    with pytest.raises(AlreadyDone) as refused:
        agree_chapter(chapter=chapter_of(table), organisation=casa(), version=2, by=giulia, at=LATER)
    assert "Giulia Ferri ha già dato l’accordo di Casa Aperta" in str(refused.value)


def test_nobody_agrees_for_another_body(table: DesignTable) -> None:
    giulia = make_legal_representative(casa())
    save_chapter(chapter=chapter_of(table), text="Uno.", base_version=0, by=giulia, at=WRITTEN)
    with pytest.raises(NotAllowed):
        agree_chapter(chapter=chapter_of(table), organisation=lanterna(), version=1, by=giulia, at=WRITTEN)
    with pytest.raises(NotAllowed):
        agree_chapter(
            chapter=chapter_of(table), organisation=authority(), version=1, by=make_facilitator(), at=WRITTEN
        )


def test_a_role_is_written_by_its_body_or_by_the_officer(table: DesignTable) -> None:
    facts = {"table": table, "role": "accoglienza", "commitments": "Dodici posti.", "at": WRITTEN}
    agree_role(organisation=casa(), by=make_legal_representative(casa()), **facts)
    agree_role(organisation=passi(), by=make_officer(), **facts)
    with pytest.raises(NotAllowed):
        agree_role(organisation=casa(), by=make_legal_representative(lanterna()), **facts)


def test_two_people_on_the_same_role_do_not_overwrite_each_other(table: DesignTable) -> None:
    giulia = make_legal_representative(casa())
    facts = {"table": table, "organisation": casa(), "role": "accoglienza", "by": giulia, "at": WRITTEN}
    agree_role(commitments="Dieci posti.", base_version=None, **facts)
    agree_role(commitments="Dodici posti.", base_version=1, **facts)
    with pytest.raises(Stale) as refused:
        agree_role(commitments="Nove posti.", base_version=1, **facts)
    assert "Dodici posti." in refused.value.theirs
    assert "Nove posti." in refused.value.mine


@pytest.mark.parametrize(("role", "commitments", "field"), [(" ", "x", "role"), ("x", " ", "commitments")])
def test_a_role_says_something(table: DesignTable, role: str, commitments: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        agree_role(
            table=table,
            organisation=casa(),
            role=role,
            commitments=commitments,
            by=make_legal_representative(casa()),
            at=WRITTEN,
        )
    assert field in refused.value.fields


def test_a_proposal_is_answered_with_its_reason_by_the_officer(table: DesignTable) -> None:
    giulia = make_legal_representative(casa())
    made = propose_contribution(table=table, organisation=casa(), text="Quattro sere.", by=giulia, at=WRITTEN)
    with pytest.raises(NotAllowed):
        answer_contribution(contribution=made, outcome="ACCEPTED", reason="Sì.", by=giulia, at=LATER)
    with pytest.raises(Invalid) as refused:
        answer_contribution(contribution=made, outcome="ACCEPTED", reason=" ", by=make_officer(), at=LATER)
    assert "reason" in refused.value.fields
    with pytest.raises(Invalid) as refused:
        answer_contribution(contribution=made, outcome="PROPOSED", reason="x", by=make_officer(), at=LATER)
    assert "outcome" in refused.value.fields
    answered = answer_contribution(
        contribution=made, outcome="REFUSED", reason="Mancano i volontari.", by=make_officer(), at=LATER
    )
    assert (answered.outcome, answered.reason) == ("REFUSED", "Mancano i volontari.")


def test_nobody_writes_at_a_table_that_is_not_at_work(table: DesignTable) -> None:
    chapter = chapter_of(table)
    type(table.call).objects.filter(pk=table.call_id).update(state="TABLE_CONCLUDED")
    for person in (make_officer(), make_facilitator(), make_legal_representative(casa())):
        with pytest.raises((NotAllowed, WrongState)) as refused:
            write_chapter(chapter=chapter_of(table), text="x", base_version=0, by=person, at=WRITTEN)
        assert "non è al lavoro" in str(refused.value)
    assert chapter.version == 0
    assert not ChapterDraft.objects.exists()
