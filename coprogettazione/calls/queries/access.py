# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked about requests of access: terms, what can be asked for, who could be harmed."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext

from coprogettazione.calls.models import (
    AccessKind,
    AccessOutcome,
    AccessRequest,
    AccessState,
    Call,
    CounterInterested,
    Parameter,
)
from coprogettazione.calls.queries.parameters import legal_parameter, term_after
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.roles import Role
from coprogettazione.wording import ROME, day, end_of

#: Who acts for a body that asks, or that could be harmed.
ENTITY_ROLES = (Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR)
#: The papers that can be chosen by name: those of the procedure, never those that would say who applies.
NAMED_KINDS = (
    PaperKind.OPENING_ACT,
    PaperKind.NOTICE,
    PaperKind.ADMISSION_ACT,
    PaperKind.MINUTES,
    PaperKind.TABLE_REPORT,
    PaperKind.APPROVAL_ACT,
    PaperKind.CONVENTION,
    PaperKind.EXECUTIVE_ACT,
)
#: Requests for which an answer is still owed within a term.
WAITING = Q(state__in=[AccessState.RECEIVED, AccessState.NOTIFIED]) | Q(
    state=AccessState.ANSWERED, outcome=AccessOutcome.DEFERRED
)
#: Also those of civic access left without an answer: silence does not free the office from answering.
OWED = WAITING | Q(state=AccessState.LAPSED, kind=AccessKind.CIVIC)

Bodies = Callable[[Call, datetime], Iterable[Organisation]]
_bodies: list[Bodies] = []


def in_the_papers_of_calls(find: Bodies) -> Bodies:
    """Add the bodies of which the papers of a dossier speak (who applied, once it may be known)."""
    if find not in _bodies:
        _bodies.append(find)
    return find


def bodies_of(call: Call, at: datetime) -> list[Organisation]:
    """The bodies of which the papers of a dossier speak, as far as it may be known now."""
    found = {body.pk: body for find in _bodies for body in find(call, at)}
    return sorted(found.values(), key=lambda body: body.known_as)


def possible_counter_interested(request: AccessRequest, at: datetime) -> list[Organisation]:
    """The bodies of the dossier that could be harmed: not who asks, not the public body, not those told."""
    told = set(request.counter_interested.values_list("organisation_id", flat=True))
    aside = {request.organisation_id, request.call.lead_authority_id, *told}
    return [body for body in bodies_of(request.call, at) if body.pk not in aside]


def askable_papers(call: Call) -> QuerySet[Paper]:
    """The papers of a dossier that can be asked for by name: what is published needs no request."""
    papers = Paper.objects.filter(case_file=call, kind__in=NAMED_KINDS, published_at__isnull=True)
    return papers.only("title", "date", "published_at").order_by("-issued_at", "-pk")


def access_days(kind: str, call: Call, on: date) -> int:
    """How many days the office has, for a request that arrives on this day."""
    key = Parameter.ACCESS_DAYS if kind == AccessKind.DOCUMENTARY else Parameter.CIVIC_ACCESS_DAYS
    return legal_parameter(key, call.district.region, on)


def access_due(requested_at: datetime, days: int, suspended: int = 0) -> datetime:
    """The last second of the term: so many days after that of the request, and those it was suspended."""
    return end_of(term_after(requested_at.astimezone(ROME).date(), days + suspended))


def suspension_of(rows: Iterable[CounterInterested]) -> int:
    """For how many days the term stood still: those in which somebody could object, each counted once.

    The days of one body end when it says whether it objects, or on its last.
    """
    days: set[int] = set()
    for row in rows:
        first = row.notified_at.astimezone(ROME).date().toordinal()
        last = (row.heard_at or row.due_at).astimezone(ROME).date().toordinal()
        days.update(range(first, last))
    return len(days)


def still_able_to_oppose(request: AccessRequest, at: datetime) -> list[CounterInterested]:
    """The counter-interested whose days are not over and who have not said yet whether they object."""
    rows = request.counter_interested.filter(opposed_at__isnull=True, waived_at__isnull=True, due_at__gte=at)
    return list(rows.select_related("organisation"))


def access_requests_of(call: Call) -> QuerySet[AccessRequest]:
    """The requests on a dossier, the nearest term first, then those answered; one query whatever the rows."""
    return (
        AccessRequest.objects.filter(call=call)
        .select_related("requester", "organisation")
        .annotate(told=Count("counter_interested"), opposed=Count("counter_interested__opposed_at"))
        .order_by(F("answered_at").desc(nulls_first=True), "due_at", "pk")
    )


def own_access_requests(call: Call, user: Any, at: datetime) -> QuerySet[AccessRequest]:
    """The requests that this person made, or the bodies for which they act; of others, those of which their
    body was told.
    """
    mine = organisations_of(user, ENTITY_ROLES, at)
    told = CounterInterested.objects.filter(organisation__in=mine).values("request")
    seen = Q(requester=user.pk) | Q(organisation__in=mine) | Q(pk__in=told)
    return access_requests_of(call).filter(seen)


def overdue_access(at: datetime) -> QuerySet[AccessRequest]:
    """The requests whose term has passed without an answer, oldest first."""
    return AccessRequest.objects.filter(WAITING, due_at__lt=at).order_by("due_at", "pk")


def appeal_words(request: AccessRequest) -> str:
    """What whoever asked can do against the answer, or against silence."""
    call = request.call
    today = (request.answered_at or request.lapsed_at or request.requested_at).astimezone(ROME).date()
    documentary = request.kind == AccessKind.DOCUMENTARY
    key = Parameter.ACCESS_APPEAL_DAYS if documentary else Parameter.CIVIC_REVIEW_DAYS
    said: dict[str, Any] = {
        "days": legal_parameter(key, call.district.region, today),
        "body": call.lead_authority.name,
        "day": day(today),
    }
    if documentary:
        return (
            gettext(
                "Entro %(days)s giorni dal %(day)s, chi ha chiesto può ricorrere al Tribunale amministrativo "
                "regionale (art. 116, d.lgs. 104/2010) o chiedere il riesame al difensore civico competente "
                "per territorio (art. 25, c. 4, l. 241/1990)."
            )
            % said
        )
    return (
        gettext(
            "Chi ha chiesto può domandare il riesame al responsabile della prevenzione della corruzione e "
            "della trasparenza di %(body)s, che decide entro %(days)s giorni (art. 5, c. 7, d.lgs. 33/2013); "
            "poi può ricorrere al Tribunale amministrativo regionale o al difensore civico."
        )
        % said
    )
