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
    SelectionMode,
)
from coprogettazione.calls.models.criteria import PUBLIC_DRAW, Criterion
from coprogettazione.calls.models.form import (
    TYPED_KINDS,
    AnsweredBy,
    CallForm,
    CardFact,
    Column,
    Condition,
    FormQuestion,
    FormSection,
    Option,
    QuestionKind,
    SignatureKind,
    as_json,
)
from coprogettazione.calls.models.parameters import LegalParameter, Parameter
from coprogettazione.calls.models.questions import Question, QuestionQuerySet
from coprogettazione.calls.models.starting_form import standard_form

__all__ = [
    "AUDIT_CALL",
    "OFFICE_ROLES",
    "PUBLIC_DRAW",
    "TERMINAL_STATES",
    "TYPED_KINDS",
    "AnnulmentReason",
    "AnsweredBy",
    "Call",
    "CallAct",
    "CallForm",
    "CallQuerySet",
    "CallState",
    "CallUserObjectPermission",
    "CardFact",
    "CigRegime",
    "Column",
    "Condition",
    "Criterion",
    "CtsActivity",
    "DoubleParticipation",
    "Extension",
    "FormQuestion",
    "FormSection",
    "LegalParameter",
    "Option",
    "Parameter",
    "Question",
    "QuestionKind",
    "QuestionQuerySet",
    "RevocationReason",
    "SelectionMode",
    "SignatureKind",
    "as_json",
    "standard_form",
]
