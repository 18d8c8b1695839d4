# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an agreement is going; its plan; the list of its reports."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.monitoring.forms import PlanForms, SetMonitoringPlanForm
from coprogettazione.monitoring.models import ExpenseReport
from coprogettazione.monitoring.queries import balance_of, lead_of, monitoring_for_page, reports_of
from coprogettazione.records.forms import typed
from coprogettazione.records.refusals import NotAllowed, Words
from coprogettazione.records.rights import may

#: Deeds on the agreement that the overview offers to whoever may do them now, with the words of the link.
_OFFERED = {
    "submit_periodic_report": _("Presenta la relazione periodica"),
    "order_payment": _("Disponi un pagamento"),
    "record_recovery": _("Registra una somma restituita"),
    "approve_final_report": _("Approva il rendiconto finale"),
}


def demand(user: Any, right: str, subject: Any, at: datetime) -> None:
    """Go on only with the right; otherwise the page of the refusal."""
    verdict = may(user, right, subject, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)


def the_agreement(pk: int) -> Agreement:
    """The agreement of an address with its parties, or 404: one without a call has no money to follow."""
    related = ("call__lead_authority", "call__procedure_officer", "call__executive_officer", "call__district")
    agreements = (
        Agreement.objects.filter(call__isnull=False)
        .select_related(*related)
        .prefetch_related("parties__organisation")
    )
    return get_object_or_404(agreements, pk=pk)


def bar_of(user: Any, agreement: Agreement) -> dict[str, Any]:
    """The role written beside the name."""
    call = agreement.the_call
    if user.pk == call.procedure_officer_id:
        return {"work_role": gettext("RUP")}
    if user.pk == call.executive_officer_id:
        return {"work_role": gettext("dirigente")}
    held = {m.organisation_id: m.organisation for m in user.__dict__.get("_memberships") or []}
    mine = [p.organisation for p in agreement.parties.all() if p.organisation_id in held]
    return {"work_role": mine[0].known_as if mine else ""}


@login_required
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Figures, milestones, payments, what comes next, and what this person may do."""
    at = timezone.now()
    agreement = the_agreement(pk)
    demand(request.user, "read_monitoring", agreement, at)
    figures = monitoring_for_page(agreement, at)
    code = agreement.the_call.code
    offered: list[tuple[Words, str]] = [
        (words, reverse("deed", args=[code, name, agreement.pk]))
        for name, words in _OFFERED.items()
        if may(request.user, name, agreement, at)
    ]
    if may(request.user, "archive_case", agreement.the_call, at):
        offered.append(
            (
                gettext("Archivia il fascicolo"),
                reverse("deed", args=[code, "archive_case", agreement.call_id]),
            )
        )
    for milestone in figures.milestones:
        milestone.milestone.agreement = agreement
    context = {
        "agreement": agreement,
        "call": agreement.the_call,
        "at": at,
        "figures": figures,
        "offered": offered,
        "may_plan": bool(may(request.user, "set_monitoring_plan", agreement, at)),
        "milestones": [
            (
                milestone,
                bool(may(request.user, "complete_milestone", milestone.milestone, at)),
                bool(may(request.user, "waive_milestone", milestone.milestone, at)),
            )
            for milestone in figures.milestones
        ],
        "may_measure": any(
            may(request.user, "report_indicator", f.indicator, at) for f in figures.indicators[:1]
        ),
        "may_check": figures.report_to_check is not None
        and bool(may(request.user, "review_expense_report", figures.report_to_check, at)),
        "balance": balance_of(agreement),
        "lead": lead_of(agreement),
        **bar_of(request.user, agreement),
    }
    return render(request, "monitoring/overview.html", context)


@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan, written by the RUP."""
    at = timezone.now()
    agreement = the_agreement(pk)
    demand(request.user, "set_monitoring_plan", agreement, at)
    posted = typed(request)
    rows = PlanForms(agreement, posted)
    form = SetMonitoringPlanForm(posted, subject=agreement, by=request.user, at=at, rows=rows)
    if posted is not None and rows.is_valid() and form.perform():
        return redirect("monitoring:overview", pk)
    context = {
        "agreement": agreement,
        "call": agreement.the_call,
        "form": form,
        "rows": rows,
        **bar_of(request.user, agreement),
    }
    return render(request, "monitoring/plan.html", context, status=200 if posted is None else 422)


@login_required
def reports(request: HttpRequest, pk: int) -> HttpResponse:
    """Every report of the agreement with state, sums and term."""
    at = timezone.now()
    agreement = the_agreement(pk)
    demand(request.user, "read_monitoring", agreement, at)
    visible = ExpenseReport.objects.visible_to(request.user, at)
    rows = list(reports_of(agreement).filter(pk__in=visible.values("pk")))
    today = timezone.localtime(at).date()
    context = {
        "agreement": agreement,
        "call": agreement.the_call,
        "at": at,
        "rows": [(row, row.is_overdue(today)) for row in rows],
        "balance": balance_of(agreement),
        **bar_of(request.user, agreement),
    }
    return render(request, "monitoring/reports.html", context)
