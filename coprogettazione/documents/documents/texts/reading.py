# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the ProseMirror JSON that the editor writes to the blocks of a text. What it does not know it leaves out:
whatever stands in a body, a paper comes out of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.encoding import iri_to_uri

from coprogettazione.documents.documents.texts.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
    Row,
    Span,
)

SAFE_LINKS = ("http://", "https://", "mailto:")
#: No table has more columns (the limit of Word), no cell extends over more rows.
MOST_COLUMNS = 63
MOST_ROWS = 500
#: Beyond it a list is said at the depth it has reached; Word and Writer number no deeper.
DEEPEST = 9


def blocks_of_body(body: Any, *, top: int = 2, changes: bool = False) -> list[Block]:
    """The blocks of a body under a title of level `top`.

    Headings never skip a level, as PDF/UA asks. With `changes` what is suggested is there, marked; without, it is
    not: what somebody suggests to add is left out, what they suggest to take away stays.
    """
    return _Reader(top, changes).blocks(body)


class _Reader:
    def __init__(self, top: int, changes: bool) -> None:
        self.level = self.top = top
        self.changes = changes

    def blocks(self, nodes: Any, *, depth: int = 0, inside: bool = False) -> list[Block]:
        """The blocks of some nodes; `inside` a list or a cell there are no headings, only words in bold."""
        found: list[Block] = []
        for node in _nodes(nodes):
            match node.get("type"):
                case "paragraph":
                    found.append(Paragraph(self.spans(node)))
                case "heading":
                    found.append(self.heading(node, inside=inside))
                case "bullet_list" | "ordered_list" if depth < DEEPEST:
                    found.append(self.items(node, depth))
                case "table" if not inside:
                    found.extend(self.table(node))
                case "image":
                    attrs = _attrs(node)
                    file = attrs.get("file")
                    if isinstance(file, int) and not isinstance(file, bool):
                        found.append(Picture(file, _words(attrs.get("alt"))))
                case _:
                    # A list too deep, a table in a table, what an editor of tomorrow writes: its words stay.
                    found.extend(self.blocks(node.get("content"), depth=depth, inside=inside))
        return found

    def heading(self, node: Mapping[str, Any], *, inside: bool) -> Block:
        spans = self.spans(node)
        if inside or not any(span.text.strip() for span in spans):
            return Paragraph([Span(**{**vars(span), "strong": True}) for span in spans])
        level = _attrs(node).get("level")
        asked = level if isinstance(level, int) else self.top + 1
        self.level = max(self.top + 1, min(asked, self.level + 1))
        return Heading(self.level, spans)

    def items(self, node: Mapping[str, Any], depth: int) -> Items:
        items = [
            self.blocks(item.get("content"), depth=depth + 1, inside=True)
            for item in _nodes(node.get("content"))
        ]
        order = _attrs(node).get("order")
        start = order if isinstance(order, int) and 0 < order < 100_000 else 1
        return Items([item for item in items if item], node.get("type") == "ordered_list", start)

    def table(self, node: Mapping[str, Any]) -> Iterator[Block]:
        """The table, its cells put in their places; what a broken one lacks is filled with empty cells."""
        taken: dict[tuple[int, int], bool] = {}
        cells: list[Cell] = []
        widths: dict[int, int] = {}
        rows = _nodes(node.get("content"))[:MOST_ROWS]
        for y, row in enumerate(rows):
            x = 0
            for item in _nodes(row.get("content")):
                while (y, x) in taken:
                    x += 1
                if x >= MOST_COLUMNS:
                    break
                attrs = _attrs(item)
                across = min(_count(attrs.get("colspan")), MOST_COLUMNS - x)
                across = next((n for n in range(1, across) if (y, x + n) in taken), across)
                down = min(_count(attrs.get("rowspan")), len(rows) - y)
                for dy in range(down):
                    for dx in range(across):
                        taken[y + dy, x + dx] = True
                for dx, width in enumerate(_widths(attrs, across)):
                    widths.setdefault(x + dx, width)
                blocks = self.blocks(item.get("content"), inside=True)
                header = item.get("type") == "table_header"
                cells.append(Cell(y, x, blocks, down, across, header))
                x += across
        if not cells:
            return
        columns = max(x for _y, x in taken) + 1
        cells += [Cell(y, x, []) for y in range(len(rows)) for x in range(columns) if (y, x) not in taken]
        cells.sort(key=lambda cell: (cell.row, cell.column))
        drawn = [Row([cell for cell in cells if cell.row == y]) for y in range(len(rows))]
        known = all(widths.get(x) for x in range(columns))
        yield Grid(drawn, columns, [widths[x] if known else 1 for x in range(columns)], _head(drawn))

    def spans(self, node: Mapping[str, Any]) -> list[Span]:
        """The inline content of a textblock."""
        return [span for child in _nodes(node.get("content")) for span in self.span(child)]

    def span(self, node: Mapping[str, Any]) -> Iterator[Span]:
        marks = {mark.get("type"): _attrs(mark) for mark in _nodes(node.get("marks"))}
        if "insertion" in marks and not self.changes:
            return
        href = _words(marks.get("link", {}).get("href")).strip()
        look: dict[str, Any] = {
            "strong": "strong" in marks,
            "em": "em" in marks,
            "link": iri_to_uri(href) if href.lower().startswith(SAFE_LINKS) else "",
        }
        if self.changes and ("insertion" in marks or "deletion" in marks):
            look["change"] = "old" if "deletion" in marks else "new"
        match node.get("type"):
            case "text":
                for number, line in enumerate(_words(node.get("text")).split("\n")):
                    if number:
                        yield Span("\n")
                    if line:
                        yield Span(line, **look)
            case "hard_break":
                yield Span("\n")
            case "footnote":
                words = " ".join(_words(_attrs(node).get("text")).split())
                if words:
                    yield Span(note=words, **look)


def _head(rows: Sequence[Row]) -> int:
    """How many rows at the top are all headings, and may be said again: no cell of theirs goes further down."""
    head = 0
    for y, row in enumerate(rows[:-1]):
        if not row.cells or not all(cell.header for cell in row.cells):
            break
        if all(cell.row + cell.rowspan <= y + 1 for before in rows[: y + 1] for cell in before.cells):
            head = y + 1
    return head


def _nodes(value: Any) -> list[Mapping[str, Any]]:
    return [node for node in value if isinstance(node, Mapping)] if isinstance(value, list) else []


def _attrs(node: Mapping[str, Any]) -> Mapping[str, Any]:
    attrs = node.get("attrs")
    return attrs if isinstance(attrs, Mapping) else {}


def _words(value: Any) -> str:
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 1 <= value <= MOST_ROWS else 1


def _widths(attrs: Mapping[str, Any], across: int) -> Iterable[int]:
    widths = attrs.get("colwidth")
    if not isinstance(widths, list) or len(widths) != across:
        return [0] * across
    return [width if isinstance(width, int) and 0 < width < 10_000 else 0 for width in widths]
