# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plan, its figures, its milestones: written by the right people, late the day after."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from coprogettazione.monitoring.models import Indicator, Milestone, MilestoneState
from coprogettazione.monitoring.queries import monitoring_for_page
from coprogettazione.monitoring.services import (
    complete_milestone,
    flag_late,
    report_indicator,
    set_monitoring_plan,
    submit_periodic_report,
    waive_milestone,
)
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from tests.factories.calls import ROME
from tests.factories.monitoring import INDICATORS, MILESTONES, PLANNED, make_agreement, make_planned, signer

pytestmark = pytest.mark.django_db
LAST_SECOND = datetime(2026, 9, 30, 23, 59, 59, tzinfo=ROME)
DAY_AFTER = datetime(2026, 10, 1, 0, 0, tzinfo=ROME)


def milestone(code: str = "M1") -> Milestone:
    return Milestone.objects.select_related("agreement__call").get(code=code)


def test_without_a_calendar_there_is_a_report_every_half_year_and_the_last_is_final() -> None:
    agreement = make_agreement()
    officer = agreement.call.procedure_officer
    set_monitoring_plan(
        agreement=agreement, indicators=INDICATORS, milestones=MILESTONES, by=officer, at=PLANNED
    )
    rows = agreement.expense_reports.order_by("number").values_list(
        "period_from", "period_to", "due_on", "final"
    )
    assert list(rows) == [
        (date(2026, 9, 1), date(2027, 2, 28), date(2027, 4, 29), False),
        (date(2027, 3, 1), date(2027, 8, 31), date(2027, 10, 30), False),
        (date(2027, 9, 1), date(2028, 2, 29), date(2028, 4, 29), False),
        (date(2028, 3, 1), date(2028, 8, 31), date(2028, 10, 30), True),
    ]


def test_the_plan_is_the_officers() -> None:
    agreement = make_agreement()
    with pytest.raises(NotAllowed, match="Lo fa solo il responsabile del procedimento"):
        set_monitoring_plan(
            agreement=agreement, indicators=INDICATORS, milestones=MILESTONES, by=signer(), at=PLANNED
        )


def test_what_was_measured_or_done_is_not_taken_away() -> None:
    agreement = make_planned()
    officer = agreement.call.procedure_officer
    indicator = Indicator.objects.get(code="I1")
    at = datetime(2026, 12, 1, 9, 0, tzinfo=ROME)
    report_indicator(
        indicator=indicator, period_end=date(2026, 11, 30), value=Decimal(64), by=signer("ets2"), at=at
    )
    with pytest.raises(Invalid, match="L’indicatore I1 ha già dei dati"):
        set_monitoring_plan(
            agreement=agreement, indicators=INDICATORS[1:], milestones=MILESTONES, by=officer, at=at
        )
    complete_milestone(
        milestone=milestone(), done_on=date(2026, 9, 24), evidence="Attiva", by=signer(), at=at
    )
    with pytest.raises(Invalid, match="La tappa M1 non è più soltanto prevista"):
        set_monitoring_plan(
            agreement=agreement, indicators=INDICATORS, milestones=MILESTONES[1:], by=officer, at=at
        )


def test_periods_of_reports_have_no_holes() -> None:
    agreement = make_agreement()
    reports = [
        {"period_from": "2026-09-01", "period_to": "2026-11-30", "due": "2026-12-31"},
        {"period_from": "2026-12-02", "period_to": "2028-08-31", "due": "2028-10-31"},
    ]
    with pytest.raises(Invalid, match="i periodi si seguono senza buchi"):
        set_monitoring_plan(
            agreement=agreement,
            indicators=INDICATORS,
            milestones=MILESTONES,
            reports=reports,
            by=agreement.call.procedure_officer,
            at=PLANNED,
        )


def test_a_reading_says_what_was_expected_and_the_page_when_the_next_comes() -> None:
    agreement = make_planned()
    indicator = Indicator.objects.select_related("agreement__call").get(code="I1")
    with pytest.raises(Invalid, match="un periodo già finito"):
        report_indicator(
            indicator=indicator,
            period_end=date(2026, 12, 2),
            value=Decimal(1),
            by=signer(),
            at=datetime(2026, 12, 1, 9, tzinfo=ROME),
        )
    reading = report_indicator(
        indicator=indicator,
        period_end=date(2026, 10, 31),
        value=Decimal(64),
        by=signer(),
        at=datetime(2026, 11, 20, 9, 0, tzinfo=ROME),
    )
    assert reading.expected == Decimal("25.03")
    figure = monitoring_for_page(agreement).indicators[0]
    assert (figure.value_words, figure.on_course, figure.next_on) == ("64", True, date(2026, 11, 30))


def test_a_milestone_is_late_from_the_day_after_once_and_its_people_are_told() -> None:
    make_planned()
    assert flag_late(at=LAST_SECOND) == 0
    assert flag_late(at=DAY_AFTER) == 1
    assert flag_late(at=DAY_AFTER) == 0
    assert milestone().state == MilestoneState.LATE
    told = set(
        Message.objects.filter(key__startswith="milestone_late").values_list("recipient__email", flat=True)
    )
    assert told == {"elena.marchetti@example.it", "ada.fontana@example.it"}
    assert Entry.objects.filter(deed="flag_late_milestone", role="SYSTEM").count() == 1


def test_a_late_milestone_can_still_be_done_by_who_is_in_charge() -> None:
    make_planned()
    flag_late(at=DAY_AFTER)
    with pytest.raises(NotAllowed, match="Di questa tappa si occupa un ente partner"):
        complete_milestone(
            milestone=milestone(),
            done_on=date(2026, 10, 1),
            evidence="Attiva",
            by=signer("ets2"),
            at=DAY_AFTER,
        )
    complete_milestone(
        milestone=milestone(), done_on=date(2026, 10, 1), evidence="Attiva", by=signer(), at=DAY_AFTER
    )
    assert milestone().state == MilestoneState.DONE


def test_a_milestone_of_the_body_is_completed_by_the_officer() -> None:
    agreement = make_planned()
    at = datetime(2027, 6, 20, 9, 0, tzinfo=ROME)
    complete_milestone(
        milestone=milestone("M3"),
        done_on=date(2027, 6, 20),
        evidence="Verbale della cabina di regia",
        by=agreement.call.procedure_officer,
        at=at,
    )
    assert milestone("M3").state == MilestoneState.DONE


def test_a_waived_milestone_has_its_reason_and_is_closed() -> None:
    officer = make_planned().call.procedure_officer
    with pytest.raises(Invalid, match="Scrivi perché la tappa non è più dovuta"):
        waive_milestone(milestone=milestone(), reason=" ", by=officer, at=PLANNED)
    waive_milestone(milestone=milestone(), reason="Sostituita da M3.", by=officer, at=PLANNED)
    with pytest.raises((NotAllowed, WrongState), match="già chiusa"):
        waive_milestone(milestone=milestone(), reason="Ancora.", by=officer, at=PLANNED)
    assert flag_late(at=DAY_AFTER) == 0


def test_the_periodic_report_keeps_the_figures_as_they_stood() -> None:
    agreement = make_planned()
    at = datetime(2027, 3, 10, 9, 0, tzinfo=ROME)
    given = {"period_from": date(2026, 9, 1), "period_to": date(2027, 2, 28), "activities": "112 chiamate."}
    report = submit_periodic_report(agreement=agreement, **given, by=signer(), at=at)  # type: ignore[arg-type]
    assert report.paper is not None
    assert [row["code"] for row in report.figures["milestones"]] == ["M1", "M2", "M3", "M4"]
    with pytest.raises(AlreadyDone):
        submit_periodic_report(agreement=agreement, **given, by=signer(), at=at)  # type: ignore[arg-type]
