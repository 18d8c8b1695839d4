# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two texts compared, three texts joined."""

from hypothesis import given
from hypothesis import strategies as st

from coprogettazione.tables.queries import changes, merged

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


def test_changes_in_different_paragraphs_are_joined_without_a_clash() -> None:
    base = "Uno.\n\nDue.\n\nTre."
    joined = merged(base, "Uno mio.\n\nDue.\n\nTre.", "Uno.\n\nDue.\n\nTre loro.")
    assert joined.text == "Uno mio.\n\nDue.\n\nTre loro."
    assert joined.clashes == 0


def test_the_same_paragraph_changed_by_both_is_kept_twice() -> None:
    joined = merged("Tre sere.", "Quattro sere.", "Cinque sere.")
    assert joined.text == "Cinque sere.\n\nQuattro sere."
    assert joined.clashes == 1


@given(paragraphs, paragraphs, paragraphs)
def test_a_join_loses_nothing_that_either_added(base: list[str], mine: list[str], theirs: list[str]) -> None:
    joined = merged("\n\n".join(base), "\n\n".join(mine), "\n\n".join(theirs))
    kept = joined.text.split("\n\n")
    for paragraph in [*mine, *theirs]:
        if paragraph not in base:
            assert paragraph in kept


@given(paragraphs, paragraphs)
def test_a_join_with_nobody_else_is_my_text(base: list[str], mine: list[str]) -> None:
    joined = merged("\n\n".join(base), "\n\n".join(mine), "\n\n".join(base))
    assert joined.text == "\n\n".join(mine)
    assert joined.clashes == 0
