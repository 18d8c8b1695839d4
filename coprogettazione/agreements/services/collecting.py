# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the officer does while signatures are missing: decides on those that could not be verified, gives another
term, another signatory, leaves a party out, takes the text back.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.lifecycle import AgreementLifecycle
from coprogettazione.agreements.models import (
    Agreement,
    RoundPurpose,
    RoundState,
    SignatureSlot,
    SignatureState,
    SigningRound,
)
from coprogettazione.agreements.notifications import (
    tell_accepted,
    tell_dropped,
    tell_rejected,
    tell_term_renewed,
    tell_to_sign,
    tell_withdrawn_text,
)
from coprogettazione.agreements.queries import Signing, entitled, live_signings
from coprogettazione.agreements.services.forcing import complete_rounds
from coprogettazione.agreements.services.signing import after, check_term, live_slot
from coprogettazione.calls.services import need_reasons
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.wording import end_of


@deed(
    on="agreement",
    says=gettext_lazy("ha accettato una firma verificata altrove"),
    law=gettext_lazy("artt. 24 e 25, d.lgs. 82/2005; art. 6, l. 241/1990"),
)
def accept_signature(
    act: Act,
    *,
    agreement: Agreement,
    organisation: Organisation,
    verified_where: str,
    reasons: str,
    by: User | None,
    at: datetime,
) -> SignatureSlot:
    """Let a signature that could not be verified here count, because it was verified elsewhere: where, and why.

    It is never called valid. Raises WrongState when there is no such signature, Invalid without place or reasons.
    """
    slot = _to_look_at(agreement, organisation)
    reasons = need_reasons(reasons)
    if not verified_where.strip():
        words = _(
            "Scrivi dove l’hai verificata, per esempio «servizio di verifica del gestore, il 12 luglio»."
        )
        raise Invalid(words, fields={"verified_where": words})
    slot.state, slot.decided_by, slot.decided_at = SignatureState.ACCEPTED, by, at
    slot.reasons, slot.verified_where = reasons, verified_where.strip()[:300]
    slot.save(update_fields=["state", "decided_by", "decided_at", "reasons", "verified_where"])
    assert slot.file is not None
    act.record(sha256=slot.file.sha256)
    tell_accepted(agreement, slot, at)
    after(act, agreement, slot, by=by, at=at)
    return slot


@deed(
    on="agreement",
    says=gettext_lazy("non ha accettato una firma che non si è potuta verificare"),
    law=gettext_lazy("art. 6, l. 241/1990"),
)
def reject_signature(
    act: Act, *, agreement: Agreement, organisation: Organisation, reasons: str, by: User | None, at: datetime
) -> SignatureSlot:
    """Ask again for a signature that could not be verified: the file stays in the register, the place is free.

    Raises WrongState when there is no such signature, Invalid without reasons.
    """
    slot = _to_look_at(agreement, organisation)
    slot.state, slot.reasons = SignatureState.AWAITED, need_reasons(reasons)
    slot.decided_by, slot.decided_at = by, at
    slot.save(update_fields=["state", "reasons", "decided_by", "decided_at"])
    assert slot.file is not None
    act.record(sha256=slot.file.sha256)
    tell_rejected(agreement, slot, at)
    return slot


@deed(
    on="agreement",
    says=gettext_lazy("ha dato un nuovo termine per firmare"),
    law=gettext_lazy("art. 11, l. 241/1990"),
)
def renew_signing_term(
    act: Act,
    *,
    agreement: Agreement,
    due_on: date,
    reasons: str,
    organisation: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> SigningRound:
    """Ask again, until another day, whoever has not signed or has refused; what is signed stays, as the text does.

    `organisation` names the body whose adhesion is waited for; without it, the round of the text. Raises Invalid.
    """
    signing = _round_of(agreement, organisation)
    reasons = need_reasons(reasons)
    check_term(agreement, due_on, at)
    found = signing.round
    found.state, found.due_at, found.reminded_at = RoundState.OPEN, end_of(due_on), None
    found.save(update_fields=["state", "due_at", "reminded_at"])
    for slot in signing.refused:
        slot.state = SignatureState.AWAITED
        slot.save(update_fields=["state"])
    tell_term_renewed(signing, reasons, at)
    act.record(round=found.number)
    return found


@deed(
    on="agreement",
    says=gettext_lazy("ha cambiato chi firma per una parte"),
    law=gettext_lazy("art. 11, l. 241/1990"),
)
def replace_signatory(
    act: Act,
    *,
    agreement: Agreement,
    organisation: Organisation,
    person: User,
    reasons: str,
    by: User | None,
    at: datetime,
) -> SignatureSlot:
    """Ask another person in office to sign for a body that has not signed, or has refused.

    Raises Invalid for a person who cannot sign for it or without reasons, WrongState when it has signed.
    """
    signing, slot = live_slot(agreement, organisation)
    reasons = need_reasons(reasons)
    if slot.counts:
        raise WrongState(_("%(who)s ha già firmato.") % {"who": organisation.known_as})
    if person.pk not in {one.pk for one in entitled(slot.party, agreement, at)}:
        words = _(
            "%(person)s oggi non può firmare per %(who)s: serve un legale rappresentante in carica."
        ) % {
            "person": person,
            "who": organisation.known_as,
        }
        raise Invalid(words, fields={"person": words})
    slot.party.signatory = person
    slot.party.save(update_fields=["signatory"])
    slot.state, slot.reasons, slot.decided_by, slot.decided_at = SignatureState.AWAITED, reasons, by, at
    slot.save(update_fields=["state", "reasons", "decided_by", "decided_at"])
    if signing.round.state == RoundState.OPEN:
        tell_to_sign(_again(agreement, signing), at, only=person)
    act.record(round=signing.round.number)
    return slot


@deed(
    on="agreement",
    says=gettext_lazy("ha tolto una parte dall’accordo"),
    law=gettext_lazy("art. 11, l. 241/1990"),
)
def drop_party(
    act: Act, *, agreement: Agreement, organisation: Organisation, reasons: str, by: User | None, at: datetime
) -> Agreement:
    """Leave out a body that does not sign: an operational agreement goes on without it, an invitation is closed.

    Raises Invalid for the body that keeps it, without reasons, or when fewer than two would be left.
    """
    signing, slot = live_slot(agreement, organisation)
    reasons = need_reasons(reasons)
    if signing.round.purpose == RoundPurpose.TEXT and (slot.party.is_lead_body or len(signing.slots) <= 2):
        words = _(
            "Senza %(who)s l’accordo non ha almeno due parti, o non ha chi lo tiene: ritira il testo."
        ) % {"who": organisation.known_as}
        raise Invalid(words, fields={"organisation": words})
    slot.party.dropped_at, slot.party.drop_reasons = at, reasons
    slot.party.save(update_fields=["dropped_at", "drop_reasons"])
    if signing.round.purpose == RoundPurpose.ADHESION:
        _close(signing.round, reasons, at)
    tell_dropped(agreement, slot.party, at)
    complete_rounds(act, agreement, by=by, at=at)
    return agreement


@deed(
    on="agreement",
    says=gettext_lazy("ha ritirato il testo dalla firma"),
    law=gettext_lazy("art. 11, l. 241/1990"),
)
def withdraw_text(
    act: Act, *, agreement: Agreement, reasons: str, by: User | None, at: datetime
) -> Agreement:
    """SIGNING → DRAFT, to correct the text: the signatures collected are kept and count no more. Raises Invalid."""
    reasons = need_reasons(reasons)
    signing = _round_of(agreement, None)
    tell_withdrawn_text(signing, reasons, at)
    _close(signing.round, reasons, at)
    move(AgreementLifecycle(agreement).take_back, sent_at=None, to_sign=None)
    act.record(round=signing.round.number, signatures=len(signing.done))
    return agreement


def _close(found: SigningRound, reasons: str, at: datetime) -> None:
    found.state, found.closed_at, found.close_reasons = RoundState.WITHDRAWN, at, reasons
    found.save(update_fields=["state", "closed_at", "close_reasons"])


def _to_look_at(agreement: Agreement, organisation: Organisation) -> SignatureSlot:
    slot = live_slot(agreement, organisation)[1]
    if slot.state != SignatureState.UNVERIFIABLE:
        raise WrongState(
            _("Sulla firma di %(who)s non c’è niente da decidere: è «%(state)s».")
            % {"who": organisation.known_as, "state": slot.get_state_display()}
        )
    return slot


def _round_of(agreement: Agreement, organisation: Organisation | None) -> Signing:
    if organisation is not None:
        return live_slot(agreement, organisation)[0]
    for signing in live_signings(agreement):
        if signing.round.purpose == RoundPurpose.TEXT:
            return signing
    raise WrongState(_("Non c’è un testo alla firma."))


def _again(agreement: Agreement, signing: Signing) -> Signing:
    return next(found for found in live_signings(agreement) if found.round.pk == signing.round.pk)
