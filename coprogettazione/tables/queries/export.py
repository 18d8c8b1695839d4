# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole project as it is taken out of the platform: the working text, or a version as it was."""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image as Pixels

from coprogettazione.documents.documents import Image
from coprogettazione.documents.models import ScanState
from coprogettazione.tables.models import ChapterCode, DesignTable, NamedVersion
from coprogettazione.tables.queries.budget import budget_matrix, matrix_for_paper
from coprogettazione.tables.queries.project import body_in, content_of, version_matrix


@dataclass(frozen=True)
class VersionFacts:
    """Which version a copy is of; `hash` is the SHA-256 of its content."""

    number: int
    label: str
    saved_at: datetime
    hash: str


@dataclass(frozen=True)
class ProjectText:
    """The whole document. `version` is None for the working text; `notice` says that a copy is not the approved text
    (empty: it is). A chapter is its title and its ProseMirror body, a role (organisation, role, commitments),
    `matrix` is that of `matrix_for_paper`.
    """

    title: str
    code: str
    version: VersionFacts | None
    notice: str
    chapters: list[tuple[str, list[dict[str, Any]]]]
    roles: list[tuple[str, str, str]]
    matrix: dict[str, Any]


def document_for_export(table: DesignTable) -> ProjectText:
    """The working text of a table."""
    notice = _("In lavorazione: non è un testo approvato.")
    return _document(table, content_of(table), None, notice, matrix_for_paper(budget_matrix(table)))


def version_for_export(table: DesignTable, version: NamedVersion) -> ProjectText:
    """A version, as it was."""
    facts = VersionFacts(version.number, version.label, version.saved_at, version.content_hash)
    notice = (
        ""
        if version.pk == table.final_version_id
        else _("Versione %(n)s: non è il testo definitivo approvato dal tavolo.") % {"n": version.number}
    )
    matrix = matrix_for_paper(version_matrix(table, version))
    return _document(table, version.content, facts, notice, matrix)


def _document(
    table: DesignTable,
    content: dict[str, Any],
    version: VersionFacts | None,
    notice: str,
    matrix: dict[str, Any],
) -> ProjectText:
    chapters = [(str(ChapterCode(item["code"]).label), body_in(item)) for item in content["chapters"]]
    return ProjectText(
        title=table.call.title,
        code=table.call.code,
        version=version,
        notice=notice,
        chapters=[(title, body) for title, body in chapters if body],
        roles=[(item["name"], item["role"], item["commitments"]) for item in content["roles"]],
        matrix=matrix,
    )


def pictures_of(table: DesignTable) -> Callable[[int], Image | None]:
    """The pictures that the text of a table may show: those of its library, whole, that the antivirus has let through.

    A text can name any number: whatever else is in the dossier is not shown.
    """

    def picture(number: int) -> Image | None:
        if not 0 < number < 2**63:
            return None
        held = [ScanState.INFECTED, ScanState.PENDING]
        kept = table.pictures.filter(file=number).exclude(file__scan__state__in=held).select_related("file")
        found = kept.first()
        if found is None:
            return None
        file = found.file
        with file.content.open("rb") as opened:
            content = opened.read()
        return Image(content, file.media_type, file.name) if _is_whole(content) else None

    return picture


def _is_whole(content: bytes) -> bool:
    """Whether the picture can be drawn: a broken one must not stop a paper."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pixels.DecompressionBombWarning)
            with Pixels.open(io.BytesIO(content)) as picture:
                picture.load()
    except (OSError, SyntaxError, ValueError, Pixels.DecompressionBombError, Pixels.DecompressionBombWarning):
        return False
    return True
