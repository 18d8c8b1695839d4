# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget goes out as a workbook and comes back: only what was changed is written, nobody is overwritten."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from coprogettazione.applications.models import CostCategory
from coprogettazione.calls.documents import ANNEXES, annex_content
from coprogettazione.documents.documents import ODS, XLSX, FormulaFound, Sheet, as_ods, as_xlsx, sheets_in
from coprogettazione.parties.models import User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid
from coprogettazione.tables.documents import budget_as
from coprogettazione.tables.models import BudgetLine, DesignTable
from coprogettazione.tables.queries import budget_matrix
from coprogettazione.tables.services import set_budget_line
from tests.coprogettazione.tables.test_views import at, page, signed_in, written
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import WRITTEN, casa, lanterna, make_facilitator, make_table

pytestmark = pytest.mark.django_db
CODE = "PIS-2026"


def line(table: DesignTable, body: Any = None, **facts: Any) -> BudgetLine:
    """A line of a body (La Lanterna)."""
    body = body or lanterna()
    given = {"category": "A", "source": "PUBLIC", "amount": Decimal(1000), **facts}
    return set_budget_line(
        table=table, organisation=body, by=make_legal_representative(body), at=WRITTEN, **given
    )


@pytest.fixture
def table() -> DesignTable:
    """Three lines of La Lanterna, one of Casa Aperta."""
    table = make_table()
    line(table, description="Operatori di strada")
    line(table, category="E", amount=Decimal("250.50"))
    line(table, category="V", source="VOLUNTEERS", amount=Decimal(900))
    line(table, casa(), category="B", amount=Decimal(300))
    return DesignTable.objects.get(pk=table.pk)


def exported(table: DesignTable) -> Any:
    """The workbook, opened."""
    content = budget_as("xlsx", table, budget_matrix(table, [lanterna(), casa()]))
    return load_workbook(io.BytesIO(content))


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(content: bytes, name: str = "piano.xlsx", by: User | None = None) -> Any:
    """The page after a file was sent."""
    with at(WRITTEN):
        client = signed_in(by or make_legal_representative(lanterna()))
        return client.post(page("import_budget", CODE), {"file": SimpleUploadedFile(name, content)})


def confirmed(shown: Any, by: User | None = None) -> Any:
    """The page after what was shown was confirmed."""
    with at(WRITTEN):
        client = signed_in(by or make_legal_representative(lanterna()))
        said = {name: shown.context[name] for name in ("read", "confirmed")}
        return client.post(page("import_budget", CODE), said)


def amounts(table: DesignTable, body: Any = None) -> dict[str, Decimal]:
    """What the lines of a body say."""
    return {row.category: row.amount for row in table.budget_lines.filter(organisation=body or lanterna())}


@pytest.mark.parametrize(("extension", "media_type"), [("ods", ODS), ("xlsx", XLSX)])
def test_the_workbook_says_the_matrix_and_the_lines_and_comes_back_without_changes(
    table: DesignTable, extension: str, media_type: str
) -> None:
    content = budget_as(extension, table, budget_matrix(table, [lanterna(), casa()]))
    sheets = {sheet.name: sheet.rows for sheet in sheets_in(content, media_type)}
    assert list(sheets) == ["Matrice", "Righe", "Elenchi", "Codici"]
    matrix = [row for _n, row in sheets["Matrice"]]
    assert matrix[2][:4] == ["Voce", "La Lanterna", "Casa Aperta", "Totale"]
    assert ["Totale", Decimal("1250.5"), Decimal(300), Decimal("1550.5")] in [row[:4] for row in matrix]
    shown = sent(content, f"piano.{extension}")
    assert shown.status_code == 200
    assert "Il file non cambia nulla." in written(shown)
    assert "4 righe restano come sono." in written(shown)


def test_what_only_the_platform_reads_is_out_of_sight(table: DesignTable) -> None:
    book = exported(table)
    assert book["Codici"].sheet_state == "hidden"
    assert book["Righe"].column_dimensions["F"].hidden


def test_lines_changed_added_and_removed_are_shown_first_and_then_written(table: DesignTable) -> None:
    book = exported(table)
    tab = book["Righe"]
    tab["E4"] = 1500.5
    tab.delete_rows(6)
    tab.append(["La Lanterna", f"F. {CostCategory.F.label}", "Biglietti", "contributo pubblico", "1.200,00"])
    before = Entry.objects.count()
    shown = sent(saved(book))
    said = written(shown)
    assert shown.status_code == 200, said
    for words in (
        "Righe nuove (1)",
        "Righe cambiate (1)",
        "Righe tolte (1)",
        "Biglietti",
        "1.500,50",
        "250,50",
    ):
        assert words in said, words
    assert Entry.objects.count() == before
    assert amounts(table) == {"A": 1000, "E": Decimal("250.50"), "V": 900}
    done = confirmed(shown)
    assert done.status_code == 302
    assert amounts(table) == {"A": Decimal("1500.50"), "F": 1200, "V": 900}
    assert Entry.objects.count() == before + 3


def test_a_second_click_writes_nothing_twice(table: DesignTable) -> None:
    book = exported(table)
    book["Righe"].append(["La Lanterna", "F", "", "contributo pubblico", 10])
    shown = sent(saved(book))
    assert confirmed(shown).status_code == 302
    again = confirmed(shown)
    assert again.status_code == 409
    assert "Intanto queste colonne sono cambiate" in written(again)
    assert table.budget_lines.filter(category="F").count() == 1


def test_a_line_changed_meanwhile_is_told_and_not_overwritten(table: DesignTable) -> None:
    book = exported(table)
    book["Righe"]["E4"] = 2000
    book["Righe"]["E6"] = 300
    row = table.budget_lines.get(category="A")
    line(table, line=row, amount=Decimal(1800), description=row.description)
    shown = sent(saved(book))
    said = written(shown)
    assert "Righe che non vengono toccate" in said
    assert "ha cambiato questa riga dopo che hai scaricato il file" in said
    assert "Righe cambiate (1)" in said
    assert confirmed(shown).status_code == 302
    assert amounts(table) == {"A": 1800, "E": 300, "V": 900}


def test_a_line_that_only_others_changed_or_added_stays_as_they_wrote_it(table: DesignTable) -> None:
    content = saved(exported(table))
    row = table.budget_lines.get(category="A")
    line(table, line=row, amount=Decimal(1800), description=row.description)
    line(table, category="G", amount=Decimal(7))
    shown = sent(content)
    assert "Il file non cambia nulla." in written(shown)
    assert "non vengono toccate" not in written(shown)


def test_a_line_removed_meanwhile_does_not_come_back(table: DesignTable) -> None:
    book = exported(table)
    book["Righe"]["E6"] = 1
    table.budget_lines.filter(category="E").delete()
    assert "Qualcuno ha tolto questa riga" in written(sent(saved(book)))


def test_columns_that_change_between_the_look_and_the_click_are_shown_again(table: DesignTable) -> None:
    book = exported(table)
    book["Righe"]["E6"] = 300
    shown = sent(saved(book))
    line(table, line=table.budget_lines.get(category="E"), category="E", amount=Decimal(260))
    late = confirmed(shown)
    assert late.status_code == 409
    assert "Nulla è stato scritto." in written(late)
    assert amounts(table)["E"] == 260


def test_the_column_of_another_body_is_never_written(table: DesignTable) -> None:
    book = exported(table)
    rows = {book["Righe"].cell(n, 1).value: n for n in range(4, 8)}
    book["Righe"].cell(rows["Casa Aperta"], 5).value = 1
    book["Righe"].append(["Casa Aperta", "F", "", "contributo pubblico", 10])
    shown = sent(saved(book))
    assert written(shown).count("Questa colonna la scrive chi siede per quell’ente.") == 2
    assert amounts(table, casa()) == {"B": 300}
    mine = sent(saved(book), by=make_legal_representative(casa()))
    assert confirmed(mine, make_legal_representative(casa())).status_code == 302
    assert amounts(table, casa()) == {"B": 1, "F": 10}


def test_what_was_read_is_of_who_sent_it(table: DesignTable) -> None:
    book = exported(table)
    book["Righe"]["E4"] = 1500
    shown = sent(saved(book))
    stolen = confirmed(shown, make_legal_representative(casa()))
    assert stolen.status_code == 409
    assert "carica di nuovo il file" in written(stolen)


def test_the_form_of_the_avviso_filled_in_adds_its_lines_once(table: DesignTable) -> None:
    plan = next(annex for annex in ANNEXES if annex.slug == "piano-economico")
    book = load_workbook(io.BytesIO(annex_content(plan, table.call, "xlsx", at=WRITTEN)))
    for column, value in enumerate(
        ("La Lanterna", "A. Personale dipendente", "Educatori", "denaro dell’ente", 77), 1
    ):
        book["Piano"].cell(6, column).value = value
    shown = sent(saved(book))
    assert "Educatori" in written(shown)
    assert confirmed(shown).status_code == 302
    assert table.budget_lines.get(description="Educatori").amount == 77
    assert "Il file non cambia nulla." in written(sent(saved(book)))


def filled(*cells: Any) -> bytes:
    """A workbook of one line."""
    book = Workbook()
    tab = book.active
    tab.append(["Ente", "Voce di spesa", "Che cosa", "Con quali risorse", "Importo, in euro"])
    tab.append(list(cells))
    return saved(book)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("La Lanterna", "A", "", "contributo pubblico", "molto"), "Riga 2, colonna «Importo, in euro»: "),
        (("La Lanterna", "A", "", "contributo pubblico", "=1+1"),
         "Riga 2, colonna «Importo, in euro»: c’è una formula. Scrivi il valore."),
        (("La Lanterna", "A", "", "contributo pubblico", -5), "Riga 2, colonna «Importo, in euro»: "),
        (("La Lanterna", "A", "", "contributo pubblico", 1.005), "Riga 2, colonna «Importo, in euro»: "),
        (("La Lanterna", "A", "", "contributo pubblico", None),
         "Riga 2, colonna «Importo, in euro»: Scrivi l’importo, per esempio 12.000."),
        (("La Lanterna", "Z. Altro", "", "contributo pubblico", 5),
         "Riga 2, colonna «Voce di spesa»: «Z. Altro» non è tra le scelte."),
        (("La Lanterna", None, "x", "contributo pubblico", 5), "Riga 2, colonna «Voce di spesa»: Scegli la voce"),
        (("La Lanterna", "A", "", "lotteria", 5), "Riga 2, colonna «Con quali risorse»: «lotteria»"),
        (("Nessuno", "A", "", "contributo pubblico", 5), "Riga 2, colonna «Ente»: scrivi il nome dell’ente"),
        (("La Lanterna", "A", "", "lavoro dei volontari, valore figurativo", 5), "Riga 2, colonna «Con quali risorse»"),
    ],
)  # fmt: skip
def test_every_error_says_row_and_column_and_nothing_is_written(
    table: DesignTable, cells: Any, words: str
) -> None:
    shown = sent(filled(*cells))
    assert shown.status_code == 422
    assert words in written(shown)
    assert table.budget_lines.count() == 4


def test_a_file_that_is_no_plan_says_which_headings_are_missing(table: DesignTable) -> None:
    shown = sent(as_xlsx("x", [Sheet("Uno", ["Voce"], [["A"]])]))
    assert "Nel file non c’è un foglio con queste intestazioni" in written(shown)


def test_who_only_listens_or_facilitates_loads_nothing_and_a_stranger_takes_nothing(
    table: DesignTable,
) -> None:
    assert sent(b"x", by=make_facilitator()).status_code == 403
    with at(WRITTEN):
        stranger = signed_in(make_legal_representative(make_ets("ets3")))
        assert stranger.get(page("export_budget", CODE, "ods")).status_code == 403
        assert signed_in(make_officer()).get(page("export_budget", CODE, "csv")).status_code == 404
        out = signed_in(make_facilitator()).get(page("export_budget", CODE, "ods"))
    assert out["Content-Type"] == ODS
    assert "Piano economico PIS-2026.ods" in out["Content-Disposition"]


# Files made to do harm.


def repacked(content: bytes, **members: bytes) -> bytes:
    """The same archive with other members in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, members.get(name.replace("/", "__").replace(".", "_"), old.read(name)))
    return out.getvalue()


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_read(table: DesignTable) -> None:
    content = as_ods("x", [Sheet("Uno", ["Voce"], [["A"]])])
    large = repacked(content, content_xml=b"<a>" + b" " * 9_000_000 + b"</a>")
    with pytest.raises(Invalid, match="troppo grande"):
        sheets_in(large, ODS)
    assert sent(large, "piano.ods").status_code == 422


def test_a_million_repeated_rows_and_columns_are_not_a_million_cells() -> None:
    content = as_ods("x", [Sheet("Uno", ["Voce"], [["A"]])])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml").decode()
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>'
    (sheet,) = sheets_in(repacked(content, content_xml=xml.replace("</table:table>", empty).encode()), ODS)
    assert [n for n, _row in sheet.rows] == [1, 2]
    full = empty.replace("<table:table-cell/>", "<table:table-cell><text:p>a</text:p></table:table-cell>")
    with pytest.raises(Invalid, match="righe"):
        sheets_in(repacked(content, content_xml=xml.replace("</table:table>", full).encode()), ODS)
    wide = xml.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="9999999" ', 1)
    (sheet,) = sheets_in(repacked(content, content_xml=wide.encode()), ODS)
    assert len(sheet.rows[0][1]) == 60


@pytest.mark.parametrize("media_type", [ODS, XLSX])
def test_what_does_not_open_is_refused_with_what_to_do(media_type: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<non")
        archive.writestr("[Content_Types].xml", "<non")
    with pytest.raises(Invalid, match="aprilo e salvalo di nuovo"):
        sheets_in(out.getvalue(), media_type)


def test_formulas_are_never_read_in_either_format() -> None:
    book = Workbook()
    book.active.append(["=1+1", "'=1+1", 2])
    (sheet,) = sheets_in(saved(book), XLSX)
    assert sheet.rows[0][1][0] == FormulaFound()
    content = as_ods("x", [Sheet("Uno", ["Voce"], [[Decimal(5)]])])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml").decode()
    made = xml.replace('office:value="5"', 'table:formula="of:=1+4" office:value="5"')
    (sheet,) = sheets_in(repacked(content, content_xml=made.encode()), ODS)
    assert sheet.rows[1][1] == [FormulaFound()]


def test_a_description_that_looks_like_a_formula_goes_out_as_text(table: DesignTable) -> None:
    line(table, category="G", description='=HYPERLINK("http://example.it")')
    cells = [
        cell for row in exported(table)["Righe"].iter_rows() for cell in row if "HYPER" in str(cell.value)
    ]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]
