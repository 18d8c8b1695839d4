# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the datasets say: only what is published, of bodies only, with what the law wants of each."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from coprogettazione.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementState,
    PartyRole,
)
from coprogettazione.calls.models import CallState
from coprogettazione.monitoring.models import Indicator, IndicatorReading, Payment, PaymentKind
from coprogettazione.parties.models import Organisation, OrganisationKind, User
from coprogettazione.records.deeds import Act
from coprogettazione.records.rights import Verdict
from coprogettazione.wording import ROME
from home.followers import follow
from home.opendata.formats import FORMATS
from home.opendata.tables import DATASETS
from tests.factories.calls import make_call
from tests.factories.parties import make_ets
from tests.home.agreements import PUBLISHED, make_agreement
from tests.home.opendata.test_files import body, table

pytestmark = pytest.mark.django_db


def pay(
    agreement: Agreement, amount: str, on: date, kind: str = PaymentKind.INTERIM, key: str = "ets1"
) -> Payment:
    return Payment.objects.create(
        agreement=agreement,
        kind=kind,
        payee=make_ets(key),
        amount=Decimal(amount),
        act_number="201/2026",
        act_date=on,
        ordered_at=datetime(on.year, on.month, on.day, 12, tzinfo=ROME),
        ordered_by=agreement.call.executive_officer,
    )


def rows(name: str, **asked: Any) -> list[dict[str, Any]]:
    dataset = DATASETS[name]
    names = [column.name for column in dataset.columns]
    found = dataset.rows(dataset.found(asked), "https://dati.example.it")
    return [dict(zip(names, row, strict=True)) for row in found]


def test_the_table_of_grants_has_what_articles_26_and_27_want() -> None:
    make_agreement()
    first = rows("sovvenzioni")[0]
    assert first["beneficiario"] == "Cooperativa sociale La Lanterna"
    assert first["codice_fiscale"] == "90000010000"
    assert first["assegnato_euro"] == Decimal("99000.00")
    assert first["norma"].endswith("determina n. 140/2026")
    assert first["ufficio"] == "Ambito territoriale sociale di Valdora"
    assert first["responsabile"] == "Elena Marchetti"
    assert first["scelta"] == "Avviso pubblico PIS-2026: siede al tavolo chi raggiunge la soglia"
    assert first["pagina"] == "https://dati.example.it/convenzioni/pis-2026/"
    assert first["pagina_avviso"] == "https://dati.example.it/avvisi/pis-2026/"
    assert len(rows("sovvenzioni")) == 3


def test_nothing_of_an_agreement_is_told_before_it_is_published() -> None:
    agreement = make_agreement(published=False)
    pay(agreement, "50000", date(2026, 8, 1))
    for name in set(DATASETS) - {"avvisi"}:
        assert rows(name) == [], name


def test_a_draft_of_a_call_is_not_told() -> None:
    make_call(CallState.AUTHORISED)
    assert rows("avvisi") == []


def test_what_happens_to_a_business_that_is_a_person_is_told_without_the_code_of_the_person() -> None:
    make_agreement()
    Organisation.objects.filter(codice_fiscale="90000010000").update(
        kind=OrganisationKind.BUSINESS, codice_fiscale="RSSMRA80A01H501U", partita_iva="90000010000"
    )
    assert rows("sovvenzioni")[0]["codice_fiscale"] == "90000010000"
    Organisation.objects.filter(codice_fiscale="RSSMRA80A01H501U").update(partita_iva="")
    assert rows("sovvenzioni")[0]["codice_fiscale"] == ""
    for name in DATASETS:
        assert "RSSMRA80A01H501U" not in str(rows(name))


def test_no_public_byte_holds_a_private_contact_or_a_person_but_the_officer(client: Client) -> None:
    agreement = make_agreement()
    Organisation.objects.update(email="segreta@privata.example", phone="0371 999888", address="via Privata 7")
    User.objects.update(codice_fiscale="RSSMRA80A01H501U")
    officer = agreement.call.procedure_officer
    people = User.objects.exclude(pk=officer.pk)
    marks = ["segreta@privata.example", "999888", "via Privata 7", "RSSMRA80A01H501U", officer.email]
    marks += [person.email for person in people] + [str(person) for person in people]
    addresses = [f"/dati/{name}.{form}" for name in DATASETS for form in ("csv", "json")]
    addresses += [f"/api/v1/{name}" for name in DATASETS] + ["/api/v1/insiemi", "/dati/", "/api/"]
    for address in addresses:
        text = body(client, address).decode()
        assert [mark for mark in marks if mark in text] == [], address
    assert set(FORMATS) == {"csv", "json", "ods", "xlsx"}


def test_money_is_told_by_source_and_year() -> None:
    make_agreement()
    told = [row for row in rows("risorse", anno=2026) if row["fonte"] == "PUBLIC"]
    assert sum(row["importo_euro"] for row in told) == Decimal("180000.00")
    assert rows("risorse", anno=2025) == []


def test_a_sum_that_came_back_is_told_as_such() -> None:
    agreement = make_agreement()
    pay(agreement, "500", date(2027, 3, 1), PaymentKind.RECOVERY)
    (row,) = rows("pagamenti")
    assert (row["tipo"], row["importo_euro"], row["anno"]) == ("RECOVERY", Decimal("500.00"), 2027)


def test_the_sums_of_a_year_are_told_from_ten_thousand_euro_together() -> None:
    agreement = make_agreement()
    pay(agreement, "6000.00", date(2026, 1, 1))
    second = pay(agreement, "3999.99", date(2026, 12, 31))
    pay(agreement, "9000", date(2027, 1, 1))
    pay(agreement, "5000", date(2026, 6, 1), PaymentKind.RECOVERY)
    pay(agreement, "9999.99", date(2026, 6, 1), key="ets2")
    assert rows("somme-ricevute", anno=2026) == []
    Payment.objects.filter(pk=second.pk).update(amount=Decimal("4000.00"))
    told = rows("somme-ricevute", anno=2026)
    assert [row["importo_euro"] for row in told] == [Decimal("6000.00"), Decimal("4000.00")]
    assert {row["totale_anno_euro"] for row in told} == {Decimal("10000.00")}
    assert told[0]["beneficiario"] == "Cooperativa sociale La Lanterna"
    assert told[0]["erogatore"] == "Ambito territoriale sociale di Valdora"
    assert told[0]["data"] == date(2026, 1, 1)
    assert told[0]["causale"].endswith("rep. 12/2026")
    assert rows("somme-ricevute", anno=2027) == []


def test_the_total_of_the_year_stays_whole_when_only_the_latest_rows_are_asked() -> None:
    agreement = make_agreement()
    pay(agreement, "8000", date(2026, 8, 1))
    pay(agreement, "2000", date(2026, 12, 1))
    (late,) = rows("somme-ricevute", aggiornato_dal=datetime(2026, 11, 1, tzinfo=ROME))
    assert late["totale_anno_euro"] == Decimal("10000.00")


@pytest.mark.parametrize(("day", "told"), [("2027-12-31", 1), ("2028-01-01", 0), ("2027-01-01", 1)])
def test_the_sums_received_are_of_last_year_unless_a_year_is_asked(
    client: Client, time_machine: Any, day: str, told: int
) -> None:
    pay(make_agreement(), "10000", date(2026, 5, 1))
    time_machine.move_to(datetime.fromisoformat(f"{day}T00:00:01+01:00"), tick=False)
    assert len(table(client, "/dati/somme-ricevute.csv")) == told
    assert len(table(client, "/dati/somme-ricevute.csv?anno=2026&ente=90000010000")) == 1
    assert table(client, "/dati/somme-ricevute.csv?anno=2026&ente=90000020009") == []
    name = f"somme-ricevute-{int(day[:4]) - 1}.csv"
    response = client.get("/dati/somme-ricevute.csv")
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert b"".join(response)


def test_an_indicator_has_a_row_for_each_reading_and_one_before_the_first() -> None:
    agreement = make_agreement()
    indicator = Indicator.objects.create(
        agreement=agreement, code="I1", text="persone raggiunte", unit="n", baseline=0, target=300
    )
    assert [row["valore"] for row in rows("indicatori")] == [None]
    for month, value in ((12, 64), (11, 40)):
        IndicatorReading.objects.create(
            indicator=indicator,
            period_end=date(2026, month, 1),
            value=value,
            reported_by=agreement.call.procedure_officer,
            reported_at=datetime(2026, 12, 2, tzinfo=ROME),
        )
    assert [row["valore"] for row in rows("indicatori")] == [Decimal("40.00"), Decimal("64.00")]
    assert rows("indicatori")[0]["aggiornato_il"] == "2026-12-02T00:00:00+01:00"


def test_a_terminated_agreement_stays_and_says_so() -> None:
    agreement = make_agreement()
    Agreement.objects.filter(pk=agreement.pk).update(
        state=AgreementState.TERMINATED, terminated_at=datetime(2027, 1, 1, tzinfo=ROME)
    )
    assert [row["stato"] for row in rows("convenzioni")] == ["TERMINATED"]


def test_an_agreement_that_no_call_leads_to_is_told_with_who_keeps_it_and_who_is_bound(
    client: Client,
) -> None:
    """Whoever was only asked to join, or went out before the signatures, is not bound and is not told."""
    born = make_agreement()
    born.pk = None
    call, born.call = born.call, None
    born.lead_authority = call.lead_authority
    born.procedure_officer, born.executive_officer = call.procedure_officer, call.executive_officer
    born.kind, born.title, born.published_at = AgreementKind.PROGRAMME_AGREEMENT, "Accordo di programma", None
    born.repertory_number = 14
    born.save()
    for number, (key, facts) in enumerate(
        {
            "ets1": {"joined_on": date(2026, 7, 21)},
            "ets2": {"invited_at": PUBLISHED},
            "ets4": {"dropped_at": PUBLISHED},
        }.items()
    ):
        AgreementParty.objects.create(
            agreement=born, organisation=make_ets(key), role=PartyRole.PARTNER, position=number, **facts
        )
    Agreement.objects.filter(pk=born.pk).update(published_at=PUBLISHED)
    born.refresh_from_db()
    follow(act=Act("publish_agreement", None, PUBLISHED, born, Verdict(True)))
    told = next(row for row in rows("convenzioni") if row["id"] == born.pk)
    assert (told["tipo"], told["avviso"], told["temi"]) == ("PROGRAMME_AGREEMENT", "", [])
    assert told["ente"] == "Ambito territoriale sociale di Valdora"
    bound = [row for row in rows("parti") if row["convenzione"] == born.pk]
    assert [(row["ente"], row["vincolato_dal"]) for row in bound] == [
        ("Cooperativa sociale La Lanterna", date(2026, 7, 21))
    ]
    assert all(row["convenzione"] != born.pk for row in rows("sovvenzioni"))
    for name in DATASETS:
        assert client.get(f"/api/v1/{name}").status_code == 200, name


def test_an_organisation_is_told_once_with_how_many_agreements_it_has() -> None:
    make_agreement()
    make_agreement(code="DOP-2026", number=13)
    told = {row["codice_fiscale"]: row for row in rows("enti")}
    assert len(told) == 4
    assert told["90000010000"]["convenzioni"] == 2
    assert told["90000010000"]["assegnato_euro"] == Decimal("198000.00")


def test_reading_a_dataset_costs_one_query_with_one_row_and_with_three(
    django_assert_num_queries: Any,
) -> None:
    pay(make_agreement(), "10000", date(2026, 5, 1))
    for name in DATASETS:
        with django_assert_num_queries(1):
            rows(name)
    make_agreement(code="DOP-2026", number=13)
    make_agreement(code="TSV-2026", number=14)
    for name in DATASETS:
        with django_assert_num_queries(1):
            rows(name)
