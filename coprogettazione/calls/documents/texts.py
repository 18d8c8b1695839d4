# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text to be filled in with a word processor: headings, paragraphs, points, places for signatures."""

from io import BytesIO
from typing import Any

from odf import style as odf_style
from odf.opendocument import OpenDocumentText
from odf.text import H, List, ListItem, P

from coprogettazione.calls.documents.schemes import Scheme

ODT = "application/vnd.oasis.opendocument.text"


def as_odt(title: str, subject: str, scheme: Scheme) -> bytes:
    """The scheme as an OpenDocument text, with real headings and lists."""
    document = OpenDocumentText()
    styles = {level: _heading(document, level, size) for level, size in ((1, "18pt"), (2, "13pt"))}
    put = document.text.addElement
    put(H(outlinelevel=1, stylename=styles[1], text=title))
    put(P(text=subject))
    for paragraph in scheme.intro.split("\n\n"):
        put(P(text=paragraph))
    for section in scheme.sections:
        put(H(outlinelevel=2, stylename=styles[2], text=section.title))
        for paragraph in section.paragraphs:
            put(P(text=paragraph))
        if section.points:
            put(_points(section.points))
    for role in scheme.signatures:
        put(P())
        put(P(text=f"{role}: ______________________________"))
    out = BytesIO()
    document.write(out)
    return out.getvalue()


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
