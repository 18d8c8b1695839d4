# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of the execution."""

from coprogettazione.monitoring.views.overview import overview, plan, reports
from coprogettazione.monitoring.views.report import expense, new_expense, remove, report, review, submit, sums

__all__ = [
    "expense",
    "new_expense",
    "overview",
    "plan",
    "remove",
    "report",
    "reports",
    "review",
    "submit",
    "sums",
]
