# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""People, organisations, memberships with dates, districts."""

from coprogettazione.parties.models.districts import Comune, SocialDistrict
from coprogettazione.parties.models.memberships import (
    MEMBERSHIP_ROLES,
    Invitation,
    InvitationQuerySet,
    JoinRequest,
    Membership,
    MembershipQuerySet,
)
from coprogettazione.parties.models.organisations import (
    PUBLIC_BODIES,
    Organisation,
    OrganisationKind,
    OrganisationQuerySet,
    OrganisationState,
    RuntsSection,
)
from coprogettazione.parties.models.people import User, UserManager

__all__ = [
    "MEMBERSHIP_ROLES",
    "PUBLIC_BODIES",
    "Comune",
    "Invitation",
    "InvitationQuerySet",
    "JoinRequest",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OrganisationKind",
    "OrganisationQuerySet",
    "OrganisationState",
    "RuntsSection",
    "SocialDistrict",
    "User",
    "UserManager",
]
