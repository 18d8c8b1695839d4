# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a chronicle may do: every deed, and the drafts that people type before a deed.

A draft is saved by a plain service named `save_…` (keyword-only, with `by` and `at`); it checks rights as a
deed does but leaves no entry in the register.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, get_type_hints

from coprogettazione.apps import CHAPTERS
from coprogettazione.records.deeds import DEEDS


@dataclass(frozen=True)
class Doable:
    """A deed or a draft: its name, what runs it, its arguments with their types."""

    name: str
    run: Callable[..., Any]
    parameters: dict[str, inspect.Parameter]
    types: dict[str, Any]


def doable(name: str) -> Doable | None:
    """What the name stands for, or None when the platform does not know it."""
    if name in DEEDS:
        deed = DEEDS[name]
        return Doable(name, deed.run, deed.parameters, get_type_hints(deed.function))
    function = _drafts().get(name)
    if function is None:
        return None
    parameters = {n: p for n, p in inspect.signature(function).parameters.items() if n not in ("by", "at")}
    return Doable(name, function, parameters, get_type_hints(function))


@cache
def _drafts() -> dict[str, Callable[..., Any]]:
    """The `save_…` functions that the chapters' services offer."""
    found: dict[str, Callable[..., Any]] = {}
    for chapter in CHAPTERS:
        module = f"coprogettazione.{chapter}.services"
        if find_spec(module) is None:
            continue
        for name, function in vars(import_module(module)).items():
            if name.startswith("save_") and inspect.isfunction(function) and name not in DEEDS:
                given = inspect.signature(function).parameters
                if "by" in given and "at" in given:
                    found[name] = function
    return found
