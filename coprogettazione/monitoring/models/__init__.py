# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The execution: the plan, its figures, the reports, the payments."""

from coprogettazione.monitoring.models.expenses import CupMode, Expense, PaymentMeans
from coprogettazione.monitoring.models.payments import Payment, PaymentKind
from coprogettazione.monitoring.models.plan import (
    Frequency,
    Indicator,
    IndicatorReading,
    Milestone,
    MilestoneState,
)
from coprogettazione.monitoring.models.reports import (
    WRITABLE_STATES,
    Clarification,
    ExpenseReport,
    PeriodicReport,
    ReportState,
)

__all__ = [
    "WRITABLE_STATES",
    "Clarification",
    "CupMode",
    "Expense",
    "ExpenseReport",
    "Frequency",
    "Indicator",
    "IndicatorReading",
    "Milestone",
    "MilestoneState",
    "Payment",
    "PaymentKind",
    "PaymentMeans",
    "PeriodicReport",
    "ReportState",
]
