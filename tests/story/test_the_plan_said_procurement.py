# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""L'Aquila, TAR Abruzzo 368/2023: a determina departed from the district's plan without a policy act, and was
annulled. An avviso is born of an objective and of a policy act; a plan that names another instrument is said.
"""

import pytest
from django.urls import reverse

from coprogettazione.calls.models import CallState
from tests.factories.calls import AUTHORISED, make_call, make_executive
from tests.factories.planning import make_plan
from tests.story.doors import deed_page, read, send

pytestmark = pytest.mark.django_db
ACT = {"act_number": "31/2026", "act_date": "2026-01-29"}


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"objective": None}, "Indica l’obiettivo del Piano da cui nasce l’avviso"),
        ({"policy_act": ""}, "Indica l’atto di indirizzo dell’organo politico"),
        ({"policy_reasons": ""}, "Scrivi perché la co-progettazione e non un altro strumento"),
    ],
)
def test_without_plan_policy_act_or_reasons_nothing_is_authorised(
    lacking: dict[str, object], words: str
) -> None:
    call = make_call(**lacking)
    status, said = send(make_executive(), deed_page(call, "authorise_call"), AUTHORISED, **ACT)
    assert (status, words in said) == (422, True)
    call.refresh_from_db()
    assert call.state == CallState.DRAFT


def test_a_plan_that_names_another_instrument_is_said_to_who_signs() -> None:
    call = make_call(objective=make_plan().objectives.get(code="SP1.3"))
    said = read(make_executive(), reverse("calls:desk", args=[call.code]), AUTHORISED)
    assert "Il Piano indica per questo obiettivo un altro strumento (appalto)" in said
    assert "TAR Abruzzo 368/2023" in said


def test_an_objective_of_co_design_is_authorised_without_a_warning() -> None:
    call = make_call()
    assert "TAR Abruzzo" not in read(make_executive(), reverse("calls:desk", args=[call.code]), AUTHORISED)
    status, said = send(make_executive(), deed_page(call, "authorise_call"), AUTHORISED, **ACT)
    assert status == 302, said
