# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may ask for the papers of a dossier, object, answer, and read what was handed over."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import AccessRequest, AccessState, ReleasedCopy
from coprogettazione.calls.queries.access import ENTITY_ROLES, still_able_to_oppose
from coprogettazione.calls.rules.roles import (
    is_auditor,
    is_executive_officer,
    is_planning_operator,
    is_procedure_officer,
    is_public,
)
from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.rules import reader
from coprogettazione.parties.queries import holds, organisations_of
from coprogettazione.records.rights import (
    Answer,
    Verdict,
    anyone,
    condition,
    in_state,
    is_system,
    rights,
    role,
)
from coprogettazione.records.roles import Role
from coprogettazione.wording import day, moment

_NOT_YOURS = _("Questa richiesta la leggono chi l’ha fatta, chi ne è stato avvisato e l’ufficio.")


@condition(_("chi ha fatto la richiesta, o l’ente per cui è stata fatta"), refusal=_NOT_YOURS)
def is_requester(user: Any, request: AccessRequest, at: datetime) -> Answer:
    """The person who asked, and the people of the body for which they asked."""
    if user is None or user.pk is None:
        return False
    if request.organisation_id in organisations_of(user, ENTITY_ROLES, at):
        return request.organisation_id
    return user.pk == request.requester_id


@condition(_("gli enti controinteressati, dopo l’avviso"), refusal=_NOT_YOURS)
def was_told(user: Any, request: AccessRequest, at: datetime) -> Answer:
    """The people of a body that was told of the request."""
    own = organisations_of(user, ENTITY_ROLES, at)
    told = request.counter_interested.filter(organisation__in=own) if own else None
    return told is not None and told.exists()


@role(Role.LEGAL_REPRESENTATIVE, refusal=_("Si oppone chi rappresenta l’ente che è stato avvisato."))
def represents_the_counter_interested(user: Any, row: Any, at: datetime) -> Answer:
    """The legal representative of the body that could be harmed."""
    return row.organisation_id if holds(user, Role.LEGAL_REPRESENTATIVE, row.organisation_id, at) else False


@role(Role.ETS_EDITOR, refusal=_("Si oppone chi lavora per l’ente che è stato avvisato."))
def works_for_the_counter_interested(user: Any, row: Any, at: datetime) -> Answer:
    """A collaborator of the body that could be harmed."""
    return row.organisation_id if holds(user, Role.ETS_EDITOR, row.organisation_id, at) else False


@condition(
    _("entro i giorni per opporsi"),
    refusal=_("Il termine per opporsi è passato."),
    law=_("art. 3, c. 2, d.P.R. 184/2006; art. 5, c. 5, d.lgs. 33/2013"),
)
def can_still_oppose(user: Any, row: Any, at: datetime) -> Answer:
    """Until the last second of the last day, once, and before the answer."""
    if row.opposed_at is not None:
        return gettext("L’opposizione è già arrivata il %(day)s.") % {"day": day(row.opposed_at)}
    if row.waived_at is not None:
        return gettext("L’ente ha già detto il %(day)s di non opporsi.") % {"day": day(row.waived_at)}
    if not row.request.is_waiting:
        return gettext("L’ufficio ha già deciso su questa richiesta.")
    if at > row.due_at:
        return gettext("Il termine per opporsi è passato: era %(term)s.") % {"term": moment(row.due_at)}
    return True


@condition(
    _("quando i controinteressati hanno risposto o i loro giorni sono passati"),
    refusal=_("I controinteressati possono ancora opporsi."),
    law=_("art. 3, c. 2, d.P.R. 184/2006; art. 5, c. 5, d.lgs. 33/2013"),
)
def nobody_can_still_oppose(user: Any, request: AccessRequest, at: datetime) -> Answer:
    """Whoever could be harmed is heard first."""
    waiting = still_able_to_oppose(request, at)
    if not waiting:
        return True
    return gettext("%(who)s può ancora opporsi fino a %(term)s: si risponde dopo.") % {
        "who": ", ".join(row.organisation.known_as for row in waiting),
        "term": moment(max(row.due_at for row in waiting)),
    }


@condition(_("finché aspetta una risposta"), refusal=_("A questa richiesta si è già risposto."))
def still_waits(user: Any, request: AccessRequest, at: datetime) -> Answer:
    """No answer yet, or only a deferral; after silence the office may still answer, late."""
    return request.is_waiting or request.state == AccessState.LAPSED


@condition(_("passato il termine"), refusal=_("Il termine per rispondere non è ancora passato."))
def is_past_access_term(user: Any, request: AccessRequest, at: datetime) -> Answer:
    """After the last second of the last day."""
    return at > request.due_at


@condition(_("nei giorni in cui la copia si legge"), refusal=_("Questa copia non si legge più."))
def is_readable(user: Any, copy: ReleasedCopy, at: datetime) -> Answer:
    """Between the first and the last instant that the office gave."""
    return copy.is_readable(at) or _outside(copy, at)


def _outside(copy: ReleasedCopy, at: datetime) -> str:
    if at < copy.since:
        return gettext("Questa copia si legge dal %(day)s.") % {"day": day(copy.since)}
    return gettext(
        "Questa copia si leggeva fino al %(day)s: se ti serve ancora, scrivi al responsabile del procedimento."
    ) % {"day": day(copy.until)}


_office = is_planning_operator | is_procedure_officer | is_executive_officer | is_auditor
_waiting = in_state(
    AccessState.RECEIVED, AccessState.NOTIFIED, refusal=_("Su questa richiesta si è già deciso.")
)

rights(
    {
        "request_access": anyone & is_public,
        "register_access_request": (is_procedure_officer | is_planning_operator) & is_public,
        "notify_counter_interested": is_procedure_officer & _waiting & nobody_can_still_oppose,
        "oppose_access": (represents_the_counter_interested | works_for_the_counter_interested)
        & can_still_oppose,
        # Whoever gives up a defence for the body must be able to bind it.
        "waive_opposition": represents_the_counter_interested & can_still_oppose,
        "answer_access": is_procedure_officer & still_waits & nobody_can_still_oppose,
        "lapse_access": is_system & still_waits & is_past_access_term,
        "hand_over_copy": is_system & is_readable,
        "read_access_request": is_requester | was_told | _office,
    }
)


@reader
def reads_released_copies(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """Who asked reads the answer always, and exactly the copies handed over, in the days that were given."""
    if actor is None or actor.pk is None:
        return None
    answered = AccessRequest.objects.filter(answer__file=file).first()
    if answered is not None:
        verdict = is_requester.check(actor, answered, at)
        return verdict if verdict else None
    outside = None
    for copy in ReleasedCopy.objects.filter(file=file).select_related("request"):
        verdict = is_requester.check(actor, copy.request, at)
        if verdict and copy.is_readable(at):
            return verdict
        if verdict:
            outside = Verdict(False, reason=_outside(copy, at))
    return outside
