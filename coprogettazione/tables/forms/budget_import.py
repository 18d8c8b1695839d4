# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A budget that comes back as a file: every cell is read and checked before anything is compared."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import CostCategory, FundingSource
from coprogettazione.calls.documents import plan_columns
from coprogettazione.documents.documents import ODS, XLSX, FormulaFound, Read, ReadSheet, sheets_in
from coprogettazione.documents.forms import UploadField
from coprogettazione.parties.models import Organisation
from coprogettazione.records.refusals import Invalid
from coprogettazione.tables.forms.budget import LineForm
from coprogettazione.tables.queries.budget_import import BASE_SHEET, FileLine, FileLines, LineFacts
from coprogettazione.tables.services import check_line
from coprogettazione.wording import in_italian, joined

#: Bytes of the file, lines of a column, errors that are told at once.
LARGEST = 2_000_000
MOST_LINES = 200
MOST_ERRORS = 30
#: The fields of a line, in the order of `plan_columns`, and the code that follows them.
FIELDS = ("organisation", "category", "description", "source", "amount")


class ImportBudgetForm(forms.Form):
    """The file; once it is valid, `lines` are what it says. Needs the bodies at the table and those whose columns may
    be written.
    """

    file = UploadField(
        only=("ods", "xlsx"),
        label=gettext_lazy("Il file del piano economico"),
        help_text=gettext_lazy(
            "ODS o XLSX, fino a 2 MB: quello che hai scaricato da qui, oppure il modulo del piano economico allegato "
            "all’avviso."
        ),
    )

    def __init__(
        self, *args: Any, bodies: Sequence[Organisation], writable: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies, self.writable = bodies, writable
        self.lines = FileLines([], {})

    def clean_file(self) -> Any:
        """Read it; each cell that cannot be taken is told with its row and column."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Il file è troppo grande per essere un piano economico."))
        file.seek(0)
        media_type = ODS if (file.name or "").lower().endswith(".ods") else XLSX
        try:
            sheets = sheets_in(file.read(), media_type)
        except Invalid as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        reader = _Reader(sheets, self.bodies, self.writable)
        self.lines = reader.read()
        if reader.errors:
            more = len(reader.errors) - MOST_ERRORS
            told = reader.errors[:MOST_ERRORS]
            raise forms.ValidationError(
                [*told, *([_("E altri %(n)s errori.") % {"n": more}] if more > 0 else [])]
            )
        return file


class _Reader:
    """From the cells to the lines; `errors` are sentences."""

    def __init__(
        self, sheets: Sequence[ReadSheet], bodies: Sequence[Organisation], writable: Sequence[Organisation]
    ) -> None:
        self.sheets, self.writable = sheets, writable
        self.bodies = {body.pk: body for body in bodies}
        self.named = {name.casefold(): body for body in bodies for name in (body.name, body.known_as)}
        self.errors: list[str] = []
        self.headings: list[str] = []

    def read(self) -> FileLines:
        """Everything the file says."""
        base = self.base()
        found = self.heading()
        if found is None:
            self.errors.append(
                _("Nel file non c’è un foglio con queste intestazioni: %(names)s.")
                % {"names": joined(self.headings)}
            )
            return FileLines([], {})
        sheet, first, places = found
        lines: list[FileLine] = []
        for number, row in sheet.rows:
            cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
            # The lists of our own file have an answer in every empty row: what says nothing is no line.
            if number <= first or not any(cells[name] for name in FIELDS[1:]):
                continue
            line = self.line(number, cells)
            if line is not None:
                lines.append(line)
        if len(lines) > MOST_LINES * max(len(self.bodies), 1):
            self.errors.append(_("Le righe sono troppe: al massimo %(n)s per ogni ente.") % {"n": MOST_LINES})
        return FileLines(lines, base)

    @in_italian
    def heading(self) -> tuple[ReadSheet, int, dict[str, int]] | None:
        """The sheet of the lines, the row of its headings, and where each column stands."""
        self.headings = plan_columns()
        wanted = dict(zip([name.casefold() for name in self.headings], FIELDS, strict=True))
        wanted[_("Codice").casefold()] = "code"
        for sheet in self.sheets:
            for number, row in sheet.rows[:20]:
                places = {
                    wanted[cell.casefold()]: place
                    for place, cell in enumerate(row)
                    if isinstance(cell, str) and cell.casefold() in wanted
                }
                if set(FIELDS) <= set(places):
                    return sheet, number, places
        return None

    def line(self, number: int, cells: dict[str, Read]) -> FileLine | None:
        """One line, or None when something in it is wrong."""
        before = len(self.errors)
        for name, cell in cells.items():
            if isinstance(cell, FormulaFound):
                self.wrong(number, name, _("c’è una formula. Scrivi il valore."))
        if len(self.errors) > before:
            return None
        body = self.body(number, cells["organisation"])
        category = self.chosen(number, "category", cells["category"], CostCategory)
        source = self.chosen(number, "source", cells["source"], FundingSource)
        if len(self.errors) > before or body is None:
            return None
        form = LineForm(
            {"category": category, "description": _words(cells["description"]), "source": source,
             "amount": cells["amount"]}
        )  # fmt: skip
        if not form.is_valid():
            for name, words in form.errors.items():
                self.wrong(number, name, str(words[0]))
            return None
        said = form.cleaned_data
        try:
            check_line(body, said["category"], said["source"], said["amount"])
        except Invalid as refusal:
            for name, sentence in refusal.fields.items():
                self.wrong(number, name, f"{refusal.reason} {sentence}")
            return None
        facts = LineFacts(body.pk, said["category"], said["description"], said["source"], said["amount"])
        return FileLine(number, _words(cells.get("code")), facts)

    def body(self, number: int, cell: Read) -> Organisation | None:
        """Whose the line is: named, or the only one whose column may be written."""
        if cell is None and len(self.writable) == 1:
            return self.writable[0]
        body = self.named.get(_words(cell).casefold())
        if body is None:
            names = joined([body.known_as for body in self.writable])
            self.wrong(number, "organisation", _("scrivi il nome dell’ente: %(names)s.") % {"names": names})
        return body

    def chosen(self, number: int, name: str, cell: Read, choices: Any) -> str:
        """The code of a category or of a source, said by code, by words, or by both."""
        said = _words(cell).casefold()
        for choice in choices:
            if said in (choice.value.casefold(), *_names(choice)):
                return str(choice.value)
        if said:
            self.wrong(number, name, _("«%(said)s» non è tra le scelte.") % {"said": _words(cell)[:60]})
        return ""

    def wrong(self, number: int, name: str, words: str) -> None:
        """Tell what is wrong in a cell."""
        places = dict(zip(FIELDS, self.headings, strict=True))
        column = places.get(name, _("Codice"))
        self.errors.append(
            _("Riga %(row)s, colonna «%(column)s»: %(words)s")
            % {"row": number, "column": column, "words": words}
        )

    def base(self) -> dict[str, LineFacts]:
        """The lines the file was made from; a sheet that was tampered with is as if it were not there."""
        sheet = next((one for one in self.sheets if one.name == BASE_SHEET), None)
        if sheet is None:
            return {}
        return dict(_base_lines(sheet))


@in_italian
def _names(choice: Any) -> tuple[str, str]:
    label = str(choice.label).casefold()
    return label, f"{choice.value}. {label}".casefold()


def _base_lines(sheet: ReadSheet) -> Iterator[tuple[str, LineFacts]]:
    for _number, row in sheet.rows[1:]:
        padded: list[Read] = [*row, *([None] * 6)]
        code, organisation, category, description, source, amount = padded[:6]
        number = _words(organisation)
        if isinstance(code, str) and number.isascii() and number.isdecimal() and isinstance(amount, Decimal):
            facts = LineFacts(int(number), _words(category), _words(description), _words(source), amount)
            yield code, facts


def _words(cell: Read) -> str:
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell if isinstance(cell, str) else ""
