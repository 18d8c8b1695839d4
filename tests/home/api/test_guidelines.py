# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The description of the API follows the Italian guidelines on interoperability (ModI): the rules of the national
checker, one by one, and what its rules do not ask.
"""

from typing import Any

import pytest
from django.test import Client

from coprogettazione.calls.models import SelectionMode
from coprogettazione.monitoring.models import PaymentKind
from home.api.openapi import server
from home.opendata.answers import KEEPING
from home.opendata.tables import DATASETS
from tests.home.api.italian_rules import RULES, answers, followed

#: A description that breaks every rule: without it nobody would know whether a rule sees anything.
WRONG: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Sbagliata", "version": "uno"},
    "servers": [{"url": "http://valdora.example.it/v1"}],
    "paths": {
        "/Elenco_Cose/{id}": {
            "get": {
                "operationId": "get_cose",
                "requestBody": {},
                "parameters": [
                    {"name": "password", "in": "query", "schema": {"type": "string"}},
                    {"name": "Accept", "in": "header"},
                    {"name": "Cache-Control", "in": "header", "description": "A piacere."},
                ],
                "responses": {
                    "200": {
                        "headers": {"Expires": {"description": "Mai."}, "Cache-Control": {}},
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"type": "number"}},
                                "example": ["tre"],
                            }
                        },
                    },
                    "201": {},
                    "204": {"content": {"application/json": {"schema": {"type": "object"}}}},
                    "429": {
                        "headers": {"RateLimit-Limit": {"schema": {"type": "integer", "format": "int16"}}},
                        "content": {"text/html": {}},
                    },
                    "503": {"headers": {}},
                },
            },
            "patch": {"requestBody": {"content": {"application/json": {"schema": {"type": "integer"}}}}},
            "delete": {"requestBody": {}},
        },
        "/ratei": {
            "get": {
                "responses": {
                    "200": {
                        "content": {"application/json": {"schema": {"type": "number", "format": "euro"}}}
                    },
                    "429": {"headers": {"X-RateLimit-Limit": {}, "RateLimit-Reset": {}}},
                }
            }
        },
        "/status": {
            "get": {
                "responses": {
                    "200": {"content": {"text/html": {"schema": {"type": "string"}}}},
                    "500": {
                        "content": {
                            "application/problem+json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {"message": {"type": "string"}},
                                    "additionalProperties": {"type": "string"},
                                }
                            }
                        }
                    },
                }
            }
        },
    },
    "components": {
        "securitySchemes": {
            "indirizzo": {"type": "apiKey", "in": "query", "name": "chiave"},
            "biscotto": {"type": "apiKey", "in": "cookie", "name": "chiave"},
            "vecchio": {"type": "http", "scheme": "negotiate"},
            "delega": {
                "type": "oauth2",
                "flows": {"implicit": {"authorizationUrl": "http://valdora.example.it/", "scopes": {}}},
            },
        }
    },
}


@pytest.fixture
def description(client: Client, db: None) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return answer


@pytest.fixture
def whole(description: dict[str, Any]) -> dict[str, Any]:
    """The description, its references followed."""
    found: dict[str, Any] = followed(description, description)
    return found


#: What the API does on purpose, rule by rule: the only text without a length is the one that has none in the database.
EXCEPTIONS = {"sec-string-maxlength": {"attivita"}}


@pytest.mark.parametrize("name", RULES)
def test_every_rule_of_the_checker_holds(whole: dict[str, Any], name: str) -> None:
    broken = {place.rpartition("/properties/")[2] for place in RULES[name](whole)}
    assert broken == EXCEPTIONS.get(name, set())


@pytest.mark.parametrize("name", RULES)
def test_every_rule_sees_the_description_that_breaks_it(name: str) -> None:
    if name == "paths-status":
        assert list(RULES[name]({"paths": {}})) == ["/status"]
    else:
        assert list(RULES[name](WRONG))


def test_with_tls_its_server_is_as_the_rules_want_and_without_it_is_declared_a_trial(
    description: dict[str, Any],
) -> None:
    assert server("https://valdora.example.it", "/api/v1") == {
        "url": "https://valdora.example.it/api/v1",
        "description": "Questo sito",
    }
    assert server("http://localhost:8000", "/api/v1")["x-sandbox"] is True
    (here,) = description["servers"]
    assert here == server(here["url"].removesuffix("/api/v1"), "/api/v1")


def test_it_says_what_it_is_and_to_whom_to_write(description: dict[str, Any]) -> None:
    info = description["info"]
    assert info["contact"]["url"]
    assert info["contact"]["email"]
    assert info["x-summary"] == info["summary"]
    assert len(info["x-summary"]) <= 80
    assert info["license"]["name"] == "CC-BY-4.0"


def test_every_operation_only_reads_and_has_its_name_and_its_tag(description: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in description["tags"] if tag["description"]}
    names = []
    for path in description["paths"].values():
        assert set(path) == {"get"}
        operation = path["get"]
        names.append(operation["operationId"])
        assert set(operation["tags"]) <= tags
        assert operation["summary"]
        assert operation["description"]
    assert len(names) == len(set(names))


def test_every_answer_says_how_many_are_left_and_when_to_ask_again(whole: dict[str, Any]) -> None:
    for _place, answer in answers(whole):
        assert {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"} <= set(answer["headers"])
    for _place, answer in answers(whole, "4", "5"):
        assert list(answer["content"]) == ["application/problem+json"]
    for _place, answer in answers(whole, "429", "503"):
        assert "Retry-After" in answer["headers"]


def test_what_is_kept_is_told_as_it_is_done(client: Client, whole: dict[str, Any]) -> None:
    for _place, answer in answers(whole, "200", "304"):
        assert {"ETag", "Cache-Control"} <= set(answer["headers"])
    told = whole["paths"]["/insiemi"]["get"]["responses"]["200"]["headers"]["Cache-Control"]["schema"]
    assert told["pattern"] == f"^{KEEPING}$"
    for address in ("/api/v1/insiemi", "/api/v1/status"):
        assert client.get(address)["Cache-Control"] == KEEPING


def test_who_errs_many_times_is_told_in_at_most_so_many_words(client: Client, db: None) -> None:
    many = "&".join(f"{'sbagliato' * 5}{number}=1" for number in range(30))
    for address in ("/avvisi", "/insiemi"):
        problem = client.get(f"/api/v1{address}?{many}").json()
        assert len(problem["faults"]) == 10
        assert len(problem["detail"]) <= 4000
        assert max(map(len, problem["faults"].values())) <= 1000


#: The texts made of several, as long as the database lets each be, in the dataset that has them.
MADE = [
    ("sovvenzioni", "responsabile", ("n" * 80, "c" * 80)),
    ("sovvenzioni", "norma", ("9" * 40,)),
    *(("sovvenzioni", "scelta", ("A" * 40, mode)) for mode in SelectionMode.values),
    *(("somme-ricevute", "causale", (kind, "t" * 200, 2**31 - 1, 2**15 - 1)) for kind in PaymentKind.values),
    ("convenzioni", "repertorio", (2**31 - 1, 2**15 - 1)),
    ("enti", "codice_fiscale", ("90000010000", "")),
]


@pytest.mark.parametrize(("dataset", "name", "read"), MADE)
def test_a_text_made_of_several_is_never_longer_than_it_is_told(
    description: dict[str, Any], dataset: str, name: str, read: tuple[Any, ...]
) -> None:
    (column,) = (column for column in DATASETS[dataset].columns if column.name == name)
    row = description["components"]["schemas"][f"Riga{dataset.title().replace('-', '')}"]
    assert len(column.value(read, "")) <= row["properties"][name]["maxLength"]  # type: ignore[arg-type]


def test_how_the_service_is_can_be_asked_and_is_told_as_a_problem(
    client: Client, description: dict[str, Any]
) -> None:
    described = description["paths"]["/status"]["get"]["responses"]["200"]["content"]
    assert list(described) == ["application/problem+json"]
    answer = client.get("/api/v1/status")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "status": 200,
        "title": "OK",
        "detail": "Il servizio funziona.",
    }
