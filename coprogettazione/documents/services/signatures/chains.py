# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Is a certificate to be believed: in force, issued by an authority that is trusted, not revoked?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms, core, crl, ocsp, x509
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathBuildingError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.validate import async_validate_path

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import words
from coprogettazione.documents.services.signatures.revocation import Known, said_by_issuer
from coprogettazione.documents.services.signatures.signers import authority_name
from coprogettazione.documents.services.signatures.trust import Purpose, TrustStore
from coprogettazione.records.refusals import Words
from coprogettazione.records.waiting import done
from coprogettazione.wording import day, moment

#: Certificates that are never revoked: of short validity (EN 319 412-1, validity assured) or without information
#: on revocation on purpose (X.509, noRevAvail).
NEVER_REVOKED = frozenset({"0.4.0.194121.2.1", "2.5.29.56"})
#: How many ways up to an authority are tried: certificates that vouch for one another may make very many.
PATHS = 8


@dataclass
class Evidence:
    """What a file brings with it to believe its certificates."""

    certificates: list[x509.Certificate] = field(default_factory=list)
    crls: list[crl.CertificateList] = field(default_factory=list)
    ocsps: list[ocsp.OCSPResponse] = field(default_factory=list)

    def __add__(self, other: "Evidence") -> "Evidence":
        """What both bring."""
        return Evidence(
            self.certificates + other.certificates, self.crls + other.crls, self.ocsps + other.ocsps
        )


def evidence_of(data: cms.SignedData) -> Evidence:
    """What a message brings."""
    found = Evidence()
    for choice in () if data["certificates"] is core.VOID else data["certificates"]:
        if choice.name == "certificate":
            found.certificates.append(choice.chosen)
    for choice in () if data["crls"] is core.VOID else data["crls"]:
        if choice.name == "crl":
            found.crls.append(choice.chosen)
        elif choice.chosen["other_rev_info_format"].native == "ocsp_response":
            found.ocsps.append(choice.chosen["other_rev_info"])
    return found


@dataclass(frozen=True)
class Judgement:
    """What a certificate is worth at an instant. `revocation`: it is known that it was not revoked.

    `asks`: it was issued by a trusted authority, and these are the addresses of the list that would tell more.
    `only_revocation`: it is not valid only because it was revoked, or because one does not know.
    """

    outcome: Outcome
    reasons: tuple[str, ...]
    revocation: bool = False
    asks: tuple[str, ...] = ()
    only_revocation: bool = False


@dataclass(frozen=True)
class _Said:
    """The sentences about revocation, by what the certificate is for."""

    revoked: Words
    lost: Words
    issuer_revoked: Words
    unknown: Words


SAID = {
    Purpose.SIGNATURES: _Said(words.REVOKED, words.REVOKED, words.ISSUER_REVOKED, words.NO_REVOCATION),
    Purpose.TIMESTAMPS: _Said(
        words.STAMPER_REVOKED, words.STAMPER_LOST, words.STAMPER_ISSUER_REVOKED, words.STAMPER_UNKNOWN
    ),
}


class _Doubt(Exception):
    """Ends a judgement: the word and the sentence."""

    def __init__(self, outcome: Outcome, said: Words, **values: Any) -> None:
        super().__init__(said)
        self.outcome = outcome
        self.reason = str(said).format(**values)
        self.asks: tuple[str, ...] = ()


class _NotKnownGood(_Doubt):
    """It was revoked, or one does not know: the rest holds."""


def judge(
    certificate: x509.Certificate,
    evidence: Evidence,
    *,
    at: datetime,
    stamped: bool,
    store: TrustStore,
    purpose: Purpose = Purpose.SIGNATURES,
) -> Judgement:
    """Judge the certificate of a signer, or of an authority that makes timestamps, at an instant.

    With `stamped` the instant is proved by a timestamp; otherwise it is when the file arrived.
    """
    try:
        _in_force(certificate, at, stamped=stamped)
        _made_for(certificate, purpose)
        revocation = _trusted(certificate, evidence, at, store, purpose)
    except _Doubt as doubt:
        only = isinstance(doubt, _NotKnownGood)
        return Judgement(doubt.outcome, (doubt.reason,), asks=doubt.asks, only_revocation=only)
    said = str(words.TRUSTED).format(when=moment(at, weekday=False))
    return Judgement(Outcome.VALID, (said, str(revocation)), revocation=True)


def _in_force(certificate: x509.Certificate, at: datetime, *, stamped: bool) -> None:
    if at > certificate.not_valid_after:
        said = words.EXPIRED_THEN if stamped else words.EXPIRED
        raise _Doubt(Outcome.INVALID, said, day=day(certificate.not_valid_after))
    if at < certificate.not_valid_before:
        raise _Doubt(Outcome.INVALID, words.NOT_YET, day=day(certificate.not_valid_before))


def _made_for(certificate: x509.Certificate, purpose: Purpose) -> None:
    """Content commitment ("non ripudio") for who signs, timestamping for who stamps."""
    if purpose is Purpose.SIGNATURES:
        usage = certificate.key_usage_value
        fit = usage is None or "non_repudiation" in usage.native
    else:
        extended = certificate.extended_key_usage_value
        fit = extended is not None and "time_stamping" in extended.native
    if not fit:
        raise _Doubt(Outcome.INVALID, words.OTHER_USE)


def _trusted(
    certificate: x509.Certificate, evidence: Evidence, at: datetime, store: TrustStore, purpose: Purpose
) -> Words:
    """What is known about its revocation. Raises _Doubt."""
    issuer = authority_name(certificate.issuer)
    if store.empty:
        raise _Doubt(Outcome.UNVERIFIABLE, words.NO_STORE)
    paths = _paths(certificate, evidence, at, store, purpose)
    if not paths:
        if certificate.self_signed in ("yes", "maybe"):
            raise _Doubt(Outcome.UNVERIFIABLE, words.SELF_SIGNED)
        if _paths(certificate, evidence, None, store, purpose):
            raise _Doubt(Outcome.UNVERIFIABLE, words.NOT_THEN, issuer=issuer, day=day(at))
        raise _Doubt(Outcome.UNVERIFIABLE, words.UNKNOWN_ISSUER, issuer=issuer)
    needed = not NEVER_REVOKED & {
        ext["extn_id"].dotted for ext in certificate["tbs_certificate"]["extensions"]
    }
    doubts = []
    for path in paths:
        doubt = _doubt_of(path, evidence, at, store, purpose, revocation=needed)
        if doubt is None:
            return words.NOT_REVOKED if needed else words.NEEDS_NO_REVOCATION
        doubts.append(doubt)
    raise max(doubts, key=lambda one: (one.outcome == Outcome.INVALID, isinstance(one, _NotKnownGood)))


def _context(
    evidence: Evidence,
    at: datetime,
    anchors: Sequence[x509.Certificate],
    store: TrustStore,
    *,
    revocation: bool,
) -> ValidationContext:
    """`revocation`: whether the library must find out about the certificate itself; of authorities, if it can."""
    rule = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED if revocation else RevocationCheckingRule.NO_CHECK
    policy = RevocationCheckingPolicy(rule, RevocationCheckingRule.CHECK_IF_DECLARED_SOFT)
    return ValidationContext(
        trust_roots=list(anchors),
        other_certs=evidence.certificates,
        moment=at,
        crls=[*evidence.crls, *store.crls],
        ocsps=evidence.ocsps,
        allow_fetching=False,
        # A list issued after the signature says what was revoked before it; a suspension that was lifted does
        # not count (art. 24, c. 4-bis, d.lgs. 82/2005), and is no longer in it.
        revinfo_policy=CertRevTrustPolicy(policy, retroactive_revinfo=True),
    )


def _paths(
    certificate: x509.Certificate,
    evidence: Evidence,
    at: datetime | None,
    store: TrustStore,
    purpose: Purpose,
) -> list[ValidationPath]:
    """Ways up to an authority that is trusted at an instant; at any instant with None."""
    anchors = store.anchors(purpose, at)
    if not anchors:
        return []
    context = _context(evidence, at or certificate.not_valid_before, anchors, store, revocation=False)

    async def build() -> list[ValidationPath]:
        found: list[ValidationPath] = []
        async for path in context.path_builder.async_build_paths_lazy(certificate):
            found.append(path)
            if len(found) == PATHS:
                break
        return found

    try:
        return done(build())
    except PathBuildingError:
        return []


def _doubt_of(
    path: ValidationPath,
    evidence: Evidence,
    at: datetime,
    store: TrustStore,
    purpose: Purpose,
    *,
    revocation: bool,
) -> _Doubt | None:
    said = SAID[purpose]
    known = _said_by_issuer(path, evidence, at, store, purpose) if revocation else None
    if known is not None and known.revoked_at is not None:
        sentence = said.revoked if known.revoked_at <= at else said.lost
        return _NotKnownGood(Outcome.INVALID, sentence, day=day(known.revoked_at))
    asked = revocation and known is None
    context = _context(evidence, at, store.anchors(purpose, at), store, revocation=asked)
    try:
        done(async_validate_path(context, path))
    except RevokedError as error:
        sentence = said.revoked if error.is_ee_cert else said.issuer_revoked
        return _NotKnownGood(Outcome.INVALID, sentence, day=day(error.revocation_dt))
    except InsufficientRevinfoError:
        doubt = _NotKnownGood(Outcome.UNVERIFIABLE, said.unknown, issuer=authority_name(path.last.issuer))
        doubt.asks = _addresses(path.last)
        return doubt
    except (ExpiredError, NotYetValidError, ValidationError):
        return _Doubt(Outcome.UNVERIFIABLE, words.CHAIN_UNCLEAR)
    return None


def _said_by_issuer(
    path: ValidationPath, evidence: Evidence, at: datetime, store: TrustStore, purpose: Purpose
) -> Known | None:
    """What the certificate's own authority says of it."""
    above = [*path][:-1]
    if not above:
        return None
    stamps = purpose is Purpose.TIMESTAMPS
    return said_by_issuer(path.last, above[-1], [*evidence.crls, *store.crls], at, of_stamps=stamps)


def _addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    """Where the authority publishes what it revoked."""
    found = [point.url for point in certificate.crl_distribution_points]
    return tuple(url for url in found if url and url.startswith(("http://", "https://")))
