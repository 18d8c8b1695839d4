# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of access: asking, following one's request, the office's list, copies without an account."""

from datetime import datetime
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import ListView, TemplateView

from coprogettazione.calls.forms import RegisterAccessRequestForm, RequestAccessForm
from coprogettazione.calls.models import AccessRequest, AccessState, Call
from coprogettazione.calls.queries.access import (
    OWED,
    access_requests_of,
    appeal_words,
    own_access_requests,
)
from coprogettazione.calls.rules.access import is_requester
from coprogettazione.calls.services import hand_over_copy
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may

PAGE = 25
#: What the office does on a request, in order; a person sees those they hold.
OFFICE_DEEDS = ("answer_access", "notify_counter_interested")


class InAccess:
    """A page on the access to one dossier."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def at(self) -> datetime:
        """The instant of the request."""
        return timezone.now()

    @cached_property
    def call(self) -> Call:
        """The dossier named in the address."""
        related = ("lead_authority", "district", "procedure_officer", "executive_officer", "page")
        return get_object_or_404(Call.objects.select_related(*related), code=self.kwargs["code"])

    @cached_property
    def in_office(self) -> bool:
        """Whether the reader works on this dossier."""
        return bool(may(self.request.user, "read_case_file", self.call, self.at))

    @cached_property
    def registers(self) -> bool:
        """Whether the reader registers what came by PEC or on paper."""
        return bool(may(self.request.user, "register_access_request", self.call, self.at))

    def common(self, *crumbs: dict[str, str]) -> dict[str, Any]:
        """Dossier, instant, path of the page, the frame in which it stands."""
        call, here = self.call, reverse("calls:access", args=[self.call.code])
        page = getattr(call, "page", None)
        path = [{"title": call.title, "url": page.url}] if page is not None and page.live else []
        if self.in_office:
            path = [
                {"title": _("Fascicolo %(code)s") % {"code": call.code}, "url": f"/fascicoli/{call.code}/"}
            ]
        signed = self.request.user.is_authenticated
        return {
            "call": call,
            "at": self.at,
            "in_office": self.in_office,
            "base": "base_work.html" if signed else "base_public.html",
            "crumbs": [*path, {"title": _("Accesso agli atti"), "url": here}, *crumbs],
        }


class AccessView(InAccess, ListView):
    """The requests on a dossier: all for the office, with their terms; one's own for everybody else."""

    template_name = "calls/access.html"
    paginate_by = PAGE
    page_kwarg = "pagina"

    def get_queryset(self) -> QuerySet[AccessRequest]:
        """Those that wait first by term; the office filters those to answer from the others."""
        if not self.in_office:
            if self.request.user.is_authenticated:
                return own_access_requests(self.call, self.request.user, self.at)
            return AccessRequest.objects.none()
        found = access_requests_of(self.call)
        if self.request.GET.get("stato") == "concluse":
            return found.exclude(OWED)
        return found.filter(OWED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Refused with its reason while nobody outside the office may know of the dossier."""
        asks = may(self.request.user, "request_access", self.call, self.at)
        if not asks and not self.in_office:
            raise NotAllowed(asks.reason, law=asks.law)
        closed = self.request.GET.get("stato") == "concluse"
        return super().get_context_data(
            **self.common(), asks=bool(asks), registers=self.registers, closed=closed, **kwargs
        )


class NewAccessView(InAccess, View):
    """The form of a request: with an account both kinds, without one civic access; for the office, the one that
    registers what came otherwise.
    """

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, or the reason why not."""
        verdict = may(request.user, "request_access", self.call, self.at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask; then the page of the request, where its term stands."""
        form = self.form(request.POST, request.FILES)
        if not form.perform():
            return self.show(form, status=422)
        made: AccessRequest = form.result
        if made.requester_id is None and not made.channel:
            return redirect("calls:access_follow", code=self.call.code, key=made.key)
        return redirect("calls:access_request", code=self.call.code, pk=made.pk)

    def form(self, data: Any = None, files: Any = None) -> DeedForm:
        """For the office, for who is signed in, or for anybody."""
        user = self.request.user
        by = signed_in(user) if user.is_authenticated else None
        made = RegisterAccessRequestForm if self.registers else RequestAccessForm
        return made(data, files, subject=self.call, by=by, at=self.at)

    def show(self, form: DeedForm, status: int = 200) -> HttpResponse:
        """The page."""
        here = {"title": str(form.title), "url": self.request.path}
        context = {**self.common(here), "form": form}
        return render(self.request, "calls/access_new.html", context, status=status)


class OneRequest(InAccess, TemplateView):
    """One request: what was asked, the term, who was told, the answer and the copies."""

    template_name = "calls/access_request.html"

    def shown(self) -> AccessRequest:
        """The request; subclasses say who may see it."""
        raise NotImplementedError

    def owns(self, row: AccessRequest) -> bool:
        """Whether the reader is who asked: copies and letter are theirs."""
        return bool(is_requester.check(self.request.user, row, self.at))

    def rows(self) -> QuerySet[AccessRequest]:
        """Those of this dossier, with what the page says."""
        rows = AccessRequest.objects.filter(call=self.call).select_related(
            "requester",
            "organisation",
            "answer",
            "file__scan",
            "registered_by",
            "call__lead_authority",
            "call__district",
        )
        return rows.prefetch_related("papers", "counter_interested__organisation", "copies__file")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, and the deeds that this person may do."""
        row, user = self.shown(), self.request.user
        counters = list(row.counter_interested.all())
        deeds = [name for name in OFFICE_DEEDS if self.in_office and may(user, name, row, self.at)]
        opposing = (
            [c for c in counters if may(user, "oppose_access", c, self.at)] if user.is_authenticated else []
        )
        owns = self.owns(row)
        said = row.outcome or row.state == AccessState.LAPSED
        here = {"title": _("Richiesta di %(who)s") % {"who": row.who}, "url": self.request.path}
        return super().get_context_data(
            **self.common(here),
            row=row,
            counters=counters,
            copies=[(copy, copy.is_readable(self.at)) for copy in row.copies.all()],
            deeds=deeds,
            opposing=opposing,
            owns=owns,
            appeal=appeal_words(row) if said else "",
            **kwargs,
        )


class AccessRequestView(LoginRequiredMixin, OneRequest):
    """The page for who has an account: who asked, who was told, the office."""

    def shown(self) -> AccessRequest:
        """Refused with its reason to everybody else."""
        row = get_object_or_404(self.rows(), pk=self.kwargs["pk"])
        verdict = may(self.request.user, "read_access_request", row, self.at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        return row


class FollowAccessView(OneRequest):
    """The page for who asked without an account: whoever has the secret address."""

    def shown(self) -> AccessRequest:
        """An address that nobody gave is not found."""
        return get_object_or_404(self.rows(), key=self.kwargs["key"], requester=None)

    def owns(self, row: AccessRequest) -> bool:
        """Whoever has the secret address."""
        return True

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Kept by nobody on the way, and told to no other site."""
        return _private(super().render_to_response(context, **options))


class FollowFileView(InAccess, View):
    """A file for who asked without an account: the letter, or a copy, whose every delivery is in the register."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The letter always, a copy in the days that the office gave."""
        rows = AccessRequest.objects.select_related("answer__file")
        row = get_object_or_404(rows, call=self.call, key=kwargs["key"], requester=None)
        if "pk" in kwargs:
            copy = get_object_or_404(row.copies.select_related("file", "request__call"), pk=kwargs["pk"])
            file = hand_over_copy(copy=copy, by=None, at=self.at).file
        elif row.answer is not None:
            file = row.answer.file
        else:
            raise Http404
        answer = FileResponse(
            file.content.open("rb"), as_attachment=True, filename=file.name, content_type=file.media_type
        )
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return _private(answer)


def _private(answer: Any) -> Any:
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
