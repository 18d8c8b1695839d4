# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project as a file to be read, or to go on writing elsewhere: PDF, ODT, DOCX. Only a copy: the act is D5."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.documents.documents import (
    DOCX,
    ODT,
    READ,
    Heading,
    Paragraph,
    Pictures,
    Span,
    Text,
    as_docx,
    as_odt,
    blocks_of_body,
    pictures_in,
    plain,
    render,
    table,
)
from coprogettazione.documents.documents.texts import Block
from coprogettazione.tables.queries.export import ProjectText
from coprogettazione.wording import amount, in_italian, moment

#: Extension → media type.
FORMATS = {"pdf": "application/pdf", "odt": ODT, "docx": DOCX}


@in_italian
def project_as(
    extension: str, document: ProjectText, *, body: Mapping[str, str], pictures: Pictures, at: datetime
) -> bytes:
    """The project in one of FORMATS. `body` is the letterhead of the public body; suggestions are shown, as such, only
    in the working text.
    """
    if extension == "pdf":
        return _pdf(document, body=body, pictures=pictures, at=at)
    return (as_odt if extension == "odt" else as_docx)(_text(document, author=body["name"], at=at), pictures)


def chapter_facts(chapters: Iterable[tuple[str, Any]], *, changes: bool = False) -> list[dict[str, Any]]:
    """The chapters as d5.typ reads them, from title and body."""
    return [{"title": title, "blocks": blocks_of_body(body, changes=changes)} for title, body in chapters]


def pictures_for(chapters: Iterable[dict[str, Any]], pictures: Pictures) -> dict[int, bytes]:
    """The bytes of the pictures that the chapters show, by the number of their file."""
    numbers = {picture.file for chapter in chapters for picture in pictures_in(chapter["blocks"])}
    found = ((number, pictures(number)) for number in sorted(numbers))
    return {number: image.content for number, image in found if image is not None}


def _pdf(document: ProjectText, *, body: Mapping[str, str], pictures: Pictures, at: datetime) -> bytes:
    working = document.version is None
    chapters = chapter_facts(document.chapters, changes=working)
    facts = {
        "body": body,
        "title": _("Documento progettuale"),
        "subject": document.title,
        "numbered": False,
        "mark": _("IN LAVORAZIONE") if working else None,
        "running": document.notice or None,
        "remark": _suggestions(chapters),
        "table": _("Tavolo %(code)s") % {"code": document.code},
        "version": document.version,
        "printed_at": at,
        "chapters": chapters,
        "roles": [
            {"organisation": name, "role": role, "commitments": commitments}
            for name, role, commitments in document.roles
        ],
        "matrix": document.matrix,
    }
    return render("d5", facts, at=at, standards=READ, pictures=pictures_for(chapters, pictures))


def _text(document: ProjectText, *, author: str, at: datetime) -> Text:
    chapters = chapter_facts(document.chapters, changes=document.version is None)
    return Text(
        title=_("Documento progettuale"),
        subtitle=document.title,
        running=document.notice,
        author=author,
        labels=list(_labels(document, at)),
        blocks=list(_blocks(document, chapters)),
    )


def _labels(document: ProjectText, at: datetime) -> Iterator[tuple[str, str]]:
    yield _("Tavolo"), document.code
    version = document.version
    if version is None:
        yield _("Versione"), _("nessuna: in lavorazione")
        yield _("Copia del"), moment(at)
    else:
        yield _("Versione"), f"{version.number}, {version.label}"
        yield _("Salvata"), moment(version.saved_at)
        yield _("Impronta (SHA-256)"), version.hash


def _blocks(document: ProjectText, chapters: list[dict[str, Any]]) -> Iterator[Block]:
    if remark := _suggestions(chapters):
        yield Paragraph([Span(remark, strong=True)])
    for chapter in chapters:
        yield Heading(2, plain(chapter["title"]))
        yield from chapter["blocks"]
    if document.roles:
        yield Heading(2, plain(_("Chi fa che cosa")))
        yield table((_("Ente"), _("Ruolo"), _("Impegni")), document.roles, widths=(2, 2, 4))
    if document.matrix["rows"]:
        yield from _matrix(document.matrix)


def _matrix(matrix: dict[str, Any]) -> Iterator[Block]:
    def said(label: str, sums: list[Decimal], total: Decimal) -> list[str]:
        return [label, *(amount(value, cents=True) for value in (*sums, total))]

    columns = [_("Fonte, importi in euro"), *matrix["columns"], _("Totale")]
    rows = [said(row["label"], row["amounts"], row["total"]) for row in matrix["rows"]]
    rows.append(said(_("Totale"), matrix["totals"], matrix["total"]))
    yield Heading(2, plain(_("Con quanto, e di chi")))
    yield table(
        columns, rows, widths=(3, *([2] * (len(columns) - 1))), right=range(1, len(columns)), total=True
    )


def _suggestions(chapters: list[dict[str, Any]]) -> str:
    """What to know where something is only suggested; empty where nothing is."""
    if not any(_suggested(chapter["blocks"]) for chapter in chapters):
        return ""
    return _("Sottolineato: proposto, non ancora nel testo. Barrato: proposto da togliere.")


def _suggested(blocks: Iterable[Any]) -> bool:
    for block in blocks:
        if any(span.change for span in getattr(block, "spans", ())):
            return True
        if any(_suggested(item) for item in getattr(block, "items", ())):
            return True
        if any(_suggested(cell.blocks) for row in getattr(block, "rows", ()) for cell in row.cells):
            return True
    return False
