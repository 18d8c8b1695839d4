# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A question that is put in SQL once asks, each time, what is asked now."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from coprogettazione.calls.models import Call, CallState
from home.facts.agreements import in_force
from home.facts.calls import open_calls
from home.facts.front import IN_FORCE, OPEN_CALLS
from home.models import AgreementPage, CallIndexPage, CallPage, HomePage
from home.prepared import Given, Prepared
from tests.factories.calls import DEADLINE, make_call
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
ADDRESS = "/avvisi/pis-2026/"


def told(rows: Any) -> list[Any]:
    """Everything that was read with each row: its columns, what hangs on it, the rows it refers to."""
    return [_row(row, set()) for row in rows]


def _row(row: models.Model, seen: set[int]) -> Any:
    if id(row) in seen:
        return row.pk
    seen.add(id(row))
    facts = {**vars(row), **row._state.fields_cache}
    facts.pop("_state")
    return {
        name: _row(value, seen) if isinstance(value, models.Model) else value for name, value in facts.items()
    }


def test_what_is_read_with_a_page_is_what_its_queryset_reads() -> None:
    make_agreement()
    for section, page in (("avvisi", CallPage.objects.get()), ("convenzioni", AgreementPage.objects.get())):
        url_path, read = page.url_path, type(page).read()
        assert told(HomePage.routes[section][1](url_path=url_path)) == told(read.filter(url_path=url_path))
    day = timezone.localdate()
    assert told(IN_FORCE(day=day)) == told(in_force(day))
    assert len(IN_FORCE(day=day)) == 1


def test_a_page_that_is_not_there_or_not_published_is_not_read() -> None:
    make_call(CallState.PUBLISHED)
    page, (_list, read) = CallPage.objects.get(), HomePage.routes["avvisi"]
    assert not read(url_path=page.url_path + "altro/")
    page.unpublish()
    assert not read(url_path=page.url_path)


def test_an_open_call_is_read_until_the_second_of_its_term() -> None:
    make_call(CallState.PUBLISHED)
    for at in (DEADLINE - SECOND, DEADLINE, DEADLINE - SECOND):
        assert told(OPEN_CALLS(at=at)) == told(open_calls(at))
        assert len(OPEN_CALLS(at=at)) == (at < DEADLINE)


def test_it_is_put_in_sql_once_whatever_the_language() -> None:
    asked = []

    def ask() -> Any:
        asked.append(translation.get_language())
        return Call.objects.filter(code=Given("code", models.CharField())).order_by("pk")

    question = Prepared(ask)
    make_call(CallState.PUBLISHED)
    make_call(CallState.PUBLISHED, code="TSV-2026", title="Trasporto sociale di vallata")
    with translation.override("en"):
        assert [call.code for call in question(code="PIS-2026")] == ["PIS-2026"]
    assert [call.code for call in question(code="TSV-2026")] == ["TSV-2026"]
    assert question(code="'; DROP TABLE --") == []
    assert asked == ["en"]


@pytest.mark.django_db(transaction=True)
def test_readers_who_ask_together_each_get_their_own_answer() -> None:
    codes = [f"A-{n}" for n in range(6)]
    for code in codes:
        make_call(CallState.PUBLISHED, code=code, title=f"Avviso {code}")
    question = Prepared(lambda: Call.objects.filter(code=Given("code", models.CharField())).order_by("pk"))

    def ask(code: str) -> list[str]:
        try:
            return [call.code for call in question(code=code)]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as readers:
        assert list(readers.map(ask, codes * 5)) == [[code] for code in codes * 5]


def test_a_page_that_is_closed_to_some_readers_is_closed_with_all_that_is_under_it(client: Client) -> None:
    make_call(CallState.PUBLISHED)
    assert client.get(ADDRESS).status_code == 200
    for page in (CallPage.objects.get(), CallIndexPage.objects.get(), HomePage.objects.get()):
        closed = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        assert client.get(ADDRESS).status_code == 302
        closed.delete()
        assert client.get(ADDRESS).status_code == 200
