# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cells of a spreadsheet that somebody sends: what is written in them, never what a formula would compute."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.sax import SAXException

from django.utils.translation import gettext_lazy as _
from odf.namespaces import TABLENS
from odf.opendocument import load
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from coprogettazione.documents.documents.sheets import XLSX
from coprogettazione.records.refusals import Invalid

#: What is read of a file: bytes once unpacked, sheets, rows of a sheet and cells of a row.
UNPACKED = 8_000_000
MOST_SHEETS = 12
MOST_ROWS = 2000
MOST_COLUMNS = 60
#: Longest text of a cell that is read.
LONGEST = 2000


@dataclass(frozen=True)
class FormulaFound:
    """A cell that computes: what it shows depends on the program that opens it, so it is not read."""


#: What a cell holds; None when it is empty.
Read = str | Decimal | FormulaFound | None


@dataclass(frozen=True)
class ReadSheet:
    """A sheet: its name, and its rows that are not empty, with their number from 1 as the program shows it."""

    name: str
    rows: list[tuple[int, list[Read]]]


def sheets_in(content: bytes, media_type: str) -> list[ReadSheet]:
    """Read an ODS or an XLSX already looked at (`check_upload`). Raises Invalid: it unpacks to too much, it is longer
    than a plan can be, it does not open.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED:
                raise Invalid(_("Il file è troppo grande per essere un piano economico."))
        found = _xlsx(content) if media_type == XLSX else _ods(content)
        return [ReadSheet(name, list(rows)) for name, rows in found]
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, SAXException, InvalidFileException, KeyError, ValueError,
        TypeError, AttributeError, IndexError, OSError, SyntaxError, OverflowError,
    ) as error:  # fmt: skip
        # Whatever the libraries stumble on in a file made to trip them up.
        raise Invalid(_("Il file non si apre: aprilo e salvalo di nuovo in ODS o in XLSX.")) from error


def _kept(number: int, cells: Iterator[Read]) -> tuple[int, list[Read]] | None:
    row = [cell for _place, cell in zip(range(MOST_COLUMNS), cells, strict=False)]
    if all(cell is None for cell in row):
        return None
    if number > MOST_ROWS:
        raise Invalid(_("Il foglio ha più di %(n)s righe: è troppo lungo.") % {"n": MOST_ROWS})
    return number, row


def _xlsx(content: bytes) -> Iterator[tuple[str, Iterator[tuple[int, list[Read]]]]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        for tab in book.worksheets[:MOST_SHEETS]:
            # What the file says of its own size is a claim.
            tab.reset_dimensions()
            yield tab.title, _xlsx_rows(tab)
    finally:
        book.close()


def _xlsx_rows(tab: Any) -> Iterator[tuple[int, list[Read]]]:
    for number, cells in enumerate(tab.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 1), start=1):
        if kept := _kept(number, (_xlsx_cell(cell) for cell in cells)):
            yield kept


def _xlsx_cell(cell: Any) -> Read:
    return FormulaFound() if cell.data_type == "f" else _plain(cell.value)


def _ods(content: bytes) -> Iterator[tuple[str, Iterator[tuple[int, list[Read]]]]]:
    book = load(io.BytesIO(content))
    for table in book.spreadsheet.getElementsByType(Table)[:MOST_SHEETS]:
        yield str(table.getAttribute("name") or ""), _ods_rows(table)


def _ods_rows(table: Any) -> Iterator[tuple[int, list[Read]]]:
    number = 1
    for row in table.getElementsByType(TableRow):
        times = _times(row, "number-rows-repeated")
        cells = list(_ods_cells(row))
        # An empty row may stand for a million of them.
        for place in range(number, number + times) if any(c is not None for c in cells) else ():
            if kept := _kept(place, iter(cells)):
                yield kept
        number += times


def _ods_cells(row: Any) -> Iterator[Read]:
    given = 0
    for cell in row.childNodes:
        if getattr(cell, "qname", None) not in (TableCell().qname, CoveredTableCell().qname):
            continue
        value = _ods_cell(cell)
        for _time in range(min(_times(cell, "number-columns-repeated"), MOST_COLUMNS - given)):
            given += 1
            yield value


def _ods_cell(cell: Any) -> Read:
    if cell.getAttrNS(TABLENS, "formula"):
        return FormulaFound()
    kind = cell.getAttribute("valuetype")
    if kind in ("float", "currency", "percentage"):
        return _number(cell.getAttribute("value"))
    if kind == "date":
        return _plain(str(cell.getAttribute("datevalue")))
    return _plain("\n".join(str(line) for line in cell.getElementsByType(P)))


def _times(element: Any, name: str) -> int:
    said = element.getAttrNS(TABLENS, name)
    return max(1, min(int(said), 10**7)) if said else 1


def _plain(value: Any) -> Read:
    match value:
        case None:
            return None
        case bool():
            return "sì" if value else "no"
        case int() | float() | Decimal():
            return _number(value)
        case datetime() | date():
            return value.isoformat()
    return str(value).strip()[:LONGEST] or None


def _number(value: Any) -> Read:
    try:
        # Programs keep numbers as binary fractions: a cent is what people see of them.
        read = Decimal(str(value))
        return read.quantize(Decimal("0.000001")).normalize() if read.is_finite() else str(value)
    except InvalidOperation:
        return str(value)[:LONGEST]
