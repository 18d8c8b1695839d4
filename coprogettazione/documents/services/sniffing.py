# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a file is, by its bytes: the name it arrived with is only a claim to be compared."""

import base64
import binascii
import zipfile
from typing import IO

import filetype

PDF = "application/pdf"
P7M = "application/pkcs7-mime"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG = "image/png"
JPEG = "image/jpeg"
TEXT = "text/plain"
CSV = "text/csv"
PROGRAM = "program"
MACRO = "macro"
CUT = "cut"
CLOSED = "closed"
UTF_16 = "utf-16"

#: Extension → media type of its content. (CSV is plain text: the content cannot tell them apart.)
EXTENSIONS: dict[str, str] = {
    "pdf": PDF,
    "p7m": P7M,
    "odt": ODT,
    "ods": ODS,
    "docx": DOCX,
    "xlsx": XLSX,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "csv": CSV,
    "txt": TEXT,
}

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # OID 1.2.840.113549.1.7.2, CMS signedData
PROGRAM_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa",
)
#: The container of old Office documents, and of the new ones when they have a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 8192
TAIL = 2048


def media_type_of(file: IO[bytes], size: int) -> str:
    """The media type told by the content; PROGRAM, MACRO, CUT, CLOSED and UTF_16 say what is
    wrong; "" for anything else.

    Reads the head and the tail, of archives the list of members; never decompresses more than 100 bytes.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    file.seek(0)
    if head.startswith(PROGRAM_STARTS):
        return PROGRAM
    if head.startswith(b"%PDF-"):
        return PDF if b"%%EOF" in tail else CUT
    if is_signed_envelope(head):
        return P7M
    if head.startswith(OLE):
        return CLOSED
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return UTF_16
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    known = filetype.guess(head)
    if known is not None:
        return known.mime if known.mime in (PNG, JPEG) else ""
    return TEXT if is_plain_text(file) else ""


def is_signed_envelope(head: bytes) -> bool:
    """Whether the bytes open a CMS signed envelope: DER or BER, also in base64 (PEM or bare)."""
    if head[:1] == b"\x30":
        return SIGNED_DATA in head[:24]
    lines = [row for row in head.split() if not row.startswith(b"-")]
    if head.startswith((b"-----BEGIN PKCS7-----", b"-----BEGIN CMS-----")):
        lines = head.split(b"\n")[1:3]
    if not lines or not lines[0].startswith(b"M"):
        return False
    try:
        return SIGNED_DATA in base64.b64decode(lines[0].strip()[:48], validate=True)[:24]
    except (binascii.Error, ValueError):
        return False


def is_plain_text(file: IO[bytes]) -> bool:
    """Whether all of it is text (UTF-8, or Windows-1252 as spreadsheets write CSV) and no web page."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in set(content)):
        return False
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<?php")):
        return False
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _office(file: IO[bytes]) -> str:
    """OpenDocument and Office Open XML, by what the archive holds. Those with macros are told apart."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
                return MACRO
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    kind = member.read(100).decode("ascii", "replace").strip()
                return kind if kind in (ODT, ODS) else ""
            if "[Content_Types].xml" not in names:
                return ""
            if "word/document.xml" in names:
                return DOCX
            return XLSX if "xl/workbook.xml" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return CUT
    finally:
        file.seek(0)
