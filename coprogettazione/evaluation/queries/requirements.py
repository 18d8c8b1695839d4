# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The officer's check of the requirements, as the committee reads it (it reads only: who scores does not
admit).
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.applications.models import Application, Check, CheckItem, CheckOutcome
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import Words
from coprogettazione.wording import joined, receipt_time


@dataclass(frozen=True)
class Requirement:
    """One requirement over the whole application: what, how it came out, what it is known from."""

    label: Words
    in_order: bool
    text: str


@dataclass(frozen=True)
class RequirementsCheck:
    """The last check: when, by whom, requirement by requirement."""

    checked_at: datetime | None
    checked_by: User | None
    requirements: list[Requirement]


def requirements_of(application: Application) -> RequirementsCheck:
    """What the officer checked, grouped by requirement. One SQL (the members are prefetched)."""
    checks = list(
        Check.objects.filter(application=application)
        .select_related("organisation", "checked_by")
        .order_by("pk")
    )
    by_item: dict[str, list[Check]] = {}
    for check in checks:
        by_item.setdefault(check.item, []).append(check)
    last = max(checks, key=lambda c: c.checked_at, default=None)
    return RequirementsCheck(
        last.checked_at if last else None,
        last.checked_by if last else None,
        [_requirement(application, item, group) for item, group in by_item.items()],
    )


def _requirement(application: Application, item: str, group: list[Check]) -> Requirement:
    fine = (CheckOutcome.OK, CheckOutcome.NOT_APPLICABLE)
    notes = [
        f"{check.organisation.known_as}: {check.note}"
        if check.organisation and len(group) > 1
        else check.note
        for check in group
        if check.note
    ]
    in_order = all(check.outcome in fine for check in group)
    text = "; ".join(notes) or (
        _evidence(application, item) if in_order else str(group[0].get_outcome_display())
    )
    return Requirement(CheckItem(item).label, in_order, text)


def _evidence(application: Application, item: str) -> str:
    bodies = [m.organisation for m in application.members.all() if m.left_at is None]
    if item == CheckItem.IN_TIME and application.submitted_at is not None:
        return receipt_time(application.submitted_at)
    if item == CheckItem.RUNTS:
        numbers = [body.runts_number for body in bodies if body.runts_number]
        if numbers:
            return ngettext("numero %(numbers)s", "numeri %(numbers)s", len(numbers)) % {
                "numbers": joined(numbers)
            }
    if item == CheckItem.GROUP:
        return _("capofila %(name)s") % {"name": application.lead.known_as}
    return ""
