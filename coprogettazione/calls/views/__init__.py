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
from coprogettazione.calls.views.drafting import DeskView, PreviewFileView, PreviewView, SectionView
from coprogettazione.calls.views.opening import NewCallView
from coprogettazione.calls.views.questions import QuestionsView

__all__ = [
    "AccessRequestView",
    "AccessView",
    "DeskView",
    "FollowAccessView",
    "FollowFileView",
    "NewAccessView",
    "NewCallView",
    "PreviewFileView",
    "PreviewView",
    "QuestionsView",
    "SectionView",
]
