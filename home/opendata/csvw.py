# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The metadata of a CSV, as «CSV on the Web» (W3C) wants them beside it."""

from typing import Any

from coprogettazione.wording import in_italian
from home.opendata.columns import Column, Kind
from home.opendata.dataset import Dataset
from home.opendata.texts import DELIMITER, LICENCE

MEDIA_TYPE = "application/csvm+json"


@in_italian
def metadata(dataset: Dataset, address: str, page: str) -> dict[str, Any]:
    """What the CSV at `address` holds: dialect, licence, a description of each column."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "it"}],
        "url": address,
        "dc:title": str(dataset.title),
        "dc:description": str(dataset.about),
        "dc:license": {"@id": LICENCE},
        "dc:source": str(dataset.law),
        "rdfs:seeAlso": {"@id": page},
        "dialect": {
            "encoding": "utf-8",
            "delimiter": DELIMITER,
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "headerRowCount": 1,
            "lineTerminators": ["\r\n", "\n"],
        },
        "notes": [
            {
                "rdfs:comment": "Il file comincia con il segno UTF-8 (BOM). Un testo che comincia con = + - @ è "
                "preceduto da un apostrofo, perché un foglio di calcolo non lo prenda per una formula."
            }
        ],
        "tableSchema": {
            "columns": [_column(column) for column in dataset.columns],
            **({"primaryKey": dataset.key} if dataset.key else {}),
        },
    }


def _column(column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:title": str(column.title),
        "dc:description": _about(column),
        "datatype": _datatype(column),
        "required": column.required,
    }
    if column.kind is Kind.LIST:
        said["separator"] = ", "
    if column.term:
        said["propertyUrl"] = column.term
    return said


def _datatype(column: Column) -> str | dict[str, Any]:
    if column.choices:
        return {"base": "string", "format": "|".join(code for code, _words in column.codes)}
    return column.kind.value.xsd


def _about(column: Column) -> str:
    codes = "; ".join(f"{code}: {words}" for code, words in column.codes)
    return f"{column.about} {codes}".strip()
