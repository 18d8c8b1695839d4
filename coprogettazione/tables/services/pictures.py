# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The library of pictures from which the texts of a table take theirs."""

from datetime import datetime

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import store_upload
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Invalid
from coprogettazione.tables.models import DesignTable, Picture
from coprogettazione.tables.queries import body_of
from coprogettazione.tables.services.speaking import required

#: What browsers, PDF, ODT and DOCX all draw.
EXTENSIONS = ("png", "jpg", "jpeg")


@deed(on="table", says=gettext_lazy("ha aggiunto un’immagine per i testi del tavolo"))
def add_picture(
    act: Act, *, table: DesignTable, file: File, alt: str, by: User | None, at: datetime
) -> Picture:
    """Add a picture, with what is in it for who does not see it: that is never left out (accessible papers)."""
    alt = " ".join(
        required("alt", alt, _("Descrivi l’immagine in poche parole: chi non la vede legge quelle.")).split()
    )
    longest = Picture._meta.get_field("alt").max_length
    if longest is not None and len(alt) > longest:
        words = _("La descrizione supera %(n)s caratteri: accorciala.") % {"n": longest}
        raise Invalid(words, fields={"alt": words})
    body = body_of(by, table, at) or table.call.lead_authority
    stored = store_upload(
        file=file, kind=FileKind.WORKING, by=by, at=at, owner=body, case_file=table.call, only=EXTENSIONS
    )
    act.record(file=stored.pk, sha256=stored.sha256)
    return Picture.objects.create(
        table=table,
        file=stored,
        alt=alt,
        person=by or table.call.procedure_officer,
        organisation=body,
        added_at=at,
    )
