# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Timestamps (RFC 3161): what proves that something existed at an instant."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import cms, core, tsp
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import words
from coprogettazione.documents.services.signatures.chains import Evidence, evidence_of, judge
from coprogettazione.documents.services.signatures.sound import Digest, digest_of, fault_of, signings_of
from coprogettazione.documents.services.signatures.trust import Purpose, TrustStore
from coprogettazione.records.refusals import Words

#: Signature timestamps that are looked at: one is enough.
LOOKED_AT = 4


@dataclass(frozen=True)
class Stamp:
    """The instant that one timestamp proves, None when it proves nothing; what is to be said of it.

    `asks`: the addresses of the lists that would tell whether its authority had been revoked.
    """

    instant: datetime | None
    said: Words = ""
    asks: tuple[str, ...] = ()


#: It is not sound, or nobody here believes who made it.
NOTHING = Stamp(None, words.STAMP_NOT_VALID)


@dataclass(frozen=True)
class Stamps:
    """Some timestamps of the same thing."""

    found: tuple[Stamp, ...] = ()

    @property
    def proved(self) -> datetime | None:
        """The first instant that is proved, None without one."""
        return min((one.instant for one in self.found if one.instant is not None), default=None)

    @property
    def told(self) -> list[Stamp]:
        """Those of which something is to be said: that which proves the first instant, and those that prove
        nothing.
        """
        proved = self.proved
        return [one for one in self.found if one.said and one.instant in (None, proved)]

    def __add__(self, other: "Stamps") -> "Stamps":
        """These and others."""
        return Stamps(self.found + other.found)


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
    return Stamps(tuple(stamp_of(token, over, asked) for token in tokens))


def _tokens(info: cms.SignerInfo) -> Iterable[cms.SignedData]:
    return () if info["unsigned_attrs"] is core.VOID else extract_tst_data_iter(info, signed=False)


def stamp_of(token: cms.SignedData, over: Digest, asked: Asked) -> Stamp:
    """What a token over some bytes proves: nothing when it is not sound, or not by an authority that is trusted.

    Of the authority it is asked that it was in force when it stamped, and not revoked: where one does not know,
    it is believed until one knows better.
    """
    content = token["encap_content_info"]["content"]
    info = content.parsed if isinstance(content, core.ParsableOctetString) else None
    if not isinstance(info, tsp.TSTInfo):
        return NOTHING
    imprint = info["message_imprint"]
    at: datetime = info["gen_time"].native
    if (
        over(imprint["hash_algorithm"]["algorithm"].native) != imprint["hashed_message"].native
        or at > asked.at
    ):
        return NOTHING
    for signing in signings_of(token):
        if fault_of(signing, digest_of(bytes(content))) is not None or signing.certificate is None:
            continue
        judged = judge(
            signing.certificate,
            asked.evidence + evidence_of(token),
            at=at,
            stamped=True,
            store=asked.store,
            purpose=Purpose.TIMESTAMPS,
        )
        if judged.outcome == Outcome.VALID:
            return Stamp(at)
        if judged.only_revocation:
            believed = judged.outcome == Outcome.UNVERIFIABLE
            return Stamp(at if believed else None, judged.reasons[0], judged.asks)
    return NOTHING
