# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens in the evaluation: the committee, the scores, the ranking, the admission."""

from coprogettazione.evaluation.services.admitting import admit_applications, scroll_ranking
from coprogettazione.evaluation.services.appointing import appoint_committee, replace_member
from coprogettazione.evaluation.services.closing import close_evaluation, hold_draw
from coprogettazione.evaluation.services.ending import declare_all_excluded
from coprogettazione.evaluation.services.excluding import (
    announce_exclusion,
    drop_exclusion,
    exclude_admitted,
    observe_exclusion,
)
from coprogettazione.evaluation.services.minutes import (
    approve_committee_minutes,
    close_committee_minutes,
    dissent_from_committee_minutes,
    remind_of_committee_minutes,
)
from coprogettazione.evaluation.services.opening import declare_conflicts, open_evaluation
from coprogettazione.evaluation.services.scoring import (
    close_score_sheet,
    save_score_draft,
    score_criterion,
    take_position,
)
from coprogettazione.evaluation.services.sessions import end_committee_session, start_committee_session

__all__ = [
    "admit_applications",
    "announce_exclusion",
    "appoint_committee",
    "approve_committee_minutes",
    "close_committee_minutes",
    "close_evaluation",
    "close_score_sheet",
    "declare_all_excluded",
    "declare_conflicts",
    "dissent_from_committee_minutes",
    "drop_exclusion",
    "end_committee_session",
    "exclude_admitted",
    "hold_draw",
    "observe_exclusion",
    "open_evaluation",
    "remind_of_committee_minutes",
    "replace_member",
    "save_score_draft",
    "score_criterion",
    "scroll_ranking",
    "start_committee_session",
    "take_position",
]
