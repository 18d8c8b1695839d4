# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The execution on every desk: several reports at once, the last account, the archive."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from viewflow.workflow.models import Process

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.services import terminate_agreement
from coprogettazione.monitoring.services import (
    answer_clarification,
    approve_final_report,
    archive_case,
    ask_clarification,
    order_payment,
    record_recovery,
    resume_review,
    review_expense_report,
    set_monitoring_plan,
    submit_periodic_report,
)
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.calls import ROME, make_executive, make_officer
from tests.factories.monitoring import (
    INDICATORS,
    MILESTONES,
    PLANNED,
    PRESENTED,
    REPORTS,
    REVIEWED,
    approve,
    make_agreement,
    make_submitted,
    present,
    report_of,
    signer,
    spend,
)
from tests.workflows.desks import desk_of, on_the_desk_of
from workflows.engine import sweep
from workflows.monitoring import MonitoringFlowV1, SettlementFlowV1

pytestmark = pytest.mark.django_db
END = datetime(2028, 10, 1, 9, 0, tzinfo=ROME)
ENDED = datetime(2026, 11, 16, 9, 0, tzinfo=ROME)


def plan(agreement: Agreement, reports: list[dict[str, Any]] = REPORTS) -> None:
    """The plan of the demo, with this calendar."""
    set_monitoring_plan(
        agreement=agreement,
        indicators=INDICATORS,
        milestones=MILESTONES,
        reports=reports,
        by=make_officer(),
        at=PLANNED,
    )


@pytest.fixture
def agreement() -> Agreement:
    """An agreement whose execution has just begun."""
    begun = make_agreement()
    MonitoringFlowV1.start.run(artifact=begun, case_file=begun.call)
    return begun


def deeds_of(user: Any) -> list[tuple[str, str]]:
    """What is asked and for which period."""
    return [(duty.deed, duty.about) for duty in desk_of(user)]


FIRST = "Dal 1°\xa0settembre 2026 al 30 novembre 2026"
LAST = "Dal 1°\xa0dicembre 2026 al 31 agosto 2028"


def test_the_officer_is_asked_for_the_plan(agreement: Agreement) -> None:
    assert on_the_desk_of(make_officer()) == ["set_monitoring_plan"]
    assert on_the_desk_of(signer()) == []


def test_the_plan_puts_every_period_on_the_desk_of_the_lead_with_its_term(agreement: Agreement) -> None:
    plan(agreement)
    assert on_the_desk_of(make_officer()) == []
    assert deeds_of(signer()) == [
        ("submit_expense_report", FIRST),
        ("submit_periodic_report", FIRST),
        ("submit_expense_report", LAST),
        ("submit_periodic_report", LAST),
    ]
    assert desk_of(signer())[0].due == datetime(2026, 12, 31, 23, 59, 59, tzinfo=ROME)
    assert on_the_desk_of(signer("ets4")) == []
    assert on_the_desk_of(make_executive()) == []


def test_two_reports_in_review_are_each_on_the_desk_of_the_officer(agreement: Agreement) -> None:
    plan(agreement)
    make_submitted(agreement)
    last = report_of(agreement, 2)
    spend(last, document_number="44", amount=Decimal("2000"), paid_on=date(2028, 8, 31), at=END)
    present(last, asked="1875", own="125", at=END)
    assert deeds_of(make_officer()) == [("review_expense_report", FIRST), ("review_expense_report", LAST)]
    review_expense_report(
        expense_report=last, outcome="REJECTED", reasons="Manca la prova.", by=make_officer(), at=END
    )
    assert deeds_of(make_officer()) == [("review_expense_report", FIRST)]
    assert ("submit_expense_report", LAST) in deeds_of(signer())
    assert ("submit_expense_report", FIRST) not in deeds_of(signer())


def test_a_clarification_goes_to_the_lead_and_the_answer_back_to_the_officer(agreement: Agreement) -> None:
    plan(agreement)
    report = make_submitted(agreement)
    due = PRESENTED.date() + timedelta(days=10)
    asked = ask_clarification(
        expense_report=report, question="Quale periodo?", due=due, by=make_officer(), at=PRESENTED
    )
    assert on_the_desk_of(make_officer()) == []
    [duty] = [duty for duty in desk_of(signer()) if duty.deed == "answer_clarification"]
    assert duty.due == datetime(2026, 12, 20, 23, 59, 59, tzinfo=ROME)
    assert duty.url == reverse("monitoring:report", args=[report.pk])
    answer_clarification(clarification=asked, text="Ottobre.", by=signer(), at=PRESENTED)
    assert on_the_desk_of(make_officer()) == ["review_expense_report"]


def test_without_an_answer_the_officer_takes_the_report_back(agreement: Agreement) -> None:
    plan(agreement)
    report = make_submitted(agreement)
    due = PRESENTED.date() + timedelta(days=10)
    ask_clarification(
        expense_report=report, question="Quale periodo?", due=due, by=make_officer(), at=PRESENTED
    )
    resume_review(expense_report=report, by=make_officer(), at=REVIEWED + timedelta(days=9))
    assert on_the_desk_of(make_officer()) == ["review_expense_report"]
    assert "answer_clarification" not in on_the_desk_of(signer())


def test_when_the_term_of_a_clarification_passes_it_is_on_the_desk_of_the_officer(
    agreement: Agreement,
) -> None:
    plan(agreement)
    report = make_submitted(agreement)
    due = PRESENTED.date() + timedelta(days=10)
    ask_clarification(
        expense_report=report, question="Quale periodo?", due=due, by=make_officer(), at=PRESENTED
    )
    last_second = datetime(2026, 12, 20, 23, 59, 59, tzinfo=ROME)
    assert sweep(last_second) == 0
    assert "answer_clarification" in on_the_desk_of(signer())
    after = last_second + timedelta(seconds=1)
    assert sweep(after) == 1
    assert sweep(after) == 0
    assert "answer_clarification" not in on_the_desk_of(signer())
    [duty] = desk_of(make_officer())
    assert (duty.deed, duty.url) == ("resume_review", reverse("monitoring:report", args=[report.pk]))
    resume_review(expense_report=report, by=make_officer(), at=after)
    assert on_the_desk_of(make_officer()) == ["review_expense_report"]


def test_a_report_of_the_activities_closes_the_periods_it_reaches_the_end_of(agreement: Agreement) -> None:
    plan(agreement)
    told: dict[str, Any] = {"activities": "La centrale risponde.", "by": signer(), "at": PRESENTED}
    [first, _last] = [duty for duty in desk_of(signer()) if duty.deed == "submit_periodic_report"]
    code = agreement.call.code
    assert first.url == reverse("deed", args=[code, "submit_periodic_report", agreement.pk])
    submit_periodic_report(
        agreement=agreement, period_from=date(2026, 9, 1), period_to=date(2026, 10, 31), **told
    )
    assert ("submit_periodic_report", FIRST) in deeds_of(signer())
    submit_periodic_report(
        agreement=agreement, period_from=date(2026, 11, 1), period_to=date(2026, 11, 30), **told
    )
    assert ("submit_periodic_report", FIRST) not in deeds_of(signer())
    assert ("submit_periodic_report", LAST) in deeds_of(signer())


def test_a_new_calendar_moves_the_terms_and_takes_away_what_it_does_not_have(agreement: Agreement) -> None:
    three = [
        {"period_from": "2026-09-01", "period_to": "2026-11-30", "due": "2026-12-31"},
        {"period_from": "2026-12-01", "period_to": "2027-08-31", "due": "2027-10-31"},
        {"period_from": "2027-09-01", "period_to": "2028-08-31", "due": "2028-10-31"},
    ]
    plan(agreement, three)
    assert len(desk_of(signer())) == 6
    plan(agreement, [{**REPORTS[0], "due": "2027-01-15"}, REPORTS[1]])
    desk = [duty for duty in desk_of(signer()) if duty.deed == "submit_expense_report"]
    assert [duty.due for duty in desk] == [
        datetime(2027, 1, 15, 23, 59, 59, tzinfo=ROME),
        datetime(2028, 10, 31, 23, 59, 59, tzinfo=ROME),
    ]
    assert Process.objects.filter(finished=None).count() == 5 + 1


def test_when_all_is_approved_the_executive_closes_the_accounts_and_the_officer_archives(
    agreement: Agreement, client: Client, time_machine: Any
) -> None:
    plan(agreement)
    approve(make_submitted(agreement))
    assert deeds_of(make_executive()) == [("order_payment", FIRST)]
    last = report_of(agreement, 2)
    spend(last, document_number="44", amount=Decimal("2000"), paid_on=date(2028, 8, 31), at=END)
    present(last, asked="1875", own="125", at=END)
    approve(last, at=END)
    assert deeds_of(make_executive()) == [("order_payment", FIRST), ("order_payment", LAST)]
    pay: dict[str, Any] = {"act_date": END.date(), "by": make_executive(), "at": END}
    checks = {"durc": END.date(), "antimafia": END.date()}
    order_payment(
        agreement=agreement,
        kind="BALANCE",
        expense_report=last,
        amount=Decimal("2775"),
        act_number="299/2028",
        checks=checks,
        **pay,
    )
    assert on_the_desk_of(make_executive()) == ["approve_final_report"]
    approve_final_report(agreement=agreement, act_number="300/2028", **pay)
    assert on_the_desk_of(make_executive()) == []
    [duty] = desk_of(make_officer())
    assert duty.deed == "archive_case"
    time_machine.move_to(END, tick=False)
    client.force_login(make_officer())
    assert client.get(duty.url).status_code == 200
    archive_case(call=agreement.call, by=make_officer(), at=END)
    assert on_the_desk_of(make_officer()) == []
    assert not Process.objects.filter(finished=None, flow_class=MonitoringFlowV1).exists()


def pay(agreement: Agreement, kind: str, amount: str, *, on: datetime = REVIEWED, **about: Any) -> None:
    """Davide Orsini orders a payment."""
    order_payment(
        agreement=agreement,
        kind=kind,
        amount=Decimal(amount),
        act_number="240/2026",
        act_date=on.date(),
        checks={"durc": on.date(), "debts": on.date(), "antimafia": on.date()},
        by=make_executive(),
        at=on,
        **about,
    )


def test_an_approved_report_is_on_the_desk_of_who_orders_the_payment_until_all_is_paid(
    agreement: Agreement, client: Client, time_machine: Any
) -> None:
    plan(agreement)
    report = approve(make_submitted(agreement))
    [duty] = desk_of(make_executive())
    assert duty.deed == "order_payment"
    time_machine.move_to(REVIEWED, tick=False)
    client.force_login(make_executive())
    assert client.get(duty.url).status_code == 200
    pay(agreement, "INTERIM", "400", expense_report=report)
    assert on_the_desk_of(make_executive()) == ["order_payment"]
    pay(agreement, "INTERIM", "500", expense_report=report)
    assert on_the_desk_of(make_executive()) == []


def test_a_report_that_is_admitted_for_nothing_asks_for_no_payment(agreement: Agreement) -> None:
    plan(agreement)
    report = make_submitted(agreement)
    [expense] = report.expenses.all()
    cut = [{"expense": expense.pk, "admitted": "0", "reason": "Fuori dal periodo."}]
    approve(report, expenses=cut)
    assert on_the_desk_of(make_executive()) == []


def test_what_was_paid_above_what_is_admitted_comes_back_before_the_accounts_are_closed(
    agreement: Agreement,
) -> None:
    plan(agreement)
    pay(agreement, "ADVANCE", "3000", on=PRESENTED)
    approve(make_submitted(agreement))
    assert deeds_of(make_executive()) == [("order_payment", FIRST)]
    last = report_of(agreement, 2)
    spend(last, document_number="44", amount=Decimal("2000"), paid_on=date(2028, 8, 31), at=END)
    present(last, asked="1875", own="125", at=END)
    approve(last, at=END)
    assert on_the_desk_of(make_executive()) == ["record_recovery"]
    back: dict[str, Any] = {"act_date": END.date(), "by": make_executive(), "at": END}
    record_recovery(
        agreement=agreement, amount=Decimal("225"), act_number="298/2028", note="Anticipo non speso.", **back
    )
    assert on_the_desk_of(make_executive()) == ["approve_final_report"]


def end_early(agreement: Agreement) -> None:
    """Davide Orsini ends the agreement in its first period."""
    terminate_agreement(
        agreement=agreement,
        reasons="Le attività si sono fermate nonostante la diffida del 1° novembre 2026.",
        act_number="240/2026",
        act_date=ENDED.date(),
        by=make_executive(),
        at=ENDED,
    )


def test_an_agreement_ended_before_its_time_is_accounted_for_until_its_end(agreement: Agreement) -> None:
    plan(agreement)
    end_early(agreement)
    assert deeds_of(signer()) == [("submit_expense_report", FIRST), ("submit_periodic_report", FIRST)]
    assert on_the_desk_of(make_officer()) == []
    never_begun = report_of(agreement, 2)
    with pytest.raises(NotAllowed, match="risolta prima di questo periodo"):
        present(never_begun, at=END)
    approve(make_submitted(agreement))
    assert deeds_of(make_executive()) == [("order_payment", FIRST)]
    pay(agreement, "INTERIM", "900", expense_report=report_of(agreement))
    assert on_the_desk_of(make_executive()) == []


def test_what_was_paid_too_much_before_an_early_end_is_asked_back(agreement: Agreement) -> None:
    plan(agreement)
    pay(agreement, "ADVANCE", "3000", on=datetime(2026, 10, 1, 9, 0, tzinfo=ROME))
    end_early(agreement)
    assert on_the_desk_of(make_executive()) == []
    approve(make_submitted(agreement))
    [duty] = desk_of(make_executive())
    assert duty.deed == "record_recovery"
    back: dict[str, Any] = {"act_date": END.date(), "by": make_executive(), "at": END, "note": "Non speso."}
    record_recovery(agreement=agreement, amount=Decimal("2000"), act_number="298/2028", **back)
    assert on_the_desk_of(make_executive()) == ["record_recovery"]
    record_recovery(agreement=agreement, amount=Decimal("100"), act_number="299/2028", **back)
    assert on_the_desk_of(make_executive()) == []


def test_an_advance_on_an_agreement_that_ended_before_its_plan_comes_back_whole(agreement: Agreement) -> None:
    pay(agreement, "ADVANCE", "3000", on=datetime(2026, 10, 1, 9, 0, tzinfo=ROME))
    end_early(agreement)
    assert on_the_desk_of(make_officer()) == []
    assert on_the_desk_of(make_executive()) == ["record_recovery"]


def test_after_an_early_end_the_balance_takes_the_advance_into_account(agreement: Agreement) -> None:
    plan(agreement)
    pay(agreement, "ADVANCE", "600", on=datetime(2026, 10, 1, 9, 0, tzinfo=ROME))
    end_early(agreement)
    approve(make_submitted(agreement))
    assert deeds_of(make_executive()) == [("order_payment", FIRST)]
    with pytest.raises(Invalid, match="restano da pagare 300,00"):
        pay(agreement, "BALANCE", "301", expense_report=report_of(agreement))
    pay(agreement, "BALANCE", "300", expense_report=report_of(agreement))
    assert on_the_desk_of(make_executive()) == []
    assert not Process.objects.filter(finished=None, flow_class=SettlementFlowV1).exists()
