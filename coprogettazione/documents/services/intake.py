# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking files in: an allow-list by content, and every refusal says what to do."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models import FileKind, StoredFile
from coprogettazione.documents.models.files import FORMATS
from coprogettazione.documents.services import sniffing
from coprogettazione.documents.services.arriving import ArrivedFile, take_arrived
from coprogettazione.documents.services.content import look_inside, words
from coprogettazione.documents.services.content.problem import Problem
from coprogettazione.documents.services.scanning import ask_scan
from coprogettazione.records.canonical import file_sha256
from coprogettazione.records.refusals import Invalid
from coprogettazione.records.sealing import SealingFile

ACCEPTED_EXTENSIONS = tuple(sniffing.EXTENSIONS)
NAME_LENGTH = 150

EMPTY = _(
    "«{name}» è vuoto (0 byte). Apri il documento, controlla che ci sia il contenuto e caricalo di nuovo."
)
TOO_LARGE = _("«{name}» pesa {size} MB: il massimo è {limit} MB. Riduci le immagini o dividi il documento.")
IS_A_PROGRAM = _("«{name}» contiene un programma, non un documento. Carica il documento originale in PDF.")
FORMAT_NOT_ACCEPTED = _(
    "«{name}»: questo formato non si può caricare. Salva il documento in uno di questi: {said}."
)
WRONG_NAME = _(
    "«{name}» si chiama .{extension} ma il contenuto è {found}. "
    "Dagli l’estensione giusta, oppure salvalo nel formato che il nome dice."
)
NOT_WHAT_IT_SAYS = _(
    "«{name}» si chiama .{extension} ma il contenuto è un altro. Carica il documento originale."
)


LOOKALIKE = _(
    "«{name}»: l’estensione usa caratteri che sembrano lettere e non lo sono. Scrivila con la tastiera, "
    "per esempio .pdf."
)
TWO_EXTENSIONS = _("«{name}» ha due estensioni: .{first} e .{last}. Dai al file un nome con una sola.")
CLOSED = _(
    "«{name}» è in un formato vecchio di Office, oppure ha una password. Salvalo in PDF, o in DOCX o XLSX senza "
    "password."
)

#: Extensions of what is executed: before the last one, they are there to deceive.
EXECUTED = frozenset(
    {"exe", "com", "scr", "bat", "cmd", "msi", "dll", "js", "vbs", "ps1", "sh", "jar", "app", "php", "py"}
    | {"html", "htm", "svg", "hta", "lnk", "docm", "xlsm"}
)
#: Names that Windows keeps for itself: a file cannot be saved under them.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)


class UploadRefused(Invalid):
    """A file that is not taken in: the reason says what is wrong and what to do."""


@dataclass(frozen=True)
class Checked:
    """What a file turned out to be. Size in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str
    signature: str = ""


def max_upload_size() -> int:
    """Bytes that one file may have (setting `MAX_UPLOAD_SIZE`, 20 MB)."""
    return int(settings.MAX_UPLOAD_SIZE)


def safe_name(name: str) -> str:
    """The typed name without folders and invisible characters, at most 150 characters, extension kept; one that
    Windows keeps for itself gets a line in front.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = unicodedata.normalize("NFC", last)
    shown = "".join(c for c in shown if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")).strip(
        " ."
    )
    if len(shown) > NAME_LENGTH:
        stem, dot, extension = shown.rpartition(".")
        shown = stem[: NAME_LENGTH - len(extension) - 1] + dot + extension if dot else shown[:NAME_LENGTH]
    return f"_{shown}" if shown.partition(".")[0].strip().lower() in RESERVED else shown or "file"


def check_upload(file: File, *, only: tuple[str, ...] = ACCEPTED_EXTENSIONS) -> Checked:
    """Look at a file that somebody sends; `only` narrows the accepted extensions ("pdf", "p7m").

    Raises UploadRefused: empty, too large, of a format not accepted, content and extension that disagree, a
    program under another name, a truncated file, and whatever `content` finds inside: macros, scripts,
    passwords, other files, parts taken from elsewhere, what would grow without end.
    """
    name = safe_name(file.name or "")
    size = file.size
    if size == 0:
        raise _refused(EMPTY, name=name)
    if size > max_upload_size():
        raise _refused(TOO_LARGE, name=name, size=_megabytes(size), limit=_megabytes(max_upload_size()))
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    found = sniffing.media_type_of(file.file or file, size)
    if found == sniffing.PROGRAM:
        raise _refused(IS_A_PROGRAM, name=name)
    if not extension.isascii():
        raise _refused(LOOKALIKE, name=name)
    if found == sniffing.MACRO:
        raise _refused(words.HAS_MACROS, name=name)
    if extension not in only:
        raise _refused(FORMAT_NOT_ACCEPTED, name=name, said=", ".join(only).upper())
    parts = name.lower().split(".")
    if len(parts) > 2 and parts[-2] in EXECUTED:
        raise _refused(TWO_EXTENSIONS, name=name, first=parts[-2], last=extension)
    if found in WRONG:
        raise _refused(WRONG[found], name=name)
    expected = sniffing.EXTENSIONS[extension]
    if found != expected and not (found == sniffing.TEXT and expected == sniffing.CSV):
        if found in FORMATS:
            raise _refused(WRONG_NAME, name=name, extension=extension, found=FORMATS[found])
        raise _refused(NOT_WHAT_IT_SAYS, name=name, extension=extension)
    try:
        inside = look_inside(file.file or file, expected, inner_extension=parts[-2] if len(parts) > 2 else "")
    except Problem as problem:
        raise _refused(problem.words, name=name, **problem.values) from problem
    return Checked(name, expected, size, file_sha256(file), inside.signature)


#: What the first bytes tell to be wrong.
WRONG = {
    sniffing.CUT: words.DAMAGED,
    sniffing.CLOSED: CLOSED,
    sniffing.UTF_16: words.UTF_16,
}


def _refused(reason: Any, **values: Any) -> UploadRefused:
    return UploadRefused(format_lazy(reason, **values))


def store_upload(
    *,
    file: File,
    kind: FileKind,
    by: Any,
    at: datetime,
    owner: Any = None,
    case_file: Any = None,
    key: UUID | None = None,
    only: tuple[str, ...] = ACCEPTED_EXTENSIONS,
) -> StoredFile:
    """Check and keep a file that somebody sends, closed under `key` when there is one, and have it scanned.

    A file that arrived in parts is taken from them, once. Raises UploadRefused; NotAllowed for somebody else's.
    """
    checked = check_upload(file, only=only)
    if isinstance(file, ArrivedFile):
        take_arrived(file, by=by)
    stored = _keep(file, checked, kind=kind, by=by, at=at, owner=owner, case_file=case_file, key=key)
    ask_scan(stored, at=at)
    return stored


def store_file(
    *,
    content: bytes,
    name: str,
    media_type: str,
    kind: FileKind,
    by: Any,
    at: datetime,
    owner: Any = None,
    case_file: Any = None,
    key: UUID | None = None,
    public: bool = False,
) -> StoredFile:
    """Keep bytes that the platform itself made, closed under `key` when there is one."""
    file: File = ContentFile(content, name=name)
    checked = Checked(safe_name(name), media_type, len(content), file_sha256(file))
    return _keep(
        file, checked, kind=kind, by=by, at=at, owner=owner, case_file=case_file, key=key, public=public
    )


def _keep(
    file: File,
    checked: Checked,
    *,
    kind: FileKind,
    by: Any,
    at: datetime,
    owner: Any,
    case_file: Any,
    key: UUID | None,
    public: bool = False,
) -> StoredFile:
    stored = StoredFile(
        key_id=key,
        sha256=checked.sha256,
        size=checked.size,
        name=checked.name,
        media_type=checked.media_type,
        signature=checked.signature,
        kind=kind,
        owner=owner,
        case_file=case_file,
        uploaded_by=by,
        uploaded_at=at,
        public=public,
    )
    stored.content.save("", file if key is None else SealingFile(file, key), save=False)
    stored.save(force_insert=True)
    return stored


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",").removesuffix(",0")
