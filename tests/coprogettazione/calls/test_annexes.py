# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The annexes that come out of an avviso: they compute, they can be filled in, they are public with their size."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from odf.opendocument import load
from odf.table import ContentValidation, Table, TableCell
from odf.text import H, P
from openpyxl import load_workbook
from pypdf import PdfReader

from coprogettazione.calls.documents import ANNEXES, annex_content
from coprogettazione.documents.documents import ODS, XLSX, Formula
from coprogettazione.documents.models import FileKind, Paper, PaperKind, StoredFile
from coprogettazione.documents.services import sniffing
from tests.factories.calls import PUBLISHED, make_call

FORM, PLAN, COMMITMENT, CONVENTION = ANNEXES
DANGEROUS = '=HYPERLINK("http://example.it")'


@pytest.mark.parametrize(
    ("excel", "open_document"),
    [
        ("SUM(B3:E3)", "of:=SUM([.B3:.E3])"),
        (
            "SUMIFS(Piano!$E$6:$E$85,Piano!$B$6:$B$85,$A3)",
            "of:=SUMIFS([$Piano.$E$6:.$E$85];[$Piano.$B$6:.$B$85];[.$A3])",
        ),
        ('IF(B17<=Piano!$B$2,"sì, A1","no")', 'of:=IF([.B17]<=[$Piano.$B$2];"sì, A1";"no")'),
    ],
)
def test_a_formula_is_said_in_both_languages(excel: str, open_document: str) -> None:
    assert Formula(excel).in_ods == open_document


@pytest.mark.django_db
def test_the_plan_in_xlsx_has_formulas_by_category_and_source_and_refuses_what_is_not_in_the_lists() -> None:
    call = make_call(title=DANGEROUS)
    book = load_workbook(BytesIO(annex_content(PLAN, call, "xlsx", at=PUBLISHED)))
    assert book.sheetnames == ["Piano", "Riepilogo", "Elenchi"]
    plan, summary, lists = book["Piano"], book["Riepilogo"], book["Elenchi"]
    assert plan["B2"].value == 180000
    assert plan["A1"].data_type == "s"
    assert DANGEROUS in plan["A1"].value
    assert [cell.value for cell in plan[5]] == [
        "Ente",
        "Voce di spesa",
        "Che cosa",
        "Con quali risorse",
        "Importo, in euro",
    ]
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in plan.data_validations.dataValidation}
    assert rules == {
        "B6:B85": ("list", "Elenchi!$A$2:$A$13"),
        "D6:D85": ("list", "Elenchi!$B$2:$B$5"),
        "E6:E85": ("decimal", "0"),
    }
    assert lists["A2"].value == summary["A3"].value == "A. Personale dipendente"
    assert lists["B2"].value == summary["B2"].value == "contributo pubblico"
    assert summary["B3"].value == ("=SUMIFS(Piano!$E$6:$E$85,Piano!$B$6:$B$85,$A3,Piano!$D$6:$D$85,B$2)")
    assert summary["F15"].value == "=SUM(F3:F14)"
    assert summary["B18"].value == '=IF(B17<=Piano!$B$2,"sì","no: supera il contributo dell’avviso")'
    assert summary["A19"].value == "Costi indiretti entro il 7% del totale?"
    assert summary["B19"].value.startswith("=IF(F11*100<=7*F15,")


@pytest.mark.django_db
def test_the_plan_in_ods_is_the_same_workbook() -> None:
    content = annex_content(PLAN, make_call(), "ods", at=PUBLISHED)
    with ZipFile(BytesIO(content)) as archive:
        assert archive.read("mimetype").decode() == ODS
    book = load(BytesIO(content))
    names = [table.getAttribute("name") for table in book.getElementsByType(Table)]
    assert names == ["Piano", "Riepilogo", "Elenchi"]
    formulas = {cell.getAttribute("formula") for cell in book.getElementsByType(TableCell)}
    assert (
        "of:=SUMIFS([$Piano.$E$6:.$E$85];[$Piano.$B$6:.$B$85];[.$A3];[$Piano.$D$6:.$D$85];[.B$2])" in formulas
    )
    assert "of:=SUM([.F3:.F14])" in formulas
    conditions = [rule.getAttribute("condition") for rule in book.getElementsByType(ContentValidation)]
    assert conditions == [
        "of:cell-content-is-in-list([$Elenchi.$A$2:.$A$13])",
        "of:cell-content-is-in-list([$Elenchi.$B$2:.$B$5])",
        "of:cell-content-is-decimal-number() and cell-content()>=0",
    ]


@pytest.mark.django_db
def test_the_texts_have_real_headings_and_say_the_facts_of_the_avviso() -> None:
    call = make_call()
    document = load(BytesIO(annex_content(CONVENTION, call, "odt", at=PUBLISHED)))
    titles = [str(heading) for heading in document.getElementsByType(H)]
    assert titles[0] == "Schema di convenzione"
    for subject in (
        "Durata",
        "Quadro economico",
        "Garanzie e assicurazioni",
        "Inadempimenti e revoca del contributo",
        "Modifiche e riapertura del tavolo",
        "Rendicontazione",
        "Dati personali",
        "Controversie",
    ):
        assert any(title.endswith(f". {subject}") for title in titles), subject
    text = "\n".join(str(paragraph) for paragraph in document.getElementsByType(P))
    for words in ("24 mesi", "180.000\u00a0€", "CUP X00X26000000001", "7% del totale"):
        assert words in text, words
    commitment = load(BytesIO(annex_content(COMMITMENT, call, "odt", at=PUBLISHED)))
    said = "\n".join(str(paragraph) for paragraph in commitment.getElementsByType(P))
    assert "mandato collettivo" in said
    assert "PIS-2026" in said


@pytest.mark.django_db
@pytest.mark.parametrize("annex", ANNEXES, ids=lambda annex: annex.slug)
def test_every_annex_in_pdf_is_accessible_and_a_preview_is_marked(annex: object) -> None:
    call = make_call()
    final = annex_content(annex, call, "pdf", at=PUBLISHED)  # type: ignore[arg-type]
    assert b"pdfuaid" in final
    draft = annex_content(annex, call, "pdf", at=PUBLISHED, draft=True)  # type: ignore[arg-type]
    assert "BOZZA" in PdfReader(BytesIO(draft)).pages[0].extract_text()
    assert "BOZZA" not in PdfReader(BytesIO(final)).pages[0].extract_text()


@pytest.mark.django_db
def test_publication_brings_every_annex_out_with_format_and_size_and_the_avviso_names_them() -> None:
    call = make_call("PUBLISHED")
    files = StoredFile.objects.filter(case_file=call, kind=FileKind.ANNEX)
    assert sorted(files.values_list("name", flat=True)) == [
        "Impegno a costituire il gruppo (ATS) PIS-2026.odt",
        "Impegno a costituire il gruppo (ATS) PIS-2026.pdf",
        "Modulo di domanda (fac-simile) PIS-2026.odt",
        "Modulo di domanda (fac-simile) PIS-2026.pdf",
        "Piano economico PIS-2026.ods",
        "Piano economico PIS-2026.pdf",
        "Piano economico PIS-2026.xlsx",
        "Schema di convenzione PIS-2026.odt",
        "Schema di convenzione PIS-2026.pdf",
    ]
    assert all(file.public and file.owner == call.lead_authority for file in files)
    for file in files:
        with file.content.open("rb") as content:
            assert sniffing.media_type_of(content, file.size) == file.media_type
    assert {XLSX, ODS} < set(files.values_list("media_type", flat=True))
    page = Client().get("/avvisi/pis-2026/").content.decode()
    assert "Modulo di domanda (fac-simile) PIS-2026.pdf" in page
    for format_name in ("ODS, ", "XLSX, ", "ODT, "):
        assert format_name in page, format_name
    notice = Paper.objects.get(case_file=call, kind=PaperKind.NOTICE)
    assert notice.data["annexes"] == [
        "Modulo di domanda (fac-simile) (ODT, PDF)",
        "Piano economico (ODS, XLSX, PDF)",
        "Impegno a costituire il gruppo (ATS) (ODT, PDF)",
        "Schema di convenzione (ODT, PDF)",
    ]
