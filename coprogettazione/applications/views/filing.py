# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a body declares in a section of the form, and the files it attaches."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from coprogettazione.applications import forms, services
from coprogettazione.applications.queries import anchor_of, section_step
from coprogettazione.applications.views.place import Place, place
from coprogettazione.applications.views.section import page_of, question_or_404, section_or_404
from coprogettazione.calls.models import FormQuestion, QuestionKind
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def declarations(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The declarations of a section, made by the legal representative; those of other sections stay."""
    here = place(request, pk)
    section = section_or_404(here, key)
    back = f"{here.address(section_step(key))}#dichiarazioni"
    if request.method != "POST":
        return redirect(back)
    here_asked = {q.key for q in section.questions if q.kind == QuestionKind.DECLARATION}
    body = here.me.organisation_id
    kept = [
        {"key": made.key, "note": made.note}
        for made in here.draft.declarations
        if made.organisation_id == body and made.key not in here_asked
    ]
    given = [
        {"key": chosen, "note": request.POST.get(f"note-{chosen}", "")[:2000]}
        for chosen in request.POST.getlist("declarations")
    ]
    try:
        services.make_declarations(
            application=here.application,
            organisation=here.me.organisation,
            declarations=[*kept, *given],
            by=signed_in(request.user),
            at=here.at,
        )
    except Refusal as refusal:
        return page_of(here, section, status=422, refusal=refusal)
    return redirect(back)


def _page_of_file(here: Place, question: FormQuestion | None) -> str:
    form = here.draft.form
    section = form.section_of(question.key) if question else form.sections[-1]
    anchor = anchor_of(question) if question else "allegati"
    return f"{here.address(section_step(section.key))}#{anchor}"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def attach(request: HttpRequest, pk: int, key: str = "") -> HttpResponse:
    """Take a file in, in answer to a question or as an addition, or say why not."""
    here = place(request, pk)
    question = question_or_404(here, key) if key else None
    if request.method != "POST":
        return redirect(_page_of_file(here, question))
    form = forms.AttachForm(
        request.POST,
        request.FILES,
        subject=here.application,
        by=signed_in(request.user),
        at=here.at,
        organisation=here.me.organisation,
        question=question,
    )
    if form.perform():
        return redirect(_page_of_file(here, question))
    section = here.draft.form.section_of(key) if key else here.draft.form.sections[-1]
    return page_of(here, section, status=422, key=key, attach=form)


@require_POST
@login_required
def detach(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Take a file out of the draft."""
    here = place(request, pk)
    row = get_object_or_404(
        here.application.attachments.select_related("organisation", "file"), pk=attachment
    )
    services.remove_file(application=here.application, attachment=row, by=signed_in(request.user), at=here.at)
    return redirect(_page_of_file(here, here.draft.form.question(row.key)))
