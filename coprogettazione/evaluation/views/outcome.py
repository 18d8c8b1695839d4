# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What comes out: the ranking for the offices, the own points for who applied."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.applications.models import Application
from coprogettazione.calls.lifecycle import AT_THE_TABLE
from coprogettazione.calls.models import ScoringMode, SelectionMode
from coprogettazione.documents.documents import FORMATS
from coprogettazione.evaluation.models import Draw, ScoreSheet
from coprogettazione.evaluation.queries import (
    above_threshold,
    admissions,
    committee_of,
    counting_sheets,
    how_points_are_made,
    nobody_sits,
    ranking,
    rankings,
    reserves,
    scores_sheet,
)
from coprogettazione.evaluation.views.pages import bar_of, demand, the_call
from coprogettazione.records.rights import may


@login_required
def ranking_page(request: HttpRequest, code: str) -> HttpResponse:
    """The ranking, how equal points were parted, what was decided, the next step."""
    at = timezone.now()
    call = the_call(code)
    open_table = call.selection_mode == SelectionMode.OPEN_TABLE
    demand(request.user, "read_committee" if open_table else "read_ranking", call, at)
    body = committee_of(call)
    decided = {a.application_id: a for a in admissions(call)}
    ranked = list(ranking(call))
    groups = [
        (
            terms,
            [
                (
                    row,
                    row.application.label,
                    decided.get(row.application_id),
                    [(c.code, Decimal(row.by_criterion.get(c.code, "0"))) for c in terms.criteria],
                )
                for row in rows
            ],
        )
        for terms, rows in rankings(ranked, call)
    ]
    after = call.state in AT_THE_TABLE
    anybody = not nobody_sits(call) if after else open_table or above_threshold(call).exists()
    placed = {row.application_id for row in ranked}
    return render(
        request,
        "evaluation/ranking.html",
        {
            "call": call,
            "committee": body,
            "groups": groups if ranked else [],
            "how": how_points_are_made(call),
            "others": [(a, a.application.label) for a in decided.values() if a.application_id not in placed],
            "draw": Draw.objects.filter(committee=body).first(),
            "may_admit": anybody and not decided and bool(may(request.user, "admit_applications", call, at)),
            "may_end": not anybody and bool(may(request.user, "declare_all_excluded", call, at)),
            "may_scroll": reserves(call).exists() and bool(may(request.user, "scroll_ranking", call, at)),
            **bar_of(request.user, call),
        },
    )


@login_required
def scores(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Every point of the ranking as a spreadsheet, for whoever reads the ranking."""
    call = the_call(code)
    demand(request.user, "read_ranking", call, timezone.now())
    body = committee_of(call)
    if form not in FORMATS or body is None:
        raise Http404
    media_type, write = FORMATS[form]
    title = _("Punteggi, %(code)s") % {"code": call.code}
    response = HttpResponse(
        write(title, [scores_sheet(call, counting_sheets(body))]), content_type=media_type
    )
    response["Content-Disposition"] = f'attachment; filename="punteggi-{call.code.lower()}.{form}"'
    return response


@login_required
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """The own outcome, with points and reasons of every member (after D6)."""
    at = timezone.now()
    application = get_object_or_404(
        Application.objects.select_related("call__lead_authority", "lead").prefetch_related(
            "members__organisation"
        ),
        pk=pk,
    )
    demand(request.user, "read_outcome", application, at)
    sheets = list(
        ScoreSheet.objects.counting()
        .filter(application=application, closed_at__isnull=False)
        .select_related("seat__user")
        .prefetch_related("scores__criterion")
        .order_by("seat__position", "seat_id")
    )
    return render(
        request,
        "evaluation/outcome.html",
        {
            "call": application.call,
            "application": application,
            "title": application.label,
            "admission": application.admission,
            "row": ranking(application.call).filter(application=application).first(),
            "sheets": sheets,
            "together": application.call.scoring_mode == ScoringMode.COLLEGIAL,
        },
    )
