# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The exclusion of an admitted application on every desk: who must answer, who decides, what comes after."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coprogettazione.applications.services import renounce_application
from coprogettazione.evaluation.services import declare_all_excluded
from coprogettazione.parties.models import User
from coprogettazione.tables.services import open_table
from tests.factories.calls import make_executive, make_officer
from tests.factories.exclusion import (
    DECIDE_BY,
    DECIDED,
    DUE,
    announce,
    application_of,
    drop,
    exclude,
    make_reserved,
    make_single,
    observe,
    scroll,
)
from tests.factories.parties import make_ets, make_legal_representative
from tests.workflows.desks import desk_of, on_the_desk_of
from workflows.desk import waiting_for_others
from workflows.engine import sweep

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DEEDS = ("observe_exclusion", "exclude_admitted", "scroll_ranking", "declare_all_excluded")


def duties_of(person: User) -> list[tuple[str, object]]:
    """What of the exclusion lies on a person's desk, with its term."""
    return [(duty.deed, duty.due) for duty in desk_of(person) if duty.deed in DEEDS]


def test_the_lead_answers_until_the_term_then_the_executive_decides() -> None:
    exclusion = announce(application_of(make_single()))
    lead = make_legal_representative(make_ets("ets1"))
    assert duties_of(lead) == [("observe_exclusion", DUE)]
    assert duties_of(make_executive()) == []
    [duty] = [d for d in desk_of(lead) if d.deed == "observe_exclusion"]
    assert duty.url == reverse("evaluation:exclusion", args=[exclusion.pk])
    assert duty.about == "La Lanterna con Passi Insieme"
    assert sweep(DUE) == 0
    assert sweep(DUE + SECOND) == 1
    assert sweep(DUE + SECOND) == 0
    assert duties_of(lead) == []
    assert duties_of(make_executive()) == [("exclude_admitted", DECIDE_BY)]


def test_an_answer_in_time_goes_to_the_executive_without_waiting_for_the_term() -> None:
    exclusion = announce(application_of(make_single()))
    observe(exclusion)
    assert duties_of(make_executive()) == [("exclude_admitted", DECIDE_BY)]
    assert duties_of(make_legal_representative(make_ets("ets1"))) == []


def test_a_decision_faster_than_the_sweep_leaves_nothing_behind() -> None:
    exclude(announce(application_of(make_single())), at=DUE + SECOND, act_date=DUE.date())
    assert sweep(DUE + SECOND) == 0
    assert duties_of(make_legal_representative(make_ets("ets1"))) == []
    assert duties_of(make_executive()) == [("scroll_ranking", None)]


@pytest.mark.parametrize("heard", [False, True])
def test_archived_it_leaves_every_desk(heard: bool) -> None:
    exclusion = announce(application_of(make_single()))
    if heard:
        observe(exclusion)
    drop(exclusion)
    assert duties_of(make_legal_representative(make_ets("ets1"))) == []
    assert duties_of(make_executive()) == []


def test_after_it_the_executive_scrolls_the_ranking() -> None:
    call = make_single()
    lanterna = application_of(call)
    exclude(announce(lanterna))
    [duty] = [d for d in desk_of(make_executive()) if d.deed == "scroll_ranking"]
    assert duty.url == reverse("evaluation:scroll", args=[call.code])
    scroll(call, lanterna)
    assert duties_of(make_executive()) == []
    assert on_the_desk_of(make_officer()) == ["open_table"]


def test_when_who_could_be_called_leaves_too_there_is_nothing_to_scroll() -> None:
    call = make_single()
    exclude(announce(application_of(call)))
    assert duties_of(make_executive()) == [("scroll_ranking", None)]
    exclude(announce(application_of(call, "ets4")), act_number="74/2026")
    assert duties_of(make_executive()) == [("declare_all_excluded", None)]


def test_when_who_could_be_called_renounces_there_is_nothing_to_scroll() -> None:
    call = make_single()
    exclude(announce(application_of(call)))
    casa = application_of(call, "ets4")
    signer = make_legal_representative(casa.lead)
    renounce_application(application=casa, reason="Non possiamo più.", by=signer, at=DECIDED)
    assert duties_of(make_executive()) == [("declare_all_excluded", None)]


def test_when_who_has_the_place_renounces_the_executive_scrolls_the_ranking() -> None:
    call = make_single()
    lanterna = application_of(call)
    renounce_application(
        application=lanterna,
        reason="Non possiamo più.",
        by=make_legal_representative(lanterna.lead),
        at=DECIDED,
    )
    assert duties_of(make_executive()) == [("scroll_ranking", None)]
    scroll(call, lanterna)
    assert duties_of(make_executive()) == []


def test_when_who_waits_in_the_ranking_renounces_no_place_is_free() -> None:
    call = make_single()
    casa = application_of(call, "ets4")
    renounce_application(
        application=casa, reason="Non possiamo più.", by=make_legal_representative(casa.lead), at=DECIDED
    )
    assert duties_of(make_executive()) == []


@pytest.mark.parametrize("table", [False, True])
def test_when_nobody_follows_the_executive_is_asked_to_close(table: bool) -> None:
    call = make_single()
    if table:
        open_table(call=call, by=make_officer(), at=DECIDED)
    exclude(announce(application_of(call, "ets4")))
    assert duties_of(make_executive()) == []
    exclude(announce(application_of(call)), act_number="74/2026")
    assert duties_of(make_executive()) == [("declare_all_excluded", None)]
    declare_all_excluded(
        call=call, reasons="Non resta nessuno al tavolo.", act_number="75/2026", act_date=DECIDED.date(),
        by=make_executive(), at=DECIDED,
    )  # fmt: skip
    assert desk_of(make_executive()) == []
    assert desk_of(make_officer()) == []


def test_the_reserve_that_is_overtaken_is_no_longer_on_the_desk_of_the_officer() -> None:
    application = application_of(make_reserved())
    assert "resolve_reserve" in on_the_desk_of(make_officer())
    exclude(announce(application, ground="RESERVE"))
    assert "resolve_reserve" not in on_the_desk_of(make_officer())


def test_the_officer_sees_what_is_running_and_other_bodies_do_not() -> None:
    call = make_single()
    announce(application_of(call))
    call.opens = True  # type: ignore[attr-defined]
    assert "Presenta osservazioni sull’esclusione" in [
        w.title for w in waiting_for_others(make_officer(), [call])
    ]
    call.opens = call.sits = False  # type: ignore[attr-defined]
    stranger = make_legal_representative(make_ets("ets4"))
    assert [w.title for w in waiting_for_others(stranger, [call])] == ["Apri il tavolo"]
