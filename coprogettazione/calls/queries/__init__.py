# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about calls."""

from coprogettazione.calls.queries.parameters import (
    NoParameter,
    add_months,
    is_holiday,
    legal_parameter,
    next_working_day,
    parameter_of,
    parameter_row,
    parameters_in_force,
    term_after,
)
from coprogettazione.calls.queries.partners import PARTNER_ROLES, PartnerRoles, partner_roles_allowed
from coprogettazione.calls.queries.path import PATH, Stretch, path_of, public_step
from coprogettazione.calls.queries.public import (
    call_for_page,
    comuni_in_use,
    open_calls,
    public_calls,
    themes_in_use,
)

__all__ = [
    "PARTNER_ROLES",
    "PATH",
    "NoParameter",
    "PartnerRoles",
    "Stretch",
    "add_months",
    "call_for_page",
    "comuni_in_use",
    "is_holiday",
    "legal_parameter",
    "next_working_day",
    "open_calls",
    "parameter_of",
    "parameter_row",
    "parameters_in_force",
    "partner_roles_allowed",
    "path_of",
    "public_calls",
    "public_step",
    "term_after",
    "themes_in_use",
]
