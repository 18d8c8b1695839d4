# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages on people and organisations need beside the words of the house."""

from django import template

from coprogettazione.parties.models import Invitation
from coprogettazione.parties.notifications import invitation_token

register = template.Library()


@register.filter
def invitation_link(invitation: Invitation) -> str:
    """The signed part of an invitation's address, for who was invited and is signed in."""
    return invitation_token(invitation)
