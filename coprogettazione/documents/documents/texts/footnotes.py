# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Footnotes of a Word document, which python-docx does not write: their part of the file and the marks in the text."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.run import Run

from coprogettazione.documents.documents.texts.words import drawable_in_xml

#: The two lines between text and notes, which every such part begins with.
_LINES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)


class Footnotes:
    """The notes of a document, numbered from 1 in the order in which they are referred to."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.root = parse_xml(f"<w:footnotes {nsdecls('w')}>{_LINES}</w:footnotes>")
        self.count = 0

    def refer(self, run: Run, words: str) -> None:
        """Make of the run the mark of a new note."""
        self.count += 1
        _raise(run._r)
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self.count))
        run._r.append(mark)
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self.count))
        paragraph = OxmlElement("w:p")
        number = OxmlElement("w:r")
        _raise(number)
        number.append(OxmlElement("w:footnoteRef"))
        said = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.set(qn("xml:space"), "preserve")
        text.text = f" {drawable_in_xml(words)}"
        said.append(text)
        paragraph.extend((number, said))
        note.append(paragraph)
        self.root.append(note)

    def close(self) -> None:
        """Put the notes in the file, if there are any."""
        if not self.count:
            return
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            serialize_part_xml(self.root),
            self.document.part.package,
        )
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _raise(run: Any) -> None:
    """Set a run above the line, as the numbers of notes are."""
    properties = run.get_or_add_rPr() if hasattr(run, "get_or_add_rPr") else OxmlElement("w:rPr")
    height = OxmlElement("w:vertAlign")
    height.set(qn("w:val"), "superscript")
    properties.append(height)
    if properties.getparent() is None:
        run.append(properties)
