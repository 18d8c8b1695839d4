# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The formats in which each dataset is given: their names, their media types, who writes them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from coprogettazione.documents.documents.sheets import ODS, XLSX
from coprogettazione.documents.documents.streams import write_ods, write_xlsx
from home.opendata.columns import Value
from home.opendata.dataset import Dataset
from home.opendata.texts import LICENCE, write_csv, write_json

Rows = Iterable[list[Value]]


@dataclass(frozen=True)
class Format:
    """A format: its extension, its media type, its code in the European list, and who writes it into a file, given
    the dataset, its rows and the address of its page.
    """

    extension: str
    title: str
    media_type: str
    european: str
    write: Callable[[IO[bytes], Dataset, Rows, str], None]


def _csv(out: IO[bytes], dataset: Dataset, rows: Rows, address: str) -> None:
    write_csv(out, dataset, rows)


def _json(out: IO[bytes], dataset: Dataset, rows: Rows, address: str) -> None:
    about = {"id": dataset.id, "titolo": str(dataset.title), "licenza": LICENCE, "descrizione": address}
    write_json(out, dataset, rows, about)


def _xlsx(out: IO[bytes], dataset: Dataset, rows: Rows, address: str) -> None:
    write_xlsx(out, str(dataset.title), [column.name for column in dataset.columns], _flat(rows))


def _ods(out: IO[bytes], dataset: Dataset, rows: Rows, address: str) -> None:
    write_ods(out, str(dataset.title), [column.name for column in dataset.columns], _flat(rows))


def _flat(rows: Rows) -> Iterator[list[str | int | None]]:
    """The rows as a sheet holds them: a list is one text."""
    for row in rows:
        yield [", ".join(value) if isinstance(value, list) else value for value in row]  # type: ignore[misc]


FORMATS = {
    one.extension: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8", "CSV", _csv),
        Format("json", "JSON", "application/json", "JSON", _json),
        Format("ods", "ODS", ODS, "ODS", _ods),
        Format("xlsx", "XLSX", XLSX, "XLSX", _xlsx),
    )
}
