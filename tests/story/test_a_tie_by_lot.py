# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""TAR Catania 1047/2024: a draw among equals was upheld. How ties are broken is in the avviso before anybody
applies, and the draw can be done again by anybody from what was bound before it.
"""

import pytest
from django.urls import reverse

from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.models import Draw
from coprogettazione.evaluation.queries import commitment, committee_of, drawn, ranking
from tests.factories.calls import AUTHORISED, make_call, make_executive
from tests.factories.evaluation import CLOSED, COEFFICIENTS, make_evaluation, score_all, seats
from tests.story.doors import deed_page, send

pytestmark = pytest.mark.django_db
SAME = dict.fromkeys(COEFFICIENTS, COEFFICIENTS["ets1"])
DRAW = {"seed": "12 45 67 88 90", "witnesses": "Ada Fontana\nGiulia Ferri"}


def committee_page(call: Call, what: str) -> str:
    return reverse(f"evaluation:{what}", args=[call.code])


def test_an_avviso_that_does_not_say_what_decides_at_equal_points_is_not_authorised() -> None:
    call = make_call(tie_break=[])
    typed = {"act_number": "31/2026", "act_date": "2026-01-29"}
    status, said = send(make_executive(), deed_page(call, "authorise_call"), AUTHORISED, **typed)
    assert status == 422
    assert "Scrivi che cosa decide a parità di punti" in said


def test_equal_points_stop_the_ranking_until_the_public_draw_which_anybody_can_do_again() -> None:
    call = make_evaluation()
    score_all(call, SAME)
    president = seats(call)[0].user
    status, said = send(president, committee_page(call, "close"), CLOSED)
    assert status == 422
    assert "sorteggio pubblico" in said
    committee = committee_of(call)
    assert committee is not None
    bound = committee.draw_commitment
    assert send(president, committee_page(call, "draw"), CLOSED, **{**DRAW, "witnesses": "Ada"})[0] == 422
    assert send(president, committee_page(call, "draw"), CLOSED, **DRAW)[0] == 302
    assert send(president, committee_page(call, "close"), CLOSED)[0] == 302
    draw = Draw.objects.get()
    assert commitment(draw.secret) == bound
    numbers = [row.application.registry_number for row in ranking(call)]
    assert [
        number for number, _hash in drawn(draw.secret, draw.seed, draw.register_hash, sorted(numbers))
    ] == numbers
    minutes = Paper.objects.get(kind=PaperKind.MINUTES, about_kind="committee")
    assert draw.secret in str(minutes.data["items"])


def test_where_points_or_criteria_decide_nothing_is_drawn() -> None:
    call = make_evaluation()
    score_all(call)
    president = seats(call)[0].user
    status, said = send(president, committee_page(call, "draw"), CLOSED, **DRAW)
    assert status == 422
    assert "Nessun pari punti" in said
    assert send(president, committee_page(call, "close"), CLOSED)[0] == 302
