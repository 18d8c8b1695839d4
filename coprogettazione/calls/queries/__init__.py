# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about calls."""

from coprogettazione.calls.queries.parameters import (
    NoParameter,
    is_holiday,
    legal_parameter,
    next_working_day,
    parameter_of,
    parameter_row,
    parameters_in_force,
    term_after,
)

__all__ = [
    "NoParameter",
    "is_holiday",
    "legal_parameter",
    "next_working_day",
    "parameter_of",
    "parameter_row",
    "parameters_in_force",
    "term_after",
]
