# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about calls."""

from coprogettazione.calls.queries.form import form_of, only_if, read_form, read_question
from coprogettazione.calls.queries.form_editing import (
    fresh_key,
    keys_of,
    moved,
    with_question,
    with_section,
    without,
)
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
from coprogettazione.calls.queries.path import PATH, Stretch, path_of, public_step
from coprogettazione.calls.queries.public import (
    call_for_page,
    comuni_in_use,
    open_calls,
    public_calls,
    themes_in_use,
)

__all__ = [
    "PATH",
    "NoParameter",
    "Stretch",
    "call_for_page",
    "comuni_in_use",
    "form_of",
    "fresh_key",
    "is_holiday",
    "keys_of",
    "legal_parameter",
    "moved",
    "next_working_day",
    "only_if",
    "open_calls",
    "parameter_of",
    "parameter_row",
    "parameters_in_force",
    "path_of",
    "public_calls",
    "public_step",
    "read_form",
    "read_question",
    "term_after",
    "themes_in_use",
    "with_question",
    "with_section",
    "without",
]
