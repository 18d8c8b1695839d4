# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The index of an exported dossier for machines: JSON and XML, with what identifies every file.

The XML is ours, documented by its names. It is no index of an archival package (UNI 11386, *SInCRO*): that one
is made, timestamped and signed by whoever keeps the package.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from xml.etree import ElementTree as Xml

from coprogettazione.documents.documents.texts.words import drawable_in_xml
from coprogettazione.parties.models import Organisation
from coprogettazione.records.models import Entry
from coprogettazione.wording import ROME


@dataclass(frozen=True)
class Line:
    """A line of the index: what a file is, and what was found in it. Size in bytes."""

    path: str
    what: str
    on: datetime | None
    who: str
    size: int
    sha256: str
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One file of the dossier: where it goes, what it is, when, who, its bytes, and the fingerprint it should
    have ("" for what is written now).
    """

    path: str
    what: str
    on: datetime | None
    who: str
    chunks: Callable[[], Iterable[bytes]]
    expected: str = ""


class Reader(Protocol):
    """Who takes a dossier out, when, and up to which entry of the register; how the dossier is called, of which body
    it is, and what is in it.
    """

    @property
    def user(self) -> Any:
        """Who takes it out."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def upto(self) -> int:
        """The entry of the export itself."""

    @property
    def code(self) -> str:
        """The short name, which the folder and the archive bear."""

    @property
    def title(self) -> str:
        """What it is about."""

    @property
    def body(self) -> Organisation:
        """The public body that keeps it."""

    def parts(self) -> Iterator[Part]:
        """Everything, in the order of the archive."""

    def left_out(self) -> list[str]:
        """What is not in the archive, in words."""


def index_facts(reader: Reader, lines: Iterable[Line], head: Entry) -> dict[str, Any]:
    """The dossier, who took it out, where the register stood, and every file in the order of the archive."""
    return {
        "fascicolo": reader.code,
        "titolo": reader.title,
        "ente": {
            "denominazione": reader.body.name,
            "codice_fiscale": reader.body.codice_fiscale,
            "codice_ipa": reader.body.ipa_code,
        },
        "esportato_da": str(reader.user),
        "esportato_il": _instant(reader.at),
        "registro": {"voce": head.seq, "impronta": head.hash},
        "algoritmo": "SHA-256",
        "file": [
            {
                "percorso": line.path,
                "che_cosa": str(line.what),
                "data": _instant(line.on),
                "chi": line.who,
                "byte": line.size,
                "impronta": line.sha256,
                "nota": str(line.note),
            }
            for line in lines
        ],
    }


def as_json(facts: dict[str, Any]) -> bytes:
    """The index as JSON, UTF-8."""
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()


def as_xml(facts: dict[str, Any]) -> bytes:
    """The same index as XML, UTF-8: an element for each name, `file` as many times as there are files."""
    root = Xml.Element("indice")
    _fill(root, facts)
    Xml.indent(root, " ")
    return Xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _fill(element: Xml.Element, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        for item in value if isinstance(value, list) else [value]:
            made = Xml.SubElement(element, name)
            if isinstance(item, dict):
                _fill(made, item)
            else:
                made.text = drawable_in_xml(str(item))


def _instant(when: datetime | None) -> str:
    return when.astimezone(ROME).isoformat(timespec="seconds") if when else ""
