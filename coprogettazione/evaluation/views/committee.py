# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The committee's pages: where the work stands, the declaration, the draw, the closing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.calls.models import CallState, ScoringMode
from coprogettazione.evaluation.forms import (
    CloseEvaluationForm,
    DeclareConflictsForm,
    HoldDrawForm,
    OpenEvaluationForm,
)
from coprogettazione.evaluation.models import CommitteeSeat, Draw
from coprogettazione.evaluation.queries import (
    applicants_of,
    committee_of,
    is_tainted,
    needs_draw,
    open_session,
    outcome_of,
    overview,
    seats_of,
    still_to_approve,
    unnamed_by,
    what_blocks_opening,
)
from coprogettazione.evaluation.rules import seat_of
from coprogettazione.evaluation.views.pages import bar_of, deed_page, demand, the_call
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.refusals import WrongState
from coprogettazione.records.rights import may


@login_required
def my_committees(request: HttpRequest) -> HttpResponse:
    """The committees in which the person sits; straight there when it is one."""
    seats = list(
        CommitteeSeat.objects.at_work()
        .filter(user=signed_in(request.user))
        .select_related("committee__call")
        .order_by("-since")
    )
    if len(seats) == 1:
        return redirect("evaluation:committee", code=seats[0].committee.call.code)
    return render(request, "evaluation/mine.html", {"seats": seats})


@login_required
def committee(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits, who declared, how far each sheet is, what is next."""
    at = timezone.now()
    call = the_call(code)
    demand(request.user, "read_committee", call, at)
    body = committee_of(call)
    bar = bar_of(request.user, call)
    own = bar["seat"]
    again = unnamed_by(call, [own]).get(own.pk, []) if own and own.has_conflict is False else []
    # Who has still to declare sees the names that the declaration asks about, and nothing more.
    silent = own is not None and (own.has_conflict is not False or bool(again))
    lines = overview(body) if body and body.opened_at and not silent else []
    mine = {
        sheet.application_id: sheet
        for line in lines
        for sheet in line.sheets
        if own and sheet.seat_id == own.pk
    }
    still_open = [sheet for line in lines for sheet in line.sheets if sheet.closed_at is None]
    draw_due = bool(
        body
        and lines
        and not still_open
        and body.closed_at is None
        and not Draw.objects.filter(committee=body).exists()
        and needs_draw(call, outcome_of(body))
    )
    together = call.scoring_mode == ScoringMode.COLLEGIAL
    session = open_session(body) if body and body.closed_at is None else None
    in_conflict = [str(s.user) for s in seats_of(body) if s.has_conflict] if body else []
    tainted = body is not None and bool(in_conflict) and is_tainted(body)
    return render(
        request,
        "evaluation/committee.html",
        {
            "call": call,
            "committee": body,
            "seats": seats_of(body) if body else [],
            "past_seats": [s for s in body.seats.all() if s.ended_at] if body else [],
            "lines": [(line, mine.get(line.application.pk)) for line in lines],
            "still_open": len(still_open),
            "missing": what_blocks_opening(body) if body and call.state == CallState.COMMITTEE else [],
            "draw_due": draw_due,
            "again": again,
            "again_names": [organisation.known_as for organisation in again],
            "together": together,
            "session": session,
            "to_approve": still_to_approve(body) if body and body.closed_at is None else [],
            "superseded": list(call.committees.filter(ended_at__isnull=False).order_by("ended_at")),
            "in_conflict": in_conflict,
            "tainted": tainted,
            "may_appoint_again": tainted and bool(may(request.user, "appoint_committee", call, at)),
            "may_start": session is None and bool(may(request.user, "start_committee_session", call, at)),
            "may_appoint": body is None and bool(may(request.user, "appoint_committee", call, at)),
            "may_replace": bool(
                body and body.closed_at is None and request.user.pk == call.executive_officer_id
            ),
            "may_close": bool(
                body and own and own.is_president and may(request.user, "close_evaluation", call, at)
            ),
            "may_open": bool(may(request.user, "open_evaluation", call, at)),
            "may_admit": bool(body and body.closed_at and may(request.user, "admit_applications", call, at)),
            "may_read_ranking": bool(body and body.closed_at and may(request.user, "read_ranking", call, at)),
            **bar,
        },
    )


@login_required
def declare(request: HttpRequest, code: str) -> HttpResponse:
    """The declaration on conflicts, with every applicant's name in sight."""
    at = timezone.now()
    call = the_call(code)
    demand(request.user, "read_committee", call, at)
    seat = seat_of(request.user, call)
    if seat is None:
        raise WrongState(_("Non fai parte della commissione di questo avviso."))
    return deed_page(
        request,
        DeclareConflictsForm,
        call=call,
        subject=seat,
        at=at,
        after=reverse("evaluation:committee", args=[code]),
        template="evaluation/declare.html",
        applicants=applicants_of(call),
        last=seat.declarations.first(),
    )


@login_required
def open_evaluation(request: HttpRequest, code: str) -> HttpResponse:
    """The president opens the evaluation."""
    call = the_call(code)
    return deed_page(
        request,
        OpenEvaluationForm,
        call=call,
        subject=call,
        at=timezone.now(),
        after=reverse("evaluation:committee", args=[code]),
    )


@login_required
def draw(request: HttpRequest, code: str) -> HttpResponse:
    """The public draw: who is tied, what the platform has committed to, the seed of the witnesses."""
    at = timezone.now()
    call = the_call(code)
    demand(request.user, "hold_draw", call, at)
    body = committee_of(call)
    tied: list[list[str]] = []
    if body is not None and not any(s.closed_at is None for line in overview(body) for s in line.sheets):
        titles = {line.application.pk: line.application.label for line in overview(body)}
        tied = [[titles[pk] for pk in group] for group in outcome_of(body).tied]
    return deed_page(
        request,
        HoldDrawForm,
        call=call,
        subject=call,
        at=at,
        after=reverse("evaluation:committee", args=[code]),
        template="evaluation/draw.html",
        committee=body,
        tied=tied,
    )


@login_required
def close(request: HttpRequest, code: str) -> HttpResponse:
    """The president closes the committee's work."""
    call = the_call(code)
    return deed_page(
        request,
        CloseEvaluationForm,
        call=call,
        subject=call,
        at=timezone.now(),
        after=reverse("evaluation:ranking", args=[code]),
    )
