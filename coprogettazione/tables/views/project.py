# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project: reading a chapter with its authors, writing it, agreeing, who does what."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import Organisation
from coprogettazione.records.refusals import NotAllowed, Refusal
from coprogettazione.tables.forms import AgreeRoleForm, BringInForm, ChapterForm
from coprogettazione.tables.models import ChapterCode, SharedText
from coprogettazione.tables.queries import ChapterStage, chapters_of, tables_visible_to
from coprogettazione.tables.queries.project import project_text
from coprogettazione.tables.queries.seats import speaks_for
from coprogettazione.tables.queries.tasks import tasks_of
from coprogettazione.tables.services import agree_chapter, save_chapter
from coprogettazione.tables.views.base import DeedPage
from coprogettazione.tables.views.remarks import remarks_context
from coprogettazione.tables.views.shared import SharedTextView
from coprogettazione.wording import clock


class TableListView(LoginRequiredMixin, View):
    """The tables that one may read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A row for each, with its next session."""
        at = timezone.now()
        rows = list(tables_visible_to(request.user, at).with_next_session(at)[:60])
        return render(request, "tables/list.html", {"rows": rows, "at": at, "states": CallState})


class ChapterView(SharedTextView):
    """A chapter as it stands, with who wrote which passage."""

    tab = "project"

    @cached_property
    def text(self) -> SharedText:
        """The shared text of the project."""
        return project_text(self.table)

    @cached_property
    def stages(self) -> list[ChapterStage]:
        """The chapters and how far each is."""
        return chapters_of(self.table, self.at, self.reading)

    @cached_property
    def stage(self) -> ChapterStage:
        """The chapter that is shown: the one asked for, or the first under discussion."""
        code = self.kwargs.get("chapter")
        if code is None:
            wanted = [s for s in self.stages if s.shape == "now"] or self.stages
            return wanted[0]
        found = [s for s in self.stages if s.chapter.code == code]
        if not found:
            raise Http404
        return found[0]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read, or write where the editor runs."""
        stage = self.stage
        mine = [o for o in stage.awaited if not stage.empty and self.speaks_for(o)]
        live = self.body is not None and not self.table.is_concluded
        return self.page(
            "project.html",
            stages=self.stages,
            stage=stage,
            chapter=stage.chapter,
            mine=mine,
            can_write=self.can("save_chapter"),
            can_agree=self.can("agree_chapter") and mine,
            tasks=tasks_of(self.person, self.table, self.at),
            roles=self.roles() if stage.chapter.code == ChapterCode.ROLES else [],
            can_bring_in=self.can("bring_in_proposals"),
            people=[str(p) for place in self.places for p in place.people if p != self.person],
            **self.shown(stage.part, live=live),
            **remarks_context(self, self.text, stage.chapter.code, self.reading),
        )

    def speaks_for(self, organisation: Organisation) -> bool:
        """Whether the reader acts for an organisation here."""
        return speaks_for(self.person, self.table, organisation, self.at)

    def roles(self) -> list[dict[str, Any]]:
        """Who is what, for every body that has a say."""
        written = {r.organisation_id: r for r in self.table.roles.all()}
        may_write = self.can("agree_role")
        officer = self.person.pk == self.table.call.procedure_officer_id
        return [
            {
                "place": place,
                "role": written.get(place.organisation.pk),
                "mine": may_write and (officer or self.speaks_for(place.organisation)),
            }
            for place in self.places
            if place.here and place.votes
        ]


class WriteChapterView(ChapterView):
    """Writing a chapter as plain text, where no script runs: what others write meanwhile is joined to it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        if not self.can("save_chapter"):
            raise NotAllowed(_("In questo momento non puoi scrivere a questo tavolo."))
        return self.draw(ChapterForm(initial={"text": self.stage.text, "read_at": self.reading.upto}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write."""
        chapter = self.stage.chapter
        form = ChapterForm(request.POST)
        if not form.is_valid():
            return self.draw(form, 422)
        try:
            save_chapter(chapter=chapter, **form.cleaned_data, by=self.person, at=self.at)
        except Refusal as refusal:
            form.add_error("text" if refusal.fields else None, str(refusal))
            return self.draw(form, 422 if refusal.fields else 409)
        return self.done(
            _("Salvato alle %(hour)s.") % {"hour": clock(self.at)}, self.address("chapter", chapter.code)
        )

    def draw(self, form: ChapterForm, status: int = 200) -> HttpResponse:
        """The page of the form."""
        return self.page(
            "write.html",
            status,
            form=form,
            about=str(self.stage.chapter),
            back=self.address("chapter", self.stage.chapter.code),
        )


class BringInView(DeedPage):
    """The chapters of the admitted proposals, brought in as a start."""

    tab = "project"
    form_class = BringInForm
    back = "project"
    done_words = _("Fatto: i capitoli delle proposte sono nel progetto, con chi li ha scritti.")


class AgreeChapterView(ChapterView):
    """One press: my body agrees with the chapter as I have read it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button is on the chapter's page."""
        return HttpResponseRedirect(self.address("chapter", self.stage.chapter.code))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Agree."""
        chapter = self.stage.chapter
        organisation = get_object_or_404(Organisation, pk=request.POST.get("organisation"))
        agree_chapter(
            chapter=chapter,
            organisation=organisation,
            fingerprint=request.POST.get("fingerprint", ""),
            by=self.person,
            at=self.at,
        )
        return self.done(
            _("%(who)s è d’accordo su questo testo.") % {"who": organisation.known_as},
            self.address("chapter", chapter.code),
        )


class RoleView(DeedPage):
    """What a body is and does in the project."""

    tab = "project"
    form_class = AgreeRoleForm
    done_words = _("Ruolo e impegni salvati.")

    @cached_property
    def organisation(self) -> Organisation:
        """Whose role."""
        return get_object_or_404(
            Organisation, pk__in=[p.organisation.pk for p in self.places], pk=self.kwargs["organisation"]
        )

    def asked_with(self) -> dict[str, Any]:
        """Whose role, with what is written now."""
        written = self.table.roles.filter(organisation=self.organisation).first()
        initial = (
            {"role": written.role, "commitments": written.commitments, "base_version": written.version}
            if written
            else {}
        )
        return {"organisation": self.organisation, "initial": initial}

    def back_address(self) -> str:
        """The chapter of the roles."""
        return self.address("chapter", ChapterCode.ROLES.value)

    def more(self) -> dict[str, Any]:
        """Whose role."""
        return {"about": self.organisation.name}
