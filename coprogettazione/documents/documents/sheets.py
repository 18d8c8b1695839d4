# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables for a spreadsheet: the same rows as ODS, XLSX or CSV, numbers as numbers and dates as dates.

Nothing typed by somebody else can become a formula on the reader's computer (OWASP, «CSV injection»): ODS and
XLSX say of each cell that it is text; in CSV, which cannot, a text that begins like a formula is preceded by
an apostrophe.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from odf.dc import Title
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableColumnProperties, TextProperties
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from coprogettazione.wording import ROME

Cell = str | Promise | int | Decimal | date | datetime | None
#: Excel takes in a cell 32,767 characters: longer texts are cut, and say so.
LONGEST = 32_000
CUT = " […]"
#: What a spreadsheet reads as the beginning of a formula, also in the wide characters of Asian keyboards.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Characters that the XML of ODS and XLSX cannot hold.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: A code that a spreadsheet would spoil as a number: a zero lost at its head, digits lost at its end.
SPOILT_AS_NUMBER = re.compile(r"0\d+|\d{16,}")
SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Sheet:
    """One table: its name (31 characters are kept), its headings, its rows.

    A cell is a text, a whole number, a Decimal (euro, points), a day, an instant with time zone, or None for
    an empty one. A float is refused: money and points are Decimal.
    """

    name: str | Promise
    headers: Sequence[str | Promise]
    rows: Iterable[Sequence[Cell]]

    @property
    def tab(self) -> str:
        """The name as a spreadsheet accepts it."""
        return SHEET_NAME.sub(" ", str(self.name))[:31].strip() or "1"


def as_xlsx(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The tables as an Office Open XML workbook, one tab each, headings kept in sight."""
    # Looked at before the first is written: openpyxl leaves a file open when a cell stops it half way.
    tables = [(sheet, [[_plain(value) for value in row] for row in sheet.rows]) for sheet in sheets]
    book = Workbook(write_only=True)
    book.properties.title = title
    for sheet, rows in tables:
        tab = book.create_sheet(sheet.tab)
        tab.freeze_panes = "A2"
        for number, words in enumerate(sheet.headers, 1):
            tab.column_dimensions[get_column_letter(number)].width = _width(words)
        tab.append([_heading(tab, words) for words in sheet.headers])
        for row in rows:
            tab.append([_xlsx_cell(tab, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The tables as an OpenDocument spreadsheet, the format that art. 68 CAD prefers, one tab each."""
    book = OpenDocumentSpreadsheet()
    book.meta.addElement(Title(text=title))
    bold = Style(name="heading", family="table-cell")
    bold.addElement(TextProperties(fontweight="bold"))
    wide = Style(name="wide", family="table-column")
    wide.addElement(TableColumnProperties(columnwidth="4.5cm"))
    for style in (bold, wide):
        book.automaticstyles.addElement(style)
    for sheet in sheets:
        table = Table(name=sheet.tab)
        table.addElement(TableColumn(stylename=wide, numbercolumnsrepeated=max(len(sheet.headers), 1)))
        table.addElement(_ods_row([_ods_cell(words, stylename=bold) for words in sheet.headers]))
        for row in sheet.rows:
            table.addElement(_ods_row([_ods_cell(value) for value in row]))
        book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def as_csv(title: str, sheets: Sequence[Sheet]) -> bytes:
    """One table as CSV, as Excel and LibreOffice open it in Italy with a double click.

    Semicolons, because in Italian the comma is in the numbers; UTF-8 with its mark, without which Excel takes
    the letters with an accent for others; days and instants as 2026-03-02 and 2026-03-02 09:00:00 on the clock
    of Rome. A code of digits that a spreadsheet would spoil (a codice fiscale that begins with zero) is
    written ="01234567890". Raises ValueError for anything but one table: a CSV has no tabs.
    """
    if len(sheets) != 1:
        raise ValueError(f"{title}: a CSV holds one table, not {len(sheets)}")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_cell(words) for words in sheets[0].headers])
    for row in sheets[0].rows:
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


#: Extension → media type and the function that writes it.
FORMATS: dict[str, tuple[str, Callable[[str, Sequence[Sheet]], bytes]]] = {
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", as_ods),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}


def _plain(value: Cell) -> str | int | Decimal | date | datetime | None:
    """The value that is written: lazy words said, instants on the clock of Rome, texts that a cell holds."""
    match value:
        case bool() | float():
            raise TypeError(f"a cell cannot hold {value!r}")
        case None | int() | Decimal():
            return value
        case datetime():
            if timezone.is_naive(value):
                raise TypeError(f"an instant without time zone: {value!r}")
            return value.astimezone(ROME).replace(tzinfo=None, microsecond=0)
        case date():
            return value
        case str() | Promise():
            text = UNPRINTABLE.sub("\ufffd", str(value))
            return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
    raise TypeError(f"a cell cannot hold a {type(value).__name__}")


def _width(words: str | Promise) -> int:
    return min(max(len(str(words)) + 2, 14), 40)


def _heading(tab: Any, words: str | Promise) -> Any:
    cell = _xlsx_cell(tab, str(words))
    cell.font = Font(bold=True)
    return cell


def _xlsx_cell(tab: Any, plain: Any) -> Any:
    cell = WriteOnlyCell(tab, value=plain)
    match plain:
        case str():
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text="\n" in plain)
            if plain.startswith(FORMULA_STARTS):
                # Stays a text also when somebody edits the cell.
                cell.quotePrefix = True
        case Decimal():
            cell.number_format = "#,##0.00"
        case datetime():
            cell.number_format = "dd/mm/yyyy hh:mm:ss"
        case date():
            cell.number_format = "dd/mm/yyyy"
    return cell


def _ods_row(cells: list[Any]) -> Any:
    row = TableRow()
    for cell in cells:
        row.addElement(cell)
    return row


def _ods_cell(value: Cell, **style: Any) -> Any:
    plain = _plain(value)
    match plain:
        case None:
            return TableCell(**style)
        case int() | Decimal():
            said = format(plain, "f") if isinstance(plain, Decimal) else str(plain)
            cell = TableCell(valuetype="float", value=said, **style)
        case date():  # an instant too
            said = plain.isoformat()
            cell = TableCell(valuetype="date", datevalue=said, **style)
        case str():
            said = plain
            cell = TableCell(valuetype="string", **style)
    for line in said.split("\n"):
        cell.addElement(P(text=line))
    return cell


def _csv_cell(value: Cell) -> str:
    plain = _plain(value)
    match plain:
        case None:
            return ""
        case Decimal():
            return format(plain, "f").replace(".", ",")
        case int():
            return str(plain)
        case datetime():
            return plain.isoformat(sep=" ")
        case date():
            return plain.isoformat()
    if SPOILT_AS_NUMBER.fullmatch(plain):
        return f'="{plain}"'
    return f"'{plain}" if plain.startswith(FORMULA_STARTS) else plain
