# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cons. Stato 6299/2018 (by analogy): a commissioner in conflict taints what the committee did after. Before any
point that person is replaced; afterwards the whole committee is, and begins again.
"""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import Committee, Score
from coprogettazione.evaluation.services import score_criterion
from coprogettazione.records.roles import Role
from tests.factories.calls import make_executive
from tests.factories.evaluation import REASON, SCORED, make_evaluation, seats, sheet_of
from tests.factories.parties import make_official
from tests.story.doors import send

pytestmark = pytest.mark.django_db
CONFLICT = {"has_conflict": "yes", "text": "Mia sorella lavora per Casa Aperta."}


def an_expert(first_name: str, last_name: str) -> Any:
    """Somebody whom the district may appoint."""
    return make_official(first_name, last_name, Role.COMMITTEE_MEMBER)


def declare(call: Call, person: Any) -> None:
    status, said = send(person, reverse("evaluation:declare", args=[call.code]), SCORED, **CONFLICT)
    assert status == 302, said


def replace(call: Call, seat: Any, newcomer: Any) -> tuple[int, str]:
    typed = {
        "user": newcomer.pk,
        "reason": "Conflitto di interesse dichiarato.",
        "act_number": "46/2026",
        "act_date": SCORED.date().isoformat(),
    }
    address = reverse("evaluation:replace", args=[call.code, seat.pk])
    return send(make_executive(), address, SCORED, **typed)


def test_after_the_first_point_one_is_not_replaced_and_all_are_appointed_anew() -> None:
    call = make_evaluation()
    third = seats(call)[2]
    score_criterion(
        score_sheet=sheet_of(call, third.user), criterion=call.criteria.get(code="A"), coefficient=Decimal(1),
        reason=REASON, by=third.user, at=SCORED,
    )  # fmt: skip
    declare(call, third.user)
    status, said = replace(call, third, an_expert("Rita", "Neri"))
    assert status == 422
    assert "tutta la commissione" in said
    people = [an_expert("Rita", "Neri"), an_expert("Ugo", "Bassi"), an_expert("Ivo", "Sarti")]
    typed = dict(zip(("president", "member_1", "member_2"), [p.pk for p in people], strict=True))
    status, said = send(
        make_executive(), reverse("evaluation:appoint", args=[call.code]), SCORED,
        **typed, act_number="47/2026", act_date=SCORED.date().isoformat(),
    )  # fmt: skip
    assert status == 302, said
    call.refresh_from_db()
    assert call.state == CallState.COMMITTEE
    assert Committee.objects.filter(call=call, ended_at__isnull=False).count() == 1
    assert not Score.objects.filter(sheet__seat__committee__ended_at__isnull=True).exists()


def test_before_any_point_only_the_one_in_conflict_leaves() -> None:
    call = make_evaluation()
    third = seats(call)[2]
    declare(call, third.user)
    status, said = replace(call, third, an_expert("Rita", "Neri"))
    assert status == 302, said
    assert [str(seat.user) for seat in seats(call)] == ["Anna Riva", "Luca Moretti", "Rita Neri"]
