# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dataset as CSV and as JSON, written a row at a time.

The CSV is the one that spreadsheets open in Italy with a double click: UTF-8 with its mark, semicolons, sums with
a point and no thousands, ISO days. A text that a spreadsheet would take for a formula is preceded by an apostrophe.
"""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import IO, Any

from coprogettazione.documents.documents.sheets import FORMULA_STARTS
from home.opendata.columns import Value
from home.opendata.dataset import Dataset

DELIMITER = ";"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def write_csv(out: IO[bytes], dataset: Dataset, rows: Iterable[list[Value]]) -> None:
    """The table as CSV."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    table = csv.writer(text, delimiter=DELIMITER)
    table.writerow([column.name for column in dataset.columns])
    table.writerows([csv_cell(value) for value in row] for row in rows)
    text.detach()


def csv_cell(value: Value) -> str:
    """The value as the CSV says it."""
    match value:
        case None:
            return ""
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case list():
            return csv_cell(", ".join(value))
        case str():
            return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return str(value)


def write_json(out: IO[bytes], dataset: Dataset, rows: Iterable[list[Value]], about: dict[str, Any]) -> None:
    """The table as one JSON object: what it is (`about`), then its rows, each an object."""
    names = [column.name for column in dataset.columns]
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    text.write(json.dumps(about, ensure_ascii=False)[:-1] + ', "righe": [')
    comma = "\n"
    for row in rows:
        text.write(
            comma + json.dumps(dict(zip(names, map(json_value, row), strict=True)), ensure_ascii=False)
        )
        comma = ",\n"
    text.write("\n]}\n")
    text.detach()


def json_value(value: Value) -> Any:
    """The value as JSON says it: sums are numbers."""
    match value:
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
    return value
