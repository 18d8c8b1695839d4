# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The avviso and what hangs on it: criteria, formal acts, questions, the legal parameters it follows."""

from coprogettazione.calls.models.acts import CallAct, Extension
from coprogettazione.calls.models.call import (
    AUDIT_CALL,
    OFFICE_ROLES,
    Call,
    CallQuerySet,
    CallUserObjectPermission,
)
from coprogettazione.calls.models.choices import (
    TERMINAL_STATES,
    AnnulmentReason,
    CallState,
    CigRegime,
    CtsActivity,
    DoubleParticipation,
    RevocationReason,
    ScoringMode,
    SelectionMode,
    SheetsShown,
)
from coprogettazione.calls.models.criteria import PUBLIC_DRAW, Criterion
from coprogettazione.calls.models.levels import (
    DEFAULT_LEVELS,
    SCALE,
    Level,
    levels_of,
    points_for,
    said_levels,
)
from coprogettazione.calls.models.parameters import LegalParameter, Parameter
from coprogettazione.calls.models.questions import Question, QuestionQuerySet

__all__ = [
    "AUDIT_CALL",
    "DEFAULT_LEVELS",
    "OFFICE_ROLES",
    "PUBLIC_DRAW",
    "SCALE",
    "TERMINAL_STATES",
    "AnnulmentReason",
    "Call",
    "CallAct",
    "CallQuerySet",
    "CallState",
    "CallUserObjectPermission",
    "CigRegime",
    "Criterion",
    "CtsActivity",
    "DoubleParticipation",
    "Extension",
    "LegalParameter",
    "Level",
    "Parameter",
    "Question",
    "QuestionQuerySet",
    "RevocationReason",
    "ScoringMode",
    "SelectionMode",
    "SheetsShown",
    "levels_of",
    "points_for",
    "said_levels",
]
