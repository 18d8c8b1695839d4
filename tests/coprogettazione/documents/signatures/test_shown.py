# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A check as a page shows it: the word, who signed, why; no codice fiscale where anybody reads."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from coprogettazione.documents.models import FileKind, SignatureCheck
from coprogettazione.documents.services import store_file
from coprogettazione.documents.services.signatures import check_file
from tests.coprogettazione.documents.signatures.corpus import P, p7m, pades, paper
from tests.pki import AT

pytestmark = pytest.mark.django_db


def checked(content: bytes) -> SignatureCheck:
    file = store_file(
        content=content, name="c.pdf", media_type="application/pdf", kind=FileKind.SIGNED_COPY, by=None, at=AT
    )
    return SignatureCheck.objects.get(pk=check_file(file, at=AT).pk)


def shown(content: bytes, **options: Any) -> str:
    return render_to_string("components/signature_check.html", {"check": checked(content), **options})


@pytest.mark.parametrize(
    ("who", "word", "why"),
    [
        ("rossi", "Firma valida", "dopo questa firma non è cambiato"),
        ("expired", "Firma non valida", "nessuna marca temporale"),
        ("stranger", "Firma non verificabile", "non è tra quelle riconosciute"),
    ],
)
def test_a_check_is_shown_with_its_word_who_signed_and_why(who: str, word: str, why: str) -> None:
    page = shown(pades(paper(), getattr(P, who)))
    assert word in page
    assert why in page
    assert "Controllo fatto dalla piattaforma mercoledì 8 luglio 2026" in page
    assert "Quando, secondo chi ha firmato" in page


def test_a_timestamp_is_told_from_what_the_signer_says() -> None:
    assert "Quando, per la marca temporale" in shown(p7m(paper(), P.rossi, stamper=P.stamp(AT)))


def test_the_codice_fiscale_is_shown_only_to_who_reads_the_dossier() -> None:
    content = pades(paper(), P.rossi)
    assert "RSSDAA80A41F205Q" in shown(content, codes=True)
    for page in (shown(content), shown(content, brief=True)):
        assert "RSSDAA80A41F205Q" not in page


def test_a_file_without_a_check_is_said_not_to_be_checked() -> None:
    assert "non ancora controllata" in render_to_string("components/signature_check.html", {"check": None})


def test_what_a_certificate_says_never_becomes_markup() -> None:
    from tests.pki import issue

    hostile = issue("<script>alert(1)</script>", P.authority, organisation="<b>ente</b>")
    page = shown(p7m(paper(), hostile), codes=True)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page
