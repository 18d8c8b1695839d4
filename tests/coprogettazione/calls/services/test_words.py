# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A word of tender replaced with one click, and brought back with another."""

import pytest

from coprogettazione.calls.models import Call
from coprogettazione.calls.rules import findings
from coprogettazione.calls.services import replace_word, save_call_draft, undo_replacement
from coprogettazione.records.refusals import AlreadyDone, NotAllowed, Stale
from tests.factories.calls import CRITERIA, DRAFTED, make_call

pytestmark = pytest.mark.django_db
OBJECT = "Si apre la gara. L'offerta si presenta on line."


def test_the_word_is_replaced_in_its_place_and_comes_back_as_it_was() -> None:
    call = make_call(object=OBJECT)
    by = call.procedure_officer
    version = call.draft_version
    done = replace_word(call=call, field="object", word="offerta", base_version=version, by=by, at=DRAFTED)
    call.refresh_from_db()
    assert call.object == "Si apre la gara. La proposta si presenta on line."
    assert call.draft_version == version + 1
    undo_replacement(replacement=done, by=by, at=DRAFTED)
    call.refresh_from_db()
    assert call.object == OBJECT
    with pytest.raises(AlreadyDone, match="già tornato com’era"):
        undo_replacement(replacement=done, by=by, at=DRAFTED)


def test_a_price_criterion_and_a_seat_criterion_take_the_criterion_proposed() -> None:
    criteria = [
        {**CRITERIA[0], "text": "Prezzo offerto"},
        {**CRITERIA[1], "text": "Sede legale nel comune", "question": "Ha la rete?"},
        *CRITERIA[2:],
    ]
    call = make_call(criteria=criteria)
    by = call.procedure_officer
    for fault in findings(call):
        replace_word(
            call=call,
            field=fault.field,
            word=fault.word,
            criterion=fault.criterion,
            base_version=call.draft_version,
            by=by,
            at=DRAFTED,
        )
        call = Call.objects.get(pk=call.pk)
    rows = {row.code: row for row in call.criteria.all()}
    assert rows["A"].text == "Risorse messe a disposizione"
    assert (rows["B"].text, rows["B"].question) == ("Rete e radicamento nella comunità", "Ha la rete?")
    assert sum(row.max_points for row in rows.values()) == 100
    assert findings(call) == []
    last = call.replacements.last()
    assert last is not None
    undo_replacement(replacement=last, by=by, at=DRAFTED)
    assert call.criteria.get(code="B").text == "Sede legale nel comune"


def test_who_clicks_on_an_old_page_changes_nothing() -> None:
    call = make_call(object=OBJECT)
    by = call.procedure_officer
    old = call.draft_version
    save_call_draft(call=call, facts={"summary": "Un’altra sintesi."}, by=by, at=DRAFTED)
    with pytest.raises(Stale):
        replace_word(call=call, field="object", word="gara", base_version=old, by=by, at=DRAFTED)
    replace_word(call=call, field="object", word="gara", base_version=old + 1, by=by, at=DRAFTED)
    with pytest.raises(AlreadyDone, match="non c’è più"):
        replace_word(call=call, field="object", word="gara", base_version=old + 2, by=by, at=DRAFTED)


def test_a_text_written_over_after_the_click_is_not_undone() -> None:
    call = make_call(object=OBJECT)
    by = call.procedure_officer
    done = replace_word(
        call=call, field="object", word="gara", base_version=call.draft_version, by=by, at=DRAFTED
    )
    save_call_draft(call=call, facts={"object": "Tutto da capo."}, by=by, at=DRAFTED)
    with pytest.raises(Stale, match="questo testo è stato cambiato"):
        undo_replacement(replacement=done, by=by, at=DRAFTED)
    call.refresh_from_db()
    assert call.object == "Tutto da capo."


def test_only_who_writes_the_draft_replaces_its_words() -> None:
    call = make_call(object=OBJECT)
    with pytest.raises(NotAllowed):
        replace_word(
            call=call,
            field="object",
            word="gara",
            base_version=call.draft_version,
            by=call.executive_officer,
            at=DRAFTED,
        )
