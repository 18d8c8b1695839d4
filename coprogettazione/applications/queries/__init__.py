# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about applications."""

from coprogettazione.applications.queries.access import applicants_disclosed
from coprogettazione.applications.queries.completeness import (
    IN_TWO_GROUPS,
    STEPS,
    Draft,
    Gap,
    Part,
    warnings_of,
    what_is_missing,
)
from coprogettazione.applications.queries.desk import (
    PAGE,
    Cell,
    Desk,
    DeskRow,
    Proposal,
    cells_of,
    confirmable,
    desk_applications,
    desk_of,
    entirely_in_order,
    last_answers,
    proposals_of,
)
from coprogettazione.applications.queries.eligibility import (
    Finding,
    Rules,
    elsewhere,
    ineligible_because,
)
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
from coprogettazione.applications.queries.protocol import (
    LINES_AT_ONCE,
    ProtocolLine,
    current_submission,
    protocol_lines,
    segnatura_of,
)
from coprogettazione.applications.queries.shares import completed, divided
from coprogettazione.applications.queries.snapshot import content_of, files_of, fingerprint, totals
from coprogettazione.applications.queries.terms import (
    ConclusionTerm,
    conclusion_term,
    cure_days,
    reserve_words,
    with_suspensions,
)

__all__ = [
    "IN_TWO_GROUPS",
    "LINES_AT_ONCE",
    "PAGE",
    "STEPS",
    "Cell",
    "ConclusionTerm",
    "Desk",
    "DeskRow",
    "Draft",
    "Finding",
    "Gap",
    "Part",
    "Proposal",
    "ProtocolLine",
    "Rules",
    "admissible_applications",
    "applicants_disclosed",
    "applications_for_dossier",
    "applications_of",
    "cells_of",
    "completed",
    "conclusion_term",
    "confirmable",
    "content_of",
    "cure_days",
    "current_submission",
    "desk_applications",
    "desk_of",
    "divided",
    "elsewhere",
    "entirely_in_order",
    "entries_visible_to",
    "files_of",
    "fingerprint",
    "ineligible_because",
    "is_opened",
    "items_to_check",
    "last_answers",
    "organisations_in",
    "papers_visible_to",
    "proposals_of",
    "protocol_lines",
    "reserve_words",
    "segnatura_of",
    "standing_applications",
    "totals",
    "warnings_of",
    "what_is_missing",
    "with_suspensions",
]
