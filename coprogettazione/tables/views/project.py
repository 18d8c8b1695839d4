# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project: reading a chapter with its authors, writing it, agreeing, who does what."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import Organisation
from coprogettazione.records.refusals import NotAllowed, Refusal, Stale
from coprogettazione.tables.forms import AgreeRoleForm, ChapterForm
from coprogettazione.tables.models import Chapter, ChapterCode, ChapterDraft, ChapterVersion
from coprogettazione.tables.queries import (
    ChapterStage,
    blocks_of,
    changes,
    chapters_of,
    merged,
    tables_visible_to,
)
from coprogettazione.tables.queries.authorship import Run
from coprogettazione.tables.queries.seats import orders_of, speaks_for
from coprogettazione.tables.queries.tasks import tasks_of
from coprogettazione.tables.services import agree_chapter, discard_draft, keep_draft, write_chapter
from coprogettazione.tables.views.base import DeedPage, TableView
from coprogettazione.wording import clock

NO_SCRIPT_HEADER = "X-Autosave"


class TableListView(LoginRequiredMixin, View):
    """The tables that one may read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A row for each, with its next session."""
        at = timezone.now()
        rows = list(tables_visible_to(request.user, at).with_next_session(at)[:60])
        return render(request, "tables/list.html", {"rows": rows, "at": at, "states": CallState})


class ChapterView(TableView):
    """A chapter as it stands, with who wrote which passage."""

    tab = "project"

    @cached_property
    def stages(self) -> list[ChapterStage]:
        """The chapters and how far each is."""
        return chapters_of(self.table, self.at)

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
        """Read."""
        stage = self.stage
        current = stage.chapter.current
        authors = request.GET.get("autori") != "no"
        orders = orders_of(self.table)
        draft = ChapterDraft.objects.filter(chapter=stage.chapter, author=self.person).first()
        mine = [o for o in stage.awaited if current and speaks_for(self.person, self.table, o, self.at)]
        return self.page(
            "project.html",
            stages=self.stages,
            stage=stage,
            chapter=stage.chapter,
            blocks=drawn(current, orders) if current else [],
            authors=authors,
            legend=[
                p for p in self.places if current and any(a == p.organisation.pk for a, _t in current.runs)
            ],
            draft=draft,
            mine=mine,
            can_write=self.can("save_chapter"),
            can_agree=self.can("agree_chapter") and mine,
            tasks=tasks_of(self.person, self.table, self.at),
            roles=self.roles() if stage.chapter.code == ChapterCode.ROLES else [],
        )

    def roles(self) -> list[dict[str, Any]]:
        """Who is what, for every body that has a say."""
        written = {r.organisation_id: r for r in self.table.roles.all()}
        may_write = self.can("agree_role")
        officer = self.person.pk == self.table.call.procedure_officer_id
        return [
            {
                "place": place,
                "role": written.get(place.organisation.pk),
                "mine": may_write
                and (officer or speaks_for(self.person, self.table, place.organisation, self.at)),
            }
            for place in self.places
            if place.here and place.votes
        ]


def drawn(version: ChapterVersion, orders: dict[int, int]) -> list[dict[str, Any]]:
    """The blocks of a version with the order of arrival of each passage's author (None: a space between
    two).
    """
    return [
        {"kind": block.kind, "lines": [list(_spaced(line, orders)) for line in block.lines]}
        for block in blocks_of((int(author), passage) for author, passage in version.runs)
    ]


def _spaced(line: list[Run], orders: dict[int, int]) -> Iterator[tuple[int | None, str]]:
    for author, passage in line:
        words = passage.strip()
        before, _words, after = passage.partition(words) if words else (passage, "", "")
        if before:
            yield None, before
        if words:
            yield orders.get(author, len(orders)), words
        if after:
            yield None, after


class WriteChapterView(ChapterView):
    """Writing a chapter: kept while one types, saved as a version, both texts side by side when somebody
    was faster.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, with one's own draft if there is one."""
        if not self.can("save_chapter"):
            raise NotAllowed(_("In questo momento non puoi scrivere a questo tavolo."))
        chapter = self.stage.chapter
        draft = ChapterDraft.objects.filter(chapter=chapter, author=self.person).first()
        if draft is not None and draft.base_version != chapter.version:
            return self.side_by_side(chapter, draft.text, draft.base_version, "", 200)
        text = draft.text if draft else chapter.text
        form = ChapterForm(initial={"text": text, "version": chapter.version})
        return self.draw(form, chapter, draft=draft)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the draft (while typing), throw it away, or save a version."""
        chapter = self.stage.chapter
        if request.headers.get(NO_SCRIPT_HEADER):
            return self.autosave(request, chapter)
        if "discard" in request.POST:
            discard_draft(chapter=chapter, by=self.person)
            return self.done(_("Bozza tolta."), self.address("chapter", chapter.code))
        form = ChapterForm(request.POST)
        if not form.is_valid():
            return self.draw(form, chapter, 422)
        text, version = form.cleaned_data["text"], form.cleaned_data["version"]
        try:
            saved = write_chapter(
                chapter=chapter, text=text, base_version=version, by=self.person, at=self.at
            )
        except Stale as stale:
            return self.side_by_side(
                Chapter.objects.get(pk=chapter.pk), stale.mine, version, str(stale.reason), 409
            )
        except Refusal as refusal:
            form.add_error("text" if refusal.fields else None, str(refusal))
            return self.draw(form, chapter, 422 if refusal.fields else 409)
        return self.done(
            _("Salvato alle %(hour)s: versione %(n)s del capitolo.")
            % {"hour": clock(saved.saved_at), "n": saved.number},
            self.address("chapter", chapter.code),
        )

    def autosave(self, request: HttpRequest, chapter: Chapter) -> JsonResponse:
        """Keep what is being typed. Says 409 when the version it was written on is no longer the last."""
        form = ChapterForm(request.POST)
        if not form.is_valid():
            return JsonResponse({"message": _("Il testo è troppo lungo: non è salvato.")}, status=422)
        base = form.cleaned_data["version"]
        try:
            keep_draft(
                chapter=chapter, text=form.cleaned_data["text"], base_version=base, by=self.person, at=self.at
            )
        except Refusal as refusal:
            return JsonResponse({"message": str(refusal)}, status=422)
        if base != chapter.version:
            words = _(
                "Qualcuno ha salvato questo capitolo mentre scrivi. La tua bozza è "
                "al sicuro: salva per unire i testi."
            )
            return JsonResponse({"message": words}, status=409)
        return JsonResponse({"time": clock(self.at)})

    def draw(
        self, form: ChapterForm, chapter: Chapter, status: int = 200, draft: ChapterDraft | None = None
    ) -> HttpResponse:
        """The page of the form."""
        return self.page(
            "write.html",
            status,
            form=form,
            chapter=chapter,
            stage=self.stage,
            stages=self.stages,
            draft=draft,
        )

    def side_by_side(self, chapter: Chapter, mine: str, base: int, reason: str, status: int) -> HttpResponse:
        """Both texts, what each changed, and the two joined, ready to be corrected and saved."""
        before = ChapterVersion.objects.filter(chapter=chapter, number=base).first()
        started = before.text if before else ""
        joined = merged(started, mine, chapter.text)
        form = ChapterForm(initial={"text": joined.text, "version": chapter.version})
        return self.page(
            "stale.html",
            status,
            form=form,
            chapter=chapter,
            reason=reason,
            mine=changes(started, mine),
            theirs=changes(started, chapter.text),
            clashes=joined.clashes,
        )


class AgreeChapterView(ChapterView):
    """One press: my body agrees with the version I have read."""

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
            version=int(request.POST.get("version") or 0),
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

    def form(self, data: Any = None) -> AgreeRoleForm:
        """With what is written now."""
        written = self.table.roles.filter(organisation=self.organisation).first()
        initial = (
            {"role": written.role, "commitments": written.commitments, "base_version": written.version}
            if written
            else {}
        )
        return AgreeRoleForm(
            data,
            subject=self.table,
            by=self.person,
            at=self.at,
            organisation=self.organisation,
            initial=initial,
        )

    def back_address(self) -> str:
        """The chapter of the roles."""
        return self.address("chapter", ChapterCode.ROLES.value)

    def more(self) -> dict[str, Any]:
        """Whose role."""
        return {"about": self.organisation.name}
