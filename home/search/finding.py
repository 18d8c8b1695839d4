# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search itself: at most four questions to the database, whatever is asked and however much there is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Func, RawSQL

from home.models.search import Findable
from home.search.asked import FILTERS, KINDS, Asked
from home.search.folding import ACCENTED, PLAIN
from home.search.states import state_at
from home.search.words import Word, matches, matches_all, query_of, words_of

PER_PAGE = 20
#: Values of a filter that are shown, the most frequent first; and when all are asked for.
SHOWN, ALL = 8, 300
#: The order in which things were published; what has no day of its own comes last.
LATEST_FIRST = (F("published_at").desc(nulls_last=True), F("pk").desc())
#: Around a word that was found, in what PostgreSQL hands back; letters of nobody's language.
BEGIN, END, CUT = "\ue000", "\ue001", "\ue002"
_MARKS = f"StartSel={BEGIN}, StopSel={END}, "

#: How a condition on words is put: for who reads a few of those that have them, or all.
Has = Callable[[list[Word], str], RawSQL]

#: Filter → how a row of `hits` answers it.
_CONDITIONS = {
    "tipo": "kind = %s",
    "stato": "state = %s",
    "tema": "%s = ANY(themes)",
    "comune": "%s::int = ANY(comuni)",
    "ente": "%s::int = ANY(bodies)",
    "anno": "year = %s::int",
}
#: Filter → its column, its values in a row, the words for a value, the table that has them.
_VALUES = {
    "tipo": ("kind", "kind", "''", ""),
    "stato": ("state", "state", "''", ""),
    "tema": ("themes", "unnest(themes)", "''", ""),
    "comune": ("comuni", "unnest(comuni)", "named.name", "coprogettazione_comune"),
    "ente": (
        "bodies",
        "unnest(bodies)",
        "coalesce(nullif(named.short_name, ''), named.name)",
        "coprogettazione_organisation",
    ),
    "anno": ("year", "year", "''", ""),
}
_COLUMNS = [column for column, *_rest in _VALUES.values()]


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
    return Found(
        asked, _page(asked, words, at, partial, count, number, per_page), facets, words, missing, partial
    )


def _page(
    asked: Asked,
    words: list[Word],
    at: datetime,
    partial: bool,
    count: int,
    number: str | None,
    per_page: int,
) -> Any:
    """The rows of a page; what explains them is looked for in those alone."""
    together = "||" if partial else "&&"
    # Of the latest PostgreSQL reads a few, if the words are frequent; to say which fit best it reads them all.
    has = matches if asked.ordine == "data" else matches_all
    rows = ordered(matching(asked, words, at, together, has), asked, words, at, partial)
    paginator = Paginator(rows.values("pk") if words else explained(rows, words), per_page)
    paginator.count = count
    page: Any = paginator.get_page(number)
    if words:
        shown = explained(Findable.objects.filter(pk__in=page.object_list), words)
        page.object_list = ordered(shown, asked, words, at, partial, few=True)
    return page


def with_words(words: list[Word], together: str = "&&", has: Has = matches) -> QuerySet[Findable]:
    """Everything in which the words are."""
    found = Findable.objects.order_by()
    return found if not words else found.filter(has(words, together))


def hits(asked: Asked, words: list[Word], at: datetime, together: str = "&&") -> QuerySet[Any]:
    """What the words find, with the columns that filters count."""
    return with_words(words, together, matches_all).values(
        "kind", "themes", "comuni", "bodies", "year", state=state_at(at)
    )


def matching(
    asked: Asked, words: list[Word], at: datetime, together: str = "&&", has: Has = matches
) -> QuerySet[Findable]:
    """What the words find and the filters keep."""
    found = with_words(words, together, has)
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
    found: QuerySet[Findable], asked: Asked, words: list[Word], at: datetime, partial: bool, few: bool = False
) -> QuerySet[Findable]:
    """In the order asked for: by how well the words fit, unless it is said otherwise or there are none.

    `few` says that they are the rows of a page: the words of each are looked at, not everything that has them.
    """
    if asked.ordine == "termine":
        to_come = Case(When(ends_at__gt=at, then=F("ends_at")))
        return found.order_by(to_come.asc(nulls_last=True), *LATEST_FIRST)
    if asked.ordine == "data":
        return found.order_by(*LATEST_FIRST)
    if not words:
        still_open = Case(When(kind=KINDS["avvisi"], phase="PUBLISHED", ends_at__gt=at, then=0), default=1)
        return found.order_by(*([still_open] if asked.tipo == "avvisi" else []), *LATEST_FIRST)
    fit = SearchRank(F("head"), query_of(words, "||" if partial else "&&"))
    if partial and len(words) > 1:
        had: Any = Value(0)
        for word in words:
            everywhere = with_words([word], has=matches_all).values("pk")
            condition: Any = matches([word]) if few else Q(pk__in=everywhere)
            had = had + Case(When(condition, then=1), default=0)
        return found.order_by(had.desc(), fit.desc(), *LATEST_FIRST)
    return found.order_by(fit.desc(), *LATEST_FIRST)


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

    One question, which reads what the words find once and counts it by each column at the same time: `counted` has a
    row for each value of a column that there is (for a list, each list), then lists are taken apart.
    """
    inner, params = found.query.sql_with_params()
    chosen = {name: (KINDS[v] if name == "tipo" else v) for name, v in asked.filters().items()}
    counts, names = [], {}
    given: list[Any] = []
    for name in ("", *chosen):
        where, values = _where(chosen, name)
        names[name] = f"n_{name}"
        counts.append(f"count(*) FILTER (WHERE {where}) AS {names[name]}")
        given += values
    given += params
    parts = [f"SELECT '' AS filter, '' AS value, '' AS words, {names['']} AS n FROM counted WHERE {_by('')}"]  # noqa: S608
    for name in FILTERS:
        column, value, words, table = _VALUES[name]
        n = names.get(name, names[""])
        named = f"JOIN {table} named ON named.id = told.value" if table else ""
        parts.append(
            f"(SELECT '{name}', told.value::text, {words}, told.n FROM"  # noqa: S608
            f" (SELECT value, sum(n)::bigint AS n FROM"
            f" (SELECT {value} AS value, {n} AS n FROM counted WHERE {_by(column)} AND {n} > 0) each"
            f" GROUP BY 1 ORDER BY coalesce(value::text = %s, false) DESC, 2 DESC, 1 LIMIT %s) told {named}"
            f" ORDER BY coalesce(told.value::text = %s, false) DESC, told.n DESC, told.value)"
        )
        own = str(chosen.get(name, ""))
        given += [own, ALL if name == all_of else SHOWN, own]
    columns = ", ".join(_COLUMNS)
    sets = ", ".join(f"({column})" for column in ("", *_COLUMNS))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH counted AS MATERIALIZED (SELECT {columns}, grouping({columns}) AS by, {', '.join(counts)}"  # noqa: S608
            f" FROM ({inner}) hits GROUP BY GROUPING SETS ({sets})) {' UNION ALL '.join(parts)}",
            given,
        )
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


def _by(column: str) -> str:
    """Which rows of `counted` are those of a column: PostgreSQL sets a bit for each column that is not counted by."""
    bits = "".join("0" if column == other else "1" for other in _COLUMNS)
    return f"by = {int(bits, 2)}"


def _where(chosen: dict[str, str], without: str) -> tuple[str, list[str]]:
    kept = {name: value for name, value in chosen.items() if name != without}
    return " AND ".join(_CONDITIONS[name] for name in kept) or "true", list(kept.values())


def found_somewhere(words: Iterable[Word]) -> list[bool]:
    """For each word whether anything public has it: one question."""
    tests, params = [], []
    for word in words:
        expression = matches_all([word])
        # Counted and not EXISTS, for which PostgreSQL would read the rows one after the other until it finds one.
        tests.append(f"(SELECT count(*) > 0 FROM {Findable._meta.db_table} WHERE {expression.sql})")  # noqa: S608
        params += expression.params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(tests)}", params)
        return list(cursor.fetchone())
