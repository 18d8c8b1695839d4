# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk as one reads it: what has no term says so, what waits for others is said once."""

import pytest
from django.test import Client
from django.urls import reverse

from coprogettazione.calls.models import CallState
from tests.factories.agreements import SENT, make_agreement
from tests.factories.applications import make_application, open_all
from tests.factories.calls import AUTHORISED, DEADLINE, make_call, make_executive, make_officer
from tests.factories.evaluation import make_evaluation
from tests.factories.parties import make_legal_representative
from tests.factories.tables import lanterna
from workflows.desk import duties, inbox, waiting_for_others

pytestmark = pytest.mark.django_db


def desk_page(client: Client, user, time_machine, at) -> str:
    time_machine.move_to(at, tick=False)
    client.force_login(user)
    return client.get(reverse("desk")).content.decode()


def test_a_step_without_a_term_says_so_and_no_dash_follows_a_word(client, time_machine):
    make_call(CallState.AUTHORISED)
    page = desk_page(client, make_officer(), time_machine, AUTHORISED)
    assert '<td class="co-soft">senza termine</td>' in page
    assert 'data-pre="entro">–' not in page


def test_a_step_with_a_term_says_by_when(client, time_machine):
    make_call(CallState.PUBLISHED)
    page = desk_page(client, make_officer(), time_machine, AUTHORISED)
    assert '<td data-pre="entro">mercoledì 25 febbraio, ore\xa012:00</td>' in page
    assert "senza termine" not in page


def test_what_waits_for_others_is_one_row_for_each_person_and_step():
    call = make_evaluation(("ets1",))
    rows = waiting_for_others(make_officer(), [call])
    assert sorted((row.title, row.who, row.count) for row in rows) == [
        ("Valuta le proposte e chiudi le tue schede", "Anna Riva", 1),
        ("Valuta le proposte e chiudi le tue schede", "Chiara Galli", 1),
        ("Valuta le proposte e chiudi le tue schede", "Luca Moretti", 1),
    ]


def test_the_same_step_of_the_same_person_on_many_rows_is_one_row_with_its_count(client, time_machine):
    call = make_call(CallState.PUBLISHED)
    for key in ("ets1", "ets3", "ets4"):
        make_application(call, key)
    open_all(call)
    [row, *_others] = [
        row for row in waiting_for_others(make_executive(), [call]) if row.title == "Controlla i requisiti"
    ]
    assert (row.who, row.count) == ("Elena Marchetti", 3)
    page = desk_page(client, make_executive(), time_machine, DEADLINE)
    assert page.count("Controlla i requisiti (3), Pronto intervento sociale di prossimità") == 1


def test_bodies_that_must_sign_are_named():
    agreement = make_agreement("SIGNING")
    rows = waiting_for_others(make_officer(), [agreement.call])
    assert {row.who for row in rows if row.title.startswith("Firma")} == {
        "La Lanterna",
        "Passi Insieme",
        "Casa Aperta",
        "Davide Orsini",
    }


def test_what_ones_own_body_must_do_is_not_waited_for_from_others():
    agreement = make_agreement("SIGNING")
    ada = make_legal_representative(lanterna())
    waited = [row.who for row in waiting_for_others(ada, [agreement.call], SENT)]
    assert "sign_agreement" in [duty.deed for duty in duties(list(inbox(ada, SENT)))]
    assert waited
    assert "La Lanterna" not in waited


@pytest.mark.parametrize("dossiers", [1, 3])
def test_what_waits_for_others_costs_the_same_with_one_dossier_and_with_three(
    dossiers, django_assert_num_queries
):
    calls = [make_call(CallState.DRAFT, code=f"PIS-{2026 + n}") for n in range(dossiers)]
    officer = make_officer()
    with django_assert_num_queries(2):
        assert len(waiting_for_others(officer, calls)) == dossiers
