# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""D9: the project becomes an act, the text of the agreement is made from it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from coprogettazione.agreements.models import Agreement, FundingLine, PartyRole
from coprogettazione.agreements.queries import disclosures_of, money_table, parties_of
from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, Refusal, WrongState
from coprogettazione.tables.models import DesignTable
from tests.factories.agreements import APPROVED, COMMITMENT, approve, make_checks
from tests.factories.parties import make_ets
from tests.factories.tables import casa, lanterna, passi


def refusal(call: Call, **changed: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        approve(call, **changed)
    assert Agreement.objects.count() == 0
    call.refresh_from_db()
    assert call.state == CallState.TABLE_CONCLUDED
    return caught.value


def test_the_approval_makes_parties_money_and_text(call: Call) -> None:
    agreement = approve(call)
    call.refresh_from_db()
    assert call.state == CallState.APPROVED
    assert (agreement.public_grant, agreement.total) == (Decimal(180000), Decimal(216000))
    parties = list(parties_of(agreement))
    assert [(p.organisation.known_as, p.role) for p in parties] == [
        ("La Lanterna", PartyRole.LEAD_PARTNER),
        ("Passi Insieme", PartyRole.MEMBER_PARTNER),
        ("Casa Aperta", PartyRole.MEMBER_PARTNER),
        ("Ambito di Valdora", PartyRole.PUBLIC_BODY),
    ]
    assert sum(p.grant for p in parties) == Decimal(180000)
    assert sum(p.share for p in parties) == Decimal(100)
    assert sum(line.amount for line in FundingLine.objects.all()) == Decimal(216000)
    titles = [article["title"] for article in agreement.text["articles"]]
    assert titles[:6] == [
        "Oggetto",
        "Durata",
        "Impegni comuni",
        "Impegni di ciascuna parte",
        "Capofila",
        "Quadro economico",
    ]
    whole = "\n".join(p for article in agreement.text["articles"] for p in article["paragraphs"])
    assert "X00X26000000001" in whole
    assert "180.000,00\xa0€" in whole
    assert "non è un corrispettivo" in whole
    for forbidden in ("gara", "aggiudic", "offerta", "prezzo"):
        assert forbidden not in whole.lower()
    assert len(agreement.text_hash) == 64


def test_the_table_of_money_adds_up_by_source_and_by_body(call: Call) -> None:
    table = money_table(approve(call))
    assert [o.known_as for o in table.columns] == ["La Lanterna", "Passi Insieme", "Casa Aperta"]
    assert [(row.label, row.total) for row in table.rows] == [
        ("Ambito di Valdora, contributo", Decimal(180000)),
        ("Enti, denaro proprio", Decimal(12000)),
        ("Enti, sedi e mezzi (stima)", Decimal(15000)),
        ("Volontari, ore di lavoro (stima)", Decimal(9000)),
    ]
    assert table.totals == [Decimal(111600), Decimal(47400), Decimal(57000)]
    assert table.total == Decimal(216000)


def test_d9_is_published_without_the_checks_and_carries_the_data_of_articles_26_and_27(call: Call) -> None:
    agreement = approve(call)
    paper = Paper.objects.get(kind=PaperKind.APPROVAL_ACT)
    assert (paper.number, paper.published_at) == ("97/2026", APPROVED)
    assert len(paper.data["checks"]) == 3
    assert paper.public_data["checks"] == []
    assert [row["tax_code"] for row in paper.public_data["transparency"]] == [
        "90000010000",
        "90000020009",
        "90000040007",
    ]
    first = disclosures_of(agreement)[0]
    assert (first.beneficiary, first.office, first.officer) == (
        "Cooperativa sociale La Lanterna",
        "Ambito territoriale sociale di Valdora",
        "Elena Marchetti",
    )
    assert "PIS-2026" in first.how_found
    assert first.project == f"/convenzione/{agreement.pk}/"
    assert Entry.objects.get(deed="approve_project").payload["public_grant"] == "180000.00"


def test_the_partners_and_the_officer_are_told_together(call: Call) -> None:
    approve(call)
    told = Message.objects.filter(key__startswith="approved", channel="IN_APP")
    assert {m.created_at for m in told} == {APPROVED}
    assert {"Elena Marchetti", "Ada Fontana", "Marco Rinaldi", "Giulia Ferri"} <= {
        str(m.recipient) for m in told
    }


def test_the_commitments_are_exactly_the_public_contribution(call: Call) -> None:
    caught = refusal(call, commitment=[*COMMITMENT[:2], {**COMMITMENT[2], "amount": "35999.99"}])
    assert "179.999,99" in str(caught)
    assert "commitment" in caught.fields
    assert str(caught.law) == "art. 183, d.lgs. 267/2000"
    assert "commitment" in refusal(call, commitment=[]).fields


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"chapter": "", "year": 2026, "amount": "180000.00"}, "capitolo di bilancio"),
        ({"chapter": "12", "year": 2026, "amount": "molti"}, "non è un importo"),
        ({"chapter": "12", "year": 2026, "amount": 180000.0}, "non è un importo"),
        ({"chapter": "12", "year": 2026, "amount": "-1"}, "maggiore di zero"),
    ],
)
def test_a_commitment_that_does_not_hold_is_refused(call: Call, row: dict[str, Any], said: str) -> None:
    assert said in str(refusal(call, commitment=[row]))


def test_every_partner_was_checked_and_in_order(call: Call) -> None:
    checks = make_checks()
    missing = refusal(call, checks=checks[:2])
    assert "Casa Aperta" in str(missing)
    assert str(missing.law) == "art. 71, d.P.R. 445/2000"
    failed = refusal(call, checks=[*checks[:2], {**checks[2], "outcome": "DURC irregolare", "passed": False}])
    assert "non sono in regola: DURC irregolare" in str(failed)
    assert "Scrivi l’esito" in str(refusal(call, checks=[{**checks[0], "outcome": " "}]))
    stranger = {**checks[0], "organisation": make_ets("ets6").codice_fiscale}
    assert "non è partner" in str(refusal(call, checks=[stranger]))


def test_more_partners_want_a_lead_among_them(call: Call) -> None:
    assert "capofila" in str(refusal(call, lead_partner=None))
    assert "lead_partner" in refusal(call, lead_partner=make_ets("ets6")).fields


def test_the_act_has_number_date_and_reasons(call: Call) -> None:
    assert "act_number" in refusal(call, act_number=" ").fields
    assert "act_date" in refusal(call, act_date=APPROVED.date() + timedelta(days=1)).fields
    assert "reasons" in refusal(call, reasons="sì").fields


def test_only_the_executive_approves_and_only_once(call: Call) -> None:
    assert isinstance(refusal(call, by=call.procedure_officer), NotAllowed)
    approve(call)
    with pytest.raises(NotAllowed, match="una volta sola"):
        approve(call)


def test_without_a_final_text_nothing_is_approved(call: Call) -> None:
    DesignTable.objects.filter(call=call).update(final_version=None)
    assert isinstance(refusal(call), WrongState)


def test_the_lead_partner_may_be_any_of_them(call: Call) -> None:
    agreement = approve(call, lead_partner=casa())
    assert agreement.lead_organisation() == casa()
    assert set(parties_of(agreement).values_list("organisation", flat=True)) == {
        lanterna().pk,
        passi().pk,
        casa().pk,
        call.lead_authority_id,
    }


def test_a_float_is_never_money(call: Call) -> None:
    with pytest.raises((Invalid, TypeError)):
        approve(call, commitment=[{"chapter": "12", "year": 2026, "amount": 0.1}])
