# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about calls."""

from coprogettazione.calls.queries.anonymity import entity_names, names_told
from coprogettazione.calls.queries.facts import changed_facts, fact_words, label_of
from coprogettazione.calls.queries.form import form_of, read_form, read_question
from coprogettazione.calls.queries.form_editing import (
    fresh_key,
    keys_of,
    moved,
    with_question,
    with_section,
    without,
)
from coprogettazione.calls.queries.form_words import limits_in_words, only_if
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
from coprogettazione.calls.queries.path import PATH, Stretch, path_of, public_step
from coprogettazione.calls.queries.profiles import (
    CIG,
    PROFILE,
    Law,
    Profile,
    admitted_cig,
    law_in_force,
    law_of,
    law_on,
    profile_in,
    profile_of,
    regional_profile,
)
from coprogettazione.calls.queries.public import (
    call_for_page,
    comuni_in_use,
    open_calls,
    public_calls,
    themes_in_use,
)
from coprogettazione.calls.queries.starting import calls_to_start_from, models_in_use

__all__ = [
    "CIG",
    "PATH",
    "PROFILE",
    "Law",
    "NoParameter",
    "Profile",
    "Stretch",
    "add_months",
    "admitted_cig",
    "call_for_page",
    "calls_to_start_from",
    "changed_facts",
    "comuni_in_use",
    "entity_names",
    "fact_words",
    "form_of",
    "fresh_key",
    "is_holiday",
    "keys_of",
    "label_of",
    "law_in_force",
    "law_of",
    "law_on",
    "legal_parameter",
    "limits_in_words",
    "models_in_use",
    "moved",
    "names_told",
    "next_working_day",
    "only_if",
    "open_calls",
    "parameter_of",
    "parameter_row",
    "parameters_in_force",
    "path_of",
    "profile_in",
    "profile_of",
    "public_calls",
    "public_step",
    "read_form",
    "read_question",
    "regional_profile",
    "term_after",
    "themes_in_use",
    "with_question",
    "with_section",
    "without",
]
