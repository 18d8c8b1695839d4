# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the API answers with, as schemas: those of the datasets are made from their columns."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from home.opendata.columns import Column, Kind
from home.opendata.dataset import Dataset

Int32 = Annotated[int, Field(ge=0, le=2**31 - 1, json_schema_extra={"format": "int32"})]
#: Kind of a column → the type of its value.
TYPES: dict[Kind, Any] = {
    Kind.INTEGER: Int32,
    Kind.ID: Annotated[int, Field(ge=0, le=2**63 - 1, json_schema_extra={"format": "int64"})],
    Kind.MONEY: Annotated[float, Field(json_schema_extra={"format": "double"})],
    Kind.NUMBER: Annotated[float, Field(json_schema_extra={"format": "double"})],
    Kind.DAY: date,
    Kind.INSTANT: datetime,
    Kind.LINK: str,
    Kind.LIST: list[str],
}


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="allow")
    type: str = Field("about:blank", json_schema_extra={"format": "uri-reference"}, max_length=200)
    status: Int32 = Field(description="Il codice HTTP.", examples=[400])
    title: str = Field(description="In breve.", max_length=200)
    detail: str = Field(description="Che cosa non va, e che cosa fare.", max_length=4000)


class Links(Schema):
    """Where the other pages are."""

    corrente: str
    prima: str
    precedente: str | None
    successiva: str | None
    ultima: str


class DatasetEntry(Schema):
    """A dataset: what it is, its files."""

    id: str
    titolo: str
    descrizione: str
    norma: str
    righe: Int32
    aggiornato_il: datetime | None
    licenza: str
    pagina: str
    api: str
    file: dict[str, str]
    metadati: str


class DatasetList(Schema):
    """The datasets."""

    elementi: list[DatasetEntry]
    totale: Int32


def row_schema(dataset: Dataset) -> type[Schema]:
    """A row of a dataset."""
    fields: dict[str, Any] = {column.name: _field(column) for column in dataset.columns}
    return create_model(f"Riga{_name(dataset)}", __base__=Schema, **fields)


def page_schema(dataset: Dataset, row: type[Schema]) -> type[Schema]:
    """A page of rows, with how many there are and where the others are."""
    return create_model(
        f"Pagina{_name(dataset)}",
        __base__=Schema,
        elementi=(list[row], Field(max_length=MOST_PER_PAGE)),  # type: ignore[valid-type]
        totale=(Int32, Field(description="Quante righe rispondono in tutto.")),
        pagina=(Int32, Field(description="Il numero di questa pagina, da 1.")),
        per_pagina=(Int32, Field(description="Quante righe in una pagina.")),
        collegamenti=(Links, ...),
    )


#: Rows of one page: how many at most, how many unless asked.
MOST_PER_PAGE = 200
PER_PAGE = 50


def _name(dataset: Dataset) -> str:
    return dataset.id.title().replace("-", "")


def _field(column: Column) -> tuple[Any, Any]:
    kind: Any = TYPES.get(column.kind, str)
    about = f"{column.title}. {column.about}"
    extra: dict[str, Any] = {}
    if column.kind is Kind.LINK:
        extra["format"] = "uri"
    if column.codes:
        about += " " + "; ".join(f"{code}: {words}" for code, words in column.codes)
    if column.term:
        extra["x-refersTo"] = column.term
    filled = column.required or column.kind in (Kind.TEXT, Kind.LIST)
    return (kind if filled else kind | None, Field(description=about, json_schema_extra=extra))
