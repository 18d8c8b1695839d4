# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk tells of agreements without a call: all to who reads the dossier, to the parties what is of all."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from coprogettazione.agreements.models import Agreement, AgreementKind
from coprogettazione.agreements.queries import parties_of
from coprogettazione.agreements.services import (
    abandon_agreement,
    draft_addendum,
    publish_agreement,
    refuse_to_sign,
    replace_signatory,
)
from coprogettazione.records.refusals import NotAllowed
from tests.factories.agreements import sign_for, signer_of
from tests.factories.bodies import DURING, OPENED, SENT, make_bodies, make_draft, make_sent
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import authority, make_auditor
from workflows.desk import waiting_for_others
from workflows.news import news_of

WHY = "La giunta ha chiesto di cambiare un articolo del testo."
SOON = DURING + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def told(person: Any, at: Any = SOON) -> set[str]:
    """The deeds that the desk of a person tells of."""
    return set(news_of(person, at, [], since=OPENED - timedelta(days=1)).values_list("deed", flat=True))


def awaited(person: Any, at: Any = SOON) -> set[tuple[str, str, int]]:
    """What the desk says that a person waits for: which step, from whom, how many times."""
    return {(row.title, row.who, row.count) for row in waiting_for_others(person, [], at)}


def refused() -> tuple[Agreement, Any, Any]:
    """An agreement at the signature: one party refused to sign, another has still to."""
    agreement = make_sent(AgreementKind.OPERATIONAL_AGREEMENT)
    _keeper, first, second = (party.organisation for party in parties_of(agreement))
    refuse_to_sign(
        agreement=agreement, organisation=first, reasons=WHY, by=signer_of(first, agreement), at=DURING
    )
    return agreement, signer_of(first, agreement), signer_of(second, agreement)


@pytest.mark.parametrize("reader", [make_officer, make_executive, make_operator, make_auditor])
def test_who_reads_the_dossier_is_told_everything(reader: Any) -> None:
    refused()
    assert {
        "draft_agreement",
        "write_agreement",
        "add_parties",
        "send_for_signature",
        "refuse_to_sign",
    } <= told(reader())


def test_a_party_is_told_of_what_concerns_all_and_not_that_another_refused() -> None:
    _agreement, refusing, other = refused()
    assert told(other) == {"send_for_signature"}
    assert told(refusing) == {"send_for_signature", "refuse_to_sign"}


def test_who_is_not_in_it_is_told_nothing() -> None:
    refused()
    stranger = make_legal_representative(make_ets("ets6"))
    assert (told(stranger), awaited(stranger)) == (set(), set())


def test_of_a_draft_nothing_leaves_the_office_not_even_when_it_is_abandoned() -> None:
    agreement = make_draft(bodies=make_bodies(1))
    party = signer_of(parties_of(agreement)[1].organisation, agreement)
    assert (told(party), awaited(party)) == (set(), set())
    abandon_agreement(agreement=agreement, reasons=WHY, by=make_officer(), at=OPENED)
    assert told(party) == set()
    assert list(Agreement.objects.worked_on(party, SOON)) == []


def test_nor_of_the_draft_of_an_addendum() -> None:
    agreement = make_sent(AgreementKind.OPERATIONAL_AGREEMENT)
    for party in parties_of(agreement):
        sign_for(agreement, party.organisation, at=DURING)
    agreement.refresh_from_db()
    addendum = draft_addendum(agreement=agreement, title="Un altro servizio", by=make_officer(), at=DURING)
    party = signer_of(parties_of(agreement)[1].organisation, agreement)
    assert "draft_addendum" not in told(party)
    assert addendum not in Agreement.objects.worked_on(party, SOON)
    assert agreement in Agreement.objects.worked_on(party, SOON)


def test_the_office_waits_for_the_signatures_and_a_party_for_those_of_the_others() -> None:
    agreement = make_sent(AgreementKind.OPERATIONAL_AGREEMENT)
    keeper, first, second = (party.organisation for party in parties_of(agreement))
    step = "Firma il testo e carica il file"
    everybody = {(step, f"Davide Orsini, {first.known_as} e {second.known_as}", 3)}
    assert awaited(make_officer()) == everybody
    assert awaited(make_operator()) == everybody
    assert awaited(signer_of(first, agreement)) == {(step, f"Davide Orsini e {second.known_as}", 2)}
    assert awaited(make_executive()) == {(step, f"{first.known_as} e {second.known_as}", 2)}
    [about] = {row.about for row in waiting_for_others(make_officer(), [], SOON)}
    assert about == agreement.title
    assert keeper == authority()


def test_that_the_office_has_to_decide_on_a_refusal_is_not_told_to_the_other_parties() -> None:
    _agreement, _refusing, other = refused()
    decides = "Decidi come andare avanti dopo il rifiuto"
    assert (decides, "Elena Marchetti", 1) in awaited(make_operator())
    assert decides not in {title for title, _who, _count in awaited(other)}


def test_the_desk_of_who_has_no_dossier_tells_of_its_agreements(client: Client, time_machine: Any) -> None:
    agreement, _refusing, other = refused()
    time_machine.move_to(SENT + timedelta(hours=1), tick=False)
    client.force_login(other)
    page = client.get("/scrivania/").content.decode()
    assert "Elena Marchetti ha mandato il testo alla firma" in page
    assert f"Firma il testo e carica il file, {agreement.title}, da Davide Orsini" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_with_one_agreement_and_with_three(
    rows: int, client: Client, time_machine: Any, django_assert_num_queries: Any
) -> None:
    for n in range(rows):
        make_sent(AgreementKind.OPERATIONAL_AGREEMENT, bodies=make_bodies(2, name=f"Comune {n} di prova"))
    time_machine.move_to(SOON, tick=False)
    client.force_login(make_officer(), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/scrivania/")
    with django_assert_num_queries(11):
        client.get("/scrivania/")


def test_the_page_tells_a_party_what_the_desk_tells_and_a_reader_of_the_published_text_less(
    client: Client, time_machine: Any
) -> None:
    agreement = make_sent(AgreementKind.OPERATIONAL_AGREEMENT)
    first = parties_of(agreement)[1].organisation
    replace_signatory(
        agreement=agreement,
        organisation=first,
        person=signer_of(first, agreement),
        reasons=WHY,
        by=make_officer(),
        at=DURING,
    )
    for party in parties_of(agreement):
        sign_for(agreement, party.organisation, at=DURING)
    publish_agreement(agreement=agreement, by=make_officer(), at=DURING)
    time_machine.move_to(SOON, tick=False)
    there = f"/convenzione/{agreement.pk}/"
    said = {}
    for name, person in (
        ("office", make_officer()),
        ("party", make_legal_representative(parties_of(agreement)[2].organisation)),
        ("reader", make_legal_representative(make_ets("ets6"))),
    ):
        client.force_login(person)
        register = client.get(f"{there}registro/").content.decode()
        said[name] = client.get(there).content.decode() + register
    assert "ha aggiunto parti" in said["office"]
    assert "ha aggiunto parti" not in said["party"]
    assert "ha mandato il testo alla firma" in said["party"]
    assert "ha mandato il testo alla firma" not in said["reader"]
    assert f"{there}firme/" in said["party"]
    assert f"{there}firme/" not in said["reader"]
    answer = client.get(f"{there}firme/")
    assert answer.status_code == 403
    assert NotAllowed.__name__ not in answer.content.decode()


def test_two_agreements_of_the_same_name_are_two_rows() -> None:
    for n in range(2):
        make_sent(AgreementKind.OPERATIONAL_AGREEMENT, bodies=make_bodies(1, name=f"Comune {n} di prova"))
    rows = waiting_for_others(make_officer(), [], SOON)
    assert [(row.count, row.who.startswith("Davide Orsini e Comune")) for row in rows] == [
        (2, True),
        (2, True),
    ]


def test_many_who_have_to_sign_are_one_row_with_their_number() -> None:
    make_sent(AgreementKind.OPERATIONAL_AGREEMENT, bodies=make_bodies(14))
    assert awaited(make_officer()) == {("Firma il testo e carica il file", "", 15)}


def test_of_many_signatures_one_reads_those_that_are_missing(client: Client, time_machine: Any) -> None:
    agreement = make_sent(AgreementKind.OPERATIONAL_AGREEMENT, bodies=make_bodies(14))
    first = parties_of(agreement)[1].organisation
    sign_for(agreement, first, at=DURING)
    time_machine.move_to(SOON, tick=False)
    client.force_login(make_officer())
    there = f"/convenzione/{agreement.pk}/"
    page = client.get(there).content.decode()
    assert "Mostra tutte le parti" in page
    assert "C’è 1 firma su 15" in page
    everybody = client.get(f"{there}firme/").content.decode()
    missing = client.get(f"{there}firme/?mancano=1").content.decode()
    assert "Solo quelle che mancano, 14" in everybody
    assert everybody.count("firma valida") == 1
    assert (missing.count("firma valida"), missing.count("firma attesa")) == (0, 14)
