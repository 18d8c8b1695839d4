# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public draw of a call: how it was held, and the file with which anybody holds it again."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coprogettazione.evaluation.models import Draw
from coprogettazione.evaluation.queries import draw_document
from home.facts.calls import draws_of, published_calls
from home.models.district import remember_site


def _draw(code: str) -> Draw:
    """The draw of a published call, or 404."""
    call = get_object_or_404(published_calls(), code=code)
    return get_object_or_404(draws_of(call).select_related("committee__call__page"))


@require_safe
def call_draw(request: HttpRequest, code: str) -> HttpResponse:
    """The draw told to a person: what was sealed, what was called, the order, how to do it again."""
    remember_site(request)
    draw = _draw(code)
    call = draw.committee.call
    return render(
        request,
        "home/draw.html",
        {
            "call": call,
            "draw": draw,
            "committee": draw.committee,
            "crumbs": [
                {"title": _("Home"), "url": "/"},
                {"title": call.title, "url": call.page.address},
                {"title": _("Il sorteggio"), "url": request.path},
            ],
        },
    )


@require_safe
def call_draw_json(request: HttpRequest, code: str) -> HttpResponse:
    """The draw as data (docs/draw.md says what each part is)."""
    response = JsonResponse(
        draw_document(_draw(code)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="sorteggio-{code}.json"'
    return response
