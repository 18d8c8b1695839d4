# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""By when the procedure must be concluded, with the days in which the term stood still (art. 2, l. 241/1990)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from coprogettazione.applications.models import Application, ApplicationState, TermSuspension
from coprogettazione.calls.models import Call, Parameter
from coprogettazione.calls.queries import next_working_day, parameter_of
from coprogettazione.wording import ROME, day, end_of


def with_suspensions(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls read together with the days in which their terms stood still."""
    rows = TermSuspension.objects.filter(call=OuterRef("pk")).order_by("starts_on", "pk")
    said = JSONObject(reason="reason", starts_on="starts_on", until="until", resumes_on="resumes_on")
    return calls.annotate(suspension_rows=ArraySubquery(rows.values(row=said)))


def _read_with(call: Call) -> list[TermSuspension] | None:
    rows = call.__dict__.get("suspension_rows")
    if rows is None:
        return None
    return [
        TermSuspension(
            call=call,
            reason=row["reason"],
            **{n: row[n] and date.fromisoformat(row[n]) for n in ("starts_on", "until", "resumes_on")},
        )
        for row in rows
    ]


@dataclass(frozen=True)
class ConclusionTerm:
    """The term of the procedure, in days that follow the term for the applications.

    `suspended` are the days in which it stood still; while it stands still there is no `due_at`, but the days
    that are `left` from the day on which it runs again, that day included.
    """

    starts_on: date
    days: int
    suspended: int
    due_at: datetime | None
    left: int
    standing: TermSuspension | None
    log: list[TermSuspension]


def conclusion_term(call: Call, at: datetime) -> ConclusionTerm | None:
    """The term as it stands at an instant; None until the call has a term for the applications. One query,
    or none for a call read `with_suspensions`.

    The first day is not counted, an end on a holiday moves on, the term ends with the last second of its day.
    """
    if call.deadline is None:
        return None
    today, starts_on = at.astimezone(ROME).date(), call.deadline.astimezone(ROME).date()
    days = call.conclusion_days or parameter_of(call, Parameter.CONCLUSION_DAYS, today)
    log = _read_with(call)
    if log is None:
        log = list(call.term_suspensions.select_related("suspended_by", "resumed_by"))
    standing = next((row for row in log if row.is_open(today)), None)
    over = [(row.starts_on, row.runs_again_on) for row in log if row is not standing]
    suspended = sum((again - since).days for since, again in over if again is not None)
    last = starts_on + timedelta(days=days + suspended)
    return ConclusionTerm(
        starts_on,
        days,
        suspended,
        None if standing else end_of(next_working_day(last)),
        (last - (standing.starts_on if standing else today)).days + 1,
        standing,
        log,
    )


def cure_days(call: Call, on: date) -> tuple[int, int]:
    """How many days a cure may last, from the least to the most, as the call was published."""
    return (
        parameter_of(call, Parameter.CURE_DAYS_MINIMUM, on),
        parameter_of(call, Parameter.CURE_DAYS_MAXIMUM, on),
    )


def reserve_words(application: Application) -> str:
    """Which event ends the reserve of an application, and by when; empty without a reserve."""
    if application.state != ApplicationState.RESERVED or application.reserve_until is None:
        return ""
    return _("La riserva si scioglie con: %(event)s, entro il %(until)s.") % {
        "event": application.reserve_event,
        "until": day(application.reserve_until),
    }
