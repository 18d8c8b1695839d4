# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a paper is made: what it says becomes JSON, JSON becomes a PDF."""

from coprogettazione.documents.documents.facts import facts_of
from coprogettazione.documents.documents.filling import Choice, Formula, Positive
from coprogettazione.documents.documents.rendering import KEPT, READ, RenderingFailed, render
from coprogettazione.documents.documents.sheets import (
    FORMATS,
    ODS,
    XLSX,
    Cell,
    Sheet,
    as_csv,
    as_ods,
    as_xlsx,
)

__all__ = [
    "FORMATS",
    "KEPT",
    "ODS",
    "READ",
    "XLSX",
    "Cell",
    "Choice",
    "Formula",
    "Positive",
    "RenderingFailed",
    "Sheet",
    "as_csv",
    "as_ods",
    "as_xlsx",
    "facts_of",
    "render",
]
