# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text for a word processor: headings, facts, paragraphs, points, tables, places for signatures."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from odf import style as odf_style
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import H, List, ListItem, P

from coprogettazione.calls.documents.schemes import BLANK, Part, Scheme

ODT = "application/vnd.oasis.opendocument.text"
#: Level of a heading → its size.
_SIZES = {1: "18pt", 2: "13pt", 3: "11pt"}


def as_odt(title: str, subject: str, scheme: Scheme) -> bytes:
    """The scheme as an OpenDocument text, with real headings, lists and tables."""
    document = OpenDocumentText()
    styles = {level: _heading(document, level, size) for level, size in _SIZES.items()}
    ruled = _ruled(document)
    if scheme.running:
        _running(document, scheme.running)
    put = document.text.addElement
    put(H(outlinelevel=1, stylename=styles[1], text=title))
    put(P(text=subject))
    for paragraph in scheme.intro.split("\n\n"):
        put(P(text=paragraph))
    if scheme.facts:
        put(_table("fatti", (), scheme.facts, ruled))
    for number, section in enumerate(scheme.sections, start=1):
        put(H(outlinelevel=section.level, stylename=styles[section.level], text=section.title))
        for element in _content(number, section, ruled):
            put(element)
    for role in scheme.signatures:
        put(P())
        put(P(text=f"{role}: {BLANK}"))
    out = BytesIO()
    document.write(out)
    return out.getvalue()


def _content(number: int, section: Part, ruled: Any) -> Iterable[Any]:
    for paragraph in section.paragraphs:
        yield P(text=paragraph)
    if section.points:
        yield _points(section.points)
    if section.columns:
        yield _table(f"tabella{number}", section.columns, section.rows, ruled)


def _running(document: Any, words: str) -> None:
    """The same words at the head of every page."""
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
    document.automaticstyles.addElement(layout)
    bold = odf_style.Style(name="Avvertenza", family="paragraph")
    bold.addElement(odf_style.TextProperties(fontsize="9pt", fontweight="bold"))
    document.styles.addElement(bold)
    page = odf_style.MasterPage(name="Standard", pagelayoutname=layout)
    header = odf_style.Header()
    header.addElement(P(stylename=bold, text=words))
    page.addElement(header)
    document.masterstyles.addElement(page)


def _heading(document: Any, level: int, size: str) -> Any:
    made = odf_style.Style(name=f"Heading_20_{level}", displayname=f"Heading {level}", family="paragraph")
    made.addElement(odf_style.ParagraphProperties(margintop="4mm", marginbottom="2mm", keepwithnext="always"))
    made.addElement(odf_style.TextProperties(fontsize=size, fontweight="bold"))
    document.styles.addElement(made)
    return made


def _points(points: tuple[str, ...]) -> Any:
    made = List()
    for point in points:
        item = ListItem()
        item.addElement(P(text=point))
        made.addElement(item)
    return made


def _ruled(document: Any) -> Any:
    made = odf_style.Style(name="cella", family="table-cell")
    made.addElement(odf_style.TableCellProperties(border="0.5pt solid #8b8577", padding="1.5mm"))
    document.automaticstyles.addElement(made)
    return made


def _table(name: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], ruled: Any) -> Any:
    rows = list(rows)
    made = Table(name=name)
    made.addElement(TableColumn(numbercolumnsrepeated=len(columns) or len(rows[0])))
    if columns:
        head = TableHeaderRows()
        head.addElement(_row(columns, ruled))
        made.addElement(head)
    for row in rows:
        made.addElement(_row(row, ruled))
    return made


def _row(cells: tuple[str, ...], ruled: Any) -> Any:
    made = TableRow()
    for words in cells:
        cell = TableCell(stylename=ruled)
        for line in words.split("\n"):
            cell.addElement(P(text=line))
        made.addElement(cell)
    return made
