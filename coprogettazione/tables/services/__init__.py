# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens at a table."""

from coprogettazione.tables.services.assignments import assign_task, drop_task, finish_task
from coprogettazione.tables.services.attendance import record_attendance
from coprogettazione.tables.services.budget import (
    check_line,
    import_lines,
    remove_budget_line,
    save_column,
    save_line,
    set_budget_line,
)
from coprogettazione.tables.services.closing import conclude_table, reopen_table
from coprogettazione.tables.services.convening import (
    answer_convocation,
    delegate_for_session,
    revoke_delegation,
)
from coprogettazione.tables.services.deadlock import (
    adopt_text,
    declare_no_agreement,
    record_positions,
    resume_table,
    suspend_table,
)
from coprogettazione.tables.services.drafting import begin_minutes, correct_minutes, draft_minutes
from coprogettazione.tables.services.groups import (
    close_group,
    open_group,
    set_group_members,
    write_group_text,
)
from coprogettazione.tables.services.keeping import erase_deleted, keep_texts
from coprogettazione.tables.services.minutes import (
    approve_minutes,
    circulate_minutes,
    freeze_minutes,
    object_to_minutes,
    publish_minutes,
)
from coprogettazione.tables.services.opening import open_table
from coprogettazione.tables.services.papers import share_paper, withdraw_paper
from coprogettazione.tables.services.pictures import add_picture
from coprogettazione.tables.services.project import (
    agree_chapter,
    agree_role,
    answer_contribution,
    propose_contribution,
    save_chapter,
)
from coprogettazione.tables.services.remarks import (
    close_comment,
    comment_text,
    suggest_change,
    withdraw_suggestion,
)
from coprogettazione.tables.services.seats import end_seat, follow_partnership, seat_delegate
from coprogettazione.tables.services.sessions import (
    cancel_session,
    convene_session,
    move_session,
    remind_of_sessions,
)
from coprogettazione.tables.services.starting import bring_in_group_text, bring_in_proposals
from coprogettazione.tables.services.versions import (
    accept_final_text,
    object_to_final_text,
    restore_version,
    save_version,
)
from coprogettazione.tables.services.writing import Line, enter, line_of

__all__ = [
    "Line",
    "accept_final_text",
    "add_picture",
    "adopt_text",
    "agree_chapter",
    "agree_role",
    "answer_contribution",
    "answer_convocation",
    "approve_minutes",
    "assign_task",
    "begin_minutes",
    "bring_in_group_text",
    "bring_in_proposals",
    "cancel_session",
    "check_line",
    "circulate_minutes",
    "close_comment",
    "close_group",
    "comment_text",
    "conclude_table",
    "convene_session",
    "correct_minutes",
    "declare_no_agreement",
    "delegate_for_session",
    "draft_minutes",
    "drop_task",
    "end_seat",
    "enter",
    "erase_deleted",
    "finish_task",
    "follow_partnership",
    "freeze_minutes",
    "import_lines",
    "keep_texts",
    "line_of",
    "move_session",
    "object_to_final_text",
    "object_to_minutes",
    "open_group",
    "open_table",
    "propose_contribution",
    "publish_minutes",
    "record_attendance",
    "record_positions",
    "remind_of_sessions",
    "remove_budget_line",
    "reopen_table",
    "restore_version",
    "resume_table",
    "revoke_delegation",
    "save_chapter",
    "save_column",
    "save_line",
    "save_version",
    "seat_delegate",
    "set_budget_line",
    "set_group_members",
    "share_paper",
    "suggest_change",
    "suspend_table",
    "withdraw_paper",
    "withdraw_suggestion",
    "write_group_text",
]
