# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement of the demo procedure, brought to the state a test needs by the real deeds."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from coprogettazione.agreements.models import Agreement, AgreementState
from coprogettazione.agreements.queries import parties_of
from coprogettazione.agreements.services import (
    approve_project,
    publish_agreement,
    send_for_signature,
    sign_agreement,
    start_execution,
)
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation, User
from coprogettazione.tables.services import conclude_table
from tests.factories.applications import pdf
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import casa, lanterna, make_ready_table, passi
from tests.stages import staged

ROME = ZoneInfo("Europe/Rome")
CONCLUDED = datetime(2026, 5, 28, 10, 0, tzinfo=ROME)
APPROVED = datetime(2026, 6, 12, 12, 0, tzinfo=ROME)
SENT = datetime(2026, 6, 15, 9, 0, tzinfo=ROME)
SIGNED = datetime(2026, 7, 20, 16, 5, tzinfo=ROME)
PUBLISHED = datetime(2026, 7, 21, 9, 0, tzinfo=ROME)
STARTS_ON = date(2026, 9, 1)

COMMITMENT: list[dict[str, Any]] = [
    {"chapter": "12.04.1.04", "year": 2026, "amount": "54000.00", "note": "impegno 301/2026"},
    {"chapter": "12.04.1.04", "year": 2027, "amount": "90000.00"},
    {"chapter": "12.04.1.04", "year": 2028, "amount": "36000.00"},
]


def make_checks() -> list[dict[str, Any]]:
    """The checks on the three partners, in order; the bodies named by codice fiscale, as in a chronicle."""
    return [
        {
            "organisation": body.codice_fiscale,
            "check": "DURC e casellario",
            "outcome": "regolare",
            "passed": True,
        }
        for body in (lanterna(), passi(), casa())
    ]


@staged
def make_concluded(**facts: Any) -> Call:
    """A call in TABLE_CONCLUDED."""
    table = make_ready_table(**facts)
    conclude_table(
        table=table,
        how_it_ran="Un incontro, tre enti e l’amministrazione; il testo è stato accettato da tutti.",
        proposal="Si propone di approvare il progetto definitivo.",
        by=make_officer(),
        at=CONCLUDED,
    )
    return Call.objects.get(pk=table.call_id)


@staged
def approve(call: Call, **changed: Any) -> Agreement:
    """D9 of the demo case, or with something changed."""
    given: dict[str, Any] = {
        "act_number": "97/2026",
        "act_date": APPROVED.date(),
        "reasons": "Vista la relazione conclusiva del tavolo e il progetto definitivo.",
        "commitment": COMMITMENT,
        "checks": make_checks(),
        "lead_partner": lanterna(),
        "by": make_executive(),
        "at": APPROVED,
    }
    return approve_project(call=call, **{**given, **changed})


def signed_copy(text: str = "copia firmata") -> ContentFile:
    """A PDF that a signing program could have made."""
    return pdf("convenzione-firmata.pdf", text)


def signer_of(organisation: Organisation, agreement: Agreement) -> User:
    """Who signs for a party."""
    if organisation.pk == agreement.call.lead_authority_id:
        return make_executive()
    return make_legal_representative(organisation)


def sign_for(
    agreement: Agreement, organisation: Organisation, *, at: datetime = SIGNED, **changed: Any
) -> Any:
    """One party uploads its signed copy."""
    given: dict[str, Any] = {
        "file": signed_copy(organisation.known_as),
        "by": signer_of(organisation, agreement),
        "at": at,
    }
    return sign_agreement(agreement=agreement, organisation=organisation, **{**given, **changed})


@staged
def make_agreement(state: str = AgreementState.DRAFT, *, published: bool = False, **facts: Any) -> Agreement:
    """The agreement in DRAFT, SIGNING or SIGNED (then `published`)."""
    agreement = approve(make_concluded(**facts))
    if state == AgreementState.DRAFT:
        return agreement
    send_for_signature(agreement=agreement, by=make_officer(), at=SENT)
    if state == AgreementState.SIGNED:
        for party in parties_of(agreement):
            sign_for(agreement, party.organisation)
        if published:
            publish_agreement(agreement=agreement, by=make_officer(), at=PUBLISHED)
    return Agreement.objects.get(pk=agreement.pk)


@staged
def make_in_execution(**facts: Any) -> Agreement:
    """The agreement of the demo case, from 1 September 2026 to 31 August 2028."""
    agreement = make_agreement(AgreementState.SIGNED, published=True, **facts)
    start_execution(agreement=agreement, starts_on=STARTS_ON, by=make_officer(), at=PUBLISHED)
    return Agreement.objects.get(pk=agreement.pk)
