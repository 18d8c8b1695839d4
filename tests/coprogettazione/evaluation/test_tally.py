# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The arithmetic of the ranking and of the draw: no database."""

import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprogettazione.evaluation.queries.draw import commitment, drawn, fingerprint
from coprogettazione.evaluation.queries.tally import Tally, mean, rank


def tally(pk: int, *totals: str, **criteria: str) -> Tally:
    return Tally(
        pk,
        f"{pk:07d}/2026",
        tuple(Decimal(t) for t in totals),
        {code: (Decimal(points),) for code, points in criteria.items()},
    )


def order(outcome) -> list[tuple[int, int]]:
    return [(place.position, place.tally.application_id) for place in outcome.places]


def test_the_total_is_the_mean_of_the_sheets_half_up_to_the_cent() -> None:
    assert mean([Decimal("81.25"), Decimal("80.00"), Decimal("79.11")]) == Decimal("80.12")
    assert mean([Decimal("60.00"), Decimal("60.01")]) == Decimal("60.01")
    assert mean([Decimal("59.99"), Decimal("60.00")]) == Decimal("60.00")
    assert mean([]) == Decimal("0.00")


def test_the_demo_case_is_ranked_as_the_dataset_says() -> None:
    outcome = rank(
        [tally(3, "51.25"), tally(1, "81.25"), tally(2, "68.75")], threshold=Decimal(60), tie_break=["B", "A"]
    )
    assert order(outcome) == [(1, 1), (2, 2), (3, 3)]
    assert [place.above_threshold for place in outcome.places] == [True, True, False]
    assert [place.tie_break for place in outcome.places] == ["", "", ""]
    assert outcome.tied == []


def test_exactly_the_threshold_is_enough_and_one_cent_less_is_not() -> None:
    outcome = rank([tally(1, "60.00"), tally(2, "59.99")], threshold=Decimal(60), tie_break=[])
    assert [place.above_threshold for place in outcome.places] == [True, False]


def test_without_a_threshold_everybody_reaches_it() -> None:
    assert rank([tally(1, "3.00")], threshold=None, tie_break=[]).places[0].above_threshold


def test_equal_points_are_parted_by_the_criteria_in_the_order_of_the_avviso() -> None:
    one, two = tally(1, "70.00", A="20", B="15"), tally(2, "70.00", A="10", B="25")
    by_b = rank([one, two], threshold=None, tie_break=["B", "A", "sorteggio_pubblico"])
    by_a = rank([one, two], threshold=None, tie_break=["A", "B", "sorteggio_pubblico"])
    assert order(by_b) == [(1, 2), (2, 1)]
    assert order(by_a) == [(1, 1), (2, 2)]
    assert by_b.places[0].tie_break == "A parità di punti: punti sul criterio B."
    assert by_b.tied == []


def test_the_second_criterion_decides_when_the_first_is_equal_too() -> None:
    one, two = tally(1, "70.00", A="10", B="25"), tally(2, "70.00", A="20", B="25")
    outcome = rank([one, two], threshold=None, tie_break=["B", "A"])
    assert order(outcome) == [(1, 2), (2, 1)]
    assert outcome.places[0].tie_break == "A parità di punti: punti sul criterio A."


def test_what_no_criterion_parts_shares_the_place_and_the_next_place_counts_both() -> None:
    rows = [tally(1, "70.00", B="25"), tally(2, "70.00", B="25"), tally(3, "65.00", B="30")]
    outcome = rank(rows, threshold=None, tie_break=["B", "sorteggio_pubblico"])
    assert order(outcome) == [(1, 1), (1, 2), (3, 3)]
    assert outcome.tied == [[1, 2]]


def test_the_draw_parts_what_criteria_leave_equal_and_nothing_else() -> None:
    rows = [tally(1, "70.00", B="25"), tally(2, "70.00", B="25"), tally(3, "65.00", B="30")]
    draw = {"0000001/2026": "f" * 64, "0000002/2026": "0" * 64}
    outcome = rank(rows, threshold=None, tie_break=["B", "sorteggio_pubblico"], draw=draw)
    assert order(outcome) == [(1, 2), (2, 1), (3, 3)]
    assert outcome.tied == []
    assert outcome.places[0].tie_break == "A parità di punti: sorteggio pubblico."
    assert outcome.places[2].tie_break == ""


def test_the_draw_is_redone_by_anybody_from_its_seeds_and_the_head_of_the_register() -> None:
    secret, seed, head = "a" * 64, "12 45 67 88 90", "c" * 64
    numbers = ["0001201/2026", "0001260/2026", "0001264/2026"]
    by_hand = sorted(
        numbers, key=lambda n: hashlib.sha256(f"{secret}|{seed}|{head}|{n}".encode()).hexdigest()
    )
    assert [number for number, _hash in drawn(secret, seed, head, numbers)] == by_hand
    assert [number for number, _hash in drawn(secret, f"  {seed} ", head, reversed(numbers))] == by_hand
    assert commitment(secret) == hashlib.sha256(secret.encode()).hexdigest()


def test_another_seed_or_another_head_gives_other_fingerprints() -> None:
    number = "0001201/2026"
    found = {
        fingerprint(secret, seed, head, number)
        for secret in ("a" * 64, "b" * 64)
        for seed in ("1", "2")
        for head in ("c" * 64, "d" * 64)
    }
    assert len(found) == 8


points = st.decimals(min_value=0, max_value=100, places=2)


@given(st.lists(st.tuples(points, points), min_size=1, max_size=8), st.randoms())
def test_the_ranking_does_not_depend_on_the_order_in_which_applications_come(rows, shuffle) -> None:
    tallies = [tally(pk, str(total), B=str(b)) for pk, (total, b) in enumerate(rows, start=1)]
    shuffled = list(tallies)
    shuffle.shuffle(shuffled)
    first = rank(tallies, threshold=Decimal(60), tie_break=["B"])
    second = rank(shuffled, threshold=Decimal(60), tie_break=["B"])
    assert order(first) == order(second)
    totals = [place.tally.total for place in first.places]
    assert totals == sorted(totals, reverse=True)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_any_number_of_equal_applications_are_all_told_to_be_tied(count: int) -> None:
    outcome = rank([tally(pk, "50.00") for pk in range(1, count + 1)], threshold=None, tie_break=[])
    assert outcome.tied == [list(range(1, count + 1))]
    assert {place.position for place in outcome.places} == {1}
