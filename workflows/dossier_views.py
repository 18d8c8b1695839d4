# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page from which the whole dossier is taken out."""

from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.parties.queries import signed_in
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.streaming import one_by_one
from workflows.dossier_parts import Reader, left_out
from workflows.dossier_zip import folder_of, take_out
from workflows.views import InCaseFile


class DossierExportView(InCaseFile, View):
    """Says what is in the archive and what is not; the button begins a download, written while it is sent."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """What will be taken out, or why it cannot be."""
        at, call = timezone.now(), self.call
        verdict = may(request.user, "export_case_file", call, at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        context = {
            "call": call,
            "at": at,
            "left_out": left_out(Reader(call, signed_in(request.user), at, 0)),
            "crumbs": [
                {"title": _("Fascicolo %(code)s") % {"code": call.code}, "url": f"/fascicoli/{call.code}/"},
                {"title": _("Esporta il fascicolo"), "url": request.path},
            ],
        }
        return render(request, "workflows/export.html", context)

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """The entry in the register, then the archive."""
        pieces = take_out(self.call, by=signed_in(request.user), at=timezone.now())
        streamed: Any = one_by_one(pieces) if isinstance(request, ASGIRequest) else pieces
        answer = StreamingHttpResponse(streamed, content_type="application/zip")
        answer["Content-Disposition"] = content_disposition_header(True, f"{folder_of(self.call)}.zip")
        answer["Cache-Control"] = "private, no-store"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
