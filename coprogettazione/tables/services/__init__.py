# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens at a table."""

from coprogettazione.tables.services.budget import remove_budget_line, save_column, set_budget_line
from coprogettazione.tables.services.closing import (
    accept_final_text,
    conclude_table,
    declare_no_agreement,
    record_positions,
    reopen_table,
    resume_table,
    save_version,
    suspend_table,
)
from coprogettazione.tables.services.minutes import (
    approve_minutes,
    circulate_minutes,
    draft_minutes,
    freeze_minutes,
    object_to_minutes,
    publish_minutes,
)
from coprogettazione.tables.services.opening import open_table
from coprogettazione.tables.services.project import (
    agree_chapter,
    agree_role,
    answer_contribution,
    discard_draft,
    keep_draft,
    propose_contribution,
    save_chapter,
    write_chapter,
)
from coprogettazione.tables.services.seats import end_seat, follow_partnership, seat_delegate
from coprogettazione.tables.services.sessions import cancel_session, convene_session, record_attendance

__all__ = [
    "accept_final_text",
    "agree_chapter",
    "agree_role",
    "answer_contribution",
    "approve_minutes",
    "cancel_session",
    "circulate_minutes",
    "conclude_table",
    "convene_session",
    "declare_no_agreement",
    "discard_draft",
    "draft_minutes",
    "end_seat",
    "follow_partnership",
    "freeze_minutes",
    "keep_draft",
    "object_to_minutes",
    "open_table",
    "propose_contribution",
    "publish_minutes",
    "record_attendance",
    "record_positions",
    "remove_budget_line",
    "reopen_table",
    "resume_table",
    "save_chapter",
    "save_column",
    "save_version",
    "seat_delegate",
    "set_budget_line",
    "suspend_table",
    "write_chapter",
]
