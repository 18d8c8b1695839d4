# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making a fragment say something else with the smallest change: blocks that stay keep their identity, so do the
characters that stay in a block that changes. What others are writing meanwhile is joined to it, as with any change.
"""

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from coprogettazione.tables.queries.shared_text.differences import changes
from coprogettazione.tables.queries.shared_text.schema import Node, clean_body, mark_of
from coprogettazione.tables.queries.shared_text.words import flat_of
from coprogettazione.tables.queries.shared_text.yjs import (
    attributes_there,
    element,
    fragment_of,
    mark_name,
    marks_of,
    opened,
    texts_of,
)

#: What y-prosemirror makes a child of: a node, or the texts that stand next to each other.
Item = Node | list[Node]

#: What Yjs says when nothing changed.
_NOTHING = b"\0\0"
_WORD = re.compile(r"\w+")
#: Below this likeness a block is another block.
_ALIKE = 0.3
#: Beyond this many comparisons changed blocks are paired in their order.
_MOST = 2_500


def change_to(state: bytes, fragment: str, body: list[Node], client: int) -> bytes:
    """The update that makes the fragment of a document in this state say exactly `body`, under this client number;
    empty when it says so already.
    """
    doc = opened(state, client=client)
    root = fragment_of(doc, fragment)
    updates: list[bytes] = []
    watch = doc.observe(lambda event: updates.append(bytes(event.update)))
    with doc.transaction():
        _children(root, _items(clean_body(body)))
    watch.drop()
    return b"".join(update for update in updates if update != _NOTHING)


def _items(content: Sequence[Node]) -> list[Item]:
    items: list[Item] = []
    for node in content:
        if node["type"] != "text":
            items.append(node)
        elif items and isinstance(items[-1], list):
            items[-1].append(node)
        else:
            items.append([node])
    return items


def _children(parent: XmlFragment | XmlElement, wanted: list[Item]) -> None:
    there = list(parent.children)
    found = [texts_of(child) if isinstance(child, XmlText) else _element(child) for child in there]
    if not wanted and len(there) == 1 and isinstance(there[0], XmlText):
        # As y-prosemirror does: what others are typing in it stays.
        there[0].clear()
        return
    ours = [_key(item) if item else f"?{place}" for place, item in enumerate(found)]
    codes = SequenceMatcher(None, ours, [_key(item) for item in wanted], autojunk=False).get_opcodes()
    for tag, a0, a1, b0, b1 in reversed(codes):
        if tag != "equal":
            _replace(parent, there[a0:a1], found[a0:a1], a0, wanted[b0:b1])


def _element(child: Any) -> Node | None:
    return element(child) if isinstance(child, XmlElement) else None


def _key(item: Item) -> str:
    return json.dumps(item, sort_keys=True)


def _replace(
    parent: XmlFragment | XmlElement,
    there: list[Any],
    found: list[Item | None],
    start: int,
    wanted: list[Item],
) -> None:
    """Make some neighbouring children others: those that are alike are changed, the others go and come."""
    pairs = _pairs(there, found, wanted)
    last = len(wanted)
    for old in reversed(range(len(there))):
        new = pairs.get(old)
        if new is None:
            del parent.children[start + old]
            continue
        for item in reversed(wanted[new + 1 : last]):
            _insert(parent, start + old + 1, item)
        _change(there[old], wanted[new])
        last = new
    for item in reversed(wanted[:last]):
        _insert(parent, start, item)


def _pairs(there: list[Any], found: list[Item | None], wanted: list[Item]) -> dict[int, int]:
    """Which child becomes which, both in their order: the most alike, in all."""
    if len(there) == len(wanted) == 1:
        return {0: 0} if _same_kind(there[0], wanted[0]) else {}
    if len(there) * len(wanted) > _MOST:
        both = range(min(len(there), len(wanted)))
        return {place: place for place in both if _same_kind(there[place], wanted[place])}
    like = [[_likeness(child, item, new) for new in wanted] for child, item in zip(there, found, strict=True)]
    rows, columns = len(there), len(wanted)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for a in reversed(range(rows)):
        for b in reversed(range(columns)):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], like[a][b] + best[a + 1][b + 1])
    pairs = {}
    a = b = 0
    while a < rows and b < columns:
        if like[a][b] and best[a][b] == like[a][b] + best[a + 1][b + 1]:
            pairs[a] = b
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _same_kind(child: Any, item: Item) -> bool:
    if isinstance(item, list):
        return isinstance(child, XmlText)
    return isinstance(child, XmlElement) and child.tag == item["type"]


def _likeness(child: Any, old: Item | None, new: Item) -> float:
    if not _same_kind(child, new):
        return 0.0
    ours, theirs = _words(old), _words(new)
    if not ours or not theirs:
        return _ALIKE if not ours and not theirs else 0.0
    ratio = SequenceMatcher(None, ours, theirs, autojunk=False).quick_ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _words(item: Item | None) -> list[str]:
    if item is None:
        return []
    flat = flat_of({"type": "paragraph", "content": item} if isinstance(item, list) else item)
    return _WORD.findall(flat.lower())


def _insert(parent: XmlFragment | XmlElement, place: int, item: Item) -> None:
    if isinstance(item, list):
        _text(parent.children.insert(place, XmlText("")), item)
        return
    node = parent.children.insert(place, XmlElement(item["type"]))
    _attributes(node, item)
    for number, inner in enumerate(_items(item.get("content", []))):
        _insert(node, number, inner)


def _change(child: Any, item: Item) -> None:
    if isinstance(item, list):
        _text(child, item)
    else:
        _attributes(child, item)
        _children(child, _items(item.get("content", [])))


def _attributes(node: XmlElement, wanted: Node) -> None:
    there = attributes_there(node)
    for key, value in wanted.get("attrs", {}).items():
        if value is None:
            if key in there:
                del node.attributes[key]
        elif key not in there or type(there[key]) is bool or there[key] != value:
            node.attributes[key] = value


# Texts: positions in Yjs are counted in bytes of UTF-8.


def _text(text: XmlText, wanted: list[Node]) -> None:
    pieces = text.diff()
    if not all(isinstance(piece, str) for piece, _formats in pieces):
        text.clear()
        pieces = []
    old, new = "".join(piece for piece, _formats in pieces), "".join(node["text"] for node in wanted)
    for a0, a1, b0, b1 in reversed(changes(old, new)):
        place = _size(old[:a0])
        if a1 > a0:
            del text[place : place + _size(old[a0:a1])]
        if b1 > b0:
            text.insert(place, new[b0:b1])
    _format(text, wanted)


def _format(text: XmlText, wanted: list[Node]) -> None:
    targets = iter([(_size(node["text"]), node.get("marks", [])) for node in wanted])
    marks: list[Node] = []
    left = place = 0
    for piece, formats in text.diff():
        size = _size(piece)
        while size:
            if not left:
                left, marks = next(targets)
            step = min(size, left)
            if different := _formats(formats or {}, marks):
                text.format(place, place + step, different)
            place, size, left = place + step, size - step, left - step


def _formats(there: dict[str, Any], marks: list[Node]) -> dict[str, Any]:
    """The formats to set (None: to take away) so that a text with those that are there has these marks."""
    if marks_of(there) == marks:
        return {}
    kept: dict[str, Node] = {}
    result: dict[str, Any] = {}
    for key, value in there.items():
        mark = mark_of(mark_name(key), value) if value is not None else None
        if mark is None:
            continue
        if mark in marks and mark not in kept.values():
            kept[key] = mark
        else:
            result[key] = None
    for mark in marks:
        if mark not in kept.values():
            key = mark["type"] if mark["type"] not in kept else f"{mark['type']}--{_fingerprint(mark)}"
            kept[key] = mark
            result[key] = mark.get("attrs", {})
    return result


def _fingerprint(mark: Node) -> str:
    return b64encode(sha256(_key(mark).encode()).digest()[:6]).decode()


def _size(text: str) -> int:
    return len(text.encode())
