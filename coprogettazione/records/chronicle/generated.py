# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that a chronicle makes on the spot, so that it can be told without binary attachments."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

_PAGE = """
#let facts = json("facts.json")
#set document(title: facts.title, date: none)
#set page(paper: "a4", margin: 25mm)
#set text(lang: "it", size: 11pt)
#heading(level: 1, facts.title)
#for line in facts.lines { par(line) }
"""


def pdf(facts: dict[str, Any]) -> bytes:
    """A one-column PDF with a title (`$pdf`) and paragraphs (`lines`); the same facts give the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.typ"
        page.write_text(_PAGE)
        content = {"title": facts["$pdf"], "lines": facts.get("lines", [])}
        (Path(folder) / "facts.json").write_text(json.dumps(content))
        made: bytes = typst.compile(str(page), root=folder)
        return made


def text(facts: dict[str, Any]) -> bytes:
    """A plain text, in UTF-8."""
    return str(facts["$text"]).encode()


@dataclass(frozen=True)
class Making:
    """How a file is made on the spot: from the facts beside its key, of which `facts` may be said. The instant of
    the deed is among them as `at`.
    """

    make: Callable[[dict[str, Any]], bytes]
    facts: frozenset[str] = frozenset()


#: By the key that asks for it. A later chapter adds its own (`documents/services/telling.py`).
GENERATED: dict[str, Making] = {"$pdf": Making(pdf, frozenset({"lines"})), "$text": Making(text)}
