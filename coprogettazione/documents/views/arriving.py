# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files in parts: the open protocol tus 1.0 (https://tus.io), with creation, termination and expiration.

Any tus client can speak with it, signed in and with the token of Django's forms (`X-CSRFToken`). What arrived
becomes a file of the procedure only when a form names it (`documents.forms.UploadField`).
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from coprogettazione.documents.models import Arriving
from coprogettazione.documents.services.arriving import (
    begin_arriving,
    drop_arriving,
    own_arriving,
    receive_part,
)
from coprogettazione.records.refusals import NotAllowed, Refusal, Stale

VERSION = "1.0.0"
#: Bytes of one part that are held in memory at a time.
PART = 1024 * 1024

View = Callable[..., HttpResponse]


def _tus(view: View) -> View:
    """Signed in, in the protocol's version; refusals are answered with their reason, for a person to read."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _said(
                HttpResponse(status=HTTPStatus.NO_CONTENT),
                {
                    "Tus-Version": VERSION,
                    "Tus-Extension": "creation,expiration,termination",
                    "Tus-Max-Size": str(settings.MAX_UPLOAD_SIZE),
                },
            )
        if not request.user.is_authenticated:
            return _said(HttpResponse(status=HTTPStatus.UNAUTHORIZED), {})
        if request.headers.get("Tus-Resumable") != VERSION:
            return _said(HttpResponse(status=HTTPStatus.PRECONDITION_FAILED), {"Tus-Version": VERSION})
        try:
            return view(request, *args, **kwargs)
        except Stale:
            return _said(HttpResponse(status=HTTPStatus.CONFLICT), {})
        except NotAllowed as refusal:
            return _said(_reason(refusal, HTTPStatus.FORBIDDEN), {})
        except Refusal as refusal:
            gone = HTTPStatus.NOT_FOUND if "pk" in kwargs else HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            return _said(_reason(refusal, gone), {})

    return answered


@require_http_methods(["POST", "OPTIONS"])
@_tus
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a file: its length and its name (`Upload-Metadata: filename <base64>`)."""
    try:
        size = int(request.headers.get("Upload-Length", ""))
        name = _name(request.headers.get("Upload-Metadata", ""))
    except (ValueError, binascii.Error):
        return _said(HttpResponse(status=HTTPStatus.BAD_REQUEST), {})
    arriving = begin_arriving(name=name, size=size, by=request.user, at=timezone.now())
    address = reverse("documents:arriving", kwargs={"pk": arriving.pk})
    return _said(HttpResponse(status=HTTPStatus.CREATED), {"Location": address, **_expiry(arriving)})


@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
@_tus
def part(request: HttpRequest, *, pk: UUID) -> HttpResponse:
    """How far a file has come; its next part; giving up."""
    at = timezone.now()
    if request.method == "DELETE":
        drop_arriving(pk=pk, by=request.user, at=at)
        return _said(HttpResponse(status=HTTPStatus.NO_CONTENT), {})
    if request.method == "HEAD":
        arriving = own_arriving(pk, by=request.user, at=at)
        return _said(HttpResponse(), {"Upload-Length": str(arriving.size), **_progress(arriving)})
    if request.content_type != "application/offset+octet-stream":
        return _said(HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE), {})
    try:
        offset = int(request.headers.get("Upload-Offset", ""))
    except ValueError:
        return _said(HttpResponse(status=HTTPStatus.BAD_REQUEST), {})
    arriving = receive_part(pk=pk, offset=offset, part=b"", by=request.user, at=at)
    try:
        while piece := request.read(PART):
            arriving = receive_part(
                pk=pk, offset=arriving.received, part=piece, by=request.user, at=timezone.now()
            )
    except UnreadablePostError:
        # The line dropped: what came before is kept, and the next request goes on from there.
        return _said(HttpResponse(status=HTTPStatus.BAD_REQUEST), _progress(arriving))
    return _said(HttpResponse(status=HTTPStatus.NO_CONTENT), _progress(arriving))


def _name(metadata: str) -> str:
    pairs = dict(pair.strip().partition(" ")[::2] for pair in metadata.split(",") if pair.strip())
    return base64.b64decode(pairs.get("filename", ""), validate=True).decode() or "file"


def _progress(arriving: Arriving) -> dict[str, str]:
    return {"Upload-Offset": str(arriving.received), **_expiry(arriving)}


def _expiry(arriving: Arriving) -> dict[str, str]:
    return {"Upload-Expires": http_date(arriving.expires_at.timestamp())}


def _reason(refusal: Refusal, status: int) -> HttpResponse:
    return HttpResponse(str(refusal.reason), status=status, content_type="text/plain; charset=utf-8")


def _said(answer: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in {"Tus-Resumable": VERSION, "Cache-Control": "no-store", **headers}.items():
        answer[name] = value
    return answer
