# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is taken in is decided by the content; every refusal says what to do."""

import base64
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from openpyxl import Workbook

from coprogettazione.documents.forms import UploadField
from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import UploadRefused, check_upload, store_upload
from coprogettazione.documents.services.intake import safe_name
from tests.coprogettazione.documents.conftest import NOON
from tests.coprogettazione.documents.corpus import EXE, PDF, envelope, picture

P7M_DER = envelope(PDF)
#: The same, with lengths that are not said beforehand, as some signing programs write it.
P7M = (
    bytes.fromhex("308006092a864886f70d010702a080308002010131003080")
    + bytes.fromhex("06092a864886f70d010701a0802480")
    + bytes([4, len(PDF)])
    + PDF
    + bytes(6)
    + bytes.fromhex("3100")
    + bytes(6)
)
PNG = picture("PNG")
JPEG = picture("JPEG")
ELF = b"\x7fELF\x02\x01" + b"\x00" * 60


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def written(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refusal(name: str, content: bytes, **options: object) -> str:
    with pytest.raises(UploadRefused) as refused:
        check_upload(upload(name, content), **options)  # type: ignore[arg-type]
    return str(refused.value.reason)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("statuto.pdf", PDF, "application/pdf"),
        ("STATUTO.PDF", PDF, "application/pdf"),
        ("piano.pdf.p7m", P7M, "application/pkcs7-mime"),
        ("piano.p7m", P7M_DER, "application/pkcs7-mime"),
        ("piano.p7m", base64.encodebytes(P7M_DER), "application/pkcs7-mime"),
        (
            "piano.p7m",
            b"-----BEGIN PKCS7-----\n" + base64.encodebytes(P7M_DER) + b"-----END PKCS7-----\n",
            "application/pkcs7-mime",
        ),
        ("testo.odt", written(OpenDocumentText()), "application/vnd.oasis.opendocument.text"),
        ("conti.ods", written(OpenDocumentSpreadsheet()), "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "testo.docx",
            office("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "conti.xlsx",
            written(Workbook()),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("foto.png", PNG, "image/png"),
        ("foto.jpg", JPEG, "image/jpeg"),
        ("foto.jpeg", JPEG, "image/jpeg"),
        ("righe.csv", "voce;importo\nà;1,50\n".encode("cp1252"), "text/csv"),
        ("note.txt", "Perché sì.\n".encode(), "text/plain"),
    ],
)
def test_documents_are_taken_in_whatever_they_are_called(name: str, content: bytes, media_type: str) -> None:
    checked = check_upload(upload(name, content))
    assert checked.media_type == media_type
    assert checked.size == len(content)


def test_an_empty_file_is_refused() -> None:
    assert refusal("statuto.pdf", b"").startswith("«statuto.pdf» è vuoto (0 byte). Apri il documento")


def test_a_file_one_byte_too_large_is_refused_with_both_sizes(settings) -> None:
    settings.MAX_UPLOAD_SIZE = 2_000_000
    start, end = PDF[:20], b"\n%%EOF\n"
    content = start + b" " * (2_000_000 - len(start) - len(end)) + end
    assert check_upload(upload("a.pdf", content)).size == 2_000_000
    assert "il massimo è 2 MB" in refusal("a.pdf", content[:20] + b" " + content[20:])


@pytest.mark.parametrize("content", [EXE, ELF, b"#!/bin/sh\nrm -rf /\n", b"\xca\xfe\xba\xbe" + b"\x00" * 20])
@pytest.mark.parametrize("name", ["statuto.pdf", "statuto.txt", "statuto.exe", "statuto"])
def test_a_program_is_refused_under_any_name(name: str, content: bytes) -> None:
    assert "contiene un programma, non un documento" in refusal(name, content)


def test_a_program_with_a_pdf_inside_is_refused() -> None:
    assert "contiene un programma" in refusal("statuto.pdf", EXE + PDF)


@pytest.mark.parametrize(
    ("name", "content"),
    [("pagina.html", b"<html></html>"), ("disegno.svg", b"<svg/>"), ("dati.zip", office()), ("senza", PDF)],
)
def test_other_formats_are_refused_with_the_list_of_those_accepted(name: str, content: bytes) -> None:
    reason = refusal(name, content)
    assert "questo formato non si può caricare" in reason
    assert "PDF, P7M, ODT, ODS, DOCX, XLSX, PNG, JPG" in reason


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>x</script></html>",
        b"\xef\xbb\xbf <svg onload=x>",
        b"<!DOCTYPE html>",
        b"<?xml version='1.0'?>",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.pdf"])
def test_a_web_page_is_refused_under_any_name(name: str, content: bytes) -> None:
    assert "il contenuto è un altro" in refusal(name, content)


def test_a_name_that_says_another_format_is_refused_and_told() -> None:
    reason = refusal("foto.pdf", PNG)
    assert reason.startswith("«foto.pdf» si chiama .pdf ma il contenuto è PNG.")
    assert "il contenuto è PDF" in refusal("statuto.p7m", PDF)
    assert "il contenuto è un altro" in refusal("dati.docx", office("altro.xml"))
    assert "il contenuto è un altro" in refusal("note.txt", b"\x00\x01\x02")


def test_a_document_with_macros_is_refused() -> None:
    assert "contiene macro" in refusal("a.docx", office("word/document.xml", "word/vbaProject.bin"))
    assert "contiene macro" in refusal("a.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin"))


def test_a_truncated_document_is_refused() -> None:
    assert "incompleto o danneggiato" in refusal("a.pdf", PDF[:-8])
    assert "incompleto o danneggiato" in refusal("a.docx", office("word/document.xml")[:-30])


def test_a_field_may_accept_less() -> None:
    assert "uno di questi: PDF, P7M." in refusal("foto.png", PNG, only=("pdf", "p7m"))
    assert check_upload(upload("a.pdf", PDF), only=("pdf", "p7m"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("C:\\Documenti\\statuto.pdf", "statuto.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("fattura\u202efdp.exe", "fatturafdp.exe"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("perche\u0301.pdf", "perché.pdf"),
        ("  .. ", "file"),
    ],
)
def test_a_name_is_kept_without_what_could_deceive(typed: str, kept: str) -> None:
    assert safe_name(typed) == kept


def test_the_form_field_shows_the_same_refusals_in_place() -> None:
    field = UploadField(only=("pdf",), label="Statuto")
    assert field.widget_attrs(field.widget)["accept"] == ".pdf"
    for name, content, reason in (
        ("a.pdf", b"", "è vuoto"),
        ("a.pdf", EXE, "un programma"),
        ("a.png", PNG, "PDF."),
    ):
        with pytest.raises(Exception, match=reason):
            field.clean(upload(name, content))
    assert field.clean(upload("a.pdf", PDF)).read() == PDF


@pytest.mark.django_db
def test_a_large_upload_on_disk_is_kept_like_a_small_one(lanterna, operator) -> None:
    large = TemporaryUploadedFile("grande.pdf", "application/pdf", 0, None)
    large.write(PDF)
    large.size = len(PDF)
    stored = store_upload(file=large, kind=FileKind.ATTACHMENT, by=operator, at=NOON, owner=lanterna)
    large.close()
    assert stored.content.read() == PDF
    stored.content.close()
