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
    COMMON_SECTIONS,
    OWN_SECTIONS,
    STANDING_STATES,
    Application,
    ApplicationForm,
    ApplicationState,
    Member,
    MemberRole,
    Section,
    SectionKind,
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
    DECLARATION_WORDS,
    Attachment,
    AttachmentKind,
    Declaration,
    DeclarationKind,
    Opening,
    Submission,
)
from coprogettazione.applications.models.suspension import TermSuspension, TermSuspensionReason
from coprogettazione.calls.models import FIGURATIVE, CostCategory, FundingSource

__all__ = [
    "APPLICANT_ROLES",
    "BATCH_ITEMS",
    "COMMON_SECTIONS",
    "DECLARATION_WORDS",
    "FIGURATIVE",
    "FORMAL_ITEMS",
    "ITEM_OF_RULE",
    "ONCE_ITEMS",
    "OWN_SECTIONS",
    "STANDING_STATES",
    "Application",
    "ApplicationForm",
    "ApplicationState",
    "Attachment",
    "AttachmentKind",
    "Check",
    "CheckItem",
    "CheckOutcome",
    "CostCategory",
    "CureGap",
    "CureRequest",
    "CureState",
    "Declaration",
    "DeclarationKind",
    "EconomicLine",
    "EligibilityCheck",
    "EligibilityOutcome",
    "EligibilityRule",
    "FundingSource",
    "Member",
    "MemberRole",
    "Opening",
    "Section",
    "SectionKind",
    "Submission",
    "TermSuspension",
    "TermSuspensionReason",
    "Title",
]
