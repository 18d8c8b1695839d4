# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of a Word document: each counts by itself, from where it says."""

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph

from coprogettazione.documents.documents.texts.blocks import Items

_LEVELS = 9
_STEP = Cm(0.7)


class Numbering:
    """The numbering part of a document: two kinds of list, and a count for each list."""

    def __init__(self, document: Any) -> None:
        self.root = document.part.numbering_part.element
        taken = [int(found.get(qn("w:abstractNumId"))) for found in self.root.findall(qn("w:abstractNum"))]
        self.kinds = {ordered: max(taken, default=0) + 1 + ordered for ordered in (False, True)}
        # The schema wants every kind before every count.
        first = self.root.find(qn("w:num"))
        for ordered, number in self.kinds.items():
            kind = parse_xml(_kind(number, ordered=ordered))
            if first is None:
                self.root.append(kind)
            else:
                first.addprevious(kind)

    def of(self, items: Items) -> int:
        """A new count for a list."""
        made = self.root.add_num(self.kinds[items.ordered])
        for level in range(_LEVELS):
            made.add_lvlOverride(level).add_startOverride(items.start)
        return int(made.numId)

    def apply(self, paragraph: Paragraph, number: int, depth: int) -> None:
        """Make of a paragraph an item of the list, so many lists deep."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = min(depth, _LEVELS - 1)
        properties.get_or_add_numId().val = number

    def indent(self, depth: int) -> Length:
        """How far from the margin the words stand so many lists deep."""
        return Length(_STEP * depth)


def _kind(number: int, *, ordered: bool) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{"decimal" if ordered else "bullet"}"/>'
        f'<w:lvlText w:val="{f"%{level + 1}." if ordered else "–"}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_twips(level + 1)}" w:hanging="{_twips(1)}"/></w:pPr></w:lvl>'
        for level in range(_LEVELS)
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _twips(steps: int) -> int:
    return round(_STEP.twips * steps)
