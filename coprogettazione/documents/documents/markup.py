# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of an act as Typst writes it, read strictly: only these elements, only these attributes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

#: Element → the attributes that stay. The text of an act can hold none of them: Typst escapes it.
ELEMENTS: dict[str, frozenset[str]] = {
    name: frozenset(kept.split())
    for name, kept in {
        "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "p": "class", "div": "class",
        "strong": "", "em": "", "ins": "", "del": "", "br": "", "sup": "id", "a": "href",
        "ul": "class", "ol": "start", "li": "id", "dl": "class", "dt": "", "dd": "", "section": "role",
        "table": "class", "caption": "", "thead": "", "tbody": "", "tfoot": "", "tr": "",
        "th": "scope class colspan rowspan", "td": "class colspan rowspan data-pre",
    }.items()
}  # fmt: skip
#: Elements that only carry a look: their words stay, they go.
LOOKS = frozenset({"span"})
#: What stands around the page and is not of the act.
AROUND = frozenset({"html", "head", "meta", "title", "body"})
VOID = frozenset({"br", "meta"})
#: Where a link in an act may lead: elsewhere on the web, to a mailbox, to a note of the same page.
LEADING = ("https://", "http://", "mailto:", "#loc-")


class UnknownMarkup(ValueError):
    """The page holds an element that none of ours is: the template or the compiler changed."""


@dataclass
class Node:
    """An element: its name, what it carries, what is in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list["Node | str"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All that is written in it."""
        return "".join(item if isinstance(item, str) else item.words for item in self.content)

    def find(self, name: str) -> Iterator["Node"]:
        """Every element of this name in it, in order."""
        for item in self.content:
            if isinstance(item, Node):
                if item.name == name:
                    yield item
                yield from item.find(name)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("article")
        self.open = [self.root]
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in AROUND:
            self.inside = self.inside or tag == "body"
            return
        if tag in LOOKS:
            return
        if tag not in ELEMENTS:
            raise UnknownMarkup(f"<{tag}> in the page of an act")
        node = Node(tag, {name: value or "" for name, value in attrs if name in ELEMENTS[tag]})
        if tag == "th":
            node.attributes.setdefault("scope", "col")
        if tag == "table":
            node.attributes.setdefault("class", "table")
        if tag == "a" and not node.attributes.get("href", "").startswith(LEADING):
            node.attributes.pop("href", None)
        self.open[-1].content.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in AROUND or tag in LOOKS or tag in VOID:
            return
        if self.open[-1].name != tag:
            raise UnknownMarkup(f"</{tag}> where </{self.open[-1].name}> was awaited")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.open[-1].content.append(data)


def read_markup(html: str) -> Node:
    """The act as a tree, without what stands around it. Raises UnknownMarkup."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def written(node: Node) -> str:
    """The content of an element as HTML: every word escaped again, nothing but what was read."""
    return "".join(
        escape(item, quote=False) if isinstance(item, str) else _written(item) for item in node.content
    )


def _written(node: Node) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    if node.name in VOID:
        return f"<{node.name}{attributes}>"
    return f"<{node.name}{attributes}>{written(node)}</{node.name}>"
