# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Presenting: the report of the activities (D11), the report of the expenses (D12)."""

from datetime import date, datetime
from decimal import Decimal

from django.core.files.base import File
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import store_upload
from coprogettazione.documents.services.signatures import check_if_signed
from coprogettazione.monitoring.documents import issue_expense_report, issue_periodic_report
from coprogettazione.monitoring.lifecycle import ExpenseReportLifecycle
from coprogettazione.monitoring.models import Clarification, ExpenseReport, PeriodicReport
from coprogettazione.monitoring.notifications import tell_of_answer, tell_of_submission
from coprogettazione.monitoring.queries import faults_of, lead_of, monitoring_for_page, report_facts
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import AlreadyDone, Invalid

#: Presentations are one at a time: two reports with the same document cannot both pass (rule 4).
_ONE_AT_A_TIME = 5_501_170_004

#: What the legal representative declares with a report (artt. 46–47, d.P.R. 445/2000).
DECLARATIONS = (
    _("le spese sono state sostenute e pagate per il progetto e sono vere;"),
    _("gli stessi documenti non sono rendicontati ad altri per la parte qui imputata;"),
    _("i valori figurativi sono stimati come indicato e non sono stati pagati;"),
    _("gli originali sono conservati e a disposizione per i controlli."),
)


@deed(on="agreement", says=_("ha presentato la relazione periodica"), law=_("convenzione, monitoraggio"))
def submit_periodic_report(
    act: Act,
    *,
    agreement: Agreement,
    period_from: date,
    period_to: date,
    activities: str,
    deviations: str = "",
    next_steps: str = "",
    by: User | None,
    at: datetime,
) -> PeriodicReport:
    """D11: what was done, with indicators and milestones as they stand."""
    assert agreement.starts_on is not None
    today = timezone.localtime(at).date()
    if not agreement.starts_on <= period_from <= period_to <= today:
        raise Invalid(
            _("Il periodo va dall’inizio delle attività fino a oggi."),
            fields={"period_to": _("Scegli un periodo già finito.")},
        )
    if not activities.strip():
        raise Invalid(
            _("Racconta che cosa è stato fatto."),
            fields={"activities": _("Per esempio: la centrale ha risposto a 112 chiamate.")},
        )
    if PeriodicReport.objects.filter(agreement=agreement, period_to=period_to).exists():
        raise AlreadyDone(_("La relazione per questo periodo è già presentata."))
    assert by is not None
    figures = monitoring_for_page(agreement, at)
    report = PeriodicReport.objects.create(
        agreement=agreement,
        organisation=lead_of(agreement),
        period_from=period_from,
        period_to=period_to,
        activities=activities.strip(),
        deviations=deviations.strip(),
        next_steps=next_steps.strip(),
        figures={
            "indicators": [
                {
                    "text": f.indicator.text,
                    "unit": f.indicator.unit,
                    "baseline": str(f.indicator.baseline),
                    "expected": str(f.expected) if f.expected is not None else None,
                    "value": str(f.value) if f.value is not None else None,
                    "target": str(f.indicator.target),
                    "note": f.reading.note if f.reading else "",
                }
                for f in figures.indicators
            ],
            "milestones": [
                {
                    "code": m.milestone.code,
                    "text": m.milestone.text,
                    "due": m.milestone.due.isoformat(),
                    "status": str(m.milestone.get_state_display()),
                    "done_on": m.milestone.done_on.isoformat() if m.milestone.done_on else None,
                }
                for m in figures.milestones
            ],
        },
        submitted_at=at,
        submitted_by=by,
    )
    report.paper = issue_periodic_report(report, by=by, at=at)
    report.save(update_fields=["paper"])
    act.record(paper=report.paper.number, sha256=report.paper.file.sha256)
    return report


@deed(
    on="expense_report",
    says=_("ha presentato il rendiconto delle spese"),
    law=_("art. 12, l. 241/1990; artt. 46–47, d.P.R. 445/2000"),
)
def submit_expense_report(
    act: Act, *, expense_report: ExpenseReport, asked: Decimal, by: User | None, at: datetime
) -> ExpenseReport:
    """D12: every hard rule holds, or the refusal says which does not. After its term it is late."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    today = timezone.localtime(at).date()
    if today < expense_report.period_from:
        raise Invalid(_("Il periodo di questo rendiconto non è ancora cominciato."))
    facts = report_facts(expense_report)
    if not facts.expenses:
        raise Invalid(_("Il rendiconto non ha spese: scrivi almeno una spesa."))
    if asked < 0 or not asked.is_finite():
        raise Invalid(_("Il contributo chiesto è un importo."), fields={"asked": _("Scrivi un importo.")})
    faults = faults_of(facts, asked=asked, today=today)
    if faults:
        words = " ".join(fault.words for fault in faults)
        if len(faults) > 1:
            words = gettext("Mancano %(n)s cose. %(which)s") % {"n": len(faults), "which": words}
        named = {fault.field: fault.words for fault in faults if fault.field in ("asked", "own_money")}
        raise Invalid(words, law=faults[0].law, fields=named if len(named) == len(faults) else {})
    move(
        ExpenseReportLifecycle(expense_report).submit,
        asked=asked,
        admitted=None,
        review_reasons="",
        submitted_at=at,
        submitted_by=by,
    )
    expense_report.expenses.update(admitted=None, cut_reason="")
    declared = [str(words) for words in DECLARATIONS]
    expense_report.paper = issue_expense_report(facts, declared, by=by, at=at)
    expense_report.save(update_fields=["paper"])
    tell_of_submission(expense_report, at)
    act.record(
        paid=facts.paid,
        figurative=facts.valued,
        own_money=expense_report.own_money,
        revenues=expense_report.revenues,
        expenses=len(facts.expenses),
        documents=[e.document.sha256 for e in facts.expenses if e.document],
        late=today > expense_report.due_on,
        paper=expense_report.paper.number,
        sha256=expense_report.paper.file.sha256,
    )
    return expense_report


@deed(on="clarification", says=_("ha risposto alla richiesta di chiarimenti sul rendiconto"))
def answer_clarification(
    act: Act,
    *,
    clarification: Clarification,
    text: str,
    file: File | None = None,
    by: User | None,
    at: datetime,
) -> Clarification:
    """Clarify, within the term; the check goes on."""
    if not text.strip():
        raise Invalid(_("Scrivi il chiarimento."), fields={"text": _("Rispondi a quello che è chiesto.")})
    report = locked(clarification.report)
    if file is not None:
        stored = store_upload(
            file=file,
            kind=FileKind.EVIDENCE,
            by=by,
            at=at,
            owner=lead_of(report.agreement),
            case_file=report.case_file,
        )
        clarification.file = check_if_signed(stored, at=at)
        act.record(sha256=stored.sha256)
    move(ExpenseReportLifecycle(report).answer)
    clarification.answer = text.strip()
    clarification.answered_at, clarification.answered_by = at, by
    clarification.save(update_fields=["answer", "file", "answered_at", "answered_by"])
    tell_of_answer(clarification, at)
    return clarification
