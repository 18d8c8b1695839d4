# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may enter the editors' admin: those who hold the dated role of editor now."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.utils import timezone

from coprogettazione.parties.queries import memberships_of
from coprogettazione.records.roles import Role


class EditorsBackend(BaseBackend):
    """Grants `wagtailadmin.access_admin` while the role of editor lasts; pages are the group's affair."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Only the one permission that opens the door."""
        if perm != "wagtailadmin.access_admin" or not user_obj.is_active or user_obj.pk is None:
            return False
        return any(held.role == Role.CMS_EDITOR for held in memberships_of(user_obj, timezone.now()))
