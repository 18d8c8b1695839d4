# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who must sign, whose turn it is, who may sign for whom, how a round stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from coprogettazione.agreements.models import (
    LIVE_ROUNDS,
    WITHOUT_CALL,
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementState,
    RoundPurpose,
    RoundState,
    SignatureSlot,
    SignatureState,
    SigningOrder,
    SigningRound,
)
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import holds, organisations_of, role_holders
from coprogettazione.records.roles import Role


@dataclass(frozen=True)
class Signing:
    """How a round stands: its signatures in the order of their places."""

    round: SigningRound
    slots: list[SignatureSlot]

    @property
    def done(self) -> list[SignatureSlot]:
        """The signatures that count."""
        return [slot for slot in self.slots if slot.counts]

    @property
    def awaited(self) -> list[SignatureSlot]:
        """Those that have not come."""
        return [slot for slot in self.slots if slot.state == SignatureState.AWAITED]

    @property
    def missing(self) -> list[SignatureSlot]:
        """Those that do not count: not come, refused, to be decided."""
        return [slot for slot in self.slots if not slot.counts]

    @property
    def to_look_at(self) -> list[SignatureSlot]:
        """Those on which the office must decide."""
        return [slot for slot in self.slots if slot.state == SignatureState.UNVERIFIABLE]

    @property
    def refused(self) -> list[SignatureSlot]:
        """Those that a party has refused."""
        return [slot for slot in self.slots if slot.state == SignatureState.REFUSED]

    @property
    def complete(self) -> bool:
        """Whether every signature is there and counts."""
        return bool(self.slots) and len(self.done) == len(self.slots)

    @property
    def in_order(self) -> bool:
        """Whether each signs after the one before."""
        return self.round.order == SigningOrder.SEQUENCE

    @property
    def current(self) -> list[SignatureSlot]:
        """Those whose turn it is: all that are awaited or, in sequence, the first that is missing."""
        if not self.in_order:
            return self.awaited
        missing = self.missing
        return missing[:1] if missing and missing[0].state == SignatureState.AWAITED else []


#: What a page tells of a signature.
SHOWN = ("party__organisation", "party__signatory", "file", "uploaded_by", "decided_by", "check_result")


def slots_of(signed: SigningRound) -> QuerySet[SignatureSlot]:
    """The signatures of a round, with party, file, check and who decided. One SQL."""
    return (
        SignatureSlot.objects.filter(round=signed, party__dropped_at__isnull=True)
        .select_related(*SHOWN)
        .order_by("place", "pk")
    )


def signing_of(agreement: Agreement) -> Signing | None:
    """The last round of the text, with its signatures; None when it was never sent. Two SQL."""
    found = agreement.rounds.filter(purpose=RoundPurpose.TEXT).order_by("-number").first()
    return None if found is None else Signing(found, _slots(found, agreement))


def live_signings(agreement: Agreement) -> list[Signing]:
    """The rounds that wait for something, the text's first."""
    rounds = agreement.rounds.filter(state__in=LIVE_ROUNDS).select_related("paper__file").order_by("number")
    return [Signing(found, _slots(found, agreement)) for found in rounds]


def past_signings(agreement: Agreement) -> list[Signing]:
    """The rounds that are over, the last first: their signatures are kept and shown."""
    rounds = list(
        agreement.rounds.exclude(state__in=LIVE_ROUNDS).select_related("paper__file").order_by("-number")
    )
    slots: dict[int, list[SignatureSlot]] = {found.pk: [] for found in rounds}
    kept = SignatureSlot.objects.filter(round__in=rounds).select_related(*SHOWN)
    for slot in kept.order_by("place", "pk"):
        slots[slot.round_id].append(slot)
    return [Signing(found, slots[found.pk]) for found in rounds]


def to_recheck(agreement: Agreement | None = None) -> QuerySet[SignatureSlot]:
    """The signatures of which something more may be known one day, of an agreement or of all: those that could not
    be verified and are waited for, and those that an office accepted in an agreement that holds.
    """
    waited = Q(state=SignatureState.UNVERIFIABLE, round__state__in=LIVE_ROUNDS)
    standing = Q(state=SignatureState.ACCEPTED, round__state__in=(*LIVE_ROUNDS, RoundState.COMPLETED))
    found = SignatureSlot.objects.filter(
        waited | standing,
        party__dropped_at__isnull=True,
        round__agreement__state__in=(AgreementState.SIGNING, AgreementState.SIGNED),
    )
    if agreement is not None:
        found = found.filter(round__agreement=agreement)
    return found.select_related("round__paper__file", *SHOWN).order_by("round_id", "place", "pk")


def _slots(found: SigningRound, agreement: Agreement) -> list[SignatureSlot]:
    found.agreement = agreement
    slots = list(slots_of(found))
    for slot in slots:
        slot.round, slot.party.agreement = found, agreement
    return slots


def entitled(party: AgreementParty, agreement: Agreement, at: datetime) -> list[User]:
    """Who may sign for a party at an instant: its legal representatives in office; for the body that keeps a
    *convenzione* the executive of the procedure (art. 107, d.lgs. 267/2000), who may sign also where the body
    keeps an agreement of another kind.
    """
    keeps = party.organisation_id == agreement.authority.pk
    people = []
    executive = agreement.executive
    if keeps and executive.is_active and holds(executive, Role.EXECUTIVE_OFFICER, party.organisation_id, at):
        people.append(executive)
    if not keeps or signs_by_its_representative(agreement):
        people += role_holders(party.organisation_id, Role.LEGAL_REPRESENTATIVE, at)
    return list({person.pk: person for person in people}.values())


def signs_by_its_representative(agreement: Agreement) -> bool:
    """Whether the body that keeps it may sign by its legal representative (art. 34, d.lgs. 267/2000)."""
    return agreement.call_id is None or agreement.kind in WITHOUT_CALL


def signable_by(user: Any, agreement: Agreement, at: datetime) -> list[AgreementParty]:
    """The parties for which the person can sign now: the term runs, it is their turn, nothing came yet."""
    own = organisations_of(user, [Role.LEGAL_REPRESENTATIVE], at)
    keeper = agreement.authority.pk
    executive = (
        user is not None
        and user.pk == agreement.executive.pk
        and holds(user, Role.EXECUTIVE_OFFICER, keeper, at)
    )
    found = []
    for signing in live_signings(agreement):
        if signing.round.state != RoundState.OPEN or signing.round.is_past(at):
            continue
        for slot in signing.current:
            body = slot.party.organisation_id
            by_office = body == keeper and executive
            if by_office or (body in own and (body != keeper or signs_by_its_representative(agreement))):
                found.append(slot.party)
    return found


def missing_signatories(
    parties: Sequence[AgreementParty], agreement: Agreement, at: datetime
) -> list[Organisation]:
    """The bodies for which nobody on the platform can sign."""
    return [party.organisation for party in parties if not entitled(party, agreement, at)]


def takes_everybody(agreement: Agreement) -> bool:
    """Whether it goes on without who does not sign: an operational agreement binds those who sign it."""
    return agreement.kind == AgreementKind.OPERATIONAL_AGREEMENT
