# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A signature as a person's signing program would make it, with a certificate issued on the spot."""

import io
from datetime import datetime
from typing import Any, Literal

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from coprogettazione.documents.services.signatures.trial.authority import (
    BEGINS,
    ENDS,
    HOLDER,
    Authority,
    trial_authority,
    usage,
)
from coprogettazione.records.waiting import awaited

#: Bytes kept in a PDF for a signature: a certificate of the authority's and its own fit three times.
ROOM = 16_384


def sign_for_trial(
    document: bytes,
    *,
    name: str,
    tax_code: str,
    organisation: str,
    at: datetime,
    kind: Literal["PADES", "CADES"] = "PADES",
) -> bytes:
    """The document with one more signature: a PDF with an increment, or an envelope around any document.

    `at` is when the signer says to have signed. Raises ImproperlyConfigured outside a demo and the tests.
    """
    signer = _signer(trial_authority(), name=name, tax_code=tax_code, organisation=organisation)
    if kind == "CADES":
        made = awaited(
            signer.async_sign_general_data(
                document,
                "sha256",
                detached=False,
                use_cades=True,
                signed_attr_settings=PdfCMSSignedAttributes(signing_time=at),
            )
        )
        envelope: bytes = made.dump()
        return envelope
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(document), strict=False)
    taken = len(writer.prev.embedded_signatures)
    metadata = signers.PdfSignatureMetadata(
        field_name=f"Firma{taken + 1}", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    awaited(_SignsAt(metadata, signer, at=at).async_sign_pdf(writer, output=out, bytes_reserved=ROOM))
    return out.getvalue()


class _SignsAt(signers.PdfSigner):
    """The library takes the instant from the clock: here it is an argument."""

    def __init__(self, *args: Any, at: datetime) -> None:
        super().__init__(*args)
        self.at = at

    def init_signing_session(self, *args: Any, **options: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **options)
        session.system_time = self.at
        return session


def _signer(authority: Authority, *, name: str, tax_code: str, organisation: str) -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, HOLDER),
    ]
    if tax_code:
        subject.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, f"TINIT-{tax_code}"))
    if organisation:
        subject.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(subject))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage("content_commitment")), critical=True)
        .sign(authority.key, hashes.SHA256())
    )
    store = SimpleCertificateStore()
    store.register(_asn1(authority.certificate))
    secret = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=_asn1(certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(secret),
        cert_registry=store,
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
