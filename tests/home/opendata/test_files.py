# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files of the open data: the same rows in every format, and nothing in them that is not public."""

import csv
import io
import json

import pytest
from django.test import Client
from odf.opendocument import load
from odf.table import Table, TableCell, TableRow
from openpyxl import load_workbook

from home.opendata.tables import DATASETS
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db


def body(client: Client, address: str, status: int = 200) -> bytes:
    response = client.get(address)
    assert response.status_code == status, response.content
    return b"".join(response) if response.streaming else response.content


def table(client: Client, address: str) -> list[dict[str, str]]:
    text = body(client, address).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_every_dataset_comes_in_every_format_with_the_same_rows(client: Client) -> None:
    make_agreement()
    for dataset in DATASETS.values():
        rows = table(client, f"/dati/{dataset.id}.csv")
        told = json.loads(body(client, f"/dati/{dataset.id}.json"))["righe"]
        book = load_workbook(io.BytesIO(body(client, f"/dati/{dataset.id}.xlsx")), read_only=True)
        sheet = list(book.active.iter_rows(values_only=True))
        spreadsheet = load(io.BytesIO(body(client, f"/dati/{dataset.id}.ods"))).spreadsheet
        ods = spreadsheet.getElementsByType(Table)[0].getElementsByType(TableRow)
        assert len(rows) == len(told) == len(sheet) - 1 == len(ods) - 1, dataset.id
        names = [column.name for column in dataset.columns]
        assert list(sheet[0]) == names
        assert [str(cell) for cell in ods[0].getElementsByType(TableCell)] == names
        for row, said in zip(rows, told, strict=True):
            assert list(row) == list(said) == names
