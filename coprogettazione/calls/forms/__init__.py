# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a call: its deeds, the parts of its draft, its criteria."""

from coprogettazione.calls.forms.access import (
    AnswerAccessForm,
    NotifyCounterInterestedForm,
    OpposeAccessForm,
    RequestAccessForm,
)
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
    "AnswerAccessForm",
    "AnswerQuestionForm",
    "AskQuestionForm",
    "AuthoriseCallForm",
    "CriteriaFormSet",
    "DeclareOfficerConflictsForm",
    "DraftCallForm",
    "EndAuditForm",
    "ExtendDeadlineForm",
    "GrantAuditForm",
    "NotifyCounterInterestedForm",
    "OpposeAccessForm",
    "PublishCallForm",
    "ReplaceProcedureOfficerForm",
    "RequestAccessForm",
    "RevokeCallForm",
    "SectionForm",
    "SelectionForm",
    "criteria_initial",
    "criteria_rows",
    "template_rows",
]
