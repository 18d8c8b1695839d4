# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The execution: the plan and the last account, and each report on its own, until the last euro."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.models import Process

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.monitoring.models import ExpenseReport, PeriodicReport
from coprogettazione.records.deeds import Act
from workflows import cast
from workflows.engine import Procedure
from workflows.nodes import Event, Step


class _Accounts:
    """The nodes by which the accounts of an agreement are squared: its reports, what is owed, what is too
    much. Whoever has them says with `something_to_recover` what comes after.
    """

    report_reviewed = (
        Event("review_expense_report")
        .Annotation(title=_("Controllo di un rendiconto"))
        .Next(this.all_is_reported)
    )
    all_is_reported = (
        flow.If(cast.all_is_reported)
        .Annotation(title=cast.all_is_reported.words)
        .Then(this.something_left_to_pay)
        .Else(this.report_reviewed)
    )
    something_left_to_pay = (
        flow.If(cast.something_left_to_pay)
        .Annotation(title=cast.something_left_to_pay.words)
        .Then(this.payment_ordered)
        .Else(this.something_to_recover)
    )
    payment_ordered = (
        Event("order_payment")
        .Annotation(title=_("Pagamento di quanto ammesso"))
        .Next(this.something_left_to_pay)
    )
    record_recovery = (
        Step("record_recovery")
        .Annotation(title=_("Registra la somma restituita"))
        .By(cast.executive)
        .Next(this.something_to_recover)
    )


class MonitoringFlowV1(_Accounts, Procedure):
    """The execution of an agreement, from its plan to the archive. Rules of 2026."""

    process_title = _("Realizzazione")
    artifact_kind = "agreement"
    started_by = ("start_execution",)

    @classmethod
    def artifacts(cls, act: Act) -> list[Model]:
        """A deed on the dossier is about its agreements."""
        if isinstance(act.subject, Call):
            return list(Agreement.objects.filter(call=act.subject))
        return super().artifacts(act)

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Avvio della realizzazione"))
        .Next(this.set_monitoring_plan)
    )

    set_monitoring_plan = (
        Step("set_monitoring_plan")
        .Annotation(title=_("Fissa indicatori e tappe"))
        .By(cast.officer)
        .Next(this.report_reviewed)
    )
    something_to_recover = (
        flow.If(cast.something_to_recover)
        .Annotation(title=cast.something_to_recover.words)
        .Then(this.record_recovery)
        .Else(this.approve_final_report)
    )
    approve_final_report = (
        Step("approve_final_report")
        .Annotation(title=_("Approva il rendiconto finale"))
        .By(cast.executive)
        .Next(this.archive_case)
    )
    archive_case = (
        Step("archive_case").Annotation(title=_("Archivia il fascicolo")).By(cast.officer).Next(this.archived)
    )
    archived = flow.End().Annotation(title=_("Fascicolo archiviato"))


class SettlementFlowV1(_Accounts, Procedure):
    """What is settled when an agreement ends before its time: what is owed paid, what is too much given
    back. Rules of 2026.
    """

    process_title = _("Conti dopo la risoluzione")
    artifact_kind = "agreement"
    started_by = ("terminate_agreement",)

    @classmethod
    def outlives(cls, act: Act, artifact: Model) -> bool:
        """It begins with the end of the others."""
        return act.name in cls.started_by

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Risoluzione della convenzione"))
        .Next(this.all_is_reported)
    )

    something_to_recover = (
        flow.If(cast.something_to_recover)
        .Annotation(title=cast.something_to_recover.words)
        .Then(this.record_recovery)
        .Else(this.settled)
    )
    settled = flow.End().Annotation(title=_("Conti chiusi"))


class _EachPeriod(Procedure):
    """A flow for each period of the calendar of reports: several go on at once."""

    artifact_kind = "expensereport"
    artifact_name = "report"
    started_by = ("set_monitoring_plan",)

    @classmethod
    def beginnings(cls, act: Act) -> list[Model]:
        """The reports of the calendar that are new: a plan written again leaves the others as they are."""
        known = Process.objects.filter(
            flow_class=cls, artifact_content_type=ContentType.objects.get_for_model(ExpenseReport)
        )
        reports = ExpenseReport.objects.filter(agreement=act.subject.pk).order_by("number")
        return list(reports.exclude(pk__in=known.values("artifact_object_id")))

    @classmethod
    def outlives(cls, act: Act, artifact: Model) -> bool:
        """An agreement that ends before its time is accounted for, for the part that was carried out."""
        if act.name != "terminate_agreement" or not isinstance(artifact, ExpenseReport):
            return False
        return artifact.is_owed


class ExpenseReportFlowV1(_EachPeriod):
    """One report of expenses: prepared, checked, clarified, until it is approved. Rules of 2026."""

    process_title = _("Rendiconto delle spese")

    @classmethod
    def concerned(cls, node: Any, act: Act) -> list[Model]:
        """What can still be paid is one sum for the agreement: whatever changes it is about every report."""
        if node is not cls.instance.node("order_payment"):
            return super().concerned(node, act)
        agreement = act.subject if isinstance(act.subject, Agreement) else act.subject.agreement  # type: ignore[attr-defined]
        return list(ExpenseReport.objects.filter(agreement=agreement).order_by("number"))

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Calendario dei rendiconti"))
        .Next(this.submit_expense_report)
    )

    submit_expense_report = (
        Step("submit_expense_report")
        .Annotation(title=_("Prepara e invia il rendiconto"))
        .By(cast.reporting_partner)
        .Due(cast.report_due)
        .Next(this.review_expense_report)
    )
    review_expense_report = (
        Step("review_expense_report", also=("ask_clarification",))
        .Annotation(title=_("Controlla il rendiconto"))
        .By(cast.officer)
        .Next(this.needs_clarification)
    )
    needs_clarification = (
        flow.If(cast.waits_for_clarification)
        .Annotation(title=cast.waits_for_clarification.words)
        .Then(this.answer_clarification)
        .Else(this.is_approved)
    )
    answer_clarification = (
        Step("answer_clarification", closing=("resume_review",), lapses=True)
        .Annotation(title=_("Rispondi ai chiarimenti"))
        .By(cast.reporting_partner)
        .Due(cast.clarification_due)
        .Next(this.is_unanswered)
    )
    is_unanswered = (
        flow.If(cast.is_unanswered)
        .Annotation(title=cast.is_unanswered.words)
        .Then(this.resume_review)
        .Else(this.review_expense_report)
    )
    resume_review = (
        Step("resume_review")
        .Annotation(title=_("Riprendi il controllo senza i chiarimenti"))
        .By(cast.officer)
        .Next(this.review_expense_report)
    )
    is_approved = (
        flow.If(cast.is_approved_report)
        .Annotation(title=cast.is_approved_report.words)
        .Then(this.something_can_be_paid)
        .Else(this.submit_expense_report)
    )
    something_can_be_paid = (
        flow.If(cast.something_can_be_paid)
        .Annotation(title=cast.something_can_be_paid.words)
        .Then(this.order_payment)
        .Else(this.approved)
    )
    order_payment = (
        Step("order_payment", also=("review_expense_report",))
        .Annotation(title=_("Disponi il pagamento"))
        .By(cast.executive)
        .Until(cast.all_is_paid)
        .Next(this.approved)
    )
    approved = flow.End().Annotation(title=_("Rendiconto approvato"))


class PeriodicReportFlowV1(_EachPeriod):
    """The report of the activities of a period, due with that of its expenses. Rules of 2026."""

    process_title = _("Relazione periodica")

    @classmethod
    def artifacts(cls, act: Act) -> list[Model]:
        """A report of the activities is about every period that it reaches the end of."""
        if not isinstance(act.result, PeriodicReport):
            return super().artifacts(act)
        told = act.result
        periods = ExpenseReport.objects.filter(agreement=told.agreement, period_to__lte=told.period_to)
        return list(periods.order_by("number"))

    start = (
        flow.StartHandle(this.begin)
        .Annotation(title=_("Calendario dei rendiconti"))
        .Next(this.submit_periodic_report)
    )

    submit_periodic_report = (
        Step("submit_periodic_report")
        .Annotation(title=_("Presenta la relazione periodica"))
        .By(cast.reporting_partner)
        .Due(cast.report_due)
        .Next(this.told)
    )
    told = flow.End().Annotation(title=_("Relazione presentata"))
