# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages on which an application is written, one for each step."""

import contextlib
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coprogettazione.applications import forms, services
from coprogettazione.applications.models import Member
from coprogettazione.applications.queries import anchor_of, applications_of, changed_since, section_step
from coprogettazione.applications.views.place import (
    Place,
    autosaving,
    is_draft,
    place,
    place_errors,
    saved_answer,
)
from coprogettazione.calls.models import Call
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.forms import typed
from coprogettazione.records.refusals import AlreadyDone, Refusal
from coprogettazione.records.rights import may


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
        "title": me.title,
        "operators": me.operators,
        "volunteers": me.volunteers,
    }
    form = forms.BodyForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _save_body(here, form)
        except Refusal as refusal:
            if autosaving(request):
                return JsonResponse({"message": str(refusal)}, status=422)
            form.add_error(None, str(refusal))
        else:
            return saved_answer(request, here, here.address("gruppo"))
    if autosaving(request):
        return JsonResponse({"message": _first_error(form)}, status=422)
    return render(request, "applications/body.html", here.context("ente", form=form), status=_status(form))


def _save_body(here: Place, form: forms.BodyForm) -> None:
    services.save_member(
        application=here.application,
        organisation=here.me.organisation,
        title=form.cleaned_data["title"],
        operators=form.cleaned_data["operators"],
        volunteers=form.cleaned_data["volunteers"],
        by=signed_in(here.request.user),
        at=here.at,
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
        group=[(member, _changes(here, member)) for member in here.draft.members],
    )
    return render(request, "applications/group.html", context, status=_status(form))


def _changes(here: Place, member: Member) -> list[tuple[str, str]]:
    """What changed after a member committed itself: its words, and where one reads it."""
    found = changed_since(member, here.application, here.draft.answers, here.draft.lines)
    form = here.draft.form
    return [
        (
            label,
            f"{here.address(section_step(form.section_of(question.key).key))}#{anchor_of(question)}"
            if question
            else here.address("piano"),
        )
        for label, question in found
    ]


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
