# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes suggested in a text: the passages marked with one number, what they take away and put in, and the text once
the suggestion is accepted or refused.
"""

from typing import Any

Node = dict[str, Any]


def suggested(body: list[Node], mark: str) -> tuple[str, str]:
    """What a suggestion takes away and what it puts in; both empty when nothing is marked with that number."""
    return _said(body, "deletion", mark), _said(body, "insertion", mark)


def settled(body: list[Node], mark: str, *, accepted: bool) -> list[Node]:
    """The body with a suggestion accepted (what it takes away is gone, what it puts in stays) or refused (the other way
    round). Textblocks that are left empty because all they said was suggested go too.
    """
    gone, stays = ("deletion", "insertion") if accepted else ("insertion", "deletion")
    return [block for node in body if (block := _settle(node, mark, gone, stays)) is not None]


def marks_in(body: list[Node]) -> list[str]:
    """The numbers of the suggestions in a body, in order."""
    found = {
        str(mark["attrs"]["id"]): None
        for node in _leaves(body)
        for mark in node.get("marks", [])
        if mark["type"] in ("insertion", "deletion")
    }
    return list(found)


def _settle(node: Node, mark: str, gone: str, stays: str) -> Node | None:
    if "content" not in node:
        if _marked(node, gone, mark):
            return None
        if _marked(node, stays, mark):
            left = [m for m in node["marks"] if not (m["type"] == stays and str(m["attrs"]["id"]) == mark)]
            node = {**node, "marks": left}
            if not left:
                del node["marks"]
        return node
    content = [child for one in node["content"] if (child := _settle(one, mark, gone, stays)) is not None]
    if not content:
        return None
    return {**node, "content": _joined(content)}


def _joined(nodes: list[Node]) -> list[Node]:
    """Neighbouring texts with the same marks are one text."""
    result: list[Node] = []
    for node in nodes:
        last = result[-1] if result else None
        if last and node["type"] == last["type"] == "text" and node.get("marks") == last.get("marks"):
            result[-1] = {**last, "text": last["text"] + node["text"]}
        else:
            result.append(node)
    return result


def _said(nodes: list[Node], kind: str, mark: str) -> str:
    """The words that are marked, those of each block on a line of its own."""
    inline = "".join(_words(node) for node in nodes if "content" not in node and _marked(node, kind, mark))
    blocks = [said for node in nodes if "content" in node and (said := _said(node["content"], kind, mark))]
    return "\n".join([inline, *blocks] if inline else blocks)


def _leaves(nodes: list[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found.extend(_leaves(node["content"]) if "content" in node else [node])
    return found


def _marked(node: Node, kind: str, mark: str) -> bool:
    return any(m["type"] == kind and str(m["attrs"]["id"]) == mark for m in node.get("marks", []))


def _words(node: Node) -> str:
    return str(node.get("text", "\n" if node["type"] == "hard_break" else ""))
