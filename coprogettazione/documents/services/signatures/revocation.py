# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Was a certificate revoked? Asked to the lists of the very authority that issued it.

The library reads lists entry by entry, in seconds where an authority has revoked a hundred thousand, and not at all
those of a trusted authority that has another above it; it is asked after, for what is said in other ways (OCSP,
lists signed by others).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_der_public_key

TOLERANCE = timedelta(seconds=1)


@dataclass(frozen=True)
class Known:
    """What the authority says: revoked since an instant, or not revoked (None). `lost`: others may have the key."""

    revoked_at: datetime | None
    lost: bool = False


#: Reasons for which what was stamped before still proves its instant; without a reason nothing does (RFC 3161, 4).
STAMPS_STAY = frozenset(
    {
        x509.ReasonFlags.unspecified,
        x509.ReasonFlags.affiliation_changed,
        x509.ReasonFlags.superseded,
        x509.ReasonFlags.cessation_of_operation,
        x509.ReasonFlags.certificate_hold,
    }
)


def said_by_issuer(
    certificate: asn1_x509.Certificate,
    issuer: asn1_x509.Certificate,
    lists: Iterable[asn1_crl.CertificateList],
    at: datetime,
    *,
    of_stamps: bool,
) -> Known | None:
    """What the lists of the issuer say of a certificate at an instant; None when no list of it is good then.

    `of_stamps`: it makes timestamps, which a key that was lost spoils also when it is revoked later.

    A list is good until the next one was due. One made after the instant is good too: it says what was revoked
    before; a suspension that was lifted is no longer in it, and does not count (art. 24, c. 4-bis, d.lgs. 82/2005).
    """
    known = None
    for found in lists:
        if found.issuer != certificate.issuer:
            continue
        kept = x509.load_der_x509_crl(found.dump())
        due = kept.next_update_utc
        if due is None or at > due + TOLERANCE or not _whole(kept, certificate):
            continue
        if not kept.is_signature_valid(load_der_public_key(issuer.public_key.dump())):  # type: ignore[arg-type]
            continue
        revoked = kept.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if revoked is not None:
            lost = of_stamps and _reason(revoked) not in STAMPS_STAY
            if lost or revoked.revocation_date_utc <= at:
                return Known(revoked.revocation_date_utc, lost)
        known = Known(None)
    return known


def _reason(revoked: x509.RevokedCertificate) -> x509.ReasonFlags | None:
    found = [one.value for one in revoked.extensions if isinstance(one.value, x509.CRLReason)]
    return found[0].reason if found else None


def _whole(kept: x509.CertificateRevocationList, certificate: asn1_x509.Certificate) -> bool:
    """Whether a list speaks of this certificate, for every reason: not a part, not of others, not only of what
    changed.
    """
    for extension in kept.extensions:
        value = extension.value
        if isinstance(value, x509.IssuingDistributionPoint):
            names = {name.value for name in value.full_name or ()}
            elsewhere = names and not names & {point.url for point in certificate.crl_distribution_points}
            others = value.only_contains_ca_certs or value.only_contains_attribute_certs or value.indirect_crl
            if elsewhere or others or value.only_some_reasons or value.relative_name:
                return False
        elif isinstance(value, x509.DeltaCRLIndicator) or extension.critical:
            return False
    return True
