# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ranking, the draw, the end of the committee's work."""

from decimal import Decimal

import pytest

from coprogettazione.calls.models import Call, CallState, SelectionMode
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.models import Draw, RankingRow
from coprogettazione.evaluation.queries import commitment, committee_of, drawn, ranking
from coprogettazione.evaluation.services import close_evaluation, declare_conflicts, hold_draw
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from tests.factories.evaluation import CLOSED, COEFFICIENTS, score_all, score_sheet, seats, sheet_of
from tests.factories.parties import make_ets

STAGE = "evaluation"
SAME = dict.fromkeys(COEFFICIENTS, COEFFICIENTS["ets1"])
SEED = {"seed": "12 45 67 88 90", "witnesses": ["Ada Fontana", "Giulia Ferri"]}


def close(call: Call) -> list[RankingRow]:
    return close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)


def places(call: Call) -> list[tuple[int, str, Decimal]]:
    return [(row.position, row.application.lead.known_as, row.total) for row in ranking(call)]


def test_the_demo_case_gives_the_ranking_of_the_dataset(call: Call) -> None:
    score_all(call)
    close(call)
    assert places(call) == [
        (1, "La Lanterna", Decimal("81.25")),
        (2, "Casa Aperta", Decimal("68.75")),
        (3, "Il Ponte", Decimal("51.25")),
    ]
    assert [row.above_threshold for row in ranking(call)] == [True, True, False]
    call.refresh_from_db()
    assert call.state == CallState.EVALUATION
    committee = committee_of(call)
    assert committee is not None
    assert (committee.closed_at, str(committee.closed_by)) == (CLOSED, "Anna Riva")
    entry = Entry.objects.get(deed="close_evaluation")
    assert [row["total"] for row in entry.payload["ranking"]] == ["81.25", "68.75", "51.25"]


def test_the_total_is_the_mean_of_members_who_disagree(call: Call) -> None:
    score_all(call)
    anna = seats(call)[0].user
    sheet = sheet_of(call, anna, "ets4")
    type(sheet).objects.filter(pk=sheet.pk).update(total=Decimal("70.00"))
    close(call)
    assert places(call)[1] == (2, "Casa Aperta", Decimal("69.17"))


def test_the_minutes_carry_every_point_with_its_reason(call: Call) -> None:
    score_all(call)
    close(call)
    paper = Paper.objects.get(kind=PaperKind.MINUTES, about_kind="committee")
    assert len(paper.data["scores"]) == 9
    assert all(row["reason"] for sheet in paper.data["scores"] for row in sheet["rows"])
    assert paper.published_at is None
    told = Message.objects.filter(key__startswith="evaluation_closed", channel="IN_APP")
    assert {m.recipient for m in told} == {call.executive_officer, call.procedure_officer}
    assert not any("81" in m.body for m in told)


def test_an_open_sheet_stops_the_closing_and_says_whose(call: Call) -> None:
    score_all(call)
    luca = seats(call)[1].user
    sheet = sheet_of(call, luca, "ets3")
    type(sheet).objects.filter(pk=sheet.pk).update(closed_at=None, total=None)
    with pytest.raises(WrongState, match=r"schede ancora aperte: Luca Moretti \(1\)"):
        close(call)
    assert not RankingRow.objects.exists()


def test_a_member_in_conflict_stops_the_closing(call: Call) -> None:
    score_all(call)
    seat = seats(call)[2]
    declare_conflicts(
        committee_seat=seat, has_conflict=True, text="Ho scoperto di essere parente.", by=seat.user, at=CLOSED
    )
    with pytest.raises(WrongState, match="va risolta la posizione di: Chiara Galli"):
        close(call)


def test_only_the_president_closes_and_only_once(call: Call) -> None:
    score_all(call)
    with pytest.raises(NotAllowed, match="chi presiede"):
        close_evaluation(call=call, by=seats(call)[1].user, at=CLOSED)
    with pytest.raises(NotAllowed, match="chi presiede"):
        close_evaluation(call=call, by=call.procedure_officer, at=CLOSED)
    close(call)
    with pytest.raises(NotAllowed, match="ha già chiuso i lavori"):
        close(call)


def test_equal_points_want_the_public_draw_of_the_avviso(call: Call) -> None:
    score_all(call, SAME)
    with pytest.raises(WrongState, match="prima serve il sorteggio pubblico"):
        close(call)
    president = seats(call)[0].user
    committee = committee_of(call)
    assert committee is not None
    draw = hold_draw(call=call, **SEED, by=president, at=CLOSED)
    assert commitment(draw.secret) == committee.draw_commitment
    numbers = [row["registry_number"] for row in draw.order]
    assert [n for n, _hash in drawn(draw.secret, draw.seed, draw.register_hash, sorted(numbers))] == numbers
    close(call)
    assert [row.application.registry_number for row in ranking(call)] == numbers
    assert [row.position for row in ranking(call)] == [1, 2, 3]
    assert all(row.tie_break == "A parità di punti: sorteggio pubblico." for row in ranking(call))
    payload = Entry.objects.get(deed="hold_draw").payload
    assert payload["witnesses"] == ["Ada Fontana", "Giulia Ferri"]
    assert (payload["seed"], payload["secret"]) == (draw.seed, draw.secret)
    minutes = Paper.objects.get(kind=PaperKind.MINUTES, about_kind="committee")
    assert draw.secret in str(minutes.data["items"])


def test_a_draw_is_held_once_with_a_seed_and_two_witnesses(call: Call) -> None:
    score_all(call, SAME)
    president = seats(call)[0].user
    with pytest.raises(NotAllowed, match="chi presiede"):
        hold_draw(call=call, **SEED, by=seats(call)[1].user, at=CLOSED)
    with pytest.raises(Invalid) as caught:
        hold_draw(call=call, seed=" ", witnesses=["Ada Fontana", " "], by=president, at=CLOSED)
    assert set(caught.value.fields) == {"seed", "witnesses"}
    hold_draw(call=call, **SEED, by=president, at=CLOSED)
    with pytest.raises(AlreadyDone, match="il suo esito non si cambia"):
        hold_draw(call=call, **{**SEED, "seed": "un altro"}, by=president, at=CLOSED)
    assert Draw.objects.count() == 1


def test_no_draw_when_points_or_criteria_decide(call: Call) -> None:
    president = seats(call)[0].user
    with pytest.raises(WrongState, match="schede ancora aperte"):
        hold_draw(call=call, **SEED, by=president, at=CLOSED)
    score_all(call)
    with pytest.raises(WrongState, match="Nessun pari punti"):
        hold_draw(call=call, **SEED, by=president, at=CLOSED)


def test_a_criterion_decides_before_any_draw(call: Call) -> None:
    one = {"A": "1", "B": "0.5", "C": "0.5", "D": "0.5", "E": "0.5", "F": "0.5"}
    two = {"A": "0.25", "B": "1", "C": "0.5", "D": "0.5", "E": "0.5", "F": "0.5"}
    score_all(call, {"ets1": one, "ets4": two, "ets3": COEFFICIENTS["ets3"]})
    close(call)
    assert places(call)[0] == (1, "Casa Aperta", Decimal("60.00"))
    assert places(call)[1] == (2, "La Lanterna", Decimal("60.00"))
    row = ranking(call)[0]
    assert row.tie_break == "A parità di punti: punti sul criterio B."
    assert row.by_criterion["B"] == "30.00"


def test_without_a_draw_in_the_avviso_equals_share_the_place(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(tie_break=["B", "A"])
    score_all(call, SAME)
    call.refresh_from_db()
    close(call)
    assert [position for position, _who, _total in places(call)] == [1, 1, 1]


def test_a_single_partner_is_never_left_to_a_tie(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(tie_break=["B"], selection_mode=SelectionMode.SINGLE_PARTNER)
    score_all(call, SAME)
    call.refresh_from_db()
    with pytest.raises(WrongState, match="sorteggio pubblico"):
        close(call)


def test_a_sheet_left_by_a_replaced_member_does_not_count(call: Call) -> None:
    seat = seats(call)[2]
    score_sheet(sheet_of(call, seat.user), COEFFICIENTS["ets3"])
    type(seat).objects.filter(pk=seat.pk).update(ended_at=CLOSED)
    for other in seats(call):
        for key in COEFFICIENTS:
            score_sheet(sheet_of(call, other.user, key), COEFFICIENTS[key])
    close(call)
    assert places(call)[0] == (1, "La Lanterna", Decimal("81.25"))
    assert make_ets("ets1").known_as == "La Lanterna"
