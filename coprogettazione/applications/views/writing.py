# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages on which an application is written, one for each step."""

import contextlib
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coprogettazione.applications import forms, services
from coprogettazione.applications.models import (
    COMMON_SECTIONS,
    OWN_SECTIONS,
    SectionKind,
)
from coprogettazione.applications.queries import applications_of
from coprogettazione.applications.queries.completeness import OPTIONAL_SECTIONS
from coprogettazione.applications.views.place import Place, is_draft, place, place_errors
from coprogettazione.calls.models import Call
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.forms import typed
from coprogettazione.records.refusals import AlreadyDone, Refusal, Stale
from coprogettazione.records.rights import may
from coprogettazione.wording import clock


def _autosaving(request: HttpRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


def _answer(request: HttpRequest, here: Place, to: str, **more: Any) -> HttpResponse:
    if _autosaving(request):
        return JsonResponse({"time": clock(here.at), **more})
    return redirect(to)


@require_safe
@login_required
def list_applications(request: HttpRequest) -> HttpResponse:
    """The applications of the bodies for which the person works."""
    at = timezone.now()
    context = {"applications": applications_of(request.user, at), "at": at}
    return render(request, "applications/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an application; a second click finds the one already begun."""
    at = timezone.now()
    call = get_object_or_404(
        Call.objects.filter(published_at__isnull=False).select_related("lead_authority"), code=code
    )
    mine = applications_of(request.user, at).filter(call=call)
    form = forms.StartForm(typed(request), subject=call, by=signed_in(request.user), at=at)
    if request.method == "POST" and form.is_valid():
        same = mine.filter(lead=form.cleaned_data["organisation"], lot=form.cleaned_data.get("lot"))
        already = same.exclude(state="WITHDRAWN").first()
        if already is not None:
            return redirect("applications:body", already.pk)
        if form.perform():
            return redirect("applications:body", form.result.pk)
    context = {
        "form": form,
        "call": call,
        "at": at,
        "mine": mine,
        "verdict": may(request.user, "start_application", call, at),
    }
    return render(request, "applications/start.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an application has come to: its check page while it is written, its outcome afterwards."""
    here = place(request, pk)
    return redirect("applications:check" if is_draft(here.application) else "applications:done", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 1: what a body says of itself."""
    here = place(request, pk)
    me = here.me
    initial = {
        "site": here.draft.text(me.organisation_id, SectionKind.SITE),
        "title": me.title,
        "operators": me.operators,
        "volunteers": me.volunteers,
    }
    form = forms.BodyForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _save_body(here, form)
        except Refusal as refusal:
            if _autosaving(request):
                return JsonResponse({"message": str(refusal)}, status=422)
            form.add_error(None, str(refusal))
        else:
            return _answer(request, here, here.address("gruppo"))
    if _autosaving(request):
        return JsonResponse({"message": _first_error(form)}, status=422)
    return render(request, "applications/body.html", here.context("ente", form=form), status=_status(form))


def _save_body(here: Place, form: forms.BodyForm) -> None:
    common: dict[str, Any] = {
        "application": here.application,
        "organisation": here.me.organisation,
        "by": here.request.user,
        "at": here.at,
    }
    services.save_section(kind=SectionKind.SITE, text=form.cleaned_data["site"], **common)
    services.save_member(
        title=form.cleaned_data["title"],
        operators=form.cleaned_data["operators"],
        volunteers=form.cleaned_data["volunteers"],
        **common,
    )


def _first_error(form: Any) -> str:
    return next((str(error) for errors in form.errors.values() for error in errors), "")


def _status(form: Any) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 2: who is in the group, with which share."""
    here = place(request, pk)
    initial = [
        {"codice_fiscale": m.organisation.codice_fiscale, "role": m.role, "share": m.share}
        for m in here.draft.members
    ]
    data = typed(request)
    form = forms.PartnershipForm(data, initial={"form": here.application.form})
    rows = forms.GroupFormSet(data, initial=initial, prefix="members")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        kept = [r for r in rows.forms if r.cleaned_data and not r.cleaned_data.get("DELETE")]
        members = [
            {
                "codice_fiscale": r.cleaned_data["codice_fiscale"],
                "role": r.cleaned_data["role"],
                "share": r.cleaned_data["share"],
            }
            for r in kept
        ]
        try:
            services.set_partnership(
                application=here.application,
                form=form.cleaned_data["form"],
                members=members,
                by=signed_in(request.user),
                at=here.at,
            )
        except Refusal as refusal:
            place_errors(refusal, form, kept, "members")
        else:
            return redirect(here.address("gruppo"))
    context = here.context(
        "gruppo",
        form=form,
        rows=rows,
        sets=bool(may(request.user, "set_partnership", here.application, here.at)),
    )
    return render(request, "applications/group.html", context, status=_status(form))


@require_POST
@login_required
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """The legal representative commits its body to the group."""
    here = place(request, pk)
    with contextlib.suppress(AlreadyDone):
        services.confirm_participation(
            application=here.application,
            organisation=here.me.organisation,
            by=signed_in(request.user),
            at=here.at,
        )
    return redirect(here.address("gruppo") if is_draft(here.application) else show_address(here))


def show_address(here: Place) -> str:
    """The page of an application that was submitted."""
    return reverse("applications:done", args=[here.application.pk])


@require_POST
@login_required
def remind(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """Remind a member of what it has still to do."""
    here = place(request, pk)
    member = next((m for m in here.draft.members if m.organisation_id == organisation), here.me)
    told = services.remind_member(
        application=here.application, organisation=member.organisation, by=signed_in(request.user), at=here.at
    )
    where = here.address("controlla")
    return redirect(f"{where}{'&' if '?' in where else '?'}ricordato={'si' if told else 'gia'}#parti")


@require_safe
@login_required
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 3: the chapters, each with its own form and its own version."""
    here = place(request, pk)
    return render(request, "applications/proposal.html", here.context("proposta", **_chapters(here)))


def _chapters(here: Place, answered: dict[str, Any] | None = None) -> dict[str, Any]:
    own = [kind for kind in OWN_SECTIONS if kind != SectionKind.SITE]
    lead = here.application.lead_id
    common = [_chapter(here, kind, lead, here.is_lead, answered) for kind in COMMON_SECTIONS]
    mine = [_chapter(here, kind, here.me.organisation_id, True, answered) for kind in own]
    others = [
        (m, [_chapter(here, kind, m.organisation_id, False, None) for kind in own])
        for m in here.draft.members
        if m.organisation_id != here.me.organisation_id
    ]
    return {"common": common, "own": mine, "others": others}


def _chapter(
    here: Place, kind: SectionKind, organisation: int, mine: bool, answered: dict[str, Any] | None
) -> dict[str, Any]:
    section = next(
        (s for s in here.draft.sections if (s.organisation_id, s.kind) == (organisation, kind)), None
    )
    initial = {"text": section.text if section else "", "version": section.version if section else 0}
    form = forms.SectionForm(initial=initial, auto_id=f"{kind.lower()}-%s")
    form.fields["text"].label = str(kind.label)
    form.fields["text"].required = kind not in OPTIONAL_SECTIONS
    form.fields["text"].help_text = forms.SECTION_HELP[kind]
    form.fields["text"].widget.attrs.update(
        {"class": "co-act", "rows": 2 if kind == SectionKind.TITLE else 8}
    )
    chapter = {
        "kind": kind,
        "label": kind.label,
        "anchor": kind.lower(),
        "section": section,
        "text": initial["text"],
        "form": form,
        "writes": mine and bool(here.writes),
        "url": reverse("applications:section", args=[here.application.pk, kind.lower()]),
        "optional": kind in OPTIONAL_SECTIONS,
    }
    return {**chapter, **answered} if answered and answered["kind"] == kind and mine else chapter


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def section(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Save a chapter: by itself as one types, or with its button. Two writers never overwrite each other."""
    here = place(request, pk)
    if kind.upper() not in SectionKind.values:
        raise Http404
    chosen = SectionKind(kind.upper())
    back = f"{here.address('proposta')}#{chosen.lower()}"
    if chosen == SectionKind.SITE:
        back = here.address("controlla" if request.POST.get("back") == "controlla" else "ente")
    form = forms.SectionForm(typed(request))
    if request.method != "POST" or not form.is_valid():
        return redirect(back)
    text = form.cleaned_data["text"].replace("\r\n", "\n")
    try:
        saved = services.save_section(
            application=here.application,
            organisation=here.me.organisation,
            kind=chosen,
            text=text,
            base_version=form.cleaned_data["version"],
            by=signed_in(request.user),
            at=here.at,
        )
    except Stale as stale:
        if _autosaving(request):
            return JsonResponse({"message": str(stale)}, status=409)
        return _stale(here, chosen, stale)
    except Refusal as refusal:
        if _autosaving(request):
            return JsonResponse({"message": str(refusal)}, status=422)
        raise
    return _answer(request, here, back, version=saved.version)


def _stale(here: Place, kind: SectionKind, stale: Stale) -> HttpResponse:
    current = next(
        s for s in here.draft.sections if (s.organisation_id, s.kind) == (here.me.organisation_id, kind)
    )
    form = forms.SectionForm(
        initial={"text": stale.mine, "version": current.version}, auto_id=f"{kind.lower()}-%s"
    )
    form.fields["text"].label = str(kind.label)
    form.fields["text"].help_text = forms.SECTION_HELP[kind]
    form.fields["text"].widget.attrs.update({"class": "co-act", "rows": 10})
    answered = {"kind": kind, "form": form, "stale": stale}
    context = here.context("proposta", **_chapters(here, answered), stale=stale)
    return render(here.request, "applications/proposal.html", context, status=409)
