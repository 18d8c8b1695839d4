# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check, payment, closing: nothing before publication, nothing above what is granted and admitted."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.monitoring.models import Payment, ReportState
from coprogettazione.monitoring.queries import balance_of, paid_so_far
from coprogettazione.monitoring.services import (
    answer_clarification,
    approve_final_report,
    archive_case,
    ask_clarification,
    order_payment,
    record_recovery,
    resume_review,
    review_expense_report,
)
from coprogettazione.records.refusals import Invalid, NotAllowed, Refusal
from tests.factories.calls import ROME
from tests.factories.monitoring import (
    PRESENTED,
    REVIEWED,
    approve,
    executive,
    make_planned,
    make_submitted,
    present,
    report_of,
    signer,
    spend,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 12, 9, 0, tzinfo=ROME)
CHECKS = {"durc": date(2026, 7, 27), "debts": date(2026, 7, 27), "antimafia": date(2026, 7, 20)}


def pay(agreement: Agreement, amount: str, kind: str = "ADVANCE", **given: Any) -> Payment:
    """Davide Orsini orders a payment."""
    facts: dict[str, Any] = {
        "act_number": "118/2026",
        "act_date": date(2026, 10, 12),
        "checks": CHECKS,
        "by": executive(),
        "at": AT,
        **given,
    }
    return order_payment(agreement=agreement, kind=kind, amount=Decimal(amount), **facts)


def test_the_advance_is_paid_to_the_lead_with_its_published_act() -> None:
    agreement = make_planned()
    payment = pay(agreement, "54000")
    assert payment.payee.known_as == "La Lanterna"
    assert payment.paper is not None
    assert Paper.objects.get(kind=PaperKind.EXECUTIVE_ACT).published_at is not None
    assert paid_so_far(agreement) == Decimal("54000.00")


def test_nothing_is_paid_before_the_agreement_is_published() -> None:
    with pytest.raises(NotAllowed, match="non è ancora pubblicata") as refusal:
        pay(make_planned(published=False), "54000")
    assert str(refusal.value.law) == "art. 26, c. 3, d.lgs. 33/2013"


def test_one_second_before_publication_is_too_early_and_that_second_is_good() -> None:
    agreement = make_planned()
    assert agreement.published_at is not None
    early = agreement.published_at - timedelta(seconds=1)
    with pytest.raises(NotAllowed, match="non è ancora pubblicata"):
        pay(agreement, "54000", act_date=date(2026, 7, 27), at=early)
    pay(agreement, "54000", act_date=date(2026, 7, 27), at=agreement.published_at)


def test_an_act_dated_before_publication_is_refused() -> None:
    with pytest.raises(Invalid, match="è stata pubblicata il 27 luglio 2026"):
        pay(make_planned(), "54000", act_date=date(2026, 7, 26), checks={k: date(2026, 7, 1) for k in CHECKS})


@pytest.mark.parametrize("check", ["durc", "debts", "antimafia"])
def test_a_payment_without_its_checks_is_refused(check: str) -> None:
    left = {code: day for code, day in CHECKS.items() if code != check}
    with pytest.raises(Invalid, match="Prima di pagare serve questo controllo"):
        pay(make_planned(), "54000", checks=left)


def test_up_to_five_thousand_euro_the_debts_are_not_checked() -> None:
    left = {code: day for code, day in CHECKS.items() if code != "debts"}
    agreement = make_planned()
    with pytest.raises(Invalid, match="debito con il fisco"):
        pay(agreement, "5000.01", checks=left)
    pay(agreement, "5000", checks=left)


def test_the_advance_has_its_limit() -> None:
    agreement = make_planned()
    with pytest.raises(Invalid, match=r"al massimo è 90\.000,00"):
        pay(agreement, "90000.01")
    pay(agreement, "90000")
    with pytest.raises(Invalid, match="L’anticipo è uno solo"):
        pay(agreement, "1")


def test_an_interim_payment_follows_what_was_admitted() -> None:
    agreement = make_planned()
    report = make_submitted(agreement)
    given: dict[str, Any] = {"expense_report": report, "at": REVIEWED, "act_date": REVIEWED.date()}
    with pytest.raises(Invalid, match="Si paga su un rendiconto approvato"):
        pay(agreement, "1", "INTERIM", **given)
    approve(report)
    with pytest.raises(Invalid, match="restano da pagare 900,00"):
        pay(agreement, "900.01", "INTERIM", **given)
    pay(agreement, "900", "INTERIM", **given)


def test_only_the_executive_pays() -> None:
    agreement = make_planned()
    with pytest.raises(NotAllowed, match="Lo fa solo il dirigente"):
        pay(agreement, "1000", by=agreement.call.procedure_officer)


def test_what_is_cut_has_its_reason_and_lowers_the_contribution() -> None:
    report = make_submitted()
    expense = report.expenses.get()
    officer = report.case_file.procedure_officer
    row = {"expense": expense.pk, "admitted": Decimal("600")}
    with pytest.raises(Invalid, match="scrivi perché non è ammessa per intero"):
        review_expense_report(
            expense_report=report, outcome="APPROVED", expenses=[row], by=officer, at=REVIEWED
        )
    review_expense_report(
        expense_report=report,
        outcome="APPROVED",
        expenses=[{**row, "reason": "Quattro giorni fuori periodo."}],
        by=officer,
        at=REVIEWED,
    )
    assert report.admitted == Decimal("500.00")


def test_a_rejection_has_its_reasons() -> None:
    report = make_submitted()
    with pytest.raises(Invalid, match="Scrivi perché il rendiconto non è approvato"):
        review_expense_report(
            expense_report=report, outcome="REJECTED", by=report.case_file.procedure_officer, at=REVIEWED
        )


def test_the_partners_do_not_check_their_own_report() -> None:
    report = make_submitted()
    with pytest.raises(NotAllowed, match="Lo fa solo il responsabile del procedimento"):
        review_expense_report(expense_report=report, outcome="APPROVED", by=signer(), at=REVIEWED)


@pytest.mark.parametrize(("days", "passes"), [(9, False), (10, True), (15, True), (16, False)])
def test_clarifications_have_a_term_between_ten_and_fifteen_days(days: int, passes: bool) -> None:
    report = make_submitted()
    due = PRESENTED.date() + timedelta(days=days)
    given = {
        "question": "Quale periodo?",
        "due": due,
        "by": report.case_file.procedure_officer,
        "at": PRESENTED,
    }
    if passes:
        ask_clarification(expense_report=report, **given)  # type: ignore[arg-type]
        assert report.state == ReportState.CLARIFICATION
    else:
        with pytest.raises(Invalid, match="va da 10 a 15 giorni"):
            ask_clarification(expense_report=report, **given)  # type: ignore[arg-type]


def test_a_clarification_is_answered_within_its_term_and_asked_once() -> None:
    report = make_submitted()
    officer = report.case_file.procedure_officer
    due = PRESENTED.date() + timedelta(days=10)
    asked = ask_clarification(
        expense_report=report, question="Quale periodo?", due=due, by=officer, at=PRESENTED
    )
    late = datetime(2026, 12, 21, 0, 0, tzinfo=ROME)
    with pytest.raises(NotAllowed, match="Il termine per i chiarimenti è passato"):
        answer_clarification(clarification=asked, text="Ottobre.", by=signer(), at=late)
    with pytest.raises(NotAllowed, match="non è ancora passato"):
        resume_review(expense_report=report, by=officer, at=late - timedelta(seconds=1))
    answer_clarification(clarification=asked, text="Ottobre.", by=signer(), at=late - timedelta(seconds=1))
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    with pytest.raises(NotAllowed, match="una volta sola"):
        ask_clarification(expense_report=report, question="E poi?", due=due, by=officer, at=late)


def test_the_accounts_close_when_all_is_admitted_and_paid_and_the_dossier_goes_to_the_archive() -> None:
    agreement = make_planned()
    pay(agreement, "1000")
    first, last = make_submitted(agreement), report_of(agreement, 2)
    approve(first)
    end = datetime(2028, 10, 1, 9, 0, tzinfo=ROME)
    closing: dict[str, Any] = {"act_number": "300/2028", "act_date": end.date(), "by": executive(), "at": end}
    with pytest.raises(Invalid, match="Manca: Rendiconto finale"):
        approve_final_report(agreement=agreement, **closing)
    spend(last, document_number="44", amount=Decimal("2000"), paid_on=date(2028, 8, 31), at=end)
    present(last, asked="1875", own="125", at=end)
    assert not balance_of(agreement).closed
    approve(last, at=end)
    assert balance_of(agreement).closed
    with pytest.raises(Invalid, match=r"Restano da pagare 1\.775,00"):
        approve_final_report(agreement=agreement, **closing)
    balance: dict[str, Any] = {"expense_report": last, "act_date": end.date(), "at": end}
    with pytest.raises(Invalid, match=r"restano da pagare 1\.775,00"):
        pay(agreement, "1775.01", "BALANCE", **balance)
    pay(agreement, "1775", "BALANCE", **balance)
    approve_final_report(agreement=agreement, **closing)
    call = agreement.call
    call.refresh_from_db()
    assert call.state == CallState.FINAL_REPORTED
    archive_case(call=call, by=call.procedure_officer, at=end)
    assert call.state == CallState.ARCHIVED


def test_what_was_paid_above_is_recovered_before_closing() -> None:
    agreement = make_planned()
    pay(agreement, "54000")
    first, last = make_submitted(agreement), report_of(agreement, 2)
    approve(first)
    end = datetime(2028, 10, 1, 9, 0, tzinfo=ROME)
    spend(last, document_number="44", amount=Decimal("2000"), paid_on=date(2028, 8, 31), at=end)
    present(last, asked="1875", own="125", at=end)
    approve(last, at=end)
    closing: dict[str, Any] = {"act_number": "300/2028", "act_date": end.date(), "by": executive(), "at": end}
    with pytest.raises(Refusal, match=r"Restano da recuperare 51\.225,00"):
        approve_final_report(agreement=agreement, **closing)
    with pytest.raises(Invalid, match="non può tornare di più"):
        record_recovery(agreement=agreement, amount=Decimal("54000.01"), note="Somma non dovuta.", **closing)
    record_recovery(agreement=agreement, amount=Decimal("51225"), note="Somma non dovuta.", **closing)
    approve_final_report(agreement=agreement, **closing)
