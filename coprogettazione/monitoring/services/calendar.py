# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When to report: the calendar of the expense reports of an agreement."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.queries import last_day
from coprogettazione.calls.models import Parameter
from coprogettazione.calls.queries import parameter_of
from coprogettazione.monitoring.models import ExpenseReport, ReportState
from coprogettazione.records.refusals import Invalid

MONTHS = 6


def set_report_calendar(agreement: Agreement, reports: list[dict[str, Any]] | None) -> None:
    """Make the reports that will be presented; those with expenses or already presented stay as they are."""
    rows = _typed(agreement, reports) if reports else _every_half_year(agreement)
    _check(agreement, rows)
    taken = {report.number: report for report in agreement.expense_reports.all()}
    for number, facts in enumerate(rows, start=1):
        known = taken.pop(number, None)
        if known is None:
            ExpenseReport.objects.create(agreement=agreement, number=number, final=False, **facts)
        elif any(getattr(known, name) != value for name, value in facts.items()):
            if known.state != ReportState.DRAFT or known.expenses.exists():
                raise Invalid(
                    gettext("Il rendiconto n. %(n)s è già cominciato: le sue date non si cambiano.")
                    % {"n": number},
                    fields={"reports": _("Lascia i rendiconti già cominciati.")},
                )
            for name, value in facts.items():
                setattr(known, name, value)
            known.save(update_fields=list(facts))
    for report in taken.values():
        if report.state != ReportState.DRAFT or report.expenses.exists():
            raise Invalid(
                gettext("Il rendiconto n. %(n)s è già cominciato: non si toglie.") % {"n": report.number},
                fields={"reports": _("Lascia i rendiconti già cominciati.")},
            )
        report.delete()
    agreement.expense_reports.exclude(number=len(rows)).update(final=False)
    agreement.expense_reports.filter(number=len(rows)).update(final=True)


def _typed(agreement: Agreement, reports: list[dict[str, Any]]) -> list[dict[str, date]]:
    rows = []
    for place, report in enumerate(reports, start=1):
        try:
            days = {
                name: value if isinstance(value, date) else date.fromisoformat(str(value))
                for name, value in (
                    ("period_from", report["period_from"]),
                    ("period_to", report["period_to"]),
                    ("due_on", report["due"]),
                )
            }
        except (KeyError, ValueError):
            raise Invalid(
                gettext("Rendiconto %(n)s: servono inizio e fine del periodo e il termine.") % {"n": place},
                fields={"reports": _("Scrivi tre giorni per ogni rendiconto.")},
            ) from None
        rows.append(days)
    return rows


def _every_half_year(agreement: Agreement) -> list[dict[str, date]]:
    starts_on, ends_on = agreement.starts_on, agreement.ends_on
    assert starts_on is not None
    assert ends_on is not None
    days = parameter_of(agreement.the_call, Parameter.REPORT_DAYS, starts_on)
    rows = []
    begin, months = starts_on, MONTHS
    while begin <= ends_on:
        end = min(last_day(starts_on, months), ends_on)
        rows.append({"period_from": begin, "period_to": end, "due_on": end + timedelta(days=days)})
        begin, months = end + timedelta(days=1), months + MONTHS
    return rows


def _check(agreement: Agreement, rows: list[dict[str, date]]) -> None:
    """One after the other, without holes, from the first day of the activities to the last."""
    previous: date | None = None
    for place, row in enumerate(rows, start=1):
        if row["period_to"] < row["period_from"] or row["due_on"] < row["period_to"]:
            raise Invalid(
                gettext("Rendiconto %(n)s: il periodo finisce dopo l’inizio e il termine viene dopo.")
                % {"n": place},
                fields={"reports": _("Controlla le tre date.")},
            )
        expected = agreement.starts_on if previous is None else previous + timedelta(days=1)
        if row["period_from"] != expected:
            raise Invalid(
                gettext("Rendiconto %(n)s: i periodi si seguono senza buchi dall’inizio delle attività.")
                % {"n": place},
                fields={"reports": _("Ogni periodo comincia il giorno dopo la fine del precedente.")},
            )
        previous = row["period_to"]
    if previous != agreement.ends_on:
        raise Invalid(
            _("L’ultimo rendiconto arriva fino alla fine delle attività."),
            fields={"reports": _("Allunga l’ultimo periodo fino alla fine delle attività.")},
        )
