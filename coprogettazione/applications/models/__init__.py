# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application and everything that hangs on it."""

from coprogettazione.applications.models.admissibility import (
    BATCH_ITEMS,
    FORMAL_ITEMS,
    ONCE_ITEMS,
    Check,
    CheckItem,
    CheckOutcome,
    CureGap,
    CureRequest,
    CureState,
)
from coprogettazione.applications.models.application import (
    APPLICANT_ROLES,
    STANDING_STATES,
    Answer,
    Application,
    ApplicationForm,
    ApplicationState,
    Member,
    MemberRole,
    Title,
)
from coprogettazione.applications.models.eligibility import (
    ITEM_OF_RULE,
    EligibilityCheck,
    EligibilityOutcome,
    EligibilityRule,
)
from coprogettazione.applications.models.plan import EconomicLine
from coprogettazione.applications.models.submission import (
    Attachment,
    Declaration,
    Opening,
    Submission,
)
from coprogettazione.applications.models.suspension import TermSuspension, TermSuspensionReason
from coprogettazione.calls.models import FIGURATIVE, CostCategory, FundingSource

__all__ = [
    "APPLICANT_ROLES",
    "BATCH_ITEMS",
    "FIGURATIVE",
    "FORMAL_ITEMS",
    "ITEM_OF_RULE",
    "ONCE_ITEMS",
    "STANDING_STATES",
    "Answer",
    "Application",
    "ApplicationForm",
    "ApplicationState",
    "Attachment",
    "Check",
    "CheckItem",
    "CheckOutcome",
    "CostCategory",
    "CureGap",
    "CureRequest",
    "CureState",
    "Declaration",
    "EconomicLine",
    "EligibilityCheck",
    "EligibilityOutcome",
    "EligibilityRule",
    "FundingSource",
    "Member",
    "MemberRole",
    "Opening",
    "Submission",
    "TermSuspension",
    "TermSuspensionReason",
    "Title",
]
