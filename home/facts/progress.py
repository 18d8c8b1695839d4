# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an agreement is going, as the public page tells it: results, milestones, payments."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from coprogettazione.monitoring.models import (
    Indicator,
    IndicatorReading,
    Milestone,
    MilestoneState,
    Payment,
    PaymentKind,
)
from coprogettazione.wording import day, number, percent
from home.drawings import Year, years_drawn
from home.facts.lists import rows

#: The units of an indicator's bar.
WIDTH = 300


@dataclass(frozen=True)
class Result:
    """An indicator with its last value, as the figure and the table say it ("–": not known); places on the bar
    as strings, for the drawing.
    """

    text: str
    value: str
    baseline: str
    expected: str
    target: str
    words: str
    filled: str
    mark: str
    start: str | None


def indicators_of_outer(agreement: str) -> Any:
    """The indicators of the agreement named by an outer reference, each with its last reading."""
    last = IndicatorReading.objects.filter(indicator=OuterRef("pk")).order_by("-period_end", "-pk")
    found = Indicator.objects.filter(agreement=OuterRef(agreement)).order_by("position", "pk")
    return rows(
        found,
        text="text",
        unit="unit",
        baseline=Cast("baseline", CharField()),
        target=Cast("target", CharField()),
        value=Subquery(last.values(v=Cast("value", CharField()))[:1]),
        expected=Subquery(last.values(v=Cast("expected", CharField()))[:1]),
        period_end=Subquery(last.values("period_end")[:1]),
        reported_at=Subquery(last.values("reported_at")[:1]),
    )


def milestones_of_outer(agreement: str) -> Any:
    """The milestones of the agreement named by an outer reference, by their day."""
    found = Milestone.objects.filter(agreement=OuterRef(agreement)).order_by("due", "position", "pk")
    return rows(found, text="text", due="due", state="state", done_on="done_on")


def payments_of_outer(agreement: str) -> Any:
    """The payments of the agreement named by an outer reference, oldest first; sums as text, exact."""
    found = Payment.objects.filter(agreement=OuterRef(agreement)).order_by("ordered_at", "pk")
    return rows(found, kind="kind", amount=Cast("amount", CharField()), act_date="act_date", at="ordered_at")


def late_of_outer(agreement: str) -> Subquery:
    """How many milestones of the agreement named by an outer reference are late."""
    late = Milestone.objects.filter(agreement=OuterRef(agreement), state=MilestoneState.LATE)
    return Subquery(late.order_by().values("agreement").annotate(n=Count("pk")).values("n"))


def results(indicator_rows: list[dict[str, Any]], ends_on: date | None) -> list[Result]:
    """The indicators that have a value, with goal, what was expected by now, and where it began."""
    told = []
    for row in indicator_rows:
        if row["value"] is None:
            continue
        value, target, baseline = Decimal(row["value"]), Decimal(row["target"]), Decimal(row["baseline"])
        per_cent = row["unit"] == "%"
        top = Decimal(100) if per_cent else max(target, value, baseline) * Decimal("1.1")
        told.append(
            Result(
                text=row["text"][:1].upper() + row["text"][1:],
                value=_said(value, per_cent),
                baseline=_said(baseline, per_cent),
                expected=_expected(row, per_cent) or "–",
                target=_said(target, per_cent),
                words=_words(row, target, baseline, per_cent, ends_on),
                filled=_at(value, top),
                mark=_at(target, top),
                start=_at(baseline, top) if baseline else None,
            )
        )
    return told


def read_until(indicator_rows: list[dict[str, Any]]) -> date | None:
    """The last day to which some value refers."""
    days = [date.fromisoformat(row["period_end"]) for row in indicator_rows if row["period_end"]]
    return max(days, default=None)


def updated_at(
    published_at: datetime, indicator_rows: list[dict[str, Any]], payment_rows: list[dict[str, Any]]
) -> datetime:
    """The last time that something of the page changed."""
    instants = [datetime.fromisoformat(row["reported_at"]) for row in indicator_rows if row["reported_at"]]
    instants += [datetime.fromisoformat(row["at"]) for row in payment_rows]
    return max([published_at, *instants])


def _said(value: Decimal, per_cent: bool) -> str:
    return percent(value) if per_cent else number(value)


def _expected(row: dict[str, Any], per_cent: bool) -> str:
    """What was expected by now, whole; empty when nothing was."""
    if row["expected"] is None:
        return ""
    return _said(Decimal(row["expected"]).quantize(Decimal(1)), per_cent)


def _at(value: Decimal, top: Decimal) -> str:
    share = min(max(value / top, Decimal(0)), Decimal(1)) if top else Decimal(0)
    return f"{float(share) * WIDTH:.1f}"


def _words(
    row: dict[str, Any], target: Decimal, baseline: Decimal, per_cent: bool, ends_on: date | None
) -> str:
    goal = _("obiettivo: %(target)s") % {"target": _said(target, per_cent)}
    if ends_on and not per_cent:
        goal = _("%(goal)s entro il %(day)s") % {"goal": goal, "day": day(ends_on)}
    said = [goal]
    if expected := _expected(row, per_cent):
        said.append(_("attese finora: %(n)s") % {"n": expected})
    if baseline:
        said.append(_("prima del progetto: %(n)s") % {"n": _said(baseline, per_cent)})
    return "; ".join(said)


def milestones(milestone_rows: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """The milestones as a path: the first not done is where one is."""
    told: list[dict[str, Any]] = []
    marked = False
    for row in milestone_rows:
        due = date.fromisoformat(row["due"])
        state = ""
        if row["state"] == MilestoneState.DONE:
            state = "done"
            done_on = date.fromisoformat(row["done_on"])
            text = _("Prevista per il %(due)s, fatta il %(done)s.") % {"due": day(due), "done": day(done_on)}
        elif row["state"] == MilestoneState.WAIVED:
            text = _("Non più dovuta.")
        elif row["state"] == MilestoneState.LATE or due < today:
            text = _("Era prevista entro %(due)s: è in ritardo.") % {"due": day(due, weekday=True)}
        else:
            text = _("Entro %(due)s.") % {"due": day(due, weekday=True)}
        if not state and not marked and row["state"] != MilestoneState.WAIVED:
            state, marked = "now", True
        told.append({"title": row["text"][:1].upper() + row["text"][1:], "text": text, "state": state})
    return told


def next_milestone(milestone_rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first milestone that is neither done nor waived: what, and by which day."""
    over = (MilestoneState.DONE, MilestoneState.WAIVED)
    row = next((row for row in milestone_rows if row["state"] not in over), None)
    if row is None:
        return None
    return {"title": row["text"][:1].upper() + row["text"][1:], "due": date.fromisoformat(row["due"])}


def late_count(milestone_rows: list[dict[str, Any]]) -> int:
    """How many milestones are late."""
    return sum(row["state"] == MilestoneState.LATE for row in milestone_rows)


def paid(payment_rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What was paid so far, net of what came back, and the last payment; None before the first."""
    if not payment_rows:
        return None
    last = payment_rows[-1]
    return {
        "total": sum((_net(row) for row in payment_rows), Decimal(0)),
        "kind": str(dict(PaymentKind.choices)[last["kind"]]),
        "on": date.fromisoformat(last["act_date"]),
    }


def _net(row: dict[str, Any]) -> Decimal:
    amount = Decimal(row["amount"])
    return -amount if row["kind"] == PaymentKind.RECOVERY else amount


def by_year(commitment: list[dict[str, Any]], payment_rows: list[dict[str, Any]]) -> list[Year]:
    """The public money by year: what the budget set aside, and what was paid by the day of its act."""
    given: dict[int, Decimal] = {}
    paid_in: dict[int, Decimal] = {}
    for row in commitment:
        if year := int(row.get("year") or 0):
            given[year] = given.get(year, Decimal(0)) + Decimal(str(row["amount"]))
    if not given:
        return []
    for row in payment_rows:
        year = date.fromisoformat(row["act_date"]).year
        paid_in[year] = paid_in.get(year, Decimal(0)) + _net(row)
    years = sorted({*given, *paid_in})
    return years_drawn([(n, given.get(n, Decimal(0)), paid_in.get(n, Decimal(0))) for n in years])
