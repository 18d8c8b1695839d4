# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office's answer to a request of access: reasoned, with how to appeal, and the copies it hands over."""

from datetime import date, datetime, timedelta

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.documents import issue_access_answer
from coprogettazione.calls.lifecycle import AccessLifecycle
from coprogettazione.calls.models import (
    AccessKind,
    AccessOutcome,
    AccessRequest,
    CallState,
    Parameter,
    ReleasedCopy,
)
from coprogettazione.calls.notifications import tell_of_access_answer
from coprogettazione.calls.queries import legal_parameter, term_after
from coprogettazione.calls.queries.access import appeal_words
from coprogettazione.calls.services.acts import need_reasons
from coprogettazione.documents.models import FileKind, StoredFile
from coprogettazione.documents.services import store_upload
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, Words
from coprogettazione.wording import ROME, end_of

#: States in which the admission is not decided: until then the papers of the evaluation may wait.
BEFORE_ADMISSION = (
    CallState.PUBLISHED,
    CallState.ADMISSIBILITY,
    CallState.COMMITTEE,
    CallState.EVALUATION,
)
GIVING = (AccessOutcome.GRANTED, AccessOutcome.PARTLY)


@deed(
    on="request",
    says=_("ha risposto a una richiesta di accesso agli atti"),
    law=_("artt. 3, 24 e 25, l. 241/1990; artt. 5 e 5-bis, d.lgs. 33/2013"),
)
def answer_access(
    act: Act,
    *,
    request: AccessRequest,
    outcome: str,
    reasons: str,
    deferred_until: date | None = None,
    copies: list[File] | None = None,
    readable_until: date | None = None,
    by: User | None,
    at: datetime,
) -> AccessRequest:
    """Grant, grant in part, refuse or defer, always with reasons; also late, after silence.

    `copies` are what the office hands over, without what stays reserved: who asked reads them, and nobody
    else, until `readable_until` included. What was asked for by name and is published by now goes with them.
    On a civic request that somebody objected to, they are read only after the days that leave time to appeal
    (art. 5 c. 6). A deferral holds until a day, only while the admission is not decided (art. 24 c. 4,
    l. 241/1990). Raises Invalid, UploadRefused.
    """
    today, given = at.astimezone(ROME).date(), list(copies or [])
    fields = _faults(request, outcome, deferred_until, given, readable_until, today)
    if fields:
        raise Invalid(_("La risposta non è completa."), fields=fields)
    reasons = need_reasons(reasons)
    files: list[StoredFile] = []
    if outcome in GIVING:
        files = [
            store_upload(
                file=file,
                kind=FileKind.WORKING,
                by=by,
                at=at,
                owner=request.call.lead_authority,
                case_file=request.call,
            )
            for file in given
        ]
        published = request.papers.filter(published_at__isnull=False).select_related("public_file")
        files += [paper.public_file for paper in published if paper.public_file is not None]
    since = readable_from(request, at)
    move(
        AccessLifecycle(request).answer,
        outcome=outcome,
        reasons=reasons,
        deferred_until=deferred_until,
        answered_at=at,
        answered_by=by,
        **({"due_at": end_of(deferred_until)} if deferred_until else {}),
    )
    if files:
        assert readable_until is not None
        rows = [
            ReleasedCopy(request=request, file=file, since=since, until=end_of(readable_until))
            for file in files
        ]
        ReleasedCopy.objects.bulk_create(rows, ignore_conflicts=True)
    request.answer = issue_access_answer(request, files, appeal=appeal_words(request), by=by, at=at)
    request.save(update_fields=["answer"])
    act.record(
        copies=[{"name": file.name, "sha256": file.sha256} for file in files],
        paper=request.answer.pk,
        late=request.lapsed_at is not None,
    )
    tell_of_access_answer(request, at)
    return request


def _faults(
    request: AccessRequest,
    outcome: str,
    deferred_until: date | None,
    copies: list[File],
    readable_until: date | None,
    today: date,
) -> dict[str, Words]:
    fields: dict[str, Words] = {}
    if outcome not in AccessOutcome.values:
        fields["outcome"] = _("Scegli l’esito.")
    if outcome == AccessOutcome.DEFERRED:
        if request.call.state not in BEFORE_ADMISSION:
            fields["outcome"] = _(
                "L’accesso si rinvia solo finché non è decisa l’ammissione: ora si accoglie o si rifiuta "
                "(art. 24, c. 4, l. 241/1990; art. 9, d.P.R. 184/2006)."
            )
        elif deferred_until is None or deferred_until <= today:
            fields["deferred_until"] = _("Scrivi fino a che giorno: da domani in poi.")
    elif deferred_until is not None:
        fields["deferred_until"] = _("Il giorno si scrive solo quando rinvii.")
    if outcome in GIVING:
        if (copies or request.papers.filter(published_at__isnull=False).exists()) and (
            readable_until is None or readable_until < today
        ):
            fields["readable_until"] = _("Scrivi fino a che giorno si leggono le copie: da oggi in poi.")
        elif readable_until is not None and end_of(readable_until) <= readable_from(request, end_of(today)):
            fields["readable_until"] = _(
                "Un controinteressato si è opposto: le copie si leggono solo più avanti."
            )
    elif copies:
        fields["copies"] = _("Le copie si consegnano solo quando accogli la richiesta, anche in parte.")
    return fields


def readable_from(request: AccessRequest, at: datetime) -> datetime:
    """From when the copies are read: at once, but for a civic request to which somebody objected."""
    opposed = request.counter_interested.filter(opposed_at__isnull=False).exists()
    if request.kind != AccessKind.CIVIC or not opposed:
        return at
    today = at.astimezone(ROME).date()
    days = legal_parameter(Parameter.CIVIC_RELEASE_DAYS, request.call.district.region, today)
    return end_of(term_after(today, days)) + timedelta(seconds=1)
