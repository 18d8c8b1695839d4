# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a call: its deeds, the parts of its draft, its criteria."""

from coprogettazione.calls.forms.answer import AnswerForm, limits_in_words
from coprogettazione.calls.forms.composing import FormQuestionForm, FormSectionForm, section_from
from coprogettazione.calls.forms.criteria import (
    CriteriaFormSet,
    criteria_initial,
    criteria_rows,
    template_rows,
)
from coprogettazione.calls.forms.deeds import (
    AnswerQuestionForm,
    AskQuestionForm,
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
)
from coprogettazione.calls.forms.section import SectionForm
from coprogettazione.calls.forms.sections import SECTIONS
from coprogettazione.calls.forms.selection import SelectionForm

__all__ = [
    "SECTIONS",
    "AnnulCallForm",
    "AnswerForm",
    "AnswerQuestionForm",
    "AskQuestionForm",
    "AuthoriseCallForm",
    "CriteriaFormSet",
    "DeclareOfficerConflictsForm",
    "DraftCallForm",
    "EndAuditForm",
    "ExtendDeadlineForm",
    "FormQuestionForm",
    "FormSectionForm",
    "GrantAuditForm",
    "PublishCallForm",
    "ReplaceProcedureOfficerForm",
    "RevokeCallForm",
    "SectionForm",
    "SelectionForm",
    "criteria_initial",
    "criteria_rows",
    "limits_in_words",
    "section_from",
    "template_rows",
]
