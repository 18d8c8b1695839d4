# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The committee of the demo procedure, its scores, its ranking, through the real deeds."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import Committee, CommitteeSeat, CommitteeSession, ScoreSheet
from coprogettazione.evaluation.queries import committee_of, counting_sheets, seats_of
from coprogettazione.evaluation.services import (
    admit_applications,
    appoint_committee,
    approve_committee_minutes,
    close_evaluation,
    close_score_sheet,
    declare_conflicts,
    end_committee_session,
    score_criterion,
    start_committee_session,
    take_position,
)
from coprogettazione.parties.models import User
from tests.factories.applications import make_admitted as make_admissible
from tests.factories.calls import make_call, make_executive
from tests.factories.parties import make_ets, make_user
from tests.stages import staged

ROME = ZoneInfo("Europe/Rome")
APPOINTED = datetime(2026, 3, 10, 9, 0, tzinfo=ROME)
DECLARED = datetime(2026, 3, 11, 9, 10, tzinfo=ROME)
SCORED = datetime(2026, 3, 12, 11, 26, tzinfo=ROME)
#: When a session of the committee opens and ends, around the scores.
SITTING = datetime(2026, 3, 12, 9, 0, tzinfo=ROME)
RISEN = datetime(2026, 3, 12, 13, 0, tzinfo=ROME)
CLOSED = datetime(2026, 3, 16, 17, 0, tzinfo=ROME)
ADMITTED = datetime(2026, 3, 20, 12, 0, tzinfo=ROME)

REASON = "Le azioni sono descritte con turni, luoghi e numero di operatori (pagine 6–8)."
#: The coefficients of the demo case (domain_dataset.json), by application.
COEFFICIENTS: dict[str, dict[str, str]] = {
    "ets1": {"A": "1", "B": "0.75", "C": "0.75", "D": "1", "E": "0.5", "F": "0.75"},
    "ets4": {"A": "0.75", "B": "0.75", "C": "0.75", "D": "0.5", "E": "0.75", "F": "0.5"},
    "ets3": {"A": "0.5", "B": "0.5", "C": "0.5", "D": "0.75", "E": "0.25", "F": "0.5"},
}


def make_committee_people() -> list[User]:
    """Anna Riva, Luca Moretti, Chiara Galli."""
    return [make_user("Anna", "Riva"), make_user("Luca", "Moretti"), make_user("Chiara", "Galli")]


def group_of(key: str) -> tuple[str, ...]:
    """La Lanterna applies with Passi Insieme, the others alone."""
    return (key, "ets2") if key == "ets1" else (key,)


@staged
def make_checked(keys: tuple[str, ...] = ("ets1", "ets4", "ets3"), **facts: Any) -> Call:
    """A call in ADMISSIBILITY whose applications were received, opened and found in order."""
    call = make_call(CallState.PUBLISHED, **facts)
    make_admissible(call, *[group_of(key) for key in keys])
    call.refresh_from_db()
    return call


@staged
def make_committee(call: Call, people: list[User] | None = None, *, at: datetime = APPOINTED) -> Committee:
    """The committee, appointed by the executive; the first person presides."""
    people = people or make_committee_people()
    return appoint_committee(
        call=call,
        members=[
            {"user": user.pk, "kind": "PRESIDENT" if place == 0 else "MEMBER"}
            for place, user in enumerate(people)
        ],
        act_number="44/2026",
        act_date=at.date(),
        by=make_executive(),
        at=at,
    )


def seats(call: Call) -> list[CommitteeSeat]:
    """The seats held now, the president's first."""
    committee = committee_of(call)
    assert committee is not None
    return seats_of(committee)


@staged
def declare_all(call: Call, *, at: datetime = DECLARED) -> None:
    """Every member declares no conflict: the evaluation opens."""
    for seat in seats(call):
        declare_conflicts(committee_seat=seat, has_conflict=False, by=seat.user, at=at)
    call.refresh_from_db()


@staged
def make_evaluation(keys: tuple[str, ...] = ("ets1", "ets4", "ets3"), **facts: Any) -> Call:
    """A call in EVALUATION with one application for each key (La Lanterna applies with Passi Insieme)."""
    call = make_checked(keys, **facts)
    make_committee(call)
    declare_all(call)
    return call


def sheet_of(call: Call, user: User, key: str = "ets1") -> ScoreSheet:
    """The sheet of a member on the application of a body."""
    return ScoreSheet.objects.select_related("seat__user").get(
        seat__user=user, application__lead=make_ets(key), application__call=call, voided_at=None
    )


@staged
def score_sheet(sheet: ScoreSheet, coefficients: dict[str, str], *, close: bool = True) -> None:
    """Give every criterion its level, and close."""
    for criterion in sheet.application.terms.criteria:
        score_criterion(
            score_sheet=sheet,
            criterion=criterion,
            coefficient=Decimal(coefficients[criterion.code]),
            reason=REASON,
            by=sheet.seat.user,
            at=SCORED,
        )
    if close:
        close_score_sheet(score_sheet=sheet, by=sheet.seat.user, at=SCORED)


@staged
def score_all(call: Call, coefficients: dict[str, dict[str, str]] | None = None) -> None:
    """Every member gives the coefficients of the demo case (or these) and closes."""
    given = coefficients or COEFFICIENTS
    committee = committee_of(call)
    assert committee is not None
    keys = {make_ets(key).pk: key for key in given}
    for sheet in counting_sheets(committee):
        score_sheet(sheet, given[keys[sheet.application.lead_id]])


@staged
def make_ranked(keys: tuple[str, ...] = ("ets1", "ets4", "ets3"), **facts: Any) -> Call:
    """A call whose committee has closed."""
    call = make_evaluation(keys, **facts)
    score_all(call)
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    return call


@staged
def make_admitted(keys: tuple[str, ...] = ("ets1", "ets4", "ets3"), **facts: Any) -> Call:
    """A call in ADMITTED: La Lanterna with Passi Insieme and Casa Aperta sit at the table."""
    call = make_ranked(keys, **facts)
    admit_applications(
        call=call,
        act_number="52/2026",
        act_date=date(2026, 3, 20),
        reasons="Visti i verbali della commissione, che si approvano e si richiamano.",
        by=call.executive_officer,
        at=ADMITTED,
    )
    return call


@staged
def make_collegial(keys: tuple[str, ...] = ("ets1", "ets4", "ets3"), **facts: Any) -> Call:
    """A call in EVALUATION whose committee scores together: one sheet for each application."""
    return make_evaluation(keys, scoring_mode="COLLEGIAL", **facts)


@staged
def open_sitting(
    call: Call, present: list[User] | None = None, *, at: datetime = SITTING
) -> CommitteeSession:
    """A session opened by who presides, with everybody (or these)."""
    held = seats(call)
    return start_committee_session(
        call=call,
        place="sala riunioni, primo piano",
        present=present or [seat.user for seat in held],
        by=held[0].user,
        at=at,
    )


def end_sitting(session: CommitteeSession, *, at: datetime = RISEN, approve: bool = True) -> None:
    """The session ends, and who was there approves its minutes."""
    end_committee_session(
        committee_session=session,
        notes="Si è discusso a lungo del criterio B.",
        by=session.started_by,
        at=at,
    )
    if approve:
        for row in session.presences.filter(present=True, seat__ended_at=None).select_related("seat__user"):
            approve_committee_minutes(committee_session=session, by=row.seat.user, at=at)


def score_together(call: Call, key: str, coefficients: dict[str, str] | None = None) -> ScoreSheet:
    """In an open session: who presides proposes, the others agree, the sheet of the committee closes."""
    president, *others = seats(call)
    sheet = sheet_of(call, president.user, key)
    score_sheet(sheet, coefficients or COEFFICIENTS[key], close=False)
    for seat in others:
        take_position(score_sheet=sheet, agrees=True, by=seat.user, at=SCORED)
    return close_score_sheet(score_sheet=sheet, by=president.user, at=SCORED)
