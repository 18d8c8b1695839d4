# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every bad file is refused with its own words, and nothing of it stays; every good one is served as a file."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coprogettazione.documents.models import FileKind, StoredFile
from coprogettazione.documents.services import UploadRefused, check_upload, store_upload
from tests.coprogettazione.documents.conftest import NOON
from tests.coprogettazione.documents.corpus import BAD, GOOD, NAMES, PDF

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_with_its_own_words_and_nothing_stays(
    what: str, lanterna, operator, private_folder: Path
) -> None:
    name, content, words = BAD[what]
    with pytest.raises(UploadRefused) as refused:
        store_upload(
            file=SimpleUploadedFile(name, content),
            kind=FileKind.ATTACHMENT,
            by=operator,
            at=NOON,
            owner=lanterna,
        )
    assert words in str(refused.value.reason)
    assert str(refused.value.reason).endswith(".")
    assert not StoredFile.objects.exists()
    assert not list(private_folder.rglob("*")) if private_folder.exists() else True


def test_the_corpus_is_large_and_says_many_different_things() -> None:
    assert len(BAD) >= 50
    assert len(Counter(words for _name, _content, words in BAD.values())) >= 35


@pytest.mark.parametrize("what", GOOD)
def test_a_good_document_is_taken_and_a_signature_in_it_is_found(what: str) -> None:
    name, content, signature = GOOD[what]
    assert check_upload(SimpleUploadedFile(name, content)).signature == signature


@pytest.mark.parametrize("typed", NAMES, ids=range(len(NAMES)))
def test_a_bad_name_is_cleaned_and_the_file_is_never_shown_in_the_page(
    typed: str, lanterna, operator, private_folder: Path
) -> None:
    from django.core.files.base import ContentFile

    stored = store_upload(
        file=ContentFile(PDF, name=typed), kind=FileKind.ATTACHMENT, by=operator, at=NOON, owner=lanterna
    )
    assert stored.name == NAMES[typed]
    on_disk = [path for path in private_folder.rglob("*") if path.is_file()]
    assert [path.name for path in on_disk] == [stored.sha256]
    client = Client()
    client.force_login(operator)
    answer = client.get(f"/file/{stored.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_was_found_is_said_and_never_called_a_valid_signature(lanterna, operator) -> None:
    for what, words in (
        ("signed PDF", "contiene una firma (PDF), non controllata"),
        ("signed envelope", "contiene una firma (P7M), non controllata"),
        ("PDF", "nessuna firma trovata"),
    ):
        name, content, _signature = GOOD[what]
        stored = store_upload(
            file=SimpleUploadedFile(name, content), kind=FileKind.ATTACHMENT, by=operator, at=NOON
        )
        assert stored.get_signature_display() == words
