# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sections of the form: each question saves by itself, and two writers never overwrite each other."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coprogettazione.applications import services
from coprogettazione.applications.models import Answer
from coprogettazione.applications.queries import anchor_of, kept_value, section_step
from coprogettazione.applications.queries.earlier import Earlier
from coprogettazione.applications.views.place import Place, autosaving, place, saved_answer
from coprogettazione.applications.views.section import page_of, question_or_404, section_or_404
from coprogettazione.calls.forms import AnswerForm
from coprogettazione.calls.models import FormQuestion
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.refusals import Refusal, Stale


@require_safe
@login_required
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A step of the form."""
    here = place(request, pk)
    return page_of(here, section_or_404(here, key))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Save one answer: by itself as one types, or with its button."""
    here = place(request, pk)
    question = question_or_404(here, key)
    if not question.is_typed:
        raise Http404
    back = _back(here, question)
    if request.method != "POST":
        return redirect(back)
    form = AnswerForm(request.POST, question=question)
    if not form.is_valid():
        return _refused(here, question, form, " ".join(form.faults))
    try:
        saved = _save(here, question, form.answer, form.cleaned_data["version"] or 0)
    except Stale as stale:
        return _stale(here, question, stale, form.answer)
    except Refusal as refusal:
        for words in refusal.fields.values() or [str(refusal)]:
            form.add_error("value" if "value" in form.fields else None, str(words))
        return _refused(here, question, form, str(refusal.reason))
    return saved_answer(request, here, back, version=saved.version)


@require_POST
@login_required
def take(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take up what the entity's page or its last application says, after having read it."""
    here = place(request, pk)
    question = question_or_404(here, key)
    offers = Earlier(here.me, here.application).offers(question)
    offer = next((o for o in offers if o.source == request.POST.get("from")), None)
    if offer is None:
        raise Http404
    try:
        _save(here, question, offer.value, 0)
    except Stale as stale:
        return _stale(here, question, stale, offer.value)
    return redirect(_back(here, question))


def _save(here: Place, question: FormQuestion, value: Any, version: int) -> Answer:
    return services.save_answer(
        application=here.application,
        organisation=here.me.organisation,
        key=question.key,
        value=value,
        base_version=version,
        by=signed_in(here.request.user),
        at=here.at,
    )


def _back(here: Place, question: FormQuestion) -> str:
    if here.request.POST.get("back") == "controlla":
        return here.address("controlla")
    home = here.draft.form.section_of(question.key)
    return f"{here.address(section_step(home.key))}#{anchor_of(question)}"


def _refused(here: Place, question: FormQuestion, form: AnswerForm, words: str) -> HttpResponse:
    if autosaving(here.request):
        return JsonResponse({"message": words}, status=422)
    home = here.draft.form.section_of(question.key)
    return page_of(here, home, status=422, key=question.key, form=form)


def _stale(here: Place, question: FormQuestion, stale: Stale, mine: Any) -> HttpResponse:
    current = here.draft.answer(here.me.organisation_id, question.key)
    version = current.version if current else 0
    if autosaving(here.request):
        said = {"message": str(stale), "theirs": stale.theirs, "version": version}
        return JsonResponse(said, status=409)
    form = AnswerForm(question=question, value=kept_value(question, mine), version=version)
    home = here.draft.form.section_of(question.key)
    return page_of(here, home, status=409, key=question.key, form=form, stale=stale)
