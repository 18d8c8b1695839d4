# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A copy of the database, of the files and of all that the platform wrote tells nothing of an application."""

import base64
import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from coprogettazione.applications.models import Application
from coprogettazione.applications.services import (
    attach_file,
    make_declarations,
    record_late_application,
    remove_file,
    save_answer,
    save_member,
    save_plan,
    save_requested_grant,
    submit_application,
    withdraw_application,
)
from coprogettazione.calls.models import QuestionKind
from coprogettazione.calls.queries import form_of
from coprogettazione.documents.models import FileKind, StoredFile
from coprogettazione.documents.services import store_upload
from coprogettazione.notifications.services import deliver_due
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from coprogettazione.records.sealing.files import MAGIC
from tests.coprogettazione.documents.corpus import pdf_with
from tests.factories.applications import OPENED, STARTED, make_application, open_all
from tests.factories.calls import DEADLINE, make_officer
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db
MARKER = "MARCHIOzebra7731segreto"
AMOUNT = "77317.31"
PEOPLE = 773177317


@pytest.fixture(autouse=True)
def private_folder(settings: Any, tmp_path: Path) -> Path:
    """Files of this test only."""
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    settings.MEDIA_ROOT = tmp_path / "media"
    return Path(settings.PRIVATE_MEDIA_ROOT)


def spellings(word: str) -> set[bytes]:
    """A word as itself, in UTF-16, in hexadecimal, and in base64 wherever it begins."""
    plain = word.encode()
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    for encoded in (plain, word.encode("utf-16-le")):
        for before in range(3):
            whole = base64.b64encode(b"\0" * before + encoded)
            found.add(whole[(before * 4 + 2) // 3 + 1 : -4])
    return {one.lower() for one in found if len(one) > 6}


def everything_written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every table as text, every file (and what its pages say, if it is a PDF), mail, cache."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            with cursor.copy(f'COPY public."{table}" TO STDOUT') as copy:
                yield table, b"".join(bytes(part) for part in copy)
    for path in folder.rglob("*"):
        yield path.name, path.name.encode()
        if path.is_file():
            content = path.read_bytes()
            yield path.name, content
            if content.startswith(b"%PDF"):
                yield path.name, pages_of(content).encode()
    for message in mail.outbox:
        yield "mail", f"{message.subject} {message.body}".encode()
    yield "cache", repr(getattr(cache, "_cache", "")).encode()


def pages_of(pdf: bytes) -> str:
    """What the pages of a PDF say; nothing for the small ones of the tests, which have no pages."""
    try:
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    except PdfReadError:
        return ""


def told(folder: Path, *words: str) -> set[str]:
    """Where the words are, in any spelling."""
    wanted = {spelling for word in words for spelling in spellings(word)}
    return {
        name
        for name, content in everything_written(folder)
        if any(spelling in content.lower() for spelling in wanted)
    }


def marked(draft: Application) -> Application:
    """The draft with the marker wherever something can be written, sent, or named."""
    lead, signer = draft.lead, make_legal_representative(draft.lead)
    common: dict[str, Any] = {"application": draft, "organisation": lead, "by": signer, "at": STARTED}
    form = form_of(draft.call)
    for question in form.questions(QuestionKind.TEXT):
        save_answer(key=question.key, value=f"{MARKER} {question.key}", **common)
    save_member(title="RUNTS", operators=PEOPLE, volunteers=PEOPLE, **common)
    save_requested_grant(application=draft, amount=Decimal(AMOUNT), by=signer, at=STARTED)
    line = {"category": "A", "description": MARKER, "amount": AMOUNT, "source": "PUBLIC"}
    save_plan(lines=[line], **common)
    given = [{"key": q.key, "note": MARKER} for q in form.questions(QuestionKind.DECLARATION)]
    make_declarations(declarations=given, **common)
    attach_file(key="statute", file=document(f"{MARKER}.pdf"), **common)
    removed = attach_file(label=MARKER, file=document(f"via-{MARKER}.pdf"), **common)
    remove_file(application=draft, attachment=removed, by=signer, at=STARTED)
    return draft


def document(name: str) -> ContentFile:
    return ContentFile(pdf_with(b"% " + f"{name} {MARKER}".encode() * 9000), name=name)


@pytest.fixture
def sent(time_machine: Any, caplog: Any) -> Application:
    """Filed with the marker everywhere, part of it over HTTP, with a file still on its way."""
    caplog.set_level(logging.DEBUG)
    draft = marked(make_application(state="DRAFT"))
    signer = make_legal_representative(draft.lead)
    time_machine.move_to(STARTED + timedelta(hours=1), tick=False)
    client = Client()
    client.force_login(signer)
    posted = SimpleUploadedFile(f"http-{MARKER}.pdf", document("x").read())
    address = reverse("applications:attach", args=[draft.pk])
    assert client.post(address, {"label": MARKER, "file": posted}).status_code == 302
    bad = SimpleUploadedFile(f"{MARKER}.exe", b"MZ" + MARKER.encode())
    assert client.post(address, {"label": MARKER, "file": bad}).status_code == 422
    name = base64.b64encode(f"{MARKER}.pdf".encode()).decode()
    tus = {"Tus-Resumable": "1.0.0", "Upload-Length": "5000", "Upload-Metadata": f"filename {name}"}
    begun = client.post(reverse("documents:begin"), headers=tus)
    client.patch(
        begun["Location"],
        MARKER.encode() * 20,
        content_type="application/offset+octet-stream",
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"},
    )
    for page in ("plan", "check", "draft_pdf"):
        client.get(reverse(f"applications:{page}", args=[draft.pk]))
    for section in form_of(draft.call).sections:
        client.get(reverse("applications:section", args=[draft.pk, section.key]))
    at = DEADLINE - timedelta(hours=1)
    submit_application(application=draft, by=signer, at=at)
    deliver_due(at=at)
    draft.refresh_from_db()
    return draft


def test_the_search_finds_what_lies_in_clear_in_any_spelling(private_folder: Path) -> None:
    signer = make_legal_representative(make_application(state="DRAFT").lead)
    for spelling in (MARKER, MARKER.encode().hex(), base64.b64encode(f"a{MARKER}b".encode()).decode()):
        signer.first_name = spelling
        signer.save()
        assert told(private_folder, MARKER) == {"coprogettazione_user"}
    content = pdf_with(b"% " + MARKER.encode("utf-16-le"))
    store_upload(file=ContentFile(content, name="a.pdf"), kind=FileKind.WORKING, by=signer, at=STARTED)
    assert len(told(private_folder, MARKER)) == 2


def test_before_the_opening_nothing_tells_what_an_application_says(
    sent: Application, private_folder: Path, caplog: Any
) -> None:
    assert sent.state == "RECEIVED"
    assert told(private_folder, MARKER, AMOUNT, str(PEOPLE)) == set()
    assert not [spelling for spelling in spellings(MARKER) if spelling in caplog.text.lower().encode()]
    kept = StoredFile.objects.filter(key=sent.key)
    assert {file.kind for file in kept} == {"ATTACHMENT", "PAPER"}
    for file in kept:
        on_disk = Path(file.content.path)
        assert on_disk.read_bytes().startswith(MAGIC)
        assert file.sha256 not in str(on_disk)
    assert check_chain().holds


def test_its_own_people_read_all_of_it_meanwhile(
    sent: Application, client: Client, time_machine: Any
) -> None:
    time_machine.move_to(DEADLINE - timedelta(minutes=1), tick=False)
    client.force_login(make_legal_representative(sent.lead))
    receipt = sent.submissions.get().receipt
    assert receipt is not None
    answer = client.get(reverse("documents:download", args=[receipt.file_id]))
    assert MARKER in pages_of(b"".join(answer.streaming_content))
    entry = Entry.objects.get(deed="remove_file")
    assert entry.facts["name"] == f"via-{MARKER}.pdf"


def test_after_the_opening_the_office_reads_it_and_a_copy_still_tells_nothing(
    sent: Application, client: Client, time_machine: Any, private_folder: Path
) -> None:
    open_all(sent.call)
    time_machine.move_to(OPENED + timedelta(minutes=1), tick=False)
    client.force_login(make_officer())
    page = client.get(reverse("applications:read", args=[sent.pk])).content.decode()
    assert page.count(MARKER) > len(list(form_of(sent.call).questions(QuestionKind.TEXT)))
    assert "77.317,31" in page.replace("\xa0", " ")
    attached = sent.attachments.first()
    assert attached is not None
    answer = client.get(reverse("documents:download", args=[attached.file_id]))
    assert MARKER.encode() in b"".join(answer.streaming_content)
    assert MARKER in answer["Content-Disposition"]
    assert told(private_folder, MARKER, AMOUNT) == set()


def test_late_and_withdrawn_applications_tell_nothing_before_and_after(private_folder: Path) -> None:
    late = marked(make_application(state="DRAFT"))
    other = marked(make_application(late.call, "ets2", state="DRAFT"))
    withdraw_application(
        application=other, reason=MARKER, by=make_legal_representative(other.lead), at=DEADLINE - timedelta(1)
    )
    third = make_application(late.call, "ets4", at=DEADLINE - timedelta(hours=2))
    record_late_application(
        application=late, by=make_legal_representative(late.lead), at=DEADLINE + timedelta(hours=1)
    )
    assert told(private_folder, MARKER, AMOUNT, str(PEOPLE)) == set()
    open_all(third.call)
    assert told(private_folder, MARKER, AMOUNT, str(PEOPLE)) == set()
    other.refresh_from_db()
    assert other.reasons == MARKER
