# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project taken out of the platform: what each format says, what a version was, who may."""

import io
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from odf.opendocument import load
from odf.text import H
from pypdf import PdfReader

from coprogettazione.documents.documents import Image
from coprogettazione.documents.models import FileKind, Paper, PaperKind, StoredFile
from coprogettazione.documents.services import store_file
from coprogettazione.tables.documents import FORMATS, issue_project, project_as
from coprogettazione.tables.models import DesignTable, NamedVersion, Picture
from coprogettazione.tables.queries import content_of, fingerprint_of
from coprogettazione.tables.queries.export import (
    document_for_export,
    pictures_of,
    version_for_export,
)
from coprogettazione.tables.services import save_version
from tests.coprogettazione.documents.bodies import RICH, block, p, png
from tests.coprogettazione.tables.test_views import at, page, signed_in
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import WRITTEN, casa, make_table, write_budget, write_project

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=ZoneInfo("Europe/Rome"))
BODY = {"name": "Ambito di Valdora", "address": "", "email": "", "pec": ""}
CODE = "PIS-2026"


@pytest.fixture
def table() -> DesignTable:
    """A table with a project and a budget."""
    table = make_table()
    write_project(table)
    write_budget(table)
    return table


def picture(number: int) -> Image | None:
    """The one picture there is."""
    return Image(png(), "image/png") if number == 7 else None


def made(extension: str, document: Any) -> bytes:
    """The file."""
    return project_as(extension, document, body=BODY, pictures=picture, at=NOON)


def words_of(pdf: bytes) -> str:
    """The text of a PDF, spaces made one."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_working_text_says_on_each_page_that_nobody_approved_it(table: DesignTable) -> None:
    document = document_for_export(table)
    reader = PdfReader(io.BytesIO(made("pdf", document)))
    for one in reader.pages:
        said = one.extract_text()
        assert "In lavorazione: non è un testo approvato." in said
        assert "IN LAVORAZIONE" in said
    odt = load(io.BytesIO(made("odt", document)))
    assert "In lavorazione: non è un testo approvato." in str(odt.masterstyles)
    docx = Document(io.BytesIO(made("docx", document)))
    assert "non è un testo approvato" in docx.sections[0].header.paragraphs[0].text


def test_a_text_of_before_the_editor_goes_out_with_its_chapters_roles_and_money(table: DesignTable) -> None:
    document = document_for_export(table)
    said = words_of(made("pdf", document))
    for words in (
        "Il testo del capitolo 1.",
        "Un secondo paragrafo.",
        "Unità di strada",
        "180.000",
        "Casa Aperta",
    ):
        assert words in said, words
    odt = load(io.BytesIO(made("odt", document)))
    heads = [str(head) for head in odt.getElementsByType(H)]
    assert heads[0] == "Documento progettuale"
    assert heads[-2:] == ["Chi fa che cosa", "Con quanto, e di chi"]
    docx = Document(io.BytesIO(made("docx", document)))
    assert docx.tables[-1].rows[-1].cells[-1].text == "216.000,00"


def test_everything_the_editor_knows_makes_an_accessible_pdf(table: DesignTable) -> None:
    document = replace(document_for_export(table), chapters=[("Le azioni", RICH)])
    pdf = made("pdf", document)
    assert b"pdfuaid" in pdf
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "it"
    said = words_of(pdf)
    for words in ("Chi è coinvolto", "3. prima uscita", "ricomincia da uno", "Dati dell’Ufficio di Piano", "lunedì",
                  "Sottolineato: proposto, non ancora nel testo."):  # fmt: skip
        assert words in said, words
    assert "La mappa dei quartieri".encode("utf-16-be") in pdf or len(reader.pages[0].images) == 1


def test_a_body_is_never_markup(table: DesignTable) -> None:
    words = '#panic("x") $ * _ @a = [ ] \\ // `x` <b>'
    body = [p(words), block("heading", words, level=3), block("image", file=9, alt=words)]
    document = replace(document_for_export(table), chapters=[(words, body)])
    assert '#panic("x")' in words_of(made("pdf", document))
    for extension in ("odt", "docx"):
        assert made(extension, document)


def version_with(table: DesignTable, body: Any) -> NamedVersion:
    """A version whose chapter on the actions has a body."""
    saved = save_version(table=table, label="di massima", by=make_officer(), at=WRITTEN)
    content = content_of(table)
    for item in content["chapters"]:
        if item["code"] == "azioni":
            item["body"] = body
    NamedVersion.objects.filter(pk=saved.pk).update(content=content, content_hash=fingerprint_of(content))
    return NamedVersion.objects.get(pk=saved.pk)


def test_a_version_goes_out_as_it_was_with_its_fingerprint(table: DesignTable) -> None:
    version = version_with(table, [p("Il corpo.")])
    document = version_for_export(table, version)
    assert dict(document.chapters)["Le azioni"] == [p("Il corpo.")]
    said = words_of(made("pdf", document))
    assert version.content_hash in said.replace(" ", "")
    assert "non è il testo definitivo approvato" in said
    assert "IN LAVORAZIONE" not in said
    table.final_version = version
    assert version_for_export(table, version).notice == ""


def keep(table: DesignTable, content: bytes, **facts: Any) -> StoredFile:
    """A file of the dossier."""
    given = {"kind": FileKind.WORKING, "media_type": "image/png", "case_file": table.call, **facts}
    return store_file(content=content, name="mappa.png", by=make_officer(), at=WRITTEN, owner=casa(), **given)


def shelve(table: DesignTable, content: bytes) -> StoredFile:
    """A picture of the library of the table."""
    file = keep(table, content)
    Picture.objects.create(
        table=table, file=file, alt="La mappa", person=make_officer(), organisation=casa(), added_at=WRITTEN
    )
    return file


def test_the_paper_d5_reads_the_body_and_shows_its_pictures(table: DesignTable) -> None:
    file = shelve(table, png())
    version = version_with(table, [p("Il corpo."), block("image", file=file.pk, alt="La mappa")])
    paper = issue_project(version=version, by=make_officer(), at=WRITTEN)
    assert Paper.objects.get(kind=PaperKind.PROJECT_DOCUMENT) == paper
    with paper.file.content.open("rb") as opened:
        reader = PdfReader(opened)
        assert sum(len(one.images) for one in reader.pages) == 1
        assert "Il corpo." in reader.pages[0].extract_text()


def test_a_text_shows_only_whole_pictures_of_the_library_of_its_table(table: DesignTable) -> None:
    shown = pictures_of(table)
    good = shown(shelve(table, png()).pk)
    assert good is not None
    assert good.content == png()
    assert shown(keep(table, png(61)).pk) is None
    assert shown(keep(table, png(62), kind=FileKind.ATTACHMENT).pk) is None
    assert shown(shelve(table, png(63)[:60]).pk) is None
    assert shown(10**30) is None
    assert shown(-1) is None


@pytest.mark.parametrize("extension", FORMATS)
def test_who_sits_takes_the_project_and_its_versions_away(table: DesignTable, extension: str) -> None:
    version_with(table, RICH)
    with at(WRITTEN):
        client = signed_in(make_legal_representative(casa()))
        now = client.get(page("export", CODE, extension))
        then = client.get(page("export_version", CODE, 1, extension))
    assert now.status_code == then.status_code == 200
    assert now["Content-Type"] == FORMATS[extension]
    assert now["Cache-Control"] == "private, no-store"
    assert f"Progetto PIS-2026, in lavorazione.{extension}" in now["Content-Disposition"]
    assert f"Progetto PIS-2026, versione 1.{extension}" in then["Content-Disposition"]


def test_a_stranger_takes_nothing_and_an_unknown_format_or_version_is_not_there(table: DesignTable) -> None:
    with at(WRITTEN):
        assert (
            signed_in(make_legal_representative(make_ets("ets3")))
            .get(page("export", CODE, "pdf"))
            .status_code
            == 403
        )
        client = signed_in(make_officer())
        assert client.get(page("export", CODE, "exe")).status_code == 404
        assert client.get(page("export_version", CODE, 9, "pdf")).status_code == 404


def test_the_pages_offer_the_files(table: DesignTable) -> None:
    version_with(table, RICH)
    with at(WRITTEN):
        client = signed_in(make_officer())
        project = client.get(page("project", CODE)).content.decode()
        version = client.get(page("version", CODE, 1)).content.decode()
    for extension in FORMATS:
        assert page("export", CODE, extension) in project
        assert page("export_version", CODE, 1, extension) in version
