# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who a certificate says that its holder is."""

import re

from asn1crypto import x509

from coprogettazione.documents.services.signatures.findings import Signer

#: EN 319 412-1 writes "TINIT-" before the codice fiscale of a person, older Italian certificates "IT:".
TAX_CODE = re.compile(r"(?:TINIT-|IT:)([A-Z0-9]{16}|[0-9]{11})\Z", re.IGNORECASE)
LENGTH = 200


def signer_of(certificate: x509.Certificate) -> Signer:
    """The holder, as the certificate names them."""
    subject = certificate.subject.native
    code = TAX_CODE.match(_said(subject, "serial_number"))
    full = " ".join(part for part in (_said(subject, "given_name"), _said(subject, "surname")) if part)
    return Signer(
        name=full or _said(subject, "common_name", "pseudonym"),
        tax_code=code[1].upper() if code else "",
        organisation=_said(subject, "organization_name"),
        issuer=authority_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before,
        valid_to=certificate.not_valid_after,
    )


def authority_name(name: x509.Name) -> str:
    """An authority as people call it: its common name and its organisation."""
    said = name.native
    common, organisation = _said(said, "common_name"), _said(said, "organization_name")
    parts = [common, organisation if organisation != common else ""]
    return ", ".join(part for part in parts if part)


def _said(name: dict, *keys: str) -> str:
    """The first of the attributes that is there; of one that is there twice, the first value."""
    for key in keys:
        value = name.get(key)
        if isinstance(value, list):
            value = next((item for item in value if isinstance(item, str)), "")
        if isinstance(value, str) and value.strip():
            return value.strip()[:LENGTH]
    return ""
