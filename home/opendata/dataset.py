# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dataset: its columns, its rows, what it can be asked, when it last changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.functional import Promise

from coprogettazione.wording import in_italian
from home.opendata.columns import Column, Value

#: Rows fetched at a time by the server-side cursor.
CHUNK = 2000
#: The themes of the European catalogues (authority "data-theme").
SOCIETY, GOVERNMENT, ECONOMY = "SOCI", "GOVE", "ECON"
#: Rows that are published, and what they are asked: name → value.
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Filter:
    """A question that a dataset answers: `apply` narrows its rows. `kind` is how the value is read (`asking`)."""

    name: str
    about: str | Promise
    kind: str
    apply: Callable[[Rows, Any], Rows]
    codes: tuple[str, ...] = ()


def by(name: str, about: str | Promise, kind: str, lookup: str, codes: tuple[str, ...] = ()) -> Filter:
    """A filter on one lookup."""
    return Filter(name, about, kind, lambda found, value: found.filter(**{lookup: value}), codes)


@dataclass(frozen=True)
class Dataset:
    """A table of published facts. `key` is the column that names a row, where one does; `last` tells the instant
    of the last change of any row; `keywords` and `themes` are for the catalogue.

    `started` gives what a reader does not ask: {filter: value} on a day (the year of the sums received).
    """

    id: str
    title: str | Promise
    about: str | Promise
    law: str | Promise
    columns: tuple[Column, ...]
    published: Callable[[], Rows]
    filters: tuple[Filter, ...]
    last: Callable[[], datetime | None]
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = (SOCIETY, GOVERNMENT)
    key: str = ""
    started: Callable[[date], Mapping[str, Any]] = field(default=lambda day: {})

    def found(self, asked: Mapping[str, Any]) -> Rows:
        """The published rows that answer; what is None was not asked."""
        found = self.published()
        for question in self.filters:
            if (value := asked.get(question.name)) is not None:
                found = question.apply(found, value)
        return found

    def rows(self, found: Rows, site: str, *, streaming: bool = False) -> Iterator[list[Value]]:
        """The values of each row, column by column, in Italian; through a server-side cursor when `streaming`."""
        sources = [source for column in self.columns for source in column.sources]
        read = found.values_list(*sources)
        ends, place = [], 0
        for column in self.columns:
            ends.append((column, place, place + len(column.sources)))
            place += len(column.sources)

        @in_italian
        def said(row: tuple[Any, ...]) -> list[Value]:
            return [column.value(row[start:end], site) for column, start, end in ends]

        for row in read.iterator(chunk_size=CHUNK) if streaming else read:
            yield said(row)

    def longest(self, column: Column) -> int | None:
        """How many characters a text of the column has at most: what the database keeps; None where it has no end."""
        if column.longest:
            return column.longest
        *path, last = str(column.source).split("__")
        model = self.published().model
        for step in path:
            model = model._meta.get_field(step).related_model
        return cast("int | None", model._meta.get_field(last).max_length)

    def key_column(self) -> Column:
        """The column that names a row."""
        return next(column for column in self.columns if column.name == self.key)


@dataclass(frozen=True)
class Measured:
    """A dataset as it stands now: how many rows, and when the last one changed."""

    dataset: Dataset
    rows: int
    updated: datetime | None


def measured(datasets: Iterable[Dataset]) -> list[Measured]:
    """The datasets as they stand now. What several of them have in common is asked once."""
    told: dict[Callable[[], datetime | None], datetime | None] = {}
    found = []
    for dataset in datasets:
        rows = dataset.published().order_by().count()
        if dataset.last not in told:
            told[dataset.last] = dataset.last()
        found.append(Measured(dataset, rows, told[dataset.last] if rows else None))
    return found


def latest(*instants: datetime | None) -> datetime | None:
    """The latest of those that there are."""
    return max((instant for instant in instants if instant), default=None)
