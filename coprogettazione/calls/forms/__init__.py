# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a call: its deeds, the parts of its draft, its criteria."""

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
from coprogettazione.calls.forms.lots import LotFormSet, lot_rows, lots_initial
from coprogettazione.calls.forms.section import SectionForm
from coprogettazione.calls.forms.sections import SECTIONS
from coprogettazione.calls.forms.selection import SelectionForm

__all__ = [
    "SECTIONS",
    "AnnulCallForm",
    "AnswerQuestionForm",
    "AskQuestionForm",
    "AuthoriseCallForm",
    "CriteriaFormSet",
    "DeclareOfficerConflictsForm",
    "DraftCallForm",
    "EndAuditForm",
    "ExtendDeadlineForm",
    "GrantAuditForm",
    "LotFormSet",
    "PublishCallForm",
    "ReplaceProcedureOfficerForm",
    "RevokeCallForm",
    "SectionForm",
    "SelectionForm",
    "criteria_initial",
    "criteria_rows",
    "lot_rows",
    "lots_initial",
    "template_rows",
]
