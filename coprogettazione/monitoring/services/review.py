# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checking a report: each expense admitted or cut with its reason; questions; the auditor's note."""

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Parameter
from coprogettazione.calls.queries import parameter_of
from coprogettazione.monitoring.lifecycle import ExpenseReportLifecycle
from coprogettazione.monitoring.models import Clarification, Expense, ExpenseReport, ReportState
from coprogettazione.monitoring.notifications import tell_of_question, tell_of_review
from coprogettazione.monitoring.queries import report_facts
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import euro

_REASONED = _("art. 3, l. 241/1990")


@deed(on="expense_report", says=_("ha controllato il rendiconto delle spese"), law=_REASONED)
def review_expense_report(
    act: Act,
    *,
    expense_report: ExpenseReport,
    outcome: str,
    expenses: list[dict[str, Any]] | None = None,
    reasons: str = "",
    by: User | None,
    at: datetime,
) -> ExpenseReport:
    """APPROVED with what is admitted of each expense, or REJECTED with the reasons.

    `expenses`: expense (id), admitted (euro), reason; an expense not named is admitted whole. Whatever is
    cut has its reason. The contribution admitted is what was asked, at most what was admitted of the paid
    expenses less the partners' own money and the revenues.
    """
    if outcome == ReportState.REJECTED:
        if not reasons.strip():
            raise Invalid(
                _("Scrivi perché il rendiconto non è approvato e che cosa va rifatto."),
                law=_REASONED,
                fields={"reasons": _("Per esempio: mancano le prove di pagamento delle righe 3 e 4.")},
            )
        move(
            ExpenseReportLifecycle(expense_report).reject,
            review_reasons=reasons.strip(),
            reviewed_at=at,
            reviewed_by=by,
        )
    elif outcome == ReportState.APPROVED:
        _admit(expense_report, expenses or [])
        facts = report_facts(expense_report)
        most = facts.admitted - expense_report.own_money - expense_report.revenues
        assert expense_report.asked is not None
        admitted = max(min(expense_report.asked, most), Decimal(0))
        move(
            ExpenseReportLifecycle(expense_report).approve,
            admitted=admitted,
            review_reasons=reasons.strip(),
            reviewed_at=at,
            reviewed_by=by,
        )
        act.record(admitted=admitted, expenses_admitted=facts.admitted)
    else:
        raise Invalid(
            _("L’esito è: approvato oppure non approvato."), fields={"outcome": _("Scegli l’esito.")}
        )
    tell_of_review(expense_report, at)
    return expense_report


def _admit(report: ExpenseReport, given: list[dict[str, Any]]) -> None:
    known = {expense.pk: expense for expense in report.expenses.select_for_update()}
    for row in given:
        expense = known.get(_id_of(row.get("expense")))
        if expense is None:
            raise Invalid(_("Una delle spese non è di questo rendiconto."))
        try:
            admitted = Decimal(str(row["admitted"]))
        except (KeyError, InvalidOperation):
            admitted = Decimal("NaN")
        if not admitted.is_finite() or not 0 <= admitted <= expense.charged:
            raise Invalid(
                gettext("«%(what)s»: l’importo ammesso va da 0 a %(most)s.")
                % {"what": expense.description, "most": euro(expense.charged, cents=True)}
            )
        reason = str(row.get("reason") or "").strip()
        if admitted < expense.charged and not reason:
            raise Invalid(
                gettext("«%(what)s»: scrivi perché non è ammessa per intero.")
                % {"what": expense.description},
                law=_REASONED,
            )
        expense.admitted, expense.cut_reason = admitted, reason if admitted < expense.charged else ""
    for expense in known.values():
        if expense.admitted is None:
            expense.admitted = expense.charged
    Expense.objects.bulk_update(known.values(), ["admitted", "cut_reason"])


def _id_of(given: Any) -> int:
    if isinstance(given, Expense):
        return given.pk
    return int(given) if str(given).isdigit() else 0


@deed(
    on="expense_report",
    says=_("ha chiesto chiarimenti sul rendiconto"),
    law=_("art. 6, c. 1, lett. b, l. 241/1990"),
)
def ask_clarification(
    act: Act, *, expense_report: ExpenseReport, question: str, due: date, by: User | None, at: datetime
) -> Clarification:
    """Ask once for each presentation, with a term of so many days as the parameters say."""
    if not question.strip():
        raise Invalid(
            _("Scrivi che cosa va chiarito."),
            fields={"question": _("Per esempio: a quale periodo si riferisce la fattura 12.")},
        )
    today = timezone.localtime(at).date()
    call = expense_report.case_file
    least = parameter_of(call, Parameter.CLARIFICATION_DAYS_MINIMUM, today)
    most = parameter_of(call, Parameter.CLARIFICATION_DAYS_MAXIMUM, today)
    if not today + timedelta(days=least) <= due <= today + timedelta(days=most):
        raise Invalid(
            gettext("Il termine per rispondere va da %(least)s a %(most)s giorni.")
            % {"least": least, "most": most},
            fields={"due": _("Scegli un giorno nell’intervallo.")},
        )
    assert by is not None
    move(ExpenseReportLifecycle(expense_report).ask)
    clarification = Clarification.objects.create(
        report=expense_report, question=question.strip(), due=due, asked_at=at, asked_by=by
    )
    tell_of_question(clarification, at)
    return clarification


@deed(on="expense_report", says=_("ha ripreso il controllo del rendiconto senza i chiarimenti chiesti"))
def resume_review(act: Act, *, expense_report: ExpenseReport, by: User | None, at: datetime) -> ExpenseReport:
    """The term to clarify is past: the check goes on with what there is."""
    expense_report.clarifications.filter(answered_at__isnull=True).update(answered_at=at, answered_by=None)
    move(ExpenseReportLifecycle(expense_report).resume)
    return expense_report


@deed(on="expense_report", says=_("ha annotato il rendiconto come revisore"))
def audit_expense_report(
    act: Act, *, expense_report: ExpenseReport, note: str, by: User | None, at: datetime
) -> ExpenseReport:
    """The auditor's note on a report: it changes no state, whoever reads the report reads it."""
    if not note.strip():
        raise Invalid(_("Scrivi che cosa hai osservato."), fields={"note": _("Scrivi la nota.")})
    expense_report.audited_at, expense_report.audited_by = at, by
    expense_report.audit_note = note.strip()
    expense_report.save(update_fields=["audited_at", "audited_by", "audit_note"])
    return expense_report
