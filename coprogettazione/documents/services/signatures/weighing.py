# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one sound or unsound signature is worth: its word and its reasons."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import words
from coprogettazione.documents.services.signatures.chains import Evidence, judge
from coprogettazione.documents.services.signatures.findings import ExaminedSignature, SignatureKind
from coprogettazione.documents.services.signatures.signers import signer_of
from coprogettazione.documents.services.signatures.sound import Signing
from coprogettazione.documents.services.signatures.stamps import Asked, Stamps
from coprogettazione.records.refusals import Words
from coprogettazione.wording import moment

#: How much the clock of who signs may be ahead.
TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Seen:
    """What is known of a signature before its certificate is judged.

    `fault` is why it is not sound, None when it is; `whole` how the document stands under it; `covers` as in
    ExaminedSignature; `claimed` when its signer says; `level` what it carries.
    """

    kind: SignatureKind
    signing: Signing
    fault: tuple[Outcome, str] | None
    whole: Words
    covers: bool
    claimed: datetime | None
    stamps: Stamps
    level: str
    evidence: Evidence


def weigh(seen: Seen, asked: Asked) -> ExaminedSignature:
    """The word of a signature, the decisive reason first."""
    certificate = seen.signing.certificate
    beside = _beside(seen, asked)
    revocation = False
    asks: tuple[str, ...] = ()
    if seen.fault is not None or certificate is None:
        outcome, reason = seen.fault or (Outcome.UNVERIFIABLE, str(words.NO_CERTIFICATE))
        reasons = [reason]
    else:
        judged = judge(
            certificate,
            seen.evidence,
            at=seen.stamps.proved or asked.at,
            stamped=seen.stamps.proved is not None,
            store=asked.store,
        )
        outcome, revocation, asks = judged.outcome, judged.revocation, judged.asks
        reasons = [str(seen.whole), *judged.reasons] if revocation else [*judged.reasons, str(seen.whole)]
    return ExaminedSignature(
        outcome=outcome,
        reasons=(*reasons, *beside),
        signer=None if certificate is None else signer_of(certificate),
        signed_at=seen.claimed,
        timestamped_at=seen.stamps.proved,
        covers_whole=seen.covers,
        kind=seen.kind,
        level=seen.level,
        revocation=revocation,
        asks=tuple(dict.fromkeys([*asks, *(url for stamp in seen.stamps.told for url in stamp.asks)])),
    )


def _beside(seen: Seen, asked: Asked) -> list[str]:
    """What is said of a signature and does not decide."""
    said = []
    if seen.stamps.proved is not None:
        said.append(str(words.STAMPED).format(when=moment(seen.stamps.proved, weekday=False)))
    said += dict.fromkeys(str(stamp.said) for stamp in seen.stamps.told)
    if seen.claimed is not None and seen.claimed > asked.at + TOLERANCE:
        said.append(str(words.CLAIMED_LATER).format(when=moment(seen.claimed, weekday=False)))
    if seen.signing.certificate is not None and not seen.signing.names_its_certificate:
        said.append(str(words.NO_SIGNING_CERTIFICATE))
    return said
