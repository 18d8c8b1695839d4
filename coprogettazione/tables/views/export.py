# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking the project out of the platform, as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from coprogettazione.documents.services import letterhead_of
from coprogettazione.tables.documents import FORMATS, project_as
from coprogettazione.tables.models import NamedVersion
from coprogettazione.tables.queries.export import document_for_export, pictures_of, version_for_export
from coprogettazione.tables.views.base import TableView


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file made for whoever asks, which nobody else may keep."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class ExportView(TableView):
    """The working text, or the version of the address, in a format."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it and hand it over."""
        extension = self.kwargs["extension"]
        if extension not in FORMATS:
            raise Http404
        code, number = self.table.call.code, self.kwargs.get("number")
        if number is None:
            document = document_for_export(self.table)
            name = _("Progetto %(code)s, in lavorazione") % {"code": code}
        else:
            version = get_object_or_404(NamedVersion, table=self.table, number=number)
            document = version_for_export(self.table, version)
            name = _("Progetto %(code)s, versione %(n)s") % {"code": code, "n": number}
        content = project_as(
            extension,
            document,
            body=letterhead_of(self.table.call.lead_authority),
            pictures=pictures_of(self.table),
            at=self.at,
        )
        return attached(content, FORMATS[extension], f"{name}.{extension}")
