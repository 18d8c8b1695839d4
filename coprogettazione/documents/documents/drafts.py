# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An act still to be adopted as a text to go on writing in an office program: ODT, from the page of the act."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.documents.documents.markup import Node
from coprogettazione.documents.documents.rendering import render_page
from coprogettazione.documents.documents.texts import (
    Block,
    Cell,
    Grid,
    Heading,
    Items,
    Paragraph,
    Row,
    Span,
    Text,
    as_odt,
)
from coprogettazione.wording import in_italian

HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Elements that are words of the paragraph they stand in.
INLINE = frozenset({"strong", "em", "ins", "del", "a", "br", "sup"})


@in_italian
def as_draft(template: str, data: Mapping[str, Any]) -> bytes:
    """The act as an editable ODT, marked BOZZA on each page: the facts and the order of its PDF.

    What is changed in it changes nothing on the platform. Raises RenderingFailed.
    """
    act = render_page(template, {**data, "draft": True})
    title = next(act.find("h1"))
    blocks = list(_blocks(item for item in act.content if item is not title))
    return as_odt(
        Text(
            title=title.words,
            subtitle=str(data.get("subject") or ""),
            running=_("BOZZA: atto non adottato. Le modifiche fatte qui non arrivano alla piattaforma."),
            author=data["body"]["name"],
            blocks=blocks,
        )
    )


def _blocks(items: Iterable[Node | str]) -> Iterator[Block]:
    """The blocks of some content; words that stand alone between two of them are a paragraph."""
    loose: list[Span] = []
    for item in items:
        if isinstance(item, str) or item.name in INLINE:
            if loose or not isinstance(item, str) or item.strip():
                loose.extend(_spans([item]))
            continue
        if loose:
            yield Paragraph(loose)
            loose = []
        yield from _of(item)
    if loose:
        yield Paragraph(loose)


def _of(node: Node) -> Iterator[Block]:
    if node.name in HEADINGS:
        yield Heading(HEADINGS[node.name], _spans(node.content))
    elif node.name in ("ul", "ol"):
        items = [list(_blocks(item.content)) for item in node.content if isinstance(item, Node)]
        yield Items(items, ordered=node.name == "ol", start=int(node.attributes.get("start", 1)))
    elif node.name == "dl":
        yield _facts(node)
    elif node.name == "table":
        for caption in node.find("caption"):
            yield Paragraph([Span(caption.words, strong=True)])
        yield _grid(node)
    elif node.name in ("div", "section"):
        yield from _blocks(node.content)
    else:
        yield Paragraph(_spans(node.content))


def _spans(items: Iterable[Node | str], **look: Any) -> list[Span]:
    found: list[Span] = []
    for item in items:
        if isinstance(item, str):
            found.append(Span(item, **look))
        elif item.name == "br":
            found.append(Span("\n"))
        elif item.name == "strong":
            found += _spans(item.content, **{**look, "strong": True})
        elif item.name == "em":
            found += _spans(item.content, **{**look, "em": True})
        elif item.name in ("ins", "del"):
            found += _spans(item.content, **{**look, "change": "new" if item.name == "ins" else "old"})
        elif item.name == "a" and not item.attributes.get("href", "#").startswith("#"):
            found += _spans(item.content, **{**look, "link": item.attributes["href"]})
        else:
            found += _spans(item.content, **look)
    return found


def _facts(node: Node) -> Grid:
    """Labels and values, a row for each."""
    rows = []
    for number, pair in enumerate(node.find("div")):
        label, value = next(pair.find("dt")), next(pair.find("dd"))
        rows.append(
            Row(
                [
                    Cell(number, 0, list(_blocks(label.content)), header=True),
                    Cell(number, 1, list(_blocks(value.content))),
                ]
            )
        )
    return Grid(rows, 2, (1, 3))


def _grid(node: Node) -> Grid:
    """A table whose cells stand each in its place, also where one extends over others."""
    rows: list[Row] = []
    taken: set[tuple[int, int]] = set()
    columns = 0
    for y, line in enumerate(node.find("tr")):
        cells, x = [], 0
        for cell in line.content:
            if isinstance(cell, str):
                continue
            while (y, x) in taken:
                x += 1
            down, across = (int(cell.attributes.get(name, 1)) for name in ("rowspan", "colspan"))
            taken |= {(y + dy, x + dx) for dy in range(down) for dx in range(across)}
            figures = "co-num" in cell.attributes.get("class", "")
            held = list(_blocks(cell.content))
            cells.append(Cell(y, x, held, down, across, header=cell.name == "th", right=figures))
            x += across
            columns = max(columns, x)
        rows.append(Row(cells))
    head = sum(1 for part in node.find("thead") for _line in part.find("tr"))
    return Grid(rows, columns, [1] * columns, head)
