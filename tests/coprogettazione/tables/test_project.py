# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing together where no editor runs, agreement, roles, proposals."""

from datetime import timedelta

import pytest

from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale, WrongState
from coprogettazione.tables.models import CHAPTER_LENGTH, Chapter, DesignTable
from coprogettazione.tables.queries import chapters_of
from coprogettazione.tables.queries.project import authorship_of, project_text
from coprogettazione.tables.queries.shared_text import read_text
from coprogettazione.tables.services import (
    agree_chapter,
    agree_role,
    answer_contribution,
    propose_contribution,
    save_chapter,
)
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    WRITTEN,
    authority,
    casa,
    fingerprint_in,
    lanterna,
    make_facilitator,
    passi,
    person_of,
    text_in,
)

pytestmark = pytest.mark.django_db
LATER = WRITTEN + timedelta(minutes=12)


def chapter_of(table: DesignTable, code: str = "azioni") -> Chapter:
    """A chapter as it is in the database now."""
    return Chapter.objects.get(table=table, code=code)


def test_what_each_writes_stays_under_their_name(table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=chapter_of(table), text="Uno.", by=sara, at=WRITTEN)
    save_chapter(chapter=chapter_of(table), text="Uno. Due.", by=make_officer(), at=LATER)
    assert text_in(table) == "Uno. Due."
    assert authorship_of(read_text(project_text(table))) == {
        "azioni": [[lanterna().pk, 4], [authority().pk, 5], [lanterna().pk, 1]]
    }


def test_two_who_read_the_same_text_lose_nothing(table: DesignTable) -> None:
    sara, marco = person_of(lanterna(), "Sara", "Benedetti"), make_legal_representative(passi())
    save_chapter(chapter=chapter_of(table), text="Uno.\n\nDue.", by=sara, at=WRITTEN)
    read_at = read_text(project_text(table)).upto
    save_chapter(chapter=chapter_of(table), text="Uno di Sara.\n\nDue.", read_at=read_at, by=sara, at=WRITTEN)
    save_chapter(chapter=chapter_of(table), text="Uno.\n\nDue di Marco.", read_at=read_at, by=marco, at=LATER)
    assert text_in(table) == "Uno di Sara.\n\nDue di Marco."


def test_saving_the_same_text_writes_nothing(table: DesignTable) -> None:
    marco = make_legal_representative(passi())
    for _time in range(2):
        save_chapter(chapter=chapter_of(table), text="Uguale.", by=marco, at=WRITTEN)
    assert read_text(project_text(table)).upto == 1


def test_a_chapter_too_long_is_refused_on_its_field(table: DesignTable) -> None:
    marco = make_legal_representative(passi())
    with pytest.raises(Invalid) as refused:
        save_chapter(chapter=chapter_of(table), text="x" * (CHAPTER_LENGTH + 1), by=marco, at=WRITTEN)
    assert "text" in refused.value.fields


def test_the_register_keeps_who_wrote(table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=chapter_of(table), text="Uno.", by=sara, at=WRITTEN)
    entry = Entry.objects.get(deed="save_chapter")
    assert (entry.actor, entry.payload["update"], entry.organisation_id) == (sara, 1, lanterna().pk)


def test_a_chapter_is_agreed_when_every_partner_and_the_officer_agree(table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=chapter_of(table), text="Uno.", by=sara, at=WRITTEN)
    people = {
        lanterna(): sara,
        passi(): make_legal_representative(passi()),
        casa(): make_legal_representative(casa()),
        authority(): make_officer(),
    }
    for body, person in people.items():
        stage = next(s for s in chapters_of(table, LATER) if s.chapter.code == "azioni")
        assert stage.shape == "now"
        agree_chapter(
            chapter=chapter_of(table),
            organisation=body,
            fingerprint=fingerprint_in(table),
            by=person,
            at=LATER,
        )
    assert next(s for s in chapters_of(table, LATER) if s.chapter.code == "azioni").shape == "done"
    save_chapter(chapter=chapter_of(table), text="Uno. Due.", by=sara, at=LATER)
    stage = next(s for s in chapters_of(table, LATER) if s.chapter.code == "azioni")
    assert (stage.shape, stage.agreed) == ("now", [])


def test_one_agrees_only_with_the_text_one_has_read(table: DesignTable) -> None:
    giulia = make_legal_representative(casa())
    facts = {"organisation": casa(), "by": giulia, "at": WRITTEN}
    with pytest.raises(Invalid):
        agree_chapter(chapter=chapter_of(table), fingerprint="", **facts)
    save_chapter(chapter=chapter_of(table), text="Uno.", by=giulia, at=WRITTEN)
    read = fingerprint_in(table)
    save_chapter(chapter=chapter_of(table), text="Due.", by=giulia, at=WRITTEN)
    with pytest.raises(Stale) as refused:
        agree_chapter(chapter=chapter_of(table), fingerprint=read, **facts)
    assert str(refused.value) == "Il testo è cambiato mentre leggevi: rileggilo."
    agree_chapter(chapter=chapter_of(table), fingerprint=fingerprint_in(table), **facts)
    with pytest.raises(AlreadyDone) as refused:
        agree_chapter(chapter=chapter_of(table), fingerprint=fingerprint_in(table), **facts)
    assert "Giulia Ferri ha già dato l’accordo di Casa Aperta" in str(refused.value)


def test_a_text_that_comes_back_finds_its_agreement_again(table: DesignTable) -> None:
    giulia = make_legal_representative(casa())
    for text in ("Uno.", "Due.", "Uno."):
        save_chapter(chapter=chapter_of(table), text=text, by=giulia, at=WRITTEN)
        if text == "Uno." and not chapter_of(table).agreements.exists():
            agree_chapter(
                chapter=chapter_of(table),
                organisation=casa(),
                fingerprint=fingerprint_in(table),
                by=giulia,
                at=WRITTEN,
            )
        stage = next(s for s in chapters_of(table, LATER) if s.chapter.code == "azioni")
        assert stage.agreed == ([casa()] if text == "Uno." else [])


def test_nobody_agrees_for_another_body(table: DesignTable) -> None:
    giulia = make_legal_representative(casa())
    save_chapter(chapter=chapter_of(table), text="Uno.", by=giulia, at=WRITTEN)
    read = fingerprint_in(table)
    for body, person in ((lanterna(), giulia), (authority(), make_facilitator())):
        with pytest.raises(NotAllowed):
            agree_chapter(
                chapter=chapter_of(table), organisation=body, fingerprint=read, by=person, at=WRITTEN
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
    type(table.call).objects.filter(pk=table.call_id).update(state="TABLE_CONCLUDED")
    for person in (make_officer(), make_facilitator(), make_legal_representative(casa())):
        with pytest.raises((NotAllowed, WrongState)) as refused:
            save_chapter(chapter=chapter_of(table), text="x", by=person, at=WRITTEN)
        assert "non è al lavoro" in str(refused.value)
    assert text_in(table) == ""
