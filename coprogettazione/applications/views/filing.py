# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Step 5: what a body declares, and the files it attaches."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from coprogettazione.applications import forms, services
from coprogettazione.applications.models import DECLARATION_WORDS, DeclarationKind
from coprogettazione.applications.views.place import Place, place
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def declarations(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 5: declarations, made by the legal representative, and files."""
    here = place(request, pk)
    refusal: Refusal | None = None
    if request.method == "POST":
        given = [
            {"kind": kind, "note": request.POST.get(f"note-{kind}", "")[:2000]}
            for kind in request.POST.getlist("declarations")
        ]
        try:
            services.make_declarations(
                application=here.application,
                organisation=here.me.organisation,
                declarations=given,
                by=signed_in(request.user),
                at=here.at,
            )
        except Refusal as said:
            refusal = said
        else:
            return redirect(here.address("dichiarazioni"))
    return render(
        request,
        "applications/declarations.html",
        here.context("dichiarazioni", refusal=refusal, **_filing(here)),
        status=422 if refusal else 200,
    )


def _filing(here: Place, attach: Any = None) -> dict[str, Any]:
    made = {d.kind: d for d in here.draft.declarations if d.organisation_id == here.me.organisation_id}
    return {
        "declarations": [
            {
                "kind": kind.value,
                "label": kind.label,
                "words": DECLARATION_WORDS[kind],
                "made": made.get(kind),
            }
            for kind in DeclarationKind
        ],
        "made": len(made),
        "attachments": [a for a in here.draft.attachments if a.organisation_id == here.me.organisation_id],
        "attach": attach
        or forms.AttachForm(
            subject=here.application, by=here.request.user, at=here.at, organisation=here.me.organisation
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file in, or say why not."""
    here = place(request, pk)
    if request.method != "POST":
        return redirect(f"{here.address('dichiarazioni')}#allegati")
    form = forms.AttachForm(
        request.POST,
        request.FILES,
        subject=here.application,
        by=signed_in(request.user),
        at=here.at,
        organisation=here.me.organisation,
    )
    if form.perform():
        return redirect(f"{here.address('dichiarazioni')}#allegati")
    context = here.context("dichiarazioni", **_filing(here, attach=form))
    return render(request, "applications/declarations.html", context, status=422)


@require_POST
@login_required
def detach(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Take a file out of the draft."""
    here = place(request, pk)
    row = get_object_or_404(
        here.application.attachments.select_related("organisation", "file"), pk=attachment
    )
    services.remove_file(application=here.application, attachment=row, by=signed_in(request.user), at=here.at)
    return redirect(f"{here.address('dichiarazioni')}#allegati")
