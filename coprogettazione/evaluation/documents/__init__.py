# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of the evaluation: appointment, committee's minutes, admission (D6), exclusion after it,
scrolling of the ranking.
"""

from coprogettazione.evaluation.documents.acts import issue_appointment, issue_replacement, issue_scrolling
from coprogettazione.evaluation.documents.admission import issue_admission
from coprogettazione.evaluation.documents.exclusion import announcement_letter, issue_exclusion
from coprogettazione.evaluation.documents.minutes import issue_committee_minutes, issue_session_minutes

__all__ = [
    "announcement_letter",
    "issue_admission",
    "issue_appointment",
    "issue_committee_minutes",
    "issue_exclusion",
    "issue_replacement",
    "issue_scrolling",
    "issue_session_minutes",
]
