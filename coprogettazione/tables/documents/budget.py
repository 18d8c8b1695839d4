# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget as a workbook (ODS, XLSX): the matrix as one sees it, and its lines to be changed and brought back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.applications.models import CostCategory, FundingSource
from coprogettazione.calls.documents import PLAN_WIDTHS, lists_sheet, plan_checks, plan_columns
from coprogettazione.documents.documents import Sheet, as_ods, as_xlsx
from coprogettazione.tables.models import BudgetLine, DesignTable
from coprogettazione.tables.queries import Matrix
from coprogettazione.tables.queries.budget_import import BASE_SHEET, LINES_SHEET, code_of
from coprogettazione.wording import in_italian

#: Empty rows to write new lines in.
SPARE = 40


@in_italian
def budget_as(extension: str, table: DesignTable, matrix: Matrix) -> bytes:
    """The budget as "ods" or "xlsx". Which lines there were, and how, goes with it out of sight: when the file comes
    back, only what was changed in it is written.
    """
    title = _("Piano economico %(code)s") % {"code": table.call.code}
    lines = [line.row for line in matrix.lines if line.row is not None]
    sheets = [_matrix(title, matrix), _lines(title, lines), lists_sheet(), _base(lines)]
    return (as_ods if extension == "ods" else as_xlsx)(title, sheets)


def _matrix(title: str, matrix: Matrix) -> Sheet:
    def row(label: str, sums: Sequence[Decimal], total: Decimal) -> list[Any]:
        return [label, *sums, total]

    names = [organisation.known_as for organisation in matrix.columns]
    rows = [row(f"{one.code}. {one.label}", one.amounts, one.total) for one in matrix.spending]
    rows.append(row(_("Totale"), matrix.totals, matrix.total))
    rows.append(row(_("Quota sul totale, per cento"), matrix.shares, Decimal(100 if matrix.total else 0)))
    rows.append([])
    rows += [row(str(one.label), one.amounts, one.total) for one in matrix.sources]
    return Sheet(
        _("Matrice"),
        [_("Voce"), *names, _("Totale")],
        rows,
        above=[
            [title],
            [_("Importi in euro. Per cambiarli usa il foglio «%(name)s».") % {"name": LINES_SHEET}],
        ],
        widths=(44, *([20] * (len(names) + 1))),
    )


def _lines(title: str, lines: Sequence[BudgetLine]) -> Sheet:
    words = _(
        "Cambia, aggiungi o togli righe, poi carica il file nella pagina del piano economico: prima di scrivere ti "
        "mostra che cosa cambia. Importi in euro, senza formule."
    )
    above = [[title], [words]]
    first = len(above) + 2
    last = first + len(lines) + SPARE - 1
    return Sheet(
        LINES_SHEET,
        [*plan_columns(), _("Codice")],
        [
            [
                line.organisation.known_as, said_category(line.category), line.description,
                str(FundingSource(line.source).label), line.amount, code_of(line),
            ]
            for line in lines
        ],
        above=above,
        widths=(*PLAN_WIDTHS, 14),
        checks=plan_checks(first, last),
        money=(f"E{first}:E{last}",),
        hidden=(6,),
    )  # fmt: skip


def _base(lines: Sequence[BudgetLine]) -> Sheet:
    rows: list[list[Any]] = [
        [code_of(line), str(line.organisation_id), line.category, line.description, line.source, line.amount]
        for line in lines
    ]
    headings = ["codice", "ente", "voce", "descrizione", "fonte", "importo"]
    return Sheet(BASE_SHEET, headings, rows, aside=True)


def said_category(code: str) -> str:
    """A category as the lists say it: "A. Personale dipendente"."""
    return f"{code}. {CostCategory(code).label}"
