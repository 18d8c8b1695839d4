# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same table as ODS, XLSX and CSV, read again by the libraries of those formats."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from odf.opendocument import load
from odf.table import Table, TableCell, TableRow
from openpyxl import load_workbook

from coprogettazione.documents.documents import FORMATS, Sheet, as_csv, as_ods, as_xlsx

#: What somebody may type to have a program started on the officer's computer.
ATTACKS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1")
INSTANT = datetime(2026, 3, 2, 8, 0, 5, 99, tzinfo=UTC)
ROW = ("La Lanterna", 3, Decimal("1234.50"), date(2026, 3, 2), INSTANT, None, "01234567890")
HEADERS = ("Ente", "Operatori", "Euro", "Giorno", "Istante", "Vuota", "Codice fiscale")


def sheet(*rows: Any, name: str = "Domande") -> Sheet:
    return Sheet(name, HEADERS, rows)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_ods(data: bytes) -> list[list[tuple[str | None, str]]]:
    """Type and value of each cell."""
    table = load(io.BytesIO(data)).spreadsheet.getElementsByType(Table)[0]
    return [
        [
            (
                cell.getAttribute("valuetype"),
                str(cell.getAttribute("value") or cell.getAttribute("datevalue") or cell),
            )
            for cell in row.getElementsByType(TableCell)
        ]
        for row in table.getElementsByType(TableRow)
    ]


def test_a_workbook_keeps_numbers_as_numbers_and_days_as_days_on_the_clock_of_rome() -> None:
    book = load_workbook(io.BytesIO(as_xlsx("Domande", [sheet(ROW)])))
    cells = list(book["Domande"].rows)[1]
    assert [cell.value for cell in cells] == [
        "La Lanterna", 3, 1234.5, datetime(2026, 3, 2), datetime(2026, 3, 2, 9, 0, 5), None, "01234567890",  # noqa: DTZ001
    ]  # fmt: skip
    assert [cell.number_format for cell in cells[2:5]] == ["#,##0.00", "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"]
    assert (book.properties.title, book["Domande"].freeze_panes) == ("Domande", "A2")


def test_an_opendocument_sheet_says_the_type_of_each_cell() -> None:
    found = read_ods(as_ods("Domande", [sheet(ROW)]))
    assert [words for _type, words in found[0]] == list(HEADERS)
    assert found[1] == [
        ("string", "La Lanterna"), ("float", "3"), ("float", "1234.50"), ("date", "2026-03-02"),
        ("date", "2026-03-02T09:00:05"), (None, ""), ("string", "01234567890"),
    ]  # fmt: skip


def test_a_csv_opens_with_a_double_click_in_italy() -> None:
    data = as_csv("Domande", [sheet(ROW)])
    assert data.startswith("\ufeffEnte;Operatori;".encode())
    assert read_csv(data)[1] == [
        "La Lanterna", "3", "1234,50", "2026-03-02", "2026-03-02 09:00:05", "", '="01234567890"',
    ]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_somebody_typed_never_becomes_a_formula(attack: str) -> None:
    one = Sheet("Uno", ["Testo"], [[attack]])
    cell = load_workbook(io.BytesIO(as_xlsx("", [one])))["Uno"]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert read_ods(as_ods("", [one]))[1][0][0] == "string"
    assert read_csv(as_csv("", [one]))[1][0].startswith("'")


def test_a_negative_amount_is_a_number_not_an_attack() -> None:
    assert read_csv(as_csv("", [Sheet("Uno", ["Euro"], [[Decimal("-3.50")]])]))[1] == ["-3,50"]


def test_what_no_cell_can_hold_is_replaced_or_cut_in_sight() -> None:
    one = Sheet("Uno", ["Testo"], [["a\x00b\x0bc\ud800"], ["x" * 40_000]])
    rows = list(load_workbook(io.BytesIO(as_xlsx("", [one])))["Uno"].values)
    assert rows[1][0] == "a\ufffdb\ufffdc\ufffd"
    assert (len(str(rows[2][0])), str(rows[2][0])[-4:]) == (32_000, " […]")
    assert read_ods(as_ods("", [one]))[1][0][1] == "a\ufffdb\ufffdc\ufffd"


def test_each_table_has_its_tab_and_a_csv_holds_one_only() -> None:
    two = [sheet(ROW, name="Enti: [tutti]/" + "x" * 40), sheet(name="Righe")]
    book = load_workbook(io.BytesIO(as_xlsx("", two)))
    assert [len(name) <= 31 for name in book.sheetnames] == [True, True]
    with pytest.raises(ValueError, match="one table, not 2"):
        as_csv("", two)


@pytest.mark.parametrize("value", [1.5, True, datetime(2026, 3, 2), object()])  # noqa: DTZ001
@pytest.mark.parametrize("write", [write for _type, write in FORMATS.values()])
def test_a_cell_refuses_what_has_no_single_meaning(write: Any, value: Any) -> None:
    with pytest.raises(TypeError):
        write("", [Sheet("Uno", ["Valore"], [[value]])])
