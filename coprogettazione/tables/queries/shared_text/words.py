# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of a body: flat, as authorship counts them, and plain, as a paper or an older version of a chapter
has them.
"""

import re
from collections.abc import Iterator

from coprogettazione.tables.queries.shared_text.schema import TEXTBLOCKS, Node, clean_body, text_node

_ORDERED = re.compile(r"(\d{1,9})\. (.*)", re.DOTALL)
_NESTED = "  "


def flat_of(node: Node) -> str:
    """The flat text of a block: the characters of its textblocks, depth first, a line's end after each."""
    return "".join(f"{_line(block)}\n" for block in _textblocks(node))


def _textblocks(node: Node) -> Iterator[Node]:
    if node["type"] in TEXTBLOCKS:
        yield node
        return
    for child in node.get("content", ()):
        yield from _textblocks(child)


def _line(textblock: Node, note: str = "[%s]") -> str:
    pieces = []
    for node in textblock.get("content", ()):
        if node["type"] == "text":
            pieces.append(node["text"])
        elif node["type"] == "hard_break":
            pieces.append("\n")
        else:
            pieces.append(note % node["attrs"]["text"])
    return "".join(pieces)


def text_of(body: list[Node]) -> str:
    """The body in plain words: "# " before a heading of level 3, "## " of level 4, "- " or "1. " before an item,
    "| a | b |" for a row, " [nota: …]", an empty line between blocks. Pictures give nothing.
    """
    return "\n\n".join(words for block in body if (words := _plain(block)))


def _plain(block: Node) -> str:
    name = block["type"]
    if name in TEXTBLOCKS:
        words = _line(block, " [nota: %s]")
        return "#" * (block["attrs"]["level"] - 2) + " " + words if name == "heading" else words
    if name == "image":
        return ""
    if name == "table":
        return "\n".join(_row(row) for row in block["content"])
    first = block["attrs"]["order"] if name == "ordered_list" else None
    signs = (f"{first + place}. " if first is not None else "- " for place in range(len(block["content"])))
    return "\n".join(_item(sign, item) for sign, item in zip(signs, block["content"], strict=True))


def _row(row: Node) -> str:
    cells = (" ".join(flat_of(cell).split()) for cell in row.get("content", ()))
    return f"| {' | '.join(cells)} |"


def _item(sign: str, item: Node) -> str:
    words = "\n".join(_plain(block) for block in item["content"])
    first, *others = words.split("\n")
    return "\n".join([sign + first, *(_NESTED + other for other in others)])


def body_of_text(text: str) -> list[Node]:
    """The blocks of plain words, as `text_of` writes them: the inverse for what has no tables, notes, pictures nor
    marks, nothing but a line in an item, and no text that begins like a sign.
    """
    pieces = re.split(r"\n[ \t]*\n+", text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return clean_body([block for piece in pieces if piece.strip() for block in _blocks(piece)])


def _blocks(piece: str) -> Iterator[Node]:
    paragraph: list[str] = []
    items: list[Node] = []
    for line in piece.split("\n"):
        if (read := _item_of(line)) is not None:
            if paragraph:
                yield _textblock("paragraph", "\n".join(paragraph))
                paragraph = []
            kind, order, words = read
            if items and items[-1]["type"] != kind:
                yield items.pop()
            if not items:
                items = [
                    {
                        "type": kind,
                        **({"attrs": {"order": order}} if order is not None else {}),
                        "content": [],
                    }
                ]
            items[-1]["content"].append({"type": "list_item", "content": [_textblock("paragraph", words)]})
            continue
        if items and line.startswith(_NESTED):
            items[-1]["content"][-1]["content"].append(_textblock("paragraph", line.removeprefix(_NESTED)))
            continue
        if items:
            yield items.pop()
        level = 3 if line.startswith("# ") else 4 if line.startswith("## ") else 0
        if level:
            if paragraph:
                yield _textblock("paragraph", "\n".join(paragraph))
                paragraph = []
            yield _textblock("heading", line.lstrip("#").removeprefix(" "), level=level)
        else:
            paragraph.append(line)
    if items:
        yield items.pop()
    if paragraph:
        yield _textblock("paragraph", "\n".join(paragraph))


def _item_of(line: str) -> tuple[str, int | None, str] | None:
    if line.startswith(("- ", "• ")):
        return "bullet_list", None, line[2:]
    if found := _ORDERED.fullmatch(line):
        return "ordered_list", int(found[1]), found[2]
    return None


def _textblock(name: str, words: str, **attrs: int) -> Node:
    content: list[Node] = []
    for place, line in enumerate(words.split("\n")):
        if place:
            content.append({"type": "hard_break"})
        if line:
            content.append(text_node(line, []))
    return {"type": name, **({"attrs": attrs} if attrs else {}), **({"content": content} if content else {})}
