# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The avviso and what hangs on it: criteria, formal acts, questions, the legal parameters it follows."""

from coprogettazione.calls.models.access import (
    AccessKind,
    AccessOutcome,
    AccessRequest,
    AccessState,
    CounterInterested,
    ReleasedCopy,
)
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
    SelectionMode,
)
from coprogettazione.calls.models.criteria import PUBLIC_DRAW, Criterion
from coprogettazione.calls.models.parameters import LegalParameter, Parameter
from coprogettazione.calls.models.questions import Question, QuestionQuerySet

__all__ = [
    "AUDIT_CALL",
    "OFFICE_ROLES",
    "PUBLIC_DRAW",
    "TERMINAL_STATES",
    "AccessKind",
    "AccessOutcome",
    "AccessRequest",
    "AccessState",
    "AnnulmentReason",
    "Call",
    "CallAct",
    "CallQuerySet",
    "CallState",
    "CallUserObjectPermission",
    "CigRegime",
    "CounterInterested",
    "Criterion",
    "CtsActivity",
    "DoubleParticipation",
    "Extension",
    "LegalParameter",
    "Parameter",
    "Question",
    "QuestionQuerySet",
    "ReleasedCopy",
    "RevocationReason",
    "SelectionMode",
]
