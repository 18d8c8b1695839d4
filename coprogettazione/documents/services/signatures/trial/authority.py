# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fictional authority: made on the spot, kept in `TRIAL_AUTHORITY`, believed nowhere else.

Base settings say None: then nothing can be signed for trial, and `trust` refuses its certificate wherever it is
found. Only the settings of development (where DEMO is on) and of the tests name a folder.
"""

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

#: Whoever looks at a certificate reads it; `trust` knows the authority by it.
ORGANISATION: Final = "Autorità di prova, nessun valore"
NAME: Final = "Coprogettazione: certificati inventati per la dimostrazione"
HOLDER: Final = "Certificato di prova, nessun valore"
#: Longer than any chronicle: what is signed for trial never expires.
BEGINS: Final = datetime(2020, 1, 1, tzinfo=UTC)
ENDS: Final = datetime(2060, 1, 1, tzinfo=UTC)
WHOLE: Final = "authority.whole"


@dataclass(frozen=True)
class Authority:
    """A key and its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def is_trial(certificate: asn1_x509.Certificate) -> bool:
    """Whether a certificate is the fictional authority's, or was issued by it."""
    return any(
        ORGANISATION in _values(name.native.get("organization_name"))
        for name in (certificate.subject, certificate.issuer)
    )


def _values(said: object) -> list[object]:
    return said if isinstance(said, list) else [said]


def trial_authority() -> Authority:
    """The authority of this installation, made the first time. Raises ImproperlyConfigured outside a demo."""
    if not settings.TRIAL_AUTHORITY:
        raise ImproperlyConfigured("nothing is signed for trial where TRIAL_AUTHORITY is not set")
    folder = Path(settings.TRIAL_AUTHORITY)
    if not (folder / WHOLE).is_file():
        _make(folder)
    return _kept(folder, (folder / WHOLE).stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _kept(folder: Path, changed: int) -> Authority:
    whole = (folder / WHOLE).read_bytes()
    key = serialization.load_pem_private_key(whole, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return Authority(key, x509.load_pem_x509_certificate(whole))


def _make(folder: Path) -> None:
    """Key, certificate and an empty list of what was revoked. Of two that make one, the first one stays."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, NAME),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(**usage("key_cert_sign", "crl_sign")), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    revoked = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(name)
        .last_update(BEGINS)
        .next_update(ENDS)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    shown = certificate.public_bytes(serialization.Encoding.PEM)
    folder.mkdir(parents=True, exist_ok=True)
    if _put(folder / WHOLE, secret + shown):
        _put(folder / "authority.pem", shown)
        _put(folder / "authority.crl", revoked.public_bytes(serialization.Encoding.DER))


def _put(target: Path, content: bytes) -> bool:
    """Write a file whole or not at all; False when it is there already."""
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    try:
        os.link(aside, target)
    except FileExistsError:
        return False
    finally:
        Path(aside).unlink()
    return True


def usage(*granted: str) -> dict[str, bool]:
    """What a key may be used for, as the certificate writes it."""
    every = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign "
        "crl_sign encipher_only decipher_only"
    )
    return {name: name in granted for name in every.split()}
