# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table opens: who sits, and the document to write."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import User
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    CHAPTER_LENGTH,
    Chapter,
    ChapterCode,
    DesignTable,
    Seat,
    SeatKind,
    SharedText,
    TextKind,
)
from coprogettazione.tables.notifications import tell_of_opening
from coprogettazione.tables.queries.shared_text import body_of_text
from coprogettazione.tables.services.seats import partnership, sit
from coprogettazione.tables.services.writing import write_part


@deed(on="call", says=gettext_lazy("ha aperto il tavolo"), law="art. 55, c. 3, d.lgs. 117/2017")
def open_table(
    act: Act,
    *,
    call: Call,
    facilitator: User | None = None,
    max_delegates: int = 3,
    chapters: list[dict] | None = None,
    by: User | None,
    at: datetime,
) -> DesignTable:
    """Open the table with the admitted bodies, the officer and who facilitates.

    `chapters` is the document to start from ("di massima"): a list of {code, text}; without it the
    chapters are empty.
    """
    bodies = partnership(call)
    if not bodies:
        raise Invalid(_("Nessun ente è ammesso al tavolo."))
    move(CallLifecycle(call).open_table)
    table = DesignTable.objects.create(call=call, opened_at=at, max_delegates=max_delegates)
    today = timezone.localtime(at).date()
    Seat.objects.create(
        table=table,
        organisation=call.lead_authority,
        user=call.procedure_officer,
        kind=SeatKind.PUBLIC_BODY,
        valid_from=today,
    )
    seats = [sit(table, organisation, kind, by, at) for organisation, kind in bodies.items()]
    if facilitator is not None:
        if any(seat.user_id == facilitator.pk for seat in seats):
            raise Invalid(
                _("%(who)s siede per un ente partner: chi facilita non è di parte.") % {"who": facilitator},
                fields={"facilitator": _("Scegli una persona che non siede per un ente.")},
            )
        own = organisations_of(facilitator, [Role.FACILITATOR], at)
        Seat.objects.create(
            table=table,
            organisation_id=min(own) if own else call.lead_authority_id,
            user=facilitator,
            kind=SeatKind.FACILITATOR,
            valid_from=today,
        )
    _write_chapters(table, _texts(chapters or []), by or call.procedure_officer, at)
    table.forget_seats()
    act.record(organisations=[organisation.pk for organisation in bodies])
    tell_of_opening(table, at)
    return table


def _texts(chapters: list[dict[str, Any]]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for item in chapters:
        code, text = str(item.get("code", "")), str(item.get("text", ""))
        if code not in ChapterCode.values:
            raise Invalid(_("Il capitolo «%(code)s» non esiste.") % {"code": code}, fields={"chapters": code})
        if len(text) > CHAPTER_LENGTH:
            raise Invalid(_("Il capitolo «%(code)s» è troppo lungo.") % {"code": code})
        texts[code] = text
    return texts


def _write_chapters(table: DesignTable, texts: dict[str, str], author: User, at: datetime) -> None:
    shared = SharedText.objects.create(table=table, kind=TextKind.PROJECT, opened_at=at)
    for position, code in enumerate(ChapterCode.values, 1):
        Chapter.objects.create(table=table, code=code, position=position)
        text = texts.get(code, "").strip()
        if text:
            write_part(
                shared,
                code,
                body_of_text(text),
                person=author,
                organisation=table.call.lead_authority,
                at=at,
            )
