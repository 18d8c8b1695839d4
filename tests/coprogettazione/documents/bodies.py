# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bodies as the editor writes them, with everything that its schema knows."""

import io
from typing import Any

from PIL import Image as Pixels


def text(words: str, *marks: Any) -> dict[str, Any]:
    """Words, with marks given by name or whole."""
    said = [{"type": mark} if isinstance(mark, str) else mark for mark in marks]
    return {"type": "text", "text": words, "marks": said}


def block(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:
    """A node; strings are words."""
    return {
        "type": kind,
        "attrs": attrs,
        "content": [text(item) if isinstance(item, str) else item for item in content],
    }


def p(*content: Any) -> dict[str, Any]:
    """A paragraph."""
    return block("paragraph", *content)


def item(*blocks: Any) -> dict[str, Any]:
    """An item of a list."""
    return block("list_item", *blocks)


LINK = {"type": "link", "attrs": {"href": "https://example.it/città?a=1&b=2"}}
NEW = {"type": "insertion", "attrs": {"id": "s1"}}
OLD = {"type": "deletion", "attrs": {"id": "s1"}}
NOTE = {"type": "footnote", "attrs": {"text": "Dati dell’Ufficio di Piano, «2025»."}}

RICH: list[dict[str, Any]] = [
    p("Perché la città ", text("dorme", "strong"), " e ", text("veglia", "em"), {"type": "hard_break"}, "sempre",
      NOTE, ". ", text("Leggi", LINK), "."),
    block("heading", "Chi è coinvolto", level=4),
    block("heading", "Il servizio", level=3),
    block("heading", "La notte", level=4),
    block(
        "bullet_list",
        item(p("strada"), block("ordered_list", item(p("prima uscita")), item(p("seconda uscita")), order=3)),
        item(p("accoglienza")),
    ),
    block(
        "table",
        block("table_row", block("table_header", p("Quando"), colspan=2, rowspan=1, colwidth=[100, 200]),
              block("table_header", p("Chi"), colwidth=[100])),
        block("table_row", block("table_cell", p("lunedì"), rowspan=2), block("table_cell", p("mattina")),
              block("table_cell", p("La Lanterna"))),
        block("table_row", block("table_cell", p("sera"), p("e notte")), block("table_cell", p("Casa Aperta"))),
    ),
    block("ordered_list", item(p("ricomincia da uno")), order=1),
    {"type": "image", "attrs": {"file": 7, "alt": "La mappa dei quartieri"}},
    p("Un passo ", text("proposto", NEW), text("tolto", OLD), " alla fine."),
]  # fmt: skip


def png(width: int = 60, height: int = 40) -> bytes:
    """A picture."""
    out = io.BytesIO()
    Pixels.new("RGB", (width, height), "#0b5563").save(out, "PNG")
    return out.getvalue()
