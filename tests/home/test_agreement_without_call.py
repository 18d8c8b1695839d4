# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public page of an agreement that no call leads to tells how it lives: who joins, who leaves, what is decided."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from coprogettazione.agreements.models import Agreement, AgreementKind
from coprogettazione.agreements.queries import parties_of
from coprogettazione.agreements.services import (
    draft_addendum,
    invite_adhesion,
    publish_agreement,
    renew_agreement,
    send_for_signature,
    terminate_agreement,
    withdraw_from_agreement,
    write_agreement,
)
from tests.factories.agreements import sign_for
from tests.factories.bodies import DUE, DURING, SENT, make_bodies, make_draft, make_sent
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative

WHY = "Gli enti lo hanno chiesto con una lettera comune."
pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(time_machine: Any) -> Agreement:
    """A programme agreement among three bodies, in force and published on 20 March 2026."""
    time_machine.move_to(DURING, tick=False)
    made = make_draft(
        bodies=make_bodies(2), purpose="Le famiglie trovano gli stessi servizi in tutta la valle."
    )
    send_for_signature(agreement=made, due_on=DUE, by=make_officer(), at=SENT)
    for party in parties_of(made):
        sign_for(made, party.organisation, at=DURING, deliberation="C.C. 7/2026")
    made = Agreement.objects.get(pk=made.pk)
    publish_agreement(agreement=made, by=make_officer(), at=DURING)
    return Agreement.objects.get(pk=made.pk)


def page_of(agreement: Agreement, client: Client) -> str:
    return " ".join(client.get(agreement.page.url).content.decode().split())


def test_it_says_what_it_is_for_who_watches_over_it_and_gives_its_text(
    agreement: Agreement, client: Client
) -> None:
    page = page_of(agreement, client)
    assert "Le famiglie trovano gli stessi servizi in tutta la valle." in page
    assert "Collegio di vigilanza" in page
    assert "Il Sindaco di Valdora, presidente" in page
    assert agreement.paper is not None
    assert agreement.paper.public_file is not None
    assert agreement.paper.public_file.sha256 in page
    for words in ("Finanzia il progetto", "Quota del contributo", ": la convenzione"):
        assert words not in page


def test_who_joined_and_who_leaves_are_told_with_their_days(
    agreement: Agreement, client: Client, time_machine: Any
) -> None:
    gone, new = parties_of(agreement)[2].organisation, make_bodies(1, name="Comune di Vallescura")[0]
    invite_adhesion(agreement=agreement, organisation=new, by=make_officer(), at=DURING)
    assert "Comune di Vallescura" not in page_of(agreement, client)
    sign_for(agreement, new, at=DURING + timedelta(days=2), deliberation="C.C. 9/2026")
    withdraw_from_agreement(
        agreement=agreement, organisation=gone, reasons=WHY, by=make_legal_representative(gone), at=DURING
    )
    page = page_of(agreement, client)
    assert "Comune di Vallescura" in page
    assert "Ha aderito il 22 marzo 2026." in page
    assert "Recede: lascia l’accordo il 18 giugno 2026." in page
    time_machine.move_to(DURING + timedelta(days=89), tick=False)
    assert "Recede: lascia l’accordo il 18 giugno 2026." in page_of(agreement, client)
    time_machine.move_to(DURING + timedelta(days=90), tick=False)
    publish_again = page_of(agreement, Client())
    assert "Ha lasciato l’accordo il 18 giugno 2026." in publish_again


def test_a_renewal_moves_the_end_and_its_act_is_there(agreement: Agreement, client: Client) -> None:
    renew_agreement(
        agreement=agreement,
        ends_on=date(2029, 6, 30),
        act_number="20/2026",
        act_date=DURING.date(),
        reasons=WHY,
        by=make_executive(),
        at=DURING,
    )
    page = page_of(agreement, client)
    assert "30 giugno 2029 (rinnovato)" in page
    assert "Rinnovo dell’accordo rep. 1/2026" in page
    assert "della convenzione" not in page.split("<main")[1].split("Gli atti")[1].split("</table>")[0]


def test_an_end_before_its_time_is_told_with_its_act(agreement: Agreement, client: Client) -> None:
    terminate_agreement(
        agreement=agreement,
        reasons=WHY,
        act_number="21/2026",
        act_date=DURING.date(),
        by=make_executive(),
        at=DURING,
    )
    page = page_of(agreement, client)
    assert "Risolta prima del termine" in page
    assert "Risoluzione dell’accordo rep. 1/2026" in page


def test_an_addendum_and_what_it_changes_lead_to_each_other(agreement: Agreement, client: Client) -> None:
    addendum = draft_addendum(agreement=agreement, title="Orari nuovi", by=make_officer(), at=DURING)
    write_agreement(
        agreement=addendum,
        premises=[],
        articles=[{"title": "Orari", "paragraphs": ["Lo sportello apre alle otto."]}],
        ends_on=addendum.ends_on,
        by=make_officer(),
        at=DURING,
    )
    assert "Orari nuovi" not in page_of(agreement, client)
    send_for_signature(
        agreement=addendum, due_on=DURING.date() + timedelta(days=20), by=make_officer(), at=DURING
    )
    for party in parties_of(addendum):
        sign_for(addendum, party.organisation, at=DURING)
    addendum.refresh_from_db()
    publish_agreement(agreement=addendum, by=make_officer(), at=DURING)
    addendum = Agreement.objects.get(pk=addendum.pk)
    assert f'<a href="{addendum.page.address}">Orari nuovi</a>' in page_of(agreement, client)
    there = page_of(addendum, client)
    assert f'Modifica: <a href="{agreement.page.address}">' in there


def test_a_party_reads_the_pages_of_the_addenda_it_may_read(agreement: Agreement, client: Client) -> None:
    draft_addendum(agreement=agreement, title="Orari nuovi", by=make_officer(), at=DURING)
    seen = {}
    for name, person in (
        ("office", make_officer()),
        ("party", make_legal_representative(parties_of(agreement)[1].organisation)),
    ):
        client.force_login(person)
        seen[name] = client.get(f"/convenzione/{agreement.pk}/").content.decode()
    assert "Orari nuovi" in seen["office"]
    assert "Orari nuovi" not in seen["party"]
    assert agreement.page.url in seen["party"]


def test_an_operational_agreement_tells_the_colours_of_its_parties_apart(
    client: Client, time_machine: Any
) -> None:
    time_machine.move_to(DURING, tick=False)
    made = make_sent(AgreementKind.OPERATIONAL_AGREEMENT)
    for party in parties_of(made):
        sign_for(made, party.organisation, at=DURING)
    made = Agreement.objects.get(pk=made.pk)
    publish_agreement(agreement=made, by=make_officer(), at=DURING)
    page = page_of(Agreement.objects.get(pk=made.pk), client)
    assert all(f"o-{place}" in page for place in range(3))
