# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text for Word: real headings, lists, tables, footnotes and pictures."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from coprogettazione.documents.documents.texts.blocks import (
    Block,
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
    Pictures,
    Span,
    Text,
    plain,
    table,
)
from coprogettazione.documents.documents.texts.footnotes import Footnotes
from coprogettazione.documents.documents.texts.numbering import Numbering
from coprogettazione.documents.documents.texts.pictures import absent, size_of
from coprogettazione.documents.documents.texts.words import drawable_in_xml

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WIDTH = 16.6
_SIZES = {1: 18, 2: 13, 3: 11.5, 4: 10.5}
_INK = RGBColor(0x16, 0x28, 0x3A)


def as_docx(text: Text, pictures: Pictures = lambda _file: None) -> bytes:
    """The text as an Office Open XML document (DOCX), in Italian."""
    return _Writer(text, pictures).content()


class _Writer:
    def __init__(self, text: Text, pictures: Pictures) -> None:
        self.text = text
        self.pictures = pictures
        self.document = Document()
        self.notes = Footnotes(self.document)
        self.numbering = Numbering(self.document)

    def content(self) -> bytes:
        """The whole file."""
        self.page()
        self.put(self.document, [Heading(1, plain(self.text.title))])
        if self.text.subtitle:
            self.put(self.document, [Paragraph(plain(self.text.subtitle))])
        if self.text.labels:
            self.put(self.document, [table((), self.text.labels, widths=(1, 2))])
        self.put(self.document, self.text.blocks)
        self.notes.close()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def page(self) -> None:
        """A page of A4, the language, the styles, the words at the head of each page."""
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)
        facts = self.document.core_properties
        facts.title = drawable_in_xml(self.text.title)[:255]
        facts.author = drawable_in_xml(self.text.author)[:255]
        facts.comments = ""
        facts.language = "it-IT"
        styles = self.document.styles
        for given in styles.element.iter(qn("w:lang")):
            given.set(qn("w:val"), "it-IT")
        styles["Normal"].font.size = Pt(11)
        styles["Normal"].paragraph_format.space_after = Pt(7)
        for level, size in _SIZES.items():
            font = styles[f"Heading {level}"].font
            font.size, font.italic, font.color.rgb = Pt(size), False, _INK
        if self.text.running:
            words = section.header.paragraphs[0].add_run(drawable_in_xml(self.text.running))
            words.bold, words.font.size = True, Pt(9)

    def put(self, holder: Any, blocks: Sequence[Block], depth: int = 0) -> None:
        """Write the blocks at the end of a document or of a cell; `depth` is how many lists they stand in."""
        for block in blocks:
            match block:
                case Paragraph():
                    made = holder.add_paragraph()
                    if depth:
                        made.paragraph_format.left_indent = self.numbering.indent(depth)
                    self.fill(made, block.spans)
                case Heading():
                    style = f"Heading {min(block.level, 9)}"
                    self.fill(holder.add_paragraph(style=style), block.spans)
                case Items():
                    self.items(holder, block, depth)
                case Grid():
                    self.table(holder, block)
                case Picture():
                    self.picture(holder, block)

    def items(self, holder: Any, block: Items, depth: int) -> None:
        number = self.numbering.of(block)
        for item in block.items:
            paragraph = holder.add_paragraph(style="List Paragraph")
            first, *others = item
            if isinstance(first, Paragraph):
                self.fill(paragraph, first.spans)
            else:
                others = [first, *others]
            self.numbering.apply(paragraph, number, depth)
            self.put(holder, others, depth + 1)

    def table(self, holder: Any, block: Grid) -> None:
        """A table; what extends over more places is one cell."""
        made = holder.add_table(len(block.rows), block.columns)
        made.style = "Table Grid"
        made.autofit = False
        whole = sum(block.widths)
        for column, width in zip(made.columns, block.widths, strict=True):
            column.width = Cm(_WIDTH * width / whole)
        places = [list(row.cells) for row in made.rows]
        for y, row in enumerate(block.rows):
            if y < block.head:
                self.repeated(made.rows[y])
            for cell in row.cells:
                place = places[y][cell.column]
                if cell.rowspan > 1 or cell.colspan > 1:
                    last = places[y + cell.rowspan - 1][cell.column + cell.colspan - 1]
                    place = place.merge(last)
                width = sum(block.widths[cell.column : cell.column + cell.colspan])
                place.width = Cm(_WIDTH * width / whole)
                self.cell(place, cell)
        self.document.add_paragraph()

    def cell(self, place: Any, cell: Any) -> None:
        first = place.paragraphs[0]
        self.put(place, cell.blocks)
        if cell.blocks:
            first._element.getparent().remove(first._element)
        if not place.paragraphs or place._tc[-1].tag != qn("w:p"):
            place.add_paragraph()
        for paragraph in place.paragraphs:
            paragraph.paragraph_format.space_after = Pt(2)
            if cell.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if cell.header:
                for run in paragraph.runs:
                    run.bold = True

    def repeated(self, row: Any) -> None:
        """A row of headings is said again on every page, and read as headings."""
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def picture(self, holder: Any, block: Picture) -> None:
        paragraph = holder.add_paragraph()
        image = self.pictures(block.file)
        if image is None:
            self.fill(paragraph, absent(block))
            return
        width, height = size_of(image.content, _WIDTH)
        drawn = paragraph.add_run().add_picture(io.BytesIO(image.content), Cm(width), Cm(height))
        drawn._inline.docPr.set("descr", drawable_in_xml(block.alt or image.alt))

    def fill(self, paragraph: DocxParagraph, spans: Sequence[Span]) -> None:
        """The words of a paragraph."""
        for span in spans:
            if span.is_break:
                paragraph.add_run().add_break(WD_BREAK.LINE)
                continue
            run = self.run(paragraph, span.link)
            if span.note:
                self.notes.refer(run, span.note)
            else:
                run.text = drawable_in_xml(span.text)
            run.bold = span.strong or None
            run.italic = span.em or None
            run.underline = True if span.change == "new" or span.link else None
            run.font.strike = span.change == "old" or None

    def run(self, paragraph: DocxParagraph, link: str) -> Run:
        """A new run, inside a link if there is one."""
        if not link:
            return paragraph.add_run()
        address = self.document.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        held = OxmlElement("w:hyperlink")
        held.set(qn("r:id"), address)
        inner = OxmlElement("w:r")
        held.append(inner)
        paragraph._p.append(held)
        return Run(inner, paragraph)
