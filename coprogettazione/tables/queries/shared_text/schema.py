# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a shared text may be made of: the nodes and marks that the editor and the server both know. Whatever else a
browser may have sent is not read.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

#: A node or a mark as ProseMirror writes it in JSON.
Node = dict[str, Any]

BLOCKS = frozenset({"paragraph", "heading", "bullet_list", "ordered_list", "table", "image"})
INLINE = frozenset({"text", "hard_break", "footnote"})
#: Node → what it may hold. What is not named holds nothing.
CONTENT: dict[str, frozenset[str]] = {
    "paragraph": INLINE,
    "heading": INLINE,
    "bullet_list": frozenset({"list_item"}),
    "ordered_list": frozenset({"list_item"}),
    "list_item": BLOCKS,
    "table": frozenset({"table_row"}),
    "table_row": frozenset({"table_cell", "table_header"}),
    "table_cell": BLOCKS,
    "table_header": BLOCKS,
}
TEXTBLOCKS = frozenset({"paragraph", "heading"})
#: These are nothing without something in them.
NEVER_EMPTY = frozenset(CONTENT) - TEXTBLOCKS - {"table_row"}
LEAVES = frozenset({"image", "hard_break", "footnote"})
LINKS = frozenset({"http", "https", "mailto"})

Read = Callable[[Any], Any]


def _whole(least: int, most: int, otherwise: int | None) -> Read:
    def read(value: Any) -> int | None:
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            value = int(value)
        good = isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value <= most
        return int(value) if good else otherwise

    return read


def storable(text: str) -> str:
    """The text as PostgreSQL can keep it in JSON: of the same length, without NUL."""
    return text.replace("\0", "\ufffd")


def _words(value: Any) -> str:
    return storable(value) if isinstance(value, str) else ""


def _widths(value: Any) -> list[int] | None:
    width = _whole(0, 10_000, 0)
    return [width(one) for one in value] if isinstance(value, list) and value else None


_CELL: dict[str, Read] = {"colspan": _whole(1, 100, 1), "rowspan": _whole(1, 1000, 1), "colwidth": _widths}
#: Node → its attributes, and how each is read.
ATTRIBUTES: dict[str, dict[str, Read]] = {
    "heading": {"level": _whole(3, 4, 3)},
    "ordered_list": {"order": _whole(0, 10**9, 1)},
    "table_cell": _CELL,
    "table_header": _CELL,
    "image": {"file": _whole(1, 2**53, None), "alt": _words},
    "footnote": {"text": _words},
}


def _href(value: Any) -> str | None:
    try:
        known = isinstance(value, str) and urlsplit(value).scheme.lower() in LINKS
    except ValueError:
        return None
    return storable(value) if known else None


def _name(value: Any) -> str | int | None:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        return storable(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


#: The marks, in the order in which they are written; each with its attribute, which it needs.
MARKS: dict[str, tuple[str, Read] | None] = {
    "strong": None,
    "em": None,
    "link": ("href", _href),
    "insertion": ("id", _name),
    "deletion": ("id", _name),
}
_ORDER = {name: place for place, name in enumerate(MARKS)}


def attributes_of(name: str, given: Mapping[str, Any]) -> Node | None:
    """The attributes of a node as the schema wants them; None when one that it needs is missing (a picture without
    its file).
    """
    read = {key: clean(given.get(key)) for key, clean in ATTRIBUTES.get(name, {}).items()}
    return None if name == "image" and read["file"] is None else read


def mark_of(name: str, given: Any) -> Node | None:
    """A mark; None when it is unknown, or its address is none that may be followed."""
    if name not in MARKS:
        return None
    needs = MARKS[name]
    if needs is None:
        return {"type": name}
    key, clean = needs
    value = clean(given.get(key)) if isinstance(given, Mapping) else None
    return None if value is None else {"type": name, "attrs": {key: value}}


def sorted_marks(marks: list[Node]) -> list[Node]:
    """The marks of a text, each once, in their order."""
    once = {repr(mark): mark for mark in marks}
    return [once[key] for key in sorted(once, key=lambda key: (_ORDER[once[key]["type"]], key))]


def node_of(name: str, attributes: Mapping[str, Any], content: list[Node]) -> Node | None:
    """A node with what it may hold of its content; None when nothing of it is known, or it is nothing without."""
    if name not in CONTENT and name not in LEAVES:
        return None
    attrs = attributes_of(name, attributes)
    inside = [child for child in content if child["type"] in CONTENT.get(name, ())]
    if attrs is None or (name in NEVER_EMPTY and not inside):
        return None
    return {"type": name, **({"attrs": attrs} if attrs else {}), **({"content": inside} if inside else {})}


def clean_body(body: list[Node]) -> list[Node]:
    """The blocks of a body in the one form in which the schema writes them: neighbouring texts with the same marks
    joined, the rest left out.
    """
    return [block for node in body if (block := _clean(node)) is not None and block["type"] in BLOCKS]


def text_node(text: str, marks: list[Node]) -> Node:
    """A text with its marks."""
    return {"type": "text", **({"marks": marks} if marks else {}), "text": storable(text)}


def joined(nodes: list[Node]) -> list[Node]:
    """Inline nodes with neighbouring texts of the same marks joined."""
    result: list[Node] = []
    for node in nodes:
        before = result[-1] if result else None
        if (
            before is not None
            and node["type"] == before["type"] == "text"
            and node.get("marks") == before.get("marks")
        ):
            result[-1] = {**before, "text": before["text"] + node["text"]}
        else:
            result.append(node)
    return result


def _clean(node: Node) -> Node | None:
    name = node.get("type", "")
    if name == "text":
        marks = [mark_of(mark.get("type", ""), mark.get("attrs")) for mark in node.get("marks", [])]
        known = sorted_marks([mark for mark in marks if mark])
        return text_node(node["text"], known) if node.get("text") else None
    content = [child for one in node.get("content", []) if (child := _clean(one)) is not None]
    return node_of(name, node.get("attrs") or {}, joined(content) if name in TEXTBLOCKS else content)
