# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions: the list with their minutes, convening, cancelling, who was there, the calendar; proposals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.queries import papers_of
from coprogettazione.tables.documents import calendar_of
from coprogettazione.tables.forms import (
    AnswerContributionForm,
    CancelSessionForm,
    ConveneSessionForm,
    ProposeContributionForm,
    RecordAttendanceForm,
)
from coprogettazione.tables.models import THERE, Contribution, Minutes, MinutesState, Session
from coprogettazione.tables.queries import answers_to, sessions_of
from coprogettazione.tables.queries.tasks import tasks_of
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
        rows = [self.row(session, papers) for session in sessions_of(self.table)]
        return self.page(
            "sessions.html",
            rows=rows,
            tasks=tasks_of(self.person, self.table, self.at),
            contributions=self.table.contributions.select_related("organisation", "person"),
            proposing=self.can("propose_contribution"),
            answering=self.can("answer_contribution"),
        )

    def row(self, session: Session, papers: dict[int, Any]) -> dict[str, Any]:
        """A session and what can be done with it."""
        minutes: Minutes | None = getattr(session, "minutes", None)
        attended = list(session.attendance.all())
        there = {a.organisation_id for a in attended if a.presence in THERE}
        absent = {a.organisation_id: a.organisation for a in attended if a.organisation_id not in there}
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
            "present": len([a for a in attended if a.presence in THERE]),
            "bodies": len(there),
            "absent": list(absent.values()),
            "held": held,
            "record": held and (minutes is None or minutes.state == MinutesState.DRAFT),
            "answers": answers_to(minutes) if minutes and minutes.state == MinutesState.CIRCULATED else None,
        }


class ConveneView(DeedPage):
    """Convening."""

    tab = "sessions"
    form_class = ConveneSessionForm
    done_words = _("Incontro convocato: chi siede al tavolo riceve la convocazione.")


class _SessionPage(DeedPage):
    """A deed on one session."""

    tab = "sessions"

    @cached_property
    def session(self) -> Session:
        """The session of the address."""
        return get_object_or_404(
            Session.objects.select_related("table__call"), table=self.table, number=self.kwargs["number"]
        )

    def subject(self) -> Session:
        """The session."""
        return self.session

    def more(self) -> dict[str, Any]:
        """Which session."""
        return {"session": self.session}


class CancelView(_SessionPage):
    """Cancelling."""

    form_class = CancelSessionForm
    done_words = _("Incontro annullato: chi siede al tavolo è avvisato.")


class AttendanceView(_SessionPage):
    """Who was there."""

    form_class = RecordAttendanceForm
    template = "attendance.html"
    done_words = _("Presenze salvate. Ora puoi scrivere il verbale.")


class CalendarView(TableView):
    """The session for anybody's calendar."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An iCalendar file."""
        session = get_object_or_404(
            Session.objects.select_related("table__call"), table=self.table, number=self.kwargs["number"]
        )
        name = f"tavolo-{self.table.call.code}-incontro-{session.number}.ics"
        content = calendar_of(session, request.build_absolute_uri(self.address("sessions")))
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


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
