# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Handing files over: always as attachments, the private ones only to who may read them."""

from django.contrib.auth.decorators import login_required
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coprogettazione.documents.models import ScanState, StoredFile
from coprogettazione.documents.services import read_file
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may

YEAR = 31_536_000


@require_safe
@login_required
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of a dossier. Reading somebody else's is entered in the register."""
    file = get_object_or_404(StoredFile.objects.select_related("scan"), pk=pk)
    let_in(request, file)
    response = _attachment(request, file)
    response["Cache-Control"] = "private, no-store"
    return response


def let_in(request: HttpRequest, file: StoredFile) -> None:
    """Only who may read the file goes on, and the reading of somebody else's is entered. Raises NotAllowed."""
    if file.public:
        return
    at = timezone.now()
    verdict = may(request.user, "read_file", file, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    own = file.uploaded_by_id == request.user.pk or (
        file.owner_id is not None and verdict.organisation_id == file.owner_id
    )
    hold_back(file, own=own)
    if not own and request.method == "GET":
        read_file(file=file, by=request.user, at=at)


@require_safe
def public_download(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """A published file: its address is its fingerprint, so caches may keep it for ever."""
    file = StoredFile.objects.filter(sha256=sha256, public=True).select_related("scan").order_by("pk").first()
    if file is None:
        raise Http404
    hold_back(file, own=False)
    etag = f'"{file.sha256}"'
    known = request.headers.get("If-None-Match") == etag
    response = HttpResponseNotModified() if known else _attachment(request, file)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def hold_back(file: StoredFile, *, own: bool) -> None:
    """An infected file goes to nobody; one that waits for the antivirus only to who sent it. Raises NotAllowed."""
    scan = getattr(file, "scan", None)
    if scan is None:
        return
    if scan.state == ScanState.INFECTED:
        raise NotAllowed(
            _("Il file non si apre: l’antivirus ci ha trovato un programma dannoso (%(found)s).")
            % {"found": scan.found}
        )
    if scan.state == ScanState.PENDING and not own:
        raise NotAllowed(
            _("Il file aspetta il controllo antivirus: di solito bastano pochi minuti. Riprova tra poco.")
        )


def _attachment(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=file.media_type)
        response["Content-Disposition"] = content_disposition_header(True, file.name)
        response["Content-Length"] = str(file.size)
    else:
        response = FileResponse(
            file.content.open("rb"), as_attachment=True, filename=file.name, content_type=file.media_type
        )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
