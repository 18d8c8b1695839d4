# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk, the dossiers, and the one page on which any deed with a plain form is done."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import ListView, TemplateView

from coprogettazione.applications.queries import entries_visible_to, with_suspensions
from coprogettazione.calls.models import TERMINAL_STATES, Call
from coprogettazione.notifications.models import Message
from coprogettazione.notifications.queries import decisions_told
from coprogettazione.parties.queries import organisations_of, signed_in
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import register_of
from coprogettazione.records.refusals import AlreadyDone, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from workflows.case_file import case_file_context
from workflows.desk import desk, duties, inbox, next_step, next_steps, waiting_for_others
from workflows.news import at_the_table, news_of, with_a_part
from workflows.steps import deed_forms, deed_subject

PAGE = 25
#: In which role one may open a new dossier for one's public body.
OPENS_CASE_FILES = (Role.PROCEDURE_OFFICER, Role.PLANNING_OPERATOR)


class DeskView(LoginRequiredMixin, TemplateView):
    """What is mine to do, by when, for which dossier (mockup 4)."""

    template_name = "workflows/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Duties by term, dossiers with their next step, news since yesterday, what others owe."""
        at = timezone.now()
        user = self.request.user
        opens = Call.objects.with_case_file_open_to(user, at).filter(pk=OuterRef("pk"))
        sits = ExpressionWrapper(at_the_table(user, at), BooleanField())
        theirs = Call.objects.filter(with_a_part(user, at)).exclude(state__in=TERMINAL_STATES)
        calls = list(theirs.in_outline().annotate(opens=Exists(opens), sits=sits)[:12])
        steps = next_steps(calls, user, at)
        return super().get_context_data(
            at=at,
            desk=desk(duties(list(inbox(user, at)[:100]), calls), at),
            case_files=[(call, steps.get(call.pk)) for call in calls if call.opens],
            others=waiting_for_others(user, calls, at),
            news=news_of(user, at, calls, since=at - timedelta(days=2))[:6],
            **kwargs,
        )


class CaseFileListView(LoginRequiredMixin, ListView):
    """The dossiers a person may open, with state and next step; sixty rows cost as many queries as one."""

    template_name = "workflows/case_files.html"
    paginate_by = PAGE
    page_kwarg = "pagina"

    def get_queryset(self) -> QuerySet[Call]:
        """Filtered by words in code or title, and by whether the procedure goes on."""
        calls = Call.objects.in_outline().with_case_file_open_to(self.request.user, timezone.now())
        if words := self.request.GET.get("q", "").strip():
            calls = calls.filter(title__icontains=words) | calls.filter(code__icontains=words)
        if self.request.GET.get("stato") == "archivio":
            return calls.filter(state__in=TERMINAL_STATES)
        return calls.exclude(state__in=TERMINAL_STATES)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows of this page with their next step; the way to a new one for who may open it."""
        context, at = super().get_context_data(**kwargs), timezone.now()
        steps = next_steps(context["object_list"], self.request.user, at)
        context["rows"] = [(call, steps.get(call.pk)) for call in context["object_list"]]
        context["at"] = at
        context["can_open"] = bool(organisations_of(self.request.user, OPENS_CASE_FILES, at))
        return context


class InCaseFile(LoginRequiredMixin):
    """A page inside one dossier."""

    request: HttpRequest
    kwargs: dict[str, Any]
    calls = Call.objects.all()

    @cached_property
    def call(self) -> Call:
        """The dossier named in the address, if there is one."""
        related = ("lead_authority", "procedure_officer", "executive_officer", "page", "opening")
        return get_object_or_404(
            with_suspensions(self.calls.select_related(*related)), code=self.kwargs["code"]
        )


class CaseFileView(InCaseFile, TemplateView):
    """The dossier: one next step, applications, acts, register, path, people (mockup 8)."""

    template_name = "workflows/case_file.html"
    calls = Call.objects.without_texts()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Refused with its reason to whoever may not read the dossier."""
        at = timezone.now()
        verdict = may(self.request.user, "read_case_file", self.call, at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        return super().get_context_data(**case_file_context(self.call, self.request.user, at), **kwargs)


class RegisterView(InCaseFile, ListView):
    """All the register's entries of a dossier that this person may read, newest first."""

    template_name = "workflows/register.html"
    paginate_by = 50
    page_kwarg = "pagina"

    def get_queryset(self) -> QuerySet[Entry]:
        """Refused with its reason to whoever may not read the dossier."""
        at = timezone.now()
        verdict = may(self.request.user, "read_case_file", self.call, at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        return entries_visible_to(self.request.user, at, register_of([self.call.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the dossier."""
        return super().get_context_data(call=self.call, **kwargs)


class KnowledgeView(InCaseFile, ListView):
    """From when each person could know each decision: the terms to appeal run from there."""

    template_name = "workflows/knowledge.html"
    paginate_by = 50
    page_kwarg = "pagina"

    def get_queryset(self) -> QuerySet[Message]:
        """Refused with its reason to whoever may not read the dossier."""
        at = timezone.now()
        verdict = may(self.request.user, "read_case_file", self.call, at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        return decisions_told(self.call, at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the dossier."""
        return super().get_context_data(call=self.call, **kwargs)


class DeedView(InCaseFile, View):
    """Any deed with a plain form: says what will happen, asks what it needs, does it, tells what was done."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find form and row before anything else; addresses that name no deed are not found."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        form_class = deed_forms().get(kwargs["deed"])
        if form_class is None:
            raise Http404
        self.at = timezone.now()
        self.form_class = form_class
        self.subject = get_object_or_404(deed_subject(form_class.deed_name), pk=kwargs["pk"])
        if self.subject.case_file != self.call:  # type: ignore[attr-defined]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or the reason why not."""
        verdict = may(request.user, self.form_class.deed_name, self.subject, self.at)
        if not verdict:
            raise already_done(self.form_class.deed_name, self.subject) or NotAllowed(
                verdict.reason, law=verdict.law
            )
        return self.show(self.form_class(subject=self.subject, by=request.user, at=self.at))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the deed; a loser of a double click is told who already did it."""
        form = self.form_class(request.POST, request.FILES, subject=self.subject, by=request.user, at=self.at)
        if form.perform():
            entry = (
                Entry.objects.filter(deed=form.deed_name, actor=signed_in(request.user))
                .order_by("-seq")
                .first()
            )
            return redirect("done", code=self.call.code, seq=entry.seq if entry else 0)
        # Somebody may have been faster, after this row was read.
        self.subject.refresh_from_db()
        refused = not may(request.user, form.deed_name, self.subject, self.at)
        if refused and (done := already_done(form.deed_name, self.subject)):
            raise done
        return self.show(form, status=422)

    def show(self, form: Any, status: int = 200) -> HttpResponse:
        """The page of the deed."""
        context = {
            "form": form,
            "call": self.call,
            "subject": self.subject,
            "at": self.at,
            "reads_case_file": bool(may(self.request.user, "read_case_file", self.call, self.at)),
        }
        return render(self.request, "workflows/deed.html", context, status=status)


def already_done(deed: str, subject: Any) -> AlreadyDone | None:
    """Who did this deed on this row, when: told to whoever comes second."""
    entry = (
        Entry.objects.filter(deed=deed, subject_kind=subject._meta.model_name, subject_id=subject.pk)
        .select_related("actor")
        .order_by("-seq")
        .first()
    )
    if entry is None:
        return None
    local = timezone.localtime(entry.at)
    return AlreadyDone(
        _("%(who)s %(deed)s il %(day)s alle %(hour)s. Non serve altro.")
        % {
            "who": entry.actor or _("Il sistema"),
            "deed": entry.sentence,
            "day": local.strftime("%d/%m/%Y"),
            "hour": local.strftime("%H:%M"),
        }
    )


class DoneView(InCaseFile, TemplateView):
    """What was done, when, under which number of the register, and what happens next."""

    template_name = "workflows/done.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Only for whoever did it."""
        entry = get_object_or_404(Entry, seq=self.kwargs["seq"], actor=self.request.user, case_file=self.call)
        at = timezone.now()
        step = next_step(self.call, self.request.user, at)
        reads = bool(may(self.request.user, "read_case_file", self.call, at))
        return super().get_context_data(
            call=self.call, entry=entry, step=step, at=at, reads_case_file=reads, **kwargs
        )
