# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""TAR Calabria 1549/2025: points for generic improvements that nobody explained. No point without its reason; each
level is described before; the sums are the platform's.
"""

from decimal import Decimal

import pytest
from django.urls import reverse

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import Score, ScoreSheet
from tests.factories.calls import AUTHORISED, CRITERIA, make_call, make_executive
from tests.factories.evaluation import REASON, SCORED, make_evaluation, seats, sheet_of
from tests.story.doors import deed_page, read, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet() -> ScoreSheet:
    call = make_evaluation()
    return sheet_of(call, seats(call)[0].user)


def address(sheet: ScoreSheet) -> str:
    return reverse("evaluation:criterion", args=[sheet.pk, "b"])


@pytest.mark.parametrize(
    ("reason", "words"), [("", "Manca il perché"), ("   ", "Manca il perché"), ("buono", "una frase")]
)
def test_no_point_is_kept_without_a_reason(sheet: ScoreSheet, reason: str, words: str) -> None:
    status, said = send(sheet.seat.user, address(sheet), SCORED, coefficient="0.75", reason=reason)
    assert status == 422
    assert words in said
    assert not Score.objects.filter(sheet=sheet).exists()


def test_points_off_the_scale_or_typed_by_hand_are_not_kept(sheet: ScoreSheet) -> None:
    assert send(sheet.seat.user, address(sheet), SCORED, coefficient="0.6", reason=REASON)[0] == 422
    status, _said = send(
        sheet.seat.user, address(sheet), SCORED, coefficient="0.75", reason=REASON, points="30", total="100"
    )
    assert status == 302
    assert Score.objects.get(sheet=sheet).points == Decimal("22.50")
    sheet.refresh_from_db()
    assert sheet.total is None


def test_every_level_is_described_with_its_points_before_one_is_chosen(sheet: ScoreSheet) -> None:
    said = read(sheet.seat.user, address(sheet), SCORED)
    for words in ("30 punti", "22,5 punti", "15 punti", "7,5 punti", "0 punti"):
        assert words in said


def test_criteria_without_points_or_that_do_not_add_up_stop_the_avviso() -> None:
    call: Call = make_call(criteria=[{**CRITERIA[0], "max_points": 5}, *CRITERIA[1:]])
    typed = {"act_number": "31/2026", "act_date": "2026-01-29"}
    status, said = send(make_executive(), deed_page(call, "authorise_call"), AUTHORISED, **typed)
    assert status == 422
    assert "I punti dei criteri sommano 85: devono fare 100" in said
