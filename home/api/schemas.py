# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the API answers with, as schemas: those of the datasets are made from their columns."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from home.opendata.asking import MOST_FAULTS
from home.opendata.columns import Column, Kind
from home.opendata.dataset import Dataset
from home.opendata.formats import FORMATS


def told(**form: Any) -> Any:
    """The form of a value, told to who reads the description and not measured again at each answer."""
    return Field(json_schema_extra=form)


#: A comune has a name of 120 characters at most; there are fewer than 8,000 of them.
LONGEST_NAME, MOST_COMUNI = 120, 8000
#: An address with whatever was asked in it.
Address = Annotated[str, told(format="uri", maxLength=4000)]
Name = Annotated[str, told(maxLength=LONGEST_NAME)]
Words = Annotated[str, told(maxLength=1000)]
Int32 = Annotated[int, Field(ge=0, le=2**31 - 1, json_schema_extra={"format": "int32"})]
#: Kind of a column → the type of its value.
TYPES: dict[Kind, Any] = {
    Kind.INTEGER: Int32,
    Kind.ID: Annotated[int, Field(ge=0, le=2**63 - 1, json_schema_extra={"format": "int64"})],
    # Ten digits before the point in a row; a sum of rows has room for more.
    Kind.MONEY: Annotated[float, told(format="double", minimum=0, maximum=999_999_999_999.99)],
    Kind.NUMBER: Annotated[float, told(format="double", minimum=-9_999_999_999.99, maximum=9_999_999_999.99)],
    Kind.DAY: date,
    Kind.INSTANT: datetime,
    Kind.LINK: Address,
    Kind.LIST: Annotated[list[Name], told(minItems=0, maxItems=MOST_COMUNI)],
}


class Closed(Schema):
    """An object that holds nothing besides what is described: nothing leaves that nobody meant to publish."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": False})


class Problem(Closed):
    """What went wrong (RFC 9457)."""

    type: Annotated[str, told(format="uri-reference")] = Field(max_length=200, examples=["about:blank"])
    status: Annotated[int, told(format="int32")] = Field(
        ge=100, le=599, description="Il codice HTTP.", examples=[400]
    )
    title: str = Field(description="In breve.", max_length=200)
    detail: str = Field(description="Che cosa non va, e che cosa fare.", max_length=4000)
    faults: dict[str, Words] = Field(
        default_factory=dict,
        description="Che cosa non va in ciascun parametro, con il suo nome.",
        json_schema_extra={"maxProperties": MOST_FAULTS},
    )


class Links(Closed):
    """Where the other pages are."""

    corrente: Address
    prima: Address
    precedente: Address | None
    successiva: Address | None
    ultima: Address


class DatasetEntry(Closed):
    """A dataset: what it is, its files."""

    id: Annotated[str, told(maxLength=40)]
    titolo: Words
    descrizione: Words
    norma: Words
    righe: Int32
    aggiornato_il: datetime | None
    licenza: Address
    pagina: Address
    api: Address
    file: Annotated[dict[str, Address], told(maxProperties=len(FORMATS))]
    metadati: Address


class DatasetList(Closed):
    """The datasets."""

    elementi: Annotated[list[DatasetEntry], told(minItems=0, maxItems=100)]
    totale: Int32


def row_schema(dataset: Dataset) -> type[Schema]:
    """A row of a dataset."""
    fields: dict[str, Any] = {column.name: _field(dataset, column) for column in dataset.columns}
    return create_model(f"Riga{_name(dataset)}", __base__=Closed, **fields)


def page_schema(dataset: Dataset, row: type[Schema]) -> type[Schema]:
    """A page of rows, with how many there are and where the others are."""
    return create_model(
        f"Pagina{_name(dataset)}",
        __base__=Closed,
        elementi=(list[row], Field(min_length=0, max_length=MOST_PER_PAGE)),  # type: ignore[valid-type]
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


def _text(dataset: Dataset, column: Column) -> Any:
    if column.codes:
        empty = [] if column.required else [""]
        return Annotated[str, told(enum=[*(code for code, _words in column.codes), *empty])]
    longest = dataset.longest(column)
    return Annotated[str, told(maxLength=longest)] if longest else str


def _field(dataset: Dataset, column: Column) -> tuple[Any, Any]:
    kind: Any = _text(dataset, column) if column.kind is Kind.TEXT else TYPES[column.kind]
    about = f"{column.title}. {column.about}"
    extra: dict[str, Any] = {}
    if column.codes:
        about += " " + "; ".join(f"{code}: {words}" for code, words in column.codes)
    if column.term:
        extra["x-refersTo"] = column.term
    filled = column.required or column.kind in (Kind.TEXT, Kind.LIST)
    return (kind if filled else kind | None, Field(description=about, json_schema_extra=extra))
