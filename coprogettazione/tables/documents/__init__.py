# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What comes out of a table: its papers (D5, D7, D8, the acts of the executive), the calendar of a session, the project
as PDF, ODT and DOCX, the budget as a spreadsheet.
"""

from coprogettazione.tables.documents.budget import budget_as
from coprogettazione.tables.documents.export import FORMATS, project_as
from coprogettazione.tables.documents.papers import (
    issue_executive_act,
    issue_minutes,
    issue_project,
    issue_report,
    minutes_facts,
    procedure_facts,
)

__all__ = [
    "FORMATS",
    "budget_as",
    "issue_executive_act",
    "issue_minutes",
    "issue_project",
    "issue_report",
    "minutes_facts",
    "procedure_facts",
    "project_as",
]
