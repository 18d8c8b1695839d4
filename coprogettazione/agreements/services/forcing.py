# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When the last signature is there: the number, the day from which it holds, who is bound."""

from datetime import datetime

from coprogettazione.agreements.documents import issue_convention
from coprogettazione.agreements.lifecycle import AgreementLifecycle
from coprogettazione.agreements.models import Agreement, AgreementParty, RoundPurpose, RoundState
from coprogettazione.agreements.notifications import tell_joined, tell_signed
from coprogettazione.agreements.queries import Signing, live_signings
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.wording import ROME


def complete_rounds(act: Act, agreement: Agreement, *, by: User | None, at: datetime) -> None:
    """Close every round whose signatures are all there and count; the text's puts the agreement in force.

    Called inside a deed that holds the agreement's row: of two signatures that arrive together, one finds the
    other, so this happens once.
    """
    for signing in live_signings(agreement):
        if not signing.complete:
            continue
        signing.round.state, signing.round.closed_at = RoundState.COMPLETED, at
        signing.round.save(update_fields=["state", "closed_at"])
        if signing.round.purpose == RoundPurpose.TEXT:
            _put_in_force(act, agreement, signing, by, at)
        else:
            _join(act, agreement, signing, at)


def _put_in_force(act: Act, agreement: Agreement, signing: Signing, by: User | None, at: datetime) -> None:
    today = at.astimezone(ROME).date()
    call = locked(agreement.call) if agreement.call is not None else None
    AgreementParty.objects.filter(pk__in=[slot.party_id for slot in signing.slots]).update(joined_on=today)
    paper = issue_convention(agreement, numbered=True, by=by, at=at)
    begun = {} if call is not None else {"starts_on": today}
    move(
        AgreementLifecycle(agreement).sign,
        signed_at=at,
        in_force_from=today,
        repertory_number=paper.sequence,
        repertory_year=paper.year,
        paper=paper,
        **begun,
    )
    if call is not None:
        move(CallLifecycle(call).sign)
        agreement.call = call
    tell_signed(agreement, at)
    act.record(repertory=paper.number)


def _join(act: Act, agreement: Agreement, signing: Signing, at: datetime) -> None:
    today = at.astimezone(ROME).date()
    for slot in signing.slots:
        slot.party.joined_on = today
        slot.party.save(update_fields=["joined_on"])
        tell_joined(agreement, slot.party, at)
        act.record(joined=slot.party.organisation, joined_on=today)
