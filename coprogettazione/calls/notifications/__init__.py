# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom we tell of what happens to a call."""

from coprogettazione.calls.notifications.access import (
    tell_of_access_answer,
    tell_of_access_lapse,
    tell_of_access_request,
    tell_of_opposition,
    tell_of_waiver,
    tell_the_counter_interested,
)
from coprogettazione.calls.notifications.call import (
    concerned_by_calls,
    people_concerned,
    people_of_body,
    tell_of_amendment,
    tell_of_answers,
    tell_of_correction,
    tell_of_end,
    tell_of_extension,
    tell_of_publication,
    tell_of_question,
)
from coprogettazione.calls.notifications.office import tell_of_successor

__all__ = [
    "concerned_by_calls",
    "people_concerned",
    "people_of_body",
    "tell_of_access_answer",
    "tell_of_access_lapse",
    "tell_of_access_request",
    "tell_of_amendment",
    "tell_of_answers",
    "tell_of_correction",
    "tell_of_end",
    "tell_of_extension",
    "tell_of_opposition",
    "tell_of_publication",
    "tell_of_question",
    "tell_of_successor",
    "tell_of_waiver",
    "tell_the_counter_interested",
]
