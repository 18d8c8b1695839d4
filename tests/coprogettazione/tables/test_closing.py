# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Versions, the final text, the conclusion, reopening."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale, WrongState
from coprogettazione.tables.models import DesignTable
from coprogettazione.tables.queries import (
    chapters_of,
    content_of,
    differences_between,
    final_project,
    fingerprint_of,
    missing_to_conclude,
)
from coprogettazione.tables.services import (
    accept_final_text,
    conclude_table,
    propose_contribution,
    reopen_table,
    save_chapter,
    save_version,
    set_budget_line,
)
from coprogettazione.tables.services.closing import NotReady
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    FINAL,
    ROME,
    WRITTEN,
    accept_all,
    authority,
    casa,
    lanterna,
    make_facilitator,
    make_minutes,
    make_ready_table,
    make_table,
    passi,
    person_of,
    text_in,
    write_budget,
    write_project,
)

pytestmark = pytest.mark.django_db
END = FINAL + timedelta(hours=1)
DAY = timedelta(days=1)
ACT: dict[str, Any] = {"reasons": "Motivi.", "act_number": "60/2026", "act_date": FINAL.date()}


def again(table: DesignTable) -> DesignTable:
    """The table as it is in the database now."""
    return DesignTable.objects.get(pk=table.pk)


def conclude(table: DesignTable, **facts: Any) -> DesignTable:
    """The officer concludes."""
    return conclude_table(
        table=table,
        **{"how_it_ran": "Un incontro, due gruppi di lavoro.", "by": make_officer(), "at": END, **facts},
    )


def state_of(table: DesignTable) -> str:
    """Where the procedure is."""
    return str(Call.objects.get(pk=table.call_id).state)


def test_a_ready_table_concludes_with_the_report_and_the_accepted_text() -> None:
    table = make_ready_table()
    conclude(table)
    assert state_of(table) == CallState.TABLE_CONCLUDED
    report = Paper.objects.get(kind=PaperKind.TABLE_REPORT)
    assert report.published_at == END
    assert report.data["matrix"]["total"] == "216000.00"
    project = final_project(table.call)
    assert project is not None
    assert project.partners == [lanterna(), passi(), casa()]
    assert project.matrix.total == 192000
    assert len(project.chapters) == 6


def test_whoever_accepted_the_final_text_agrees_with_its_chapters() -> None:
    table = make_ready_table()
    before = [stage.shape for stage in chapters_of(again(table), END) if not stage.empty]
    assert "now" in before
    conclude(table)
    stages = [stage for stage in chapters_of(again(table), END) if not stage.empty]
    assert {stage.shape for stage in stages} == {"done"}
    assert all(authority() in stage.agreed and lanterna() in stage.agreed for stage in stages)


def test_what_is_written_after_the_conclusion_does_not_change_the_final_project() -> None:
    table = make_ready_table()
    conclude(table)
    role = table.roles.get(organisation=casa())
    role.commitments = "Altro."
    role.save()
    project = final_project(table.call)
    assert project is not None
    assert "Altro." not in str(project.roles)


def test_an_empty_table_says_everything_that_is_missing() -> None:
    table = make_table()
    missing = missing_to_conclude(table, END)
    assert missing == [
        "Il tavolo non si è ancora riunito.",
        "Il capitolo «Il bisogno» non ha testo.",
        "Il capitolo «Gli obiettivi» non ha testo.",
        "Il capitolo «Le azioni» non ha testo.",
        "Il capitolo «I tempi» non ha testo.",
        "Il capitolo «Le persone» non ha testo.",
        "Il capitolo «I risultati» non ha testo.",
        "Non è scritto che cosa fa: La Lanterna, Passi Insieme e Casa Aperta.",
        "Il piano economico è vuoto.",
        "Non c’è una versione proposta come testo definitivo.",
    ]
    with pytest.raises(NotReady) as refused:
        conclude(table)
    assert refused.value.missing == missing
    assert state_of(table) == CallState.TABLE_OPEN


def test_minutes_that_are_not_closed_keep_the_table_open() -> None:
    table = make_table()
    make_minutes(table, state="APPROVED")
    write_project(table)
    write_budget(table)
    accept_all(table)
    assert missing_to_conclude(again(table), END) == ["Il verbale dell’incontro 1 non è chiuso."]


@pytest.mark.parametrize(
    ("amount", "over"), [(Decimal(1500), "1.500\u00a0€"), (Decimal("0.01"), "0,01\u00a0€")]
)
def test_a_text_whose_budget_does_not_add_up_is_not_frozen(amount: Decimal, over: str) -> None:
    table = make_table()
    make_minutes(table, state="FROZEN")
    write_project(table)
    write_budget(table)
    set_budget_line(
        table=table,
        organisation=casa(),
        category="D",
        source="PUBLIC",
        amount=amount,
        by=make_legal_representative(casa()),
        at=WRITTEN,
    )
    sentence = f"Il piano economico non quadra di {over}: le righe a contributo superano quello dell’avviso."
    with pytest.raises(WrongState) as refused:
        accept_all(table)
    assert str(refused.value) == sentence
    assert missing_to_conclude(again(table), END) == [
        sentence,
        "Non c’è una versione proposta come testo definitivo.",
    ]


def test_a_text_without_a_budget_is_not_frozen() -> None:
    table = make_table()
    write_project(table)
    with pytest.raises(WrongState) as refused:
        accept_all(table)
    assert str(refused.value) == "Il piano economico è vuoto."


def test_every_partner_and_the_officer_must_have_accepted() -> None:
    table = make_ready_table()
    version = table.versions.get()
    version.acceptances.filter(organisation__in=[casa(), authority()]).delete()
    assert missing_to_conclude(table, END) == [
        "Il testo definitivo non è ancora accettato da: Ambito di Valdora e Casa Aperta."
    ]


def test_a_text_changed_after_the_acceptance_must_be_accepted_again() -> None:
    table = make_ready_table()
    chapter = table.chapters.get(code="azioni")
    save_chapter(
        chapter=chapter,
        text="Altro testo.",
        by=make_legal_representative(casa()),
        at=FINAL + timedelta(minutes=5),
    )
    assert missing_to_conclude(table, END) == [
        "Il testo è cambiato dopo la versione 1: salva una nuova versione definitiva."
    ]
    with pytest.raises(WrongState):
        accept_final_text(table=table, organisation=casa(), by=make_legal_representative(casa()), at=END)


def test_open_proposals_are_answered_in_the_conclusion_and_told_in_the_report() -> None:
    table = make_ready_table()
    made = propose_contribution(
        table=table, organisation=casa(), text="Quattro sere.", by=make_legal_representative(casa()), at=FINAL
    )
    with pytest.raises(NotReady) as refused:
        conclude(table)
    assert refused.value.missing == ["Proposte senza risposta: 1."]
    conclude(
        table,
        contributions=[
            {"contribution": made.pk, "outcome": "REFUSED", "reason": "Mancano i volontari."},
            {
                "organisation": passi().codice_fiscale,
                "text": "Un furgone.",
                "outcome": "ACCEPTED",
                "reason": "Serve.",
            },
        ],
    )
    told = Paper.objects.get(kind=PaperKind.TABLE_REPORT).data["contributions"]
    assert [(row["text"], row["outcome"], row["reason"]) for row in told] == [
        ("Quattro sere.", "non accolto", "Mancano i volontari."),
        ("Un furgone.", "accolto", "Serve."),
    ]


def test_the_conclusion_says_how_the_table_ran_and_belongs_to_the_officer() -> None:
    table = make_ready_table()
    with pytest.raises(Invalid) as refused:
        conclude(table, how_it_ran=" ")
    assert "how_it_ran" in refused.value.fields
    for person in (make_executive(), make_facilitator(), make_legal_representative(lanterna())):
        with pytest.raises(NotAllowed):
            conclude(table, by=person)


def test_a_table_concludes_once() -> None:
    table = make_ready_table()
    conclude(table)
    with pytest.raises(NotAllowed) as refused:
        conclude(again(table))
    assert "non è al lavoro" in str(refused.value)


def test_the_final_text_is_accepted_only_by_who_represents_the_body() -> None:
    table = make_table()
    write_project(table)
    write_budget(table)
    with pytest.raises(WrongState) as refused:
        accept_final_text(table=table, organisation=casa(), by=make_legal_representative(casa()), at=FINAL)
    assert "Non c’è ancora un testo" in str(refused.value)
    version = save_version(table=table, label="definitivo", final=True, by=make_officer(), at=FINAL)
    refused_to = {
        person_of(lanterna(), "Sara", "Benedetti"): lanterna(),
        make_legal_representative(lanterna()): casa(),
        make_legal_representative(casa()): authority(),
        make_officer(): casa(),
        make_facilitator(): authority(),
    }
    for person, body in refused_to.items():
        with pytest.raises(NotAllowed):
            accept_final_text(table=table, organisation=body, by=person, at=FINAL)
    giulia = make_legal_representative(casa())
    with pytest.raises(Stale):
        accept_final_text(table=table, organisation=casa(), version=version.number + 1, by=giulia, at=FINAL)
    accept_final_text(table=table, organisation=casa(), version=version.number, by=giulia, at=FINAL)
    with pytest.raises(AlreadyDone) as refused:
        accept_final_text(table=table, organisation=casa(), by=giulia, at=END)
    assert "Giulia Ferri ha già accettato per Casa Aperta il 20 maggio 2026 alle 16:20" in str(refused.value)


def test_a_version_is_kept_only_when_something_changed() -> None:
    table = make_table()
    write_project(table)
    write_budget(table)
    first = save_version(table=table, label="di massima", by=make_officer(), at=WRITTEN)
    with pytest.raises(AlreadyDone) as refused:
        save_version(table=table, label="ancora", by=make_officer(), at=WRITTEN)
    assert str(refused.value) == "Nulla è cambiato dopo la versione 1."
    final = save_version(table=table, label="definitiva", final=True, by=make_officer(), at=WRITTEN)
    assert (final.number, final.content_hash) == (2, first.content_hash)
    with pytest.raises(Invalid):
        save_version(table=table, label=" ", by=make_officer(), at=WRITTEN)


def test_a_project_without_text_cannot_be_final() -> None:
    with pytest.raises(Invalid) as refused:
        save_version(table=make_table(), label="definitiva", final=True, by=make_officer(), at=WRITTEN)
    assert str(refused.value) == "Il progetto non ha ancora un testo."


def test_two_versions_differ_in_chapters_roles_and_amounts() -> None:
    table = make_table()
    before = content_of(table)
    write_project(table)
    write_budget(table)
    found = differences_between(before, content_of(table), {})
    assert len(found.chapters) == 6
    assert [role.title for role in found.roles] == ["La Lanterna", "Passi Insieme", "Casa Aperta"]
    assert sum((line.after or 0 for line in found.lines), Decimal(0)) == 216000
    assert differences_between(before, before, {}).nothing


def test_a_table_is_reopened_during_the_realisation_with_the_same_partners() -> None:
    table = make_ready_table()
    conclude(table)
    with pytest.raises(NotAllowed):
        reopen_table(table=again(table), reasons="Un nuovo bisogno.", by=make_officer(), at=END)
    Call.objects.filter(pk=table.call_id).update(state=CallState.EXECUTION)
    reopen_table(table=again(table), reasons="Un nuovo bisogno.", by=make_officer(), at=END + 200 * DAY)
    assert state_of(table) == CallState.TABLE_REOPENED
    assert fingerprint_of(content_of(again(table))) == table.versions.get(final=True).content_hash
    chapter = again(table).chapters.get(code="azioni")
    giulia = make_legal_representative(casa())
    save_chapter(chapter=chapter, text="Il nuovo.", by=giulia, at=END + 201 * DAY)
    assert text_in(table) == "Il nuovo."
    assert missing_to_conclude(again(table), END + 201 * DAY)[0] == "Il tavolo non si è ancora riunito."
    assert ROME.key == "Europe/Rome"
