# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a file to steps that hold together; nothing is written to the database here."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from django.conf import settings
from django.utils.translation import gettext as _

from coprogettazione.records.chronicle.places import escaped, lines_of
from coprogettazione.records.chronicle.writings import Doable, doable

REFERENCE = re.compile(r"\$([a-z][a-z0-9_]*)")


class ChronicleFault(Exception):
    """A chronicle that cannot be done: where in the file, and why."""

    def __init__(self, reason: str, pointer: str = "", line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.pointer, self.line = reason, pointer, line

    def __str__(self) -> str:
        """Place and reason, as an officer reads them."""
        place = self.pointer or "/"
        if self.line is not None:
            place = _("riga %(line)s, %(place)s") % {"line": self.line, "place": place}
        return f"{place}: {self.reason}"


@dataclass(frozen=True)
class Step:
    """One deed to do: when, by whom (a name of `people`, None: the system), with what, what is expected."""

    pointer: str
    at: datetime
    by: str | None
    deed: Doable
    arguments: dict[str, Any]
    name: str = ""
    refused: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Chronicle:
    """A checked chronicle. `folder` is where its files are; `lines` knows where everything stands."""

    title: str
    people: dict[str, dict[str, str]]
    known: dict[str, dict[str, Any]]
    steps: list[Step]
    folder: Path
    lines: dict[str, int] = field(default_factory=dict, repr=False)

    def fault(self, reason: str, pointer: str) -> ChronicleFault:
        """A fault at this place."""
        return ChronicleFault(reason, pointer, self.lines.get(pointer))


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a chronicle (`docs/chronicle.schema.json`)."""
    text = (Path(settings.BASE_DIR) / "docs" / "chronicle.schema.json").read_text()
    found: dict[str, Any] = json.loads(text)
    return found


def _no_double(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _value in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ChronicleFault(_("«%(name)s» è scritto due volte nello stesso oggetto") % {"name": name})
    return dict(pairs)


def read_chronicle(path: Path, *, change: Callable[[Any], Any] | None = None) -> Chronicle:
    """Read and check a chronicle; `change` may alter its facts first (the demo moves its dates).

    Raises ChronicleFault with the place: not JSON, not as the schema wants, a deed that is not known,
    arguments missing or too many, a name used before it exists or twice, instants out of order.
    """
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as fault:
        raise ChronicleFault(_("il file non si legge: %(why)s") % {"why": fault}) from fault
    try:
        facts = json.loads(text, parse_float=Decimal, object_pairs_hook=_no_double)
    except json.JSONDecodeError as fault:
        reason = _("non è JSON: %(why)s (colonna %(column)s)") % {"why": fault.msg, "column": fault.colno}
        raise ChronicleFault(reason, "", fault.lineno) from fault
    lines = lines_of(text)
    if change is not None:
        facts = change(facts)
    _check_schema(facts, lines)
    chronicle = Chronicle(
        title=facts["title"],
        people=facts.get("people", {}),
        known=facts.get("known", {}),
        steps=[],
        folder=path.resolve().parent,
        lines=lines,
    )
    named = set(chronicle.people) | set(chronicle.known)
    if len(named) < len(chronicle.people) + len(chronicle.known):
        raise chronicle.fault(_("lo stesso nome sta fra le persone e fra ciò che c’è già"), "/known")
    for index, row in enumerate(facts["deeds"]):
        chronicle.steps.append(_step(chronicle, f"/deeds/{index}", row, named))
    return chronicle


def _check_schema(facts: Any, lines: dict[str, int]) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    faults = sorted(validator.iter_errors(facts), key=lambda fault: [str(p) for p in fault.absolute_path])
    if faults:
        fault = jsonschema.exceptions.best_match(faults)
        pointer = "".join(f"/{escaped(str(part))}" for part in fault.absolute_path)
        raise ChronicleFault(
            _("non è come vuole lo schema: %(why)s") % {"why": fault.message}, pointer, lines.get(pointer)
        )


def _step(chronicle: Chronicle, pointer: str, row: dict[str, Any], named: set[str]) -> Step:
    """One deed, checked against what the platform knows and what the chronicle has already said."""
    at = datetime.fromisoformat(row["at"])
    if at.tzinfo is None:
        raise chronicle.fault(_("l’istante non dice il fuso orario"), f"{pointer}/at")
    if chronicle.steps and at < chronicle.steps[-1].at:
        raise chronicle.fault(_("questo atto viene prima di quello che lo precede nel file"), f"{pointer}/at")
    by = row["by"]
    if by is not None and by not in chronicle.people:
        raise chronicle.fault(_("«%(who)s» non è fra le persone") % {"who": by}, f"{pointer}/by")
    deed = doable(row["deed"])
    if deed is None:
        raise chronicle.fault(
            _("la piattaforma non conosce l’atto «%(deed)s»") % {"deed": row["deed"]}, f"{pointer}/deed"
        )
    arguments = row.get("with", {})
    _check_arguments(chronicle, pointer, deed, arguments)
    _check_references(chronicle, f"{pointer}/with", arguments, named)
    name = row.get("as", "")
    if name:
        if name in named:
            raise chronicle.fault(_("il nome «%(name)s» è già usato") % {"name": name}, f"{pointer}/as")
        named.add(name)
    expected = row.get("expect", "accepted")
    refused = expected != "accepted"
    if refused and name:
        raise chronicle.fault(_("un atto rifiutato non lascia niente a cui dare un nome"), f"{pointer}/as")
    reason = expected["refused"] if isinstance(expected, dict) else ""
    return Step(pointer, at, by, deed, arguments, name, refused, reason)


def _check_arguments(chronicle: Chronicle, pointer: str, deed: Doable, arguments: dict[str, Any]) -> None:
    for name in arguments:
        if name not in deed.parameters:
            raise chronicle.fault(
                _("«%(deed)s» non vuole «%(name)s»; vuole: %(wanted)s")
                % {"deed": deed.name, "name": name, "wanted": ", ".join(deed.parameters)},
                f"{pointer}/with/{escaped(name)}",
            )
    for name, parameter in deed.parameters.items():
        if parameter.default is parameter.empty and name not in arguments:
            where = f"{pointer}/with" if arguments else pointer
            raise chronicle.fault(
                _("a «%(deed)s» manca «%(name)s»") % {"deed": deed.name, "name": name}, where
            )


def _check_references(chronicle: Chronicle, pointer: str, value: Any, named: set[str]) -> None:
    match value:
        case dict():
            for key, item in value.items():
                _check_references(chronicle, f"{pointer}/{escaped(key)}", item, named)
        case list():
            for index, item in enumerate(value):
                _check_references(chronicle, f"{pointer}/{index}", item, named)
        case str() if value.startswith("$") and not value.startswith("$$"):
            for name in REFERENCE.findall(value):
                if name not in named:
                    raise chronicle.fault(
                        _("«$%(name)s» non c’è ancora: nessun atto precedente ha questo nome")
                        % {"name": name},
                        pointer,
                    )
