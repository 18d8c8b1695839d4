# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the platform keeps as files, and the papers it issues."""

from coprogettazione.documents.models.arriving import Arriving
from coprogettazione.documents.models.files import FileKind, SignatureFound, StoredFile
from coprogettazione.documents.models.papers import NumberSeries, Paper, PaperKind, Series
from coprogettazione.documents.models.scans import Scan, ScanState
from coprogettazione.documents.models.signatures import SignatureCheck

__all__ = [
    "Arriving",
    "FileKind",
    "NumberSeries",
    "Paper",
    "PaperKind",
    "Scan",
    "ScanState",
    "Series",
    "SignatureCheck",
    "SignatureFound",
    "StoredFile",
]
