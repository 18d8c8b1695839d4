# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text that is written once and goes out in more than one format: its blocks, and who writes them as ODT and DOCX
(as PDF: templates/documents/_rich.typ).
"""

from coprogettazione.documents.documents.texts.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Image,
    Items,
    Paragraph,
    Picture,
    Pictures,
    Row,
    Span,
    Text,
    pictures_in,
    plain,
    table,
)
from coprogettazione.documents.documents.texts.docx import DOCX, as_docx
from coprogettazione.documents.documents.texts.odt import ODT, as_odt
from coprogettazione.documents.documents.texts.reading import blocks_of_body

__all__ = [
    "DOCX",
    "ODT",
    "Block",
    "Cell",
    "Grid",
    "Heading",
    "Image",
    "Items",
    "Paragraph",
    "Picture",
    "Pictures",
    "Row",
    "Span",
    "Text",
    "as_docx",
    "as_odt",
    "blocks_of_body",
    "pictures_in",
    "plain",
    "table",
]
