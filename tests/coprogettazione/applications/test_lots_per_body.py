# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""For how many themes of one avviso the same body may stand, alone or in a group."""

from datetime import timedelta
from typing import Any

import pytest

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.queries import warnings_of, what_is_missing
from coprogettazione.applications.services import (
    Incomplete,
    record_eligibility,
    submit_application,
    substitute_member,
    withdraw_application,
)
from coprogettazione.calls.models import Call, CallState, Lot
from coprogettazione.records.refusals import Invalid
from tests.factories.applications import CHECKED, SUBMITTED, admit, make_application, open_all
from tests.factories.calls import make_officer
from tests.factories.lots import CRITERIA, LOTS, make_divided_call
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
DRAFT = ApplicationState.DRAFT
LATER = SUBMITTED + timedelta(hours=1)


def divided(most: int | None = 1, **facts: Any) -> Call:
    return make_divided_call(CallState.PUBLISHED, lots_per_body=most, **facts)


def in_three(most: int | None) -> Call:
    """Three themes with the same criteria."""
    lots = [{**LOTS[0], "code": str(n), "title": f"Tema {n}", "public_grant": "60000.00"} for n in (1, 2, 3)]
    criteria = [{**row, "max_points": 50} for row in CRITERIA[:2]]
    return divided(most, lots=lots, criteria=criteria)


def send(application: Application) -> None:
    submit_application(application=application, by=make_legal_representative(application.lead), at=LATER)


def lots_gaps(application: Application) -> list[str]:
    return [gap.detail for gap in what_is_missing(application, LATER) if gap.kind == "too_many_lots"]


def test_a_body_that_stands_for_one_theme_does_not_send_for_another_when_the_avviso_admits_one() -> None:
    call = divided()
    make_application(call, "ets1", lot="1")
    second = make_application(call, "ets1", lot="2", state=DRAFT)
    with pytest.raises(Incomplete, match="La Lanterna non può candidarsi a un altro tema"):
        send(second)
    [words] = lots_gaps(second)
    assert words == (
        "L’avviso ammette lo stesso ente, da solo o in gruppo, per un solo tema, ed è già candidato a «1. Accoglienza "
        "notturna». Per inviare questa domanda, prima del termine se ne ritira un’altra."
    )


@pytest.mark.parametrize(
    ("first", "second", "who"),
    [
        (("ets1",), ("ets3", "ets1"), "La Lanterna"),
        (("ets1", "ets2"), ("ets2",), "Passi Insieme"),
        (("ets1", "ets2"), ("ets3", "ets2"), "Passi Insieme"),
    ],
)
def test_the_lead_and_the_members_of_a_group_count_alike(
    first: tuple[str, ...], second: tuple[str, ...], who: str
) -> None:
    call = divided()
    make_application(call, *first, lot="1")
    with pytest.raises(Incomplete, match=f"{who} non può candidarsi a un altro tema"):
        send(make_application(call, *second, lot="2", state=DRAFT))


def test_without_a_limit_a_body_stands_for_every_theme() -> None:
    call = divided(None)
    make_application(call, "ets1", lot="1")
    second = make_application(call, "ets1", lot="2")
    assert second.state == ApplicationState.RECEIVED
    assert warnings_of(second) == []


def test_up_to_the_limit_one_is_told_how_many_themes_it_takes_and_beyond_it_is_refused() -> None:
    call = in_three(2)
    make_application(call, "ets1", lot="1")
    second = make_application(call, "ets1", lot="2", state=DRAFT)
    assert warnings_of(second) == [
        "Con questa domanda i temi di La Lanterna sono 2: l’avviso ne ammette al più 2."
    ]
    send(second)
    third = make_application(call, "ets1", lot="3", state=DRAFT)
    with pytest.raises(Incomplete):
        send(third)
    assert "al più 2 temi, ed è già candidato a «1. Tema 1» e «2. Tema 2»" in lots_gaps(third)[0]
    assert warnings_of(third) == []


def test_a_withdrawn_application_counts_no_more() -> None:
    call = divided()
    first = make_application(call, "ets1", lot="1")
    second = make_application(call, "ets1", lot="2", state=DRAFT)
    assert len(lots_gaps(second)) == 1
    withdraw_application(application=first, by=make_legal_representative(first.lead), at=LATER)
    assert lots_gaps(second) == []
    send(second)
    second.refresh_from_db()
    assert second.state == ApplicationState.RECEIVED


def test_one_that_was_never_sent_counts_for_nothing() -> None:
    call = divided()
    make_application(call, "ets1", lot="1", state=DRAFT)
    assert make_application(call, "ets1", lot="2").state == ApplicationState.RECEIVED


def test_the_same_theme_again_in_another_group_is_the_business_of_the_other_rule() -> None:
    call = divided(1, double_participation="WARN")
    make_application(call, "ets1", "ets2", lot="1")
    second = make_application(call, "ets3", "ets2", lot="1", state=DRAFT)
    assert lots_gaps(second) == []
    blocking = divided(1, code="ALTRO-2026")
    make_application(blocking, "ets1", "ets2", lot="1")
    refused = make_application(blocking, "ets3", "ets2", lot="1", state=DRAFT)
    [gap] = [gap for gap in what_is_missing(refused, LATER) if gap.kind == "in_two_groups"]
    assert "per lo stesso tema: l’avviso non ammette lo stesso ente in due gruppi di un tema" in gap.detail


def test_the_limit_of_a_call_that_is_no_longer_divided_counts_for_nothing() -> None:
    call = divided(1)
    make_application(call, "ets1", lot="1")
    second = make_application(call, "ets1", lot="2", state=DRAFT)
    Call.objects.filter(pk=call.pk).update(selection_mode="MULTIPLE")
    second.refresh_from_db()
    assert lots_gaps(second) == []


def test_who_would_stand_for_too_many_themes_does_not_enter_in_the_place_of_another() -> None:
    call = divided(1, substitution_states=["ADMISSIBILITY"])
    group = make_application(call, "ets1", "ets2", lot="1")
    make_application(call, "ets4", lot="2")
    open_all(call)
    admit(group)
    with pytest.raises(Invalid, match="Casa Aperta ha già il numero di temi"):
        substitute_member(
            application=group,
            leaving=make_ets("ets2"),
            entering=make_ets("ets4"),
            reason="Passi Insieme ha lasciato il gruppo",
            by=make_officer(),
            at=CHECKED,
        )


def test_the_office_sees_at_the_checks_who_stands_for_too_many() -> None:
    call = divided(None)
    first = make_application(call, "ets1", lot="1")
    make_application(call, "ets1", lot="2")
    assert not first.eligibility.filter(rule="LOTS").exists()
    # What cannot happen by sending can by a merger of two bodies, or by a substitution.
    Call.objects.filter(pk=call.pk).update(lots_per_body=1)
    open_all(call)
    seen = first.eligibility.filter(rule="LOTS").get()
    assert (seen.outcome, seen.because) == (
        "FAILED",
        "Più temi di quanti l’avviso ne ammette per un ente, 1: La Lanterna (2).",
    )
    assert seen.evidence == {"lots": {make_ets("ets1").codice_fiscale: 2}, "most": 1}


def test_the_checks_of_many_applications_cost_the_same_queries_with_a_limit(
    django_assert_num_queries: Any,
) -> None:
    call = divided(1)
    received = [make_application(call, key, lot="1") for key in ("ets1", "ets3", "ets4")]
    for some in (received[:1], received):
        some[0].call = call
        # Bodies; the same bodies elsewhere; declarations; one insert.
        with django_assert_num_queries(4):
            record_eligibility(some, by=None, at=CHECKED)
    assert Lot.objects.filter(call=call).count() == 2
