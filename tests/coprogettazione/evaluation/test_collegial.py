# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A committee that scores together: one sheet, in a session with everybody, who dissents says why."""

from datetime import timedelta
from decimal import Decimal

import pytest

from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.models import CommitteeSession, ScoreSheet, SheetPosition
from coprogettazione.evaluation.queries import ranking
from coprogettazione.evaluation.services import (
    admit_applications,
    close_evaluation,
    close_score_sheet,
    declare_conflicts,
    replace_member,
    score_criterion,
    take_position,
)
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from coprogettazione.records.rights import may
from tests.factories.evaluation import (
    ADMITTED,
    CLOSED,
    COEFFICIENTS,
    REASON,
    RISEN,
    SCORED,
    end_sitting,
    open_sitting,
    score_sheet,
    score_together,
    seats,
    sheet_of,
)
from tests.factories.parties import make_user

STAGE = "collegial"
DISSENT = "Sul criterio B la proposta merita il livello più alto, non il secondo."


def propose(call: Call, key: str = "ets1") -> ScoreSheet:
    sheet = sheet_of(call, seats(call)[0].user, key)
    score_sheet(sheet, COEFFICIENTS[key], close=False)
    return sheet


def test_there_is_one_sheet_for_each_application_in_the_hands_of_who_presides(call: Call) -> None:
    assert {str(sheet.seat.user) for sheet in ScoreSheet.objects.all()} == {"Anna Riva"}
    assert ScoreSheet.objects.count() == 3


def test_no_point_is_given_out_of_a_session(call: Call) -> None:
    with pytest.raises(WrongState, match="chi presiede apre prima la seduta"):
        propose(call)


def test_no_point_is_given_in_a_session_in_which_somebody_is_missing(call: Call) -> None:
    anna, luca, _chiara = [seat.user for seat in seats(call)]
    session = open_sitting(call, [anna, luca])
    with pytest.raises(WrongState, match="in questa seduta manca Chiara Galli"):
        propose(call)
    end_sitting(session)
    open_sitting(call, at=RISEN + timedelta(minutes=5))
    assert propose(call).scores.count() == 6


def test_each_says_whether_they_agree_and_the_sheet_closes_with_the_dissent_in_it(call: Call) -> None:
    session = open_sitting(call)
    sheet = propose(call)
    anna, luca, chiara = [seat.user for seat in seats(call)]
    take_position(score_sheet=sheet, agrees=True, by=luca, at=SCORED)
    with pytest.raises(WrongState, match="Non ha ancora detto se concorda: Chiara Galli"):
        close_score_sheet(score_sheet=sheet, by=anna, at=SCORED)
    with pytest.raises(Invalid) as caught:
        take_position(score_sheet=sheet, agrees=False, reason="no no no no no no no no", by=chiara, at=SCORED)
    assert "reason" in caught.value.fields
    take_position(score_sheet=sheet, agrees=False, reason=DISSENT, by=chiara, at=SCORED)
    close_score_sheet(score_sheet=sheet, by=anna, at=SCORED)
    sheet.refresh_from_db()
    assert (sheet.total, sheet.closed_in) == (Decimal("81.25"), session)
    assert Entry.objects.get(deed="close_score_sheet").payload["dissenting"] == ["Chiara Galli"]
    end_sitting(session)
    minutes = Paper.objects.get(kind=PaperKind.MINUTES, about_kind="committeesession")
    assert f"Chiara Galli dissente: {DISSENT}" in str(minutes.data["items"])
    session.refresh_from_db()
    assert [(row["who"], row["what"]) for row in session.done] == [
        ("Luca Moretti", "è d’accordo con la scheda su La Lanterna con Passi Insieme"),
        ("Chiara Galli", "dissente dalla scheda su La Lanterna con Passi Insieme"),
        ("Anna Riva", "ha chiuso una scheda di valutazione (La Lanterna con Passi Insieme)"),
    ]
    assert [row["applicant"] for row in minutes.data["scores"]] == [
        "La Lanterna con Passi Insieme · commissione"
    ]


def test_a_sheet_from_which_most_dissent_does_not_close(call: Call) -> None:
    open_sitting(call)
    sheet = propose(call)
    anna, luca, chiara = [seat.user for seat in seats(call)]
    for person in (luca, chiara):
        take_position(score_sheet=sheet, agrees=False, reason=DISSENT, by=person, at=SCORED)
    with pytest.raises(WrongState, match="Dissente più di metà della commissione"):
        close_score_sheet(score_sheet=sheet, by=anna, at=SCORED)
    assert ScoreSheet.objects.filter(closed_at__isnull=False).count() == 0


def test_when_a_score_changes_everybody_answers_again(call: Call) -> None:
    open_sitting(call)
    sheet = propose(call)
    anna, luca, _chiara = [seat.user for seat in seats(call)]
    take_position(score_sheet=sheet, agrees=True, by=luca, at=SCORED)
    score_criterion(
        score_sheet=sheet,
        criterion=call.criteria.get(code="B"),
        coefficient=Decimal("0.5"),
        reason=REASON,
        by=anna,
        at=SCORED,
    )
    assert not SheetPosition.objects.exists()


def test_one_answers_only_on_a_whole_proposal_and_who_presides_does_not_answer(call: Call) -> None:
    open_sitting(call)
    anna, luca, _chiara = [seat.user for seat in seats(call)]
    sheet = sheet_of(call, anna)
    with pytest.raises(WrongState, match="mancano i criteri A, B, C, D, E, F"):
        take_position(score_sheet=sheet, agrees=True, by=luca, at=SCORED)
    propose(call)
    with pytest.raises(WrongState, match="Chi presiede propone"):
        take_position(score_sheet=sheet, agrees=True, by=anna, at=SCORED)
    with pytest.raises(NotAllowed):
        take_position(score_sheet=sheet, agrees=True, by=call.procedure_officer, at=SCORED)


def test_only_who_presides_writes_and_closes_and_all_the_committee_reads(call: Call) -> None:
    open_sitting(call)
    sheet = propose(call)
    luca = seats(call)[1].user
    assert may(luca, "read_score_sheet", sheet, SCORED)
    assert sheet in ScoreSheet.objects.visible_to(luca, SCORED)
    assert not may(call.procedure_officer, "read_score_sheet", sheet, SCORED)
    for deed in ("score_criterion", "close_score_sheet"):
        assert not may(luca, deed, sheet, SCORED)


def test_where_each_scores_alone_nobody_is_asked_to_agree(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(scoring_mode="INDIVIDUAL")
    sheet = ScoreSheet.objects.select_related("seat__user").first()
    assert sheet is not None
    refused = may(seats(call)[1].user, "take_position", sheet, SCORED)
    assert "ogni componente compila la propria scheda" in str(refused.reason)


def test_the_members_are_told_when_a_whole_sheet_is_proposed(call: Call) -> None:
    open_sitting(call)
    propose(call)
    told = Message.objects.filter(key__startswith="proposed", channel="IN_APP")
    assert {str(m.recipient) for m in told} == {"Luca Moretti", "Chiara Galli"}
    assert not any("81" in m.body for m in told)


def test_the_whole_path_from_the_session_to_who_sits_at_the_table(call: Call) -> None:
    session = open_sitting(call)
    for key in COEFFICIENTS:
        score_together(call, key)
    anna = seats(call)[0].user
    with pytest.raises(WrongState, match="Seduta 1: è ancora aperta"):
        close_evaluation(call=call, by=anna, at=CLOSED)
    end_sitting(session, approve=False)
    with pytest.raises(WrongState, match="verbale da approvare"):
        close_evaluation(call=call, by=anna, at=CLOSED)
    end_approved(session)
    close_evaluation(call=call, by=anna, at=CLOSED)
    assert [(row.position, row.total) for row in ranking(call)] == [
        (1, Decimal("81.25")),
        (2, Decimal("68.75")),
        (3, Decimal("51.25")),
    ]
    admit_applications(
        call=call,
        act_number="52/2026",
        act_date=ADMITTED.date(),
        reasons="Visti i verbali della commissione, che si approvano.",
        by=call.executive_officer,
        at=ADMITTED,
    )
    call.refresh_from_db()
    assert call.state == CallState.ADMITTED
    act = Paper.objects.get(kind=PaperKind.ADMISSION_ACT)
    assert len(act.data["minutes"]) == 2
    last = Paper.objects.get(kind=PaperKind.MINUTES, about_kind="committee")
    assert "scheda che la commissione ha scritto insieme" in str(last.data["items"])
    assert "Luca Moretti concorda." in str(last.data["items"])


def end_approved(session: CommitteeSession) -> None:
    from coprogettazione.evaluation.services import approve_committee_minutes

    for row in session.presences.select_related("seat__user"):
        approve_committee_minutes(committee_session=session, by=row.seat.user, at=RISEN)


def test_when_a_member_changes_the_sheets_are_written_again_by_who_sits_now(call: Call) -> None:
    session = open_sitting(call)
    first = score_together(call, "ets1")
    end_sitting(session)
    replace_member(
        committee_seat=seats(call)[2],
        user=make_user("Rita", "Neri"),
        reason="Non può partecipare ai lavori per motivi di salute.",
        act_number="46/2026",
        act_date=RISEN.date(),
        by=call.executive_officer,
        at=RISEN,
    )
    first.refresh_from_db()
    assert (first.voided_at, first.total) == (RISEN, Decimal("81.25"))
    assert "motivi di salute" in first.void_reason
    fresh = ScoreSheet.objects.counting()
    assert [(s.closed_at, str(s.seat.user)) for s in fresh] == [(None, "Anna Riva")] * 3
    open_sitting(call, at=RISEN + timedelta(minutes=5))
    with pytest.raises(WrongState, match="Prima va risolta la posizione di: Rita Neri"):
        score_criterion(
            score_sheet=fresh[0],
            criterion=call.criteria.get(code="A"),
            coefficient=Decimal(1),
            reason=REASON,
            by=fresh[0].seat.user,
            at=CLOSED,
        )
    with pytest.raises(NotAllowed, match="non ha più effetto"):
        score_criterion(
            score_sheet=first,
            criterion=call.criteria.get(code="A"),
            coefficient=Decimal(1),
            reason=REASON,
            by=fresh[0].seat.user,
            at=CLOSED,
        )
    told = Message.objects.filter(key__startswith="scored_again", channel="IN_APP")
    assert {str(m.recipient) for m in told} == {"Anna Riva", "Luca Moretti", "Rita Neri"}


def test_a_conflict_of_any_member_after_the_first_score_taints_the_whole_committee(call: Call) -> None:
    open_sitting(call)
    propose(call)
    seat = seats(call)[1]
    declare_conflicts(
        committee_seat=seat, has_conflict=True, text="Sono socio de Il Ponte.", by=seat.user, at=SCORED
    )
    with pytest.raises(WrongState, match="tutta la commissione"):
        replace_member(
            committee_seat=seat,
            user=make_user("Rita", "Neri"),
            reason="Conflitto di interesse dichiarato.",
            act_number="46/2026",
            act_date=SCORED.date(),
            by=call.executive_officer,
            at=SCORED,
        )
