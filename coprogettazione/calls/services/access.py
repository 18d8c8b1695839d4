# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Access to the papers of a dossier: asking, registering what came otherwise, the days that pass, the copies."""

from dataclasses import replace
from datetime import datetime

from django.core.files.base import File
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.lifecycle import AccessLifecycle
from coprogettazione.calls.models import (
    AccessChannel,
    AccessKind,
    AccessRequest,
    Call,
    ReleasedCopy,
)
from coprogettazione.calls.notifications import (
    tell_of_access_lapse,
    tell_of_access_request,
)
from coprogettazione.calls.queries.access import (
    ENTITY_ROLES,
    OWED,
    access_days,
    access_due,
    askable_papers,
    bodies_of,
    overdue_access,
)
from coprogettazione.documents.models import FileKind, Paper
from coprogettazione.documents.services import store_upload
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Refusal, Words
from coprogettazione.wording import ROME, moment

LONGEST_TEXT = 4000
#: How many requests without an answer one address may have at once, on the whole platform.
MOST_FROM_ONE_ADDRESS = 5


@deed(
    on="call",
    says=_("ha registrato una richiesta di accesso agli atti"),
    law=_("artt. 22–25, l. 241/1990; art. 5, d.lgs. 33/2013"),
)
def request_access(
    act: Act,
    *,
    call: Call,
    kind: str,
    description: str = "",
    papers: list[Paper] | None = None,
    interest: str = "",
    organisation: Organisation | None = None,
    name: str = "",
    email: str = "",
    by: User | None,
    at: datetime,
) -> AccessRequest:
    """Ask to read papers of a dossier: the term runs from here.

    Documentary access is of whoever has an interest and says it, with a personal account, for a body or for
    oneself. Civic access is of anybody and asks for no reason: with an account, or without one (`by` None, with
    name and e-mail). Raises Invalid for what is missing, NotAllowed for a body one does not act for or for
    another person (that takes `register_access_request`), AlreadyDone when the same request waits already.
    """
    given = _typed(description=description, interest=interest, name=name, email=email.lower())
    if by is not None and (given["name"] or given["email"]):
        raise NotAllowed(
            _(
                "Dal tuo account chiedi per te o per il tuo ente: la richiesta di un’altra persona la registra "
                "l’ufficio."
            )
        )
    if kind == AccessKind.DOCUMENTARY and by is None:
        raise NotAllowed(
            _("L’accesso documentale si chiede dal proprio account; quello civico lo può chiedere chiunque."),
            law=_("art. 25, c. 2, l. 241/1990"),
        )
    fields = _what_is_missing(call, kind, given, papers or [])
    if by is None:
        fields |= _who_is_missing(given["name"], reachable=bool(given["email"]))
    if fields:
        raise Invalid(_("La richiesta non è completa."), fields=fields)
    if organisation is not None and organisation.pk not in organisations_of(by, ENTITY_ROLES, at):
        raise NotAllowed(_("Puoi chiedere l’accesso solo per l’ente per cui lavori."))
    open_ones = AccessRequest.objects.filter(OWED, requester=by)
    if by is None:
        open_ones = open_ones.filter(email=given["email"])
        if open_ones.count() >= MOST_FROM_ONE_ADDRESS:
            raise NotAllowed(
                _(
                    "Da questo indirizzo ci sono già cinque richieste senza risposta: aspetta una risposta, "
                    "o scrivi al responsabile del procedimento."
                )
            )
    _not_twice(call, open_ones, given["description"], papers or [])
    request = AccessRequest(call=call, kind=kind, requester=by, organisation=organisation, **given)
    return _received(act, request, papers or [], arrived_at=at, at=at)


@deed(
    on="call",
    says=_("ha registrato una richiesta di accesso agli atti arrivata per PEC o su carta"),
    law=_("artt. 22–25, l. 241/1990; art. 5, d.lgs. 33/2013; art. 53, d.P.R. 445/2000"),
)
def register_access_request(
    act: Act,
    *,
    call: Call,
    kind: str,
    channel: str,
    arrived_at: datetime,
    file: File,
    name: str,
    email: str = "",
    address: str = "",
    protocol: str = "",
    description: str = "",
    papers: list[Paper] | None = None,
    interest: str = "",
    organisation: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> AccessRequest:
    """Register a request that came by PEC or on paper, of either kind, with the `file` as it arrived.

    The term runs from `arrived_at`, also when it is registered later. Who asked has an e-mail, or a postal `address`
    to which the office sends the answer. `organisation` is one of which the papers speak: its people follow the
    request with their accounts. Raises Invalid for what is missing or for an instant that cannot be, AlreadyDone when
    the same request of the same person waits already, UploadRefused.
    """
    given = _typed(description=description, interest=interest, name=name, email=email.lower())
    given |= _typed(address=address, protocol=protocol)
    fields = _what_is_missing(call, kind, given, papers or [])
    fields |= _who_is_missing(given["name"], reachable=bool(given["email"] or given["address"]))
    if channel not in AccessChannel.values:
        fields["channel"] = _("Scegli come è arrivata.")
    arrived_at = arrived_at.replace(second=0, microsecond=0)
    if arrived_at > at:
        fields["arrived_at"] = _("Scrivi quando è arrivata: non può essere dopo adesso.")
    elif arrived_at < call.created_at.replace(second=0, microsecond=0):
        fields["arrived_at"] = _("Non può essere arrivata prima che il fascicolo fosse aperto.")
    if organisation is not None and organisation.pk not in {body.pk for body in bodies_of(call, at)}:
        fields["organisation"] = _("Gli atti non parlano di questo ente: scrivilo accanto al nome.")
    if fields:
        raise Invalid(_("La richiesta non è completa."), fields=fields)
    same = AccessRequest.objects.filter(
        OWED, requester=None, name__iexact=given["name"], email=given["email"], kind=kind
    )
    _not_twice(call, same, given["description"], papers or [])
    kept = store_upload(
        file=file, kind=FileKind.WORKING, by=by, at=at, owner=call.lead_authority, case_file=call
    )
    request = AccessRequest(
        call=call,
        kind=kind,
        organisation=organisation,
        channel=channel,
        file=kept,
        registered_at=at,
        registered_by=by,
        **given,
    )
    act.record(arrived_at=arrived_at, file={"name": kept.name, "sha256": kept.sha256})
    return _received(act, request, papers or [], arrived_at=arrived_at, at=at)


def _received(
    act: Act, request: AccessRequest, papers: list[Paper], *, arrived_at: datetime, at: datetime
) -> AccessRequest:
    """Keep a request with its term, counted from its arrival, and tell the office and whoever asked."""
    request.requested_at = arrived_at
    request.days = access_days(request.kind, request.call, arrived_at.astimezone(ROME).date())
    request.due_at = access_due(arrived_at, request.days)
    request.save()
    request.papers.set(papers)
    # Who is not here by an account stays out of a register that nobody can ever correct.
    for personal in ("name", "email", "address"):
        act.facts.pop(personal, None)
    act.record(papers=[paper.pk for paper in papers], days=request.days, due_at=request.due_at)
    if request.requester_id is not None and request.organisation_id is not None:
        act.verdict = replace(act.verdict, organisation_id=request.organisation_id)
    act.about(request)
    tell_of_access_request(request, at)
    return request


def _typed(**texts: str) -> dict[str, str]:
    return {name: text.strip() for name, text in texts.items()}


def _what_is_missing(call: Call, kind: str, given: dict[str, str], papers: list[Paper]) -> dict[str, Words]:
    """What was not said of the request itself, by field."""
    fields: dict[str, Words] = {}
    if kind not in AccessKind.values:
        fields["kind"] = _("Scegli se chiedi l’accesso documentale o quello civico.")
    if not papers and not given["description"]:
        fields["description"] = _(
            "Scegli un atto, o scrivi che cosa chiedi: per esempio «il verbale del 2 marzo»."
        )
    askable = set(askable_papers(call).values_list("pk", flat=True))
    if any(paper.pk not in askable for paper in papers):
        fields["papers"] = _("Uno di questi atti non si può chiedere così: descrivilo a parole.")
    if kind == AccessKind.DOCUMENTARY and not given["interest"]:
        fields["interest"] = _(
            "Scrivi perché ti serve: per esempio «per difendere la posizione del nostro ente»."
        )
    too_long = [field for field in ("description", "interest") if len(given[field]) > LONGEST_TEXT]
    return {**fields, **{field: _("Al massimo 4.000 caratteri: scrivi l’essenziale.") for field in too_long}}


def _who_is_missing(name: str, *, reachable: bool) -> dict[str, Words]:
    """Of whoever has no account: a name, and where the answer goes."""
    fields: dict[str, Words] = {}
    if not name:
        fields["name"] = _("Scrivi nome e cognome.")
    if not reachable:
        fields["email"] = _("Scrivi l’indirizzo a cui rispondere, per esempio nome@example.it.")
    return fields


def _not_twice(call: Call, open_ones: QuerySet[AccessRequest], description: str, papers: list[Paper]) -> None:
    """Two tabs, or a double click, make one request."""
    wanted = {paper.pk for paper in papers}
    for same in open_ones.filter(call=call, description=description).prefetch_related("papers"):
        if {paper.pk for paper in same.papers.all()} == wanted:
            raise AlreadyDone(
                gettext("Questa richiesta è già arrivata %(when)s e aspetta una risposta. Non serve altro.")
                % {"when": moment(same.requested_at)}
            )


@deed(
    on="request",
    says=_("ha registrato che il termine di una richiesta di accesso è passato senza risposta"),
    law=_("art. 25, c. 4, l. 241/1990; art. 5, c. 7, d.lgs. 33/2013"),
)
def lapse_access(act: Act, *, request: AccessRequest, by: User | None, at: datetime) -> AccessRequest:
    """The term passed: for documentary access silence is a refusal; for civic access it is only a fault of
    the office, which still has to answer.
    """
    move(AccessLifecycle(request).lapse, lapsed_at=at)
    act.record(kind=request.kind, due_at=request.due_at)
    tell_of_access_lapse(request, at)
    return request


def lapse_overdue_access(*, at: datetime) -> int:
    """Note every request whose term has passed without an answer; return how many. Idempotent, safe from
    several processes at once.
    """
    done = 0
    for request in overdue_access(at):
        try:
            lapse_access(request=request, by=None, at=at)
        except Refusal:
            # Answered, or noted by another process, after it was read.
            continue
        done += 1
    return done


@deed(
    on="copy",
    says=_("ha consegnato una copia a chi aveva chiesto l’accesso senza un account"),
    law=_("art. 5, d.lgs. 33/2013"),
)
def hand_over_copy(act: Act, *, copy: ReleasedCopy, by: User | None, at: datetime) -> ReleasedCopy:
    """Let whoever has the secret address of a request read a copy; who has an account reads it as a file."""
    act.record(name=copy.file.name, sha256=copy.file.sha256)
    return copy
