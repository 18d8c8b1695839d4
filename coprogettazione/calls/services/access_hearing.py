# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hearing the bodies that an access could harm: telling them, their objection, their word that they do not object."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.lifecycle import AccessLifecycle
from coprogettazione.calls.models import AccessRequest, CounterInterested, Parameter
from coprogettazione.calls.notifications import (
    tell_of_opposition,
    tell_of_waiver,
    tell_the_counter_interested,
)
from coprogettazione.calls.queries import legal_parameter, term_after
from coprogettazione.calls.queries.access import (
    access_due,
    possible_counter_interested,
    still_able_to_oppose,
    suspension_of,
)
from coprogettazione.calls.services.access import LONGEST_TEXT
from coprogettazione.calls.services.acts import need_reasons
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import ROME, end_of


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
    _heard(counter.request)
    tell_of_opposition(counter, at)
    return counter


@deed(
    on="counter",
    says=_("ha detto di non opporsi a una richiesta di accesso"),
    law=_("art. 3, c. 2, d.P.R. 184/2006; art. 5, c. 5, d.lgs. 33/2013"),
)
def waive_opposition(
    act: Act, *, counter: CounterInterested, by: User | None, at: datetime
) -> CounterInterested:
    """Say, once and for all, that one does not object: the office need not wait for the days that are left."""
    counter.waived_at, counter.waived_by = at, by
    counter.save(update_fields=["waived_at", "waived_by"])
    _heard(counter.request)
    act.record(due_at=counter.request.due_at)
    tell_of_waiver(counter, still_able_to_oppose(counter.request, at), at)
    return counter


def _heard(request: AccessRequest) -> None:
    """The term runs again from the day on which the last has spoken."""
    for field, value in _term_of(request).items():
        setattr(request, field, value)
    request.save(update_fields=["suspended_days", "due_at"])
