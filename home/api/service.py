# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operations: a list for each dataset, one row where a column names it, the datasets, how the service is."""

import logging
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Path
from ninja.errors import HttpError, ValidationError

from coprogettazione.wording import ROME, in_italian
from home.api.openapi import (
    BAD_REQUEST,
    MISSING,
    MOST_PAGES,
    NOT_MODIFIED,
    DescribedAPI,
    key_pattern,
    parameters,
    responses,
    server,
)
from home.api.schemas import (
    MOST_PER_PAGE,
    PER_PAGE,
    DatasetList,
    Problem,
    page_schema,
    row_schema,
)
from home.opendata.answers import problem
from home.opendata.asking import NotUnderstood, asked_of
from home.opendata.dataset import Dataset, Measured, measured
from home.opendata.formats import FORMATS
from home.opendata.tables import DATASETS
from home.opendata.texts import LICENCE, json_value
from home.opendata.views import site_of

logger = logging.getLogger("django.request")
VERSION = "1.0.0"
PREFIX = "/api/v1"
SITE = settings.PUBLIC_URL.rstrip("/")
#: The name of the API for who keeps catalogues of them; it never changes.
API_ID = "5f2b0c8e-6f0e-4a57-9d0b-1f3f6f0a7c11"

api = DescribedAPI(
    title="Coprogettazione: dati aperti",
    version=VERSION,
    description=(
        "Gli avvisi, le convenzioni, gli enti, le risorse, i pagamenti e i risultati delle co-progettazioni, in sola "
        "lettura e senza registrazione. Ogni elenco è a pagine; chi ripete una richiesta con l’ETag che ha già "
        "ricevuto risparmia tempo e banda. I dati sono CC-BY 4.0: cita l’ente che pubblica."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    servers=[server(SITE, PREFIX)],
    openapi_extra={
        "info": {
            "x-api-id": API_ID,
            "x-summary": "Chi fa che cosa, con quanto denaro, fino a quando",
            "summary": "Chi fa che cosa, con quanto denaro, fino a quando",
            "termsOfService": f"{SITE}/note-legali/",
            "contact": {
                "name": "Segnala un problema",
                "url": f"{SITE}/segnala/",
                "email": settings.SECURITY_CONTACT,
            },
            "license": {"name": "CC-BY-4.0", "url": LICENCE},
        },
        "tags": [
            {"name": "dati", "description": "Gli insiemi di dati, una pagina alla volta"},
            {"name": "servizio", "description": "Come sta il servizio"},
        ],
    },
)


@api.get(
    "/status",
    response=Problem,
    tags=["servizio"],
    summary="Come sta il servizio",
    description="Risponde 200 se il servizio e la sua base di dati funzionano.",
    operation_id="status",
    openapi_extra={"responses": NOT_MODIFIED},
)
def status(request: HttpRequest) -> HttpResponse:
    """Whether the service works: the database answers. In the form of a problem, as the guidelines want."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return problem(200, "OK", "Il servizio funziona.")


@api.get(
    "/insiemi",
    response=DatasetList,
    tags=["dati"],
    summary="Gli insiemi di dati",
    description="Che cosa c’è, quante righe, quando è cambiato, in quali file si scarica.",
    operation_id="insiemi",
    openapi_extra={"responses": {**NOT_MODIFIED, **responses(BAD_REQUEST)}},
)
@in_italian
def datasets(request: HttpRequest) -> dict[str, Any]:
    """Every dataset with its files."""
    _nothing_asked(request)
    site = site_of(request)
    told = [_told(one, site) for one in measured(DATASETS.values())]
    return {"elementi": told, "totale": len(told)}


def _nothing_asked(request: HttpRequest) -> None:
    if request.GET:
        raise NotUnderstood({name: f"«{name[:40]}» qui non si può chiedere." for name in request.GET})


def _told(one: Measured, site: str) -> dict[str, Any]:
    dataset = one.dataset
    return {
        "id": dataset.id,
        "titolo": str(dataset.title),
        "descrizione": str(dataset.about),
        "norma": str(dataset.law),
        "righe": one.rows,
        "aggiornato_il": one.updated and one.updated.astimezone(ROME),
        "licenza": LICENCE,
        "pagina": site + reverse("data_dataset", args=[dataset.id]),
        "api": f"{site}{PREFIX}/{dataset.id}",
        "file": {name: site + reverse("data_file", args=[dataset.id, name]) for name in FORMATS},
        "metadati": site + reverse("data_metadata", args=[dataset.id]),
    }


def add_list(dataset: Dataset, schema: Any) -> None:
    """The operation that lists a dataset."""

    @api.get(
        f"/{dataset.id}",
        response=page_schema(dataset, schema),
        tags=["dati"],
        summary=str(dataset.title),
        description=f"{dataset.about} {dataset.law}.",
        operation_id=_operation(dataset),
        openapi_extra={
            "parameters": parameters(dataset),
            "responses": {**NOT_MODIFIED, **responses(BAD_REQUEST)},
        },
    )
    def listed(request: HttpRequest) -> dict[str, Any]:
        query = request.GET.dict()
        asked = asked_of(dataset, query, besides=("pagina", "per_pagina"))
        number = _whole(query, "pagina", 1, MOST_PAGES)
        size = _whole(query, "per_pagina", PER_PAGE, MOST_PER_PAGE)
        found = dataset.found({**dataset.started(timezone.localdate()), **asked})
        total = found.count()
        start = (number - 1) * size
        rows = _rows(dataset, found[start : start + size], request) if start < total else []
        return {
            "elementi": rows,
            "totale": total,
            "pagina": number,
            "per_pagina": size,
            "collegamenti": links(request, number, -(-total // size)),
        }


def add_one(dataset: Dataset, schema: Any) -> None:
    """The operation that gives the row that a value names."""
    column = dataset.key_column()
    pattern = key_pattern(column)

    @api.get(
        f"/{dataset.id}/{{chiave}}",
        response=schema,
        tags=["dati"],
        summary=f"{dataset.title}: uno",
        description=f"La riga con questo valore di «{column.name}»: {column.about}",
        operation_id=f"{_operation(dataset)}_uno",
        openapi_extra={"responses": {**NOT_MODIFIED, **responses({**BAD_REQUEST, **MISSING})}},
    )
    def one(
        request: HttpRequest,
        chiave: str = Path(..., pattern=pattern, max_length=40, description=str(column.about)),
    ) -> dict[str, Any]:
        _nothing_asked(request)
        found = dataset.published().filter(**{column.sources[0]: chiave})
        rows = _rows(dataset, found[:1], request)
        if not rows:
            raise Http404
        return rows[0]


def _rows(dataset: Dataset, found: Any, request: HttpRequest) -> list[dict[str, Any]]:
    names = [column.name for column in dataset.columns]
    return [
        dict(zip(names, map(json_value, row), strict=True)) for row in dataset.rows(found, site_of(request))
    ]


def _operation(dataset: Dataset) -> str:
    return dataset.id.replace("-", "_")


def _whole(query: dict[str, Any], name: str, default: int, most: int) -> int:
    said = query.get(name, str(default))
    if re.fullmatch(r"[1-9][0-9]{0,9}", said) and int(said) <= most:
        return int(said)
    raise NotUnderstood({name: f"«{name}» è un numero da 1 a {most}."})


def links(request: HttpRequest, number: int, pages: int) -> dict[str, str | None]:
    """Where the other pages are, with the same question."""
    last = max(pages, 1)

    def address(page: int) -> str:
        query = urlencode({**request.GET.dict(), "pagina": page})
        return f"{site_of(request)}{request.path}?{query}"

    return {
        "corrente": address(number),
        "prima": address(1),
        "precedente": address(min(number - 1, last)) if number > 1 else None,
        "successiva": address(number + 1) if number < last else None,
        "ultima": address(last),
    }


@api.exception_handler(NotUnderstood)
def not_understood(request: HttpRequest, fault: NotUnderstood) -> HttpResponse:
    """A question that has no sense here."""
    return problem(400, "Richiesta non capita", str(fault), faults=fault.faults)


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Something of another form than described, in the address."""
    faults = {str(error["loc"][-1]): str(error["msg"]) for error in fault.errors}
    return problem(400, "Richiesta non capita", "; ".join(faults.values()), faults=faults)


@api.exception_handler(Http404)
def missing(request: HttpRequest, fault: Http404) -> HttpResponse:
    """There is no such thing, or it is not public."""
    return problem(404, "Non c’è", "Qui non c’è niente di pubblico con questo nome.")


@api.exception_handler(HttpError)
def refused(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """Whatever ninja refuses by itself."""
    return problem(fault.status_code, HTTPStatus(fault.status_code).phrase, str(fault))


@api.exception_handler(Exception)
def broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    """A fault of ours: the caller is told that it is, and nothing of what lies inside."""
    logger.error("API: %s", request.path, exc_info=fault)
    return problem(500, "Il servizio ha un guasto", "Non è colpa della richiesta. Riprova più tardi.")


@in_italian
def describe() -> None:
    """Make the operations of every dataset."""
    for dataset in DATASETS.values():
        schema = row_schema(dataset)
        add_list(dataset, schema)
        if dataset.key:
            add_one(dataset, schema)


describe()
