# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chapter drawn as a page reads it: what the schema of the shared text knows and nothing else, each passage with the
colour of the organisation that wrote it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coprogettazione.tables.queries.shared_text import Part

Node = dict[str, Any]
#: Marks drawn with an element of the same meaning, outermost first.
MARKS = {"insertion": "ins", "deletion": "del", "strong": "strong", "em": "em"}
LISTS = {"bullet_list": "ul", "ordered_list": "ol"}
CELLS = {"table_cell": "td", "table_header": "th"}


def drawn(parts: list[Part], image: Callable[[int], str]) -> list[tuple[str, SafeString]]:
    """Title and text of each chapter of a version; `image` gives the address of a picture."""
    return [(part.name, Paper(part, image=image).drawn()) for part in parts]


class Paper:
    """Draws the blocks of one fragment. `class_of` gives the class of a hand, by its index; `image` the address of a
    picture, by the number of its file.
    """

    def __init__(
        self,
        part: Part,
        class_of: Callable[[int], str] | None = None,
        image: Callable[[int], str] | None = None,
    ) -> None:
        self.part = part
        self.class_of = class_of
        self.image = image
        self.runs: Iterator[tuple[int, int]] = iter(part.runs)
        self.hand, self.left = 0, 0
        self.notes: list[str] = []

    def drawn(self) -> SafeString:
        """The whole fragment, its notes at the end."""
        blocks = self._blocks(self.part.body)
        if not self.notes:
            return blocks
        items = format_html_join(
            "", '<li id="nota-{}">{}</li>', ((n, text) for n, text in enumerate(self.notes, 1))
        )
        return format_html(
            '{}<section class="co-notes" aria-label="{}"><ol>{}</ol></section>',
            blocks,
            _("Note del capitolo"),
            items,
        )

    def _blocks(self, nodes: list[Node]) -> SafeString:
        return format_html_join("", "{}", ((self._block(node),) for node in nodes))

    def _block(self, node: Node) -> SafeString:
        kind, inside = node["type"], node.get("content", [])
        attrs = node.get("attrs", {})
        if kind == "paragraph":
            return self._textblock("p", inside)
        if kind == "heading":
            return self._textblock("h4" if attrs.get("level") == 4 else "h3", inside)
        if kind in LISTS:
            start = attrs.get("order", 1)
            items = format_html_join("", "<li>{}</li>", ((self._item(item),) for item in inside))
            tag = SafeString(LISTS[kind])
            if kind == "ordered_list" and start != 1:
                return format_html('<ol start="{}">{}</ol>', start, items)
            return format_html("<{}>{}</{}>", tag, items, tag)
        if kind == "table":
            rows = format_html_join("", "<tr>{}</tr>", ((self._cells(row),) for row in inside))
            return format_html(
                '<div class="co-scroll" tabindex="0" role="group" aria-label="{}"><table class="table"><tbody>{}</tbody>'
                "</table></div>",
                _("Tabella"),
                rows,
            )
        if kind == "image" and self.image is not None:
            return format_html(
                '<p><img class="img-fluid" src="{}" alt="{}" loading="lazy"></p>',
                self.image(int(attrs["file"])),
                attrs.get("alt", ""),
            )
        return SafeString("")

    def _item(self, item: Node) -> SafeString:
        """An item of a list: its only paragraph without the element of a paragraph."""
        inside = item.get("content", [])
        if inside and inside[0]["type"] == "paragraph":
            first = self._inline(inside[0].get("content", []))
            self._take("\n")
            return format_html("{}{}", first, self._blocks(inside[1:]))
        return self._blocks(inside)

    def _cells(self, row: Node) -> SafeString:
        return format_html_join("", "{}", ((self._cell(cell),) for cell in row.get("content", [])))

    def _cell(self, cell: Node) -> SafeString:
        attrs = cell.get("attrs", {})
        tag = SafeString(CELLS[cell["type"]])
        spans = [
            format_html(' {}="{}"', name, int(attrs[name]))
            for name in ("colspan", "rowspan")
            if int(attrs.get(name) or 1) > 1
        ]
        return format_html("<{}{}>{}</{}>", tag, SafeString("".join(spans)), self._item(cell), tag)

    def _textblock(self, tag: str, inside: list[Node]) -> SafeString:
        drawn = self._inline(inside)
        self._take("\n")
        name = SafeString(tag)
        return format_html("<{}>{}</{}>", name, drawn, name)

    def _inline(self, nodes: list[Node]) -> SafeString:
        return SafeString("".join(self._leaf(node) for node in nodes))

    def _leaf(self, node: Node) -> str:
        if node["type"] == "hard_break":
            self._take("\n")
            return "<br>"
        if node["type"] == "footnote":
            text = str(node.get("attrs", {}).get("text", ""))
            self._take(f"[{text}]")
            self.notes.append(text)
            n = len(self.notes)
            return format_html(
                '<sup><a href="#nota-{}" aria-label="{}">{}</a></sup>', n, _("Nota %(n)s") % {"n": n}, n
            )
        if node["type"] != "text":
            return ""
        drawn = "".join(self._coloured(hand, words) for hand, words in self._take(node["text"]))
        marks = {mark["type"]: mark.get("attrs", {}) for mark in node.get("marks", [])}
        for kind, tag in reversed(MARKS.items()):
            if kind in marks:
                drawn = f"<{tag}>{drawn}</{tag}>"
        if "link" in marks:
            drawn = format_html(
                '<a href="{}" rel="noopener">{}</a>', marks["link"]["href"], SafeString(drawn)
            )
        return drawn

    def _coloured(self, hand: int, words: str) -> str:
        """A passage with its author's line, which leaves the spaces at its ends out."""
        if self.class_of is None:
            return escape(words)
        said = words.strip()
        if not said:
            return escape(words)
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        return format_html('{}<span class="{}">{}</span>{}', before, self.class_of(hand), said, after)

    def _take(self, words: str) -> list[tuple[int, str]]:
        """The words cut where the hand changes."""
        cut = []
        while words:
            if self.left == 0:
                self.hand, self.left = next(self.runs, (self.hand, len(words)))
                continue
            taken, words = words[: self.left], words[self.left :]
            self.left -= len(taken)
            cut.append((self.hand, taken))
        return cut
