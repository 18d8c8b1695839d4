# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The execution: plan, reports, review, until the last euro."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Step


class MonitoringFlowV1(Procedure):
    """Reports and their review, period after period. Rules of 2026."""

    process_title = _("Realizzazione e rendiconti")
    artifact_kind = "agreement"
    started_by = "start_execution"
    ended_by = ("approve_final_report",)

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Avvio della realizzazione"))
        .Next(this.set_monitoring_plan)
    )

    set_monitoring_plan = (
        Step("set_monitoring_plan")
        .Annotation(title=_("Fissa indicatori e tappe"))
        .By(cast.officer)
        .Next(this.submit_expense_report)
    )
    submit_expense_report = (
        Step("submit_expense_report")
        .Annotation(title=_("Prepara e invia il rendiconto"))
        .By(cast.lead_partner)
        .Next(this.review_expense_report)
    )
    review_expense_report = (
        Step("review_expense_report")
        .Annotation(title=_("Controlla il rendiconto"))
        .By(cast.officer)
        .Next(this.goes_on)
    )
    goes_on = (
        flow.If(cast.all_is_reported)
        .Annotation(title=cast.all_is_reported.words)
        .Then(this.reported)
        .Else(this.submit_expense_report)
    )
    reported = flow.End().Annotation(title=_("Rendiconto finale approvato"))
