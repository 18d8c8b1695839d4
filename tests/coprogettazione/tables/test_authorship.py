# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who wrote which passage."""

from hypothesis import given
from hypothesis import strategies as st

from coprogettazione.tables.queries import attribute, blocks_of

AMBITO, LANTERNA, PASSI = 1, 2, 3
texts = st.text(alphabet=st.sampled_from("ab .!?\n#-è1"), max_size=60)


def passages(runs: list) -> list[tuple[int, str]]:
    """The passages that say something."""
    return [(author, text) for author, text in runs if text.strip()]


@given(texts, texts, texts)
def test_the_passages_joined_are_always_the_text(first: str, second: str, third: str) -> None:
    runs = attribute([], first, AMBITO)
    assert "".join(text for _author, text in runs) == first
    runs = attribute(runs, second, LANTERNA)
    assert "".join(text for _author, text in runs) == second
    runs = attribute(runs, third, PASSI)
    assert "".join(text for _author, text in runs) == third
    assert {author for author, _text in runs} <= {AMBITO, LANTERNA, PASSI}


@given(texts)
def test_saving_the_same_text_changes_no_author(text: str) -> None:
    runs = attribute([], text, AMBITO)
    assert attribute(runs, text, LANTERNA) == runs


def test_a_sentence_added_belongs_to_whoever_adds_it() -> None:
    runs = attribute([], "Il primo periodo.", AMBITO)
    runs = attribute(runs, "Il primo periodo. Il secondo periodo.", LANTERNA)
    assert passages(runs)[0] == (AMBITO, "Il primo periodo.")
    assert passages(runs)[1][0] == LANTERNA


def test_correcting_a_word_takes_only_that_word() -> None:
    runs = attribute([], "Tre sere la settimana due operatori escono insieme.", PASSI)
    runs = attribute(runs, "Quattro sere la settimana due operatori escono insieme.", AMBITO)
    assert passages(runs) == [
        (AMBITO, "Quattro"),
        (PASSI, " sere la settimana due operatori escono insieme."),
    ]


def test_a_sentence_rewritten_belongs_to_whoever_rewrites_it() -> None:
    runs = attribute([], "Tre sere la settimana.", PASSI)
    runs = attribute(runs, "Non usciamo mai più.", AMBITO)
    assert passages(runs) == [(AMBITO, "Non usciamo mai più.")]


def test_headings_lists_and_paragraphs_are_told_apart_with_their_authors() -> None:
    runs = [(AMBITO, "# Azione 1\n\nUna riga"), (LANTERNA, " e un’altra.\n- uno\n- due\n\nFine.")]
    blocks = blocks_of(runs)
    assert [block.kind for block in blocks] == ["h3", "p", "ul", "p"]
    assert blocks[0].runs == [(AMBITO, "Azione 1")]
    assert blocks[1].runs == [(AMBITO, "Una riga"), (LANTERNA, " e un’altra.")]
    assert [[text for _a, text in line] for line in blocks[2].lines] == [["uno"], ["due"]]


@given(texts)
def test_no_block_loses_a_letter(text: str) -> None:
    drawn = "".join(t for block in blocks_of([(AMBITO, text)]) for line in block.lines for _a, t in line)
    for letter in "aè1":
        assert drawn.count(letter) == text.count(letter)
