# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom an agreement tells, and what."""

from coprogettazione.agreements.notifications.living import (
    address_of,
    people_of,
    tell_approved,
    tell_joined,
    tell_leaving,
    tell_of_the_end,
    tell_renewed,
    tell_signed,
    tell_started,
    tell_terminated,
)
from coprogettazione.agreements.notifications.signing import (
    tell_accepted,
    tell_accepted_invalid,
    tell_dropped,
    tell_expired,
    tell_found_invalid,
    tell_refused,
    tell_rejected,
    tell_reminder,
    tell_term_renewed,
    tell_to_sign,
    tell_unverifiable,
    tell_verified,
    tell_withdrawn_text,
)

__all__ = [
    "address_of",
    "people_of",
    "tell_accepted",
    "tell_accepted_invalid",
    "tell_approved",
    "tell_dropped",
    "tell_expired",
    "tell_found_invalid",
    "tell_joined",
    "tell_leaving",
    "tell_of_the_end",
    "tell_refused",
    "tell_rejected",
    "tell_reminder",
    "tell_renewed",
    "tell_signed",
    "tell_started",
    "tell_term_renewed",
    "tell_terminated",
    "tell_to_sign",
    "tell_unverifiable",
    "tell_verified",
    "tell_withdrawn_text",
]
