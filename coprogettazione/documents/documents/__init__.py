# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a paper is made: what it says becomes JSON, JSON becomes a PDF, a page, a draft to write on."""

from coprogettazione.documents.documents.cells import FormulaFound, Read, ReadSheet, sheets_in
from coprogettazione.documents.documents.drafts import as_draft
from coprogettazione.documents.documents.facts import facts_of
from coprogettazione.documents.documents.filling import Choice, Formula, Positive
from coprogettazione.documents.documents.markup import written
from coprogettazione.documents.documents.rendering import KEPT, READ, RenderingFailed, render, render_page
from coprogettazione.documents.documents.sheets import (
    FORMATS,
    ODS,
    XLSX,
    Cell,
    Sheet,
    as_csv,
    as_ods,
    as_xlsx,
)
from coprogettazione.documents.documents.texts import (
    DOCX,
    ODT,
    Grid,
    Heading,
    Image,
    Items,
    Paragraph,
    Pictures,
    Span,
    Text,
    as_docx,
    as_odt,
    blocks_of_body,
    pictures_in,
    plain,
    table,
)

__all__ = [
    "DOCX",
    "FORMATS",
    "KEPT",
    "ODS",
    "ODT",
    "READ",
    "XLSX",
    "Cell",
    "Choice",
    "Formula",
    "FormulaFound",
    "Grid",
    "Heading",
    "Image",
    "Items",
    "Paragraph",
    "Pictures",
    "Positive",
    "Read",
    "ReadSheet",
    "RenderingFailed",
    "Sheet",
    "Span",
    "Text",
    "as_csv",
    "as_docx",
    "as_draft",
    "as_ods",
    "as_odt",
    "as_xlsx",
    "blocks_of_body",
    "facts_of",
    "pictures_in",
    "plain",
    "render",
    "render_page",
    "sheets_in",
    "table",
    "written",
]
