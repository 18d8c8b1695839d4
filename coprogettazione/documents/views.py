# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Handing files over: always as attachments, the private ones only to who may read them."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.services import read_file
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may

YEAR = 31_536_000


@require_safe
@login_required
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of a dossier. Reading somebody else's is entered in the register."""
    file = get_object_or_404(StoredFile, pk=pk)
    at = timezone.now()
    if not file.public:
        verdict = may(request.user, "read_file", file, at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        own = file.uploaded_by_id == request.user.pk or (
            file.owner_id is not None and verdict.organisation_id == file.owner_id
        )
        if not own and request.method == "GET":
            read_file(file=file, by=request.user, at=at)
    response = _attachment(file)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def public_download(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """A published file: its address is its fingerprint, so caches may keep it for ever."""
    file = StoredFile.objects.filter(sha256=sha256, public=True).order_by("pk").first()
    if file is None:
        raise Http404
    etag = f'"{file.sha256}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = _attachment(file)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _attachment(file: StoredFile) -> FileResponse:
    response = FileResponse(
        file.content.open("rb"), as_attachment=True, filename=file.name, content_type=file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
