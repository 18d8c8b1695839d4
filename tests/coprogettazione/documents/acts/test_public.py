# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever typed it and wherever, a public copy says no code of a person and no bank account."""

import io
from typing import Any

import pytest
from django.db import transaction
from pypdf import PdfReader

from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.records.omitting import omitted
from coprogettazione.records.sealing.keys import new_content_key
from tests.coprogettazione.documents.acts.test_page import said
from tests.coprogettazione.documents.conftest import NOON
from tests.factories.calls import make_call
from tests.factories.publishing import in_a_deed

CODE, ACCOUNT = "RSSMRA80A01H501U", "IT60X0542811101000000123456"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (f"C.F. {CODE}, nato a Valdora", "C.F. [codice fiscale omesso], nato a Valdora"),
        (CODE.lower(), "[codice fiscale omesso]"),
        ("RSS MRA 80A01 H501U", "[codice fiscale omesso]"),
        ("RSSMRA 80A01 H501U", "[codice fiscale omesso]"),
        ("RSSMRAULALMHRLMU", "[codice fiscale omesso]"),
        ("RSSMRA80F01H501U", "RSSMRA80F01H501U"),
        (f"su {ACCOUNT}.", "su [conto omesso]."),
        ("IT60 X054 2811 1010 0000 0123 456", "[conto omesso]"),
        ("conto GB82WEST12345698765432", "conto [conto omesso]"),
        ("protocollo GB82WEST12345698765433", "protocollo GB82WEST12345698765433"),
        ("ente 90000010000, CUP X00X26000000001", "ente 90000010000, CUP X00X26000000001"),
        ("chiama il 347 1234567", "chiama il [telefono omesso]"),
        ("+39 347-1234567", "[telefono omesso]"),
        ("tel 3471234567.", "tel [telefono omesso]."),
        ("tel. 0371 440200, n. verde 800 123456", "tel. 0371 440200, n. verde 800 123456"),
        ("345.678.901 euro; dal 347 al 1234567", "345.678.901 euro; dal 347 al 1234567"),
        ("atto 34712345678 e 3471234567/2026", "atto 34712345678 e 3471234567/2026"),
        ("scrivi a bianca.tesi@gmail.com", "scrivi a [e-mail omessa]"),
        ("sociale@comune.valdora.example.it", "sociale@comune.valdora.example.it"),
        ("residente in via dei Tigli 47, a Lodi", "residente in [indirizzo omesso], a Lodi"),
        ("domiciliata a Lodi in piazza Roma n. 3/b", "domiciliata a Lodi in [indirizzo omesso]/b"),
        ("la sede di via dei Tigli 47", "la sede di via dei Tigli 47"),
        ("per i residenti nei comuni del distretto", "per i residenti nei comuni del distretto"),
        ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",) * 2,
    ],
)
@pytest.mark.django_db
def test_codes_of_people_and_accounts_go_codes_of_bodies_stay(typed: str, shown: str) -> None:
    assert omitted({"a": [{"b": typed}]}) == {"a": [{"b": shown}]}


def issued(district: Any, officer: Any, **more: Any) -> Paper:
    data = {**said("letter"), "closing": f"Versare su {ACCOUNT}; di {CODE}."}
    with transaction.atomic():
        return issue_act(
            kind=PaperKind.LETTER, body=district, about=district, by=officer, at=NOON,
            **{"title": "Comunicazione", "data": data, **more},
        )  # fmt: skip


def bytes_of(file: Any) -> str:
    with file.content.open("rb") as content:
        reader = PdfReader(io.BytesIO(content.read()))
        return "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)


@pytest.mark.django_db
def test_an_act_that_says_them_is_published_as_a_copy_without_them(district, officer) -> None:
    paper = issued(district, officer)
    with transaction.atomic(), in_a_deed():
        paper = publish_act(paper=paper, by=officer, at=NOON)
    assert ACCOUNT in bytes_of(paper.file)
    assert paper.public_file != paper.file
    public = bytes_of(paper.public_file)
    assert ACCOUNT not in public
    assert CODE not in public
    assert "[conto omesso]" in public


@pytest.mark.django_db
def test_they_are_not_in_the_name_of_the_act_either(district, officer) -> None:
    paper = issued(district, officer, subject=f"Istanza di {CODE}", data=said("letter"))
    assert CODE not in paper.title
    assert CODE.lower() not in paper.file.name


@pytest.mark.django_db
def test_a_copy_made_on_purpose_is_looked_at_too(district, officer) -> None:
    public = {**said("letter"), "closing": f"Versare su {ACCOUNT}."}
    paper = issued(district, officer, public_data=public)
    assert paper.public_data is not None
    assert paper.public_data["closing"] == "Versare su [conto omesso]."
    assert paper.data["closing"] == f"Versare su {ACCOUNT}; di {CODE}."


@pytest.mark.django_db
def test_of_a_sealed_paper_no_copy_is_kept_in_clear(district, officer) -> None:
    key = new_content_key(make_call("PUBLISHED"), NOON).pk
    assert issued(district, officer, key=key).public_data is None
