# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an avviso."""

from coprogettazione.calls.views.access import (
    AccessRequestView,
    AccessView,
    FollowAccessView,
    FollowFileView,
    NewAccessView,
)
from coprogettazione.calls.views.changes import AmendView, CorrectView
from coprogettazione.calls.views.drafting import (
    AnnexPreviewView,
    DeskView,
    PreviewFileView,
    PreviewTextView,
    SectionView,
)
from coprogettazione.calls.views.form import (
    FormPreviewView,
    FormQuestionView,
    FormSectionView,
    FormView,
)
from coprogettazione.calls.views.law import LawChangeView, LawView
from coprogettazione.calls.views.models import ModelsView
from coprogettazione.calls.views.opening import NewCallView
from coprogettazione.calls.views.questions import QuestionsView
from coprogettazione.calls.views.words import ReplaceWordView, UndoReplacementView

__all__ = [
    "AccessRequestView",
    "AccessView",
    "AmendView",
    "AnnexPreviewView",
    "CorrectView",
    "DeskView",
    "FollowAccessView",
    "FollowFileView",
    "FormPreviewView",
    "FormQuestionView",
    "FormSectionView",
    "FormView",
    "LawChangeView",
    "LawView",
    "ModelsView",
    "NewAccessView",
    "NewCallView",
    "PreviewFileView",
    "PreviewTextView",
    "QuestionsView",
    "ReplaceWordView",
    "SectionView",
    "UndoReplacementView",
]
