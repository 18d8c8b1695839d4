# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Access to the papers of a dossier: asking, telling who could be harmed, objecting, the days that pass."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.lifecycle import AccessLifecycle
from coprogettazione.calls.models import (
    AccessKind,
    AccessRequest,
    Call,
    CounterInterested,
    Parameter,
    ReleasedCopy,
)
from coprogettazione.calls.notifications import (
    tell_of_access_lapse,
    tell_of_access_request,
    tell_of_opposition,
    tell_the_counter_interested,
)
from coprogettazione.calls.queries import legal_parameter, term_after
from coprogettazione.calls.queries.access import (
    ENTITY_ROLES,
    OWED,
    access_days,
    access_due,
    askable_papers,
    overdue_access,
    possible_counter_interested,
    suspension_of,
)
from coprogettazione.calls.services.acts import need_reasons
from coprogettazione.documents.models import Paper
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Refusal, Words
from coprogettazione.records.rights import may
from coprogettazione.wording import ROME, end_of, moment

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
    oneself. Civic access is of anybody and asks for no reason: with an account, without one (`by` None, with
    name and e-mail), or on paper, when the office registers it with name and e-mail of who asked. Raises
    Invalid for what is missing, NotAllowed for a body one does not act for, AlreadyDone when the same request
    waits already.
    """
    chosen = list(papers or [])
    given = {"description": description.strip(), "interest": interest.strip()}
    given |= {"name": name.strip(), "email": email.strip().lower()}
    on_paper = by is not None and bool(given["name"] or given["email"])
    requester = None if on_paper else by
    if on_paper and not may(by, "read_case_file", call, at):
        raise NotAllowed(_("Solo l’ufficio registra la richiesta di un’altra persona."))
    if kind == AccessKind.DOCUMENTARY and requester is None:
        raise NotAllowed(
            _("L’accesso documentale si chiede dal proprio account; quello civico lo può chiedere chiunque."),
            law=_("art. 25, c. 2, l. 241/1990"),
        )
    if fields := _what_is_missing(call, kind, given, chosen, known=requester is not None):
        raise Invalid(_("La richiesta non è completa."), fields=fields)
    if organisation is not None and organisation.pk not in organisations_of(requester, ENTITY_ROLES, at):
        raise NotAllowed(_("Puoi chiedere l’accesso solo per l’ente per cui lavori."))
    _not_twice(call, requester, given["email"], given["description"], chosen)

    days = access_days(kind, call, at.astimezone(ROME).date())
    request = AccessRequest.objects.create(
        call=call,
        kind=kind,
        requester=requester,
        organisation=organisation,
        requested_at=at,
        days=days,
        due_at=access_due(at, days),
        **given,
    )
    request.papers.set(chosen)
    # Who is not here by an account stays out of a register that nobody can ever correct.
    act.facts.pop("name", None)
    act.facts.pop("email", None)
    act.record(papers=[paper.pk for paper in chosen], days=days, due_at=request.due_at)
    if organisation is not None:
        act.verdict = replace(act.verdict, organisation_id=organisation.pk)
    act.about(request)
    tell_of_access_request(request, at)
    return request


def _what_is_missing(
    call: Call, kind: str, given: dict[str, str], papers: list[Paper], *, known: bool
) -> dict[str, Words]:
    """By field; `known` says whether who asks has an account."""
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
    if not known and not given["name"]:
        fields["name"] = _("Scrivi nome e cognome.")
    if not known and not given["email"]:
        fields["email"] = _("Scrivi l’indirizzo a cui rispondere, per esempio nome@example.it.")
    too_long = [field for field in ("description", "interest") if len(given[field]) > LONGEST_TEXT]
    return {**fields, **{field: _("Al massimo 4.000 caratteri: scrivi l’essenziale.") for field in too_long}}


def _not_twice(call: Call, requester: User | None, email: str, description: str, papers: list[Paper]) -> None:
    """Two tabs, or a double click, make one request; one address does not fill the office's desk."""
    if requester is None:
        open_ones = AccessRequest.objects.filter(OWED, requester=None, email=email)
        if open_ones.count() >= MOST_FROM_ONE_ADDRESS:
            raise NotAllowed(
                _(
                    "Da questo indirizzo ci sono già cinque richieste senza risposta: aspetta una risposta, "
                    "o scrivi al responsabile del procedimento."
                )
            )
    else:
        open_ones = AccessRequest.objects.filter(OWED, requester=requester)
    wanted = {paper.pk for paper in papers}
    for same in open_ones.filter(call=call, description=description).prefetch_related("papers"):
        if {paper.pk for paper in same.papers.all()} == wanted:
            raise AlreadyDone(
                gettext("Questa richiesta è già arrivata %(when)s e aspetta una risposta. Non serve altro.")
                % {"when": moment(same.requested_at)}
            )


@deed(
    on="request",
    says=_("ha avvisato i controinteressati di una richiesta di accesso"),
    law=_("art. 3, d.P.R. 184/2006; art. 5, c. 5, d.lgs. 33/2013"),
)
def notify_counter_interested(
    act: Act,
    *,
    request: AccessRequest,
    organisations: list[Organisation],
    by: User | None,
    at: datetime,
) -> AccessRequest:
    """Tell the bodies that the access could harm: they may object within days, and the term stands still
    meanwhile. Raises Invalid without a body, or for one that the papers do not concern.
    """
    bodies = list(organisations)
    allowed = {body.pk for body in possible_counter_interested(request, at)}
    if not bodies or any(body.pk not in allowed for body in bodies):
        words = _("Scegli almeno un ente di cui parlano gli atti, che non sia già stato avvisato.")
        raise Invalid(words, fields={"organisations": words})
    today = at.astimezone(ROME).date()
    days = legal_parameter(Parameter.OPPOSITION_DAYS, request.call.district.region, today)
    due = end_of(term_after(today, days))
    rows = [
        CounterInterested.objects.create(request=request, organisation=body, notified_at=at, due_at=due)
        for body in bodies
    ]
    move(AccessLifecycle(request).notify, **_term_of(request))
    act.record(organisations=[body.pk for body in bodies], due_at=request.due_at)
    for row in rows:
        tell_the_counter_interested(row, at)
    return request


def _term_of(request: AccessRequest) -> dict[str, object]:
    suspended = suspension_of(request.counter_interested.all())
    due = access_due(request.requested_at, request.days, suspended)
    return {"suspended_days": suspended, "due_at": due}


@deed(
    on="counter",
    says=_("si è opposto a una richiesta di accesso"),
    law=_("art. 3, c. 2, d.P.R. 184/2006; art. 5, c. 5, d.lgs. 33/2013"),
)
def oppose_access(
    act: Act, *, counter: CounterInterested, opposition: str, by: User | None, at: datetime
) -> CounterInterested:
    """Object, with reasons, within the days given: the office decides, hearing them."""
    counter.opposition = need_reasons(opposition, "opposition")[:LONGEST_TEXT]
    counter.opposed_at, counter.opposed_by = at, by
    counter.save(update_fields=["opposition", "opposed_at", "opposed_by"])
    request = counter.request
    for field, value in _term_of(request).items():
        setattr(request, field, value)
    request.save(update_fields=["suspended_days", "due_at"])
    tell_of_opposition(counter, at)
    return counter


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
