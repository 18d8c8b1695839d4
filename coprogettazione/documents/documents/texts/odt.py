# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text for a word processor, as OpenDocument: real headings, lists, tables, notes and pictures."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from odf import style as odf_style
from odf.dc import Creator, Language, Title
from odf.draw import Frame
from odf.draw import Image as DrawnImage
from odf.opendocument import OpenDocumentText
from odf.svg import Desc
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import (
    A,
    H,
    LineBreak,
    List,
    ListItem,
    ListLevelStyleBullet,
    ListLevelStyleNumber,
    ListStyle,
    Note,
    NoteBody,
    NoteCitation,
    P,
    S,
    Tab,
)
from odf.text import Span as TextSpan

from coprogettazione.documents.documents.texts.blocks import (
    Block,
    Grid,
    Heading,
    Image,
    Items,
    Paragraph,
    Picture,
    Pictures,
    Span,
    Text,
    plain,
    table,
)
from coprogettazione.documents.documents.texts.pictures import absent, size_of
from coprogettazione.documents.documents.texts.words import drawable_in_xml, pieces

ODT = "application/vnd.oasis.opendocument.text"
#: Level of a heading → its size.
_SIZES = {1: "18pt", 2: "13pt", 3: "11.5pt", 4: "10.5pt"}
#: What the lines of tables are drawn with, and how wide a page is between its margins, in centimetres.
_RULE = "0.5pt solid #8b8577"
_WIDTH = 16.6
_DEEPEST = 10


def as_odt(text: Text, pictures: Pictures = lambda _file: None) -> bytes:
    """The text as an OpenDocument text (ODT, the format that art. 68 CAD prefers), in Italian."""
    return _Writer(text, pictures).content()


class _Writer:
    def __init__(self, text: Text, pictures: Pictures) -> None:
        self.text = text
        self.pictures = pictures
        self.document = OpenDocumentText()
        self.notes = self.lists = self.tables = self.images = 0
        self.looks: dict[tuple[bool, bool, str], str] = {}
        self.figures: set[str] = set()

    def content(self) -> bytes:
        """The whole file."""
        document, text = self.document, self.text
        document.meta.addElement(Title(text=drawable_in_xml(text.title)))
        document.meta.addElement(Language(text="it"))
        if text.author:
            document.meta.addElement(Creator(text=drawable_in_xml(text.author)))
        self.styles()
        put = document.text.addElement
        for element in self.elements([Heading(1, plain(text.title))]):
            put(element)
        if text.subtitle:
            put(self.paragraph(plain(text.subtitle)))
        labels = [table((), text.labels, widths=(1, 2))] if text.labels else []
        for element in self.elements([*labels, *text.blocks]):
            put(element)
        out = io.BytesIO()
        document.write(out)
        return out.getvalue()

    # How it looks.

    def styles(self) -> None:
        """The styles every text has, under the names that word processors know."""
        default = odf_style.DefaultStyle(family="paragraph")
        default.addElement(
            odf_style.TextProperties(fontsize="11pt", language="it", country="IT", hyphenate="true")
        )
        self.document.styles.addElement(default)
        body = odf_style.Style(name="Standard", family="paragraph", attributes={"class": "text"})
        body.addElement(odf_style.ParagraphProperties(marginbottom="2.5mm"))
        self.document.styles.addElement(body)
        for level, size in _SIZES.items():
            made = odf_style.Style(
                name=f"Heading_20_{level}", displayname=f"Heading {level}", family="paragraph",
                parentstylename="Standard", defaultoutlinelevel=str(level),
            )  # fmt: skip
            made.addElement(
                odf_style.ParagraphProperties(margintop="4mm", marginbottom="2mm", keepwithnext="always")
            )
            made.addElement(odf_style.TextProperties(fontsize=size, fontweight="bold"))
            self.document.styles.addElement(made)
        note = odf_style.Style(name="Footnote", family="paragraph", parentstylename="Standard")
        note.addElement(odf_style.TextProperties(fontsize="9pt"))
        self.document.styles.addElement(note)
        cell = odf_style.Style(name="cella", family="table-cell")
        cell.addElement(odf_style.TableCellProperties(border=_RULE, padding="1.5mm"))
        self.document.automaticstyles.addElement(cell)
        for name, side in (("parola", "start"), ("cifra", "end")):
            close = odf_style.ParagraphProperties(textalign=side, marginbottom="0mm")
            self.named(name, close, family="paragraph")
        self.page()

    def named(self, name: str, *properties: Any, family: str = "text") -> str:
        """An automatic style of this name."""
        made = odf_style.Style(name=name, family=family)
        for one in properties:
            made.addElement(one)
        self.document.automaticstyles.addElement(made)
        return name

    def page(self) -> None:
        """A page of A4, with the words said at the head of each."""
        layout = odf_style.PageLayout(name="pagina")
        layout.addElement(
            odf_style.PageLayoutProperties(
                pagewidth="21cm", pageheight="29.7cm", margintop="1.5cm", marginbottom="2cm",
                marginleft="2.2cm", marginright="2.2cm",
            )
        )  # fmt: skip
        above = odf_style.HeaderStyle()
        above.addElement(odf_style.HeaderFooterProperties(minheight="1cm", marginbottom="0.5cm"))
        layout.addElement(above)
        self.document.automaticstyles.addElement(layout)
        master = odf_style.MasterPage(name="Standard", pagelayoutname=layout)
        if self.text.running:
            bold = odf_style.Style(name="Avvertenza", family="paragraph")
            bold.addElement(odf_style.TextProperties(fontsize="9pt", fontweight="bold"))
            self.document.styles.addElement(bold)
            header = odf_style.Header()
            header.addElement(P(stylename=bold, text=drawable_in_xml(self.text.running)))
            master.addElement(header)
        self.document.masterstyles.addElement(master)

    def look(self, span: Span) -> str:
        """The style of words in bold, in italics, suggested; "" for plain ones."""
        key = (span.strong, span.em, span.change)
        if key == (False, False, ""):
            return ""
        if key not in self.looks:
            given: dict[str, str] = {}
            if span.strong:
                given["fontweight"] = "bold"
            if span.em:
                given["fontstyle"] = "italic"
            if span.change == "new":
                given.update(textunderlinestyle="solid", textunderlinecolor="font-color")
            if span.change == "old":
                given["textlinethroughstyle"] = "solid"
            self.looks[key] = self.named(f"aspetto{len(self.looks)}", odf_style.TextProperties(**given))
        return self.looks[key]

    # What it says.

    def elements(self, blocks: Iterable[Block], style: str = "") -> Iterable[Any]:
        """The elements of some blocks; `style` is that of their paragraphs."""
        for block in blocks:
            match block:
                case Paragraph():
                    yield self.paragraph(block.spans, style)
                case Heading():
                    level = min(block.level, max(_SIZES))
                    yield self.filled(H(outlinelevel=level, stylename=f"Heading_20_{level}"), block.spans)
                case Items():
                    yield self.items(block)
                case Grid():
                    yield self.table(block)
                    yield P()
                case Picture():
                    yield self.picture(block)

    def paragraph(self, spans: Sequence[Span], style: str = "") -> Any:
        return self.filled(P(stylename=style or "Standard"), spans)

    def filled(self, element: Any, spans: Sequence[Span]) -> Any:
        """The element with the words in it."""
        for span in spans:
            if span.is_break:
                element.addElement(LineBreak())
                continue
            holder = element
            if span.link:
                holder = A(type="simple", href=span.link)
                element.addElement(holder)
            if look := self.look(span):
                styled = TextSpan(stylename=look)
                holder.addElement(styled)
                holder = styled
            if span.note:
                holder.addElement(self.note(span.note))
            else:
                _write(holder, span.text)
        return element

    def note(self, words: str) -> Any:
        self.notes += 1
        made = Note(id=f"nota{self.notes}", noteclass="footnote")
        made.addElement(NoteCitation(text=str(self.notes)))
        body = NoteBody()
        body.addElement(self.filled(P(stylename="Footnote"), [Span(words)]))
        made.addElement(body)
        return made

    def items(self, block: Items) -> Any:
        self.lists += 1
        style = ListStyle(name=f"elenco{self.lists}")
        for level in range(1, _DEEPEST + 1):
            step: Any
            if block.ordered:
                # At any depth: the lists inside it have styles of their own.
                step = ListLevelStyleNumber(level=level, numformat="1", numsuffix=".", startvalue=block.start)
            else:
                step = ListLevelStyleBullet(level=level, bulletchar="–")
            step.addElement(
                odf_style.ListLevelProperties(spacebefore=f"{level * 6 - 6}mm", minlabelwidth="6mm")
            )
            style.addElement(step)
        self.document.automaticstyles.addElement(style)
        made = List(stylename=style)
        for item in block.items:
            held = ListItem()
            for element in self.elements(item):
                held.addElement(element)
            made.addElement(held)
        return made

    def table(self, block: Grid) -> Any:
        self.tables += 1
        name = f"tabella{self.tables}"
        made = Table(name=name, stylename=self.named(
            f"{name}s", odf_style.TableProperties(width=f"{_WIDTH}cm", align="margins"), family="table"
        ))  # fmt: skip
        whole = sum(block.widths)
        for number, width in enumerate(block.widths):
            column = odf_style.TableColumnProperties(columnwidth=f"{_WIDTH * width / whole:.2f}cm")
            made.addElement(
                TableColumn(stylename=self.named(f"{name}c{number}", column, family="table-column"))
            )
        covered = {
            (cell.row + dy, cell.column + dx)
            for row in block.rows
            for cell in row.cells
            for dy in range(cell.rowspan)
            for dx in range(cell.colspan)
            if dy or dx
        }
        head = TableHeaderRows()
        for y, row in enumerate(block.rows):
            line = TableRow()
            cells = {cell.column: cell for cell in row.cells}
            for x in range(block.columns):
                if (y, x) in covered:
                    line.addElement(CoveredTableCell())
                    continue
                cell = cells[x]
                spans = {}
                if cell.colspan > 1:
                    spans["numbercolumnsspanned"] = cell.colspan
                if cell.rowspan > 1:
                    spans["numberrowsspanned"] = cell.rowspan
                place = TableCell(stylename="cella", **spans)
                said = _bold(cell.blocks) if cell.header else cell.blocks
                for element in self.elements(said or [Paragraph([])], "cifra" if cell.right else "parola"):
                    place.addElement(element)
                line.addElement(place)
            (head if y < block.head else made).addElement(line)
            if y + 1 == block.head:
                made.addElement(head)
        return made

    def picture(self, block: Picture) -> Any:
        image = self.pictures(block.file)
        if image is None:
            return self.paragraph(absent(block))
        return self.drawn(image, block.alt or image.alt)

    def drawn(self, image: Image, alt: str) -> Any:
        self.images += 1
        address = self.document.addPictureFromString(image.content, image.media_type)
        width, height = size_of(image.content, _WIDTH)
        frame = Frame(
            name=f"immagine{self.images}",
            anchortype="as-char",
            width=f"{width:.2f}cm",
            height=f"{height:.2f}cm",
        )
        frame.addElement(DrawnImage(href=address, type="simple", show="embed", actuate="onLoad"))
        frame.addElement(Desc(text=drawable_in_xml(alt)))
        paragraph = P(stylename="Standard")
        paragraph.addElement(frame)
        return paragraph


def _bold(blocks: Sequence[Block]) -> list[Block]:
    return [
        Paragraph([Span(**{**vars(span), "strong": True}) for span in block.spans])
        if isinstance(block, Paragraph)
        else block
        for block in blocks
    ]


def _write(element: Any, words: str) -> None:
    """Words as ODF keeps them: more than one space, and tabs, are elements."""
    for piece in pieces(words):
        if piece == "\t":
            element.addElement(Tab())
        elif piece.isspace() and piece.strip("\u00a0") == piece and len(piece) > 1:
            element.addElement(S(c=len(piece)))
        else:
            element.addText(piece)
