# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a call: its deeds, the parts of its draft, its criteria."""

from coprogettazione.calls.forms.access import (
    AnswerAccessForm,
    NotifyCounterInterestedForm,
    OpposeAccessForm,
    RegisterAccessRequestForm,
    RequestAccessForm,
    WaiveOppositionForm,
)
from coprogettazione.calls.forms.answer import AnswerForm
from coprogettazione.calls.forms.changes import (
    AmendCallForm,
    CorrectCallForm,
    amendable_sections,
    changed_in,
)
from coprogettazione.calls.forms.composing import FormQuestionForm, FormSectionForm, section_from
from coprogettazione.calls.forms.criteria import (
    CriteriaFormSet,
    criteria_initial,
    criteria_rows,
    template_rows,
)
from coprogettazione.calls.forms.deeds import (
    AuthoriseCallForm,
    DeclareOfficerConflictsForm,
    DraftCallForm,
    ExtendDeadlineForm,
    PublishCallForm,
)
from coprogettazione.calls.forms.ending import (
    AnnulCallForm,
    EndAuditForm,
    GrantAuditForm,
    ReplaceProcedureOfficerForm,
    RevokeCallForm,
    SuccessorForm,
)
from coprogettazione.calls.forms.law import (
    SetCigRegimeForm,
    SetLegalParameterForm,
    SetRegionalProfileForm,
)
from coprogettazione.calls.forms.lots import LotFormSet, lot_rows, lots_initial
from coprogettazione.calls.forms.models import KeepAsModelForm, RenameModelForm, RetireModelForm
from coprogettazione.calls.forms.questions import (
    AnswerDraftForm,
    AnswerQuestionForm,
    AskQuestionForm,
    ReleaseAnswersForm,
)
from coprogettazione.calls.forms.section import SectionForm, long_text
from coprogettazione.calls.forms.sections import SECTIONS, sections_of
from coprogettazione.calls.forms.selection import SelectionForm

__all__ = [
    "SECTIONS",
    "AmendCallForm",
    "AnnulCallForm",
    "AnswerAccessForm",
    "AnswerDraftForm",
    "AnswerForm",
    "AnswerQuestionForm",
    "AskQuestionForm",
    "AuthoriseCallForm",
    "CorrectCallForm",
    "CriteriaFormSet",
    "DeclareOfficerConflictsForm",
    "DraftCallForm",
    "EndAuditForm",
    "ExtendDeadlineForm",
    "FormQuestionForm",
    "FormSectionForm",
    "GrantAuditForm",
    "KeepAsModelForm",
    "LotFormSet",
    "NotifyCounterInterestedForm",
    "OpposeAccessForm",
    "PublishCallForm",
    "RegisterAccessRequestForm",
    "ReleaseAnswersForm",
    "RenameModelForm",
    "ReplaceProcedureOfficerForm",
    "RequestAccessForm",
    "RetireModelForm",
    "RevokeCallForm",
    "SectionForm",
    "SelectionForm",
    "SetCigRegimeForm",
    "SetLegalParameterForm",
    "SetRegionalProfileForm",
    "SuccessorForm",
    "WaiveOppositionForm",
    "amendable_sections",
    "changed_in",
    "criteria_initial",
    "criteria_rows",
    "long_text",
    "lot_rows",
    "lots_initial",
    "section_from",
    "sections_of",
    "template_rows",
]
