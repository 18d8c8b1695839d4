# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Office documents are archives: what their members are, and what they would do when opened."""

import re
import zipfile
from typing import IO

from coprogettazione.documents.services.content import words
from coprogettazione.documents.services.content.problem import Problem

MEMBERS = 5000
#: Bytes of all members together, and how many times a member may grow when it is larger than 1 MB.
UNPACKED = 300_000_000
GROWTH = 200
LARGE = 1_000_000
READ = 4_000_000
ARCHIVES = (".zip", ".jar", ".7z", ".rar", ".gz", ".tar", ".docx", ".odt", ".xlsx", ".ods", ".docm", ".xlsm")
EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
ENTITY = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\bSYSTEM\b", re.IGNORECASE)


def look_at_archive(file: IO[bytes]) -> None:
    """Raises Problem. Never unpacks more than 4 MB of a member."""
    try:
        with zipfile.ZipFile(file) as archive:
            _look(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Problem(words.DAMAGED) from error
    except RuntimeError as error:  # "password required", says zipfile
        raise Problem(words.PASSWORD) from error
    finally:
        file.seek(0)


def _look(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise Problem(words.PASSWORD)
    grown = [m for m in members if m.file_size > LARGE and m.file_size > GROWTH * max(m.compress_size, 1)]
    if grown or len(members) > MEMBERS or sum(m.file_size for m in members) > UNPACKED:
        raise Problem(words.BOMB)
    for member in members:
        name = member.filename.lower()
        if _escapes(member.filename):
            raise Problem(words.PATHS)
        if name.endswith("vbaproject.bin") or member.filename.startswith(("Basic/", "Scripts/")):
            raise Problem(words.HAS_MACROS)
        if "/embeddings/" in f"/{name}" or "oleobject" in name or name.endswith((".bin.ole", ".exe", ".dll")):
            raise Problem(words.OBJECT_INSIDE, found=member.filename.rsplit("/", 1)[-1])
        if name.endswith(ARCHIVES):
            raise Problem(words.ARCHIVE_INSIDE)
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels", ".rdf")):
            _look_at_xml(member.filename, _read(archive, member))


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[\\/]", name)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as opened:
        content = opened.read(READ)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode()
    return content


def _look_at_xml(name: str, content: bytes) -> None:
    if ENTITY.search(content):
        raise Problem(words.ENTITIES)
    if b"macroEnabled" in content and name == "[Content_Types].xml":
        raise Problem(words.HAS_MACROS)
    if name == "META-INF/manifest.xml" and b"encryption-data" in content:
        raise Problem(words.PASSWORD)
    if name.endswith(".rels"):
        for found in EXTERNAL.findall(content):
            if b"/hyperlink" not in found:
                target = re.search(rb"\bTarget\s*=\s*[\"']([^\"']*)", found)
                said = target.group(1).decode("utf-8", "replace") if target else ""
                raise Problem(words.OUTSIDE, found=said[:100])
    if name in ("content.xml", "styles.xml") and b"<script:event-listener" in content:
        raise Problem(words.HAS_MACROS)
