# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search itself: at most four questions to the database, whatever is asked and however much there is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.expressions import Func

from home.models.search import Findable
from home.search.asked import FILTERS, KINDS, Asked
from home.search.folding import ACCENTED, PLAIN
from home.search.states import state_at
from home.search.words import Word, matches, query_of, words_of

PER_PAGE = 20
#: Values of a filter that are shown, the most frequent first; and when all are asked for.
SHOWN, ALL = 8, 300
#: Around a word that was found, in what PostgreSQL hands back; letters of nobody's language.
BEGIN, END, CUT = "\ue000", "\ue001", "\ue002"
_MARKS = f"StartSel={BEGIN}, StopSel={END}, "

#: Filter → how a row of the CTE `hits` answers it.
_CONDITIONS = {
    "tipo": "kind = %s",
    "stato": "state = %s",
    "tema": "%s = ANY(themes)",
    "comune": "%s::int = ANY(comuni)",
    "ente": "%s::int = ANY(bodies)",
    "anno": "year = %s::int",
}
#: Filter → its values in a row, the words for a value, the table that has them.
_VALUES = {
    "tipo": ("kind", "''", ""),
    "stato": ("state", "''", ""),
    "tema": ("unnest(themes)", "''", ""),
    "comune": ("unnest(comuni)", "named.name", "coprogettazione_comune"),
    "ente": (
        "unnest(bodies)",
        "coalesce(nullif(named.short_name, ''), named.name)",
        "coprogettazione_organisation",
    ),
    "anno": ("year", "''", ""),
}


@dataclass(frozen=True)
class Choice:
    """A value of a filter, how many things have it, its words when they are a row's."""

    value: str
    count: int
    words: str = ""


@dataclass
class Found:
    """The answer: rows of a page, choices of each filter, and what was left out of the question."""

    asked: Asked
    page: Any
    facets: dict[str, list[Choice]]
    words: list[Word] = field(default_factory=list)
    #: Words that are nowhere on the site; None of them when all the words are found together.
    missing: list[Word] = field(default_factory=list)
    #: Whether only some of the words were asked for, because together they find nothing.
    partial: bool = False

    @property
    def count(self) -> int:
        """How many things are found."""
        return int(self.page.paginator.count)


def find(
    asked: Asked, at: datetime, number: str | None = None, *, all_of: str = "", per_page: int = PER_PAGE
) -> Found:
    """What answers, the best first, a page at a time; `all_of` is the filter whose values are all wanted.

    When no thing has all the words, those that are nowhere are left out and whatever has some of the rest is
    found, the more words the better.
    """
    words = words_of(asked.words)
    facets, count = count_facets(hits(asked, words, at), asked, all_of)
    partial, missing = False, []
    if not count and len(words) > 1:
        known = found_somewhere(words)
        some = [word for word, found in zip(words, known, strict=True) if found]
        missing = [word for word in words if word not in some]
        if some:
            partial, words = True, some
            facets, count = count_facets(hits(asked, words, at, "||"), asked, all_of)
    rows = ordered(matching(asked, words, at, "||" if partial else "&&"), asked, words, at, partial)
    paginator = Paginator(explained(rows, words), per_page)
    paginator.count = count
    return Found(asked, paginator.get_page(number), facets, words, missing, partial)


def with_words(words: list[Word], together: str = "&&") -> QuerySet[Findable]:
    """Everything in which the words are."""
    found = Findable.objects.order_by()
    return found if not words else found.filter(matches(words, together))


def hits(asked: Asked, words: list[Word], at: datetime, together: str = "&&") -> QuerySet[Any]:
    """What the words find, with the columns that filters count."""
    return with_words(words, together).values(
        "kind", "themes", "comuni", "bodies", "year", state=state_at(at)
    )


def matching(asked: Asked, words: list[Word], at: datetime, together: str = "&&") -> QuerySet[Findable]:
    """What the words find and the filters keep."""
    found = with_words(words, together)
    if asked.tipo:
        found = found.filter(kind=KINDS[asked.tipo])
    if asked.tema:
        found = found.filter(themes__contains=[asked.tema])
    if asked.comune:
        found = found.filter(comuni__contains=[int(asked.comune)])
    if asked.ente:
        found = found.filter(bodies__contains=[int(asked.ente)])
    if asked.anno:
        found = found.filter(year=int(asked.anno))
    if asked.stato:
        found = found.annotate(state=state_at(at)).filter(state=asked.stato)
    return found


def ordered(
    found: QuerySet[Findable], asked: Asked, words: list[Word], at: datetime, partial: bool
) -> QuerySet[Findable]:
    """In the order asked for: by how well the words fit, unless it is said otherwise or there are none."""
    latest = [F("published_at").desc(nulls_last=True), F("pk").desc()]
    if asked.ordine == "termine":
        to_come = Case(When(ends_at__gt=at, then=F("ends_at")))
        return found.order_by(to_come.asc(nulls_last=True), *latest)
    if asked.ordine == "data":
        return found.order_by(*latest)
    if not words:
        still_open = Case(When(kind=KINDS["avvisi"], phase="PUBLISHED", ends_at__gt=at, then=0), default=1)
        return found.order_by(*([still_open] if asked.tipo == "avvisi" else []), *latest)
    fit = SearchRank(F("head"), query_of(words, "||" if partial else "&&"))
    if partial:
        had: Any = Value(0)
        for word in words:
            had = had + Case(When(matches([word]), then=1), default=0)
        return found.order_by(had.desc(), fit.desc(), *latest)
    return found.order_by(fit.desc(), *latest)


def explained(rows: QuerySet[Findable], words: list[Word]) -> QuerySet[Findable]:
    """With the places where the words are: title and names whole, of the rest the pieces around them."""
    if not words:
        return rows.defer("head", "words", "text")
    whole = f"{_MARKS}HighlightAll=true"
    pieces = f"{_MARKS}MaxFragments=2, MaxWords=24, MinWords=10, FragmentDelimiter={CUT}"
    return rows.defer("head", "words").annotate(
        in_title=_headline("title", words, whole),
        in_names=_headline("names", words, whole),
        in_summary=_headline("summary", words, whole),
        in_text=_headline("text", words, pieces),
    )


def _headline(column: str, words: list[Word], options: str) -> Any:
    plain = Func(F(column), Value(ACCENTED), Value(PLAIN), function="translate")
    return Func(
        Value("italian"), plain, query_of(words, "||"), Value(options),
        function="ts_headline", template="%(function)s(%(expressions)s)", output_field=TextField(),
    )  # fmt: skip


def count_facets(found: QuerySet[Any], asked: Asked, all_of: str = "") -> tuple[dict[str, list[Choice]], int]:
    """For each filter its values with how many things they would find beside the other filters; and the total.

    One question: what the words find is read once, and counted once for each filter.
    """
    inner, params = found.query.sql_with_params()
    chosen = {name: (KINDS[v] if name == "tipo" else v) for name, v in asked.filters().items()}
    parts, given = [], list(params)
    where, values = _where(chosen, "")
    parts.append(f"SELECT '' AS filter, '' AS value, '' AS words, count(*) AS n FROM hits WHERE {where}")  # noqa: S608
    given += values
    for name in FILTERS:
        column, words, table = _VALUES[name]
        where, values = _where(chosen, name)
        named = f"JOIN {table} named ON named.id = counted.value" if table else ""
        parts.append(
            f"(SELECT '{name}', counted.value::text, {words}, counted.n FROM"  # noqa: S608
            f" (SELECT value, count(*) AS n FROM (SELECT {column} AS value FROM hits WHERE {where}) each"
            f" GROUP BY 1 ORDER BY coalesce(value::text = %s, false) DESC, 2 DESC, 1 LIMIT %s) counted {named})"
        )
        given += [*values, str(chosen.get(name, "")), ALL if name == all_of else SHOWN]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH hits AS MATERIALIZED ({inner}) {' UNION ALL '.join(parts)}", given)
        rows = cursor.fetchall()
    kinds = {str(kind): value for value, kind in KINDS.items()}
    facets: dict[str, list[Choice]] = {name: [] for name in FILTERS}
    total = 0
    for name, value, words, count in rows:
        if not name:
            total = count
        elif value:
            facets[name].append(Choice(kinds[value] if name == "tipo" else value, count, words))
    return facets, total


def _where(chosen: dict[str, str], without: str) -> tuple[str, list[str]]:
    kept = {name: value for name, value in chosen.items() if name != without}
    return " AND ".join(_CONDITIONS[name] for name in kept) or "true", list(kept.values())


def found_somewhere(words: Iterable[Word]) -> list[bool]:
    """For each word whether anything public has it: one question."""
    tests, params = [], []
    for word in words:
        expression = matches([word])
        tests.append(f"EXISTS (SELECT 1 FROM {Findable._meta.db_table} WHERE {expression.sql})")  # noqa: S608
        params += expression.params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(tests)}", params)
        return list(cursor.fetchone())
