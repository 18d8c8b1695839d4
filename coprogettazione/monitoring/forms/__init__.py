# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of people about the execution."""

from coprogettazione.monitoring.forms.deeds import (
    AnswerClarificationForm,
    ApproveFinalReportForm,
    ArchiveCaseForm,
    AskClarificationForm,
    AuditExpenseReportForm,
    CompleteMilestoneForm,
    OrderPaymentForm,
    RecordRecoveryForm,
    ReportIndicatorForm,
    ResumeReviewForm,
    SubmitPeriodicReportForm,
    WaiveMilestoneForm,
)
from coprogettazione.monitoring.forms.expenses import (
    ExpenseForm,
    ReviewExpenseReportForm,
    SubmitExpenseReportForm,
    SumsForm,
)
from coprogettazione.monitoring.forms.plan import PlanForms, SetMonitoringPlanForm

__all__ = [
    "AnswerClarificationForm",
    "ApproveFinalReportForm",
    "ArchiveCaseForm",
    "AskClarificationForm",
    "AuditExpenseReportForm",
    "CompleteMilestoneForm",
    "ExpenseForm",
    "OrderPaymentForm",
    "PlanForms",
    "RecordRecoveryForm",
    "ReportIndicatorForm",
    "ResumeReviewForm",
    "ReviewExpenseReportForm",
    "SetMonitoringPlanForm",
    "SubmitExpenseReportForm",
    "SubmitPeriodicReportForm",
    "SumsForm",
    "WaiveMilestoneForm",
]
