# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files are kept by their content, outside the web root, and never change."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction

from coprogettazione.documents.models import FileKind, StoredFile
from coprogettazione.documents.queries import check_files
from coprogettazione.documents.services import store_upload
from tests.coprogettazione.documents.conftest import NOON
from tests.coprogettazione.documents.corpus import PDF, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def statute(lanterna, operator) -> StoredFile:
    file = ContentFile(PDF, name="statuto.pdf")
    return store_upload(file=file, kind=FileKind.ATTACHMENT, by=operator, at=NOON, owner=lanterna)


def test_a_file_lies_where_its_fingerprint_says(statute: StoredFile, private_folder: Path) -> None:
    digest = hashlib.sha256(PDF).hexdigest()
    assert statute.sha256 == digest
    assert (private_folder / digest[:2] / digest).read_bytes() == PDF
    assert statute.size == len(PDF)
    assert statute.format == "PDF"
    assert not statute.public


def test_the_same_content_is_kept_once_under_two_names(statute: StoredFile, operator, private_folder) -> None:
    again = ContentFile(PDF, name="copia.pdf")
    second = store_upload(file=again, kind=FileKind.EVIDENCE, by=operator, at=NOON)
    assert second.content.name == statute.content.name
    assert (second.name, statute.name) == ("copia.pdf", "statuto.pdf")
    assert len([path for path in private_folder.rglob("*") if path.is_file()]) == 1


def test_a_file_has_no_address_of_its_own(statute: StoredFile) -> None:
    with pytest.raises(ValueError, match="no address"):
        _ = statute.content.url


@pytest.mark.parametrize(("field", "value"), [("sha256", "0" * 64), ("size", 1)])
def test_what_was_kept_cannot_be_changed(statute: StoredFile, field: str, value: object) -> None:
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        StoredFile.objects.filter(pk=statute.pk).update(**{field: value})


def test_the_name_of_what_was_kept_cannot_be_changed(statute: StoredFile) -> None:
    statute.name = "altro.pdf"
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        statute.save()


def test_what_is_public_stays_public_and_is_not_deleted(statute: StoredFile) -> None:
    StoredFile.objects.filter(pk=statute.pk).update(public=True)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        StoredFile.objects.filter(pk=statute.pk).update(public=False)
    with pytest.raises(ProgrammingError, match="delete rows"), transaction.atomic():
        StoredFile.objects.filter(pk=statute.pk).delete()


def test_a_byte_changed_on_disk_is_found_and_named(
    statute: StoredFile, operator, private_folder, capsys
) -> None:
    other = ContentFile(picture("PNG"), name="foto.png")
    photo = store_upload(file=other, kind=FileKind.ATTACHMENT, by=operator, at=NOON)
    call_command("verify_files")
    assert "2 file controllati" in capsys.readouterr().out
    path = Path(photo.content.path)
    path.chmod(0o600)
    path.write_bytes(picture("PNG")[:-1] + b"\x01")
    Path(statute.content.path).unlink()
    check = check_files()
    assert [(stored.pk, bool(found)) for stored, found in check.changed] == [
        (statute.pk, False),
        (photo.pk, True),
    ]
    with pytest.raises(CommandError, match="2 file su 2"):
        call_command("verify_files")
    said = capsys.readouterr().err
    assert "«statuto.pdf»" in said
    assert "manca" in said
    assert "è cambiato" in said
