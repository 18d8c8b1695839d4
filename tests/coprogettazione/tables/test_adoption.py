# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When the table does not agree: the public body adopts the text with a reasoned act, and goes on with who accepts."""

from datetime import timedelta
from typing import Any

import pytest

from coprogettazione.calls.models import CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.tables.models import Adoption, DesignTable, Suspension
from coprogettazione.tables.queries import final_project, missing_to_conclude
from coprogettazione.tables.services import (
    accept_final_text,
    adopt_text,
    conclude_table,
    object_to_final_text,
    record_positions,
    save_chapter,
    save_version,
    suspend_table,
)
from coprogettazione.tables.services.closing import NotReady
from tests.coprogettazione.tables.test_deadlock import ACT, DAY, again, positions, state_of
from tests.coprogettazione.tables.test_views import at, page, signed_in, written
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    FINAL,
    authority,
    casa,
    lanterna,
    make_minutes,
    make_ready_table,
    passi,
)

pytestmark = pytest.mark.django_db
CODE = "PIS-2026"
OUT = FINAL + timedelta(hours=2)
MEETING = FINAL + 8 * DAY
ADOPTED = FINAL + 12 * DAY


@pytest.fixture
def table() -> DesignTable:
    """La Lanterna and Passi Insieme accept the final text; Casa Aperta, which has no part in it, does not."""
    table = make_ready_table()
    table.budget_lines.filter(organisation=casa()).delete()
    table.roles.filter(organisation=casa()).delete()
    save_version(
        table=again(table), label="definitivo, senza Casa Aperta", final=True, by=make_officer(), at=OUT
    )
    for body in (lanterna(), passi()):
        accept_final_text(table=again(table), organisation=body, by=make_legal_representative(body), at=OUT)
    object_to_final_text(
        table=again(table), organisation=casa(), objection="Dodici posti sono pochi.",
        by=make_legal_representative(casa()), at=OUT,
    )  # fmt: skip
    return again(table)


def walk_the_path(table: DesignTable) -> None:
    """Suspension, extraordinary session with its minutes, positions."""
    suspend_table(table=again(table), reason_code="DEADLOCK", by=make_executive(), at=OUT, **ACT)
    make_minutes(again(table), state="FROZEN", extraordinary=True, at=FINAL + DAY, starts_at=MEETING)
    record_positions(table=again(table), positions=positions(), by=make_officer(), at=ADOPTED - DAY)


def adopt(table: DesignTable, **facts: Any) -> Adoption:
    """The act."""
    answers = [{"organisation": casa().pk, "text": "I posti sono quelli che il contributo paga."}]
    given = {"answers": answers, "by": make_executive(), **ACT, **facts}
    return adopt_text(table=again(table), at=ADOPTED, **given)


def test_the_text_is_adopted_after_the_whole_path_and_says_why_a_position_is_not_taken(
    table: DesignTable,
) -> None:
    walk_the_path(table)
    adoption = adopt(table)
    assert adoption.not_taken == [
        {
            "organisation": casa().pk,
            "name": "Casa Aperta",
            "position": "Casa Aperta non accetta il riparto.",
            "answer": "I posti sono quelli che il contributo paga.",
        }
    ]
    assert state_of(table) == CallState.TABLE_OPEN
    assert Suspension.objects.get().end_act_number == ACT["act_number"]
    act = Paper.objects.filter(kind=PaperKind.EXECUTIVE_ACT, about_kind="designtable").latest("pk")
    assert "I posti sono quelli che il contributo paga." in str(act.data["premises"])
    assert adoption.version.content_hash in str(act.data["decisions"])


def test_it_goes_on_with_the_bodies_that_accept(table: DesignTable) -> None:
    walk_the_path(table)
    assert any("obiezione" in words for words in missing_to_conclude(again(table), ADOPTED))
    adopt(table)
    assert missing_to_conclude(again(table), ADOPTED) == []
    conclude_table(table=again(table), how_it_ran="Con uno stallo.", by=make_officer(), at=ADOPTED + DAY)
    assert state_of(table) == CallState.TABLE_CONCLUDED
    project = final_project(table.call)
    assert project is not None
    assert project.partners == [lanterna(), passi()]
    report = Paper.objects.get(kind=PaperKind.TABLE_REPORT)
    assert "Non lo accetta Casa Aperta" in report.data["introduction"]


def test_without_the_path_nothing_is_adopted(table: DesignTable) -> None:
    with pytest.raises(NotReady) as refused:
        adopt(table)
    assert refused.value.missing == ["Il tavolo va prima sospeso perché non trova un accordo, con un atto."]
    assert state_of(table) == CallState.TABLE_OPEN


def test_a_body_that_does_not_accept_has_no_part_in_the_text_and_somebody_accepts(table: DesignTable) -> None:
    walk_the_path(table)
    version = table.versions.get(final=True, label="definitivo, senza Casa Aperta")
    version.acceptances.filter(organisation=passi()).delete()
    with pytest.raises(NotReady) as refused:
        adopt(table)
    assert refused.value.missing == [
        f"La versione {version.number} dà ancora somme o impegni a chi non l’accetta: Passi Insieme."
    ]
    version.acceptances.all().delete()
    with pytest.raises(NotReady) as nobody:
        adopt(table)
    assert "Nessun ente partner ha accettato il testo: non c’è con chi realizzarlo." in nobody.value.missing


def test_each_position_that_is_not_taken_has_its_answer(table: DesignTable) -> None:
    walk_the_path(table)
    for answers in ([], [{"organisation": casa().pk, "text": " "}]):
        with pytest.raises(Invalid) as refused:
            adopt(table, answers=answers)
        assert str(refused.value) == "Scrivi perché la posizione di Casa Aperta non è accolta."
    assert not Adoption.objects.exists()


def test_only_the_executive_adopts_and_once(table: DesignTable) -> None:
    walk_the_path(table)
    with pytest.raises(NotAllowed):
        adopt(table, by=make_officer())
    adopt(table)
    with pytest.raises(NotAllowed) as refused:
        adopt(table)
    assert str(refused.value) == (
        "Il testo è adottato con un atto del dirigente: non si cambia più, e non si risponde più. "
        "(art. 3, l. 241/1990)"
    )


def test_an_adopted_text_does_not_change_and_is_not_answered_any_more(table: DesignTable) -> None:
    walk_the_path(table)
    adopt(table)
    chapter = again(table).chapters.get(code="azioni")
    with pytest.raises(NotAllowed) as refused:
        save_chapter(chapter=chapter, text="Altro.", by=make_officer(), at=ADOPTED + DAY)
    assert refused.value.law == "art. 3, l. 241/1990"
    with pytest.raises(NotAllowed):
        accept_final_text(
            table=again(table), organisation=casa(), by=make_legal_representative(casa()), at=ADOPTED + DAY
        )


def test_the_path_is_walked_on_its_page(table: DesignTable) -> None:
    executive, officer = signed_in(make_executive()), signed_in(make_officer())
    with at(OUT):
        assert page("deadlock_deed", CODE, "sospendi") in written(executive.get(page("deadlock", CODE)))
        act = {"reasons": "Sui posti.", "act_number": "70/2026", "act_date": OUT.date().isoformat()}
        sent = executive.post(page("deadlock_deed", CODE, "sospendi"), {**act, "reason_code": "DEADLOCK"})
        assert sent.status_code == 302
        assert officer.get(page("deadlock_deed", CODE, "adotta")).status_code == 403
        assert "Manca l’incontro straordinario" in written(officer.get(page("deadlock", CODE)))
    make_minutes(again(table), state="FROZEN", extraordinary=True, at=FINAL + DAY, starts_at=MEETING)
    with at(ADOPTED - DAY):
        texts = {f"text_{o.pk}": f"{o.known_as}: così." for o in (authority(), lanterna(), passi(), casa())}
        assert officer.post(page("deadlock_deed", CODE, "posizioni"), texts).status_code == 302
    with at(ADOPTED):
        asked = written(executive.get(page("deadlock_deed", CODE, "adotta")))
        assert "Perché la posizione di Casa Aperta non è accolta" in asked
        empty = executive.post(page("deadlock_deed", CODE, "adotta"), {**act, f"text_{casa().pk}": ""})
        assert empty.status_code == 422
        act |= {"act_number": "81/2026", "act_date": ADOPTED.date().isoformat()}
        sent = executive.post(page("deadlock_deed", CODE, "adotta"), {**act, f"text_{casa().pk}": "Così."})
        assert sent.status_code == 302
        assert "adottata con la determinazione n. 81/2026" in written(executive.get(page("deadlock", CODE)))
