# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A check of a kept file is a row: what was found, when, by whose word. It never changes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from coprogettazione.documents.models import FileKind, SignatureCheck, StoredFile
from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services import store_file
from coprogettazione.documents.services.signatures import check_file
from tests.coprogettazione.documents.signatures.corpus import CASES, P, p7m, pades, paper
from tests.pki import AT, revocations

pytestmark = pytest.mark.django_db


def kept(content: bytes, name: str = "copia.pdf", media_type: str = "application/pdf") -> StoredFile:
    return store_file(
        content=content, name=name, media_type=media_type, kind=FileKind.SIGNED_COPY, by=None, at=AT
    )


def test_a_check_says_who_signed_when_and_under_whose_word() -> None:
    check = check_file(kept(pades(paper(), P.rossi)), at=AT, expected=kept(paper()))
    assert (check.outcome, check.same_document, check.checked_at) == (Outcome.VALID, True, AT)
    assert check.words == "firma valida"
    assert check.trust == "1 autorità scelta dall’ente"
    check = SignatureCheck.objects.get()
    (signature,) = check.report["signatures"]
    assert signature["signer"]["name"] == "Ada Rossi"
    assert signature["signer"]["tax_code"] == "RSSDAA80A41F205Q"
    assert signature["signer"]["organisation"] == "La Lanterna"
    assert signature["signer"]["issuer"] == "Firma qualificata, Fiducia dei test"
    assert signature["kind"] == "PADES"
    assert signature["covers_whole"] is True


def test_the_reasons_are_kept_in_italian_whoever_asks() -> None:
    with override("en"):
        check = check_file(kept(p7m(paper(), P.expired), "c.p7m", "application/pkcs7-mime"), at=AT)
    assert "nessuna marca temporale" in check.report["reasons"][0]


def test_a_copy_of_another_document_is_told_apart() -> None:
    check = check_file(kept(pades(paper("Altra"), P.rossi)), at=AT, expected=kept(paper()))
    assert (check.outcome, check.same_document) == (Outcome.INVALID, False)


def test_years_later_a_check_says_what_it_said_when_the_file_arrived() -> None:
    """The register proves when it arrived: that its certificate has expired since changes nothing."""
    file = kept(pades(paper(), P.ends_now))
    assert check_file(file, at=AT).outcome == Outcome.VALID
    assert check_file(file, at=AT + timedelta(days=4000)).outcome == Outcome.VALID
    assert file.signature_checks.count() == 2


def test_what_became_known_since_is_told_by_a_later_check(settings, tmp_path) -> None:
    file = kept(p7m(paper(), P.unlisted), "c.p7m", "application/pkcs7-mime")
    assert check_file(file, at=AT).outcome == Outcome.UNVERIFIABLE
    settings.TRUST_FOLDER = tmp_path
    P.write_trust(tmp_path)
    days = {"made": AT + timedelta(hours=1), "until": AT + timedelta(days=2)}
    (tmp_path / "crls" / "silent.crl").write_bytes(revocations(P.silent, **days))
    assert check_file(file, at=AT + timedelta(hours=2)).outcome == Outcome.VALID
    before = (P.unlisted, AT - timedelta(seconds=2))
    (tmp_path / "crls" / "silent.crl").write_bytes(revocations(P.silent, before, **days))
    assert check_file(file, at=AT + timedelta(hours=3)).outcome == Outcome.INVALID
    after = (P.unlisted, AT + timedelta(seconds=2))
    (tmp_path / "crls" / "silent.crl").write_bytes(revocations(P.silent, after, **days))
    assert check_file(file, at=AT + timedelta(hours=4)).outcome == Outcome.VALID


@pytest.mark.parametrize("name", ["not signed", "garbage", "p7m of nothing", "a program in two p7m"])
def test_whatever_was_kept_can_be_checked(name: str) -> None:
    check = check_file(kept(CASES[name].make()), at=AT)
    assert check.outcome == Outcome.INVALID


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_check_never_changes(change: str) -> None:
    check = check_file(kept(paper()), at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows = SignatureCheck.objects.filter(pk=check.pk)
        rows.update(outcome=Outcome.VALID) if change == "update" else rows.delete()


def test_a_file_is_said_not_to_be_checked_only_as_long_as_nobody_did() -> None:
    file = kept(pades(paper(), P.expired))
    StoredFile.objects.filter(pk=file.pk)
    files = StoredFile.objects.prefetch_related("signature_checks")
    assert files.get(pk=file.pk).remarks == ""
    check_file(file, at=AT)
    assert files.get(pk=file.pk).remarks == "firma non valida"


def test_a_check_asks_the_database_for_nothing_but_its_own_row(django_assert_num_queries) -> None:
    file, sent = kept(pades(pades(paper(), P.rossi), P.bianchi)), kept(paper())
    with django_assert_num_queries(1):
        check_file(file, at=AT, expected=sent)
