# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a text is made of. Every block is plain data: `facts_of` makes of it what the Typst templates read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Span:
    """Some characters that look alike, or a line break, or a footnote (`note` is its text).

    `change`: "new" for what somebody suggests to add, "old" to take away, "" for the text itself.
    """

    text: str = ""
    strong: bool = False
    em: bool = False
    link: str = ""
    change: Literal["", "new", "old"] = ""
    note: str = ""

    @property
    def is_break(self) -> bool:
        """Whether it only ends the line."""
        return self.text == "\n"


@dataclass(frozen=True)
class Paragraph:
    """Some words."""

    spans: Sequence[Span]
    kind: str = "p"


@dataclass(frozen=True)
class Heading:
    """A title of this level: 1 is the title of the text."""

    level: int
    spans: Sequence[Span]
    kind: str = "h"


@dataclass(frozen=True)
class Items:
    """A list, numbered from `start` or not; an item is some blocks."""

    items: Sequence[Sequence["Block"]]
    ordered: bool = False
    start: int = 1
    kind: str = "list"


@dataclass(frozen=True)
class Cell:
    """A cell: where it begins (row and column from 0), over how many it extends, what it says."""

    row: int
    column: int
    blocks: Sequence["Block"]
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    #: Figures stand on the right.
    right: bool = False


@dataclass(frozen=True)
class Row:
    """The cells that begin in a row."""

    cells: Sequence[Cell]


@dataclass(frozen=True)
class Grid:
    """A table whose cells cover it whole, each place once. The first `head` rows are headings, said again on every
    page; `widths` has a part for each column.
    """

    rows: Sequence[Row]
    columns: int
    widths: Sequence[int]
    head: int = 0
    kind: str = "table"


@dataclass(frozen=True)
class Picture:
    """A picture, by the number of its file, and what it shows in words."""

    file: int
    alt: str
    kind: str = "picture"


Block = Paragraph | Heading | Items | Grid | Picture


@dataclass(frozen=True)
class Image:
    """The bytes of a picture (PNG or JPEG), and how it is described where the text does not."""

    content: bytes
    media_type: str
    alt: str = ""


#: From the number of a file to its picture; None when there is none to be shown.
Pictures = Callable[[int], Image | None]


@dataclass(frozen=True)
class Text:
    """A whole text: its title (level 1), what stands right below it, its blocks.

    `running` is said at the head of every page; `subject` and `author` go into the properties of the file.
    """

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    running: str = ""
    author: str = ""
    labels: Sequence[tuple[str, str]] = field(default_factory=tuple)


def plain(text: str) -> list[Span]:
    """Spans of words that carry no marks: the ends of line stay."""
    lines = text.replace("\r\n", "\n").split("\n")
    spans: list[Span] = []
    for number, line in enumerate(lines):
        if number:
            spans.append(Span("\n"))
        if line:
            spans.append(Span(line))
    return spans


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[int] = (),
    right: Iterable[int] = (),
    total: bool = False,
) -> Grid:
    """A table of plain words under its headings (none: a table of labels and values), without spans. `right` names
    the columns of figures, from 0; with `total` the last row is a heading too.
    """
    figures = set(right)
    said = [list(columns)] if columns else []
    said += [list(row) for row in rows]
    count = max((len(row) for row in said), default=1)
    head = 1 if columns else 0

    def cell(number: int, column: int, words: str) -> Cell:
        heading = number < head or (total and number == len(said) - 1) or (not columns and column == 0)
        return Cell(number, column, [Paragraph(plain(words))], header=heading, right=column in figures)

    drawn = [
        Row([cell(number, column, words) for column, words in enumerate(row)])
        for number, row in enumerate(said)
    ]
    return Grid(drawn, count, list(widths) or [1] * count, head)


def pictures_in(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Every picture, in order, also those in lists and tables."""
    for block in blocks:
        match block:
            case Picture():
                yield block
            case Items():
                for item in block.items:
                    yield from pictures_in(item)
            case Grid():
                for row in block.rows:
                    for cell in row.cells:
                        yield from pictures_in(cell.blocks)
