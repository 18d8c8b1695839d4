# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking files in: an allow-list by content, and every refusal says what to do."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models import FileKind, StoredFile
from coprogettazione.documents.models.files import FORMATS
from coprogettazione.documents.services import sniffing
from coprogettazione.records.canonical import file_sha256
from coprogettazione.records.refusals import Invalid

#: Extension → media type of its content. (CSV is plain text: the content cannot tell them apart.)
EXTENSIONS: dict[str, str] = {
    "pdf": sniffing.PDF,
    "p7m": sniffing.P7M,
    "odt": sniffing.ODT,
    "ods": sniffing.ODS,
    "docx": sniffing.DOCX,
    "xlsx": sniffing.XLSX,
    "png": sniffing.PNG,
    "jpg": sniffing.JPEG,
    "jpeg": sniffing.JPEG,
    "csv": sniffing.CSV,
    "txt": sniffing.TEXT,
}
ACCEPTED_EXTENSIONS = tuple(EXTENSIONS)
NAME_LENGTH = 150

EMPTY = _(
    "«{name}» è vuoto (0 byte). Apri il documento, controlla che ci sia il contenuto e caricalo di nuovo."
)
TOO_LARGE = _("«{name}» pesa {size} MB: il massimo è {limit} MB. Riduci le immagini o dividi il documento.")
IS_A_PROGRAM = _("«{name}» contiene un programma, non un documento. Carica il documento originale in PDF.")
FORMAT_NOT_ACCEPTED = _(
    "«{name}»: questo formato non si può caricare. Salva il documento in uno di questi: {said}."
)
HAS_MACROS = _("«{name}» contiene macro. Salvalo senza macro, o in PDF, e caricalo di nuovo.")
DAMAGED = _("«{name}» è incompleto o danneggiato. Aprilo sul tuo computer, salvalo di nuovo e ricaricalo.")
WRONG_NAME = _(
    "«{name}» si chiama .{extension} ma il contenuto è {found}. "
    "Dagli l’estensione giusta, oppure salvalo nel formato che il nome dice."
)
NOT_WHAT_IT_SAYS = _(
    "«{name}» si chiama .{extension} ma il contenuto è un altro. Carica il documento originale."
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


def max_upload_size() -> int:
    """Bytes that one file may have (setting `MAX_UPLOAD_SIZE`, 20 MB when not set)."""
    return int(getattr(settings, "MAX_UPLOAD_SIZE", 20_000_000))


def safe_name(name: str) -> str:
    """The typed name without folders and invisible characters, at most 150 characters, extension kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = unicodedata.normalize("NFC", last)
    shown = "".join(c for c in shown if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")).strip(
        " ."
    )
    if len(shown) > NAME_LENGTH:
        stem, dot, extension = shown.rpartition(".")
        shown = stem[: NAME_LENGTH - len(extension) - 1] + dot + extension if dot else shown[:NAME_LENGTH]
    return shown or "file"


def check_upload(file: File, *, only: tuple[str, ...] = ACCEPTED_EXTENSIONS) -> Checked:
    """Look at a file that somebody sends; `only` narrows the accepted extensions ("pdf", "p7m").

    Raises UploadRefused: empty, too large, of a format not accepted, content and extension that disagree, a
    program under another name, a document with macros, a truncated file.
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
    if extension not in only:
        raise _refused(FORMAT_NOT_ACCEPTED, name=name, said=", ".join(only).upper())
    if found == sniffing.MACRO:
        raise _refused(HAS_MACROS, name=name)
    if found == sniffing.CUT:
        raise _refused(DAMAGED, name=name)
    expected = EXTENSIONS[extension]
    if found != expected and not (found == sniffing.TEXT and expected == sniffing.CSV):
        if found in FORMATS:
            raise _refused(WRONG_NAME, name=name, extension=extension, found=FORMATS[found])
        raise _refused(NOT_WHAT_IT_SAYS, name=name, extension=extension)
    return Checked(name, expected, size, file_sha256(file))


def _refused(words: Any, **values: str) -> UploadRefused:
    return UploadRefused(format_lazy(words, **values))


def store_upload(
    *,
    file: File,
    kind: FileKind,
    by: Any,
    at: datetime,
    owner: Any = None,
    case_file: Any = None,
    only: tuple[str, ...] = ACCEPTED_EXTENSIONS,
) -> StoredFile:
    """Check and keep a file that somebody sends. Raises UploadRefused."""
    checked = check_upload(file, only=only)
    return _keep(file, checked, kind=kind, by=by, at=at, owner=owner, case_file=case_file)


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
    public: bool = False,
) -> StoredFile:
    """Keep bytes that the platform itself made."""
    file: File = ContentFile(content, name=name)
    checked = Checked(safe_name(name), media_type, len(content), file_sha256(file))
    return _keep(file, checked, kind=kind, by=by, at=at, owner=owner, case_file=case_file, public=public)


def _keep(
    file: File,
    checked: Checked,
    *,
    kind: FileKind,
    by: Any,
    at: datetime,
    owner: Any,
    case_file: Any,
    public: bool = False,
) -> StoredFile:
    stored = StoredFile(
        sha256=checked.sha256,
        size=checked.size,
        name=checked.name,
        media_type=checked.media_type,
        kind=kind,
        owner=owner,
        case_file=case_file,
        uploaded_by=by,
        uploaded_at=at,
        public=public,
    )
    stored.content.save(checked.name, file, save=False)
    stored.save(force_insert=True)
    return stored


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",").removesuffix(",0")
