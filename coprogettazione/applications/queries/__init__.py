# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about applications."""

from coprogettazione.applications.queries.access import applicants_disclosed
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
from coprogettazione.applications.queries.completeness import Draft, Part, what_is_missing
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
from coprogettazione.applications.queries.doubles import warnings_of
from coprogettazione.applications.queries.eligibility import (
    Finding,
    Rules,
    elsewhere,
    ineligible_because,
)
from coprogettazione.applications.queries.gaps import OF_THE_GROUP, Gap, anchor_of, section_step, steps_of
from coprogettazione.applications.queries.office import (
    admissible_applications,
    applications_for_dossier,
    applications_of,
    entries_visible_to,
    files_with_remarks,
    in_outline,
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
from coprogettazione.applications.queries.snapshot import (
    answers_in,
    content_of,
    files_of,
    fingerprint,
    totals,
)
from coprogettazione.applications.queries.terms import (
    ConclusionTerm,
    conclusion_term,
    cure_days,
    reserve_words,
    with_suspensions,
)

__all__ = [
    "LINES_AT_ONCE",
    "OF_THE_GROUP",
    "PAGE",
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
    "anchor_of",
    "answers_in",
    "applicants_disclosed",
    "applications_for_dossier",
    "applications_of",
    "cells_of",
    "changed_since",
    "commitment_of",
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
    "files_with_remarks",
    "fingerprint",
    "in_outline",
    "ineligible_because",
    "is_asked",
    "is_blank",
    "is_opened",
    "items_to_check",
    "kept_value",
    "last_answers",
    "length_of",
    "limits_of",
    "organisations_in",
    "papers_visible_to",
    "proposals_of",
    "protocol_lines",
    "reserve_words",
    "said",
    "said_rows",
    "section_step",
    "segnatura_of",
    "standing_applications",
    "steps_of",
    "totals",
    "warnings_of",
    "what_is_missing",
    "with_suspensions",
]
