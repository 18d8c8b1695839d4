# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How somebody who is not a third-sector body may stand in a group, where the region says so."""

from dataclasses import dataclass

from coprogettazione.calls.models import Call

#: Under which name the call keeps, at publication, what its region admits: `{"value": [...], "norm": "..."}`.
PARTNER_ROLES = "partner_roles"


@dataclass(frozen=True)
class PartnerRoles:
    """The roles admitted, None when nothing was said (then all), and the norm that says so."""

    roles: frozenset[str] | None
    norm: str

    def admit(self, role: str) -> bool:
        """Whether somebody who is not a third-sector body may have this role."""
        return self.roles is None or role in self.roles


def partner_roles_allowed(call: Call) -> PartnerRoles:
    """What the call was published with; where its region says nothing, no role is refused."""
    kept = call.parameters.get(PARTNER_ROLES)
    if not kept:
        return PartnerRoles(None, "")
    return PartnerRoles(frozenset(kept["value"]), str(kept.get("norm", "")))
