# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member's score sheet: one page for each criterion, saved while one types; read-only once closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Criterion, ScoringMode, SheetsShown
from coprogettazione.evaluation.forms import (
    CloseScoreSheetForm,
    ScoreCriterionForm,
    ScoreDraftForm,
    TakePositionForm,
)
from coprogettazione.evaluation.models import Score, ScoreDraft, ScoreSheet
from coprogettazione.evaluation.queries import (
    committee_of,
    counting_sheets,
    requirements_of,
    same_reasons,
    why_it_cannot_score,
)
from coprogettazione.evaluation.services import save_score_draft
from coprogettazione.evaluation.views.pages import bar_of, deed_page, demand
from coprogettazione.records.forms import typed
from coprogettazione.records.refusals import Refusal
from coprogettazione.records.rights import may
from coprogettazione.wording import clock


@dataclass(frozen=True)
class Tab:
    """A criterion in the row of tabs, with the points already given."""

    criterion: Criterion
    score: Score | None
    url: str
    current: bool


@dataclass(frozen=True)
class Standing:
    """How far a sheet is: points so far, out of the maximum of the criteria already scored, and what is
    missing.
    """

    points: Decimal
    out_of: Decimal
    missing: list[str]


#: A criterion, its score, the other applications that have the very same reason.
Line = tuple[Criterion, Score | None, list[Application]]


def _sheet(pk: int) -> ScoreSheet:
    return get_object_or_404(
        ScoreSheet.objects.select_related(
            "seat__user", "seat__committee__call__lead_authority", "application__lead"
        ).prefetch_related("application__members__organisation"),
        pk=pk,
    )


def _standing(criteria: Sequence[Criterion], scores: dict[int, Score]) -> Standing:
    return Standing(
        sum((s.points for s in scores.values()), Decimal(0)),
        sum((c.max_points for c in criteria if c.pk in scores), Decimal(0)),
        [c.code for c in criteria if c.pk not in scores],
    )


def _page(sheet: ScoreSheet, user: Any, at: datetime) -> dict[str, Any]:
    """What every page of a sheet shows: title, place among the applications, own total, others' state,
    requirements.
    """
    call = sheet.case_file
    committee = committee_of(call)
    sheets = list(counting_sheets(committee)) if committee else []
    order = list(dict.fromkeys(s.application_id for s in sheets))
    same = [s for s in sheets if s.application_id == sheet.application_id]
    terms = sheet.application.terms
    criteria = list(terms.criteria)
    scores = {score.criterion_id: score for score in sheet.scores.all()}
    repeated = same_reasons(sheet) if sheet.seat.user_id == user.pk else {}
    together = call.scoring_mode == ScoringMode.COLLEGIAL
    own_closed = any(s.seat.user_id == user.pk and s.closed_at for s in same)
    return {
        "call": call,
        "terms": terms,
        "sheet": sheet,
        "application": sheet.application,
        "title": sheet.application.label,
        "place": order.index(sheet.application_id) + 1 if sheet.application_id in order else 0,
        "places": len(order),
        "criteria": criteria,
        "scores": scores,
        "standing": _standing(criteria, scores),
        "others": [s for s in same if s.pk != sheet.pk],
        "own_closed": own_closed,
        "shown": own_closed
        and (call.sheets_shown == SheetsShown.AFTER_OWN or bool(committee and committee.closed_at)),
        "mine": next((s for s in same if s.seat.user_id == user.pk), None),
        "next_sheet": next(
            (s for s in sheets if s.seat.user_id == user.pk and s.closed_at is None and s.pk != sheet.pk),
            None,
        ),
        "check": requirements_of(sheet.application),
        "repeated": repeated,
        "together": together,
        "cannot": why_it_cannot_score(committee) if together and committee and not sheet.closed_at else "",
        "positions": list(sheet.positions.select_related("seat__user")) if together else [],
        **bar_of(user, call),
    }


@login_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own open sheet goes on from the first criterion without points; any other is read."""
    at = timezone.now()
    row = _sheet(pk)
    demand(request.user, "read_score_sheet", row, at)
    page = _page(row, request.user, at)
    if may(request.user, "score_criterion", row, at):
        missing = page["standing"].missing
        if missing:
            return redirect("evaluation:criterion", pk=pk, letter=missing[0].lower())
        return redirect("evaluation:close_sheet", pk=pk)
    lines: list[Line] = [(c, page["scores"].get(c.pk), []) for c in page["criteria"]]
    asked = page["together"] and not page["mine"] and not page["standing"].missing
    return render(
        request,
        "evaluation/sheet.html",
        {
            **page,
            "lines": lines,
            "may_take_position": asked and bool(may(request.user, "take_position", row, at)),
        },
    )


@login_required
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether one agrees with the sheet of a committee that scores together."""
    at = timezone.now()
    row = _sheet(pk)
    demand(request.user, "take_position", row, at)
    page = _page(row, request.user, at)
    taken = next((p for p in page["positions"] if p.seat.user_id == request.user.pk), None)
    return deed_page(
        request,
        TakePositionForm,
        subject=row,
        at=at,
        after=reverse("evaluation:sheet", args=[pk]),
        template="evaluation/position.html",
        initial={"agrees": "yes" if taken.agrees else "no", "reason": taken.reason} if taken else {},
        lines=[(c, page["scores"].get(c.pk), []) for c in page["criteria"]],
        **{key: value for key, value in page.items() if key not in bar_of(request.user, row.case_file)},
    )


@login_required
def criterion(request: HttpRequest, pk: int, letter: str) -> HttpResponse:
    """A criterion: which description fits, and why."""
    at = timezone.now()
    row = _sheet(pk)
    demand(request.user, "score_criterion", row, at)
    page = _page(row, request.user, at)
    criteria: list[Criterion] = page["criteria"]
    index = next((i for i, c in enumerate(criteria) if c.code.lower() == letter), None)
    if index is None:
        raise Http404
    chosen = criteria[index]
    score: Score | None = page["scores"].get(chosen.pk)
    draft = ScoreDraft.objects.filter(sheet=row, criterion=chosen).first()
    form = ScoreCriterionForm(
        typed(request),
        subject=row,
        by=request.user,
        at=at,
        criterion=chosen,
        initial=_initial(score, draft),
    )
    undone = [c for c in (*criteria[index + 1 :], *criteria[:index]) if c.pk not in page["scores"]]
    following = undone[0] if undone else None
    if request.method == "POST" and form.perform():
        if following is not None:
            return redirect("evaluation:criterion", pk=pk, letter=following.code.lower())
        return redirect("evaluation:sheet", pk=pk)
    selected = str(form["coefficient"].value() or "") if form["coefficient"].value() is not None else ""
    tabs = [
        Tab(
            c,
            page["scores"].get(c.pk),
            reverse("evaluation:criterion", args=[pk, c.code.lower()]),
            c.pk == chosen.pk,
        )
        for c in criteria
    ]
    saved_at = draft.saved_at if draft else score.scored_at if score else None
    return render(
        request,
        "evaluation/criterion.html",
        {
            **page,
            "form": form,
            "criterion": chosen,
            "score": score,
            "levels": [(level, _same(level.coefficient, selected)) for level in form.levels],
            "tabs": tabs,
            "previous": criteria[index - 1] if index else None,
            "following": following,
            "same": page["repeated"].get(chosen.pk, []),
            "typed": draft,
            "saved_at": saved_at,
        },
        status=422 if form.is_bound else 200,
    )


def _initial(score: Score | None, draft: ScoreDraft | None) -> dict[str, Any]:
    if draft is not None:
        return {"coefficient": draft.coefficient, "reason": draft.reason}
    return {"coefficient": score.coefficient, "reason": score.reason} if score else {}


def _same(coefficient: Decimal, selected: str) -> bool:
    try:
        return bool(selected) and Decimal(selected) == coefficient
    except ArithmeticError:
        return False


@login_required
@require_POST
def draft(request: HttpRequest, pk: int, letter: str) -> HttpResponse:
    """Keep what is being typed (autosave)."""
    at = timezone.now()
    row = _sheet(pk)
    chosen = get_object_or_404(Criterion, call=row.case_file, code__iexact=letter)
    form = ScoreDraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"message": " ".join(str(e) for errors in form.errors.values() for e in errors)}, status=422
        )
    try:
        save_score_draft(
            score_sheet=row,
            criterion=chosen,
            coefficient=form.cleaned_data["coefficient"],
            reason=form.cleaned_data["reason"],
            by=request.user,  # type: ignore[arg-type]
            at=at,
        )
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    return JsonResponse({"time": clock(at)})


@login_required
def close_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole sheet once more, then one button."""
    at = timezone.now()
    row = _sheet(pk)
    demand(request.user, "close_score_sheet", row, at)
    page = _page(row, request.user, at)
    return deed_page(
        request,
        CloseScoreSheetForm,
        subject=row,
        at=at,
        after=reverse("evaluation:sheet", args=[pk]),
        template="evaluation/close_sheet.html",
        lines=[(c, page["scores"].get(c.pk), page["repeated"].get(c.pk, [])) for c in page["criteria"]],
        **{key: value for key, value in page.items() if key not in bar_of(request.user, row.case_file)},
    )
