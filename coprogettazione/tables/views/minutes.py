# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The minutes of a session on one page: read, draft, send, approve or object, close."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.queries import papers_about
from coprogettazione.documents.services import draft_of
from coprogettazione.documents.views import as_file
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.tables.documents import issue_minutes
from coprogettazione.tables.forms import (
    ApproveMinutesForm,
    CirculateMinutesForm,
    CorrectMinutesForm,
    DraftMinutesForm,
    FreezeMinutesForm,
    ObjectToMinutesForm,
    PublishMinutesForm,
    points_formset,
)
from coprogettazione.tables.models import Minutes, MinutesState, Session, SharedText
from coprogettazione.tables.queries import answers_to
from coprogettazione.tables.queries.minutes import Said, minutes_text, said_in
from coprogettazione.tables.queries.roll import roll_of
from coprogettazione.tables.queries.shared_text import Part, read_text, text_of
from coprogettazione.tables.queries.tasks import assignments_of
from coprogettazione.tables.services import begin_minutes
from coprogettazione.tables.views.base import TableView
from coprogettazione.tables.views.paper import Paper

#: The buttons of the page: the name it is sent with → the form of its deed.
DEEDS_HERE: dict[str, type[DeedForm]] = {
    "circulate": CirculateMinutesForm,
    "approve": ApproveMinutesForm,
    "object": ObjectToMinutesForm,
    "correct": CorrectMinutesForm,
    "freeze": FreezeMinutesForm,
    "publish": PublishMinutesForm,
}


class _OfSession(TableView):
    """A page about the session whose number is in the address."""

    tab = "sessions"

    def named(self) -> dict[str, Any]:
        """The table of the session."""
        return {"sessions__pk": self.kwargs["pk"]}

    @cached_property
    def session(self) -> Session:
        """The session."""
        return Session.objects.select_related("table__call__lead_authority", "group").get(
            pk=self.kwargs["pk"], table=self.table
        )

    @cached_property
    def minutes(self) -> Minutes | None:
        """Its minutes, if somebody has begun them."""
        return (
            Minutes.objects.select_related("session__table__call", "drafter")
            .filter(session=self.session)
            .first()
        )

    @cached_property
    def text(self) -> SharedText | None:
        """The live text of a draft; None when it is not written there."""
        drafted = self.minutes is not None and self.minutes.state == MinutesState.DRAFT
        return minutes_text(self.session) if drafted else None

    @cached_property
    def said(self) -> Said | None:
        """What the minutes say."""
        if self.minutes is None:
            return None
        return said_in(self.minutes, read_text(self.text) if self.text else None)

    def drawn(self, part: Part) -> SafeString:
        """A text of the minutes, drawn."""
        return Paper(part, image=self.picture).drawn()

    @property
    def here(self) -> str:
        """The address of the minutes."""
        return reverse("tables:minutes", args=[self.session.pk])


class MinutesView(_OfSession):
    """The minutes as they stand, with what the reader can do."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        return self.draw({})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the deed whose button was pressed."""
        name = next((key for key in DEEDS_HERE if key in request.POST), None)
        minutes = self.minutes
        if name is None or minutes is None:
            return self.draw({}, 422)
        form = DEEDS_HERE[name](request.POST, subject=minutes, by=self.person, at=self.at)
        if not form.perform():
            self.__dict__.pop("minutes", None)
            return self.draw({name: form}, 422)
        return self.done(str(form.title) + ": " + _("fatto."), self.here)

    def draw(self, bound: dict[str, DeedForm], status: int = 200) -> HttpResponse:
        """The page, with the forms of the deeds that the reader may do now."""
        minutes = self.minutes
        forms = {}
        if minutes is not None:
            for name, form_class in DEEDS_HERE.items():
                if may(self.person, form_class.deed_name, minutes, self.at) or name in bound:
                    forms[name] = bound.get(name) or form_class(subject=minutes, by=self.person, at=self.at)
        paper = papers_about(minutes).filter(kind=PaperKind.MINUTES).first() if minutes else None
        if paper is not None and paper.published_at is not None:
            forms.pop("publish", None)
        for name in ("approve", "object"):
            form = forms.get(name)
            if form is not None and not form.fields["organisation"].queryset.exists():  # type: ignore[attr-defined]
                forms.pop(name)
        keeps = self.can("record_attendance", self.session)
        said = self.said
        return self.page(
            "minutes.html",
            status,
            session=self.session,
            minutes=minutes,
            synthesis=self.drawn(said.synthesis) if said else "",
            points=[{"row": p.row, "part": p.part.name, "text": self.drawn(p.part)} for p in said.points]
            if said
            else [],
            text=self.text,
            live=self.text is not None and self.body is not None and not keeps,
            forms=forms,
            paper=paper,
            answers=answers_to(minutes) if minutes and minutes.edition else None,
            roll=roll_of(self.session) if self.session.attendance_at else None,
            assignments=[a for a in assignments_of(self.table) if a.session_id == self.session.pk],
            assigning=keeps
            and self.session.attendance_at is not None
            and (minutes is None or minutes.state == MinutesState.DRAFT),
            keeps=keeps,
            can_draft=self.session.attendance_at is not None and self.can("draft_minutes", self.session),
            frozen=minutes is not None and minutes.state == MinutesState.FROZEN,
        )


class MinutesDraftFileView(_OfSession):
    """The minutes that are not closed yet, as a text to go on writing: for who writes them."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Made now, kept nowhere."""
        minutes = self.minutes
        if minutes is None or minutes.frozen_at is not None or minutes.session.ended_at is None:
            raise Http404
        if not self.can("record_attendance", self.session):
            raise NotAllowed(_("La bozza la scarica chi scrive il verbale."))
        odt = draft_of(lambda: issue_minutes(minutes=minutes, publish=False, by=self.person, at=self.at))
        return as_file(odt, _("verbale incontro %(n)s") % {"n": self.session.number})


class BeginMinutesView(_OfSession):
    """One press: the minutes begin from the agenda, and one writes."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button is on the page of the minutes."""
        return HttpResponseRedirect(self.here)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin, or go on where somebody else has begun."""
        if self.minutes is None:
            begin_minutes(session=self.session, by=self.person, at=self.at)
        return HttpResponseRedirect(reverse("tables:draft", args=[self.session.pk]))


class DraftMinutesView(_OfSession):
    """Writing the draft: synthesis and points in the live text (as plain text where no editor runs: `?semplice=si`), with
    what each brought and what was decided; then the facts of the session.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Start from what is written, or from the agenda."""
        self.allowed()
        minutes, said = self.minutes, self.said
        points = (
            [{**point.row, "discussion": text_of(point.part.body)} for point in said.points]
            if said
            else [{"title": title} for title in self.session.agenda]
        )
        initial = (
            {
                "recap": minutes.recap,
                "synthesis": text_of(said.synthesis.body),
                "read_at": said.upto,
                "annexes": minutes.annexes,
                "next_starts_at": minutes.next_starts_at,
                "next_place": minutes.next_place,
            }
            if minutes and said
            else {}
        )
        if self.session.ended_at:
            initial["ended_at"] = self.session.ended_at
        formset = points_formset(points=points)
        form = DraftMinutesForm(
            subject=self.session, by=self.person, at=self.at, points=formset, initial=initial
        )
        return self.draw(form, formset)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the draft."""
        self.allowed()
        formset = points_formset(request.POST)
        form = DraftMinutesForm(
            request.POST, subject=self.session, by=self.person, at=self.at, points=formset
        )
        sound = formset.is_valid()
        if not form.is_valid() or not sound or not form.perform():
            return self.draw(form, formset, 422)
        return self.done(_("Bozza salvata. Rileggila, poi inviala ai presenti."), self.here)

    def allowed(self) -> None:
        """Raise NotAllowed with the reason before asking anything."""
        verdict = may(self.person, "draft_minutes", self.session, self.at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)

    def draw(self, form: DraftMinutesForm, formset: Any, status: int = 200) -> HttpResponse:
        """The page; each point with its text as it reads now."""
        said = self.said
        plain = "semplice" in self.request.GET
        live = self.text is not None and self.body is not None and not plain
        if said and live:
            texts = {point.part.name: point.part for point in said.points}
            for point in formset:
                name = point["part"].value()
                if name in texts:
                    point.fragment, point.text = name, self.drawn(texts[name])
        return self.page(
            "draft_minutes.html",
            status,
            form=form,
            formset=formset,
            session=self.session,
            back=self.here,
            text=self.text,
            live=live,
            synthesis=self.drawn(said.synthesis) if said else "",
        )
