# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the platform keeps as files, and the papers it issues."""

from coprogettazione.documents.models.files import FileKind, StoredFile
from coprogettazione.documents.models.papers import NumberSeries, Paper, PaperKind, Series

__all__ = ["FileKind", "NumberSeries", "Paper", "PaperKind", "Series", "StoredFile"]
