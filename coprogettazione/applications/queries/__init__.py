# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about applications."""

from coprogettazione.applications.queries.completeness import (
    IN_TWO_GROUPS,
    STEPS,
    Draft,
    Gap,
    Part,
    warnings_of,
    what_is_missing,
)
from coprogettazione.applications.queries.eligibility import elsewhere, ineligible_because
from coprogettazione.applications.queries.office import (
    admissible_applications,
    applications_for_dossier,
    applications_of,
    entries_visible_to,
    files_with_remarks,
    is_opened,
    items_to_check,
    organisations_in,
    papers_visible_to,
    standing_applications,
)
from coprogettazione.applications.queries.shares import completed, divided
from coprogettazione.applications.queries.snapshot import content_of, files_of, fingerprint, totals

__all__ = [
    "IN_TWO_GROUPS",
    "STEPS",
    "Draft",
    "Gap",
    "Part",
    "admissible_applications",
    "applications_for_dossier",
    "applications_of",
    "completed",
    "content_of",
    "divided",
    "elsewhere",
    "entries_visible_to",
    "files_of",
    "files_with_remarks",
    "fingerprint",
    "ineligible_because",
    "is_opened",
    "items_to_check",
    "organisations_in",
    "papers_visible_to",
    "standing_applications",
    "totals",
    "warnings_of",
    "what_is_missing",
]
