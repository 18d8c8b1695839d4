# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publication, beginning, an end before its time; the questions the public page asks."""

from datetime import date, timedelta

import pytest

from coprogettazione.agreements.models import Agreement, AgreementState
from coprogettazione.agreements.queries import (
    agreement_for_page,
    agreements_in_force,
    agreements_seen_by,
    last_day,
    money_table,
    published_agreements,
)
from coprogettazione.agreements.services import publish_agreement, start_execution, terminate_agreement
from coprogettazione.calls.models import CallState
from coprogettazione.documents.models import Paper
from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.agreements import PUBLISHED, STARTS_ON
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import lanterna

STAGE = "SIGNED"


def publish(agreement: Agreement) -> Agreement:
    publish_agreement(agreement=agreement, by=agreement.call.procedure_officer, at=PUBLISHED)
    return Agreement.objects.get(pk=agreement.pk)


def test_publication_makes_it_effective_and_carries_no_names_of_signatures(agreement: Agreement) -> None:
    assert not agreement.is_published
    assert agreement_for_page(agreement.pk) is None
    agreement = publish(agreement)
    assert agreement.is_published
    paper = agreement.paper
    assert paper is not None
    assert paper.public_file is not None
    assert paper.public_file_id != paper.file_id
    assert all("name" not in row for row in paper.public_data["signatures"])
    assert agreement_for_page(agreement.pk) == agreement


def test_only_the_officer_publishes_and_only_once(agreement: Agreement) -> None:
    with pytest.raises(NotAllowed, match="responsabile del procedimento"):
        publish_agreement(agreement=agreement, by=agreement.call.executive_officer, at=PUBLISHED)
    agreement = publish(agreement)
    with pytest.raises(NotAllowed, match="già pubblicata"):
        publish(agreement)


def test_nothing_begins_before_publication(agreement: Agreement) -> None:
    with pytest.raises(NotAllowed) as caught:
        start_execution(
            agreement=agreement, starts_on=STARTS_ON, by=agreement.call.procedure_officer, at=PUBLISHED
        )
    assert str(caught.value.law) == "art. 26, c. 3, d.lgs. 33/2013"


def test_the_activities_last_as_many_months_as_the_avviso_says(agreement: Agreement) -> None:
    agreement = publish(agreement)
    officer = agreement.call.procedure_officer
    assert agreement.in_force_from is not None
    with pytest.raises(Invalid) as caught:
        start_execution(
            agreement=agreement,
            starts_on=agreement.in_force_from - timedelta(days=1),
            by=officer,
            at=PUBLISHED,
        )
    assert "starts_on" in caught.value.fields
    start_execution(agreement=agreement, starts_on=STARTS_ON, by=officer, at=PUBLISHED)
    agreement.refresh_from_db()
    assert (agreement.starts_on, agreement.ends_on) == (date(2026, 9, 1), date(2028, 8, 31))
    assert agreement.call.state == CallState.EXECUTION
    told = Message.objects.filter(key__startswith="started", channel="IN_APP")
    assert "1°\xa0settembre 2026" in told[0].body


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 9, 1), 24, date(2028, 8, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 15), 12, date(2027, 3, 14)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_the_last_day_of_a_duration(first: date, months: int, last: date) -> None:
    assert last_day(first, months) == last


def test_an_agreement_is_ended_before_its_time_by_a_reasoned_act(agreement: Agreement) -> None:
    given = {
        "agreement": agreement,
        "reasons": "Le attività non sono iniziate nonostante la diffida del 1° ottobre 2026.",
        "act_number": "140/2026",
        "act_date": PUBLISHED.date(),
        "at": PUBLISHED,
    }
    with pytest.raises(NotAllowed, match="dirigente"):
        terminate_agreement(**given, by=agreement.call.procedure_officer)
    with pytest.raises(Invalid) as caught:
        terminate_agreement(**{**given, "reasons": "basta"}, by=agreement.call.executive_officer)
    assert "reasons" in caught.value.fields
    terminate_agreement(**given, by=agreement.call.executive_officer)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.terminated_at) == (AgreementState.TERMINATED, PUBLISHED)
    assert agreement.call.state == CallState.TERMINATED
    assert Paper.objects.get(number="140/2026").published_at == PUBLISHED
    told = Message.objects.filter(key__startswith="terminated", channel="IN_APP")
    assert {"Elena Marchetti", "Ada Fontana", "Marco Rinaldi", "Giulia Ferri"} <= {
        str(m.recipient) for m in told
    }
    with pytest.raises(NotAllowed, match="in vigore"):
        terminate_agreement(**given, by=agreement.call.executive_officer)


def test_in_force_are_the_published_ones_between_their_days(agreement: Agreement) -> None:
    assert list(agreements_in_force(STARTS_ON)) == []
    agreement = publish(agreement)
    start_execution(
        agreement=agreement, starts_on=STARTS_ON, by=agreement.call.procedure_officer, at=PUBLISHED
    )
    assert list(agreements_in_force(STARTS_ON)) == [agreement]
    assert list(agreements_in_force(date(2028, 8, 31))) == [agreement]
    assert list(agreements_in_force(date(2028, 9, 1))) == []
    assert list(agreements_in_force(date(2026, 7, 1))) == []


def test_before_publication_only_parties_and_offices_see_it(agreement: Agreement) -> None:
    seen = Agreement.objects.visible_to
    assert list(seen(make_legal_representative(lanterna()), PUBLISHED)) == [agreement]
    assert list(seen(agreement.call.procedure_officer, PUBLISHED)) == [agreement]
    assert list(seen(make_legal_representative(make_ets("ets6")), PUBLISHED)) == []
    assert list(seen(None, PUBLISHED)) == []
    publish(agreement)
    assert list(seen(None, PUBLISHED)) == [agreement]
    assert list(seen(make_legal_representative(make_ets("ets6")), PUBLISHED)) == [agreement]


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_list_costs_the_same_with_one_and_with_three(
    agreement: Agreement, count: int, django_assert_num_queries
) -> None:
    publish(agreement)
    parties = list(agreement.parties.all())
    for _copy in range(count - 1):
        twin = Agreement.objects.get(pk=agreement.pk)
        twin.pk, twin.repertory_number = None, 100 + _copy
        twin.save(force_insert=True)
        for party in parties:
            party.pk, party.agreement = None, twin
            party.save(force_insert=True)
    # 1. the agreements with call, body and paper  2. their parties  3. the organisations of these
    with django_assert_num_queries(3):
        rows = list(published_agreements())
        assert [[p.organisation.name for p in row.parties.all()] for row in rows]
    assert len(rows) == count


def test_the_page_of_an_agreement_costs_four_queries(agreement: Agreement, django_assert_num_queries) -> None:
    publish(agreement)
    # 1–3. the agreement, its parties, their organisations  4. the money by source and body
    with django_assert_num_queries(4):
        row = agreement_for_page(agreement.pk)
        assert row is not None
        assert money_table(row).total == 216000


def test_a_person_works_on_the_agreements_of_the_own_bodies(agreement: Agreement) -> None:
    assert list(agreements_seen_by(make_legal_representative(lanterna()), PUBLISHED)) == [agreement]
    assert list(agreements_seen_by(make_legal_representative(make_ets("ets6")), PUBLISHED)) == []
