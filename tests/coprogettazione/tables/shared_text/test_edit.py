# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The smallest change that makes a fragment say something else."""

from typing import Any

from hypothesis import given

from coprogettazione.tables.queries.shared_text import change_to
from coprogettazione.tables.queries.shared_text.yjs import body_of, fragment_of, opened
from tests.coprogettazione.tables.shared_text.logs import bodies, heading, items, paragraph


def _said(*steps: list[dict[str, Any]]) -> Any:
    doc = opened()
    for number, body in enumerate(steps, 1):
        if update := change_to(doc.get_update(), "bisogno", body, number):
            doc.apply_update(update)
    return doc


@given(first=bodies, second=bodies, third=bodies)
def test_a_change_makes_the_fragment_say_exactly_the_body(first: Any, second: Any, third: Any) -> None:
    for steps in ([first], [first, second], [first, second, third]):
        assert body_of(_said(*steps), "bisogno") == steps[-1]


@given(body=bodies)
def test_what_is_said_already_changes_nothing(body: Any) -> None:
    assert change_to(_said(body).get_update(), "bisogno", body, 9) == b""


def test_what_others_write_meanwhile_in_the_same_paragraph_is_joined_to_the_change() -> None:
    start = [paragraph("Il servizio apre di sera."), paragraph("Poi chiude.")]
    doc = _said(start)
    state = doc.get_update()
    ours = change_to(state, "bisogno", [paragraph("Il servizio apre di sera e di notte."), start[1]], 7)
    theirs = change_to(state, "bisogno", [paragraph("Ecco: il servizio apre di sera."), start[1]], 8)
    doc.apply_update(ours)
    doc.apply_update(theirs)
    assert body_of(doc, "bisogno") == [paragraph("Ecco: il servizio apre di sera e di notte."), start[1]]


def test_a_new_first_block_leaves_the_others_what_they_are() -> None:
    doc = _said([paragraph("Uno."), items("a", "b")])
    kept = list(fragment_of(doc, "bisogno").children)
    update = change_to(
        doc.get_update(), "bisogno", [heading("Titolo"), paragraph("Uno!"), items("a", "b", "c")], 9
    )
    doc.apply_update(update)
    assert [str(child) for child in kept] == [str(child) for child in fragment_of(doc, "bisogno").children][
        1:
    ]
    assert len(update) < 200


def test_a_letter_in_a_long_chapter_is_a_small_change() -> None:
    body = [paragraph(f"Paragrafo numero {n}, con qualche parola in più.") for n in range(500)]
    state = _said(body).get_update()
    changed = [*body[:250], paragraph("Paragrafo numero 250, con qualche parola di più."), *body[251:]]
    assert len(change_to(state, "bisogno", changed, 9)) < 60
