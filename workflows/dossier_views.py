# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages from which a whole dossier is taken out: of a call, of an agreement that no call leads to."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import ListView

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.queries import story_of
from coprogettazione.calls.models import Call
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.streaming import one_by_one
from workflows.dossier_zip import folder_of, reader_of, take_out
from workflows.views import InCaseFile


class ExportView(View):
    """Says what is in the archive and what is not; the button begins a download, written while it is sent."""

    right: str

    def dossier(self) -> Call | Agreement:
        """What the address names."""
        raise NotImplementedError

    def back(self) -> dict[str, str]:
        """Where one came from: title and address."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """What will be taken out, or why it cannot be."""
        at, dossier = timezone.now(), self.dossier()
        verdict = may(request.user, self.right, dossier, at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        reader, back = reader_of(dossier, signed_in(request.user), at), self.back()
        context = {
            "reader": reader,
            "of_a_call": isinstance(dossier, Call),
            "back": back,
            "left_out": reader.left_out(),
            "crumbs": [back, {"title": _("Esporta il fascicolo"), "url": request.path}],
        }
        return render(request, "workflows/export.html", context)

    def post(self, request: HttpRequest, **named: Any) -> HttpResponseBase:
        """The entry in the register, then the archive."""
        dossier, user, at = self.dossier(), signed_in(request.user), timezone.now()
        pieces = take_out(dossier, by=user, at=at)
        streamed: Any = one_by_one(pieces) if isinstance(request, ASGIRequest) else pieces
        answer = StreamingHttpResponse(streamed, content_type="application/zip")
        name = f"{folder_of(reader_of(dossier, user, at))}.zip"
        answer["Content-Disposition"] = content_disposition_header(True, name)
        answer["Cache-Control"] = "private, no-store"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


class DossierExportView(InCaseFile, ExportView):
    """The dossier of a call."""

    right = "export_case_file"

    def dossier(self) -> Call:
        """The call of the address."""
        return self.call

    def back(self) -> dict[str, str]:
        """The dossier."""
        return {
            "title": _("Fascicolo %(code)s") % {"code": self.call.code},
            "url": reverse("case_file", args=[self.call.code]),
        }


class InAgreement(LoginRequiredMixin):
    """A page inside the dossier of one agreement."""

    kwargs: dict[str, Any]

    def agreement(self) -> Agreement:
        """The agreement of the address."""
        return get_object_or_404(
            Agreement.objects.select_related("call", "lead_authority"), pk=self.kwargs["pk"]
        )

    def back(self) -> dict[str, str]:
        """Its page."""
        agreement = self.agreement()
        return {"title": agreement.title, "url": reverse("agreements:show", args=[agreement.pk])}


class AgreementExportView(InAgreement, ExportView):
    """The dossier of an agreement that no call leads to; of the others, that of the call."""

    right = "export_agreement"

    def dossier(self) -> Agreement:
        """The agreement of the address."""
        return self.agreement()


class AgreementRegisterView(InAgreement, ListView):
    """All the register's entries of an agreement that this person may read, newest first."""

    template_name = "workflows/register.html"
    paginate_by = 50
    page_kwarg = "pagina"
    request: HttpRequest

    def get_queryset(self) -> Any:
        """Refused with its reason to whoever may not read it."""
        at, agreement = timezone.now(), self.agreement()
        verdict = may(self.request.user, "read_signatures", agreement, at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        found: Any = story_of(agreement, self.request.user, at)
        assert found.model is Entry
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way back."""
        return super().get_context_data(back=self.back(), **kwargs)
