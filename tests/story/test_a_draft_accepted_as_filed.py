# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""TAR Milano 778/2022: a platform accepted a specimen and confirmed it had arrived; excluding was unlawful. What is
incomplete is not taken in, a draft says that it is one on every page, a receipt lists exactly what arrived.
"""

from io import BytesIO
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from coprogettazione.applications.models import Application, ApplicationState, Submission
from coprogettazione.applications.services import attach_file
from coprogettazione.calls.models import CallState
from coprogettazione.documents.models import Paper, PaperKind
from tests.factories.applications import STARTED, SUBMITTED, make_application, pdf, start
from tests.factories.calls import make_call
from tests.factories.parties import make_legal_representative
from tests.story.doors import send, signed_in

pytestmark = pytest.mark.django_db


def submit(application: Application) -> tuple[int, str]:
    return send(make_legal_representative(application.lead), f"/domande/{application.pk}/invia/", SUBMITTED)


def words_of(content: Any) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(content).pages)


def test_what_is_incomplete_is_not_taken_in_and_says_what_is_missing() -> None:
    application = start(make_call(CallState.PUBLISHED))
    status, said = submit(application)
    assert status == 422
    assert "Il piano economico è vuoto" in said
    assert "art. 6, c. 1, lett. b), l. 241/1990" in said
    application.refresh_from_db()
    assert (application.state, application.registry_number) == (ApplicationState.DRAFT, "")
    assert not Submission.objects.exists()
    assert not Paper.objects.filter(kind=PaperKind.RECEIPT).exists()


def test_a_draft_says_on_every_page_that_it_was_not_sent() -> None:
    application = make_application(state=ApplicationState.DRAFT)
    with time_machine.travel(SUBMITTED, tick=False):
        browser = signed_in(make_legal_representative(application.lead))
        answer = browser.get(f"/domande/{application.pk}/bozza.pdf")
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    assert all("BOZZA" in page for page in pages)
    assert "non inviata" in pages[0]


def test_what_is_complete_is_taken_in_and_its_receipt_lists_what_arrived() -> None:
    application = make_application(state=ApplicationState.DRAFT)
    statute = attach_file(
        application=application, organisation=application.lead, key="statute", file=pdf("statuto.pdf"),
        by=make_legal_representative(application.lead), at=STARTED,
    )  # fmt: skip
    status, said = submit(application)
    assert status == 302, said
    submission = Submission.objects.get()
    with submission.receipt.file.content.open("rb") as file:
        receipt = words_of(file)
    plain = "".join(receipt.split())
    assert submission.registry_number in receipt
    assert "statuto.pdf" in receipt
    assert statute.file.sha256 in plain
    assert submission.content_hash in plain
    assert "BOZZA" not in receipt
