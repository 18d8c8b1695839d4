# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies signed with certificates of an authority that nobody here knows, until it is believed."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from coprogettazione.agreements.models import Agreement, SignatureSlot
from coprogettazione.agreements.services import recheck_signature
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Organisation
from coprogettazione.records.models import Entry
from tests.coprogettazione.documents.signatures.corpus import pades
from tests.factories.agreements import SIGNED, sign_for, signer_of, tax_code_of, text_of
from tests.pki import Holder, issue, pki, revocations

NEXT_DAY = SIGNED + timedelta(days=1)


def certificate_of(agreement: Agreement, body: Organisation, **changed: Any) -> Holder:
    """Of who signs for a body, by an authority that nobody here knows yet."""
    person = signer_of(body, agreement)
    return issue(str(person), pki().authority, code=f"TINIT-{tax_code_of(person)}", **changed)


def upload(agreement: Agreement, body: Organisation, holder: Holder, **options: Any) -> SignatureSlot:
    content = pades(text_of(agreement), holder, **options)
    return sign_for(agreement, body, file=ContentFile(content, name="convenzione.pdf"))


def believe(store: Path, *revoked: tuple[Holder, datetime], lists: bool = True) -> None:
    """From now on the authority is believed; `lists`: what it revoked is known."""
    for name in ("authorities", "crls"):
        (store / name).mkdir(parents=True, exist_ok=True)
    (store / "authorities" / "radice.pem").write_bytes(pki().root.pem)
    if lists:
        days = {"made": SIGNED - timedelta(days=1), "until": SIGNED + timedelta(days=30)}
        (store / "crls" / "firma.crl").write_bytes(revocations(pki().authority, *revoked, **days))


def recheck(
    agreement: Agreement, body: Organisation, by: Any = None, at: datetime = NEXT_DAY
) -> SignatureSlot:
    return recheck_signature(agreement=agreement, organisation=body, by=by, at=at)


def state_of(body: Organisation) -> str:
    return SignatureSlot.objects.get(party__organisation=body).state


def told(key: str) -> set[str]:
    """Who has a message of this kind on the platform."""
    found = Message.objects.filter(key__startswith=key, channel="IN_APP")
    return {str(message.recipient) for message in found}


def rechecked() -> int:
    return Entry.objects.filter(deed="recheck_signature").count()
