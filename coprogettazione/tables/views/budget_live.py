# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget while others write it: what changed since, and one line saved as soon as it is left. For the script of
the page, which works without it too.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from coprogettazione.records.refusals import Invalid, NotAllowed, Refusal
from coprogettazione.tables.forms import LineForm
from coprogettazione.tables.models import BudgetLine
from coprogettazione.tables.queries.budget import budget_token
from coprogettazione.tables.services import save_line
from coprogettazione.tables.views.budget import BudgetPart, ColumnView
from coprogettazione.wording import clock, typed_number

#: The parts of the page that are drawn again, by the name they have in it.
PARTS = {"balance": "_balance", "sums": "_budget_sums", "matrix": "_budget_matrix"}


class NowView(BudgetPart):
    """The parts of the page as they are now, or nothing when nothing changed (304)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the token of what is shown, which the page sends back."""
        token = f'"{budget_token(self.table)}"'
        response: HttpResponse
        if request.headers.get("If-None-Match") == token:
            response = HttpResponseNotModified()
        else:
            response = JsonResponse(self.now())
        response["ETag"] = token
        response["Cache-Control"] = "private, no-cache"
        return response

    def now(self) -> dict[str, Any]:
        """What is sent."""
        return shown(self)


class ColumnNowView(NowView, ColumnView):
    """The same, with the lines of a column."""

    http_method_names = ("get", "head")

    def now(self) -> dict[str, Any]:
        """What is sent."""
        return {**shown(self), "lines": lines_of_column(self)}


class LineView(ColumnView):
    """One line of a column: written, or removed; when somebody was faster, what they wrote."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it."""
        try:
            return self.save(request)
        except NotAllowed as refusal:
            return JsonResponse({"message": str(refusal)}, status=403)

    def save(self, request: HttpRequest) -> HttpResponse:
        """The line as it stands after, with the parts of the page."""
        column = self.table.budget_lines.filter(organisation=self.organisation)
        number = request.POST.get("line", "")
        line = column.filter(pk=int(number)).first() if number.isascii() and number.isdecimal() else None
        if number and line is None:
            return self.clash(_("Questa riga non c’è più: qualcuno l’ha tolta."), None)
        remove = bool(request.POST.get("remove"))
        form = LineForm(request.POST)
        form.fields["line"].queryset = column  # type: ignore[attr-defined]
        if not form.is_valid() and not remove:
            return JsonResponse(
                {"errors": {name: str(words[0]) for name, words in form.errors.items()}}, status=422
            )
        said = form.cleaned_data
        try:
            _changed, written = save_line(
                table=self.table,
                organisation=self.organisation,
                item={**said, "line": line, "version": said.get("version"), "remove": remove},
                by=self.person,
                at=self.at,
            )
        except Invalid as refusal:
            errors = {name: f"{refusal.reason} {words}" for name, words in refusal.fields.items()}
            return JsonResponse({"errors": errors or {"amount": str(refusal)}}, status=422)
        except NotAllowed:
            raise
        except Refusal as refusal:
            now = line and column.filter(pk=line.pk).select_related("changed_by").first()
            return self.clash(str(refusal.reason), now)
        answer = {
            "line": told(written) if written else None,
            "time": clock(self.at),
            "now": {**shown(self), "lines": lines_of_column(self)},
        }
        return JsonResponse(answer)

    def clash(self, message: str, theirs: BudgetLine | None) -> JsonResponse:
        """Somebody was faster: what stands now, or None when the line is gone."""
        return JsonResponse({"message": message, "theirs": told(theirs) if theirs else None}, status=409)


def shown(view: BudgetPart) -> dict[str, Any]:
    """The parts of the page, drawn, with their token."""
    facts = {**view.sums(), "call": view.table.call}
    parts = {
        name: render_to_string(f"tables/{template}.html", facts, request=view.request)
        for name, template in PARTS.items()
    }
    return {"token": facts["token"], "parts": parts}


def lines_of_column(view: ColumnView) -> list[dict[str, Any]]:
    """Every line of the column, as its controls hold it."""
    lines = view.table.budget_lines.filter(organisation=view.organisation).order_by("category", "pk")
    return [told(line) for line in lines.select_related("changed_by")]


def told(line: BudgetLine) -> dict[str, Any]:
    """A line as its controls hold it, with who changed it last."""
    return {
        "line": line.pk,
        "version": line.version,
        "category": line.category,
        "description": line.description,
        "source": line.source,
        "amount": typed_number(line.amount),
        "who": str(line.changed_by),
    }
