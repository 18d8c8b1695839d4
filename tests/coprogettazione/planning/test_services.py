# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The district plan enters with its objectives, or not at all."""

from datetime import datetime

import pytest

from coprogettazione.parties.models import User
from coprogettazione.planning.models import DistrictPlan, Objective
from coprogettazione.planning.queries import names_another_instrument, objectives_in_force
from coprogettazione.planning.services import adopt_plan
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from tests.factories.parties import ROME, make_district, make_official
from tests.factories.planning import OBJECTIVES, make_plan

pytestmark = pytest.mark.django_db
JANUARY = datetime(2025, 1, 20, 10, 0, tzinfo=ROME)


def adopt(**changes) -> DistrictPlan:
    facts = {
        "district": make_district(),
        "title": "Piano di Zona 2025–2027",
        "first_year": 2025,
        "last_year": 2027,
        "adopted_by": "delibera Assemblea dei Sindaci 9/2024",
        "objectives": OBJECTIVES,
        "by": User.objects.filter(email="irene.sala@example.it").first(),
        "at": JANUARY,
    }
    return adopt_plan(**{**facts, **changes})


def test_a_call_links_to_an_objective_of_the_plan_in_force():
    plan = make_plan()
    found = objectives_in_force(plan.district, JANUARY)
    assert [o.code for o in found] == ["SP1.2", "SP1.3", "OS1"]
    assert not objectives_in_force(plan.district, datetime(2028, 1, 1, tzinfo=ROME))
    specific = Objective.objects.get(code="SP1.2")
    assert specific.parent is not None
    assert specific.parent.code == "OS1"
    assert not names_another_instrument(specific)
    assert names_another_instrument(Objective.objects.get(code="SP1.3"))


@pytest.mark.parametrize(
    ("objectives", "word"),
    [
        ([], "almeno un obiettivo"),
        ([{"code": "", "kind": "strategic", "text": "x"}], "Manca il codice"),
        ([{"code": "A", "kind": "strategic", "text": ""}], "non ha testo"),
        ([{"code": "A", "kind": "grande", "text": "x"}], "strategico o specifico"),
        ([{"code": "A", "kind": "strategic", "text": "x", "instrument": "gara"}], "strumento"),
        ([{"code": "A", "kind": "strategic", "text": "x", "parent": "B"}], "non viene prima"),
        ([{"code": "A", "kind": "strategic", "text": "x"}] * 2, "due volte"),
    ],
)
def test_a_plan_with_a_wrong_objective_leaves_nothing(objectives, word):
    make_district()
    with pytest.raises(Invalid) as refused:
        adopt(objectives=objectives)
    assert word in str(refused.value)
    assert not DistrictPlan.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"title": " "}, "title"), ({"adopted_by": ""}, "adopted_by"), ({"last_year": 2024}, "last_year")],
)
def test_a_plan_with_wrong_facts_is_refused_in_its_field(changes, field):
    make_district()
    with pytest.raises(Invalid) as refused:
        adopt(**changes)
    assert field in refused.value.fields


def test_a_plan_is_entered_once_and_only_by_its_own_office():
    make_plan()
    with pytest.raises(AlreadyDone, match="già inserito"):
        adopt()
    with pytest.raises(NotAllowed, match="di questo ambito"):
        adopt(by=make_official())
