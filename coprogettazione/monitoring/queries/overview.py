# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an agreement is going, for its pages: figures, milestones, payments, what comes next."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.queries import last_day
from coprogettazione.monitoring.models import (
    ExpenseReport,
    Indicator,
    IndicatorReading,
    Milestone,
    MilestoneState,
    Payment,
    PaymentKind,
    ReportState,
)
from coprogettazione.monitoring.models.plan import FREQUENCY_MONTHS, Frequency
from coprogettazione.monitoring.models.reports import WRITABLE_STATES
from coprogettazione.wording import day as said
from coprogettazione.wording import number

ZERO = Decimal(0)


@dataclass(frozen=True)
class IndicatorFigure:
    """An indicator with its last reading and what the straight line to the target expects on that day."""

    indicator: Indicator
    reading: IndicatorReading | None
    expected: Decimal | None
    next_on: date | None

    @property
    def value(self) -> Decimal | None:
        """The last value; None while nobody read it."""
        return self.reading.value if self.reading else None

    @property
    def value_words(self) -> str:
        """The last value with its unit: "82 %", "64"."""
        if self.value is None:
            return _("non ancora misurato")
        unit = self.indicator.unit
        return f"{number(self.value)}\u00a0{unit}" if unit not in ("n", "n.", "") else number(self.value)

    @property
    def top(self) -> Decimal:
        """The end of the bar: a tenth beyond the highest of target, value and baseline."""
        highest = max(self.indicator.target, self.indicator.baseline, self.value or ZERO)
        return highest * Decimal("1.1") if highest > 0 else Decimal(1)

    @property
    def on_course(self) -> bool | None:
        """Whether the last value is as good as expected (the target may be below the baseline)."""
        if self.value is None or self.expected is None:
            return None
        falling = self.indicator.target < self.indicator.baseline
        return self.value <= self.expected if falling else self.value >= self.expected


@dataclass(frozen=True)
class MilestoneWords:
    """A milestone as it is told: its state in a word of the path, a sentence."""

    milestone: Milestone
    state: str
    text: str

    @property
    def title(self) -> str:
        """What it is."""
        return self.milestone.text


@dataclass(frozen=True)
class Monitoring:
    """How an agreement is going, on a day. Euro."""

    agreement: Agreement
    indicators: list[IndicatorFigure]
    milestones: list[MilestoneWords]
    payments: list[Payment]
    reports: list[ExpenseReport]
    measured_on: date | None
    next_reading_on: date | None

    @property
    def paid(self) -> Decimal:
        """What was paid, less what came back."""
        minus = {PaymentKind.RECOVERY: -1}
        return sum((p.amount * minus.get(PaymentKind(p.kind), 1) for p in self.payments), ZERO)

    @property
    def late(self) -> list[MilestoneWords]:
        """The milestones that are late."""
        return [m for m in self.milestones if m.state == "late"]

    @property
    def next_report(self) -> ExpenseReport | None:
        """The next report to be presented."""
        return next((r for r in self.reports if r.state in WRITABLE_STATES), None)

    @property
    def report_to_check(self) -> ExpenseReport | None:
        """The report that was presented and waits for the office."""
        return next((r for r in self.reports if r.state == ReportState.SUBMITTED), None)

    @property
    def words(self) -> str:
        """How it goes, in a sentence: "In corso, nei tempi"."""
        if self.agreement.terminated_at:
            return _("Risolta prima del termine")
        if self.reports and all(r.state == ReportState.APPROVED for r in self.reports):
            return _("Concluso, rendiconto finale approvato")
        if self.late:
            return (
                _("In corso, con %(n)s tappe in ritardo") % {"n": len(self.late)}
                if len(self.late) > 1
                else _("In corso, con una tappa in ritardo")
            )
        return _("In corso, nei tempi")


def monitoring_for_page(agreement: Agreement, at: datetime | None = None) -> Monitoring:
    """Indicators with their last reading, milestones, payments, reports: six SQL, whatever the rows.

    `at` decides what is late and which milestone comes next; without it, the last thing that was recorded.
    """
    today = timezone.localtime(at).date() if at else None
    readings = Prefetch("readings", queryset=IndicatorReading.objects.order_by("period_end"), to_attr="known")
    figures = []
    for indicator in Indicator.objects.filter(agreement=agreement).prefetch_related(readings):
        indicator.agreement = agreement
        figures.append(_figure(indicator))
    milestones = list(Milestone.objects.filter(agreement=agreement).select_related("owner"))
    measured = [f.reading.period_end for f in figures if f.reading]
    awaited = [f.next_on for f in figures if f.next_on]
    reports = list(ExpenseReport.objects.filter(agreement=agreement).order_by("number"))
    for report in reports:
        report.agreement = agreement
    return Monitoring(
        agreement=agreement,
        indicators=figures,
        milestones=milestone_words(milestones, today),
        payments=list(Payment.objects.filter(agreement=agreement).select_related("payee", "report")),
        reports=reports,
        measured_on=max(measured) if measured else None,
        next_reading_on=min(awaited) if awaited else None,
    )


def _figure(indicator: Indicator) -> IndicatorFigure:
    known: list[IndicatorReading] = indicator.__dict__["known"]
    last = known[-1] if known else None
    return IndicatorFigure(
        indicator,
        last,
        last.expected if last else None,
        next_reading(indicator, last.period_end if last else None),
    )


def next_reading(indicator: Indicator, last: date | None) -> date | None:
    """The end of the next period to be read, never after the end of the activities; None after the last."""
    starts_on, ends_on = indicator.agreement.starts_on, indicator.agreement.ends_on
    if starts_on is None or ends_on is None:
        return None
    months = FREQUENCY_MONTHS[Frequency(indicator.frequency)]
    step = 1
    while True:
        end = min(last_day(starts_on, months * step), ends_on)
        if last is None or end > last:
            return end
        if end == ends_on:
            return None
        step += 1


def milestone_words(milestones: list[Milestone], today: date | None) -> list[MilestoneWords]:
    """Each milestone with its sentence; the first that is still due is where we are now."""
    told = []
    here = True
    for milestone in milestones:
        state, text = _told(milestone, today)
        if state == "" and here:
            state, here = "now", False
        told.append(MilestoneWords(milestone, state, text))
    return told


def _told(milestone: Milestone, today: date | None) -> tuple[str, str]:
    due = said(milestone.due, weekday=True)
    if milestone.state == MilestoneState.DONE and milestone.done_on:
        words = _("Prevista per il %(due)s, fatta il %(done)s.")
        return "done", words % {"due": said(milestone.due), "done": said(milestone.done_on)}
    if milestone.state == MilestoneState.WAIVED:
        return "no", _("Non più dovuta: %(why)s") % {"why": milestone.waiver_reason}
    past = today is not None and today > milestone.due
    if milestone.state == MilestoneState.LATE or past:
        return "late", _("Era prevista entro %(due)s. Non è ancora fatta.") % {"due": due}
    return "", _("Entro %(due)s. A cura di %(who)s.") % {"due": due, "who": milestone.owner.known_as}
