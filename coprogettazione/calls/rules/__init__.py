# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what on a call, and what an avviso must contain before it may go on."""

from coprogettazione.calls.rules import access as access
from coprogettazione.calls.rules.checklist import FORM, Gap, gaps, warnings
from coprogettazione.calls.rules.findings import CRITERION_TEXTS, WRITTEN, findings
from coprogettazione.calls.rules.roles import (
    is_auditor,
    is_before_deadline,
    is_executive_officer,
    is_officer_of,
    is_operator_of,
    is_past_deadline,
    is_planning_operator,
    is_procedure_officer,
    succeeds_the_executive,
)
from coprogettazione.calls.rules.vocabulary import Wording, read_words

__all__ = [
    "CRITERION_TEXTS",
    "FORM",
    "WRITTEN",
    "Gap",
    "Wording",
    "findings",
    "gaps",
    "is_auditor",
    "is_before_deadline",
    "is_executive_officer",
    "is_officer_of",
    "is_operator_of",
    "is_past_deadline",
    "is_planning_operator",
    "is_procedure_officer",
    "read_words",
    "succeeds_the_executive",
    "warnings",
]
