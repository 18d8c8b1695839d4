# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The minutes of a session on one page: read, draft, send, approve or object, close."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.queries import papers_about
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.tables.forms import (
    ApproveMinutesForm,
    CirculateMinutesForm,
    DraftMinutesForm,
    FreezeMinutesForm,
    ObjectToMinutesForm,
    PublishMinutesForm,
    points_formset,
)
from coprogettazione.tables.models import THERE, Minutes, MinutesState, Session
from coprogettazione.tables.queries import answers_to
from coprogettazione.tables.views.base import TableView

#: The buttons of the page: the name it is sent with → the form of its deed.
DEEDS_HERE: dict[str, type[DeedForm]] = {
    "circulate": CirculateMinutesForm,
    "approve": ApproveMinutesForm,
    "object": ObjectToMinutesForm,
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
        return Session.objects.select_related("table__call__lead_authority").get(
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
        attended = list(self.session.attendance.select_related("person", "organisation").order_by("pk"))
        return self.page(
            "minutes.html",
            status,
            session=self.session,
            minutes=minutes,
            forms=forms,
            paper=paper,
            answers=answers_to(minutes) if minutes and minutes.edition else None,
            there=[a for a in attended if a.presence in THERE],
            absent=[a for a in attended if a.presence not in THERE],
            can_draft=self.can("draft_minutes", self.session)
            and self.session.attendance_at is not None
            and (minutes is None or minutes.state != MinutesState.FROZEN),
            frozen=minutes is not None and minutes.state == MinutesState.FROZEN,
        )


class DraftMinutesView(_OfSession):
    """The editor of the draft: the facts of the session, then point by point."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Start from what is written, or from the agenda."""
        self.allowed()
        minutes = self.minutes
        points = minutes.points if minutes else [{"title": title} for title in self.session.agenda]
        initial = (
            {
                "recap": minutes.recap,
                "synthesis": minutes.synthesis,
                "annexes": minutes.annexes,
                "next_starts_at": minutes.next_starts_at,
                "next_place": minutes.next_place,
            }
            if minutes
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
        """The page."""
        return self.page(
            "draft_minutes.html", status, form=form, formset=formset, session=self.session, back=self.here
        )
