# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The avviso and what hangs on it: criteria, formal acts, questions, the legal parameters it follows."""

from coprogettazione.calls.models.access import (
    AccessChannel,
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
    audited_calls,
    executive_in_office,
)
from coprogettazione.calls.models.changes import CallChange, ChangeKind
from coprogettazione.calls.models.choices import (
    TERMINAL_STATES,
    AnnulmentReason,
    CallState,
    CigRegime,
    CtsActivity,
    DoubleParticipation,
    PartnerRole,
    RegionalContent,
    RevocationReason,
    ScoringMode,
    SelectionMode,
    SheetsShown,
)
from coprogettazione.calls.models.criteria import PUBLIC_DRAW, Criterion
from coprogettazione.calls.models.drafts import NoticeModel, Replacement
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
from coprogettazione.calls.models.levels import (
    DEFAULT_LEVELS,
    SCALE,
    Level,
    levels_of,
    points_for,
    said_levels,
)
from coprogettazione.calls.models.lots import Lot, LotAdmission
from coprogettazione.calls.models.parameters import AdmittedCig, LegalParameter, Parameter, RegionalProfile
from coprogettazione.calls.models.plan import FIGURATIVE, CostCategory, FundingSource
from coprogettazione.calls.models.questions import Question, QuestionQuerySet
from coprogettazione.calls.models.starting_form import standard_form
from coprogettazione.calls.models.terms import Terms, all_terms, most_lots, terms_of

__all__ = [
    "AUDIT_CALL",
    "DEFAULT_LEVELS",
    "FIGURATIVE",
    "OFFICE_ROLES",
    "PUBLIC_DRAW",
    "SCALE",
    "TERMINAL_STATES",
    "TYPED_KINDS",
    "AccessChannel",
    "AccessKind",
    "AccessOutcome",
    "AccessRequest",
    "AccessState",
    "AdmittedCig",
    "AnnulmentReason",
    "AnsweredBy",
    "Call",
    "CallAct",
    "CallChange",
    "CallForm",
    "CallQuerySet",
    "CallState",
    "CallUserObjectPermission",
    "CardFact",
    "ChangeKind",
    "CigRegime",
    "Column",
    "Condition",
    "CostCategory",
    "CounterInterested",
    "Criterion",
    "CtsActivity",
    "DoubleParticipation",
    "Extension",
    "FormQuestion",
    "FormSection",
    "FundingSource",
    "LegalParameter",
    "Level",
    "Lot",
    "LotAdmission",
    "NoticeModel",
    "Option",
    "Parameter",
    "PartnerRole",
    "Question",
    "QuestionKind",
    "QuestionQuerySet",
    "RegionalContent",
    "RegionalProfile",
    "ReleasedCopy",
    "Replacement",
    "RevocationReason",
    "ScoringMode",
    "SelectionMode",
    "SheetsShown",
    "SignatureKind",
    "Terms",
    "all_terms",
    "as_json",
    "audited_calls",
    "executive_in_office",
    "levels_of",
    "most_lots",
    "points_for",
    "said_levels",
    "standard_form",
    "terms_of",
]
