# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file in parts, spoken over tus: continued where the line dropped, taken once, by who sent it, or swept."""

import base64
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from coprogettazione.documents.forms import UploadField
from coprogettazione.documents.models import Arriving, FileKind, StoredFile
from coprogettazione.documents.services import arrived_file, store_upload, sweep_arriving
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.coprogettazione.documents.corpus import EXE, PDF, pdf_with

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}
LARGE = pdf_with(b"% MARCHIO " + b"0123456789abcdef" * 100_000)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def begin(client: Client, size: int, name: str = "statuto.pdf") -> Any:
    said = {
        "Upload-Length": str(size),
        "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}",
    }
    return client.post("/file/in-arrivo/", headers={**TUS, **said})


def patch(client: Client, address: str, offset: int, part: bytes, **headers: str) -> Any:
    return client.patch(
        address,
        part,
        content_type="application/offset+octet-stream",
        headers={**TUS, "Upload-Offset": str(offset), **headers},
    )


def send(client: Client, content: bytes, name: str = "statuto.pdf") -> Arriving:
    address = begin(client, len(content), name)["Location"]
    for place in range(0, len(content), 600_000):
        assert patch(client, address, place, content[place : place + 600_000]).status_code == 204
    return Arriving.objects.latest("created_at")


class OneFile(forms.Form):
    file = UploadField(label="File")


def test_a_file_arrives_in_parts_and_goes_on_from_where_the_line_dropped(operator) -> None:
    client = client_of(operator)
    begun = begin(client, len(LARGE))
    assert begun.status_code == HTTPStatus.CREATED
    address = begun["Location"]
    first = patch(client, address, 0, LARGE[:700_000])
    assert (first.status_code, first["Upload-Offset"]) == (204, "700000")
    assert first["Upload-Expires"].endswith("GMT")
    # The line drops; another visit asks how far it came.
    again = client_of(operator).head(address, headers=TUS)
    assert (again["Upload-Offset"], again["Upload-Length"]) == ("700000", str(len(LARGE)))
    assert again["Cache-Control"] == "no-store"
    assert patch(client, address, 600_000, LARGE[600_000:]).status_code == HTTPStatus.CONFLICT
    assert patch(client, address, 700_000, LARGE[700_000:]).status_code == 204
    assert arrived_file(Arriving.objects.get().pk, at=timezone.now()).read() == LARGE


def test_what_a_killed_process_wrote_by_halves_is_written_again(operator, private_folder: Path) -> None:
    client = client_of(operator)
    address = begin(client, len(PDF))["Location"]
    patch(client, address, 0, PDF[:20])
    arriving = Arriving.objects.get()
    with arriving.path.open("ab") as file:
        file.write(b"half a part")
    patch(client, address, 20, PDF[20:])
    assert arrived_file(arriving.pk, at=timezone.now()).read() == PDF


def test_its_parts_and_its_name_lie_closed(operator, private_folder: Path) -> None:
    arriving = send(client_of(operator), LARGE, "nome-segreto.pdf")
    assert arriving.name == "nome-segreto.pdf"
    on_disk = b"".join(path.read_bytes() for path in private_folder.rglob("*") if path.is_file())
    assert len(on_disk) > len(LARGE)
    assert b"MARCHIO" not in on_disk
    assert "nome-segreto" not in arriving.secret


def test_altered_parts_are_not_taken_and_the_person_is_told(operator) -> None:
    arriving = send(client_of(operator), PDF)
    content = bytearray(arriving.path.read_bytes())
    content[-3] ^= 1
    arriving.path.write_bytes(content)
    form = OneFile({"file-arrivato": str(arriving.pk)}, {})
    assert "non si può più leggere: sceglilo di nuovo" in str(form.errors["file"])


@pytest.mark.parametrize("method", ["head", "patch", "delete"])
def test_another_persons_file_is_neither_seen_nor_continued_nor_dropped(
    method: str, operator, stranger
) -> None:
    address = begin(client_of(operator), 100)["Location"]
    other = client_of(stranger)
    headers = {**TUS, "Upload-Offset": "0"}
    answer = (
        getattr(other, method)(address, b"x", headers=headers, content_type="application/offset+octet-stream")
        if method == "patch"
        else getattr(other, method)(address, headers=headers)
    )
    assert answer.status_code == HTTPStatus.FORBIDDEN
    operator.is_active = False
    operator.save()
    assert client_of(operator).head(address, headers=TUS).status_code == HTTPStatus.UNAUTHORIZED
    assert Client().head(address, headers=TUS).status_code == HTTPStatus.UNAUTHORIZED
    assert Arriving.objects.count() == 1


def test_what_the_protocol_asks_is_said(operator) -> None:
    client = client_of(operator)
    options = client.options("/file/in-arrivo/")
    assert options["Tus-Version"] == "1.0.0"
    assert options["Tus-Extension"] == "creation,expiration,termination"
    assert options["Tus-Max-Size"] == "20000000"
    assert client.post("/file/in-arrivo/").status_code == HTTPStatus.PRECONDITION_FAILED
    assert begin(client, 100)["Tus-Resumable"] == "1.0.0"
    address = begin(client, 100)["Location"]
    assert client.post("/file/in-arrivo/", headers={**TUS, "Upload-Length": "x"}).status_code == 400
    wrong = client.patch(address, b"x", content_type="text/plain", headers={**TUS, "Upload-Offset": "0"})
    assert wrong.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    assert patch(client, address, 0, b"x" * 101).status_code == 404
    assert client.delete(address, headers=TUS).status_code == 204
    assert client.head(address, headers=TUS).status_code == 404


def test_the_token_of_the_forms_is_asked(operator) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(operator)
    assert begin(client, 100).status_code == HTTPStatus.FORBIDDEN
    assert not Arriving.objects.exists()


def test_sizes_and_numbers_are_limited(operator, settings) -> None:
    client = client_of(operator)
    too_large = begin(client, settings.MAX_UPLOAD_SIZE + 1)
    assert too_large.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "pesa più di 20 MB" in too_large.content.decode()
    assert begin(client, settings.MAX_UPLOAD_SIZE).status_code == 201
    assert "è vuoto" in begin(client, 0).content.decode()
    settings.MAX_ARRIVING = 3
    assert [begin(client, 10).status_code for _file in range(3)] == [201, 201, 413]
    settings.MAX_ARRIVING, settings.MAX_ARRIVING_SIZE = 20, settings.MAX_UPLOAD_SIZE + 100
    assert "in arrivo e non ancora allegati" in begin(client, 81).content.decode()
    assert begin(client, 80).status_code == 201


def test_the_field_takes_what_arrived_and_keeps_it_when_the_form_comes_back(operator) -> None:
    arriving = send(client_of(operator), PDF)
    form = OneFile({"file-arrivato": str(arriving.pk)}, {})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["file"].read() == PDF
    again = str(form["file"])
    assert f'value="{arriving.pk}"' in again
    assert "«statuto.pdf»" in again
    assert "è già arrivato" in again


def test_a_posted_file_is_preferred_and_without_script_the_field_is_as_ever(operator) -> None:
    arriving = send(client_of(operator), PDF)
    posted = ContentFile(pdf_with(b"% altro"), name="altro.pdf")
    form = OneFile({"file-arrivato": str(arriving.pk)}, {"file": posted})
    assert form.is_valid()
    assert form.cleaned_data["file"].name == "altro.pdf"
    assert OneFile({}, {}).errors["file"]
    assert 'name="file"' in str(OneFile()["file"])


def test_what_arrived_is_looked_at_like_any_file(operator) -> None:
    arriving = send(client_of(operator), EXE)
    form = OneFile({"file-arrivato": str(arriving.pk)}, {})
    assert "contiene un programma" in str(form.errors["file"])


@pytest.mark.parametrize("said", ["00000000-0000-4000-8000-000000000000", "x", "'; DROP TABLE"])
def test_what_is_not_there_any_more_is_said(said: str) -> None:
    form = OneFile({"file-arrivato": said}, {})
    assert "non c’è più: sceglilo di nuovo" in str(form.errors["file"])


def test_half_a_file_is_not_taken(operator) -> None:
    client = client_of(operator)
    patch(client, begin(client, 100)["Location"], 0, b"x" * 99)
    form = OneFile({"file-arrivato": str(Arriving.objects.get().pk)}, {})
    assert "non è ancora arrivato tutto" in str(form.errors["file"])


def kept(arriving: Arriving, by: Any) -> StoredFile:
    file = arrived_file(arriving.pk, at=timezone.now())
    return store_upload(file=file, kind=FileKind.ATTACHMENT, by=by, at=timezone.now())


def test_it_is_taken_once_and_only_by_who_sent_it(
    operator, stranger, django_capture_on_commit_callbacks
) -> None:
    arriving = send(client_of(operator), PDF)
    path = arriving.path
    with pytest.raises(NotAllowed, match="un’altra persona"):
        kept(arriving, stranger)
    held = arrived_file(arriving.pk, at=timezone.now())
    with (
        django_capture_on_commit_callbacks(execute=True),
        kept(arriving, operator).content.open("rb") as content,
    ):
        assert content.read() == PDF
    assert not path.exists()
    with pytest.raises(Invalid, match="non c’è più"):
        store_upload(file=held, kind=FileKind.ATTACHMENT, by=operator, at=timezone.now())
    assert StoredFile.objects.count() == 1


def test_what_nobody_attached_is_swept_after_a_day(
    operator, private_folder: Path, django_capture_on_commit_callbacks
) -> None:
    arriving = send(client_of(operator), PDF)
    orphan = private_folder / "in-arrivo" / "0123"
    orphan.write_bytes(b"left by nobody")
    before = arriving.expires_at - timedelta(seconds=1)
    orphan_age = arriving.created_at.timestamp() - 4000
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_arriving(arriving.created_at) == 0
        import os

        os.utime(orphan, (orphan_age, orphan_age))
        assert sweep_arriving(arriving.created_at) == 1
        assert sweep_arriving(before) == 0
        assert arriving.path.exists()
        assert sweep_arriving(arriving.expires_at) == 1
    assert not arriving.path.exists()
    assert not orphan.exists()
    assert not Arriving.objects.exists()
