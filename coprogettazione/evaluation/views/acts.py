# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The executive's acts on the evaluation: appointment, replacement, admission, scrolling."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from coprogettazione.calls.models import SelectionMode
from coprogettazione.evaluation.forms import (
    AdmitApplicationsForm,
    AppointCommitteeForm,
    ReplaceMemberForm,
    ScrollRankingForm,
)
from coprogettazione.evaluation.models import CommitteeSeat
from coprogettazione.evaluation.queries import (
    applicants_of,
    committee_of,
    evaluated_applications,
    rankings,
    standing_ranking,
)
from coprogettazione.evaluation.views.pages import deed_page, the_call


@login_required
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    """Three or five people, after the deadline."""
    call = the_call(code)
    return deed_page(
        request,
        AppointCommitteeForm,
        call=call,
        subject=call,
        at=timezone.now(),
        after=reverse("evaluation:committee", args=[code]),
        template="evaluation/appoint.html",
        applicants=applicants_of(call),
    )


@login_required
def replace(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Who takes a seat whose person cannot score."""
    call = the_call(code)
    seat = get_object_or_404(
        CommitteeSeat.objects.select_related("user", "committee__call"), pk=pk, committee__call=call
    )
    return deed_page(
        request,
        ReplaceMemberForm,
        call=call,
        subject=seat,
        at=timezone.now(),
        after=reverse("evaluation:committee", args=[code]),
        leaving=seat,
    )


@login_required
def admit(request: HttpRequest, code: str) -> HttpResponse:
    """D6: what will be decided on each application, then the act."""
    call = the_call(code)
    by_points = call.selection_mode != SelectionMode.OPEN_TABLE
    return deed_page(
        request,
        AdmitApplicationsForm,
        call=call,
        subject=call,
        at=timezone.now(),
        after=reverse("evaluation:ranking", args=[code]),
        template="evaluation/admit.html",
        committee=committee_of(call),
        groups=[
            (terms, [(row, row.application.label) for row in rows])
            for terms, rows in rankings(standing_ranking(call), call)
        ]
        if by_points
        else [],
        admissible=[] if by_points else [a.label for a in evaluated_applications(call)],
    )


@login_required
def scroll(request: HttpRequest, code: str) -> HttpResponse:
    """Who lapses, and that the next takes the place."""
    call = the_call(code)
    return deed_page(
        request,
        ScrollRankingForm,
        call=call,
        subject=call,
        at=timezone.now(),
        after=reverse("evaluation:ranking", args=[code]),
    )
