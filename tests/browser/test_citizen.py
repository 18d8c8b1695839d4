# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A citizen in a browser: finds an agreement, understands its money, takes the data away, checks the paper."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coprogettazione.agreements.models import Agreement
from coprogettazione.documents.models import Paper, PaperKind, StoredFile
from coprogettazione.parties.models import Comune
from tests.browser.test_verify import verdict
from tests.browser.walk import Walk
from tests.coprogettazione.records import public
from tests.home.agreements import PUBLISHED, SIGNED, make_agreement

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.7\n% La convenzione, per la prova.\n%%EOF\n"
COMMITMENT = [{"year": 2026, "amount": "60000.00"}, {"year": 2027, "amount": "120000.00"}]


def publish_its_paper(agreement: Agreement) -> None:
    stored = StoredFile.objects.create(
        sha256=hashlib.sha256(PDF).hexdigest(), size=len(PDF), name="convenzione.pdf", kind="PUBLIC_COPY",
        media_type="application/pdf", content=SimpleUploadedFile("convenzione.pdf", PDF), public=True,
        uploaded_at=timezone.now(),
    )  # fmt: skip
    Paper.objects.create(
        kind=PaperKind.CONVENTION, body=agreement.call.lead_authority, case_file=agreement.call,
        about_kind="agreement", about_id=agreement.pk, year=2026, date=SIGNED.date(), title="Convenzione 12/2026",
        data={}, file=stored, public_file=stored, issued_at=SIGNED, published_at=PUBLISHED,
    )  # fmt: skip


def euros(text: str) -> int:
    """ "I tre enti, 12.000 €" → 12000."""
    return int(re.sub(r"\D", "", text.rpartition(",")[2]))


@pytest.fixture
def _in_the_register(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The register tells of the paper."""
    monkeypatch.setattr(public, "SHA256", hashlib.sha256(PDF).hexdigest())
    with public.noting():
        public.written((PUBLISHED, 1), publishes=True)
        yield


@pytest.mark.usefixtures("_in_the_register")
def test_a_citizen_finds_understands_takes_away_and_checks(survey: Walk) -> None:
    agreement = make_agreement()
    Agreement.objects.filter(pk=agreement.pk).update(commitment=COMMITMENT)
    publish_its_paper(agreement)
    citizen = survey.visitor()
    page: Any = citizen.page

    # Not one of the words is written like this on the page: «pronto intervento sociale di prossimità».
    citizen.opens("/")
    citizen.opens("/cerca/?q=interventi+sociali")
    # The call has the same title: the kind of each result says which is which.
    found = page.locator("main ol li", has=page.get_by_text("Convenzione", exact=True)).get_by_role("link")
    with page.expect_navigation():
        found.first.click()
    citizen.checks()
    assert page.url.endswith("/convenzioni/pis-2026/")

    # The money: what the figure says, the table says, and it adds up.
    figure, table = page.locator("#soldi ~ figure svg.d-md-block"), page.locator("#soldi ~ table")
    drawn = [euros(text) for text in figure.locator("text[font-weight='700']").all_text_contents()]
    rows = [euros(text) for text in table.locator("tbody td:last-child").all_text_contents()]
    columns = [euros(text) for text in table.locator("tfoot td").all_text_contents()]
    assert drawn == [*rows, *columns[:-1]]
    assert sum(rows) == sum(columns[:-1]) == columns[-1] == 216_000
    assert "216.000 €, di cui 180.000 € pubblici" in citizen.reads().replace("\u00a0", " ")

    # The data.
    lines = list(csv.DictReader(io.StringIO(citizen.downloads("(CSV)").decode("utf-8-sig")), delimiter=";"))
    given = {line["beneficiario"]: line["assegnato_euro"] for line in lines}
    assert given["Cooperativa sociale La Lanterna"] == "99000.00"
    assert sum(float(sum_) for sum_ in given.values()) == 180_000

    # Where, and what else happens there.
    citizen.follows("Valdora")
    assert page.url.endswith(f"/comuni/{Comune.objects.get(name='Valdora').pk}/")
    citizen.follows("Tutti i Comuni")
    citizen.opens("/convenzioni/pis-2026/")
    assert page.context.cookies() == []

    # The paper: what was downloaded is what was published.
    paper = citizen.downloads("Convenzione 12/2026")
    fingerprint = hashlib.sha256(paper).hexdigest()
    assert fingerprint in citizen.reads()
    citizen.follows("Verifica questo documento: Convenzione 12/2026")
    assert "È un atto pubblicato qui" in citizen.reads()
    citizen.opens("/verifica/")
    assert "È un atto pubblicato qui" in verdict(page, paper)
    assert "Non è un atto pubblicato qui" in verdict(page, paper + b" ")
    assert survey.found == []
