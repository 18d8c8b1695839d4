# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about applications."""

from coprogettazione.applications.queries.answers import (
    is_asked,
    is_blank,
    kept_value,
    length_of,
    limits_of,
    said,
    said_rows,
)
from coprogettazione.applications.queries.commitment import changed_since, commitment_of
from coprogettazione.applications.queries.completeness import Draft, Part, warnings_of, what_is_missing
from coprogettazione.applications.queries.eligibility import elsewhere, ineligible_because
from coprogettazione.applications.queries.gaps import IN_TWO_GROUPS, Gap, anchor_of, section_step, steps_of
from coprogettazione.applications.queries.office import (
    admissible_applications,
    applications_for_dossier,
    applications_of,
    entries_visible_to,
    is_opened,
    items_to_check,
    organisations_in,
    papers_visible_to,
    standing_applications,
)
from coprogettazione.applications.queries.shares import completed, divided
from coprogettazione.applications.queries.snapshot import (
    answers_in,
    content_of,
    files_of,
    fingerprint,
    totals,
)

__all__ = [
    "IN_TWO_GROUPS",
    "Draft",
    "Gap",
    "Part",
    "admissible_applications",
    "anchor_of",
    "answers_in",
    "applications_for_dossier",
    "applications_of",
    "changed_since",
    "commitment_of",
    "completed",
    "content_of",
    "divided",
    "elsewhere",
    "entries_visible_to",
    "files_of",
    "fingerprint",
    "ineligible_because",
    "is_asked",
    "is_blank",
    "is_opened",
    "items_to_check",
    "kept_value",
    "length_of",
    "limits_of",
    "organisations_in",
    "papers_visible_to",
    "said",
    "said_rows",
    "section_step",
    "standing_applications",
    "steps_of",
    "totals",
    "warnings_of",
    "what_is_missing",
]
