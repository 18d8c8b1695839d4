# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application and everything that hangs on it."""

from coprogettazione.applications.models.admissibility import (
    Check,
    CheckItem,
    CheckOutcome,
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
from coprogettazione.calls.models import FIGURATIVE, CostCategory, FundingSource

__all__ = [
    "APPLICANT_ROLES",
    "COMMON_SECTIONS",
    "DECLARATION_WORDS",
    "FIGURATIVE",
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
    "CureRequest",
    "CureState",
    "Declaration",
    "DeclarationKind",
    "EconomicLine",
    "FundingSource",
    "Member",
    "MemberRole",
    "Opening",
    "Section",
    "SectionKind",
    "Submission",
    "Title",
]
