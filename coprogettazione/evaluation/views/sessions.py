# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sessions of the committee: the list, opening one, ending it, approving its minutes."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.forms import ApproveMinutesForm, EndSessionForm, StartSessionForm
from coprogettazione.evaluation.models import CommitteeSession
from coprogettazione.evaluation.queries import committee_of, sessions_of, waited_for
from coprogettazione.evaluation.views.pages import bar_of, deed_page, demand, the_call
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.rights import may


@dataclass(frozen=True)
class SessionLine:
    """A session on the page: who was there, what was done, whether one's approval is waited for."""

    session: CommitteeSession
    present: list[str]
    absent: list[str]
    waiting: list[str]
    done: list[dict[str, object]]
    approve: bool
    paper: Paper | None


def _lines(request: HttpRequest, rows: list[CommitteeSession]) -> list[SessionLine]:
    me = signed_in(request.user)
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
        waiting = waited_for(row) if row.ended_at else []
        lines.append(
            SessionLine(
                session=row,
                present=[str(p.seat.user) for p in there],
                absent=[str(p.seat.user) for p in presences if not p.present],
                waiting=[str(p.seat.user) for p in waiting],
                done=[{**d, "at": datetime.fromisoformat(d["at"])} for d in row.done],
                approve=any(p.seat.user_id == me.pk for p in waiting),
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
    return render(
        request,
        "evaluation/sessions.html",
        {
            "call": call,
            "lines": _lines(request, rows),
            "last": Paper.objects.filter(
                kind=PaperKind.MINUTES, about_kind="committee", about_id=body.pk if body else 0
            )
            .select_related("file")
            .first(),
            "may_start": held is None and bool(may(request.user, "start_committee_session", call, at)),
            "may_end": held is not None and bool(may(request.user, "end_committee_session", held, at)),
            **bar_of(request.user, call),
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


@login_required
def approve_session(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The minutes as they will be, then one's approval."""
    session = _session(code, pk)
    lines = _lines(request, [session])
    return deed_page(
        request,
        ApproveMinutesForm,
        call=the_call(code),
        subject=session,
        at=timezone.now(),
        after=reverse("evaluation:sessions", args=[code]),
        template="evaluation/approve_session.html",
        line=lines[0],
    )
