# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sessions of the committee: the list, opening one, ending it, what each says of its minutes."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import draft_of
from coprogettazione.documents.views import as_file
from coprogettazione.evaluation.documents import issue_session_minutes
from coprogettazione.evaluation.forms import (
    ApproveMinutesForm,
    CloseMinutesForm,
    DissentFromMinutesForm,
    EndSessionForm,
    StartSessionForm,
)
from coprogettazione.evaluation.models import CommitteePresence, CommitteeSession
from coprogettazione.evaluation.queries import (
    approving,
    committee_of,
    minutes_wait,
    sessions_of,
    waited_for,
    why_minutes_stay_open,
)
from coprogettazione.evaluation.rules import seat_of
from coprogettazione.evaluation.views.pages import bar_of, deed_page, demand, the_call
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.rights import may


@dataclass(frozen=True)
class SessionLine:
    """A session on the page: who was there, what was done, what each said of the minutes and what one can
    still do. `stays_open` says why who presides cannot close the minutes now.
    """

    session: CommitteeSession
    present: list[str]
    absent: list[str]
    waiting: list[str]
    waits: bool
    approved: list[CommitteePresence]
    dissents: list[CommitteePresence]
    done: list[dict[str, object]]
    approve: bool
    dissent: bool
    close: bool
    stays_open: str
    paper: Paper | None


def _lines(request: HttpRequest, call: Call, rows: list[CommitteeSession], at: datetime) -> list[SessionLine]:
    me = signed_in(request.user)
    seat = seat_of(me, call)
    papers = {
        paper.about_id: paper
        for paper in Paper.objects.filter(
            kind=PaperKind.MINUTES, about_kind="committeesession", about_id__in=[row.pk for row in rows]
        ).select_related("file")
    }
    lines = []
    for row in rows:
        presences = list(row.presences.all())
        there = [p for p in presences if p.present]
        ended = row.ended_at is not None
        waiting = waited_for(row) if ended else []
        waits = ended and minutes_wait(row)
        mine = next((p for p in there if p.seat.user_id == me.pk and p.seat.ended_at is None), None)
        silent = ended and mine is not None and mine.approved_at is None
        stays_open = why_minutes_stay_open(row, at) if waits else ""
        lines.append(
            SessionLine(
                session=row,
                present=[str(p.seat.user) for p in there],
                absent=[str(p.seat.user) for p in presences if not p.present],
                waiting=[str(p.seat.user) for p in waiting],
                waits=waits,
                approved=approving(row),
                dissents=[p for p in there if p.dissented_at is not None],
                done=[{**d, "at": datetime.fromisoformat(d["at"])} for d in row.done],
                approve=silent and row.closed_at is None,
                dissent=silent and mine is not None and mine.dissented_at is None,
                close=waits and not stays_open and seat is not None and seat.is_president,
                stays_open=stays_open,
                paper=papers.get(row.pk),
            )
        )
    return lines


@login_required
def sessions(request: HttpRequest, code: str) -> HttpResponse:
    """All the sessions, the last first."""
    at = timezone.now()
    call = the_call(code)
    demand(request.user, "read_committee", call, at)
    body = committee_of(call)
    rows = list(sessions_of(body).order_by("-number")) if body else []
    held = next((row for row in rows if row.ended_at is None), None)
    bar = bar_of(request.user, call)
    return render(
        request,
        "evaluation/sessions.html",
        {
            "call": call,
            "at": at,
            "lines": _lines(request, call, rows, at),
            "president": bool(bar["seat"] and bar["seat"].is_president),
            "last": Paper.objects.filter(
                kind=PaperKind.MINUTES, about_kind="committee", about_id=body.pk if body else 0
            )
            .select_related("file")
            .first(),
            "may_start": held is None and bool(may(request.user, "start_committee_session", call, at)),
            "may_end": held is not None and bool(may(request.user, "end_committee_session", held, at)),
            **bar,
        },
    )


@login_required
def start_session(request: HttpRequest, code: str) -> HttpResponse:
    """Where, and who is there."""
    call = the_call(code)
    return deed_page(
        request,
        StartSessionForm,
        call=call,
        subject=call,
        at=timezone.now(),
        after=reverse("evaluation:sessions", args=[code]),
    )


def _session(code: str, pk: int) -> CommitteeSession:
    return get_object_or_404(
        CommitteeSession.objects.select_related("committee__call", "started_by"),
        pk=pk,
        committee__call__code=code,
    )


@login_required
def end_session(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What the register does not know, then the end."""
    return deed_page(
        request,
        EndSessionForm,
        call=the_call(code),
        subject=_session(code, pk),
        at=timezone.now(),
        after=reverse("evaluation:sessions", args=[code]),
    )


def _minutes_page(request: HttpRequest, form_class: type[DeedForm], code: str, pk: int) -> HttpResponse:
    at = timezone.now()
    call = the_call(code)
    session = _session(code, pk)
    return deed_page(
        request,
        form_class,
        call=call,
        subject=session,
        at=at,
        after=reverse("evaluation:sessions", args=[code]),
        template="evaluation/approve_session.html",
        line=_lines(request, call, [session], at)[0],
    )


@login_required
def approve_session(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The minutes as they will be, then one's approval."""
    return _minutes_page(request, ApproveMinutesForm, code, pk)


@login_required
def dissent(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The minutes, then why one does not approve them."""
    return _minutes_page(request, DissentFromMinutesForm, code, pk)


@login_required
def close_minutes(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The minutes and who has not approved them, then why who presides closes them."""
    return _minutes_page(request, CloseMinutesForm, code, pk)


@login_required
def minutes_draft(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The minutes of a session as they stand before the last approval, for who has to approve them."""
    session, at = _session(code, pk), timezone.now()
    demand(request.user, "approve_committee_minutes", session, at)
    odt = draft_of(lambda: issue_session_minutes(session, by=signed_in(request.user), at=at))
    return as_file(odt, str(session))
