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
    STANDING_STATES,
    Answer,
    Application,
    ApplicationForm,
    ApplicationState,
    Member,
    MemberRole,
    Title,
)
from coprogettazione.applications.models.plan import FIGURATIVE, CostCategory, EconomicLine, FundingSource
from coprogettazione.applications.models.submission import (
    Attachment,
    Declaration,
    Opening,
    Submission,
)

__all__ = [
    "APPLICANT_ROLES",
    "FIGURATIVE",
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
    "CureRequest",
    "CureState",
    "Declaration",
    "EconomicLine",
    "FundingSource",
    "Member",
    "MemberRole",
    "Opening",
    "Submission",
    "Title",
]
