# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page on equal treatment, its table and its printed form."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coprogettazione.documents.documents import FORMATS
from coprogettazione.evaluation.documents.treatment import told_to, treatment_pdf, treatment_sheet
from coprogettazione.evaluation.queries.treatment import openings_of, own_bodies, treatment_of
from coprogettazione.evaluation.rules.treatment import offices
from coprogettazione.evaluation.views.pages import bar_of, demand, the_call
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.public.models import PublicLine
from coprogettazione.records.public.proofs import opening_of

PER_PAGE = 50


@require_safe
@login_required
def treatment(request: HttpRequest, code: str) -> HttpResponse:
    """Terms, messages, questions, openings: the openings a page at a time."""
    at, call = timezone.now(), the_call(code)
    demand(request.user, "read_equal_treatment", call, at)
    user = signed_in(request.user)
    every = bool(offices.check(user, call, at))
    report = treatment_of(call, at, own=() if every else own_bodies(user, at))
    page = Paginator(openings_of(call, user, at, every=every), PER_PAGE).get_page(request.GET.get("pagina"))
    context: dict[str, Any] = {
        "call": call,
        "at": at,
        "every": every,
        "report": report,
        "notices": [(notice, told_to(notice)) for notice in report.notices],
        "page_obj": page,
        **bar_of(request.user, call),
    }
    return render(request, "evaluation/treatment.html", context)


@require_safe
@login_required
def treatment_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The whole report as PDF, ODS, XLSX or CSV."""
    at, call = timezone.now(), the_call(code)
    demand(request.user, "read_equal_treatment", call, at)
    user = signed_in(request.user)
    every = bool(offices.check(user, call, at))
    report = treatment_of(call, at, own=() if every else own_bodies(user, at))
    openings = openings_of(call, user, at, every=every)
    if form == "pdf":
        content, media_type = (
            treatment_pdf(call, report, openings, partial=not every, at=at),
            "application/pdf",
        )
    elif form in FORMATS:
        media_type, write = FORMATS[form]
        title = _("Parità di trattamento %(code)s") % {"code": call.code}
        content = write(title, [treatment_sheet(call, report, openings)])
    else:
        raise Http404
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="parita-{call.code.lower()}.{form}"'
    return response


@require_safe
@login_required
def opening_proof(request: HttpRequest, code: str, seq: int) -> HttpResponse:
    """What proves to a third person that an opening of the report is that line of the public register."""
    at, call = timezone.now(), the_call(code)
    demand(request.user, "read_equal_treatment", call, at)
    user = signed_in(request.user)
    told = openings_of(call, user, at, every=bool(offices.check(user, call, at)))
    line = get_object_or_404(PublicLine.objects.select_related("entry"), entry__in=told, seq=seq)
    response = JsonResponse(opening_of(line), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="voce-{seq}.json"'
    response["Cache-Control"] = "private, no-store"
    return response
