# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plain texts and CSV: written, and doing nothing in the spreadsheet that opens them."""

import csv
import io
import re

from coprogettazione.documents.services.content import words
from coprogettazione.documents.services.content.problem import Problem

#: "=…" always; "@", "+", "-" when a function or a command follows. "-12,50", "+39 02…", "- operatori" are text.
FORMULA = re.compile(r"^\s*(?:=.+|[@+\-]\s*[^\d\s(][^(|!;,\t]*[(|!].*)", re.DOTALL)


def look_at_text(content: bytes, *, table: bool) -> None:
    """Raises Problem; `table` for a CSV, whose cells are looked at."""
    if not content.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c\xa0"):
        raise Problem(words.BLANK)
    if not table:
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    for separator in (";", ",", "\t"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                if FORMULA.match(cell):
                    raise Problem(words.FORMULA, found=cell.strip()[:40])
