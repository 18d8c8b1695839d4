# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The letter that answers a request of access to the papers."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.models import AccessRequest
from coprogettazione.documents.models import Paper, PaperKind, StoredFile
from coprogettazione.documents.services import issue_act
from coprogettazione.wording import day, in_italian, moment


@in_italian
def issue_access_answer(
    request: AccessRequest, files: list[StoredFile], *, appeal: str, by: Any, at: datetime
) -> Paper:
    """The letter that answers a request of access: outcome, reasons, copies, how to appeal. Not published."""
    call = request.call
    asked = [paper.title for paper in request.papers.all()]
    facts = [
        {"label": _("Tipo di accesso"), "value": request.get_kind_display()},
        {"label": _("Richiesta arrivata"), "value": moment(request.requested_at)},
        {"label": _("Esito"), "value": request.get_outcome_display()},
    ]
    if request.deferred_until:
        facts.append({"label": _("Rinviata fino al"), "value": day(request.deferred_until)})
    return issue_act(
        kind=PaperKind.LETTER,
        body=call.lead_authority,
        title=_("Risposta a una richiesta di accesso"),
        subject=call.title,
        about=request,
        data={
            "procedure": {"title": call.title, "code": call.code, "cup": call.cup or None},
            "recipients": [{"name": request.who, "address": request.email or request.address or None}],
            "opening": _("Ha chiesto di accedere a:"),
            "items": [*asked, *([request.description] if request.description else [])],
            "term": None,
            "facts": facts,
            "closing": f"{request.reasons}\n\n{appeal}",
            "annexes": [file.name for file in files],
            "signatures": [
                {
                    "role": _("Il responsabile del procedimento"),
                    "name": call.procedure_officer.get_full_name(),
                }
            ],
        },
        by=by,
        at=at,
    )
