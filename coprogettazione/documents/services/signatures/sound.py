# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One signer of a CMS message: is it sound, and what does it say of itself?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, core, x509
from cryptography.hazmat.primitives import hashes
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.general import (
    CMSExtractionError,
    extract_certificate_info,
    get_pyca_cryptography_hash,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    extract_self_reported_ts,
    get_signing_cert_attr,
    validate_sig_integrity,
)
from pyhanko.sign.validation.utils import CMSAlgorithmUsagePolicy
from pyhanko_certvalidator.policy_decl import DisallowWeakAlgorithmsPolicy

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import words

POLICY = CMSAlgorithmUsagePolicy.lift_policy(DisallowWeakAlgorithmsPolicy())
#: The digest of what was signed, by the name of the algorithm.
Digest = Callable[[str], bytes]


@dataclass(frozen=True)
class Signing:
    """One signer of a message, with the certificates that came along."""

    data: cms.SignedData
    info: cms.SignerInfo
    certificate: x509.Certificate | None
    others: tuple[x509.Certificate, ...]

    @property
    def claimed_at(self) -> datetime | None:
        """When the signer says to have signed."""
        said: datetime | None = extract_self_reported_ts(self.info)
        return said if said is not None and said.tzinfo is not None else None

    @property
    def names_its_certificate(self) -> bool:
        """Whether the certificate is under the signature too, as CAdES and PAdES ask."""
        return get_signing_cert_attr(self.info["signed_attrs"]) is not None

    @property
    def digest_algorithm(self) -> str:
        """The name of the algorithm of the digest."""
        return str(self.info["digest_algorithm"]["algorithm"].native)


def signings_of(data: cms.SignedData) -> Iterator[Signing]:
    """The signers of a message, each alone: the library reads messages with one."""
    for info in data["signer_infos"]:
        alone = cms.SignedData(
            {
                "version": data["version"],
                "digest_algorithms": data["digest_algorithms"],
                "encap_content_info": {"content_type": data["encap_content_info"]["content_type"]},
                "certificates": [] if data["certificates"] is core.VOID else data["certificates"],
                "signer_infos": [info],
            }
        )
        try:
            found = extract_certificate_info(alone)
        except CMSExtractionError:
            yield Signing(alone, info, None, ())
        else:
            yield Signing(alone, info, found.signer_cert, tuple(found.other_certs))


def fault_of(signing: Signing, digest: Digest) -> tuple[Outcome, str] | None:
    """Why a signature is not sound, None when it is: not over this content, not by this key, or by a method
    that proves nothing.
    """
    if signing.certificate is None:
        return Outcome.UNVERIFIABLE, str(words.NO_CERTIFICATE)
    weak = _weak(signing)
    if weak:
        return Outcome.INVALID, str(words.WEAK).format(algorithm=weak)
    try:
        intact, valid = validate_sig_integrity(
            signing.info,
            signing.certificate,
            expected_content_type=signing.data["encap_content_info"]["content_type"].native,
            actual_digest=digest(signing.digest_algorithm),
        )
    except SignatureValidationError as error:
        if error.ades_subindication == AdESIndeterminate.NO_SIGNING_CERTIFICATE_FOUND:
            return Outcome.INVALID, str(words.BROKEN_SIGNATURE)
        return Outcome.INVALID, str(words.UNREADABLE)
    if not valid:
        return Outcome.INVALID, str(words.BROKEN_SIGNATURE)
    return None if intact else (Outcome.INVALID, str(words.CHANGED_CONTENT))


def _weak(signing: Signing) -> str:
    """The name of a method that may no longer be used, "" when all may."""
    assert signing.certificate is not None
    digest, method = signing.info["digest_algorithm"], signing.info["signature_algorithm"]
    if not POLICY.digest_algorithm_allowed(digest, None).allowed:
        return signing.digest_algorithm.upper().replace("SHA1", "SHA-1")
    if not POLICY.signature_algorithm_allowed(method, None, signing.certificate.public_key).allowed:
        return str(method["algorithm"].native)
    try:
        implied = method.hash_algo
    except ValueError:
        return ""
    # (The library compares them byte for byte, and refuses OpenSSL's, which writes them with other parameters.)
    return "" if implied == signing.digest_algorithm else f"{implied} / {signing.digest_algorithm}"


def digest_of(content: bytes) -> Digest:
    """The digest of some bytes, computed once for each algorithm."""
    known: dict[str, bytes] = {}

    def digest(algorithm: str) -> bytes:
        if algorithm not in known:
            computed = hashes.Hash(get_pyca_cryptography_hash(algorithm))
            computed.update(content)
            known[algorithm] = computed.finalize()
        return known[algorithm]

    return digest
