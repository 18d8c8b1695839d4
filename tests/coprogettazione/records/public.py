# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A register with a few days, and the verifier that shares no code with the server."""

import importlib.util
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import time_machine

from coprogettazione.parties.models import Organisation, OrganisationKind
from coprogettazione.records.deeds import DEEDS, Act, deed, tell_published
from coprogettazione.records.public.export import register_lines
from coprogettazione.records.rights import RIGHTS, is_system, rights

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "verifier" / "coprogettazione_verify.py"
VECTORS = json.loads(Path(__file__).with_name("register_vectors.json").read_text())
AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
SHA256 = "ab" * 32


def verifier() -> ModuleType:
    """The program as a module."""
    spec = importlib.util.spec_from_file_location("coprogettazione_verify", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def bytes_of(case: dict[str, Any]) -> bytes:
    """The file of a case."""
    base = VECTORS["register"]
    lines = [base[line] if isinstance(line, int) else line for line in case["lines"]]
    return ("\n".join(lines) + case.get("tail", "\n")).encode()


@contextmanager
def noting() -> Iterator[None]:
    """A small deed of the tests' own, which publishes a file when it is told so."""
    rights({"note_for_test": is_system})

    @deed(on="organisation", says="ha annotato")
    def note_for_test(
        act: Act, *, organisation: Organisation, text: str, publishes: bool = False, by: None, at: datetime
    ) -> None:
        if publishes:
            tell_published(
                sha256=SHA256,
                file="nota.pdf",
                kind="LETTER",
                title="Nota",
                number="1/2026",
                date=at.date(),
                body="Ente",
            )

    yield
    del DEEDS["note_for_test"], RIGHTS["note_for_test"]


def note(organisation: Organisation, text: str, **more: Any) -> None:
    """Do the deed, at the instant that the clock says."""
    DEEDS["note_for_test"].run(organisation=organisation, text=text, by=None, at=AT, **more)


def body() -> Organisation:
    """A row to do deeds on."""
    return Organisation.objects.create(kind=OrganisationKind.OTHER, name="Ente", codice_fiscale="90000000001")


def written(*days: tuple[datetime, int], publishes: bool = False) -> Organisation:
    """A register with so many entries written at each of these instants; the very first publishes when asked."""
    organisation = body()
    for when, count in days:
        with time_machine.travel(when, tick=False):
            for n in range(count):
                first = publishes and when == days[0][0] and n == 0
                note(organisation, f"nota {n}", publishes=first)
    return organisation


def exported() -> bytes:
    """The file that anybody downloads."""
    return b"".join(register_lines())
