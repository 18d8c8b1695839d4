# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the open data: every dataset with its files, its dictionary, how to ask for a part."""

import json
from typing import Any

import pytest
from django.test import Client

from coprogettazione.records.waiting import awaited
from home.opendata.answers import written
from home.opendata.dataset import measured
from home.opendata.formats import FORMATS
from home.opendata.tables import DATASETS
from tests.home.agreements import make_agreement
from tests.home.opendata.test_files import body

pytestmark = pytest.mark.django_db


def test_the_page_of_the_data_names_every_file_how_many_rows_and_how_big(client: Client) -> None:
    make_agreement()
    text = client.get("/dati/").content.decode()
    for dataset in DATASETS.values():
        assert f'href="/dati/{dataset.id}/"' in text
        for form in FORMATS.values():
            assert f'href="/dati/{dataset.id}.{form.extension}"' in text
    assert "4 righe" in text
    assert "1 riga" in text
    assert "circa" in text
    assert "CC-BY 4.0" in text
    assert 'type="text/turtle" href="/dati/catalogo.ttl"' in text
    assert 'href="/api/"' in text


def test_the_page_of_the_editors_leads_to_the_data(client: Client) -> None:
    text = client.get("/dati-aperti/").content.decode()
    assert 'href="/dati/"' in text
    assert 'href="/dati/sovvenzioni/"' in text


def test_the_size_that_is_told_is_about_the_one_of_the_file(client: Client) -> None:
    from home.opendata.views import size_of

    make_agreement()
    (now,) = measured([DATASETS["parti"]])
    told = size_of(now)
    real = len(body(client, "/dati/parti.csv"))
    assert abs(told - real) < real / 4


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_the_page_of_a_dataset_explains_every_column_and_every_filter(client: Client, dataset: str) -> None:
    text = client.get(f"/dati/{dataset}/").content.decode()
    for column in DATASETS[dataset].columns:
        assert f"<code>{column.name}</code>" in text
    for question in DATASETS[dataset].filters:
        assert f"<code>{question.name}</code>" in text
    assert "style=" not in text


def test_the_metadata_of_a_csv_describe_the_columns_that_it_has(client: Client) -> None:
    make_agreement()
    for dataset in DATASETS.values():
        response = client.get(f"/dati/{dataset.id}.csv-metadata.json")
        assert response["Content-Type"] == "application/csvm+json"
        said = json.loads(response.content)
        assert said["url"] == f"http://testserver/dati/{dataset.id}.csv"
        assert said["dialect"]["delimiter"] == ";"
        assert said["dc:license"]["@id"] == "https://creativecommons.org/licenses/by/4.0/"
        header = body(client, f"/dati/{dataset.id}.csv").decode("utf-8-sig").splitlines()[0]
        assert [column["name"] for column in said["tableSchema"]["columns"]] == header.split(";")
        assert all(column["dc:description"] for column in said["tableSchema"]["columns"])


def test_a_page_that_explains_the_api_loads_nothing_of_others(client: Client) -> None:
    response = client.get("/api/")
    text = response.content.decode()
    assert 'href="/api/v1/openapi.json"' in text
    for dataset in DATASETS.values():
        assert f"/{dataset.id}</code>" in text
    assert "cdn" not in text
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/dati/", "/dati/parti/"])
def test_a_page_costs_the_same_queries_with_one_agreement_and_with_three(
    client: Client, address: str, django_assert_num_queries: Any
) -> None:
    queries = {"/dati/": 29, "/dati/parti/": 5}[address]
    make_agreement()
    with django_assert_num_queries(queries):
        client.get(address)
    make_agreement(code="DOP-2026", number=13)
    make_agreement(code="TSV-2026", number=14)
    with django_assert_num_queries(queries):
        client.get(address)


def test_under_asgi_a_file_leaves_a_piece_at_a_time() -> None:
    content = bytes(range(256)) * 4096
    response = written(lambda place: place.write(content) and None, "prova.csv", "text/csv")

    async def taken() -> list[bytes]:
        return [piece async for piece in response]

    pieces = awaited(taken())
    response.close()
    assert b"".join(pieces) == content
    assert max(map(len, pieces)) == response.block_size


def test_a_file_that_cannot_be_written_whole_is_not_sent_at_all() -> None:
    def fails(place: Any) -> None:
        place.write(b"sigla;titolo\r\n")
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        written(fails, "prova.csv", "text/csv")
