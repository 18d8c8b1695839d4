# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The description of the API in OpenAPI, as the Italian guidelines on interoperability (ModI) want it."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from home.api.schemas import MOST_PER_PAGE, PER_PAGE, Problem
from home.opendata.answers import KEEPING
from home.opendata.asking import PATTERNS
from home.opendata.columns import Column
from home.opendata.dataset import Dataset, Filter

PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
#: Statuses of every operation, and what each means.
FAULTS = {
    "429": "Troppe richieste dallo stesso indirizzo",
    "500": "Il servizio ha un guasto",
    "503": "Il servizio non è disponibile",
}
BAD_REQUEST = {"400": "Richiesta non capita"}
MISSING = {"404": "Non c’è"}
#: Headers of every answer, with what they count.
COUNTERS = {
    "X-RateLimit-Limit": "Quante richieste al minuto può fare un indirizzo.",
    "X-RateLimit-Remaining": "Quante gliene restano.",
    "X-RateLimit-Reset": "Fra quanti secondi il conto ricomincia.",
}
#: Headers of an answer that can be kept.
KEPT = {
    "ETag": {
        "description": "Per chiedere di nuovo con If-None-Match: se niente è cambiato, 304.",
        "schema": {"type": "string", "pattern": '^W/"[0-9a-f]{32}"$', "maxLength": 36},
    },
    "Cache-Control": {
        "description": (
            "Chiunque può tenere la risposta (public), ma prima di usarla di nuovo chiede se vale ancora: "
            "max-age=0, must-revalidate."
        ),
        "schema": {"type": "string", "pattern": f"^{KEEPING}$", "maxLength": len(KEEPING)},
    },
}
_COUNT = {"type": "integer", "format": "int32", "minimum": 0, "maximum": 2_147_483_647}


class DescribedAPI(NinjaAPI):
    """An API whose description says also what ninja does not: problems, counters, tags."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The description; its paths begin where the server's address ends."""
        schema = super().get_openapi_schema(path_prefix="", path_params=path_params)
        for path in schema["paths"].values():
            for operation in path.values():
                _complete(operation)
        schema["components"]["schemas"].setdefault("Problem", Problem.model_json_schema())
        well = schema["paths"]["/status"]["get"]["responses"]["200"]
        well["content"] = {"application/problem+json": PROBLEM}
        return schema


def _complete(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    for status, words in FAULTS.items():
        answers.setdefault(status, fault(words))
    # ninja writes the statuses of its own as numbers.
    operation["responses"] = {str(status): answer for status, answer in answers.items()}
    # Said aloud: no key is needed.
    operation["security"] = [{}]
    for status, answer in operation["responses"].items():
        headers = {name: {"description": words, "schema": _COUNT} for name, words in COUNTERS.items()}
        if status in ("429", "503"):
            headers["Retry-After"] = {"description": "Fra quanti secondi riprovare.", "schema": _COUNT}
        if status in ("200", "304"):
            headers |= KEPT
        answer["headers"] = headers


def server(site: str, prefix: str) -> dict[str, Any]:
    """Where the API answers. Only a demo or a trial is not behind TLS."""
    trial = {} if site.startswith("https://") else {"x-sandbox": True}
    return {"url": f"{site}{prefix}", "description": "Questo sito", **trial}


def fault(words: str) -> dict[str, Any]:
    """An answer that is a problem."""
    return {"description": words, "content": {"application/problem+json": PROBLEM}}


def responses(faults: dict[str, str]) -> dict[str, Any]:
    """What an operation answers besides its schema."""
    return {status: fault(words) for status, words in faults.items()}


NOT_MODIFIED = {"304": {"description": "Niente è cambiato da quando il chiamante ha letto."}}


def parameters(dataset: Dataset) -> list[dict[str, Any]]:
    """What a list may be asked: the filters of its dataset, which page."""
    return [*(_parameter(question) for question in dataset.filters), *_PAGES]


def _parameter(question: Filter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if question.kind == "year":
        schema = {"type": "integer", "format": "int32", "minimum": 1900, "maximum": 2099}
    elif question.kind == "instant":
        schema |= {"format": "date-time", "maxLength": 40}
    elif question.codes:
        schema |= {"enum": list(question.codes)}
    else:
        schema |= {"pattern": PATTERNS[question.kind], "maxLength": 120}
    return {
        "name": question.name,
        "in": "query",
        "required": False,
        "description": str(question.about),
        "schema": schema,
    }


def _page_parameter(name: str, words: str, most: int, default: int) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": words,
        "schema": {
            "type": "integer",
            "format": "int32",
            "minimum": 1,
            "maximum": most,
            "default": default,
        },
    }


#: Pages that may be asked: enough for every row, few enough not to be a number without sense.
MOST_PAGES = 1_000_000
_PAGES = [
    _page_parameter("pagina", "Quale pagina, da 1.", MOST_PAGES, 1),
    _page_parameter("per_pagina", "Quante righe in una pagina.", MOST_PER_PAGE, PER_PAGE),
]


def key_pattern(column: Column) -> str:
    """The form of what names a row, in an address."""
    return {"sigla": r"^[-A-Za-z0-9_]{1,40}$", "id": r"^[0-9]{1,9}$"}.get(column.name, r"^[0-9]{11}$")
