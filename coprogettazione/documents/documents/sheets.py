# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables for a spreadsheet: the same rows as ODS, XLSX or CSV, numbers as numbers and dates as dates; to be
read, or to be filled in (`filling`).

Nothing typed by somebody else can become a formula on the reader's computer (OWASP, «CSV injection»): ODS and
XLSX say of each cell that it is text; in CSV, which cannot, a text that begins like a formula is preceded by
an apostrophe.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from odf.dc import Title
from odf.number import Number, NumberStyle
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableColumnProperties, TableProperties, TextProperties
from odf.table import ContentValidations, Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from coprogettazione.documents.documents.filling import (
    Choice,
    Formula,
    Positive,
    holds,
    last_row,
    ods_rule,
    xlsx_rule,
)
from coprogettazione.wording import ROME

ODS = "application/vnd.oasis.opendocument.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | Promise | int | Decimal | date | datetime | Formula | None
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

    A cell is a text, a whole number, a Decimal (euro, points), a day, an instant with time zone, a formula, or None
    for an empty one. A float is refused: money and points are Decimal.

    What is to be filled in has besides: rows `above` the headings (the first is its title), `widths` in characters,
    `checks` on ranges of cells, which make rows to be filled in as far as they reach, and the ranges of `money`.
    What only the platform reads again is kept out of sight: `hidden` columns (from 1), a sheet that is `aside`.
    """

    name: str | Promise
    headers: Sequence[str | Promise]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[Sequence[Cell]] = ()
    widths: Sequence[int] = ()
    checks: tuple[Choice | Positive, ...] = ()
    money: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    aside: bool = False

    @property
    def tab(self) -> str:
        """The name as a spreadsheet accepts it."""
        return SHEET_NAME.sub(" ", str(self.name))[:31].strip() or "1"

    @property
    def heading_row(self) -> int:
        """On which row, from 1, the headings stand."""
        return len(self.above) + 1

    @property
    def columns(self) -> list[int]:
        """How wide each column is, in characters."""
        return list(self.widths) or [_width(words) for words in self.headers]

    def lines(self) -> Iterator[tuple[int, list[Any]]]:
        """Every row with its number from 1, as plain values, those to be filled in too."""
        number = 0
        for number, row in enumerate([*self.above, self.headers], start=1):
            yield number, [_plain(value) for value in row]
        for number, row in enumerate(self.rows, start=self.heading_row + 1):
            yield number, [_plain(value) for value in row]
        blank = [None] * len(self.columns)
        for empty in range(number + 1, max((last_row(check.cells) for check in self.checks), default=0) + 1):
            yield empty, blank

    def is_bold(self, row: int) -> bool:
        """Whether a row (from 1) is the title or the headings."""
        return row in (1, self.heading_row)

    def is_money(self, row: int, column: int) -> bool:
        """Whether a cell (from 1) holds a sum."""
        return any(holds(cells, row, column) for cells in self.money)

    def check_of(self, row: int, column: int) -> str | None:
        """The name of the check that a cell (from 1) has."""
        found = (i for i, check in enumerate(self.checks) if holds(check.cells, row, column))
        return next((f"{self.tab}{i}" for i in found), None)


def as_xlsx(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The tables as an Office Open XML workbook, one tab each, headings kept in sight."""
    # Looked at before the first is written: openpyxl leaves a file open when a cell stops it half way.
    tables = [(sheet, list(sheet.lines())) for sheet in sheets]
    book = Workbook(write_only=True)
    book.properties.title = title
    for sheet, lines in tables:
        tab = book.create_sheet(sheet.tab)
        tab.freeze_panes = f"A{sheet.heading_row + 1}"
        tab.sheet_state = "hidden" if sheet.aside else "visible"
        for number, width in enumerate(sheet.columns, 1):
            tab.column_dimensions[get_column_letter(number)].width = width
            tab.column_dimensions[get_column_letter(number)].hidden = number in sheet.hidden
        for number, row in lines:
            tab.append([_xlsx_cell(tab, sheet, number, n, value) for n, value in enumerate(row, 1)])
        for check in sheet.checks:
            tab.data_validations.append(xlsx_rule(check))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The tables as an OpenDocument spreadsheet, the format that art. 68 CAD prefers, one tab each."""
    book = OpenDocumentSpreadsheet()
    book.meta.addElement(Title(text=title))
    _ods_styles(book, {width for sheet in sheets for width in sheet.columns})
    rules = ContentValidations()
    for sheet in sheets:
        for index, check in enumerate(sheet.checks):
            rules.addElement(ods_rule(f"{sheet.tab}{index}", sheet.tab, check))
    if rules.hasChildNodes():
        book.spreadsheet.addElement(rules)
    for sheet in sheets:
        table = Table(name=sheet.tab, **({"stylename": "aside"} if sheet.aside else {}))
        for number, width in enumerate(sheet.columns, 1):
            seen = "collapse" if number in sheet.hidden else "visible"
            table.addElement(TableColumn(stylename=f"c{width}", visibility=seen))
        for number, row in sheet.lines():
            line = TableRow()
            for n, value in enumerate(row, 1):
                line.addElement(_ods_cell(sheet, number, n, value))
            table.addElement(line)
        book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def as_csv(title: str, sheets: Sequence[Sheet]) -> bytes:
    """One table as CSV, as Excel and LibreOffice open it in Italy with a double click.

    Semicolons, because in Italian the comma is in the numbers; UTF-8 with its mark, without which Excel takes
    the letters with an accent for others; days and instants as 2026-03-02 and 2026-03-02 09:00:00 on the clock
    of Rome. A code of digits that a spreadsheet would spoil (a codice fiscale that begins with zero) is
    written ="01234567890". Raises ValueError for anything but one table to be
    read: a CSV has no tabs, no lists to choose from, no formulas.
    """
    if len(sheets) != 1:
        raise ValueError(f"{title}: a CSV holds one table, not {len(sheets)}")
    if sheets[0].checks or sheets[0].above:
        raise ValueError(f"{title}: a CSV is not filled in")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_cell(words) for words in sheets[0].headers])
    for row in sheets[0].rows:
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


#: Extension → media type and the function that writes it.
FORMATS: dict[str, tuple[str, Callable[[str, Sequence[Sheet]], bytes]]] = {
    "ods": (ODS, as_ods),
    "xlsx": (XLSX, as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}


def _plain(value: Cell) -> str | int | Decimal | date | datetime | Formula | None:
    """The value that is written: lazy words said, instants on the clock of Rome, texts that a cell holds."""
    match value:
        case bool() | float():
            raise TypeError(f"a cell cannot hold {value!r}")
        case None | int() | Decimal() | Formula():
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


def _xlsx_cell(tab: Any, sheet: Sheet, row: int, column: int, plain: Any) -> Any:
    money = sheet.is_money(row, column)
    if plain is None and not money:
        return None
    cell = WriteOnlyCell(tab, value=f"={plain.text}" if isinstance(plain, Formula) else plain)
    match plain:
        case str():
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text="\n" in plain)
            if plain.startswith(FORMULA_STARTS):
                # Stays a text also when somebody edits the cell.
                cell.quotePrefix = True
        case datetime():
            cell.number_format = "dd/mm/yyyy hh:mm:ss"
        case date():
            cell.number_format = "dd/mm/yyyy"
    if money or isinstance(plain, Decimal):
        cell.number_format = "#,##0.00"
    if sheet.is_bold(row):
        cell.font = Font(bold=True)
    return cell


def _ods_styles(book: Any, widths: set[int]) -> None:
    figures = NumberStyle(name="euro")
    figures.addElement(Number(decimalplaces="2", minintegerdigits="1", grouping="true"))
    bold = Style(name="heading", family="table-cell")
    bold.addElement(TextProperties(fontweight="bold"))
    money = Style(name="money", family="table-cell", datastylename=figures)
    columns = []
    for width in sorted(widths):
        made = Style(name=f"c{width}", family="table-column")
        made.addElement(TableColumnProperties(columnwidth=f"{width * 2}mm"))
        columns.append(made)
    aside = Style(name="aside", family="table")
    aside.addElement(TableProperties(display="false"))
    for style in (figures, bold, money, aside, *columns):
        book.automaticstyles.addElement(style)


def _ods_cell(sheet: Sheet, row: int, column: int, plain: Any) -> Any:
    given: dict[str, Any] = {}
    if sheet.is_bold(row):
        given["stylename"] = "heading"
    elif sheet.is_money(row, column):
        given["stylename"] = "money"
    if (check := sheet.check_of(row, column)) is not None:
        given["contentvalidationname"] = check
    match plain:
        case None:
            return TableCell(**given)
        case Formula():
            return TableCell(formula=plain.in_ods, **given)
        case int() | Decimal():
            said = format(plain, "f") if isinstance(plain, Decimal) else str(plain)
            cell = TableCell(valuetype="float", value=said, **given)
        case date():  # an instant too
            said = plain.isoformat()
            cell = TableCell(valuetype="date", datevalue=said, **given)
        case str():
            said = plain
            cell = TableCell(valuetype="string", **given)
    for line in said.split("\n"):
        cell.addElement(P(text=line))
    return cell


def _csv_cell(value: Cell) -> str:
    plain = _plain(value)
    match plain:
        case Formula():
            raise TypeError("a CSV cannot hold a formula")
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
