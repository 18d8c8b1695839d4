# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table: who sits, when they met, what they wrote, with how much money."""

from coprogettazione.tables.models.adoption import Adoption
from coprogettazione.tables.models.assignments import Assignment
from coprogettazione.tables.models.budget import MONEY_SOURCES, BudgetLine
from coprogettazione.tables.models.convening import Coming, ConvocationReply, Delegation, WorkingPaper
from coprogettazione.tables.models.groups import GroupMember, WorkGroup
from coprogettazione.tables.models.pictures import Picture
from coprogettazione.tables.models.project import (
    CHAPTER_LENGTH,
    REQUIRED_CHAPTERS,
    AgreedRole,
    Chapter,
    ChapterAgreement,
    ChapterCode,
    Contribution,
    FinalAcceptance,
    NamedVersion,
    Outcome,
)
from coprogettazione.tables.models.remarks import TextComment
from coprogettazione.tables.models.sessions import (
    THERE,
    Attendance,
    Minutes,
    MinutesAnswer,
    MinutesState,
    Presence,
    Session,
    SessionMode,
)
from coprogettazione.tables.models.shared_text import (
    SharedText,
    TextClient,
    TextKind,
    TextSnapshot,
    TextUpdate,
    TextWriter,
)
from coprogettazione.tables.models.table import (
    ACCEPTING_KINDS,
    VOTING_KINDS,
    DesignTable,
    DesignTableQuerySet,
    Position,
    Seat,
    SeatKind,
    SeatQuerySet,
    Suspension,
    SuspensionReason,
)

__all__ = [
    "ACCEPTING_KINDS",
    "CHAPTER_LENGTH",
    "MONEY_SOURCES",
    "REQUIRED_CHAPTERS",
    "THERE",
    "VOTING_KINDS",
    "Adoption",
    "AgreedRole",
    "Assignment",
    "Attendance",
    "BudgetLine",
    "Chapter",
    "ChapterAgreement",
    "ChapterCode",
    "Coming",
    "Contribution",
    "ConvocationReply",
    "Delegation",
    "DesignTable",
    "DesignTableQuerySet",
    "FinalAcceptance",
    "GroupMember",
    "Minutes",
    "MinutesAnswer",
    "MinutesState",
    "NamedVersion",
    "Outcome",
    "Picture",
    "Position",
    "Presence",
    "Seat",
    "SeatKind",
    "SeatQuerySet",
    "Session",
    "SessionMode",
    "SharedText",
    "Suspension",
    "SuspensionReason",
    "TextClient",
    "TextComment",
    "TextKind",
    "TextSnapshot",
    "TextUpdate",
    "TextWriter",
    "WorkGroup",
    "WorkingPaper",
]
