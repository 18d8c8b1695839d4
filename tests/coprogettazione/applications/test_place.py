# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words that every page of an application uses."""

import pytest

from coprogettazione.applications.views.place import people_words


@pytest.mark.parametrize(
    ("operators", "volunteers", "words"),
    [
        (1, 30, "1 operatore, 30 volontari"),
        (6, 1, "6 operatori, 1 volontario"),
        (None, None, "0 operatori, 0 volontari"),
    ],
)
def test_how_many_people_is_said_in_the_singular_too(
    operators: int | None, volunteers: int | None, words: str
) -> None:
    assert people_words(operators, volunteers) == words
