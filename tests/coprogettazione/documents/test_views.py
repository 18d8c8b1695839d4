# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files are handed over as attachments, to who may read them; reading somebody else's is in the register."""

from datetime import date
from http import HTTPStatus

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from coprogettazione.documents import rules
from coprogettazione.documents.models import FileKind, StoredFile
from coprogettazione.documents.services import store_upload
from coprogettazione.parties.models import Membership
from coprogettazione.records.models import Entry
from coprogettazione.records.rights import Verdict, may
from coprogettazione.records.roles import Role
from tests.coprogettazione.documents.conftest import NOON
from tests.coprogettazione.documents.corpus import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def statute(lanterna, operator) -> StoredFile:
    file = ContentFile(PDF, name="statuto “2026”.pdf")
    return store_upload(file=file, kind=FileKind.ATTACHMENT, by=operator, at=NOON, owner=lanterna)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_people_of_the_owner_read_it_without_leaving_a_trace(statute, operator) -> None:
    response = signed_in(operator).get(f"/file/{statute.pk}/")
    assert body_of(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "statuto%20%E2%80%9C2026%E2%80%9D.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    assert not Entry.objects.exists()


def test_a_stranger_is_refused_with_the_reason(statute, stranger, officer) -> None:
    for user in (stranger, officer):
        response = signed_in(user).get(f"/file/{statute.pk}/")
        assert response.status_code == HTTPStatus.FORBIDDEN
        assert "riservato a chi partecipa al procedimento" in response.content.decode()


def test_an_administrator_is_a_stranger_too(statute, stranger) -> None:
    stranger.is_superuser = stranger.is_staff = True
    stranger.save()
    assert signed_in(stranger).get(f"/file/{statute.pk}/").status_code == HTTPStatus.FORBIDDEN


def test_a_visitor_is_asked_to_sign_in(statute) -> None:
    assert Client().get(f"/file/{statute.pk}/").status_code == HTTPStatus.FOUND


def test_who_left_the_organisation_reads_it_no_more(statute, operator) -> None:
    Membership.objects.filter(user=operator).update(valid_to=date(2026, 2, 24))
    assert not may(operator, "read_file", statute, NOON)
    Membership.objects.filter(user=operator).update(valid_to=date(2026, 2, 25))
    assert may(operator, "read_file", statute, NOON)


def test_a_later_chapter_may_open_a_file_and_the_reading_is_recorded(statute, officer, monkeypatch) -> None:
    def of_the_officer(actor, file, at):
        if file.kind != FileKind.ATTACHMENT:
            return None
        return Verdict(actor == officer, role=Role.PROCEDURE_OFFICER, reason="Sigillata fino al termine.")

    monkeypatch.setattr(rules, "READERS", [*rules.READERS, of_the_officer])
    client = signed_in(officer)
    response = client.head(f"/file/{statute.pk}/")
    assert response.status_code == HTTPStatus.OK
    assert response["Content-Length"] == str(len(PDF))
    assert not Entry.objects.exists()
    assert body_of(client.get(f"/file/{statute.pk}/")) == PDF
    entry = Entry.objects.get()
    assert (entry.deed, entry.actor, entry.role) == ("read_file", officer, "PROCEDURE_OFFICER")
    assert entry.payload == {"name": statute.name, "sha256": statute.sha256}
    assert (entry.subject_kind, entry.subject_id) == ("storedfile", statute.pk)


def test_a_chapters_own_reason_is_the_one_that_is_shown(statute, stranger, monkeypatch) -> None:
    sealed = Verdict(False, reason="Sigillata fino a mercoledì.")
    monkeypatch.setattr(rules, "READERS", [*rules.READERS, lambda actor, file, at: sealed])
    assert "Sigillata fino a mercoledì." in signed_in(stranger).get(f"/file/{statute.pk}/").content.decode()


def test_a_published_file_is_anybodys_and_kept_for_ever(statute) -> None:
    address = f"/file/pubblico/{statute.sha256}/statuto.pdf"
    assert Client().get(address).status_code == HTTPStatus.NOT_FOUND
    StoredFile.objects.filter(pk=statute.pk).update(public=True)
    response = Client().get(address)
    assert body_of(response) == PDF
    assert response["ETag"] == f'"{statute.sha256}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    again = Client().get(address, headers={"if-none-match": response["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert again.content == b""


def test_files_are_only_read(statute, operator) -> None:
    assert signed_in(operator).post(f"/file/{statute.pk}/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert Client().get("/file/999999/").status_code == HTTPStatus.FOUND
    assert signed_in(operator).get("/file/999999/").status_code == HTTPStatus.NOT_FOUND
