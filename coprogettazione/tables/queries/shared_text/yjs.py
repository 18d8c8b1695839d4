# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A fragment of a Yjs document, as y-prosemirror writes it, read as the body that ProseMirror would show."""

import re
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from coprogettazione.tables.queries.shared_text.schema import (
    BLOCKS,
    TEXTBLOCKS,
    Node,
    joined,
    mark_of,
    node_of,
    sorted_marks,
    text_node,
)

#: A mark that may lie twice on the same text has a fingerprint after its name.
_MARK = re.compile(r"(.*?)(?:--[A-Za-z0-9+/=]{8})?", re.DOTALL)


def opened(state: bytes = b"", *, client: int | None = None) -> Doc:
    """A document in a state (nothing, or a Yjs update), written under a client number when one is given."""
    doc: Doc = Doc(client_id=client)
    if state:
        doc.apply_update(state)
    return doc


def fragment_of(doc: Doc, name: str) -> XmlFragment:
    """The fragment of that name."""
    return doc.get(name, type=XmlFragment)


def body_of(doc: Doc, name: str) -> list[Node]:
    """What the fragment says: its blocks in ProseMirror's JSON, only what the schema knows."""
    fragment = fragment_of(doc, name)
    with doc.transaction():
        blocks = [block_of(child) for child in fragment.children]
    return [block for block in blocks if block is not None]


def block_of(child: Any) -> Node | None:
    """What one child of a fragment says; None when it is no block of the schema."""
    node = element(child) if isinstance(child, XmlElement) else None
    return node if node is not None and node["type"] in BLOCKS else None


def element(node: XmlElement) -> Node | None:
    """What an element says, with all that is in it."""
    content: list[Node] = []
    for child in node.children:
        if isinstance(child, XmlText):
            content.extend(texts_of(child))
        elif isinstance(child, XmlElement) and (inner := element(child)) is not None:
            content.append(inner)
    name = node.tag or ""
    return node_of(name, attributes_there(node), joined(content) if name in TEXTBLOCKS else content)


def attributes_there(node: XmlElement) -> dict[str, Any]:
    """The attributes of an element as they are; numbers are floats."""
    pairs: Any = node.attributes
    return dict(pairs)


def texts_of(text: XmlText) -> list[Node]:
    """The texts of a run, each with its marks."""
    return joined(
        [
            text_node(piece, marks_of(formats))
            for piece, formats in text.diff()
            if isinstance(piece, str) and piece
        ]
    )


def marks_of(formats: dict[str, Any] | None) -> list[Node]:
    """The marks that the formats of a text mean."""
    marks = [mark_of(mark_name(key), value) for key, value in (formats or {}).items() if value is not None]
    return sorted_marks([mark for mark in marks if mark])


def mark_name(key: str) -> str:
    """The name of the mark that a format is."""
    found = _MARK.fullmatch(key)
    return found[1] if found else key
