# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bad files, made by code: what a careless or a malicious person may send, and what each is told."""

import base64
import io
import struct
import zipfile
import zlib
from functools import cache

from asn1crypto import cms
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from openpyxl import Workbook
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
EXE = b"MZ\x90\x00" + b"\x00" * 60
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NO_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


#: What a page holds, as it lies between other objects.
STREAM = b"1 0 obj<</Length 2>>\nstream\nBT\nendstream\nendobj\n"


def pdf_with(objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + objects + b"\ntrailer<<>>\nstartxref\n9\n%%EOF\n"


def packed_pdf(objects: bytes) -> bytes:
    """The objects inside a compressed stream of objects, where a search for words does not see them."""
    stream = zlib.compress(objects)
    head = b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(stream)
    return pdf_with(head + stream + b"\nendstream endobj")


def archive(members: dict[str, str | bytes], *, flags: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    content = bytearray(out.getvalue())
    if flags:  # the bit of the password, in the central directory of each member
        place = -1
        while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
            content[place + 8] |= flags
    return bytes(content)


def docx(members: dict[str, str | bytes] | None = None, **options: int) -> bytes:
    whole = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}
    return archive({**whole, **(members or {})}, **options)


def odt(members: dict[str, str | bytes] | None = None) -> bytes:
    mime = "application/vnd.oasis.opendocument.text"
    return archive({"mimetype": mime, "content.xml": "<office:document-content/>", **(members or {})})


def ods_with_script() -> bytes:
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": mime, "content.xml": "<x/>", "Scripts/python/apri.py": "import os"})


def relation(kind: str, target: str) -> dict[str, str | bytes]:
    said = f'<Relationship Id="r1" Type="http://x/{kind}" TargetMode="External" Target="{target}"/>'
    return {"word/_rels/settings.xml.rels": f"<Relationships>{said}</Relationships>"}


def envelope(content: bytes | None, *, text: bool = False) -> bytes:
    """A CMS signed envelope around a document (without signers: nobody looks at them)."""
    inside: dict[str, object] = {"content_type": "data"}
    if content is not None:
        inside["content"] = content
    signed = cms.SignedData(
        {"version": "v1", "digest_algorithms": [], "encap_content_info": inside, "signer_infos": []}
    )
    made: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return base64.encodebytes(made) if text else made


def wrapped(content: bytes, times: int) -> bytes:
    for _time in range(times):
        content = envelope(content)
    return content


@cache
def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 2), "white").save(out, kind)
    return out.getvalue()


def huge_png() -> bytes:
    """A header that says 60,000 × 60,000 points, and almost no content."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


def office(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


ZEROS = b"\x00" * 5_000_000
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600

#: What it is: (name, content, words of the refusal).
BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("statuto.pdf", b"", "è vuoto (0 byte)"),
    "only spaces": ("note.txt", b"  \r\n\t \n", "contiene solo spazi"),
    "UTF-16 text": ("note.txt", "Perché sì".encode("utf-16"), "scritto in UTF-16"),
    "zip bomb": ("testo.docx", docx({"word/media/a.xml": ZEROS}), "diventa enorme"),
    "nested zip bomb": ("testo.docx", docx({"word/b.zip": archive({"c": ZEROS})}), "un altro archivio"),
    "thousands of members": (
        "testo.odt",
        odt({f"Pictures/{n}": "" for n in range(5001)}),
        "diventa enorme",
    ),
    "PDF and ZIP": ("statuto.pdf", PDF + archive({"a": "b"}) + b"\n%%EOF", "due cose insieme: PDF e ZIP"),
    "PDF and HTML": (
        "statuto.pdf",
        b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF",
        "due cose insieme: PDF e HTML",
    ),
    "GIF and JavaScript": ("foto.png", b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)", "contenuto è un altro"),
    "PNG and ZIP": ("foto.png", picture("PNG") + archive({"a": "b"}), "due cose insieme: PNG e ZIP"),
    "truncated PDF": ("statuto.pdf", PDF[:-8], "incompleto o danneggiato"),
    "truncated archive": ("testo.docx", docx()[:-30], "incompleto o danneggiato"),
    "truncated JPEG": ("foto.jpg", picture("JPEG")[:-40], "incompleto o danneggiato"),
    "truncated PNG": ("foto.png", picture("PNG")[:-12], "incompleto o danneggiato"),
    "truncated envelope": ("atto.pdf.p7m", envelope(PDF)[:-20], "incompleto o danneggiato"),
    "wrong extension": ("foto.pdf", picture("PNG"), "si chiama .pdf ma il contenuto è PNG"),
    "double extension": ("statuto.exe.pdf", PDF, "due estensioni: .exe e .pdf"),
    "extension of a program": ("statuto.pdf.exe", PDF, "formato non si può caricare"),
    "executable renamed": ("statuto.pdf", EXE, "contiene un programma"),
    "script renamed": ("statuto.txt", b"#!/bin/sh\nrm -rf /\n", "contiene un programma"),
    "macro in docx": ("testo.docx", docx({"word/vbaProject.bin": "x"}), "contiene macro"),
    "xlsm": (
        "conti.xlsm",
        archive({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>", "xl/vbaProject.bin": "x"}),
        "contiene macro",
    ),
    "macro without its name": (
        "testo.docx",
        docx({"[Content_Types].xml": "<Default ContentType='application/vnd.ms-word.macroEnabled.12'/>"}),
        "contiene macro",
    ),
    "ods with scripts": ("conti.ods", ods_with_script(), "contiene macro"),
    "odt that acts when opened": (
        "testo.odt",
        odt({"content.xml": '<x><script:event-listener script:event-name="dom:load"/></x>'}),
        "contiene macro",
    ),
    "docx with a template elsewhere": (
        "testo.docx",
        docx(relation("attachedTemplate", "https://altrove.example/t.dotm")),
        "prende una parte da un altro indirizzo: «https://altrove.example/t.dotm»",
    ),
    "docx with an object": (
        "testo.docx",
        docx({"word/embeddings/oleObject1.bin": "x"}),
        "oggetto incorporato: «oleObject1.bin»",
    ),
    "XML bomb in docx": (
        "testo.docx",
        docx({"word/document.xml": '<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><a>&c;</a>'}),
        "definizioni XML",
    ),
    "XXE in docx": (
        "testo.docx",
        docx({"word/styles.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16")}),
        "definizioni XML",
    ),
    "path traversal": ("testo.docx", docx({"../../etc/cron.d/a": "x"}), "uscirebbero dalla loro cartella"),
    "encrypted archive": ("testo.docx", docx(flags=1), "protetto da una password"),
    "encrypted odt": (
        "testo.odt",
        odt({"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "protetto da una password",
    ),
    "old Word, or Word with a password": ("testo.docx", OLD_WORD, "formato vecchio di Office"),
    "encrypted PDF": ("statuto.pdf", pdf_with(b"trailer<</Encrypt 4 0 R>>"), "protetto da una password"),
    "PDF with JavaScript": (
        "statuto.pdf",
        pdf_with(b"1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"),
        "contiene JavaScript",
    ),
    "PDF with JavaScript spelled otherwise": (
        "statuto.pdf",
        pdf_with(b"1 0 obj<</S/J#61vaScript>>endobj"),
        "contiene JavaScript",
    ),
    "PDF with JavaScript packed": (
        "statuto.pdf",
        packed_pdf(b"1 0 <</S /JavaScript /JS (app.alert\\(1\\))>>"),
        "contiene JavaScript",
    ),
    "PDF with JavaScript between two streams": (
        "statuto.pdf",
        pdf_with(STREAM + b"2 0 obj<</S/JavaScript/JS(app.alert\\(1\\))>>endobj\n" + STREAM),
        "contiene JavaScript",
    ),
    "PDF that starts a program": (
        "statuto.pdf",
        pdf_with(b"1 0 obj<</S/Launch/F(cmd.exe)>>endobj"),
        "avviare un programma",
    ),
    "PDF with files inside": (
        "statuto.pdf",
        pdf_with(b"1 0 obj<</Names<</EmbeddedFiles 2 0 R>>>>endobj"),
        "altri file dentro",
    ),
    "HTML": ("pagina.html", b"<html><script>alert(1)</script></html>", "formato non si può caricare"),
    "HTML as text": ("pagina.txt", b"\xef\xbb\xbf <!doctype html><p>", "contenuto è un altro"),
    "SVG with script": ("disegno.svg", b"<svg onload='alert(1)'/>", "formato non si può caricare"),
    "SVG as PDF": ("disegno.pdf", b"<svg xmlns='x'><script/></svg>", "contenuto è un altro"),
    "huge picture": ("foto.png", huge_png(), "troppi punti: 60000 × 60000"),
    "CSV with a formula": (
        "spese.csv",
        b"voce;importo\nluce;\"=cmd|' /C calc'!A0\"\n",
        "contiene una formula: «=cmd|' /C calc'!A0»",
    ),
    "CSV with a formula after a sign": ("spese.csv", b"voce,importo\nluce,+SUM(A1)\n", "una formula"),
    "signature alone": ("atto.p7m", envelope(None), "solo la firma, senza il documento"),
    "envelopes without end": ("atto.pdf.p7m", wrapped(PDF, 4), "una firma dentro l’altra più di 3 volte"),
    "envelope with a program": ("atto.pdf.p7m", envelope(EXE), "busta firmata che contiene un programma"),
    "envelope with a page": ("atto.p7m", envelope(b"<html>"), "dentro non c’è un documento"),
    "envelope with another document": (
        "atto.pdf.p7m",
        envelope(picture("PNG")),
        "dal nome dentro c’è un PDF, invece c’è un PNG",
    ),
    "envelope with a bad document": (
        "atto.docx.p7m",
        envelope(docx({"word/vbaProject.bin": "x"}), text=True),
        "contiene macro",
    ),
    "lookalike extension": ("statuto.\u0440df", PDF, "caratteri che sembrano lettere"),
    "right-to-left name": ("fattura\u202efdp.exe", PDF, "«fatturafdp.exe»: questo formato"),
    "only dots": ("....", PDF, "«file»: questo formato"),
    "no extension": ("statuto", PDF, "formato non si può caricare"),
    "an archive": ("dati.zip", archive({"a": "b"}), "formato non si può caricare"),
}

#: Bad names of good documents: what they are kept as.
NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Documenti\\statuto.pdf": "statuto.pdf",
    "stat\x00uto.pdf": "statuto.pdf",
    "x" * 10_000 + ".pdf": "x" * 146 + ".pdf",
    "statuto\u202e.pdf": "statuto.pdf",
    "CON.pdf": "_CON.pdf",
    "lpt1.scritto.pdf": "_lpt1.scritto.pdf",
    "riga\r\nSet-Cookie: a=b.pdf": "rigaSet-Cookie: a=b.pdf",
    "  .statuto.pdf.": "statuto.pdf",
}

#: Good documents, with the signature found in each.
GOOD: dict[str, tuple[str, bytes, str]] = {
    "PDF": ("statuto.pdf", PDF, ""),
    "PDF with packed objects": ("statuto.pdf", packed_pdf(b"1 0 <</Type /Page>>"), ""),
    "signed PDF": (
        "statuto.pdf",
        pdf_with(b"1 0 obj<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]>>endobj"),
        "PADES",
    ),
    "signed PDF between two streams": (
        "statuto.pdf",
        pdf_with(
            STREAM + b"2 0 obj<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]>>endobj\n" + STREAM
        ),
        "PADES",
    ),
    "signed envelope": ("statuto.pdf.p7m", envelope(PDF), "CADES"),
    "signed envelope in base64": ("statuto.pdf.p7m", envelope(PDF, text=True), "CADES"),
    "three signatures": ("statuto.pdf.p7m.p7m.p7m", wrapped(PDF, 3), "CADES"),
    "docx with a link": ("testo.docx", docx(relation("hyperlink", "https://esempio.it/")), ""),
    "odt": ("testo.odt", office(OpenDocumentText()), ""),
    "ods": ("conti.ods", office(OpenDocumentSpreadsheet()), ""),
    "xlsx": ("conti.xlsx", office(Workbook()), ""),
    "PNG": ("foto.png", picture("PNG"), ""),
    "JPEG": ("foto.jpg", picture("JPEG"), ""),
    "CSV with signs": ("spese.csv", b"voce;n\n- luce;-12,50\ntel;+39 02 1234\n@valdora;(5)\n", ""),
}
