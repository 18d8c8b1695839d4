# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One session: its convocation with papers and answers, moving and cancelling it, the roll call, delegations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coprogettazione.tables.forms import (
    AnswerConvocationForm,
    CancelSessionForm,
    ConveneSessionForm,
    DelegateForSessionForm,
    MoveSessionForm,
    RecordAttendanceForm,
    RevokeDelegationForm,
    SharePaperForm,
    WithdrawPaperForm,
    papers_formset,
)
from coprogettazione.tables.models import Delegation, Session, WorkingPaper
from coprogettazione.tables.queries.calendar import calendar_of
from coprogettazione.tables.queries.convening import agenda_of, delegations_of, guests_of
from coprogettazione.tables.queries.roll import roll_of
from coprogettazione.tables.queries.seats import orders_of
from coprogettazione.tables.views.base import DeedPage, TableView


class _OfSession(TableView):
    """A page about the session of the address."""

    tab = "sessions"

    @cached_property
    def session(self) -> Session:
        """The session, with its table and its group."""
        found = get_object_or_404(
            Session.objects.select_related("table__call__lead_authority", "group", "minutes"),
            table=self.table,
            number=self.kwargs["number"],
        )
        found.table = self.table
        return found

    @property
    def here(self) -> str:
        """The address of the session."""
        return self.address("session", self.session.number)


class SessionView(_OfSession):
    """The session to whoever reads the table: when, where, the agenda with its papers, who comes instead of
    whom; to whoever is convened the question whether they will come, to whoever convenes the answers.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        return self.draw(None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the convocation."""
        form = AnswerConvocationForm(request.POST, subject=self.session, by=self.person, at=self.at)
        if not form.perform():
            return self.draw(form, 422)
        return self.done(str(_("Risposta salvata.")), self.here)

    def draw(self, form: AnswerConvocationForm | None, status: int = 200) -> HttpResponse:
        """The page."""
        session = self.session
        coming = session.cancelled_at is None and session.starts_at > self.at
        guests = guests_of(session, self.at) if coming else []
        mine = next((guest for guest in guests if guest.person.pk == self.person.pk), None)
        if form is None and mine is not None and self.can("answer_convocation", session):
            said = {"coming": mine.reply.coming, "who": mine.reply.who} if mine.reply else {}
            form = AnswerConvocationForm(subject=session, by=self.person, at=self.at, initial=said)
        orders = orders_of(self.table)
        keeps = self.can("move_session", session)
        delegations = delegations_of(session)
        return self.page(
            "session.html",
            status,
            session=session,
            minutes=getattr(session, "minutes", None),
            agenda=agenda_of(session),
            coming=coming,
            form=form,
            mine=mine,
            guests=[(guest, orders[guest.organisation.pk]) for guest in guests if guest.asked or guest.reply]
            if keeps
            else [],
            silent=sum(guest.asked and guest.reply is None for guest in guests),
            delegations=delegations,
            revocable=coming and self.can("delegate_for_session", session),
            roll=roll_of(session) if session.attendance_at else None,
            keeps=keeps,
            sharing=session.cancelled_at is None and self.can("share_paper"),
            clerk=self.can("open_group"),
            delegating=session.cancelled_at is None
            and session.ended_at is None
            and self.can("delegate_for_session", session),
        )


class ConveneView(DeedPage):
    """Convening, with the papers to read before."""

    tab = "sessions"
    form_class = ConveneSessionForm
    template = "convene.html"
    done_words = _("Incontro convocato: chi è convocato riceve l’invito.")

    @cached_property
    def papers(self) -> Any:
        """The papers, as they were sent."""
        sent = self.request.method == "POST"
        given = (
            (self.request.POST, self.request.FILES)
            if sent and "papers-TOTAL_FORMS" in self.request.POST
            else ()
        )
        return papers_formset(self.table, *given)

    def asked_with(self) -> dict[str, Any]:
        """The papers, and the group from whose page one comes."""
        group = self.request.GET.get("gruppo", "")
        return {"papers": self.papers, "initial": {"group": group} if group.isdigit() else {}}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Convene, or show why not with everything that was typed."""
        self.allowed()
        form = self.form(request.POST, request.FILES)
        sound = not self.papers.is_bound or self.papers.is_valid()
        if not form.is_valid() or not sound or not form.perform():
            return self.draw(form, 422)
        return self.done(str(self.done_words), self.back_address())

    def more(self) -> dict[str, Any]:
        """The papers."""
        return {"papers": self.papers}


class SessionPage(_OfSession, DeedPage):
    """A deed on one session, from its page."""

    def subject(self) -> Any:
        """The session."""
        return self.session

    def back_address(self) -> str:
        """The page of the session."""
        return self.here

    def more(self) -> dict[str, Any]:
        """Which session."""
        return {"session": self.session}


class MoveView(SessionPage):
    """Convening again, at another time or place."""

    form_class = MoveSessionForm
    done_words = _("Incontro spostato: chi è convocato riceve il nuovo invito.")


class CancelView(SessionPage):
    """Cancelling."""

    form_class = CancelSessionForm
    done_words = _("Incontro annullato: chi era convocato è avvisato.")


class AttendanceView(SessionPage):
    """The roll call."""

    form_class = RecordAttendanceForm
    template = "attendance.html"
    done_words = _("Presenze salvate. Ora puoi scrivere il verbale.")

    def more(self) -> dict[str, Any]:
        """Which session, and the colours of the bodies."""
        return {"session": self.session, "orders": orders_of(self.table)}


class DelegateView(SessionPage):
    """Sending another person by a written delegation."""

    form_class = DelegateForSessionForm
    done_words = _("Delega data: la persona è avvisata.")


class RevokeView(SessionPage):
    """Taking a delegation back."""

    form_class = RevokeDelegationForm
    done_words = _("Delega ritirata.")

    @cached_property
    def delegation(self) -> Delegation:
        """The delegation of the address."""
        found = Delegation.objects.select_related("delegate", "organisation", "session__table__call")
        return get_object_or_404(found, session=self.session, pk=self.kwargs["pk"])

    def subject(self) -> Any:
        """The delegation."""
        return self.delegation

    def more(self) -> dict[str, Any]:
        """Whose."""
        return {"about": str(self.delegation.delegate), "quote": self.delegation.text}


class SharePaperView(SessionPage):
    """Bringing a paper to a point of the agenda."""

    form_class = SharePaperForm
    done_words = _("Carta aggiunta.")

    def subject(self) -> Any:
        """The table."""
        return self.table

    def asked_with(self) -> dict[str, Any]:
        """To which session."""
        return {"session": self.session}


class WithdrawPaperView(DeedPage):
    """Taking a paper away."""

    tab = "sessions"
    form_class = WithdrawPaperForm
    done_words = _("Carta tolta.")

    @cached_property
    def paper(self) -> WorkingPaper:
        """The paper of the address."""
        found = WorkingPaper.objects.select_related("session", "group", "table__call")
        return get_object_or_404(found, table=self.table, pk=self.kwargs["pk"])

    def subject(self) -> Any:
        """The paper."""
        return self.paper

    def back_address(self) -> str:
        """Where the paper lay."""
        if self.paper.session is not None:
            return self.address("session", self.paper.session.number)
        return self.address("groups")

    def more(self) -> dict[str, Any]:
        """Which paper."""
        return {"about": self.paper.title}


class CalendarView(_OfSession):
    """The session for anybody's calendar."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An iCalendar file."""
        name = f"tavolo-{self.table.call.code}-incontro-{self.session.number}.ics"
        content = calendar_of(self.session, request.build_absolute_uri(self.here))
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
