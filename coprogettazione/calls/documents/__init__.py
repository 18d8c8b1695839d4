# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What comes out of a call: its acts and the avviso, the annexes that it brings with it."""

from coprogettazione.calls.documents.access import issue_access_answer
from coprogettazione.calls.documents.acts import (
    issue_call_act,
    issue_change_act,
    issue_notice,
    issue_opening_act,
    publish_opening_act,
)
from coprogettazione.calls.documents.annexes import ANNEXES, Annex, annex_content, annexes_of, issue_annexes
from coprogettazione.calls.documents.executive import executive_act, issue_succession, succession_act
from coprogettazione.calls.documents.facts import executive, opinions_elsewhere, procedure_facts
from coprogettazione.calls.documents.notice import notice_facts
from coprogettazione.calls.documents.opening import PLACES, opening_facts
from coprogettazione.calls.documents.plan import PLAN_WIDTHS, lists_sheet, plan_checks, plan_columns
from coprogettazione.calls.documents.selection import (
    lots_per_body_words,
    scoring_words,
    selection_facts,
    tie_break_words,
)

__all__ = [
    "ANNEXES",
    "PLACES",
    "PLAN_WIDTHS",
    "Annex",
    "annex_content",
    "annexes_of",
    "executive",
    "executive_act",
    "issue_access_answer",
    "issue_annexes",
    "issue_call_act",
    "issue_change_act",
    "issue_notice",
    "issue_opening_act",
    "issue_succession",
    "lists_sheet",
    "lots_per_body_words",
    "notice_facts",
    "opening_facts",
    "opinions_elsewhere",
    "plan_checks",
    "plan_columns",
    "procedure_facts",
    "publish_opening_act",
    "scoring_words",
    "selection_facts",
    "succession_act",
    "tie_break_words",
]
