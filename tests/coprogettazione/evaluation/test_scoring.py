# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Declarations, levels, reasons, sheets that close."""

from datetime import timedelta
from decimal import Decimal

import pytest

from coprogettazione.calls.models import SCALE, Call, CallState, levels_of, points_for
from coprogettazione.evaluation.models import (
    CommitteeSeat,
    ConflictDeclaration,
    Score,
    ScoreDraft,
    ScoreSheet,
)
from coprogettazione.evaluation.queries import commitment, committee_of
from coprogettazione.evaluation.services import (
    close_score_sheet,
    declare_conflicts,
    open_evaluation,
    save_score_draft,
    score_criterion,
)
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from tests.factories.evaluation import COEFFICIENTS, DECLARED, REASON, SCORED, score_sheet, seats, sheet_of

STAGE = "evaluation"


def give(
    sheet: ScoreSheet, letter: str = "B", coefficient: str = "0.75", reason: str = REASON, by: object = None
) -> Score:
    return score_criterion(
        score_sheet=sheet,
        criterion=sheet.case_file.criteria.get(code=letter),
        coefficient=Decimal(coefficient),
        reason=reason,
        by=by or sheet.seat.user,  # type: ignore[arg-type]
        at=SCORED,
    )


@pytest.fixture
def sheet(call: Call) -> ScoreSheet:
    return sheet_of(call, seats(call)[0].user)


def test_declarations_name_every_applicant_of_every_group(call: Call) -> None:
    declaration = ConflictDeclaration.objects.first()
    assert declaration is not None
    assert {row["name"] for row in declaration.applicants} == {
        "Cooperativa sociale La Lanterna",
        "Associazione Passi Insieme APS",
        "Fondazione Casa Aperta ETS",
        "Il Ponte ODV",
    }
    assert all(row["codice_fiscale"].startswith("9000") for row in declaration.applicants)


def test_the_last_declaration_opens_the_evaluation_and_binds_the_sealed_seed(call: Call) -> None:
    committee = committee_of(call)
    assert committee is not None
    assert call.state == CallState.EVALUATION
    assert committee.opened_at == DECLARED
    assert committee.draw_commitment == commitment(committee.draw_secret)
    entry = Entry.objects.get(deed="open_evaluation")
    assert (entry.actor, entry.role) == (None, "SYSTEM")
    assert entry.payload["draw_commitment"] == committee.draw_commitment
    assert committee.draw_secret not in str(entry.payload)
    assert ScoreSheet.objects.count() == 9


def test_a_conflict_is_declared_with_its_reason_and_is_not_taken_back(call: Call) -> None:
    seat = seats(call)[1]
    with pytest.raises(Invalid) as caught:
        declare_conflicts(committee_seat=seat, has_conflict=True, by=seat.user, at=SCORED)
    assert "text" in caught.value.fields
    declare_conflicts(
        committee_seat=seat, has_conflict=True, text="Sono socio de Il Ponte.", by=seat.user, at=SCORED
    )
    with pytest.raises(WrongState, match="ora decide il dirigente"):
        declare_conflicts(committee_seat=seat, has_conflict=False, by=seat.user, at=SCORED)
    with pytest.raises(NotAllowed, match="non puoi leggere né valutare"):
        give(sheet_of(call, seat.user))
    told = Message.objects.filter(key__startswith="conflict", channel="IN_APP")
    assert {m.recipient for m in told} == {call.executive_officer, call.procedure_officer}


def test_nobody_declares_for_somebody_else(call: Call) -> None:
    first, second, _third = seats(call)
    with pytest.raises(NotAllowed, match="la rende solo la persona nominata"):
        declare_conflicts(committee_seat=second, has_conflict=False, by=first.user, at=SCORED)


def test_an_open_evaluation_is_not_opened_again(call: Call) -> None:
    with pytest.raises(NotAllowed, match="si apre dopo la nomina"):
        open_evaluation(call=call, by=seats(call)[0].user, at=SCORED)


def test_points_are_computed_from_the_level(sheet: ScoreSheet) -> None:
    assert give(sheet, "B", "0.75").points == Decimal("22.50")
    assert give(sheet, "C", "0.25").points == Decimal("3.75")
    assert Entry.objects.filter(deed="score_criterion").latest("seq").payload["points"] == "3.75"


@pytest.mark.parametrize("coefficient", ["0.6", "1.25", "-0.25", "0.7500001"])
def test_a_level_off_the_scale_is_refused(sheet: ScoreSheet, coefficient: str) -> None:
    with pytest.raises(Invalid) as caught:
        give(sheet, coefficient=coefficient)
    assert "Scegli uno dei livelli" in str(caught.value.fields["coefficient"])
    assert not Score.objects.filter(sheet=sheet).exists()


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "Manca il perché"),
        ("  \n ", "Manca il perché"),
        ("buono", "una frase"),
        ("buono buono buono buono buono", "una frase"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "una frase"),
        ("12 34 56 78 90 12 34 56", "una frase"),
    ],
)
def test_no_score_without_a_reason(sheet: ScoreSheet, reason: str, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        give(sheet, reason=reason)
    assert said in str(caught.value.fields["reason"])
    assert str(caught.value.law) == "art. 3, l. 241/1990"


def test_zero_points_want_a_reason_too(sheet: ScoreSheet) -> None:
    with pytest.raises(Invalid):
        give(sheet, coefficient="0", reason="")
    assert give(sheet, coefficient="0").points == 0


def test_a_score_is_given_again_until_the_sheet_closes(sheet: ScoreSheet) -> None:
    give(sheet, "B", "0.75")
    give(sheet, "B", "1")
    assert [s.points for s in sheet.scores.all()] == [Decimal("30.00")]


def test_nobody_fills_the_sheet_of_another(call: Call, sheet: ScoreSheet) -> None:
    with pytest.raises(NotAllowed, match="di un’altra persona"):
        give(sheet, by=seats(call)[1].user)
    for somebody in (call.procedure_officer, call.executive_officer):
        with pytest.raises(NotAllowed):
            give(sheet, by=somebody)


def test_a_sheet_closes_only_when_every_criterion_has_points(sheet: ScoreSheet) -> None:
    score_sheet(sheet, COEFFICIENTS["ets1"], close=False)
    Score.objects.filter(sheet=sheet, criterion__code__in=["D", "F"]).delete()
    with pytest.raises(Invalid, match="Mancano i criteri D, F"):
        close_score_sheet(score_sheet=sheet, by=sheet.seat.user, at=SCORED)
    give(sheet, "D", "1")
    with pytest.raises(Invalid, match="Manca il criterio F"):
        close_score_sheet(score_sheet=sheet, by=sheet.seat.user, at=SCORED)
    give(sheet, "F", "0.75")
    close_score_sheet(score_sheet=sheet, by=sheet.seat.user, at=SCORED)
    sheet.refresh_from_db()
    assert (sheet.total, sheet.closed_at) == (Decimal("81.25"), SCORED)


def test_a_closed_sheet_does_not_change(sheet: ScoreSheet) -> None:
    score_sheet(sheet, COEFFICIENTS["ets1"])
    with pytest.raises(NotAllowed, match="Hai già chiuso questa scheda"):
        give(sheet, "B", "1")
    with pytest.raises(NotAllowed, match="Hai già chiuso questa scheda"):
        close_score_sheet(score_sheet=sheet, by=sheet.seat.user, at=SCORED)


def test_a_draft_is_kept_as_typed_and_goes_when_the_score_is_given(sheet: ScoreSheet) -> None:
    criterion = sheet.case_file.criteria.get(code="B")
    common = {"score_sheet": sheet, "criterion": criterion, "by": sheet.seat.user}
    save_score_draft(**common, coefficient=None, reason="La cen", at=SCORED)
    save_score_draft(
        **common, coefficient=Decimal("0.5"), reason="La centrale", at=SCORED + timedelta(seconds=2)
    )
    draft = ScoreDraft.objects.get()
    assert (draft.coefficient, draft.reason) == (Decimal("0.5"), "La centrale")
    assert not Score.objects.exists()
    assert not Entry.objects.filter(deed="save_score_draft").exists()
    with pytest.raises(NotAllowed):
        save_score_draft(
            **{**common, "by": sheet.case_file.procedure_officer}, coefficient=None, reason="x", at=SCORED
        )
    with pytest.raises(Invalid):
        save_score_draft(**common, coefficient=Decimal("0.3"), reason="x", at=SCORED)
    give(sheet, "B")
    assert not ScoreDraft.objects.exists()


def test_levels_are_in_the_words_of_the_avviso_or_in_the_usual_ones(call: Call) -> None:
    criterion = call.criteria.get(code="B")
    criterion.levels = {"0.75": "Azioni chiare e realizzabili.", "1.0": "Tempi, persone e luoghi."}
    levels = levels_of(criterion)
    assert [level.coefficient for level in levels] == list(SCALE)
    assert levels[0].text == "Tempi, persone e luoghi."
    assert levels[1].text == "Azioni chiare e realizzabili."
    assert "linee essenziali" in str(levels[2].text)
    assert [level.points for level in levels] == [points_for(criterion, c) for c in SCALE]


def test_the_newcomer_of_an_open_evaluation_gets_the_sheets(call: Call) -> None:
    assert CommitteeSeat.objects.at_work().count() == 3
    assert all(seat.sheets.count() == 3 for seat in seats(call))
