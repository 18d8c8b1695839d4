# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of the application, composed at the drafting desk: question by question, without code."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.calls.forms import (
    AnswerForm,
    FormQuestionForm,
    FormSectionForm,
    section_from,
)
from coprogettazione.calls.models import (
    AnsweredBy,
    Call,
    CallForm,
    FormQuestion,
    FormSection,
    QuestionKind,
    as_json,
)
from coprogettazione.calls.queries import (
    form_of,
    keys_of,
    limits_in_words,
    moved,
    only_if,
    with_question,
    with_section,
    without,
)
from coprogettazione.calls.rules import FORM
from coprogettazione.calls.services import save_call_form, undo_call_form
from coprogettazione.calls.views.case import InCall
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.refusals import Invalid, Refusal, Stale

#: How far each button moves.
STEPS = {"up": -1, "down": 1}


class Composing(InCall, View):
    """A page of the composer: it shows to whoever reads the draft, and writes for whoever writes it."""

    @property
    def form(self) -> CallForm:
        """As it stands."""
        return form_of(self.call)

    @property
    def version(self) -> int | None:
        """The version of the draft that the page was read at."""
        typed = str(self.request.POST.get("version", ""))
        return int(typed) if typed.isdigit() else None

    def save(self, form: CallForm) -> None:
        """Keep it, or raise a refusal."""
        save_call_form(
            call=self.call,
            form=as_json(form),
            by=signed_in(self.request.user),
            at=self.at,
            base_version=self.version,
        )

    def list_address(self, key: str = "") -> str:
        """The page of the whole form, at one of its parts."""
        address = reverse("calls:form", args=[self.call.code])
        return f"{address}#q-{key}" if key else address

    def page(self, template: str, status: int = 200, **more: Any) -> HttpResponse:
        """A page with what every page of the avviso shows."""
        context = {**self.common(FORM), **more}
        context["crumbs"].append({"title": _("Modulo della domanda"), "url": self.list_address()})
        return render(self.request, template, context, status=status)


class FormView(Composing):
    """The whole form: its sections, its questions, what can be done with each."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """As it stands."""
        return self.show()

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Move, take away, undo, start again from another avviso: one button each."""
        do, key = request.POST.get("do", ""), request.POST.get("key", "")
        try:
            if do == "undo":
                by = signed_in(request.user)
                undo_call_form(call=self.call, by=by, at=self.at, base_version=self.version)
            elif do == "copy":
                self.copy(request.POST.get("from", ""))
            elif key not in keys_of(self.form):
                raise Invalid(_("Questa domanda non c’è più: qualcuno l’ha tolta."))
            elif do in STEPS:
                self.save(moved(self.form, key, STEPS[do]))
            elif do == "delete":
                self.save(without(self.form, key))
                key = ""
            else:
                raise Http404
        except Stale as stale:
            self.call.refresh_from_db()
            return self.show(stale, status=409)
        except Refusal as refusal:
            return self.show(refusal, status=422)
        return redirect(self.list_address(key))

    def copy(self, code: str) -> None:
        """The form of another avviso of the same body, whole."""
        other = self.others().filter(code=code).first()
        if other is None:
            raise Invalid(_("Scegli un avviso della tua amministrazione."))
        self.save(form_of(other))

    def others(self) -> Any:
        """The other avvisi of the same body."""
        same = Call.objects.filter(lead_authority_id=self.call.lead_authority_id).exclude(pk=self.call.pk)
        return same.only("code", "title", "form").order_by("-created_at")

    def show(self, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
        """The page; after a refusal with its reasons."""
        form = self.form
        return self.page(
            "calls/form.html",
            status=status,
            sections=[
                (section, [(question, *_described(question, form)) for question in section.questions])
                for section in form.sections
            ],
            kinds=QuestionKind.choices,
            others=self.others()[:50],
            refusal=refusal,
            form_gaps=[gap for gap in self.gaps if gap.field.startswith(FORM)],
            count=len(list(form.questions())),
        )


def _described(question: FormQuestion, form: CallForm) -> tuple[list[str], str]:
    """What a question is, in a line, and when it is asked."""
    facts = [str(question.kind.label), str(question.by.label)]
    facts += [] if question.required else [_("facoltativa")]
    facts += [option.label for option in question.options]
    facts += [column.label for column in question.columns]
    limits = limits_in_words(question)
    return [*facts, *([limits] if limits else [])], only_if(question, form)


class FormSectionView(Composing):
    """A section: its title and what it says at its head."""

    right = "save_call_form"

    def section(self) -> FormSection | None:
        """The one of the address; none for a new one."""
        key = self.kwargs.get("section", "")
        found = self.form.section(key)
        if key and found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """As it stands."""
        section = self.section()
        initial = {"title": section.title, "intro": section.intro} if section else None
        return self.show(FormSectionForm(initial=initial))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save it and go back to the whole."""
        form = FormSectionForm(request.POST)
        if form.is_valid():
            section = section_from(form, self.section(), self.form)
            try:
                self.save(with_section(self.form, section))
            except Refusal as refusal:
                form.add_error(None, str(refusal.reason))
            else:
                return redirect(self.list_address(section.key))
        return self.show(form, status=422)

    def show(self, form: FormSectionForm, status: int = 200) -> HttpResponse:
        """The page."""
        self.call.refresh_from_db(fields=["draft_version"])
        heading = _("Una parte del modulo") if self.kwargs.get("section") else _("Una parte nuova")
        return self.page("calls/form_part.html", status, form=form, heading=heading, key="parte")


class FormQuestionView(Composing):
    """A question: what it asks, of whom, within which limits, when."""

    right = "save_call_form"

    @cached_property
    def question(self) -> FormQuestion:
        """The one of the address; for a new one, without a key, of the kind asked for."""
        key = self.kwargs.get("key", "")
        if not key:
            kind = self.request.GET.get("tipo", QuestionKind.TEXT.value)
            if kind not in QuestionKind.values:
                raise Http404
            by = AnsweredBy.EACH_MEMBER if kind == QuestionKind.DECLARATION else AnsweredBy.LEAD
            return FormQuestion("", QuestionKind(kind), "", by=by)
        found = self.form.question(key)
        if found is None:
            raise Http404
        return found

    @cached_property
    def home(self) -> FormSection:
        """The section in which it stands, or will."""
        if self.question.key:
            return self.form.section_of(self.question.key)
        found = self.form.section(self.kwargs["section"])
        if found is None:
            raise Http404
        return found

    def composer(self, data: Any = None) -> FormQuestionForm:
        """The form of this question."""
        return FormQuestionForm(
            data, question=self.question, before=self.before(), is_new=not self.question.key
        )

    def before(self) -> list[FormQuestion]:
        """What is asked before it; a new one comes last in its section."""
        found: list[FormQuestion] = []
        for section in self.form.sections:
            for question in section.questions:
                if question.key == self.question.key:
                    return found
                found.append(question)
            if section.key == self.home.key:
                return found
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """As it stands."""
        return self.show(self.composer())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save it and go back to the whole."""
        composer = self.composer(request.POST)
        if composer.is_valid():
            question = composer.composed(keys_of(self.form))
            try:
                self.save(with_question(self.form, self.home, question))
            except Stale as stale:
                composer.add_error(None, str(stale.reason))
                return self.show(composer, status=409)
            except Refusal as refusal:
                words = [str(said) for said in refusal.fields.values()]
                composer.add_error(None, words or str(refusal.reason))
            else:
                return redirect(self.list_address(question.key))
        return self.show(composer, status=422)

    def show(self, composer: FormQuestionForm, status: int = 200) -> HttpResponse:
        """The page."""
        self.call.refresh_from_db(fields=["draft_version"])
        heading = _("Domanda nuova: %(kind)s") if composer.is_new else _("Domanda: %(kind)s")
        there = self.form.question(self.question.key) if status == 409 else None
        return self.page(
            "calls/form_part.html",
            status,
            form=composer,
            columns=composer.columns,
            theirs=there and (there, *_described(there, self.form)),
            heading=heading % {"kind": self.question.kind.label},
            key=self.question.key or f"{self.home.key}-{self.question.kind}",
        )


class FormPreviewView(Composing):
    """The form as an entity meets it; nothing typed here is kept."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Section by section, with its fields."""
        form = self.form
        shown = [
            (
                section,
                [
                    {
                        "question": question,
                        "only_if": only_if(question, form),
                        "limits": limits_in_words(question),
                        "form": AnswerForm(question=question) if question.is_typed else None,
                    }
                    for question in section.questions
                ],
            )
            for section in form.sections
        ]
        return self.page("calls/form_preview.html", sections=shown)
