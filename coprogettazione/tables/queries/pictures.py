# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures that the texts of a table may show."""

from coprogettazione.documents.models import ScanState
from coprogettazione.tables.models import DesignTable, Picture


def pictures_for_texts(table: DesignTable) -> list[Picture]:
    """The library of a table, the last first, without what the antivirus found infected."""
    found = table.pictures.exclude(file__scan__state=ScanState.INFECTED).select_related("file")
    return list(found.order_by("-pk"))
