# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scheme for a word processor: headings, facts, paragraphs, points, tables, places for signatures."""

from collections.abc import Iterator

from coprogettazione.calls.documents.schemes import BLANK, Part, Scheme
from coprogettazione.documents.documents import Heading, Items, Paragraph, Text, plain, table
from coprogettazione.documents.documents.texts import Block


def text_of(title: str, subject: str, scheme: Scheme) -> Text:
    """The scheme as a text that is written once and goes out in more than one format."""
    return Text(
        title=title,
        subtitle=subject,
        running=scheme.running,
        blocks=[
            *(Paragraph(plain(words)) for words in scheme.intro.split("\n\n")),
            *([table((), scheme.facts)] if scheme.facts else []),
            *(block for section in scheme.sections for block in _section(section)),
            *(Paragraph(plain(f"\n{role}: {BLANK}")) for role in scheme.signatures),
        ],
    )


def _section(section: Part) -> Iterator[Block]:
    yield Heading(section.level, plain(section.title))
    for words in section.paragraphs:
        yield Paragraph(plain(words))
    if section.points:
        yield Items([[Paragraph(plain(point))] for point in section.points])
    if section.columns:
        yield table(section.columns, section.rows)
