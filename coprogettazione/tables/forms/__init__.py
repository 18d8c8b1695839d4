# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a table asks, deed by deed."""

from coprogettazione.tables.forms.assignments import AssignTaskForm, DropTaskForm, FinishTaskForm
from coprogettazione.tables.forms.attendance import RecordAttendanceForm
from coprogettazione.tables.forms.budget import ColumnFormSet, LineForm, column_formset
from coprogettazione.tables.forms.budget_import import ImportBudgetForm
from coprogettazione.tables.forms.closing import (
    AcceptFinalTextForm,
    AdoptTextForm,
    ConcludeTableForm,
    DeclareNoAgreementForm,
    ObjectToFinalTextForm,
    RecordPositionsForm,
    ReopenTableForm,
    RestoreVersionForm,
    ResumeTableForm,
    SaveVersionForm,
    SuspendTableForm,
)
from coprogettazione.tables.forms.convening import (
    AnswerConvocationForm,
    DelegateForSessionForm,
    RevokeDelegationForm,
)
from coprogettazione.tables.forms.groups import (
    BringInGroupTextForm,
    CloseGroupForm,
    OpenGroupForm,
    SetGroupMembersForm,
    WriteGroupTextForm,
)
from coprogettazione.tables.forms.minutes import (
    ApproveMinutesForm,
    CirculateMinutesForm,
    CorrectMinutesForm,
    DraftMinutesForm,
    FreezeMinutesForm,
    ObjectToMinutesForm,
    PointForm,
    PublishMinutesForm,
    points_formset,
)
from coprogettazione.tables.forms.papers import (
    SharePaperForm,
    WithdrawPaperForm,
    papers_formset,
)
from coprogettazione.tables.forms.pictures import AddPictureForm
from coprogettazione.tables.forms.project import (
    AgreeRoleForm,
    AnswerContributionForm,
    BringInForm,
    ChapterForm,
    ProposeContributionForm,
)
from coprogettazione.tables.forms.remarks import CommentForm, SettleSuggestionForm
from coprogettazione.tables.forms.seats import EndSeatForm, OpenTableForm, SeatDelegateForm
from coprogettazione.tables.forms.sessions import (
    CancelSessionForm,
    ConveneSessionForm,
    MoveSessionForm,
)

__all__ = [
    "AcceptFinalTextForm",
    "AddPictureForm",
    "AdoptTextForm",
    "AgreeRoleForm",
    "AnswerContributionForm",
    "AnswerConvocationForm",
    "ApproveMinutesForm",
    "AssignTaskForm",
    "BringInForm",
    "BringInGroupTextForm",
    "CancelSessionForm",
    "ChapterForm",
    "CirculateMinutesForm",
    "CloseGroupForm",
    "ColumnFormSet",
    "CommentForm",
    "ConcludeTableForm",
    "ConveneSessionForm",
    "CorrectMinutesForm",
    "DeclareNoAgreementForm",
    "DelegateForSessionForm",
    "DraftMinutesForm",
    "DropTaskForm",
    "EndSeatForm",
    "FinishTaskForm",
    "FreezeMinutesForm",
    "ImportBudgetForm",
    "LineForm",
    "MoveSessionForm",
    "ObjectToFinalTextForm",
    "ObjectToMinutesForm",
    "OpenGroupForm",
    "OpenTableForm",
    "PointForm",
    "ProposeContributionForm",
    "PublishMinutesForm",
    "RecordAttendanceForm",
    "RecordPositionsForm",
    "ReopenTableForm",
    "RestoreVersionForm",
    "ResumeTableForm",
    "RevokeDelegationForm",
    "SaveVersionForm",
    "SeatDelegateForm",
    "SetGroupMembersForm",
    "SettleSuggestionForm",
    "SharePaperForm",
    "SuspendTableForm",
    "WithdrawPaperForm",
    "WriteGroupTextForm",
    "column_formset",
    "papers_formset",
    "points_formset",
]
