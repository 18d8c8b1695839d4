# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was typed, as a question to PostgreSQL: Italian stems, phrases in quotes, beginnings of codes."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from home.search.folding import code, fold, stems

#: More words than these make no question more precise.
MOST_WORDS = 12
_TYPED = re.compile(r'"([^"]+)"|([^\s"]+)')


@dataclass(frozen=True)
class Word:
    """A word, or a phrase that was put in quotes."""

    text: str
    phrase: bool = False

    @property
    def code(self) -> str:
        """The word as the beginning of a code; empty when it is too short to be one."""
        found = "" if self.phrase else code(self.text)
        return found if len(found) >= 3 else ""


def words_of(typed: str) -> list[Word]:
    """The words of a search, in order, without the punctuation around them; each once."""
    found: dict[str, Word] = {}
    for phrase, word in _TYPED.findall(typed):
        text = (phrase or word).strip(" .,;:!?()[]«»“”'’*")
        if text and any(letter.isalnum() for letter in text):
            found.setdefault(text.lower(), Word(text, bool(phrase) and " " in text))
    return list(found.values())[:MOST_WORDS]


def query_of(words: list[Word], together: str = "&&") -> RawSQL:
    """The question that all the words make (`||`: any of them). Words that Italian leaves out ask for nothing.

    What was typed only ever travels as a parameter.
    """
    parts, params = [], []
    for word in words:
        read = "phraseto_tsquery" if word.phrase else "plainto_tsquery"
        text, ours = fold(word.text), "" if word.phrase else stems(word.text)
        as_code = f"'#{word.code}':*" if word.code else ""
        parts.append(
            f"(CASE WHEN numnode({read}('italian', %s)) = 0 THEN ''::tsquery"
            f" ELSE {read}('italian', %s) || plainto_tsquery('simple', %s) || %s::tsquery END)"
        )
        params += [text, text, ours, as_code]
    sql = f"({f' {together} '.join(parts)})"
    return RawSQL(sql, params, output_field=SearchQueryField())  # noqa: S611


def matches(words: list[Word], together: str = "&&") -> RawSQL:
    """Whether a findable has the words, for who reads the first few: PostgreSQL knows how frequent they are."""
    asked = query_of(words, together)
    return RawSQL(f"words @@ {asked.sql}", asked.params, output_field=BooleanField())  # noqa: S611


def matches_all(words: list[Word], together: str = "&&") -> RawSQL:
    """The same for who reads all that have them: always by the index.

    The words of a long text lie outside of its row, and PostgreSQL does not count what it costs to fetch them: for
    frequent words it would rather read all the rows, ten times slower. Of a subquery it does not know the words.
    """
    asked = query_of(words, together)
    return RawSQL(f"words @@ (SELECT {asked.sql})", asked.params, output_field=BooleanField())  # noqa: S611
