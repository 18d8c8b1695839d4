# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The evaluation of a divided call: theme by theme, each with its criteria, its ranking, its outcome."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from coprogettazione.applications.services import start_application
from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import Admission, RankingRow
from coprogettazione.evaluation.queries import committee_of, grant_at_table, ranking, rankings
from coprogettazione.evaluation.services import (
    admit_applications,
    close_evaluation,
    score_criterion,
    scroll_ranking,
)
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState
from tests.factories.applications import STARTED, make_application
from tests.factories.calls import make_call
from tests.factories.evaluation import ADMITTED, CLOSED, REASON, SCORED, seats
from tests.factories.lots import make_divided_call, make_divided_evaluation, make_divided_ranking
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db


def places(call: Call) -> list[tuple[str, str, int, Decimal, bool]]:
    """Theme, lead, position, points, whether it reaches the theme's threshold."""
    return [
        (r.application.lot.code, r.application.lead.known_as, r.position, r.total, r.above_threshold)  # type: ignore[union-attr]
        for r in ranking(call)
    ]


def admitted(call: Call) -> list[Admission]:
    """D6."""
    return admit_applications(
        call=call,
        act_number="52/2026",
        act_date=date(2026, 3, 20),
        reasons="Visti i verbali della commissione, che si approvano e si richiamano.",
        by=call.executive_officer,
        at=ADMITTED,
    )


def outcomes(rows: list[Admission]) -> set[tuple[str, str, str]]:
    """Theme, lead, outcome."""
    return {(a.application.lot.code, a.application.lead.known_as, str(a.outcome)) for a in rows}  # type: ignore[union-attr]


def test_an_application_answers_one_theme_and_asks_for_its_money_at_most() -> None:
    application = make_application(make_divided_call(CallState.PUBLISHED), "ets1", lot="2")
    assert application.requested_grant == Decimal(60000)
    assert application.submissions.get().snapshot["lot"] == "2. Unità di strada"


def test_in_a_divided_call_the_theme_must_be_said() -> None:
    call, body = make_divided_call(CallState.PUBLISHED), make_ets("ets1")
    with pytest.raises(Invalid, match="scegli quello per cui vi candidate") as refused:
        start_application(call=call, organisation=body, by=make_legal_representative(body), at=STARTED)
    assert list(refused.value.fields) == ["lot"]


def test_the_theme_of_another_call_is_refused() -> None:
    theme = make_divided_call(CallState.PUBLISHED).lots.get(code="1")
    call, body = make_call(CallState.PUBLISHED, code="ALTRO-2026"), make_ets("ets1")
    with pytest.raises(Invalid, match="scegli quello per cui vi candidate"):
        start_application(
            call=call, organisation=body, lot=theme, by=make_legal_representative(body), at=STARTED
        )


def test_a_body_may_answer_two_themes_and_each_once() -> None:
    call = make_divided_call(CallState.PUBLISHED)
    first, second = make_application(call, "ets1", lot="1"), make_application(call, "ets1", lot="2")
    assert (first.state, second.state) == ("RECEIVED", "RECEIVED")
    with pytest.raises(AlreadyDone, match="ha già iniziato la domanda"):
        start_application(
            call=call,
            organisation=first.lead,
            lot=first.lot,
            by=make_legal_representative(first.lead),
            at=STARTED,
        )


def test_a_criterion_of_another_theme_is_not_scored() -> None:
    call = make_divided_evaluation()
    sheet = sheet_of_theme(call, "1")
    with pytest.raises(Invalid, match="Questo criterio è di un altro tema"):
        score_criterion(
            score_sheet=sheet,
            criterion=call.criteria.get(code="S"),
            coefficient=Decimal("0.5"),
            reason=REASON,
            by=sheet.seat.user,
            at=SCORED,
        )


def sheet_of_theme(call: Call, code: str) -> Any:
    """An open sheet on the first application of a theme (a closed one is opened again by hand)."""
    committee = committee_of(call)
    assert committee is not None
    sheet = committee.seats.first().sheets.filter(application__lot__code=code).first()  # type: ignore[union-attr]
    assert sheet is not None
    type(sheet).objects.filter(pk=sheet.pk).update(closed_at=None, total=None)
    return sheet


def test_each_theme_has_its_own_ranking_and_threshold() -> None:
    assert places(make_divided_ranking()) == [
        ("1", "La Lanterna", 1, Decimal("75.00"), True),
        ("1", "Casa Aperta", 2, Decimal("50.00"), False),
        ("2", "Il Ponte", 1, Decimal("75.00"), True),
        ("2", "Passi Insieme", 2, Decimal("50.00"), True),
        ("2", "La Lanterna", 3, Decimal("25.00"), False),
    ]


def test_a_theme_with_one_partner_keeps_the_others_waiting_and_one_by_threshold_does_not() -> None:
    call = make_divided_ranking()
    assert outcomes(admitted(call)) == {
        ("1", "La Lanterna", "ADMITTED"),
        ("1", "Casa Aperta", "BELOW_THRESHOLD"),
        ("2", "Il Ponte", "ADMITTED"),
        ("2", "Passi Insieme", "WAITING"),
        ("2", "La Lanterna", "BELOW_THRESHOLD"),
    }


def test_the_ranking_of_one_theme_is_scrolled_and_the_other_cannot() -> None:
    call = make_divided_ranking()
    rows = {(a.application.lot.code, a.application.lead.known_as): a.application for a in admitted(call)}  # type: ignore[union-attr]
    call.refresh_from_db()
    said: dict[str, Any] = {
        "call": call,
        "reason": "L’ente ha comunicato di non poter più partecipare al tavolo.",
        "act_number": "60/2026",
        "act_date": ADMITTED.date(),
        "by": call.executive_officer,
        "at": ADMITTED,
    }
    with pytest.raises(WrongState, match="si scorre solo quando l’avviso sceglie un partner"):
        scroll_ranking(application=rows["1", "La Lanterna"], **said)
    entering = scroll_ranking(application=rows["2", "Il Ponte"], **said)
    assert entering.application == rows["2", "Passi Insieme"]


def test_a_theme_nobody_answers_stays_without_partner_and_the_acts_say_so() -> None:
    call = make_divided_ranking((("ets1", "1", "0.75"),))
    assert [(str(t.lot), len(rows)) for t, rows in rankings(ranking(call), call)] == [
        ("1. Accoglienza notturna", 1),
        ("2. Unità di strada", 0),
    ]
    admitted(call)
    assert grant_at_table(call) == Decimal(120000)
    act = call.papers.get(kind="ADMISSION_ACT")
    assert act.data["without_partner"] == ["2. Unità di strada"]
    minutes = call.papers.filter(kind="MINUTES").latest("pk")
    assert [item["title"] for item in minutes.data["items"]][-2:] == [
        "Graduatoria del tema 1. Accoglienza notturna",
        "Graduatoria del tema 2. Unità di strada",
    ]


def test_equal_points_in_a_theme_with_one_partner_must_be_drawn() -> None:
    call = make_divided_evaluation((("ets1", "1", "0.75"), ("ets2", "2", "0.5"), ("ets3", "2", "0.5")))
    with pytest.raises(WrongState, match="prima serve il sorteggio"):
        close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)


def test_equal_points_in_two_themes_are_no_tie() -> None:
    make_divided_ranking((("ets1", "1", "0.75"), ("ets3", "2", "0.75")))
    assert [(r.position, r.tie_break) for r in RankingRow.objects.all()] == [(1, ""), (1, "")]


def test_equal_points_where_all_are_admitted_are_not_drawn_because_another_theme_has_one_partner() -> None:
    answers = (("ets1", "1", "0.75"), ("ets2", "1", "0.75"), ("ets3", "2", "0.75"))
    call = make_divided_evaluation(answers, tie_break=["A"])
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    assert [(theme, position) for theme, _lead, position, *_points in places(call)] == [
        ("1", 1),
        ("1", 1),
        ("2", 1),
    ]


def test_equal_points_where_one_partner_comes_out_are_drawn_even_if_the_avviso_does_not_say_so() -> None:
    answers = (("ets1", "1", "0.75"), ("ets2", "2", "0.5"), ("ets3", "2", "0.5"))
    call = make_divided_evaluation(answers, tie_break=["A"])
    with pytest.raises(WrongState, match="prima serve il sorteggio"):
        close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
