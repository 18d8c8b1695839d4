# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the files of an expense report were found to be: their signatures and the antivirus, for party and officer."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprogettazione.documents.models import Scan, SignatureCheck
from coprogettazione.documents.models.scans import ScanState
from coprogettazione.monitoring.models import ExpenseReport
from coprogettazione.monitoring.services import answer_clarification, ask_clarification
from tests.coprogettazione.documents.signatures.corpus import p7m, pades, paper
from tests.coprogettazione.monitoring.test_views import page_of
from tests.factories.monitoring import (
    PRESENTED,
    WRITTEN,
    make_planned,
    make_submitted,
    present,
    report_of,
    signer,
    spend,
)
from tests.pki import Holder, pki, revocations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    """An installation that believes the authorities of the tests on the days of this report."""
    settings.TRUST_FOLDER = tmp_path
    pki().write_trust(tmp_path)
    days = {"made": WRITTEN - timedelta(days=1), "until": WRITTEN + timedelta(days=1)}
    revoked = (pki().revoked, WRITTEN - timedelta(days=10))
    (tmp_path / "crls" / "firma.crl").write_bytes(revocations(pki().authority, revoked, **days))


@pytest.fixture
def report() -> ExpenseReport:
    return report_of(make_planned())


def signed(who: Holder) -> ContentFile:
    return ContentFile(
        pades(paper(f"Fattura di {who.certificate.subject.rfc4514_string()}"), who), name="f.pdf"
    )


@pytest.mark.parametrize(
    ("who", "word", "why"),
    [
        ("rossi", "Firma valida", "Perché questa firma è valida"),
        ("revoked", "Firma non valida", "era già revocato o sospeso"),
        ("stranger", "Firma non verificabile", "non è tra quelle riconosciute"),
    ],
)
def test_party_and_officer_read_what_a_signed_document_was_found_to_be(
    report: ExpenseReport, client: Client, who: str, word: str, why: str
) -> None:
    spend(report, document=signed(getattr(pki(), who)))
    for reader in (signer("ets1"), report.case_file.procedure_officer):
        page = page_of(client, reader, "report", report.pk)
        assert word in page
        assert why in page
        assert f"{word}; non controllato da un antivirus" in page
        assert "RSSDAA80A41F205Q" not in page


def test_a_document_without_signature_is_not_said_to_have_one(report: ExpenseReport, client: Client) -> None:
    spend(report)
    page = page_of(client, signer("ets1"), "report", report.pk)
    assert "Non controllato da un antivirus" in page
    assert "irma" not in page.split('<table class="table co-stack">')[1].split("</table>")[0]
    assert not SignatureCheck.objects.exists()


def test_what_the_antivirus_says_is_beside_the_proof_too(report: ExpenseReport, client: Client) -> None:
    proof = ContentFile(p7m(paper("Bonifico"), pki().bianchi), name="bonifico.pdf.p7m")
    expense = spend(report, proof=proof)
    assert expense.proof is not None
    Scan.objects.filter(file=expense.proof).update(state=ScanState.PENDING)
    page = page_of(client, signer("ets1"), "report", report.pk)
    assert "Firma valida; in attesa del controllo antivirus" in page


def test_the_officer_reads_it_where_each_expense_is_checked(report: ExpenseReport, client: Client) -> None:
    spend(report, document=signed(pki().revoked))
    present(report)
    page = page_of(client, report.case_file.procedure_officer, "review", report.pk)
    assert "Firma non valida; non controllato da un antivirus" in page
    assert "era già revocato o sospeso" in page


def test_a_file_that_clarifies_is_looked_at_too(client: Client) -> None:
    report = make_submitted()
    question = ask_clarification(
        expense_report=report,
        question="Manca la quietanza.",
        due=(PRESENTED + timedelta(days=13)).date(),
        by=report.case_file.procedure_officer,
        at=PRESENTED + timedelta(days=1),
    )
    answer_clarification(
        clarification=question,
        text="Eccola.",
        file=signed(pki().stranger),
        by=signer("ets1"),
        at=PRESENTED + timedelta(days=2),
    )
    page = page_of(client, report.case_file.procedure_officer, "report", report.pk)
    assert "Firma non verificabile" in page


@pytest.mark.parametrize(("name", "queries"), [("report", 17), ("review", 20)])
def test_a_page_asks_the_same_queries_at_one_row_and_at_three(
    report: ExpenseReport, client: Client, name: str, queries: int
) -> None:
    officer = report.case_file.procedure_officer
    for number in range(3):
        proof = ContentFile(p7m(paper(f"Bonifico {number}"), pki().bianchi), name="b.pdf.p7m")
        spend(report, document_number=f"D{number}", document=signed(pki().rossi), proof=proof)
    present(report)
    address = reverse(f"monitoring:{name}", args=[report.pk])
    client.force_login(officer)
    client.get(address)
    asked = []
    for _rows in (3, 1):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        asked.append(len(found))
        report.expenses.exclude(position=0).delete()
    assert asked == [queries, queries]
