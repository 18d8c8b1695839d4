# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom we tell of what happens in the evaluation and after it."""

from coprogettazione.evaluation.notifications.committee import (
    tell_appointed,
    tell_begun_again,
    tell_closed,
    tell_conflict,
    tell_declare_again,
    tell_opened,
    tell_proposed,
    tell_scored_again,
)
from coprogettazione.evaluation.notifications.outcome import (
    people_of,
    tell_admissions,
    tell_excluded,
    tell_exclusion_announced,
    tell_exclusion_dropped,
    tell_exclusion_observed,
    tell_scrolled,
)
from coprogettazione.evaluation.notifications.sessions import (
    tell_dissent,
    tell_minutes_closed,
    tell_minutes_due,
    tell_minutes_late,
    tell_session_ended,
    tell_session_started,
)

__all__ = [
    "people_of",
    "tell_admissions",
    "tell_appointed",
    "tell_begun_again",
    "tell_closed",
    "tell_conflict",
    "tell_declare_again",
    "tell_dissent",
    "tell_excluded",
    "tell_exclusion_announced",
    "tell_exclusion_dropped",
    "tell_exclusion_observed",
    "tell_minutes_closed",
    "tell_minutes_due",
    "tell_minutes_late",
    "tell_opened",
    "tell_proposed",
    "tell_scored_again",
    "tell_scrolled",
    "tell_session_ended",
    "tell_session_started",
]
