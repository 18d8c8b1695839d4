# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who wrote which passage, computed from the log."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import merge_updates

from coprogettazione.tables.queries.shared_text.authorship import Replay, Row, runs_of
from coprogettazione.tables.queries.shared_text.differences import changes
from coprogettazione.tables.queries.shared_text.reading import checkpoint_of, reading_of, replay_of
from coprogettazione.tables.queries.shared_text.yjs import body_of, opened
from tests.coprogettazione.tables.shared_text.logs import (
    BEGINS,
    NAMES,
    Table,
    heading,
    items,
    log_of_turns,
    paragraph,
    passages,
    read,
    stored,
    turns,
)

FIRST = "Le persone senza dimora chiedono un posto letto, un pasto caldo e qualcuno che le ascolti."
SECOND = "Il servizio apre alle nove di sera e chiude alle otto del mattino, tutti i giorni."
LAST = "Fine."


def _table(*words: str) -> Table:
    table = Table()
    table.writes(1, [paragraph(w) for w in words])
    return table


def _of_the_first(table: Table) -> str:
    return "".join(text for writer, text in passages(read(table.rows)) if writer == 1)


# The properties.


def _adds_up(rows: list[Row]) -> None:
    reading = read(rows)
    doc = opened()
    for row in rows:
        doc.apply_update(row[2])
    for name, part in reading.parts.items():
        assert sum(size for _hand, size in part.runs) == len(part.flat)
        assert all(size > 0 for _hand, size in part.runs)
        assert part.body == body_of(doc, name)
    assert {hand.writer for hand in reading.hands} <= {row[1] for row in rows}


def _in_pieces(rows: list[Row], ends: list[int]) -> Any:
    """The reading of a log read in pieces, with a checkpoint through JSON at some ends of runs."""
    replay, upto = Replay(), 0
    for number, run in enumerate(runs_of(rows)):
        replay.read(run)
        upto = run.rows[-1][0]
        if number in ends:
            replay = replay_of(replay.state, json.loads(json.dumps(checkpoint_of(replay))))
    return reading_of(replay, upto), checkpoint_of(replay)


def _joined(rows: list[Row], which: list[int]) -> list[Row]:
    """The log with the rows of some runs as one."""
    result: list[Row] = []
    for number, run in enumerate(runs_of(rows)):
        if number in which:
            last = run.rows[-1]
            result.append((last[0], last[1], merge_updates(*(row[2] for row in run.rows)), last[3]))
        else:
            result += run.rows
    return result


places = st.lists(st.integers(0, 12), max_size=6)


@given(taken=turns)
def test_the_sum_of_authorship_is_the_text(taken: Any) -> None:
    _adds_up(log_of_turns(taken))


@given(taken=turns, ends=places)
def test_a_log_read_in_pieces_gives_what_it_gives_whole(taken: Any, ends: list[int]) -> None:
    rows = log_of_turns(taken)
    assert _in_pieces(rows, ends) == _in_pieces(rows, [])


@given(taken=turns, which=places)
def test_joining_the_rows_of_a_run_changes_neither_text_nor_authorship(taken: Any, which: list[int]) -> None:
    rows = log_of_turns(taken)
    assert _in_pieces(_joined(rows, which), []) == _in_pieces(rows, [])


@pytest.mark.parametrize("name", NAMES)
def test_so_it_is_with_what_y_prosemirror_writes(name: str) -> None:
    rows, _body = stored(name)
    _adds_up(rows)
    every = list(range(len(rows)))
    assert _in_pieces(rows, every) == _in_pieces(rows, [])
    assert _in_pieces(_joined(rows, every), every[::3]) == _in_pieces(rows, [])


@given(old=st.text("ab \n", max_size=40), new=st.text("ab \n", max_size=40))
def test_outside_the_changes_two_texts_are_the_same(old: str, new: str) -> None:
    rebuilt, place = "", 0
    for a0, a1, b0, b1 in changes(old, new):
        rebuilt += old[place:a0] + new[b0:b1]
        place = a1
    assert rebuilt + old[place:] == new


# Old hands.


def test_y_prosemirror_splits_joins_changes_moves_takes_back_and_types_again_and_all_stays_of_the_first() -> (
    None
):
    rows, _body = stored("old_hands")
    assert passages(read(rows)) == [(1, f"{SECOND}\n{FIRST}\n")]


@pytest.mark.parametrize(
    "says",
    [
        [paragraph(FIRST[:30]), paragraph(FIRST[30:]), paragraph(SECOND)],
        [paragraph(FIRST[:-2]), paragraph(FIRST[-2:]), paragraph(SECOND)],
        [paragraph(FIRST + SECOND)],
        [heading(FIRST), paragraph(SECOND)],
        [items(FIRST, SECOND)],
        [paragraph(SECOND), paragraph(FIRST)],
        [paragraph(SECOND), items("Nuovo"), heading(FIRST)],
    ],
    ids=["split", "split at the end", "joined", "heading", "list", "moved", "moved and changed"],
)
def test_a_text_that_is_laid_out_in_another_way_stays_of_whoever_wrote_it(says: list[Any]) -> None:
    table = _table(FIRST, SECOND)
    table.writes(2, says)
    written = _of_the_first(table).replace("\n", "")
    assert sorted(written) == sorted(FIRST + SECOND)


@pytest.mark.parametrize("size", [1, 3, 40])
def test_what_is_deleted_and_taken_back_later_stays_of_whoever_wrote_it(size: int) -> None:
    table = _table(FIRST, LAST)
    table.writes(2, [paragraph(FIRST[:20] + FIRST[20 + size :]), paragraph(LAST)])
    table.writes(3, [paragraph(FIRST), paragraph(LAST)], after=3600)
    assert passages(read(table.rows)) == [(1, f"{FIRST}\n{LAST}\n")]


def test_what_is_deleted_letter_by_letter_over_the_minutes_and_taken_back_stays_too() -> None:
    table = _table(FIRST, LAST)
    for left in range(39, 19, -1):
        table.writes(2, [paragraph(FIRST[:left] + FIRST[40:]), paragraph(LAST)], after=61)
    table.writes(2, [paragraph(FIRST), paragraph(LAST)])
    assert passages(read(table.rows)) == [(1, f"{FIRST}\n{LAST}\n")]


def test_a_paragraph_cut_from_a_chapter_and_pasted_in_another_stays_of_whoever_wrote_it() -> None:
    table = _table(FIRST, SECOND)
    table.writes(2, [paragraph(SECOND)])
    table.writes(2, [paragraph("Altro."), paragraph(FIRST)], after=120, part="azioni")
    reading = read(table.rows)
    assert passages(reading) == [(1, f"{SECOND}\n")]
    assert (1, FIRST) in [(writer, text.strip()) for writer, text in passages(reading, "azioni")]


def test_a_text_that_was_only_copied_is_of_whoever_pasted_it() -> None:
    table = _table(FIRST)
    table.writes(2, [paragraph(FIRST), paragraph(FIRST)])
    assert passages(read(table.rows)) == [(1, f"{FIRST}\n"), (2, f"{FIRST}\n")]


def test_a_word_corrected_is_of_whoever_corrects_it_and_the_rest_is_not() -> None:
    table = _table("Il servizio apre alle nove di sera.")
    table.writes(2, [paragraph("Il servizio apre alle dieci di sera, d’inverno.")])
    assert passages(read(table.rows)) == [
        (1, "Il servizio apre alle "),
        (2, "dieci"),
        (1, " di sera"),
        (2, ", d’inverno"),
        (1, ".\n"),
    ]


def test_a_short_word_that_somebody_once_deleted_elsewhere_is_of_whoever_writes_it_now() -> None:
    table = _table("Una casa, poi.", LAST)
    table.writes(2, [paragraph("Una, poi."), paragraph(LAST)])
    table.writes(3, [paragraph("Una, poi."), paragraph("Fine casa.")], after=120)
    assert (3, " casa") in passages(read(table.rows))


def test_a_hand_is_a_writer_in_a_minute_and_a_minute_ends_with_its_last_second() -> None:
    table = Table()
    table.at = BEGINS - timedelta(seconds=60)
    table.writes(1, [paragraph("a")])
    table.writes(1, [paragraph("ab")], after=59)
    table.writes(1, [paragraph("abc")], after=1)
    reading = read(table.rows)
    assert [hand.at for hand in reading.hands] == [BEGINS, BEGINS + timedelta(minutes=1)]
    assert reading.parts["bisogno"].runs == [(0, 2), (1, 1), (0, 1)]


def test_a_chapter_rewritten_at_once_is_compared_in_a_moment() -> None:
    table = _table(*(f"Paragrafo {n}: {FIRST}" for n in range(300)))
    table.writes(2, [paragraph(f"{SECOND} Riga {n}.") for n in range(300, 0, -1)])
    reading = read(table.rows)
    assert sum(size for _hand, size in reading.parts["bisogno"].runs) == len(reading.parts["bisogno"].flat)
