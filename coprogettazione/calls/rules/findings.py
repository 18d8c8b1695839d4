# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where in an avviso a word of tender is: one list, for the checklist, for the desk and for the replacement."""

from dataclasses import replace

from coprogettazione.calls.models import Call, Criterion, SelectionMode
from coprogettazione.calls.rules.vocabulary import Wording, read_criterion, read_seat, read_words

#: The texts that a reader of the avviso will see: the words of all of them are checked.
WRITTEN = (
    "title",
    "summary",
    "purpose",
    "policy_reasons",
    "object",
    "targets",
    "public_resources",
    "expected_contribution",
    "requirements",
    "exclusion_causes",
    "non_ets_roles",
    "phases",
    "conclusion",
    "service_management",
    "consultation",
    "reserve_clause",
    "appeal_clause",
    "privacy_notice",
)
#: The two texts of a criterion, as they are shown: which one a finding is about is known by its whole text.
CRITERION_TEXTS = ("text", "question")


def findings(call: Call, criteria: list[Criterion] | None = None) -> list[Wording]:
    """Every word of tender, price criterion and seat criterion, with the proposal to replace it.

    In a criterion a price or a seat is told once, before the single words.
    """
    written = {field: getattr(call, field) for field in WRITTEN}
    if call.selection_mode == SelectionMode.PER_LOT:
        written["lots"] = "\n".join(f"{lot.title}. {lot.description}" for lot in call.lots.all())
    found = read_words(written)
    for criterion in call.criteria.all() if criteria is None else criteria:
        for name in CRITERION_TEXTS:
            text = getattr(criterion, name)
            told = read_criterion("criteria", text) or read_seat("criteria", text)
            faults = [told] if told else read_words({"criteria": text})
            found += [replace(fault, criterion=criterion.code) for fault in faults]
    return found
