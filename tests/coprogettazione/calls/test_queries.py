# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public site asks about calls, and what it costs."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from coprogettazione.calls.models import Call, CallState
from coprogettazione.calls.queries import (
    call_for_page,
    comuni_in_use,
    open_calls,
    path_of,
    public_calls,
    public_step,
    themes_in_use,
)
from coprogettazione.calls.services import answer_question, ask_question
from tests.factories.calls import CRITERIA, DEADLINE, PUBLISHED, ROME, make_call
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 2, 12, 10, 0, tzinfo=ROME)
SECOND = timedelta(seconds=1)


def test_a_call_is_open_until_the_second_of_its_term() -> None:
    call = make_call(CallState.PUBLISHED)
    assert list(open_calls(DEADLINE - SECOND)) == [call]
    assert list(open_calls(DEADLINE)) == []


def test_a_draft_is_in_no_public_list() -> None:
    call = make_call(CallState.AUTHORISED)
    assert list(public_calls(DURING)) == []
    with pytest.raises(Call.DoesNotExist):
        call_for_page(call.code)


def test_calls_are_filtered_by_theme_territory_and_openness() -> None:
    first = make_call(CallState.PUBLISHED)
    second = make_call(
        CallState.ADMISSIBILITY,
        code="MENSE-2026",
        title="Mense di quartiere",
        cts_activities=["u"],
        comuni=["Borgolieto"],
    )
    assert list(public_calls(DURING, only_open=True)) == [first]
    assert list(public_calls(DURING, theme="u")) == [second]
    assert list(public_calls(DURING, comune="Valdora")) == [first]
    assert [call.comuni_names for call in public_calls(DURING, theme="u")] == [["Borgolieto"]]
    assert list(public_calls(DURING)) == [first, second]
    assert [letter for letter, _words in themes_in_use()] == ["a", "q", "u"]
    assert comuni_in_use() == ["Borgolieto", "Castel Ombroso", "Montechiaro Alto", "Pieve Serena", "Valdora"]


@pytest.mark.parametrize("words", ["interventi sociali", "famiglia", "emergenze", "pis-2026", "prossimità"])
def test_search_knows_italian_endings_and_the_code(words: str) -> None:
    call = make_call(CallState.PUBLISHED)
    make_call(
        CallState.PUBLISHED,
        code="MENSE-2026",
        title="Mense",
        summary="Pasti.",
        targets="Anziani.",
        purpose="Mangiare.",
        object="Pasti caldi.",
    )
    assert list(public_calls(DURING, words=words)) == [call]


def test_the_page_of_a_call_costs_one_query_however_much_hangs_on_it(django_assert_num_queries: Any) -> None:
    call = make_call(CallState.PUBLISHED)
    ets = make_ets("ets1")
    person = make_legal_representative(ets)
    for number in range(3):
        question = ask_question(call=call, organisation=ets, text=f"Domanda {number}?", by=person, at=DURING)
        answer_question(question=question, answer="Sì.", by=call.procedure_officer, at=DURING)
    with django_assert_num_queries(1):
        page = call_for_page(call.code)
        assert [row["code"] for row in page.criteria_rows] == [row["code"] for row in CRITERIA]
        assert sum(row["max_points"] for row in page.criteria_rows) == 100
        assert page.comuni_names[0] == "Borgolieto"
        assert [row["text"] for row in page.answers] == ["Domanda 0?", "Domanda 1?", "Domanda 2?"]
        assert page.answers[0]["answered_at"] == DURING
        assert page.objective is not None
        assert page.objective.plan.title == "Piano di Zona 2025–2027"
        assert page.procedure_officer.get_full_name() == "Elena Marchetti"
        assert public_step(page) == "applications"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_one_query_whatever_the_rows(django_assert_num_queries: Any, rows: int) -> None:
    for number in range(rows):
        make_call(CallState.PUBLISHED, code=f"C-{number}")
    with django_assert_num_queries(1):
        found = list(public_calls(DURING))
        assert [call.lead_authority.known_as for call in found] == ["Ambito di Valdora"] * rows


def test_the_path_says_where_we_are_and_when_each_stretch_ended() -> None:
    call = make_call(CallState.PUBLISHED)
    path = path_of(call)
    assert [row["state"] for row in path] == ["done", "now", "", "", "", "", "", "", ""]
    assert (path[0]["title"], path[0]["text"]) == ("Avviso", "2 febbraio 2026")
    assert path[1]["text"].replace("\xa0", " ") == "fino a mercoledì 25 febbraio, ore 12:00"


def test_the_path_of_an_open_table_has_no_evaluation() -> None:
    call = make_call(
        CallState.PUBLISHED, selection_mode="OPEN_TABLE", threshold=None, tie_break=[], criteria=[]
    )
    assert "Valutazione" not in [row["title"] for row in path_of(call)]


def test_a_call_is_visible_to_all_once_published_and_before_only_to_its_office() -> None:
    draft = make_call(CallState.DRAFT)
    public = make_call(CallState.PUBLISHED, code="C-2")
    outsider = make_legal_representative(make_ets("ets1"))
    assert list(Call.objects.visible_to(outsider, PUBLISHED)) == [public]
    assert list(Call.objects.visible_to(None, PUBLISHED)) == [public]
    assert set(Call.objects.visible_to(draft.procedure_officer, PUBLISHED)) == {draft, public}
