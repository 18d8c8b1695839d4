# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files of the open data: the same rows in every format, a text is a text, a long table costs no memory."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from odf.opendocument import load
from odf.table import Table, TableCell, TableRow
from openpyxl import load_workbook

from coprogettazione.calls.models import Call
from coprogettazione.documents.documents.streams import MOST_ROWS, TooManyRows, write_ods, write_xlsx
from home.opendata.formats import FORMATS
from home.opendata.tables import DATASETS
from home.opendata.texts import csv_cell
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


def test_the_columns_of_before_are_where_they_were(client: Client) -> None:
    """Names never change and new columns come last: programs of others rely on them."""
    make_agreement()
    calls = body(client, "/avvisi/dati.csv").decode("utf-8-sig")
    assert calls.startswith(
        "sigla;titolo;stato;ente;pubblicato_il;termine;contributo_euro;mesi;cup;comuni;pagina;"
    )
    grants = body(client, "/convenzioni/dati.csv").decode("utf-8-sig")
    assert grants.startswith(
        "repertorio;titolo;avviso;cup;pubblicata_il;dal;al;totale_euro;contributo_euro;beneficiario;"
        "codice_fiscale;assegnato_euro;norma;ufficio;responsabile;scelta;pagina;"
    )


def test_a_file_says_its_name_its_size_and_where_it_is_described(client: Client) -> None:
    make_agreement()
    for form in FORMATS.values():
        response = client.get(f"/dati/avvisi.{form.extension}")
        content = b"".join(response)
        assert response["Content-Type"] == form.media_type
        assert response["Content-Disposition"] == f'attachment; filename="avvisi.{form.extension}"'
        assert int(response["Content-Length"]) == len(content)
        assert 'rel="describedby"; type="application/csvm+json"' in response["Link"]
        head = client.head(f"/dati/avvisi.{form.extension}")
        assert head["Content-Type"] == form.media_type
        assert head["Content-Length"]
        assert b"".join(head) == b""


def test_the_csv_opens_with_its_mark_and_says_sums_with_a_point_and_days_as_the_standard_wants(
    client: Client,
) -> None:
    make_agreement()
    assert body(client, "/dati/convenzioni.csv").startswith(b"\xef\xbb\xbfid;repertorio;")
    (row,) = table(client, "/dati/convenzioni.csv")
    assert row["totale_euro"] == "216000.00"
    assert row["dal"] == "2026-09-01"
    assert row["pubblicata_il"] == "2026-07-24T09:00:00+02:00"
    assert row["comuni"] == "Borgolieto, Castel Ombroso, Montechiaro Alto, Pieve Serena, Valdora"


@pytest.mark.parametrize("typed", ["=1+1", "+39", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(client: Client, typed: str) -> None:
    make_agreement()
    Call.objects.update(title=typed)
    assert table(client, "/dati/avvisi.csv")[0]["titolo"] == f"'{typed}"
    cells = load_workbook(io.BytesIO(body(client, "/dati/avvisi.xlsx"))).active
    assert cells["B2"].value == typed
    assert cells["B2"].data_type != "f"
    assert cells["B2"].quotePrefix
    row = load(io.BytesIO(body(client, "/dati/avvisi.ods"))).spreadsheet.getElementsByType(TableRow)[1]
    cell = row.getElementsByType(TableCell)[1]
    assert cell.getAttribute("valuetype") == "string"
    assert cell.getAttribute("formula") is None
    assert json.loads(body(client, "/dati/avvisi.json"))["righe"][0]["titolo"] == typed


def test_what_somebody_typed_is_never_markup(client: Client) -> None:
    make_agreement()
    Call.objects.update(title='</t></is></c><c r="A1">"&lt;\x0b;')
    said = '</t></is></c><c r="A1">"&lt;\ufffd;'
    assert load_workbook(io.BytesIO(body(client, "/dati/avvisi.xlsx"))).active["B2"].value == said
    row = load(io.BytesIO(body(client, "/dati/avvisi.ods"))).spreadsheet.getElementsByType(TableRow)[1]
    assert str(row.getElementsByType(TableCell)[1]) == said


def test_in_a_sheet_sums_are_numbers_and_days_are_days(client: Client) -> None:
    make_agreement()
    names = [column.name for column in DATASETS["convenzioni"].columns]
    total, begins = names.index("totale_euro"), names.index("dal")
    sheet = load_workbook(io.BytesIO(body(client, "/dati/convenzioni.xlsx"))).active
    row = next(sheet.iter_rows(min_row=2))
    assert row[total].value == 216000
    assert row[begins].value.date() == date(2026, 9, 1)
    ods = load(io.BytesIO(body(client, "/dati/convenzioni.ods"))).spreadsheet.getElementsByType(TableRow)[1]
    cells = ods.getElementsByType(TableCell)
    assert cells[total].getAttribute("value") == "216000.00"
    assert cells[begins].getAttribute("datevalue") == "2026-09-01"


def test_a_day_before_1900_and_a_small_negative_sum_are_written_as_they_are() -> None:
    assert csv_cell(Decimal("-0.10")) == "-0.10"
    assert csv_cell(date(1899, 12, 31)) == "1899-12-31"


@pytest.mark.parametrize("write", [write_ods, write_xlsx])
def test_more_rows_than_a_sheet_holds_are_refused(write: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from coprogettazione.documents.documents import streams

    monkeypatch.setattr(streams, "MOST_ROWS", 3)
    assert MOST_ROWS == 1_048_576

    def rows(count: int) -> Iterator[list[int]]:
        return ([number] for number in range(count))

    write(io.BytesIO(), "Prova", ["n"], rows(2))  # type: ignore[operator]
    with pytest.raises(TooManyRows):
        write(io.BytesIO(), "Prova", ["n"], rows(3))  # type: ignore[operator]


def test_a_table_too_long_for_a_sheet_sends_to_the_csv(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coprogettazione.documents.documents import streams

    make_agreement()
    monkeypatch.setattr(streams, "MOST_ROWS", 2)
    problem = json.loads(body(client, "/dati/parti.ods", 413))
    assert "CSV" in problem["detail"]
    assert len(table(client, "/dati/parti.csv")) == 4


@pytest.mark.parametrize(
    "address", ["/dati/niente.csv", "/dati/avvisi.exe", "/dati/niente/", "/dati/niente.csv-metadata.json"]
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
