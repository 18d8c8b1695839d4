# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The facts of an avviso in words, one by one: what a change shows as it was and as it is."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from coprogettazione.calls.models import Call, CallState, CtsActivity
from coprogettazione.calls.models.criteria import PUBLIC_DRAW
from coprogettazione.wording import day, euro, in_italian, number

_LABELS = {"cts_activities": dict(CtsActivity.choices), "substitution_states": dict(CallState.choices)}


@in_italian
def fact_words(call: Call, field: str) -> str:
    """One fact of the draft as a citizen reads it; "–" when there is none. `criteria` and `comuni` too."""
    if field == "criteria":
        rows = call.criteria.all()
        return "\n".join(f"{row.code}. {row.text}: {number(row.max_points)}" for row in rows) or "–"
    if field == "comuni":
        return ", ".join(comune.name for comune in call.comuni.all()) or "–"
    value: Any = getattr(call, field)
    if value in (None, "", []):
        return "–"
    if isinstance(value, list):
        labels = _LABELS.get(field, {})
        said = [
            gettext("sorteggio pubblico") if step == PUBLIC_DRAW else str(labels.get(step, step))
            for step in value
        ]
        return "; ".join(said)
    if isinstance(value, Decimal):
        return euro(value, cents=value % 1 != 0) if field == "public_grant" else number(value)
    if isinstance(value, date):
        return day(value)
    shown = getattr(call, f"get_{field}_display", None)
    return str(shown()) if shown else str(value)


@in_italian
def changed_facts(before: Mapping[str, str], call: Call) -> list[dict[str, str]]:
    """The facts whose words are not those of `before`, with their label and both texts: for a `CallChange`."""
    changed = []
    for field, old in before.items():
        new = fact_words(call, field)
        if new != old:
            changed.append({"field": field, "label": label_of(field), "before": old, "after": new})
    return changed


def label_of(field: str) -> str:
    """The name of a fact, without its letter in the list of DM 72/2021."""
    if field == "criteria":
        return gettext("criteri")
    found: Any = Call._meta.get_field(field)
    return re.sub(r" \([a-h]\)$", "", str(found.verbose_name))
