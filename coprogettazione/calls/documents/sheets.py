# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small workbook, written once and saved as ODS or XLSX: texts, sums, formulas, lists to choose from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from odf import number as odf_number
from odf import style as odf_style
from odf import table as odf_table
from odf.opendocument import OpenDocumentSpreadsheet
from odf.text import P
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation

ODS = "application/vnd.oasis.opendocument.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REFERENCE = re.compile(r"(?:([A-Za-z]+)!)?(\$?[A-Z]{1,2}\$?\d+)(?::(\$?[A-Z]{1,2}\$?\d+))?(?![(\w])")


@dataclass(frozen=True)
class Formula:
    """A formula as Excel writes it, in English, with commas; a sheet before `!`."""

    text: str


@dataclass(frozen=True)
class Choice:
    """These cells take one of the values listed in another sheet."""

    cells: str
    sheet: str
    values: str


@dataclass(frozen=True)
class Positive:
    """These cells take a sum from zero up."""

    cells: str


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of texts, decimals and formulas; `widths` in characters; ranges (`A1:B2`) of sums of money."""

    name: str
    rows: list[list[Any]]
    heading_row: int
    widths: tuple[int, ...]
    checks: tuple[Choice | Positive, ...] = ()
    money: tuple[str, ...] = ()

    def is_money(self, row: int, column: int) -> bool:
        """Whether a cell (from 1) holds a sum."""
        return any(_holds(cells, row, column) for cells in self.money)

    def check_of(self, row: int, column: int) -> int | None:
        """Which of the checks a cell (from 1) has, by position."""
        found = (i for i, check in enumerate(self.checks) if _holds(check.cells, row, column))
        return next(found, None)

    def cells(self) -> Iterator[tuple[int, list[Any]]]:
        """The rows with their number, those to be filled in too, all as long as the widest."""
        last = max([len(self.rows), *(range_boundaries(check.cells)[3] for check in self.checks)])
        for index in range(last):
            row = list(self.rows[index]) if index < len(self.rows) else []
            yield index + 1, row + [None] * (len(self.widths) - len(row))


def _holds(cells: str, row: int, column: int) -> bool:
    left, top, right, bottom = range_boundaries(cells)
    return bool(top <= row <= bottom and left <= column <= right)


def as_xlsx(sheets: list[Sheet], *, at: datetime) -> bytes:
    """The workbook for Excel."""
    book = Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = at.replace(tzinfo=None)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for number, row in sheet.cells():
            for column, value in enumerate(row, start=1):
                cell = page.cell(number, column)
                if value is not None:
                    cell.value = f"={value.text}" if isinstance(value, Formula) else value
                    # A text is never a formula, whatever it begins with.
                    if isinstance(value, str):
                        cell.data_type = "s"
                if number in (1, sheet.heading_row):
                    cell.font = Font(bold=True)
                if sheet.is_money(number, column):
                    cell.number_format = "#,##0.00"
        for index, width in enumerate(sheet.widths, start=1):
            page.column_dimensions[get_column_letter(index)].width = width
        for check in sheet.checks:
            if isinstance(check, Choice):
                rule = DataValidation(type="list", formula1=f"{check.sheet}!{check.values}", allow_blank=True)
            else:
                rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
            rule.showErrorMessage = True
            rule.add(check.cells)
            page.add_data_validation(rule)
        page.freeze_panes = page.cell(sheet.heading_row + 1, 1)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(sheets: list[Sheet]) -> bytes:
    """The workbook for LibreOffice and whoever reads OpenDocument."""
    book = OpenDocumentSpreadsheet()
    money, bold = _styles(book)
    rules = odf_table.ContentValidations()
    for sheet in sheets:
        for index, check in enumerate(sheet.checks):
            rules.addElement(_rule(sheet, index, check))
    book.spreadsheet.addElement(rules)
    for sheet in sheets:
        page = odf_table.Table(name=sheet.name)
        for width in sheet.widths:
            page.addElement(odf_table.TableColumn(stylename=_width(book, width)))
        for number, row in sheet.cells():
            line = odf_table.TableRow()
            for column, value in enumerate(row, start=1):
                line.addElement(_ods_cell(sheet, number, column, value, money=money, bold=bold))
            page.addElement(line)
        book.spreadsheet.addElement(page)
    out = BytesIO()
    book.write(out)
    return out.getvalue()


def _ods_cell(sheet: Sheet, row: int, column: int, value: Any, *, money: Any, bold: Any) -> Any:
    given: dict[str, Any] = {}
    if row in (1, sheet.heading_row):
        given["stylename"] = bold
    elif sheet.is_money(row, column):
        given["stylename"] = money
    if (check := sheet.check_of(row, column)) is not None:
        given["contentvalidationname"] = f"{sheet.name}{check}"
    if isinstance(value, Formula):
        return odf_table.TableCell(formula=open_formula(value.text), **given)
    if isinstance(value, Decimal):
        return odf_table.TableCell(valuetype="float", value=str(value), **given)
    if not value:
        return odf_table.TableCell(**given)
    cell = odf_table.TableCell(valuetype="string", **given)
    cell.addElement(P(text=str(value)))
    return cell


def _rule(sheet: Sheet, index: int, check: Choice | Positive) -> Any:
    left, top, _right, _bottom = range_boundaries(check.cells)
    if isinstance(check, Choice):
        condition = f"of:cell-content-is-in-list({_cell_range(check.sheet, check.values)})"
    else:
        condition = "of:cell-content-is-decimal-number() and cell-content()>=0"
    rule = odf_table.ContentValidation(
        name=f"{sheet.name}{index}",
        condition=condition,
        allowemptycell="true",
        basecelladdress=f"{sheet.name}.{get_column_letter(left)}{top}",
    )
    rule.addElement(odf_table.ErrorMessage(display="true", messagetype="stop"))
    return rule


def open_formula(text: str) -> str:
    """An Excel formula in the OpenDocument way: references in brackets, semicolons between arguments."""

    def bracket(found: re.Match[str]) -> str:
        sheet = f"${found[1]}" if found[1] else ""
        return f"[{sheet}.{found[2]}" + (f":.{found[3]}]" if found[3] else "]")

    parts = re.split(r'("[^"]*")', text)
    return "of:=" + "".join(
        part if part.startswith('"') else _REFERENCE.sub(bracket, part).replace(",", ";") for part in parts
    )


def _cell_range(sheet: str, cells: str) -> str:
    first, last = cells.split(":")
    return f"[${sheet}.{first}:.{last}]"


def _styles(book: Any) -> tuple[Any, Any]:
    figures = odf_number.NumberStyle(name="euro")
    figures.addElement(odf_number.Number(decimalplaces="2", minintegerdigits="1", grouping="true"))
    book.automaticstyles.addElement(figures)
    money = odf_style.Style(name="importo", family="table-cell", datastylename=figures)
    bold = odf_style.Style(name="titolo", family="table-cell")
    bold.addElement(odf_style.TextProperties(fontweight="bold"))
    for made in (money, bold):
        book.automaticstyles.addElement(made)
    return money, bold


def _width(book: Any, characters: int) -> Any:
    name = f"c{characters}"
    for known in book.automaticstyles.childNodes:
        if known.getAttribute("name") == name:
            return known
    made = odf_style.Style(name=name, family="table-column")
    made.addElement(odf_style.TableColumnProperties(columnwidth=f"{characters * 2}mm"))
    book.automaticstyles.addElement(made)
    return made
