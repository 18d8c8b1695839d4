# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files are scanned by a real clamd: what is infected goes to nobody, what is not known is said."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coprogettazione.applications.services import attach_file, submit_application
from coprogettazione.applications.services.submission import Incomplete
from coprogettazione.documents.models import FileKind, Scan, ScanState, StoredFile
from coprogettazione.documents.services import scan_due, store_upload
from coprogettazione.documents.services.scanning import ATTEMPTS
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from tests.clamd import EICAR, clamd  # noqa: F401 a fixture
from tests.coprogettazione.documents.conftest import NOON
from tests.coprogettazione.documents.corpus import PDF, envelope, pdf_with
from tests.factories.applications import STARTED, SUBMITTED, make_application
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db
INFECTED = pdf_with(b"% " + EICAR)


def sent(content: bytes, operator, owner, name: str = "statuto.pdf") -> StoredFile:
    file = ContentFile(content, name=name)
    return store_upload(file=file, kind=FileKind.ATTACHMENT, by=operator, at=NOON, owner=owner)


def scan_of(file: StoredFile) -> Scan:
    return Scan.objects.get(file=file)


def test_without_an_antivirus_it_is_said_and_nothing_stops(lanterna, operator) -> None:
    file = sent(PDF, operator, lanterna)
    assert scan_of(file).state == ScanState.UNAVAILABLE
    assert file.remarks == "non controllato da un antivirus"
    assert scan_due(at=NOON) == 0
    client = Client()
    client.force_login(operator)
    assert b"".join(client.get(f"/file/{file.pk}/").streaming_content) == PDF


def test_clamd_finds_the_test_string_and_clears_the_others(clamd: str, settings, lanterna, operator) -> None:  # noqa: F811
    settings.CLAMD = clamd
    clean, bad = sent(PDF, operator, lanterna), sent(INFECTED, operator, lanterna, "altro.pdf")
    signed = sent(envelope(INFECTED), operator, lanterna, "altro.pdf.p7m")
    text = sent(EICAR, operator, lanterna, "eicar.txt")
    assert {scan_of(f).state for f in (clean, bad, signed, text)} == {ScanState.PENDING}
    assert scan_due(at=NOON) == 4
    assert scan_of(clean).state == ScanState.CLEAN
    assert scan_of(clean).engine.startswith("ClamAV ")
    for file in (bad, signed, text):
        assert scan_of(file).state == ScanState.INFECTED
        assert scan_of(file).words == "contiene un programma dannoso (Prova.Eicar.UNOFFICIAL)"
    assert scan_due(at=NOON + timedelta(days=1)) == 0
    entry = Entry.objects.filter(deed="report_infected").first()
    assert entry is not None
    assert (entry.role, entry.payload["found"]) == ("SYSTEM", "Prova.Eicar.UNOFFICIAL")


def test_an_infected_file_is_handed_over_to_nobody_and_its_people_are_told(
    clamd: str,  # noqa: F811
    settings,
    lanterna,
    operator,
) -> None:
    settings.CLAMD = clamd
    bad = sent(INFECTED, operator, lanterna)
    scan_due(at=NOON)
    client = Client()
    client.force_login(operator)
    answer = client.get(f"/file/{bad.pk}/")
    assert answer.status_code == 403
    assert "ci ha trovato un programma dannoso (Prova.Eicar.UNOFFICIAL)" in answer.content.decode()
    StoredFile.objects.filter(pk=bad.pk).update(public=True)
    assert Client().get(f"/file/pubblico/{bad.sha256}/statuto.pdf").status_code == 403
    told = Message.objects.filter(about_kind="storedfile", about_id=bad.pk)
    assert {message.recipient for message in told} == {operator}
    assert "contiene un programma dannoso" in told[0].subject


def test_a_file_that_waits_goes_only_to_who_sent_it(
    clamd: str,  # noqa: F811
    settings,
    lanterna,
    operator,
    officer,
    monkeypatch,
) -> None:
    from coprogettazione.documents import rules
    from coprogettazione.records.rights import Verdict

    settings.CLAMD = clamd
    file = sent(PDF, operator, lanterna)
    assert file.remarks == "in attesa del controllo antivirus"
    monkeypatch.setattr(rules, "READERS", [*rules.READERS, lambda actor, f, at: Verdict(actor == officer)])
    own, other = Client(), Client()
    own.force_login(operator)
    other.force_login(officer)
    assert b"".join(own.get(f"/file/{file.pk}/").streaming_content) == PDF
    waiting = other.get(f"/file/{file.pk}/")
    assert waiting.status_code == 403
    assert "aspetta il controllo antivirus" in waiting.content.decode()
    assert not Entry.objects.filter(deed="read_file").exists()
    scan_due(at=NOON)
    assert b"".join(other.get(f"/file/{file.pk}/").streaming_content) == PDF


def test_a_silent_antivirus_is_tried_again_then_said_to_be_silent(
    clamd: str,  # noqa: F811
    settings,
    lanterna,
    operator,
    tmp_path: Path,
) -> None:
    settings.CLAMD = f"unix:{tmp_path}/nobody.sock"
    file = sent(PDF, operator, lanterna)
    at = NOON
    for attempt in range(ATTEMPTS):
        assert scan_due(at=at) == 0
        assert (scan_of(file).state == ScanState.PENDING) == (attempt < ATTEMPTS - 1)
        at += timedelta(minutes=5)
    assert scan_of(file).state == ScanState.UNAVAILABLE
    settings.CLAMD = clamd
    assert scan_due(at=at + timedelta(minutes=54)) == 0
    assert scan_due(at=at + timedelta(minutes=56)) == 1
    assert scan_of(file).state == ScanState.CLEAN


def test_an_application_with_an_infected_file_is_not_sent_and_told_where(clamd: str, settings) -> None:  # noqa: F811
    settings.CLAMD = clamd
    draft = make_application(state="DRAFT")
    signer = make_legal_representative(draft.lead)
    attach_file(
        application=draft,
        organisation=draft.lead,
        key="statute",
        file=ContentFile(INFECTED, name="statuto.pdf"),
        by=signer,
        at=STARTED,
    )
    assert scan_due(at=STARTED) == 1
    with pytest.raises(Incomplete) as refused:
        submit_application(application=draft, by=signer, at=SUBMITTED)
    (gap,) = refused.value.gaps
    assert gap.title == "«statuto.pdf» contiene un programma dannoso"
    assert (gap.step, gap.anchor) == ("modulo:dichiarazioni", "q-statute")
    told = Message.objects.filter(about_kind="storedfile")
    assert draft.call.procedure_officer not in {message.recipient for message in told}


def test_a_file_that_cannot_be_read_holds_up_no_other(clamd: str, settings, lanterna, operator) -> None:  # noqa: F811
    settings.CLAMD = clamd
    gone, clean = sent(PDF, operator, lanterna), sent(pdf_with(b"% b"), operator, lanterna)
    Path(gone.content.path).unlink()
    assert scan_due(at=NOON) == 1
    assert [scan_of(gone).state, scan_of(clean).state] == [ScanState.PENDING, ScanState.CLEAN]


@pytest.mark.parametrize("waiting", [1, 3])
def test_a_sweep_asks_the_same_questions_for_each_file(
    waiting: int,
    clamd: str,  # noqa: F811
    settings,
    lanterna,
    operator,
) -> None:
    settings.CLAMD = clamd
    for number in range(waiting):
        sent(pdf_with(b"%% %d" % number), operator, lanterna)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert scan_due(at=NOON) == waiting
    assert len([q for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]) == 3 * waiting + 1


def test_what_is_not_the_address_of_a_clamd_is_refused(settings, lanterna, operator) -> None:
    settings.CLAMD = "localhost:3310"
    with pytest.raises(ValueError, match="tcp:<host>:<port>"):
        scan_due(at=NOON)
