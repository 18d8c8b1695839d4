# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public addresses that are not pages of the editors: search, opinions, the serving of pages itself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.views import serve as wagtail_serve

from coprogettazione.calls.documents import annexes_of
from coprogettazione.calls.models import Call, CallState
from coprogettazione.calls.queries import law_on
from coprogettazione.records.forms import typed
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from home.forms import FaultForm, OpinionForm
from home.keeping import kept
from home.models import CallPage, PageOpinion
from home.models.district import remember_site
from home.search.pages import asked_context
from home.search.telling import result


@kept
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page of Wagtail's tree."""
    return wagtail_serve(request, path)


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything public that has the words and passes the filters, each thing with the reason why it is there."""
    remember_site(request)
    crumbs = [{"title": _("Home"), "url": "/"}, {"title": _("Cerca"), "url": "/cerca/"}]
    found, context = asked_context(request, timezone.now())
    context["results"] = [result(row, found.words, context["at"]) for row in found.page]
    context["crumbs"] = crumbs
    return render(request, "home/search_page.html", context)


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


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """The legal parameters, regional profiles and CIG regimes that hold today, each with its norm."""
    remember_site(request)
    today = timezone.localdate()
    crumbs = [{"title": _("Home"), "url": "/"}, {"title": _("Parametri di legge"), "url": "/parametri/"}]
    return render(request, "home/law.html", {"law": law_on(today), "today": today, "crumbs": crumbs})


@require_safe
@login_required
def call_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a call as citizens will read it, for who may read the draft: same template, terms as foreseen.

    Nothing is written: what the page would be at publication is said on the rows in memory only.
    """
    remember_site(request)
    at = timezone.now()
    call = get_object_or_404(Call, code=code)
    verdict = may(request.user, "read_call_draft", call, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    page = get_object_or_404(CallPage.read(), call=call)
    if call.published_at is not None:
        return redirect(page.address)
    row = page.call
    row.state = CallState.PUBLISHED
    row.deadline, row.questions_deadline = row.planned_deadline, row.planned_questions_deadline
    context = {**page.get_context(request), "preview": True, "drafts": annexes_of(row)}
    if not context["open"]:
        context["state"] = {"kind": "now", "words": _("Termine da fissare")}
    return render(request, "home/call_page.html", context)
