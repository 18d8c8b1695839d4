# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two texts compared."""

from hypothesis import given
from hypothesis import strategies as st

from coprogettazione.tables.queries import changes
from coprogettazione.tables.queries.differences import authors_along, signed

paragraphs = st.lists(st.sampled_from(["uno", "due tre", "quattro", "cinque sei sette", "otto"]), max_size=6)


def said(found: list, *kinds: str) -> str:
    """The words of some kinds of change."""
    return "|".join("".join(c.text for c in paragraph if c.kind in kinds) for paragraph in found)


def test_a_changed_word_is_shown_inside_its_paragraph() -> None:
    found = changes("Tre sere la settimana.\n\nFine.", "Quattro sere la settimana.\n\nFine.")
    assert [(c.kind, c.text) for c in found[0]] == [
        ("old", "Tre"),
        ("new", "Quattro"),
        ("same", " sere la settimana."),
    ]
    assert [(c.kind, c.text) for c in found[1]] == [("same", "Fine.")]


def test_a_new_paragraph_and_one_taken_away_are_told() -> None:
    assert said(changes("Uno.", "Uno.\n\nDue."), "new") == "|Due."
    assert said(changes("Uno.\n\nDue.", "Uno."), "old") == "|Due."


@given(paragraphs, paragraphs)
def test_a_comparison_contains_both_texts(before: list[str], after: list[str]) -> None:
    found = changes("\n\n".join(before), "\n\n".join(after))
    old = [p for p in said(found, "same", "old").split("|") if p]
    new = [p for p in said(found, "same", "new").split("|") if p]
    assert old == before
    assert new == after


def test_each_new_passage_is_under_who_wrote_it() -> None:
    after = "# Titolo\n\nTre sere la settimana."
    authors = authors_along(after, "Titolo\nTre sere la settimana.\n", [[1, 11], [2, 20]])
    found = signed(changes("Due.", after), after, authors)
    said = [(c.kind, c.text, c.author) for paragraph in found for c in paragraph if c.kind == "new"]
    assert said == [("new", "# Titolo", 1), ("new", "Tre ", 1), ("new", "sere la settimana.", 2)]


@given(paragraphs, paragraphs)
def test_signing_changes_no_words(before: list[str], after: list[str]) -> None:
    old, new = "\n\n".join(before), "\n\n".join(after)
    found = changes(old, new)
    signed_ones = signed(found, new, [len(w) % 3 for w in new])
    assert [said([p], "same", "new") for p in found] == [said([p], "same", "new") for p in signed_ones]
