# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions and answers on a public avviso: asking, preparing the answers, releasing them, reading."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.calls.forms import (
    AnswerDraftForm,
    AnswerQuestionForm,
    AskQuestionForm,
    ReleaseAnswersForm,
)
from coprogettazione.calls.models import Question
from coprogettazione.calls.queries import entity_names, names_told
from coprogettazione.calls.services import save_answer_draft
from coprogettazione.calls.views.case import InCall
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.omitting import omitted
from coprogettazione.records.refusals import NotAllowed, Refusal
from coprogettazione.records.rights import may
from coprogettazione.wording import clock


class QuestionsView(InCall, View):
    """One page for all: who asks, who answers, who reads."""

    right = "read_questions"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The answers, the form to ask, the questions that wait."""
        return self.show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask; prepare an answer, or publish it; release the prepared ones."""
        if "question" in request.POST:
            return self.answer(request)
        form: AskQuestionForm | ReleaseAnswersForm
        if "release" in request.POST:
            form = self.release_form(request.POST)
        else:
            form = AskQuestionForm(request.POST, subject=self.call, by=request.user, at=self.at)
        return self.after() if form.perform() else self.show(form, status=422)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """One question: its draft is kept by the script and by «Tieni come bozza», or it is published now."""
        number = request.POST.get("question", "")
        rows = self.waiting()
        question = get_object_or_404(Question, pk=number if number.isdigit() else 0, call=self.call)
        question.call = self.call
        quiet = request.headers.get("X-Autosave") == "1"
        if quiet or "draft" in request.POST or request.POST.get("shares"):
            return self.keep(question, rows, quiet=quiet)
        form = self.answer_form(question, rows, request.POST)
        return self.after() if form.perform() else self.show(form, status=422)

    def keep(self, question: Question, rows: list[Question], *, quiet: bool) -> HttpResponse:
        """Save the draft; answer the script in JSON, a person with the page."""
        form = AnswerDraftForm(
            self.request.POST,
            subject=question,
            by=self.request.user,
            at=self.at,
            others=rows,
            auto_id=f"id_{question.pk}_%s",
        )
        if form.is_valid():
            try:
                save_answer_draft(
                    question=question,
                    text=form.cleaned_data["text"],
                    answer=form.cleaned_data["answer"],
                    shares=form.cleaned_data.get("shares"),
                    by=signed_in(self.request.user),
                    at=self.at,
                )
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
        if quiet:
            said = " ".join(str(words) for errors in form.errors.values() for words in errors)
            answer = {"message": said} if said else {"time": clock(timezone.now())}
            return JsonResponse(answer, status=422 if said else 200)
        return self.show(form, status=422) if form.errors else self.after("#attesa")

    def after(self, anchor: str = "#fatto") -> HttpResponse:
        """Back to the page."""
        return redirect(reverse("calls:questions", args=[self.call.code]) + anchor)

    def waiting(self) -> list[Question]:
        """The questions to be answered, each knowing its avviso."""
        found: QuerySet[Question] = self.call.questions.waiting().select_related("asked_by")
        rows = list(found)
        for question in rows:
            question.call = self.call
        return rows

    def answer_form(self, question: Question, rows: list[Question], data: Any = None) -> AnswerQuestionForm:
        """The form of one question; several are on the page, each with its own ids."""
        return AnswerQuestionForm(
            data,
            subject=question,
            by=self.request.user,
            at=self.at,
            others=rows,
            auto_id=f"id_{question.pk}_%s",
        )

    def release_form(self, data: Any = None) -> ReleaseAnswersForm:
        """All the prepared answers."""
        return ReleaseAnswersForm(data, subject=self.call, by=self.request.user, at=self.at)

    def show(self, typed: Any = None, status: int = 200) -> HttpResponse:
        """The page; `typed` is a form that was refused and stays in its place."""
        user, call = self.request.user, self.call
        may_answer = may(user, "read_waiting_questions", call, self.at)
        may_ask = may(user, "ask_question", call, self.at)
        rows = self.waiting() if may_answer else []
        entities = entity_names() if rows else []
        asked = isinstance(typed, AskQuestionForm)
        on_a_question = isinstance(typed, AnswerQuestionForm)
        context = self.common()
        if not may(user, "read_call_draft", call, self.at):
            context["crumbs"] = [{"title": _("Scrivania"), "url": reverse("desk")}]
        context["crumbs"].append({"title": _("Domande e risposte"), "url": self.request.path})
        context.update(
            answered=[_as_published(question) for question in call.questions.public()],
            waiting=[
                {
                    "form": typed
                    if on_a_question and typed.subject.pk == question.pk
                    else self.answer_form(question, rows),
                    "names": names_told(
                        question,
                        question.draft_text or question.text,
                        question.draft_answer,
                        entities=entities,
                    ),
                    "ready": bool(question.draft_answer) and question.shares_id is None,
                }
                for question in rows
            ],
            ready=sum(bool(row.draft_answer) and row.shares_id is None for row in rows),
            release=typed if isinstance(typed, ReleaseAnswersForm) else self.release_form(),
            ask=(typed if asked else AskQuestionForm(subject=call, by=user, at=self.at)) if may_ask else None,
            can_answer=bool(may(user, "answer_question", rows[0], self.at)) if rows else False,
            why_not="" if may_ask else may_ask.reason,
        )
        return render(self.request, "calls/questions.html", context, status=status)


def _as_published(question: Question) -> Question:
    """A question and its answer as the public page says them, whoever reads."""
    question.published_text, question.answer = omitted([question.published_text, question.answer])
    return question
