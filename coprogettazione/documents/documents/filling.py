# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a table has that is filled in by others: formulas, lists to choose from, sums that are not negative."""

import re
from dataclasses import dataclass
from typing import Any

from odf.table import ContentValidation, ErrorMessage
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation

_REFERENCE = re.compile(r"(?:([A-Za-z]+)!)?(\$?[A-Z]{1,2}\$?\d+)(?::(\$?[A-Z]{1,2}\$?\d+))?(?![(\w])")


@dataclass(frozen=True)
class Formula:
    """A formula as Excel writes it, in English, with commas; a sheet before `!`. Written by us, never typed."""

    text: str

    @property
    def in_ods(self) -> str:
        """The OpenDocument way: references in brackets, semicolons between arguments."""

        def bracket(found: re.Match[str]) -> str:
            sheet = f"${found[1]}" if found[1] else ""
            return f"[{sheet}.{found[2]}" + (f":.{found[3]}]" if found[3] else "]")

        parts = re.split(r'("[^"]*")', self.text)
        return "of:=" + "".join(
            part if part.startswith('"') else _REFERENCE.sub(bracket, part).replace(",", ";")
            for part in parts
        )


@dataclass(frozen=True)
class Choice:
    """These cells (`A1:B2`) take one of the values listed in another sheet."""

    cells: str
    sheet: str
    values: str


@dataclass(frozen=True)
class Positive:
    """These cells (`A1:B2`) take a sum from zero up."""

    cells: str


def holds(cells: str, row: int, column: int) -> bool:
    """Whether a range (`A1:B2`) holds the cell of this row and column, both from 1."""
    left, top, right, bottom = range_boundaries(cells)
    return bool(top <= row <= bottom and left <= column <= right)


def last_row(cells: str) -> int:
    """The last row of a range, from 1."""
    return int(range_boundaries(cells)[3])


def xlsx_rule(check: Choice | Positive) -> DataValidation:
    """A check as Excel keeps it."""
    if isinstance(check, Choice):
        rule = DataValidation(type="list", formula1=f"{check.sheet}!{check.values}", allow_blank=True)
    else:
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    rule.showErrorMessage = True
    rule.add(check.cells)
    return rule


def ods_rule(name: str, tab: str, check: Choice | Positive) -> Any:
    """A check as OpenDocument keeps it, under its name."""
    left, top, _right, _bottom = range_boundaries(check.cells)
    if isinstance(check, Choice):
        first, last = check.values.split(":")
        condition = f"of:cell-content-is-in-list([${check.sheet}.{first}:.{last}])"
    else:
        condition = "of:cell-content-is-decimal-number() and cell-content()>=0"
    rule = ContentValidation(
        name=name,
        condition=condition,
        allowemptycell="true",
        basecelladdress=f"{tab}.{get_column_letter(left)}{top}",
    )
    rule.addElement(ErrorMessage(display="true", messagetype="stop"))
    return rule
