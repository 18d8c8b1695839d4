# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A public key infrastructure of the tests, made once: authorities, people who sign, one that stamps time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.sign import signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

#: The instant at which the files of these tests arrive.
AT = datetime(2026, 7, 8, 10, 0, tzinfo=UTC)
LONG_AGO, FAR_AHEAD = datetime(2015, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)
DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM


@dataclass(frozen=True)
class Holder:
    """A certificate, its key, and who issued it (None for a root)."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    issuer: "Holder | None" = None

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.certificate.public_bytes(DER))

    @property
    def secret(self) -> bytes:
        return self.key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(PEM)

    @property
    def asn1_key(self) -> asn1_keys.PrivateKeyInfo:
        secret = self.key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return asn1_keys.PrivateKeyInfo.load(secret)

    def store(self) -> SimpleCertificateStore:
        """The authorities above, as a signing program puts them in the signature."""
        above, store = self.issuer, SimpleCertificateStore()
        while above is not None:
            store.register(above.asn1)
            above = above.issuer
        return store

    def signer(self, *, key: "Holder | None" = None) -> signers.SimpleSigner:
        """What signs with it; with another's key, a forger."""
        return signers.SimpleSigner(
            signing_cert=self.asn1, signing_key=(key or self).asn1_key, cert_registry=self.store()
        )


def usage(*granted: str) -> x509.KeyUsage:
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign "
        "crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: name in granted for name in names.split()})


def issue(
    name: str,
    issuer: Holder | None,
    *,
    code: str = "",
    organisation: str = "",
    begins: datetime = LONG_AGO,
    ends: datetime = FAR_AHEAD,
    granted: tuple[str, ...] = ("content_commitment",),
    authority: bool = False,
    stamps: bool = False,
    never_revoked: bool = False,
    lists: str = "",
    asked: str = "",
) -> Holder:
    """A certificate with a key of its own; by itself without an issuer."""
    # The library's stamper of tests knows RSA only.
    key = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    said = [(NameOID.COUNTRY_NAME, "IT"), (NameOID.COMMON_NAME, name)]
    said += [(NameOID.SERIAL_NUMBER, code)] if code else []
    said += [(NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    subject = x509.Name([x509.NameAttribute(kind, value) for kind, value in said])
    by = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage(*(("key_cert_sign", "crl_sign") if authority else granted)), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    if stamps:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    if lists:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(lists)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    if asked:
        where = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(asked)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([where]), critical=False)
    if never_revoked:
        oid = x509.ObjectIdentifier("2.5.29.56")
        builder = builder.add_extension(x509.UnrecognizedExtension(oid, b"\x05\x00"), critical=False)
    return Holder(builder.sign(by, hashes.SHA256()), key, issuer)


def revocations(
    issuer: Holder,
    *revoked: tuple[Holder, datetime] | tuple[Holder, datetime, x509.ReasonFlags],
    made: datetime = AT - timedelta(days=1),
    until: datetime = AT + timedelta(days=1),
) -> bytes:
    """The list of what an authority revoked, in DER."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(made)
        .next_update(until)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
    )
    for holder, when, *why in revoked:
        one = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
        for reason in why:
            one = one.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(one.revocation_date(when).build())
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(DER)


def answer_about(holder: Holder, revoked_at: datetime | None = None) -> bytes:
    """What the authority of a certificate answers about it (OCSP), in DER."""
    assert holder.issuer is not None
    status = ocsp.OCSPCertStatus.GOOD if revoked_at is None else ocsp.OCSPCertStatus.REVOKED
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=holder.certificate, issuer=holder.issuer.certificate, algorithm=hashes.SHA1(), cert_status=status,
        this_update=AT - timedelta(hours=1), next_update=AT + timedelta(hours=1), revocation_time=revoked_at,
        revocation_reason=None,
    )  # fmt: skip
    made = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, holder.issuer.certificate)
    return made.sign(holder.issuer.key, hashes.SHA256()).public_bytes(DER)


class Pki:
    """The authorities and the people. `rossi` and `bianchi` sign as they should; the others have something wrong."""

    def __init__(self) -> None:
        self.root = issue("Radice di prova", None, organisation="Fiducia dei test", authority=True)
        self.authority = issue(
            "Firma qualificata", self.root, organisation="Fiducia dei test", authority=True
        )
        self.silent = issue("Senza elenchi", self.root, organisation="Fiducia dei test", authority=True)
        self.unknown = issue("Radice sconosciuta", None, organisation="Chissà chi", authority=True)
        self.stamper = issue("Marche temporali", self.root, granted=("digital_signature",), stamps=True)
        self.unknown_stamper = issue(
            "Marche altrui", self.unknown, granted=("digital_signature",), stamps=True
        )
        by = self.authority
        stamps: dict[str, Any] = {"granted": ("digital_signature",), "stamps": True}
        self.listed_stamper = issue("Marche in elenco", by, **stamps)
        self.replaced_stamper = issue("Marche sostituite", by, **stamps)
        self.lost_stamper = issue("Marche rubate", by, **stamps)
        self.revoked_stamper = issue("Marche revocate", by, **stamps)
        self.rossi = issue("Ada Rossi", by, code="TINIT-RSSDAA80A41F205Q", organisation="La Lanterna")
        self.bianchi = issue("Marco Bianchi", by, code="IT:BNCMRC75B01H501X")
        self.expired = issue("Scaduta Verdi", by, ends=AT - timedelta(days=30))
        self.ends_now = issue("Al limite Verdi", by, ends=AT)
        self.not_yet = issue("Futura Verdi", by, begins=AT + timedelta(days=30))
        self.revoked = issue("Revocata Neri", by)
        self.access = issue("Accesso Gialli", by, granted=("digital_signature",))
        self.unlisted = issue("Ignota Viola", self.silent)
        self.short = issue("Breve Viola", self.silent, never_revoked=True)
        self.answered = issue("Interrogata Viola", self.silent, asked="http://ocsp.example.it")
        self.stranger = issue("Estranea Blu", self.unknown)
        self.oneself = issue("Fatta in casa", None)

    def stamp(self, at: datetime, by: Holder | None = None) -> DummyTimeStamper:
        """An authority that stamps the instant it is told."""
        stamper = by or self.stamper
        return DummyTimeStamper(stamper.asn1, stamper.asn1_key, certs_to_embed=stamper.store(), fixed_dt=at)

    def write_trust(self, folder: Path) -> None:
        """The folder of an installation that believes the root, with the lists of the authority."""
        for name in ("authorities", "crls"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "authorities" / "radice.pem").write_bytes(self.root.pem)
        (folder / "crls" / "firma.crl").write_bytes(self.revoked_by_authority())

    def revoked_by_authority(self) -> bytes:
        """The list of the authority on the day of the tests."""
        why = x509.ReasonFlags.superseded
        return revocations(
            self.authority,
            (self.revoked, AT - timedelta(days=10)),
            (self.replaced_stamper, AT - timedelta(days=10), why),
            (self.lost_stamper, AT - timedelta(days=10)),
            (self.revoked_stamper, AT - timedelta(days=90), why),
        )


@cache
def pki() -> Pki:
    """The one of this process."""
    return Pki()
