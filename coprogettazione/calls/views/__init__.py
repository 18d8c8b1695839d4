# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an avviso."""

from coprogettazione.calls.views.drafting import DeskView, PreviewFileView, PreviewView, SectionView
from coprogettazione.calls.views.form import (
    FormPreviewView,
    FormQuestionView,
    FormSectionView,
    FormView,
)
from coprogettazione.calls.views.opening import NewCallView
from coprogettazione.calls.views.questions import QuestionsView

__all__ = [
    "DeskView",
    "FormPreviewView",
    "FormQuestionView",
    "FormSectionView",
    "FormView",
    "NewCallView",
    "PreviewFileView",
    "PreviewView",
    "QuestionsView",
    "SectionView",
]
