# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions and answers on a public avviso: asking, answering, reading."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.calls.forms import AnswerQuestionForm, AskQuestionForm
from coprogettazione.calls.models import Question
from coprogettazione.calls.views.case import InCall
from coprogettazione.records.rights import may


class QuestionsView(InCall, View):
    """One page for all: who asks, who answers, who reads."""

    right = "read_questions"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The answers, the form to ask, the questions that wait."""
        return self.show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask, or answer one."""
        number = request.POST.get("question", "")
        form: AskQuestionForm | AnswerQuestionForm
        if number:
            question = get_object_or_404(Question, pk=number if number.isdigit() else 0, call=self.call)
            form = self.answer_form(question, request.POST)
        else:
            form = AskQuestionForm(request.POST, subject=self.call, by=request.user, at=self.at)
        if form.perform():
            return redirect(reverse("calls:questions", args=[self.call.code]) + "#fatto")
        return self.show(form, status=422)

    def answer_form(self, question: Question, data: Any = None) -> AnswerQuestionForm:
        """The form of one question; several are on the page, each with its own ids."""
        return AnswerQuestionForm(
            data, subject=question, by=self.request.user, at=self.at, auto_id=f"id_{question.pk}_%s"
        )

    def show(self, typed: Any = None, status: int = 200) -> HttpResponse:
        """The page; `typed` is a form that was refused and stays in its place."""
        user, call = self.request.user, self.call
        may_answer = may(user, "read_waiting_questions", call, self.at)
        may_ask = may(user, "ask_question", call, self.at)
        waiting = list(call.questions.waiting()) if may_answer else []
        asked = isinstance(typed, AskQuestionForm)
        context = self.common()
        if not may(user, "read_call_draft", call, self.at):
            context["crumbs"] = [{"title": _("Scrivania"), "url": reverse("desk")}]
        context["crumbs"].append({"title": _("Domande e risposte"), "url": self.request.path})
        context.update(
            answered=list(call.questions.public()),
            waiting=[
                typed
                if typed is not None and not asked and typed.subject.pk == question.pk
                else self.answer_form(question)
                for question in waiting
            ],
            ask=(typed if asked else AskQuestionForm(subject=call, by=user, at=self.at)) if may_ask else None,
            can_answer=bool(may(user, "answer_question", waiting[0], self.at)) if waiting else False,
            why_not="" if may_ask else may_ask.reason,
        )
        return render(self.request, "calls/questions.html", context, status=status)
