# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of the applications, for the office's own spreadsheet."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from coprogettazione.applications.queries.exports import TABLES, WORKBOOKS, sheets_of
from coprogettazione.applications.services import export_applications
from coprogettazione.calls.models import Call
from coprogettazione.documents.documents import FORMATS
from coprogettazione.parties.queries import signed_in
from coprogettazione.wording import in_italian


@require_GET
@login_required
@in_italian
def export(request: HttpRequest, code: str, what: str, extension: str) -> HttpResponse:
    """One workbook, or one table as CSV: refused with its reason while the applications are sealed."""
    known = TABLES if extension == "csv" else WORKBOOKS
    if extension not in FORMATS or what not in known:
        raise Http404
    at, user = timezone.now(), signed_in(request.user)
    call = get_object_or_404(Call, code=code)
    export_applications(call=call, what=what, extension=extension, by=user, at=at)
    media_type, write = FORMATS[extension]
    answer = HttpResponse(
        write(f"{call.code}, {what}", sheets_of(call, what, extension, user, at)), content_type=media_type
    )
    name = f"{slugify(call.code)}-{what}-{timezone.localtime(at):%Y-%m-%d}.{extension}"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
