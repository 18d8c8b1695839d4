# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The acts as pages: the same facts as their PDF, from the same template. The public page knows public facts only."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coprogettazione.documents.models import Paper
from coprogettazione.documents.services import page_of, public_page_of
from coprogettazione.documents.views.handing import let_in


@require_safe
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """A published act, for everybody: what its public copy says, and where its PDF and fingerprint are."""
    papers = Paper.objects.filter(published_at__isnull=False).select_related("public_file", "body")
    paper = get_object_or_404(papers.defer("data"), pk=pk)
    context = {
        "paper": paper,
        "file": paper.public_file,
        "act": public_page_of(paper),
        "base": "base_public.html",
        "crumbs": [{"title": _("Home"), "url": "/"}, {"title": paper.title, "url": request.path}],
    }
    return render(request, "documents/act.html", context)


@require_safe
@login_required
def whole_act(request: HttpRequest, pk: int) -> HttpResponse:
    """An act of the dossier with all that it says, for who may read its PDF; the reading is entered likewise."""
    paper = get_object_or_404(Paper.objects.select_related("file__scan", "body"), pk=pk)
    let_in(request, paper.file)
    context = {
        "paper": paper,
        "file": paper.file,
        "act": page_of(paper),
        "base": "base_work.html",
        "crumbs": [{"title": paper.title, "url": request.path}],
    }
    response = render(request, "documents/act.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
