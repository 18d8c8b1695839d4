# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the working pages cost in queries: the same literal number with one row and with three."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from coprogettazione.calls.models import Call, CallState
from tests.factories.applications import OPENED, make_application, open_all
from tests.factories.calls import AUTHORISED, make_call, make_executive, make_officer
from tests.factories.evaluation import ADMITTED, make_admitted
from workflows.desk import duties, inbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client, django_assert_num_queries: Any, time_machine: Any) -> Any:
    """Opens a page as somebody at an instant, and counts; the first opening fills what Django keeps."""

    def read(person: Any, path: str, at: Any, queries: int) -> str:
        time_machine.move_to(at, tick=False)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        client.get(path)
        with django_assert_num_queries(queries):
            answer = client.get(path)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def drafts(count: int) -> list[Call]:
    return [
        make_call(CallState.AUTHORISED, code=f"PIS-{2026 + n}", title=f"Avviso {n}") for n in range(count)
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_is_one_query_and_one_for_its_dossiers(rows: int, django_assert_num_queries: Any) -> None:
    drafts(rows)
    officer = make_officer()
    list(inbox(officer, AUTHORISED))
    with django_assert_num_queries(2):
        assert len(duties(list(inbox(officer, AUTHORISED)))) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk(rows: int, reader: Any) -> None:
    drafts(rows)
    page = reader(make_officer(), "/scrivania/", AUTHORISED, 10)
    assert page.count("Pubblica l’avviso") >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_dossiers(rows: int, reader: Any) -> None:
    drafts(rows)
    page = reader(make_officer(), "/fascicoli/", AUTHORISED, 8)
    assert all(f"Avviso {n}" in page for n in range(rows))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dossier_with_its_applications(rows: int, reader: Any) -> None:
    call = make_call(CallState.PUBLISHED)
    for key in ("ets1", "ets3", "ets4")[:rows]:
        make_application(call, key)
    open_all(call)
    page = reader(make_executive(), "/fascicoli/PIS-2026/", OPENED + timedelta(hours=1), 15)
    assert page.count("/requisiti/") == rows


@pytest.mark.parametrize("rows", [("ets1",), ("ets1", "ets4", "ets3")])
def test_who_knew_of_the_decisions(rows: tuple[str, ...], reader: Any) -> None:
    make_admitted(rows)
    page = reader(make_officer(), "/fascicoli/PIS-2026/conoscenza/", ADMITTED + timedelta(hours=1), 8)
    assert page.count("non ancora") > len(rows)
