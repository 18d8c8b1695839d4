# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public bodies and others of Valdora, each with who represents it; agreements that no call leads to."""

from datetime import date, datetime
from typing import Any

from coprogettazione.agreements.models import Agreement, AgreementKind
from coprogettazione.agreements.services import (
    add_parties,
    draft_agreement,
    send_for_signature,
    write_agreement,
)
from coprogettazione.parties.models import Membership, Organisation, OrganisationKind, OrganisationState, User
from coprogettazione.records.roles import Role
from tests.factories.agreements import ROME, checked
from tests.factories.calls import make_executive, make_officer
from tests.factories.tables import authority

OPENED = datetime(2026, 3, 2, 9, 0, tzinfo=ROME)
SENT = datetime(2026, 3, 9, 9, 0, tzinfo=ROME)
DUE = date(2026, 4, 30)
DURING = datetime(2026, 3, 20, 10, 0, tzinfo=ROME)
END = date(2028, 12, 31)


def luhn(ten: str) -> str:
    """The eleven digits of a body's codice fiscale that begins so."""
    total = 0
    for place, digit in enumerate(int(c) for c in ten):
        twice = digit * 2 - 9 * (digit > 4)
        total += twice if place % 2 else digit
    return ten + str((10 - total % 10) % 10)


def make_bodies(
    count: int, kind: OrganisationKind = OrganisationKind.MUNICIPALITY, name: str = "Comune di prova"
) -> list[Organisation]:
    """So many checked bodies of a kind, each with a legal representative in office since 2025."""
    start = Organisation.objects.count()
    bodies = Organisation.objects.bulk_create(
        Organisation(
            kind=kind,
            name=f"{name} {n}",
            codice_fiscale=luhn(f"91{start + n:05d}000"),
            ipa_code=f"prova_{start + n}",
            state=OrganisationState.VERIFIED,
        )
        for n in range(1, count + 1)
    )
    people = User.objects.bulk_create(
        User(
            email=f"rappresentante{body.pk}@example.it",
            first_name="Rappresentante",
            last_name=f"Numero {body.pk}",
            codice_fiscale=checked(f"PRVRPR80A01Z{body.pk % 1000:03d}"),
        )
        for body in bodies
    )
    Membership.objects.bulk_create(
        Membership(
            user=person, organisation=body, role=Role.LEGAL_REPRESENTATIVE, valid_from=date(2025, 1, 1)
        )
        for person, body in zip(people, bodies, strict=True)
    )
    return bodies


def make_union(name: str = "Sindacato dei pensionati di prova") -> Organisation:
    """A union with its secretary."""
    return make_bodies(1, OrganisationKind.UNION, name)[0]


def make_draft(
    kind: str = AgreementKind.PROGRAMME_AGREEMENT, bodies: list[Organisation] | None = None, **changed: Any
) -> Agreement:
    """An agreement of the district that no call leads to, with its parties and a text of one article."""
    given: dict[str, Any] = {
        "title": "Accordo di programma per il Piano di Zona 2026–2028",
        "procedure_officer": make_officer(),
        "executive_officer": make_executive(),
        "ends_on": END,
        "by": make_officer(),
        "at": OPENED,
    }
    agreement = draft_agreement(body=authority(), kind=kind, **{**given, **changed})
    if bodies:
        add_parties(agreement=agreement, organisations=bodies, by=make_officer(), at=OPENED)
    write_agreement(
        agreement=agreement,
        premises=["gli enti firmatari attuano insieme il piano di zona"],
        articles=[{"title": "Oggetto", "paragraphs": ["Gli enti attuano insieme il piano."]}],
        ends_on=END,
        oversight_board="il Sindaco di Valdora, presidente\nil direttore dell’azienda sanitaria",
        withdrawal_notice_days=90,
        renewal_months=12,
        by=make_officer(),
        at=OPENED,
    )
    return Agreement.objects.get(pk=agreement.pk)


def make_sent(
    kind: str = AgreementKind.PROGRAMME_AGREEMENT, bodies: list[Organisation] | None = None, **sent: Any
) -> Agreement:
    """The same, at the signature until 30 April 2026."""
    agreement = make_draft(kind, bodies if bodies is not None else make_bodies(2))
    send_for_signature(agreement=agreement, due_on=DUE, by=make_officer(), at=SENT, **sent)
    return Agreement.objects.get(pk=agreement.pk)
