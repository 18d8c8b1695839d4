# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The European trusted lists (ETSI TS 119 612), each kept as a small file that a check reads.

Reading a list takes seconds and the network: `manage.py refresh_trusted_lists` does it, and writes whom it found.
"""

import base64
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import x509
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.qualified.eutl_parse import trust_list_to_registry
from pyhanko.sign.validation.qualified.tsp import (
    CAServiceInformation,
    QcCertType,
    QualifiedServiceInformation,
    TSPRegistry,
)

from coprogettazione.documents.services.signatures.trust import Purpose


class ListRefused(Exception):
    """A list that is not what its signer signed, or in which nobody is found."""


def read_list(content: str, signers: Sequence[x509.Certificate]) -> TSPRegistry:
    """Whom a list names, when it is signed by one of its signers. Raises ListRefused."""
    try:
        registry, _faults = trust_list_to_registry(content, list(signers))
    except (SignatureValidationError, ValueError, SyntaxError) as error:
        raise ListRefused(str(error)) from error
    return registry


def keep_services(folder: Path, registry: TSPRegistry, *, said: str, at: datetime) -> int:
    """Write whom a registry names for signatures and for timestamps, with the instants of each; says how many.

    `said` is the list, as people call it ("IT"), and its file. Raises ListRefused, and what was there stays, when
    there is nobody.
    """
    services = list(_services(registry))
    if not services:
        raise ListRefused("nobody is named for signatures or timestamps")
    target = folder / "lists" / f"{said}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    put_whole(target, json.dumps({"list": said, "read_at": at.isoformat(), "services": services}).encode())
    return len(services)


def put_whole(target: Path, content: bytes) -> None:
    """Replace a file in one move: who reads it meanwhile reads the old one or the new one."""
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    Path(aside).chmod(0o644)
    Path(aside).replace(target)


def _services(registry: TSPRegistry) -> Iterator[dict[str, Any]]:
    authorities = {*registry.known_certificate_authorities, *registry.known_timestamp_authorities}
    seen: set[tuple[bytes, str, datetime]] = set()
    for authority in authorities:
        for service in registry.applicable_service_definitions(authority, None):
            purpose = _purpose(service)
            info = service.base_info
            for certificate in info.provider_certs:
                key = (certificate.dump(), str(purpose), info.valid_from)
                if purpose is None or key in seen:
                    continue
                seen.add(key)
                yield {
                    "certificate": base64.b64encode(certificate.dump()).decode(),
                    "purpose": purpose,
                    "name": info.service_name,
                    "from": info.valid_from.isoformat(),
                    "until": info.valid_until.isoformat() if info.valid_until else None,
                }


def _purpose(service: QualifiedServiceInformation) -> Purpose | None:
    """None for authorities that certify only seals of organisations or web sites."""
    if not isinstance(service, CAServiceInformation):
        return Purpose.TIMESTAMPS
    kinds = service.base_info.additional_info_certificate_type
    return Purpose.SIGNATURES if not kinds or QcCertType.QC_ESIGN in kinds else None
