# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked of a table."""

from coprogettazione.tables.queries.budget import (
    Line,
    Matrix,
    add_up,
    budget_matrix,
    lines_of,
    matrix_for_paper,
)
from coprogettazione.tables.queries.differences import changes
from coprogettazione.tables.queries.meetings import (
    Answers,
    answers_to,
    convocation_days,
    minutes_days,
    next_session,
    sessions_of,
)
from coprogettazione.tables.queries.project import (
    ChapterStage,
    FinalProject,
    chapters_of,
    content_of,
    differences_between,
    final_project,
    fingerprint_of,
    plain_text,
    version_matrix,
)
from coprogettazione.tables.queries.readiness import missing_to_conclude, missing_to_end
from coprogettazione.tables.queries.seats import (
    Place,
    accepting_bodies,
    body_of,
    partners_of,
    places_at,
    tables_visible_to,
)

__all__ = [
    "Answers",
    "ChapterStage",
    "FinalProject",
    "Line",
    "Matrix",
    "Place",
    "accepting_bodies",
    "add_up",
    "answers_to",
    "body_of",
    "budget_matrix",
    "changes",
    "chapters_of",
    "content_of",
    "convocation_days",
    "differences_between",
    "final_project",
    "fingerprint_of",
    "lines_of",
    "matrix_for_paper",
    "minutes_days",
    "missing_to_conclude",
    "missing_to_end",
    "next_session",
    "partners_of",
    "places_at",
    "plain_text",
    "sessions_of",
    "tables_visible_to",
    "version_matrix",
]
