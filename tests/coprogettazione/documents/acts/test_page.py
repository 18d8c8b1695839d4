# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An act as a page: the public one from public facts for everybody, the whole one for who may read its PDF."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from coprogettazione.documents import rules
from coprogettazione.documents.models import Paper, PaperKind, StoredFile
from coprogettazione.documents.services import TEMPLATES, issue_act, publish_act
from coprogettazione.records.models import Entry
from coprogettazione.records.rights import Verdict
from tests.coprogettazione.documents.conftest import NOON
from tests.coprogettazione.documents.samples import SAMPLES
from tests.factories.publishing import in_a_deed

pytestmark = pytest.mark.django_db
HEADING = {"body", "title", "subject", "number", "date", "numbered", "fictional"}


def said(name: str) -> dict[str, Any]:
    return {key: value for key, value in SAMPLES[name].items() if key not in HEADING}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def minutes(district: Any, officer: Any) -> Paper:
    """Minutes whose public copy names nobody."""
    private = {**said("d7"), "procedure": None}
    rows = [{"organisation": row["organisation"], "people": [], "count": 2} for row in private["present"]]
    public = {**private, "present": rows, "signatures": [], "drafter": "Ufficio di Piano"}
    with transaction.atomic():
        return issue_act(
            kind=PaperKind.MINUTES,
            body=district,
            title="Verbale di incontro",
            subject="Terzo incontro",
            about=district,
            number="3",
            data=private,
            public_data=public,
            by=officer,
            at=NOON,
        )


def published(paper: Paper, officer: Any) -> Paper:
    with transaction.atomic(), in_a_deed():
        return publish_act(paper=paper, by=officer, at=NOON + timedelta(days=1))


def test_everybody_reads_a_published_act_with_its_number_date_body_pdf_and_fingerprint(
    minutes, officer
) -> None:
    file = published(minutes, officer).public_file
    assert file is not None
    answer = Client().get(f"/atti/{minutes.pk}/")
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert page.count("<h1>") == 1
    for words in (
        "Verbale di incontro",
        "n. 3 del 25 febbraio 2026",
        "Ambito territoriale sociale di Valdora",
    ):
        assert words in page.replace("\xa0", " ")
    assert f"/file/pubblico/{file.sha256}/{file.name}" in page
    assert page.count(file.sha256) == 3
    assert 'lang="it"' in page
    assert '<th scope="row">' in page
    assert not answer.cookies


def test_the_public_page_is_made_of_public_facts_only(minutes, officer) -> None:
    published(minutes, officer)
    page = Client().get(f"/atti/{minutes.pk}/").content.decode()
    assert "Elena Marchetti" not in page
    assert "Copia per la pubblicazione" in page
    assert "Elena Marchetti" not in signed_in(officer).get(f"/atti/{minutes.pk}/").content.decode()


def test_an_act_that_is_not_published_has_no_public_page(minutes, officer) -> None:
    assert Client().get(f"/atti/{minutes.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert signed_in(officer).get(f"/atti/{minutes.pk}/").status_code == HTTPStatus.NOT_FOUND


def test_who_may_read_the_pdf_reads_the_whole_page(minutes, officer) -> None:
    answer = signed_in(officer).get(f"/atti/{minutes.pk}/intero/")
    page = answer.content.decode()
    assert "Elena Marchetti" in page
    assert f"/file/{minutes.file_id}/" in page
    assert minutes.file.sha256 in page
    assert "nel fascicolo, non pubblicato" in page
    assert answer["Cache-Control"] == "private, no-store"


def test_the_people_of_the_body_leave_no_trace(minutes, officer) -> None:
    signed_in(officer).get(f"/atti/{minutes.pk}/intero/")
    assert not Entry.objects.filter(deed="read_file").exists()


def test_somebody_elses_reading_is_entered_as_that_of_the_file(minutes, stranger, monkeypatch) -> None:
    monkeypatch.setattr(rules, "READERS", [lambda *_: Verdict(True)])
    client = signed_in(stranger)
    client.head(f"/atti/{minutes.pk}/intero/")
    assert not Entry.objects.filter(deed="read_file").exists()
    client.get(f"/atti/{minutes.pk}/intero/")
    [entry] = Entry.objects.filter(deed="read_file")
    assert (entry.actor, entry.subject_id) == (stranger, minutes.file_id)


def test_a_stranger_is_refused_with_the_reason(minutes, stranger) -> None:
    answer = signed_in(stranger).get(f"/atti/{minutes.pk}/intero/")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "riservato a chi partecipa al procedimento" in answer.content.decode()


def test_a_visitor_is_asked_to_sign_in_for_the_whole_act(minutes) -> None:
    assert Client().get(f"/atti/{minutes.pk}/intero/").status_code == HTTPStatus.FOUND


def test_the_public_page_costs_few_queries_and_none_for_what_the_act_says(
    minutes, officer, django_assert_num_queries
) -> None:
    published(minutes, officer)
    address = f"/atti/{minutes.pk}/"
    Client().get(address)
    with django_assert_num_queries(2):
        Client().get(address)


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"annex_plan", "annex_text"}))
def test_every_kind_of_paper_has_its_page(name: str, district, officer) -> None:
    kind = next(kind for kind, (template, _series) in TEMPLATES.items() if template == name)
    with transaction.atomic():
        paper = issue_act(
            kind=kind, body=district, title="Carta", about=district, data=said(name), by=officer, at=NOON
        )
    page = signed_in(officer).get(f"/atti/{paper.pk}/intero/").content.decode()
    assert page.count("<h1>") == 1
    assert StoredFile.objects.get(pk=paper.file_id).sha256 in page


def test_a_page_that_was_kept_says_the_same(minutes, officer) -> None:
    published(minutes, officer)
    first = Client().get(f"/atti/{minutes.pk}/").content
    assert Client().get(f"/atti/{minutes.pk}/").content == first
    cache.clear()
    assert Client().get(f"/atti/{minutes.pk}/").content == first
