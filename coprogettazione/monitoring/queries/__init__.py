# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked of the execution: figures, money, what is missing in a report."""

from coprogettazione.monitoring.queries.money import (
    Balance,
    CategoryRow,
    balance_of,
    category_rows,
    lead_of,
    paid_so_far,
    partners_of_agreement,
)
from coprogettazione.monitoring.queries.overview import (
    IndicatorFigure,
    MilestoneWords,
    Monitoring,
    monitoring_for_page,
    next_reading,
)
from coprogettazione.monitoring.queries.reports import (
    ReportFacts,
    charged_elsewhere,
    faults_of,
    most_that_can_be_asked,
    next_report,
    report_facts,
    reports_of,
)

__all__ = [
    "Balance",
    "CategoryRow",
    "IndicatorFigure",
    "MilestoneWords",
    "Monitoring",
    "ReportFacts",
    "balance_of",
    "category_rows",
    "charged_elsewhere",
    "faults_of",
    "lead_of",
    "monitoring_for_page",
    "most_that_can_be_asked",
    "next_reading",
    "next_report",
    "paid_so_far",
    "partners_of_agreement",
    "report_facts",
    "reports_of",
]
