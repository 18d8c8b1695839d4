# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""After publication: putting a clerical error right, or changing the substance with a new term."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from coprogettazione.calls.forms import (
    AmendCallForm,
    CorrectCallForm,
    CriteriaFormSet,
    amendable_sections,
    changed_in,
    criteria_initial,
    criteria_rows,
)
from coprogettazione.calls.models import SelectionMode
from coprogettazione.calls.queries import label_of
from coprogettazione.calls.services import CORRECTABLE
from coprogettazione.calls.views.case import InCall
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.models import Entry


class ChangeView(InCall, View):
    """A deed that publishes another version of the avviso."""

    template = ""

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page."""
        given = self.common()
        given["crumbs"].append({"title": context["form"].title, "url": self.request.path})
        return render(self.request, self.template, {**given, **context}, status=status)

    def done(self, deed: str) -> HttpResponse:
        """The page that says what was done."""
        entry = Entry.objects.filter(deed=deed, actor=signed_in(self.request.user)).latest("seq")
        return redirect("done", code=self.call.code, seq=entry.seq)


class CorrectView(ChangeView):
    """A rettifica: choose the text, then correct it."""

    right = "correct_call"
    template = "calls/correct.html"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The text chosen (`?parte=purpose`), ready to be corrected."""
        return self.page(self.form())

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Correct."""
        form = self.form(request.POST)
        return self.done("correct_call") if form.perform() else self.page(form, status=422)

    def form(self, data: Any = None) -> CorrectCallForm:
        """On the text named in the address."""
        part = self.request.GET.get("parte", "")
        return CorrectCallForm(data, subject=self.call, by=self.request.user, at=self.at, part=part)

    def page(self, form: CorrectCallForm, status: int = 200) -> HttpResponse:
        """With the texts to choose from."""
        part = form["field"].value()
        return self.show(
            status,
            form=form,
            part=part if part in CORRECTABLE else "",
            now=getattr(self.call, part) if part in CORRECTABLE else "",
            choices=[(name, label_of(name), getattr(self.call, name)) for name in CORRECTABLE],
        )


class AmendView(ChangeView):
    """A change of substance: the facts as they are, to be changed; the new term, the reasons, the act."""

    right = "amend_call"
    template = "calls/amend.html"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The facts as they are."""
        formset = CriteriaFormSet(initial=criteria_initial(self.call), prefix="criteria")
        return self.page(self.form(), amendable_sections(self.call, self.at), formset)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Change what is not as it was."""
        sections = amendable_sections(self.call, self.at, request.POST)
        formset = CriteriaFormSet(request.POST, prefix="criteria")
        form = self.form(request.POST)
        # Each is asked, so that everything wrong is said at once.
        parts: list[Any] = [*sections, formset, form]
        answers = [part.is_valid() for part in parts]
        if all(answers):
            form.facts = {name: value for section in sections for name, value in changed_in(section).items()}
            rows = criteria_rows(formset)
            form.criteria = rows if rows != self.standing() else None
            if form.perform():
                return self.done("amend_call")
            self.call.refresh_from_db()
        return self.page(form, sections, formset, status=422)

    def standing(self) -> list[dict[str, Any]]:
        """The criteria as the form sends them when nobody touched them."""
        return [
            {
                "code": row.code,
                "text": row.text,
                "max_points": row.max_points,
                "question": row.question,
                "levels": row.levels,
            }
            for row in self.call.criteria.all()
        ]

    def form(self, data: Any = None) -> AmendCallForm:
        """Term, reasons, act."""
        return AmendCallForm(data, subject=self.call, by=self.request.user, at=self.at)

    def page(self, form: AmendCallForm, sections: Any, formset: Any, status: int = 200) -> HttpResponse:
        """Everything on one page."""
        return self.show(
            status,
            form=form,
            sections=sections,
            formset=formset,
            total=sum(row.max_points for row in self.call.criteria.all()),
            open_table=self.call.selection_mode == SelectionMode.OPEN_TABLE,
        )
