# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public addresses that are not pages of the editors: search, opinions, the serving of pages itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.views import serve as wagtail_serve

from coprogettazione.records.forms import typed
from home.facts.search import search
from home.forms import FaultForm, OpinionForm
from home.keeping import kept
from home.models import PageOpinion
from home.models.district import remember_site


@kept
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page of Wagtail's tree."""
    return wagtail_serve(request, path)


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything public in which the words occur, in Italian: calls, agreements, pages, organisations."""
    remember_site(request)
    words = request.GET.get("q", "").strip()[:200]
    return render(
        request,
        "home/search_page.html",
        {
            "query": words,
            "found": search(words, request.GET.get("pagina")) if words else None,
            "crumbs": [{"title": _("Home"), "url": "/"}, {"title": _("Cerca"), "url": "/cerca/"}],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest) -> HttpResponse:
    """Is this page clear? The answer is kept only when it is sent, never by following a link."""
    page = request.GET.get("pagina", "/")[:300]
    if not page.startswith("/") or page.startswith("//"):
        page = "/"
    clear = request.GET.get("chiara") == "si"
    form = OpinionForm(typed(request))
    if request.method == "POST":
        said = PageOpinion(page=page, at=timezone.now())
        if clear:
            said.kind = PageOpinion.Kind.CLEAR
            said.save()
            return redirect("thanks")
        form.instance = said
        said.kind = PageOpinion.Kind.UNCLEAR
        if form.is_valid():
            form.save()
            return redirect("thanks")
    return render(request, "home/opinion.html", {"form": form, "about": page, "clear": clear})


@require_http_methods(["GET", "HEAD", "POST"])
def fault(request: HttpRequest) -> HttpResponse:
    """A problem of the site, told to the office."""
    form = FaultForm(
        typed(request),
        instance=PageOpinion(kind=PageOpinion.Kind.FAULT, at=timezone.now()),
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("thanks")
    return render(request, "home/fault.html", {"form": form})


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What was sent has arrived, and what happens with it."""
    return render(request, "home/thanks.html")
