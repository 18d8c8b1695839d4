# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One report: expenses, sums, what is missing, presentation; the check."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from coprogettazione.monitoring.forms import (
    ExpenseForm,
    ReviewExpenseReportForm,
    SubmitExpenseReportForm,
    SumsForm,
)
from coprogettazione.monitoring.models import Expense, ExpenseReport
from coprogettazione.monitoring.queries import (
    category_rows,
    faults_of,
    lead_of,
    most_that_can_be_asked,
    partners_of_agreement,
    report_facts,
)
from coprogettazione.monitoring.rules import works_for_lead, works_in
from coprogettazione.monitoring.services import (
    DECLARATIONS,
    remove_expense,
    save_expense,
    save_report_sums,
)
from coprogettazione.monitoring.views.overview import bar_of, demand, the_agreement
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.forms import typed
from coprogettazione.records.refusals import Refusal
from coprogettazione.records.rights import may


def the_report(pk: int) -> ExpenseReport:
    """The report of an address, with its agreement and its parties, or 404."""
    report = get_object_or_404(
        ExpenseReport.objects.select_related("reviewed_by", "audited_by", "paper__file"), pk=pk
    )
    report.agreement = the_agreement(report.agreement_id)
    return report


def _own_bodies(user: Any, report: ExpenseReport, at: Any) -> list[Organisation]:
    """For which partners a person writes expenses: its own, all for the lead."""
    partners = [party.organisation for party in partners_of_agreement(report.agreement)]
    if works_for_lead(user, report, at):
        return partners
    return [body for body in partners if works_in(user, body.pk, at)]


def _readable(user: Any, report: ExpenseReport, at: Any) -> set[int] | None:
    """Whose expenses a person reads: None means everybody's."""
    own = _own_bodies(user, report, at)
    return None if not own or works_for_lead(user, report, at) else {body.pk for body in own}


def _context(request: HttpRequest, report: ExpenseReport, at: Any, **more: Any) -> dict[str, Any]:
    user = request.user
    only = _readable(user, report, at)
    facts = report_facts(report, only=only)
    writes = bool(may(user, "save_expense", report, at))
    today = timezone.localtime(at).date()
    return {
        "report": report,
        "agreement": report.agreement,
        "call": report.agreement.the_call,
        "at": at,
        "facts": facts,
        "only_own": only is not None,
        "writes": writes,
        "may_sum": bool(may(user, "save_report_sums", report, at)),
        "may_submit": bool(may(user, "submit_expense_report", report, at)),
        "may_review": bool(may(user, "review_expense_report", report, at)),
        "may_ask": bool(may(user, "ask_clarification", report, at)),
        "may_resume": bool(may(user, "resume_review", report, at)),
        "may_audit": bool(may(user, "audit_expense_report", report, at)),
        "faults": faults_of(facts, asked=None, today=today) if report.is_writable else [],
        "overdue": report.is_overdue(today),
        "clarifications": list(
            report.clarifications.select_related("file__scan", "answered_by").prefetch_related(
                "file__signature_checks"
            )
        ),
        "lead": lead_of(report.agreement),
        **bar_of(user, report.agreement),
        **more,
    }


@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as this person may see it."""
    at = timezone.now()
    shown = the_report(pk)
    demand(request.user, "read_expense_report", shown, at)
    form = SumsForm(initial={"own_money": _typed(shown.own_money), "revenues": _typed(shown.revenues)})
    context = _context(request, shown, at, sums=form, categories=category_rows(shown))
    for clarification in context["clarifications"]:
        clarification.report = shown
        clarification.to_answer = bool(may(request.user, "answer_clarification", clarification, at))
    return render(request, "monitoring/report.html", context)


def _typed(amount: Any) -> str:
    return format(amount, "f").replace(".", ",")


@login_required
@require_POST
def sums(request: HttpRequest, pk: int) -> HttpResponse:
    """Save own money and revenues."""
    at = timezone.now()
    shown = the_report(pk)
    form = SumsForm(request.POST)
    if form.is_valid():
        try:
            save_report_sums(expense_report=shown, by=request.user, at=at, **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("monitoring:report", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = _context(request, shown, at, sums=form, categories=category_rows(shown))
    return render(request, "monitoring/report.html", context, status=422)


@login_required
def new_expense(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one more expense."""
    return _write(request, the_report(pk), None)


@login_required
def expense(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an expense again."""
    known = get_object_or_404(Expense.objects.select_related("document", "proof"), pk=pk)
    return _write(request, the_report(known.report_id), known)


def _write(request: HttpRequest, shown: ExpenseReport, known: Expense | None) -> HttpResponse:
    at = timezone.now()
    demand(request.user, "save_expense", shown, at)
    assert isinstance(request.user, User)
    bodies = _own_bodies(request.user, shown, at)
    if known is not None and known.organisation_id not in {body.pk for body in bodies}:
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ExpenseForm(*posted, bodies=bodies, initial=ExpenseForm.initial_of(known) if known else None)
    if posted and form.is_valid():
        try:
            save_expense(expense_report=shown, expense=known, by=request.user, at=at, **form.cleaned_data)
            another = "another" in request.POST
            return redirect("monitoring:new_expense" if another else "monitoring:report", shown.pk)
        except Refusal as refusal:
            for name, words in refusal.fields.items():
                form.add_error(name if name in form.fields else None, str(words))
            if not refusal.fields:
                form.add_error(None, str(refusal))
    context = {
        "report": shown,
        "agreement": shown.agreement,
        "call": shown.agreement.the_call,
        "form": form,
        "expense": known,
        **bar_of(request.user, shown.agreement),
    }
    return render(request, "monitoring/expense.html", context, status=422 if posted else 200)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an expense out of the draft."""
    known = get_object_or_404(Expense.objects.select_related("report__agreement__call"), pk=pk)
    remove_expense(expense=known, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("monitoring:report", known.report_id)


@login_required
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing, what is declared, and the presentation."""
    at = timezone.now()
    shown = the_report(pk)
    demand(request.user, "submit_expense_report", shown, at)
    facts = report_facts(shown)
    form = SubmitExpenseReportForm(
        typed(request),
        subject=shown,
        by=request.user,
        at=at,
        initial={"asked": _typed(most_that_can_be_asked(facts))},
    )
    if request.method == "POST" and form.perform():
        return redirect("monitoring:report", pk)
    context = _context(request, shown, at, form=form, declarations=DECLARATIONS)
    return render(request, "monitoring/submit.html", context, status=422 if form.is_bound else 200)


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Check each expense, then the outcome."""
    at = timezone.now()
    shown = the_report(pk)
    demand(request.user, "review_expense_report", shown, at)
    form = ReviewExpenseReportForm(
        typed(request),
        subject=shown,
        by=request.user,
        at=at,
        facts=report_facts(shown),
    )
    if request.method == "POST" and form.perform():
        return redirect("monitoring:report", pk)
    context = _context(request, shown, at, form=form, categories=category_rows(shown))
    return render(request, "monitoring/review.html", context, status=422 if form.is_bound else 200)
