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
from coprogettazione.documents.services.signatures.trial import sign_for_trial
from coprogettazione.parties.models import Organisation, User
from coprogettazione.tables.services import conclude_table
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import casa, lanterna, make_ready_table, passi
from tests.stages import staged

ROME = ZoneInfo("Europe/Rome")
CONCLUDED = datetime(2026, 5, 28, 10, 0, tzinfo=ROME)
APPROVED = datetime(2026, 6, 12, 12, 0, tzinfo=ROME)
SENT = datetime(2026, 6, 15, 9, 0, tzinfo=ROME)
DUE = date(2026, 7, 31)
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


def tax_code_of(person: User) -> str:
    """The person's codice fiscale: an invented one, with a right check letter, is given to who has none."""
    if not person.codice_fiscale:
        letters = (person.last_name + person.first_name).upper().replace(" ", "").replace("’", "") + "XXXXXX"
        person.codice_fiscale = checked(f"{letters[:6]}80A{person.pk % 28 + 1:02d}H501")
        User.objects.filter(pk=person.pk).update(codice_fiscale=person.codice_fiscale)
    return person.codice_fiscale


def checked(fifteen: str) -> str:
    """The codice fiscale that begins so."""
    odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
    worth = [int(c) if c.isdigit() else ord(c) - 65 for c in fifteen]
    total = sum(odd[n] if place % 2 == 0 else n for place, n in enumerate(worth))
    return fifteen + chr(65 + total % 26)


def text_of(agreement: Agreement, organisation: Organisation | None = None) -> bytes:
    """The paper that was sent to be signed; to one body, the form by which it joins."""
    rounds = agreement.rounds.order_by("-number")
    if organisation is not None:
        rounds = rounds.filter(slots__party__organisation=organisation)
    with rounds[0].paper.file.content.open("rb") as content:
        return content.read()


def signed_copy(
    document: bytes, person: User, organisation: Organisation, *, at: datetime = SIGNED, kind: str = "PADES"
) -> ContentFile:
    """The document as the person's signing program gives it back, by the trial authority."""
    content = sign_for_trial(
        document,
        name=str(person),
        tax_code=tax_code_of(person),
        organisation=organisation.name,
        at=at,
        kind=kind,
    )
    return ContentFile(content, name="convenzione.pdf" if kind == "PADES" else "convenzione.pdf.p7m")


def signer_of(organisation: Organisation, agreement: Agreement) -> User:
    """Who signs for a party."""
    if organisation.pk == agreement.authority.pk:
        return agreement.executive
    return make_legal_representative(organisation)


def sign_for(
    agreement: Agreement, organisation: Organisation, *, at: datetime = SIGNED, **changed: Any
) -> Any:
    """One party uploads the text, really signed by who signs for it."""
    by = changed.pop("by", None) or signer_of(organisation, agreement)
    tax_code_of(by)
    given: dict[str, Any] = {"by": by, "at": at}
    if "file" not in changed:
        given["file"] = signed_copy(text_of(agreement, organisation), by, organisation, at=at)
    return sign_agreement(agreement=agreement, organisation=organisation, **{**given, **changed})


@staged
def make_agreement(state: str = AgreementState.DRAFT, *, published: bool = False, **facts: Any) -> Agreement:
    """The agreement in DRAFT, SIGNING or SIGNED (then `published`)."""
    agreement = approve(make_concluded(**facts))
    if state == AgreementState.DRAFT:
        return agreement
    send_for_signature(agreement=agreement, due_on=DUE, by=make_officer(), at=SENT)
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
