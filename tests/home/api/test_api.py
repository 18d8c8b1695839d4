# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The API: pages, questions, what has not changed is not sent again, what goes wrong is said."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from coprogettazione.calls.models import Call, CallState
from coprogettazione.calls.services import revoke_call
from coprogettazione.parties.models import Comune
from home.opendata.tables import DATASETS
from tests.factories.calls import ROME, make_call
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 2, 10, 10, 0, tzinfo=ROME)


def read(response: Any) -> bytes:
    """The whole answer; a file is then closed."""
    return b"".join(response) if response.streaming else bytes(response.content)


def asked(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == status, response.content
    if status >= 400:
        assert response["Content-Type"] == "application/problem+json"
    answer: dict[str, Any] = response.json()
    return answer


def test_every_dataset_is_a_list_and_those_that_have_a_key_give_one_row(client: Client) -> None:
    make_agreement()
    for dataset in DATASETS.values():
        page = asked(client, f"/{dataset.id}")
        assert page["totale"] == len(page["elementi"])
        if dataset.key:
            row = page["elementi"][0]
            assert asked(client, f"/{dataset.id}/{row[dataset.key]}") == row


def test_the_pages_follow_one_another_and_keep_the_question(client: Client) -> None:
    make_agreement()
    first = asked(client, "/parti?per_pagina=3&anno=2026")
    assert (first["totale"], len(first["elementi"]), first["pagina"], first["per_pagina"]) == (4, 3, 1, 3)
    links = first["collegamenti"]
    assert links["precedente"] is None
    assert links["successiva"] == links["ultima"]
    assert "anno=2026" in links["successiva"]
    last = asked(client, links["successiva"].removeprefix("http://testserver/api/v1"))
    assert len(last["elementi"]) == 1
    assert last["collegamenti"]["successiva"] is None
    beyond = asked(client, "/parti?per_pagina=3&pagina=9")
    assert beyond["elementi"] == []
    assert beyond["collegamenti"]["precedente"] == "http://testserver/api/v1/parti?per_pagina=3&pagina=2"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("/avvisi?stato=EXECUTION", 1),
        ("/avvisi?stato=DESERTED", 0),
        ("/avvisi?comune=valdora", 1),
        ("/avvisi?comune=098031", 1),
        ("/avvisi?comune=Altrove", 0),
        ("/avvisi?tema=a", 1),
        ("/avvisi?tema=y", 0),
        ("/avvisi?ente=90000090002", 1),
        ("/convenzioni?anno=2026&stato=SIGNED", 1),
        ("/convenzioni?anno=2025", 0),
        ("/convenzioni?ente=90000020009", 1),
        ("/convenzioni?ente=90000030008", 0),
        ("/parti?ruolo=LEAD_PARTNER", 1),
        ("/enti?natura=THIRD_SECTOR_BODY", 3),
        ("/risorse?fonte=VOLUNTEERS", 2),
        ("/sovvenzioni?comune=Borgolieto&ente=90000010000", 1),
        ("/convenzioni?aggiornato_dal=2026-07-24T09:00:00%2B02:00", 1),
        ("/convenzioni?aggiornato_dal=2026-07-24T09:00:00+02:00", 1),
        ("/convenzioni?aggiornato_dal=2026-07-24T09:00:01%2B02:00", 0),
    ],
)
def test_a_list_can_be_asked_only_a_part(client: Client, question: str, found: int) -> None:
    make_agreement()
    Comune.objects.filter(name="Valdora").update(istat="098031")
    assert asked(client, question)["totale"] == found


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("/avvisi?stato=BOH", "stato"),
        ("/avvisi?staot=EXECUTION", "staot"),
        ("/avvisi?anno=26", "anno"),
        ("/avvisi?ente=RSSMRA80A01H501U", "ente"),
        ("/avvisi?comune=%00", "comune"),
        ("/avvisi?aggiornato_dal=ieri", "aggiornato_dal"),
        ("/avvisi?aggiornato_dal=2026-02-30T00:00:00Z", "aggiornato_dal"),
        ("/avvisi?pagina=0", "pagina"),
        ("/avvisi?pagina=1000001", "pagina"),
        ("/avvisi?per_pagina=201", "per_pagina"),
        ("/avvisi?per_pagina=due", "per_pagina"),
        ("/insiemi?anno=2026", "anno"),
    ],
)
def test_a_question_that_has_no_sense_is_refused_with_its_reason(
    client: Client, question: str, name: str
) -> None:
    problem = asked(client, question, 400)
    assert problem["status"] == 400
    assert list(problem["faults"]) == [name]
    assert name in problem["detail"]


@pytest.mark.parametrize(
    "address", ["", "/", "/boh", "/avvisi/", "/avvisi/NON-2026", "/convenzioni/999", "/enti/00000000000"]
)
def test_what_is_not_there_is_a_problem(client: Client, address: str) -> None:
    if address:
        assert asked(client, address, 404)["status"] == 404
    else:
        assert client.get("/api/v1").status_code in (301, 404)


def test_what_is_not_public_is_as_if_it_were_not_there(client: Client) -> None:
    agreement = make_agreement(published=False)
    assert asked(client, f"/convenzioni/{agreement.pk}", 404)["status"] == 404
    assert asked(client, "/enti/90000010000", 404)["status"] == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/avvisi")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"] == "GET, HEAD"


def test_a_head_is_a_get_without_its_body(client: Client) -> None:
    response = client.head("/api/v1/avvisi")
    assert response.status_code == 200
    assert response.content == b""
    assert response["ETag"] == client.get("/api/v1/avvisi")["ETag"]


@pytest.mark.parametrize(
    "address", ["/api/v1/avvisi", "/dati/avvisi.csv", "/dati/catalogo.ttl", "/api/v1/insiemi"]
)
def test_what_has_not_changed_is_not_sent_again_and_a_deed_sends_it_again(
    client: Client, address: str
) -> None:
    call = make_call(CallState.PUBLISHED)
    response = client.get(address)
    tag = response["ETag"]
    read(response)
    again = client.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == tag
    revoke_call(
        call=call,
        reason_code="PUBLIC_INTEREST",
        reasons="Il finanziamento è stato revocato dalla Regione.",
        act_number="90/2026",
        act_date=DURING.date(),
        by=call.executive_officer,
        at=DURING,
    )
    changed = client.get(address, headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag
    read(changed)


def test_whoever_reads_gets_no_cookie_and_pages_of_others_may_read(client: Client) -> None:
    for address in ("/api/v1/avvisi", "/dati/avvisi.json", "/dati/", "/api/"):
        response = client.get(address)
        assert not response.cookies
        if "avvisi" in address:
            assert response["Access-Control-Allow-Origin"] == "*"
        read(response)


def test_a_fault_of_ours_is_a_problem_that_tells_nothing_of_what_lies_inside(client: Client) -> None:
    make_agreement()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE coprogettazione_comune RENAME TO segreto")
    problem = asked(client, "/avvisi", 500)
    assert problem["title"] == "Il servizio ha un guasto"
    assert "comune" not in problem["detail"]


@pytest.mark.parametrize("address", ["/avvisi", "/convenzioni", "/parti", "/sovvenzioni", "/risorse"])
def test_a_page_costs_the_same_queries_with_one_agreement_and_with_three(
    client: Client, address: str, django_assert_num_queries: Any
) -> None:
    make_agreement()
    with django_assert_num_queries(3):
        asked(client, address)
    make_agreement(code="DOP-2026", number=13)
    make_agreement(code="TSV-2026", number=14)
    with django_assert_num_queries(3):
        assert asked(client, address)["totale"] >= 3
    assert Call.objects.count() == 3
