# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done in the execution: plan, report, check, pay, close."""

from coprogettazione.monitoring.services.drafting import remove_expense, save_expense, save_report_sums
from coprogettazione.monitoring.services.paying import (
    CHECKS,
    approve_final_report,
    archive_case,
    order_payment,
    record_recovery,
)
from coprogettazione.monitoring.services.plan import (
    complete_milestone,
    flag_late,
    flag_late_milestone,
    report_indicator,
    set_monitoring_plan,
    waive_milestone,
)
from coprogettazione.monitoring.services.presenting import (
    DECLARATIONS,
    answer_clarification,
    submit_expense_report,
    submit_periodic_report,
)
from coprogettazione.monitoring.services.review import (
    ask_clarification,
    audit_expense_report,
    resume_review,
    review_expense_report,
)

__all__ = [
    "CHECKS",
    "DECLARATIONS",
    "answer_clarification",
    "approve_final_report",
    "archive_case",
    "ask_clarification",
    "audit_expense_report",
    "complete_milestone",
    "flag_late",
    "flag_late_milestone",
    "order_payment",
    "record_recovery",
    "remove_expense",
    "report_indicator",
    "resume_review",
    "review_expense_report",
    "save_expense",
    "save_report_sums",
    "set_monitoring_plan",
    "submit_expense_report",
    "submit_periodic_report",
    "waive_milestone",
]
