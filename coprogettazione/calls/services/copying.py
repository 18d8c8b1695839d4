# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of an avviso may begin another one: its texts, its themes and its criteria.

Never copied: title and code, the money (of the call and of its themes), the objective of the plan and the acts (each
procedure has its own), CUP and CIG with their reasons, dates and terms, the booking of the expense, the comuni, every
declaration.
"""

from decimal import Decimal
from typing import Any

from coprogettazione.calls.models import Call, NoticeModel

#: The fields of a draft that another avviso may start with.
COPIED = (
    "summary",
    "form",
    "purpose",
    "policy_reasons",
    "object",
    "cts_activities",
    "targets",
    "duration_months",
    "public_resources",
    "expected_contribution",
    "indirect_costs_max_pct",
    "requirements",
    "exclusion_causes",
    "phases",
    "conclusion",
    "selection_mode",
    "threshold",
    "max_points",
    "tie_break",
    "double_participation",
    "lots_per_body",
    "substitution_states",
    "non_ets_roles",
    "service_management",
    "consultation",
    "reserve_clause",
    "appeal_clause",
    "privacy_notice",
)
_SUMS = ("indirect_costs_max_pct", "threshold", "max_points")


def texts_of(call: Call) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Facts and criteria of an avviso as JSON: what a model keeps."""
    facts: dict[str, Any] = {name: getattr(call, name) for name in COPIED}
    for name in _SUMS:
        facts[name] = None if facts[name] is None else str(facts[name])
    facts["lots"] = [
        {
            "code": lot.code,
            "title": lot.title,
            "description": lot.description,
            "admits": lot.admits,
            "threshold": None if lot.threshold is None else str(lot.threshold),
        }
        for lot in call.lots.all()
    ]
    return facts, [{**row, "max_points": str(row["max_points"])} for row in criteria_of(call)]


def criteria_of(call: Call) -> list[dict[str, Any]]:
    """The criteria of an avviso as `save_criteria` takes them."""
    return [
        {
            "code": row.code,
            "text": row.text,
            "question": row.question,
            "max_points": row.max_points,
            "levels": row.levels,
            "lot": row.lot.code if row.lot else "",
        }
        for row in call.criteria.select_related("lot")
    ]


def starting_texts(
    model: NoticeModel | None, from_call: Call | None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Facts and criteria with which a new avviso begins; nothing when it begins empty."""
    if model is not None:
        facts, criteria = dict(model.facts), [dict(row) for row in model.criteria]
    elif from_call is not None:
        facts, criteria = texts_of(from_call)
    else:
        return {}, []
    for name in _SUMS:
        if facts.get(name) is not None:
            facts[name] = Decimal(facts[name])
    for lot in facts.get("lots", []):
        lot["threshold"] = None if lot["threshold"] is None else Decimal(lot["threshold"])
    for row in criteria:
        row["max_points"] = Decimal(row["max_points"])
    return facts, criteria
