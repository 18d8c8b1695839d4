# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about calls."""

from coprogettazione.calls.queries.anonymity import names_told
from coprogettazione.calls.queries.facts import changed_facts, fact_words
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
from coprogettazione.calls.queries.profiles import (
    CIG,
    Law,
    Profile,
    admitted_cig,
    law_in_force,
    law_of,
    law_on,
    profile_in,
    regional_profile,
)
from coprogettazione.calls.queries.public import (
    call_for_page,
    comuni_in_use,
    open_calls,
    public_calls,
    themes_in_use,
)

__all__ = [
    "CIG",
    "PATH",
    "Law",
    "NoParameter",
    "Profile",
    "Stretch",
    "admitted_cig",
    "call_for_page",
    "changed_facts",
    "comuni_in_use",
    "fact_words",
    "is_holiday",
    "law_in_force",
    "law_of",
    "law_on",
    "legal_parameter",
    "names_told",
    "next_working_day",
    "open_calls",
    "parameter_of",
    "parameter_row",
    "parameters_in_force",
    "path_of",
    "profile_in",
    "public_calls",
    "public_step",
    "regional_profile",
    "term_after",
    "themes_in_use",
]
