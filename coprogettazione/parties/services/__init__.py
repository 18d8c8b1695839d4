# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deeds on people, organisations and districts."""

from coprogettazione.parties.services.districts import enrol_public_body, found_district
from coprogettazione.parties.services.memberships import (
    accept_invitation,
    ask_to_join,
    end_membership,
    grant_membership,
    invite_colleague,
    withdraw_invitation,
)
from coprogettazione.parties.services.organisations import (
    claim_organisation,
    correct_organisation,
    reject_organisation,
    suspend_organisation,
    verify_organisation,
)
from coprogettazione.parties.services.people import save_profile

__all__ = [
    "accept_invitation",
    "ask_to_join",
    "claim_organisation",
    "correct_organisation",
    "end_membership",
    "enrol_public_body",
    "found_district",
    "grant_membership",
    "invite_colleague",
    "reject_organisation",
    "save_profile",
    "suspend_organisation",
    "verify_organisation",
    "withdraw_invitation",
]
