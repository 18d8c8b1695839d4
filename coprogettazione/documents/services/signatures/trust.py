# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom this installation believes: authorities in a folder, the European trusted lists, what they revoked.

Under `TRUST_FOLDER`: `authorities/` (certificates in PEM or DER, put there by hand), `lists/` (one file for each
country) and `crls/` (both written by `manage.py refresh_trusted_lists`). Nothing here goes on the network.
"""

import base64
import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import crl, pem, x509
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.documents.services.signatures.trial.authority import is_trial
from coprogettazione.wording import day, in_italian

logger = logging.getLogger(__name__)

CERTIFICATES = (".pem", ".crt", ".cer", ".der")
LISTS = (".crl", ".pem", ".der")
#: A file of the store as it is on disk: path, nanoseconds of its last change, bytes.
Stamp = tuple[Path, int, int]


class Purpose(StrEnum):
    """What an authority is believed for."""

    SIGNATURES = "SIGNATURES"
    TIMESTAMPS = "TIMESTAMPS"


@dataclass(frozen=True)
class Anchor:
    """An authority that is believed, for what and between which instants; without them, always."""

    certificate: x509.Certificate
    purposes: frozenset[Purpose]
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def stands(self, purpose: Purpose, at: datetime | None) -> bool:
        """Whether it is believed for a purpose at an instant; at any instant with None."""
        if purpose not in self.purposes:
            return False
        begun = at is None or self.valid_from is None or self.valid_from <= at
        return begun and (at is None or self.valid_until is None or at < self.valid_until)


@dataclass(frozen=True)
class TrustStore:
    """The authorities that are believed, and the lists of what they revoked. `name` says which store and its day.

    `digest` is another as soon as somebody else is believed, for something else or between other instants, or
    other lists are here: with the same one a check says the same.
    """

    name: str
    known: tuple[Anchor, ...]
    lists: tuple[bytes, ...] = ()
    digest: str = ""

    @property
    def empty(self) -> bool:
        """Whether nobody is believed."""
        return not self.known

    @property
    def crls(self) -> list[crl.CertificateList]:
        """The lists, read anew: they are parsed as one reads them, which two threads may not do to the same one."""
        return [crl.CertificateList.load(der) for der in self.lists]

    def anchors(self, purpose: Purpose, at: datetime | None) -> Sequence[x509.Certificate]:
        """The certificates of those believed for a purpose at an instant; at any instant with None."""
        return [anchor.certificate for anchor in self.known if anchor.stands(purpose, at)]


def trust_store() -> TrustStore:
    """The store as it stands on disk: read again only when a file of it has changed."""
    folder = Path(settings.TRUST_FOLDER)
    trial = Path(settings.TRIAL_AUTHORITY) if settings.TRIAL_AUTHORITY else None
    return _read(
        _stamps(folder / "authorities", CERTIFICATES),
        _stamps(folder / "crls", LISTS),
        _stamps(folder / "lists", (".json",)),
        _stamps(trial, CERTIFICATES) if trial else (),
        _stamps(trial, (".crl",)) if trial else (),
    )


def _stamps(folder: Path, endings: tuple[str, ...]) -> tuple[Stamp, ...]:
    if not folder.is_dir():
        return ()
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in endings)
    return tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths)


@lru_cache(maxsize=4)
def _read(
    authorities: tuple[Stamp, ...],
    crls: tuple[Stamp, ...],
    lists: tuple[Stamp, ...],
    trial: tuple[Stamp, ...],
    trial_crls: tuple[Stamp, ...],
) -> TrustStore:
    # Whoever copies the demo's authority among the real ones is not listened to.
    chosen = [found for found in _certificates(authorities) if not is_trial(found)]
    tried = list(_certificates(trial))
    revoked = tuple(_lists((*crls, *trial_crls)))
    both = frozenset(Purpose)
    known = [Anchor(certificate, both) for certificate in (*chosen, *tried)]
    read = [json.loads(path.read_bytes()) for path, _changed, _size in lists]
    for found in read:
        known += _named(found["services"])
    return TrustStore(_name(len(chosen), read, bool(tried)), tuple(known), revoked, _digest(known, revoked))


def _digest(known: Sequence[Anchor], lists: Sequence[bytes]) -> str:
    """Of whom and what, in no order."""
    anchors = {
        (
            hashlib.sha256(one.certificate.dump()).hexdigest(),
            str(sorted(one.purposes)),
            one.valid_from,
            one.valid_until,
        )
        for one in known
    }
    said = [*map(str, anchors), *(hashlib.sha256(der).hexdigest() for der in lists)]
    return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()


def _named(services: list[dict[str, Any]]) -> Iterator[Anchor]:
    for service in services:
        until = service["until"] and datetime.fromisoformat(service["until"])
        certificate = x509.Certificate.load(base64.b64decode(service["certificate"]))
        purposes = frozenset([Purpose(service["purpose"])])
        if not is_trial(certificate):
            yield Anchor(certificate, purposes, datetime.fromisoformat(service["from"]), until or None)


@in_italian
def _name(chosen: int, read: list[dict[str, Any]], tried: bool) -> str:
    parts = []
    for found in read:
        facts = {"list": found["list"], "day": day(datetime.fromisoformat(found["read_at"]))}
        parts.append(_("elenco europeo %(list)s letto in data %(day)s") % facts)
    if chosen:
        said = ngettext("%(n)d autorità scelta dall’ente", "%(n)d autorità scelte dall’ente", chosen)
        parts.append(said % {"n": chosen})
    if tried:
        parts.append(_("autorità di prova, nessun valore"))
    return "; ".join(parts) or _("nessuna autorità configurata")


def _certificates(files: tuple[Stamp, ...]) -> Iterator[x509.Certificate]:
    for path, der in _contents(files, "CERTIFICATE"):
        try:
            certificate = x509.Certificate.load(der, strict=True)
            # What is read late would fail late.
            certificate.native  # noqa: B018
        except ValueError:
            logger.warning("%s holds no certificate: nobody is believed for it", path)
        else:
            yield certificate


def _lists(files: tuple[Stamp, ...]) -> Iterator[bytes]:
    for path, der in _contents(files, "X509 CRL"):
        try:
            crl.CertificateList.load(der, strict=True).issuer.native  # noqa: B018
        except ValueError:
            logger.warning("%s holds no list of revoked certificates", path)
        else:
            yield der


def _contents(files: tuple[Stamp, ...], wanted: str) -> Iterator[tuple[Path, bytes]]:
    """The DER of every object of a kind in the files; a PEM file may hold several."""
    for path, _changed, _size in files:
        content = path.read_bytes()
        if not pem.detect(content):
            yield path, content
            continue
        for kind, _headers, der in pem.unarmor(content, multiple=True):
            if kind == wanted:
                yield path, der
