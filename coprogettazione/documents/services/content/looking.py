# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each format is looked at in its own way; a signed envelope is looked at through."""

import io
from dataclasses import dataclass
from typing import IO

from coprogettazione.documents.models.files import FORMATS, SignatureFound
from coprogettazione.documents.services import sniffing
from coprogettazione.documents.services.content import words
from coprogettazione.documents.services.content.archives import look_at_archive
from coprogettazione.documents.services.content.envelopes import document_inside
from coprogettazione.documents.services.content.pictures import look_at_jpeg, look_at_png
from coprogettazione.documents.services.content.portable import look_at_pdf
from coprogettazione.documents.services.content.problem import Problem
from coprogettazione.documents.services.content.texts import look_at_text

#: How many signed envelopes may be one inside the other.
ENVELOPES = 3


@dataclass(frozen=True)
class Found:
    """What was found in a document: a signature, which nobody checked, or none."""

    signature: SignatureFound


def look_inside(file: IO[bytes], media_type: str, *, inner_extension: str = "") -> Found:
    """Look at a document of a known format; `inner_extension` is what a `.p7m` says to hold. Raises Problem."""
    if media_type == sniffing.P7M:
        _look_through(_content(file), inner_extension)
        return Found(SignatureFound.CADES)
    if media_type == sniffing.PDF:
        return Found(SignatureFound.PADES if look_at_pdf(_content(file)) else SignatureFound.NONE)
    if media_type in (sniffing.ODT, sniffing.ODS, sniffing.DOCX, sniffing.XLSX):
        look_at_archive(file)
    elif media_type == sniffing.PNG:
        look_at_png(_content(file))
    elif media_type == sniffing.JPEG:
        look_at_jpeg(_content(file))
    else:
        look_at_text(_content(file), table=media_type == sniffing.CSV)
    return Found(SignatureFound.NONE)


def _look_through(content: bytes, inner_extension: str) -> None:
    found = sniffing.P7M
    for _envelope in range(ENVELOPES):
        content = document_inside(content)
        found = sniffing.media_type_of(io.BytesIO(content), len(content))
        if found != sniffing.P7M:
            break
    if found == sniffing.P7M:
        raise Problem(words.TOO_DEEP, limit=ENVELOPES)
    if found == sniffing.PROGRAM:
        raise Problem(words.PROGRAM_SIGNED)
    if found == sniffing.MACRO:
        raise Problem(words.HAS_MACROS)
    if found == sniffing.CUT:
        raise Problem(words.DAMAGED)
    if found not in FORMATS:
        raise Problem(words.SIGNED_OTHER)
    said = sniffing.EXTENSIONS.get(inner_extension)
    if said is not None and said not in (found, sniffing.CSV) and said != sniffing.P7M:
        raise Problem(words.SIGNED_WRONG, said=FORMATS[said], found=FORMATS[found])
    look_inside(io.BytesIO(content), said if said == sniffing.CSV and found == sniffing.TEXT else found)


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    content = file.read()
    file.seek(0)
    return content
