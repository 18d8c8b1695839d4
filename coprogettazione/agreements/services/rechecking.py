# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A signature that could not be verified is looked at again when other authorities are believed, or more is known of
what they revoked: as of the instant at which it arrived, never as of today.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.models import Agreement, SignatureSlot, SignatureState
from coprogettazione.agreements.notifications import (
    tell_accepted_invalid,
    tell_found_invalid,
    tell_verified,
)
from coprogettazione.agreements.queries import to_recheck
from coprogettazione.agreements.services.judging import Judged, judge
from coprogettazione.agreements.services.signing import after
from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import (
    Examination,
    examine_kept,
    keep_examination,
    trust_store,
)
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import AlreadyDone, Invalid, Refusal, WrongState
from coprogettazione.wording import in_italian

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """What a kept copy is worth today. `judged` is None when it is not a signature of the party."""

    examination: Examination
    judged: Judged | None
    reasons: list[str]

    @property
    def counts(self) -> bool:
        """Whether it is valid, and of who may sign."""
        return self.outcome == Outcome.VALID

    @property
    def outcome(self) -> Outcome:
        """The word of the party's own signature, whatever others are in the file."""
        if self.judged is None:
            return Outcome.INVALID
        return Outcome.VALID if self.judged.valid else Outcome.UNVERIFIABLE


@deed(
    on="agreement",
    says=gettext_lazy("ha ricontrollato una firma con le autorità riconosciute oggi"),
    law=gettext_lazy("artt. 24 e 25, d.lgs. 82/2005"),
)
def recheck_signature(
    act: Act, *, agreement: Agreement, organisation: Organisation, by: User | None, at: datetime
) -> SignatureSlot:
    """Check again a signature that could not be verified: valid, it counts as if it had been found so at once; not
    valid, it is asked again; else what was found is brought up to date.

    One that the office accepted stays accepted: the officer is told when it turns out not to be valid. Raises
    AlreadyDone when nothing is known that was not known at the last check, WrongState when there is no such
    signature.
    """
    slot = to_recheck(agreement).filter(party__organisation=organisation).last()
    if slot is None:
        raise WrongState(_("Di %(who)s non c’è una firma da ricontrollare.") % {"who": organisation.known_as})
    if slot.checked_with(trust_store().digest):
        raise AlreadyDone(
            _(
                "Dall’ultimo controllo le autorità riconosciute e i loro elenchi sono gli stessi: della firma di "
                "%(who)s non si sa niente di più."
            )
            % {"who": organisation.known_as}
        )
    found = look_again(slot, agreement, at)
    news = found.reasons != slot.findings
    _keep(slot, found, at)
    assert slot.file is not None
    act.record(
        sha256=slot.file.sha256,
        outcome=found.outcome,
        findings=found.reasons,
        trust=found.examination.trust,
        round=slot.round.number,
    )
    if slot.state == SignatureState.ACCEPTED:
        if found.judged is None and news:
            tell_accepted_invalid(agreement, slot, at)
    elif found.judged is None:
        _ask_again(agreement, slot, at)
    elif found.counts:
        _count(act, agreement, slot, found.judged, by, at)
    return slot


def recheck_signatures(*, at: datetime) -> int:
    """Look again at every signature whose last check asked others than those believed now; returns how many deeds.

    Where the same is said as before there is no deed: the authorities change their lists every night. Idempotent,
    safe from several processes.
    """
    done = 0
    for slot in to_recheck().exclude(check_result__trust_digest=trust_store().digest):
        agreement = slot.round.agreement
        try:
            found = look_again(slot, agreement, at)
            if found.reasons == slot.findings and not found.counts:
                _bring_up_to_date(slot, found, at)
                continue
            recheck_signature(agreement=agreement, organisation=slot.party.organisation, by=None, at=at)
        except Refusal:
            continue
        except OSError:
            logger.exception("the signed copy %s cannot be read", slot.file_id)
            continue
        done += 1
    return done


@in_italian
def look_again(slot: SignatureSlot, agreement: Agreement, at: datetime) -> Found:
    """What a kept copy is worth today, by what was true when it arrived. Nothing is written."""
    assert slot.file is not None
    assert slot.uploaded_at is not None
    examination = examine_kept(slot.file, at=at, expected=slot.round.paper.file)
    try:
        judged = judge(examination, slot.party, agreement, at=min(at, slot.uploaded_at))
    except Invalid as refusal:
        return Found(examination, None, [str(refusal)])
    return Found(examination, judged, judged.reasons)


def _keep(slot: SignatureSlot, found: Found, at: datetime) -> None:
    assert slot.file is not None
    slot.check_result = keep_examination(slot.file, found.examination, at=at)
    slot.findings = found.reasons
    slot.save(update_fields=["check_result", "findings"])


def _bring_up_to_date(slot: SignatureSlot, found: Found, at: datetime) -> None:
    """The same is said: only the day of the check and who was asked are others, unless somebody was faster."""
    with transaction.atomic():
        locked(slot.round.agreement)
        now = to_recheck(slot.round.agreement).filter(pk=slot.pk).first()
        if now is not None and not now.checked_with(found.examination.trust_digest):
            _keep(now, found, at)


def _count(
    act: Act, agreement: Agreement, slot: SignatureSlot, judged: Judged, by: User | None, at: datetime
) -> None:
    slot.state, slot.signed_at = SignatureState.VALID, judged.signed_at
    slot.decided_by, slot.reasons = None, ""
    slot.save(update_fields=["state", "signed_at", "decided_by", "reasons"])
    if judged.person is not None:
        slot.party.signatory = judged.person
        slot.party.save(update_fields=["signatory"])
    tell_verified(agreement, slot, at)
    after(act, agreement, slot, by=by, at=at)


def _ask_again(agreement: Agreement, slot: SignatureSlot, at: datetime) -> None:
    """The place is free again; the file stays in the register."""
    slot.state, slot.reasons = SignatureState.AWAITED, " ".join(slot.findings)
    slot.decided_by, slot.decided_at = None, at
    slot.save(update_fields=["state", "reasons", "decided_by", "decided_at"])
    tell_found_invalid(agreement, slot, at)
