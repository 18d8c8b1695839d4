# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a table asks, deed by deed."""

from coprogettazione.tables.forms.budget import ColumnFormSet, LineForm, column_formset
from coprogettazione.tables.forms.closing import (
    AcceptFinalTextForm,
    ConcludeTableForm,
    DeclareNoAgreementForm,
    RecordPositionsForm,
    ReopenTableForm,
    ResumeTableForm,
    SaveVersionForm,
    SuspendTableForm,
)
from coprogettazione.tables.forms.minutes import (
    ApproveMinutesForm,
    CirculateMinutesForm,
    DraftMinutesForm,
    FreezeMinutesForm,
    ObjectToMinutesForm,
    PointForm,
    PublishMinutesForm,
    points_formset,
)
from coprogettazione.tables.forms.project import (
    AgreeRoleForm,
    AnswerContributionForm,
    ChapterForm,
    ProposeContributionForm,
)
from coprogettazione.tables.forms.seats import EndSeatForm, OpenTableForm, SeatDelegateForm
from coprogettazione.tables.forms.sessions import (
    CancelSessionForm,
    ConveneSessionForm,
    RecordAttendanceForm,
)

__all__ = [
    "AcceptFinalTextForm",
    "AgreeRoleForm",
    "AnswerContributionForm",
    "ApproveMinutesForm",
    "CancelSessionForm",
    "ChapterForm",
    "CirculateMinutesForm",
    "ColumnFormSet",
    "ConcludeTableForm",
    "ConveneSessionForm",
    "DeclareNoAgreementForm",
    "DraftMinutesForm",
    "EndSeatForm",
    "FreezeMinutesForm",
    "LineForm",
    "ObjectToMinutesForm",
    "OpenTableForm",
    "PointForm",
    "ProposeContributionForm",
    "PublishMinutesForm",
    "RecordAttendanceForm",
    "RecordPositionsForm",
    "ReopenTableForm",
    "ResumeTableForm",
    "SaveVersionForm",
    "SeatDelegateForm",
    "SuspendTableForm",
    "column_formset",
    "points_formset",
]
