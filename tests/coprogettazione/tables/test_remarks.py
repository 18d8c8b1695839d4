# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Beside the text: comments in threads, changes suggested in it and what becomes of them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.tables.models import Contribution, DesignTable, Outcome, TextComment
from coprogettazione.tables.queries.project import project_text
from coprogettazione.tables.queries.remarks import Remarks, mentioned_in, remarks_on
from coprogettazione.tables.queries.shared_text import read_text
from coprogettazione.tables.services import (
    answer_contribution,
    close_comment,
    comment_text,
    save_chapter,
    save_version,
    suggest_change,
    withdraw_suggestion,
)
from coprogettazione.tables.services.writing import write_part
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import (
    WRITTEN,
    casa,
    lanterna,
    make_table,
    passi,
    person_of,
    text_in,
    write_budget,
)

pytestmark = pytest.mark.django_db
LATER = WRITTEN + timedelta(minutes=12)
MARK = "f3c1a9d2e8b7"


@pytest.fixture
def table() -> DesignTable:
    """A table whose actions say how many evenings."""
    table = make_table()
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(
        chapter=table.chapters.get(code="azioni"), text="Tre sere la settimana.", by=sara, at=WRITTEN
    )
    return table


def comment(table: DesignTable, words: str = "Perché tre?", **more: Any) -> TextComment:
    """A comment of Casa Aperta on the passage."""
    facts = {"part": "azioni", "quote": "Tre sere", "anchor": {"from": [1], "to": [2]}, **more}
    by = facts.pop("by", make_legal_representative(casa()))
    return comment_text(text=project_text(table), words=words, by=by, at=LATER, **facts)


def marked(table: DesignTable, mark: str = MARK) -> None:
    """The text as the editor of Giulia marks it: «Tre» goes, «Quattro» comes."""
    body = [
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "Tre", "marks": [{"type": "deletion", "attrs": {"id": mark}}]},
                {"type": "text", "text": "Quattro", "marks": [{"type": "insertion", "attrs": {"id": mark}}]},
                {"type": "text", "text": " sere la settimana."},
            ],
        }
    ]
    giulia = make_legal_representative(casa())
    write_part(project_text(table), "azioni", body, person=giulia, organisation=casa(), at=LATER)


def suggestion(table: DesignTable) -> Contribution:
    """Giulia's suggestion, in the ledger."""
    marked(table)
    return suggest_change(
        text=project_text(table), part="azioni", mark=MARK, by=make_legal_representative(casa()), at=LATER
    )


def beside(table: DesignTable, at: datetime = LATER, **options: bool) -> Remarks:
    """What is said beside the chapter."""
    text = project_text(table)
    return remarks_on(text, "azioni", read_text(text).parts.get("azioni"), at, **options)


def test_a_comment_waits_beside_the_chapter_until_it_is_closed(table: DesignTable) -> None:
    made = comment(table)
    found = beside(table)
    assert (found.threads, found.open, found.closed) == ([made], 1, 0)
    close_comment(comment=made, by=make_officer(), at=LATER)
    found = beside(table)
    assert (found.threads, found.open, found.closed) == ([], 0, 1)
    assert beside(table, closed=True).threads == [made]
    with pytest.raises(AlreadyDone) as refused:
        close_comment(comment=made, by=make_officer(), at=LATER)
    assert "Elena Marchetti l’ha già chiuso" in str(refused.value)
    close_comment(comment=made, closed=False, by=make_officer(), at=LATER)
    assert beside(table).open == 1


def test_an_answer_goes_to_who_wrote_in_the_thread_and_not_to_who_answers(table: DesignTable) -> None:
    made = comment(table)
    sara = person_of(lanterna(), "Sara", "Benedetti")
    comment(table, "Perché siamo in due.", thread=made, by=sara)
    told = Message.objects.filter(key__startswith="text_comment", channel="IN_APP")
    assert [str(message.recipient) for message in told] == ["Giulia Ferri"]
    assert "«Tre sere», Sara Benedetti (La Lanterna) scrive: «Perché siamo in due.»" in told[0].body


def test_who_is_called_by_name_is_told_if_they_sit_at_the_table(table: DesignTable) -> None:
    sara, stranger = person_of(lanterna(), "Sara", "Benedetti"), make_legal_representative(make_ets("ets3"))
    people = mentioned_in("Che cosa ne dici, @sara benedetti?", [sara, make_officer()])
    assert people == [sara]
    made = comment(table, "@Sara Benedetti?", mentions=[sara, stranger])
    assert list(made.mentions.all()) == [sara]
    assert Message.objects.filter(key__startswith="text_comment", recipient=stranger).count() == 0


def test_a_closed_thread_takes_no_answers(table: DesignTable) -> None:
    made = comment(table)
    close_comment(comment=made, by=make_officer(), at=LATER)
    with pytest.raises(AlreadyDone) as refused:
        comment(table, "Ancora.", thread=made)
    assert "riaprilo per rispondere" in str(refused.value)


@pytest.mark.parametrize(
    ("words", "more"), [(" ", {}), ("x" * 4001, {}), ("x", {"anchor": {"from": "y" * 3000}})]
)
def test_a_comment_says_something_and_not_too_much(
    table: DesignTable, words: str, more: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        comment(table, words, **more)


def test_a_listener_does_not_comment(table: DesignTable) -> None:
    from coprogettazione.tables.services import seat_delegate

    listener = make_legal_representative(make_ets("ets3"))
    seat_delegate(
        table=table,
        organisation=make_ets("ets3"),
        user=listener,
        kind="LISTENER",
        by=make_officer(),
        at=WRITTEN,
    )
    with pytest.raises(NotAllowed):
        comment(table, by=listener)


def test_what_a_suggestion_says_is_read_from_the_text(table: DesignTable) -> None:
    made = suggestion(table)
    assert (made.before, made.after, made.organisation, made.outcome) == (
        "Tre",
        "Quattro",
        casa(),
        Outcome.PROPOSED,
    )
    assert made.text == "Nel capitolo «Le azioni», al posto di «Tre» scrivere «Quattro»."
    assert beside(table).suggestions == [made]


@pytest.mark.parametrize("mark", ["f0f0f0f0f0f0", "", "<script>", "x" * 50])
def test_a_suggestion_that_is_not_in_the_text_is_refused(table: DesignTable, mark: str) -> None:
    marked(table)
    with pytest.raises(Invalid):
        suggest_change(
            text=project_text(table),
            part="azioni",
            mark=mark,
            by=make_legal_representative(casa()),
            at=LATER,
        )


def test_whoever_puts_a_suggestion_in_the_list_it_stays_of_who_made_it(table: DesignTable) -> None:
    marked(table)
    made = suggest_change(
        text=project_text(table), part="azioni", mark=MARK, by=make_legal_representative(passi()), at=LATER
    )
    assert (str(made.person), made.organisation, made.proposed_at) == ("Giulia Ferri", casa(), LATER)


def test_only_who_suggested_a_change_says_why(table: DesignTable) -> None:
    suggestion(table)
    with pytest.raises(NotAllowed) as refused:
        suggest_change(
            text=project_text(table),
            part="azioni",
            mark=MARK,
            reason="Lo dico io.",
            by=make_legal_representative(passi()),
            at=LATER,
        )
    assert "Giulia Ferri: il perché lo scrive chi propone" in str(refused.value)


def test_a_change_whose_author_never_came_back_is_shown_after_a_minute_and_put_in_the_list(
    table: DesignTable, client: Client
) -> None:
    marked(table)
    minute = LATER + timedelta(minutes=1)
    assert beside(table, minute - timedelta(seconds=1)).unlisted == []
    (found,) = beside(table, minute).unlisted
    assert (found.mark, found.before, found.after, found.writer.organisation) == (
        MARK,
        "Tre",
        "Quattro",
        casa(),
    )
    client.force_login(make_officer())
    page = client.get(reverse("tables:remarks", args=["PIS-2026", "azioni"]))
    assertContains(page, "Modifica segnata nel testo, non ancora in elenco")
    client.post(reverse("tables:suggest", args=["PIS-2026", "azioni"]), {"mark": MARK})
    assert Contribution.objects.get().organisation == casa()
    assert (beside(table, minute).unlisted, beside(table, minute).open) == ([], 1)


def test_an_accepted_suggestion_changes_the_text_and_stays_of_who_made_it(table: DesignTable) -> None:
    made = suggestion(table)
    answer_contribution(
        contribution=made, outcome="ACCEPTED", reason="I volontari ci sono.", by=make_officer(), at=LATER
    )
    assert text_in(table) == "Quattro sere la settimana."
    reading = read_text(project_text(table))
    hand, length = reading.parts["azioni"].runs[0]
    assert length == len("Quattro")
    from coprogettazione.tables.models import TextWriter

    assert TextWriter.objects.get(pk=reading.hands[hand].writer).organisation == casa()


def test_a_refused_suggestion_leaves_the_text_as_it_was_with_the_reason_in_the_ledger(
    table: DesignTable,
) -> None:
    made = suggestion(table)
    answer_contribution(
        contribution=made, outcome="REFUSED", reason="Mancano i volontari.", by=make_officer(), at=LATER
    )
    assert text_in(table) == "Tre sere la settimana."
    made.refresh_from_db()
    assert (made.outcome, made.reason) == (Outcome.REFUSED, "Mancano i volontari.")


def test_a_suggestion_is_settled_once_and_not_in_part(table: DesignTable) -> None:
    made = suggestion(table)
    with pytest.raises(Invalid):
        answer_contribution(contribution=made, outcome="PARTLY", reason="x", by=make_officer(), at=LATER)
    answer_contribution(contribution=made, outcome="ACCEPTED", reason="Sì.", by=make_officer(), at=LATER)
    with pytest.raises(AlreadyDone):
        answer_contribution(contribution=made, outcome="REFUSED", reason="No.", by=make_officer(), at=LATER)
    assert text_in(table) == "Quattro sere la settimana."


def test_who_suggested_may_take_it_back_and_nobody_else(table: DesignTable) -> None:
    made = suggestion(table)
    with pytest.raises(NotAllowed):
        withdraw_suggestion(contribution=made, by=make_legal_representative(passi()), at=LATER)
    withdraw_suggestion(contribution=made, by=make_legal_representative(casa()), at=LATER)
    assert text_in(table) == "Tre sere la settimana."
    assert Contribution.objects.get().outcome == Outcome.WITHDRAWN


def test_partners_do_not_settle_suggestions(table: DesignTable) -> None:
    made = suggestion(table)
    with pytest.raises(NotAllowed):
        answer_contribution(
            contribution=made,
            outcome="ACCEPTED",
            reason="Sì.",
            by=make_legal_representative(casa()),
            at=LATER,
        )
    assert "Tre" in text_in(table)


def test_a_text_is_not_frozen_while_suggestions_wait(table: DesignTable) -> None:
    write_budget(table)
    made = suggestion(table)
    with pytest.raises(WrongState) as refused:
        save_version(table=table, label="definitivo", final=True, by=make_officer(), at=LATER)
    assert "non ancora decise nei capitoli: Le azioni" in str(refused.value)
    withdraw_suggestion(contribution=made, by=make_legal_representative(casa()), at=LATER)
    save_version(table=table, label="definitivo", final=True, by=make_officer(), at=LATER)


def test_the_reason_of_a_suggestion_stays_when_its_words_change(table: DesignTable) -> None:
    giulia = make_legal_representative(casa())
    made = suggestion(table)
    again = {"text": project_text(table), "part": "azioni", "mark": MARK, "by": giulia, "at": LATER}
    made = suggest_change(reason="I volontari ci sono.", **again)
    assert (made.asks, made.why) == (suggestion(table).asks, "I volontari ci sono.")
    body = [
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": word, "marks": [{"type": "insertion", "attrs": {"id": MARK}}]}
            ],
        }
        for word in ("Cinque", "Sei")
    ]
    write_part(project_text(table), "azioni", body, person=giulia, organisation=casa(), at=LATER)
    made = suggest_change(**again)
    assert (made.before, made.after, made.why) == ("", "Cinque\nSei", "I volontari ci sono.")
    assert made.text == "Nel capitolo «Le azioni», aggiungere: «Cinque\nSei». I volontari ci sono."


@pytest.mark.parametrize(("mark", "status"), [(MARK, 200), ("f0f0f0f0f0f0", 409)])
def test_the_editor_gets_the_list_or_the_reason_in_words(table: DesignTable, mark: str, status: int) -> None:
    marked(table)
    client = Client()
    client.force_login(make_legal_representative(casa()), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("tables:suggest", args=["PIS-2026", "azioni"])
    with time_machine.travel(LATER, tick=False):
        answer = client.post(address, {"mark": mark}, headers={"X-Requested-With": "tavolo"})
        page = client.post(address, {"mark": mark})
    assert (answer.status_code, page.status_code) == (status, {200: 302}.get(status, status))
    if status == 200:
        assert f'data-mark="{MARK}"' in answer.content.decode()
    else:
        assert "Nel testo non c’è questa modifica" in answer.json()["message"]
