# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Timestamps (RFC 3161): what proves that something existed at an instant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import cms, core, tsp
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures.chains import Evidence, judge
from coprogettazione.documents.services.signatures.sound import Digest, digest_of, fault_of, signings_of
from coprogettazione.documents.services.signatures.trust import Purpose, TrustStore

#: Signature timestamps that are looked at: one is enough.
LOOKED_AT = 4


@dataclass(frozen=True)
class Stamps:
    """The first instant that is proved, None without one; `refused`: there were some that prove nothing."""

    proved: datetime | None = None
    refused: bool = False


@dataclass
class Asked:
    """What a timestamp is judged by. `at`: when the file arrived; a stamp of later is refused."""

    at: datetime
    store: TrustStore
    evidence: Evidence = field(default_factory=Evidence)


def stamps_of(info: cms.SignerInfo, asked: Asked) -> Stamps:
    """The timestamps on one signature."""
    over = digest_of(info["signature"].native)
    tokens = [token for token, _place in zip(_tokens(info), range(LOOKED_AT), strict=False)]
    return first_of([stamped_at(token, over, asked) for token in tokens])


def _tokens(info: cms.SignerInfo) -> Iterable[cms.SignedData]:
    return () if info["unsigned_attrs"] is core.VOID else extract_tst_data_iter(info, signed=False)


def first_of(instants: Sequence[datetime | None]) -> Stamps:
    """The earliest of those that hold."""
    held = [instant for instant in instants if instant is not None]
    return Stamps(min(held) if held else None, refused=len(held) < len(instants))


def stamped_at(token: cms.SignedData, over: Digest, asked: Asked) -> datetime | None:
    """The instant of a token over some bytes; None when it is not sound or not by an authority that is trusted.

    Of the authority it is asked that it was in force when it stamped.
    """
    content = token["encap_content_info"]["content"]
    info = content.parsed if isinstance(content, core.ParsableOctetString) else None
    if not isinstance(info, tsp.TSTInfo):
        return None
    imprint = info["message_imprint"]
    at: datetime = info["gen_time"].native
    if (
        over(imprint["hash_algorithm"]["algorithm"].native) != imprint["hashed_message"].native
        or at > asked.at
    ):
        return None
    for signing in signings_of(token):
        if fault_of(signing, digest_of(bytes(content))) is not None or signing.certificate is None:
            continue
        evidence = Evidence(
            [*asked.evidence.certificates, *signing.others], asked.evidence.crls, asked.evidence.ocsps
        )
        judged = judge(
            signing.certificate, evidence, at=at, stamped=True, store=asked.store, purpose=Purpose.TIMESTAMPS
        )
        if judged.outcome == Outcome.VALID:
            return at
    return None
