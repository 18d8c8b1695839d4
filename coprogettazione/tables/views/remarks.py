# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Beside a chapter: comments and suggested changes. Every act is a form that works as a page; the editor sends the same
forms and puts the answer, the list as it is now, in its place.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property

from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import NotAllowed, Refusal
from coprogettazione.tables.forms import CommentForm, SettleSuggestionForm
from coprogettazione.tables.models import Contribution, SharedText, TextComment
from coprogettazione.tables.queries.project import project_text
from coprogettazione.tables.queries.remarks import remarks_on
from coprogettazione.tables.queries.seats import orders_of
from coprogettazione.tables.queries.shared_text import Reading, read_text
from coprogettazione.tables.services import close_comment, suggest_change, withdraw_suggestion
from coprogettazione.tables.views.base import TableView

#: What the editor says of its own requests: the answer is a piece of page, not a page.
ASKED_BY = "X-Requested-With"
EDITOR = "tavolo"


class RemarksView(TableView):
    """The list; what follows does one thing and gives it back."""

    tab = "project"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is refused as a whole is a page, or a sentence for the editor."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refusal as refusal:
            if not self.by_the_editor:
                raise
            return JsonResponse(
                {"message": str(refusal)}, status=403 if isinstance(refusal, NotAllowed) else 409
            )

    @cached_property
    def text(self) -> SharedText:
        """The shared text of the project."""
        return project_text(self.table)

    @property
    def part(self) -> str:
        """The chapter."""
        return str(self.kwargs["chapter"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list as a piece of page."""
        return self.list()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the form asks; a refusal is said on top of the list, with everything that was typed."""
        form = self.form()
        if form.perform():
            return self.list() if self.by_the_editor else self.back()
        return self.list(form, 422)

    def form(self) -> DeedForm:
        """A new comment."""
        return CommentForm(self.request.POST, subject=self.text, by=self.person, at=self.at, part=self.part)

    @property
    def by_the_editor(self) -> bool:
        """Whether a piece of page is wanted."""
        return self.request.headers.get(ASKED_BY) == EDITOR

    def back(self) -> HttpResponseRedirect:
        """To the chapter."""
        return HttpResponseRedirect(f"{self.address('chapter', self.part)}#commenti")

    def list(self, form: DeedForm | None = None, status: int = 200) -> HttpResponse:
        """The list, alone or in a page of its own when a form without script was refused."""
        context = {
            **remarks_context(self, self.text, self.part, read_text(self.text)),
            "call": self.table.call,
            "refused": form,
            "thread": self.kwargs.get("pk"),
        }
        if self.by_the_editor or self.request.method == "GET":
            return render(self.request, "tables/_remarks.html", context, status=status)
        return self.page("remarks.html", status, **context)


def remarks_context(view: TableView, text: SharedText, part: str, reading: Reading) -> dict[str, Any]:
    """What the list needs, in the page of the chapter and alone."""
    closed = view.request.GET.get("commenti") == "chiusi"
    comment = view.can("comment_text")
    return {
        "remarks": remarks_on(text, part, reading.parts.get(part), view.at, closed=closed),
        "showing_closed": closed,
        "orders": orders_of(view.table),
        "part": part,
        "may_comment": comment,
        "may_suggest": view.can("suggest_change"),
        "may_settle": view.can("answer_contribution"),
        "own_body": view.body.pk if view.body else None,
        "comment_form": CommentForm(subject=text, by=view.person, at=view.at, part=part) if comment else None,
    }


class AnswerCommentView(RemarksView):
    """An answer in a thread."""

    @cached_property
    def comment(self) -> TextComment:
        """The comment from which the thread starts."""
        found: TextComment = get_object_or_404(
            TextComment.objects.select_related("text__table__call"), text=self.text, pk=self.kwargs["pk"]
        )
        return found

    def form(self) -> DeedForm:
        """The answer."""
        return CommentForm(
            self.request.POST,
            subject=self.text,
            by=self.person,
            at=self.at,
            part=self.part,
            thread=self.comment,
        )


class CloseCommentView(AnswerCommentView):
    """Closing a thread, or opening it again."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Close."""
        closed = "riapri" not in request.POST
        close_comment(comment=self.comment, closed=closed, by=self.person, at=self.at)
        return self.list() if self.by_the_editor else self.back()


class SuggestView(RemarksView):
    """A change marked in the text, told by the editor once it is stored."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put it in the ledger."""
        suggest_change(
            text=self.text,
            part=self.part,
            mark=request.POST.get("mark", ""),
            reason=request.POST.get("reason", ""),
            by=self.person,
            at=self.at,
        )
        return self.list() if self.by_the_editor else self.back()


class SettleView(RemarksView):
    """Accepting or refusing a suggested change."""

    @cached_property
    def contribution(self) -> Contribution:
        """The suggestion of the address."""
        found: Contribution = get_object_or_404(
            Contribution.objects.select_related("organisation", "table__call").exclude(mark=""),
            table=self.table,
            pk=self.kwargs["pk"],
        )
        return found

    def form(self) -> DeedForm:
        """Outcome and reason."""
        return SettleSuggestionForm(self.request.POST, subject=self.contribution, by=self.person, at=self.at)


class WithdrawView(SettleView):
    """Taking one's own suggestion back."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw."""
        withdraw_suggestion(contribution=self.contribution, by=self.person, at=self.at)
        return self.list() if self.by_the_editor else self.back()
