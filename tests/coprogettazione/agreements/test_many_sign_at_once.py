# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A programme agreement of 62 comuni and 3 health bodies signed at the same moment, while another takes its number."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.base import ContentFile
from django.db import connections

from coprogettazione.agreements.models import Agreement, AgreementKind, AgreementState, SignatureState
from coprogettazione.agreements.queries import parties_of, signing_of
from coprogettazione.agreements.services import sign_agreement
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.parties.models import Organisation, OrganisationKind, User
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from coprogettazione.records.refusals import Refusal
from tests.factories.agreements import sign_for, signed_copy, signer_of, text_of
from tests.factories.bodies import DURING, make_bodies, make_sent
from tests.factories.tables import authority

AT_ONCE = 24
Signature = tuple[Agreement, Organisation, User, ContentFile]


def signatures_of(agreement: Agreement) -> list[Signature]:
    """Every party's signed copy, really signed, made before the race: health bodies in the PDF, comuni around it."""
    document = text_of(agreement)
    made = []
    for party in parties_of(agreement):
        person = signer_of(party.organisation, agreement)
        kind = "PADES" if party.organisation.kind == OrganisationKind.HEALTH_BODY else "CADES"
        file = signed_copy(document, person, party.organisation, at=DURING, kind=kind)
        made.append((agreement, party.organisation, person, file))
    return made


def race(signatures: list[Signature]) -> list[str]:
    """All of them let go together, so many at a time; the refusals."""
    gate = Barrier(AT_ONCE)

    def sign(place: int) -> str:
        agreement, body, person, file = signatures[place]
        if place < AT_ONCE:
            gate.wait(30)
        try:
            sign_agreement(
                agreement=Agreement.objects.get(pk=agreement.pk),
                organisation=body,
                file=file,
                deliberation=f"Consiglio comunale n. {place + 1}/2026",
                by=User.objects.get(pk=person.pk),
                at=DURING,
            )
        except Refusal as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(sign, range(len(signatures))))


@pytest.mark.django_db(transaction=True)
def test_sixty_two_comuni_and_three_health_bodies_sign_at_once_and_it_is_in_force_once() -> None:
    comuni = make_bodies(62)
    health = make_bodies(3, OrganisationKind.HEALTH_BODY, "Azienda sanitaria di prova")
    programme = make_sent(bodies=[*comuni, *health])
    another = make_sent(AgreementKind.OPERATIONAL_AGREEMENT, bodies=comuni[:1])
    sign_for(another, authority(), at=DURING)
    signatures = signatures_of(programme)
    last = next(row for row in signatures_of(another) if row[1] == comuni[0])
    signatures.insert(40, last)

    assert race(signatures) == [""] * 67

    programme.refresh_from_db()
    another.refresh_from_db()
    assert (programme.state, another.state) == (AgreementState.SIGNED, AgreementState.SIGNED)
    assert {programme.repertory, another.repertory} == {"1/2026", "2/2026"}
    numbered = Paper.objects.filter(kind=PaperKind.CONVENTION).exclude(number="")
    assert sorted(numbered.values_list("sequence", flat=True)) == [1, 2]
    with_number = [e for e in Entry.objects.filter(deed="sign_agreement") if "repertory" in e.payload]
    assert sorted(e.subject_id for e in with_number) == sorted([programme.pk, another.pk])
    signing = signing_of(programme)
    assert signing is not None
    assert len(signing.done) == 66
    assert {slot.state for slot in signing.slots} == {SignatureState.VALID}
    assert programme.parties.filter(joined_on=DURING.date()).count() == 66
    assert check_chain().holds
