# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions: the list with their minutes and what is to be done; proposals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.queries import papers_of
from coprogettazione.tables.forms import AnswerContributionForm, ProposeContributionForm
from coprogettazione.tables.models import Contribution, Minutes, MinutesState, Session
from coprogettazione.tables.queries import answers_to, sessions_of
from coprogettazione.tables.queries.roll import roll_of
from coprogettazione.tables.queries.tasks import assignments_of, tasks_of
from coprogettazione.tables.views.base import DeedPage, TableView


class SessionsView(TableView):
    """Every session with its agenda, who was there and how far its minutes are; what is to be done;
    proposals.
    """

    tab = "sessions"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        papers = {
            p.about_id: p
            for p in papers_of(self.table.call).filter(kind=PaperKind.MINUTES, about_kind="minutes")
        }
        sessions, assignments = sessions_of(self.table), assignments_of(self.table)
        rows = [self.row(session, papers) for session in sessions]
        return self.page(
            "sessions.html",
            rows=rows,
            tasks=tasks_of(self.person, self.table, self.at, sessions=sessions, assignments=assignments),
            assignments=assignments,
            contributions=self.table.contributions.select_related("organisation", "person"),
            proposing=self.can("propose_contribution"),
            answering=self.can("answer_contribution"),
        )

    def row(self, session: Session, papers: dict[int, Any]) -> dict[str, Any]:
        """A session and what can be done with it."""
        minutes: Minutes | None = getattr(session, "minutes", None)
        held = session.starts_at <= self.at and session.cancelled_at is None
        return {
            "session": session,
            "minutes": minutes,
            "paper": papers.get(minutes.pk) if minutes else None,
            "shape": "done"
            if minutes and minutes.state == MinutesState.FROZEN
            else "now"
            if not session.cancelled_at
            else "",
            "roll": roll_of(session) if session.attendance_at else None,
            "held": held,
            "keeps": self.can("record_attendance", session),
            "record": held and (minutes is None or minutes.state == MinutesState.DRAFT),
            "answers": answers_to(minutes) if minutes and minutes.state == MinutesState.CIRCULATED else None,
        }


class ProposeView(DeedPage):
    """A proposal to the table."""

    tab = "sessions"
    form_class = ProposeContributionForm
    done_words = _("Proposta aggiunta.")


class AnswerView(DeedPage):
    """What became of a proposal."""

    tab = "sessions"
    form_class = AnswerContributionForm
    done_words = _("Risposta salvata.")

    @cached_property
    def contribution(self) -> Contribution:
        """The proposal of the address."""
        return get_object_or_404(
            Contribution.objects.select_related("organisation"), table=self.table, pk=self.kwargs["pk"]
        )

    def subject(self) -> Contribution:
        """The proposal."""
        return self.contribution

    def more(self) -> dict[str, Any]:
        """Which proposal."""
        return {"quote": self.contribution.text, "about": self.contribution.organisation.name}
