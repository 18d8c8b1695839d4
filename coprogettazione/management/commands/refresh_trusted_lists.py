# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py refresh_trusted_lists`: whose signatures are believed, and what was revoked, from the network.

The only place of the platform that goes out for signatures: a check reads what this command wrote.
"""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
from asn1crypto import crl
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.qualified.eutl_fetch import (
    EU_LOTL_LOCATION,
    bootstrap_lotl_signers,
    fetch_lotl,
    lotl_to_registry,
)
from pyhanko.sign.validation.qualified.tsp import TSPRegistry

from coprogettazione.documents.queries import revocation_lists_asked
from coprogettazione.documents.services.signatures.lists import (
    ListRefused,
    keep_services,
    put_whole,
    read_list,
)
from coprogettazione.records.waiting import awaited

#: Seconds for one address; bytes that one list of revoked certificates may have.
PATIENCE = aiohttp.ClientTimeout(total=60)
LARGEST = 50_000_000


class Command(BaseCommand):
    """Writes under TRUST_FOLDER; what was there stays when something goes wrong."""

    help = "Read the European trusted lists and the lists of revoked certificates again. Run it every night."

    def add_arguments(self, parser: CommandParser) -> None:
        """The countries; or a list that was already downloaded."""
        parser.add_argument("--territories", default=settings.TRUSTED_LISTS, help="IT, or IT,FR,DE")
        parser.add_argument("--lotl", default=EU_LOTL_LOCATION, help="address of the list of the lists")
        parser.add_argument("--list", type=Path, help="a trusted list on disk: nothing is downloaded")
        parser.add_argument(
            "--signer", type=Path, help="who signs --list, or --lotl: a certificate, PEM or DER"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Authorities first, then what they revoked."""
        folder, at = Path(settings.TRUST_FOLDER), timezone.now()
        signers = list(load_certs_from_pemder([str(options["signer"])])) if options["signer"] else []
        if options["list"] and not signers:
            raise CommandError(_("Con --list serve --signer: il certificato di chi firma l’elenco."))
        if options["list"]:
            registry = self._read(options["list"], signers)
            self._keep(folder, registry, options["list"].stem, at)
            return
        failed = []
        for territory in options["territories"].upper().split(","):
            try:
                self._keep(
                    folder, awaited(self._download(options["lotl"], territory, signers)), territory, at
                )
            except (
                CommandError,
                OSError,
                ValueError,
                SyntaxError,
                aiohttp.ClientError,
                SignatureValidationError,
            ) as error:
                self.stderr.write(str(error))
                failed.append(territory)
        awaited(self._revocations(folder / "crls", revocation_lists_asked()))
        if failed:
            words = _("Elenchi che non si sono potuti leggere (restano quelli di prima): %(lists)s")
            raise CommandError(words % {"lists": ", ".join(failed)})

    def _read(self, path: Path, signers: list[Any]) -> TSPRegistry:
        try:
            return read_list(path.read_text(), signers)
        except (ListRefused, OSError) as error:
            raise CommandError(
                _("L’elenco non si può usare, resta quello di prima: %(why)s") % {"why": error}
            ) from error

    def _keep(self, folder: Path, registry: TSPRegistry, said: str, at: datetime) -> None:
        try:
            count = keep_services(folder, registry, said=said, at=at)
        except ListRefused as error:
            raise CommandError(
                _("L’elenco non si può usare, resta quello di prima: %(why)s") % {"why": error}
            ) from error
        self.stdout.write(_("%(list)s: autorità riconosciute %(n)d") % {"list": said, "n": count})

    async def _download(self, lotl: str, territory: str, signers: list[Any]) -> TSPRegistry:
        async with aiohttp.ClientSession() as client:
            content = await fetch_lotl(client, url=lotl)
            try:
                registry, faults = await lotl_to_registry(
                    content, client, lotl_tlso_certs=signers or None, only_territories={territory}
                )
            except SignatureValidationError:
                if signers:
                    raise
                # Its signers have changed since the library was published: follow the chain of the changes.
                signers = await bootstrap_lotl_signers(content, client)
                registry, faults = await lotl_to_registry(
                    content, client, lotl_tlso_certs=signers, only_territories={territory}
                )
        for fault in faults:
            self.stderr.write(str(fault))
        return registry

    async def _revocations(self, folder: Path, addresses: set[str]) -> None:
        """Each list aside, and only where it is one."""
        folder.mkdir(parents=True, exist_ok=True)
        async with aiohttp.ClientSession(timeout=PATIENCE) as client:
            for address in sorted(addresses):
                try:
                    async with client.get(address, raise_for_status=True) as answer:
                        content = await _bounded(answer)
                    crl.CertificateList.load(content, strict=True).issuer.native  # noqa: B018
                except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
                    self.stderr.write(f"{address}: {error}")
                    continue
                put_whole(folder / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.crl", content)
                self.stdout.write(_("Elenco dei certificati revocati: %(address)s") % {"address": address})


async def _bounded(answer: aiohttp.ClientResponse) -> bytes:
    """The whole answer. Raises ValueError when it is larger than a list may be."""
    content = b""
    async for chunk in answer.content.iter_chunked(1_000_000):
        content += chunk
        if len(content) > LARGEST:
            raise ValueError(f"more than {LARGEST} bytes")
    return content
