# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The description of the API follows the Italian guidelines on interoperability: the rules that are errors for the
national checker, said again in our own words.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

SEMANTIC = re.compile(r"\d+\.\d+\.\d+")
KEBAB = re.compile(r"(/[a-z0-9-]+|/\{[a-z_]+\})+")


@pytest.fixture
def description(client: Client, db: None) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return answer


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of the description, its root included."""
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from nodes(inner)


def answers(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in description["paths"].values():
        for operation in path.values():
            yield from operation["responses"].items()


def test_it_says_what_it_is_and_to_whom_to_write(description: dict[str, Any]) -> None:
    info = description["info"]
    assert SEMANTIC.fullmatch(info["version"])
    assert info["contact"]["url"]
    assert info["contact"]["email"]
    assert info["termsOfService"]
    assert info["x-summary"] == info["summary"]
    assert len(info["x-summary"]) <= 80
    assert info["x-api-id"]
    assert info["license"]["name"] == "CC-BY-4.0"


def test_its_server_is_described_and_without_tls_it_is_declared_a_trial(description: dict[str, Any]) -> None:
    (server,) = description["servers"]
    assert server["description"]
    assert server["url"].startswith("https://") or server["x-sandbox"] is True


def test_every_path_is_in_small_letters_and_every_operation_has_its_name_and_its_tag(
    description: dict[str, Any],
) -> None:
    assert [path for path in description["paths"] if not KEBAB.fullmatch(path)] == []
    tags = {tag["name"] for tag in description["tags"] if tag["description"]}
    names = []
    for path in description["paths"].values():
        assert set(path) == {"get"}
        operation = path["get"]
        names.append(operation["operationId"])
        assert set(operation["tags"]) <= tags
        assert operation["summary"]
        assert operation["description"]
        assert "requestBody" not in operation
    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith(("get", "post", "put"))]


def test_every_number_says_its_size(description: dict[str, Any]) -> None:
    formats = {"integer": {"int32", "int64"}, "number": {"double"}}
    unsaid = [
        node
        for node in nodes(description)
        if node.get("type") in ("integer", "number") and node.get("format") not in formats[node["type"]]
    ]
    assert unsaid == []


def test_every_error_is_a_problem_and_every_answer_says_how_many_are_left(
    description: dict[str, Any],
) -> None:
    for status, answer in answers(description):
        assert {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"} <= set(answer["headers"])
        assert not {"Accept", "Content-Type", "Authorization"} & set(answer["headers"])
        if status[0] in "45":
            assert list(answer["content"]) == ["application/problem+json"]
        if status in ("429", "503"):
            assert "Retry-After" in answer["headers"]


def test_every_list_is_an_object_so_that_it_can_grow(description: dict[str, Any]) -> None:
    for status, answer in answers(description):
        if status == "200":
            ((_media_type, content),) = answer["content"].items()
            name = content["schema"]["$ref"].rpartition("/")[2]
            assert description["components"]["schemas"][name]["type"] == "object"


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
