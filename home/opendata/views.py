# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The addresses of the open data: the page of all, the page of each, the files, their metadata, the catalogue."""

import io
import json
from typing import IO, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coprogettazione.documents.documents.streams import TooManyRows
from home.keeping import kept
from home.models.district import DistrictSettings
from home.opendata.answers import guarded, problem, written
from home.opendata.asking import NotUnderstood, asked_of
from home.opendata.catalogue import SYNTAXES, catalogue, publisher_of
from home.opendata.csvw import MEDIA_TYPE, metadata
from home.opendata.dataset import Dataset, Measured, measured
from home.opendata.formats import FORMATS, Format
from home.opendata.tables import DATASETS
from home.opendata.texts import write_csv

#: Rows from which the size of a file is reckoned.
SAMPLE = 100


@require_safe
@kept
def index(request: HttpRequest) -> HttpResponse:
    """Every dataset with its files, how many rows, when it changed; the licence, the catalogue, the API."""
    context = {
        "datasets": [(one, size_of(one)) for one in measured(DATASETS.values())],
        "formats": FORMATS.values(),
        "syntaxes": SYNTAXES,
        "publisher": publisher_of(DistrictSettings.for_request(request)),
        "crumbs": _crumbs(),
    }
    return render(request, "home/data_index.html", context)


@require_safe
@kept
def dataset_page(request: HttpRequest, dataset: str) -> HttpResponse:
    """What a dataset is, its dictionary column by column, its files, what can be asked of it."""
    found = _dataset(dataset)
    (now,) = measured([found])
    context = {
        "dataset": found,
        "measured": now,
        "size": size_of(now),
        "formats": FORMATS.values(),
        "example": example_of(found, timezone.localdate().year),
        "crumbs": [*_crumbs(), {"title": found.title, "url": reverse("data_dataset", args=[found.id])}],
    }
    return render(request, "home/data_dataset.html", context)


@require_safe
def data_file(request: HttpRequest, dataset: str, extension: str) -> HttpResponseBase:
    """A dataset as a file, all of it or what the query asks for."""
    found, form = _dataset(dataset), FORMATS.get(extension)
    if form is None:
        raise Http404
    response = guarded(request, "data", settings.DATA_FILES_PER_MINUTE, lambda: _file(request, found, form))
    described = reverse("data_metadata", args=[found.id])
    response["Link"] = f'<{described}>; rel="describedby"; type="{MEDIA_TYPE}"'
    return response


def _file(request: HttpRequest, dataset: Dataset, form: Format) -> HttpResponseBase:
    try:
        asked = asked_of(dataset, request.GET.dict())
    except NotUnderstood as fault:
        return problem(400, _("Richiesta non capita"), str(fault), faults=fault.faults)
    started = dataset.started(timezone.localdate())
    name = "-".join([dataset.id, *(str(value) for value in started.values())])
    name = f"{dataset.id}.{form.extension}" if request.GET else f"{name}.{form.extension}"
    site = site_of(request)
    rows = dataset.rows(dataset.found({**started, **asked}), site, streaming=True)
    page = f"{site}{reverse('data_dataset', args=[dataset.id])}"

    def write(place: IO[bytes]) -> None:
        form.write(place, dataset, rows, page)

    try:
        return written(write, name, form.media_type)
    except TooManyRows:
        words = _(
            "Le righe sono più di quante ne tiene un foglio di calcolo: scarica il CSV, o chiedine una parte."
        )
        return problem(413, _("Troppe righe per un foglio"), words)


@require_safe
def data_metadata(request: HttpRequest, dataset: str) -> HttpResponseBase:
    """What the CSV of a dataset holds, as CSVW."""
    found = _dataset(dataset)
    site = site_of(request)

    def answer() -> HttpResponse:
        address = site + reverse("data_file", args=[found.id, "csv"])
        said = metadata(found, address, site + reverse("data_dataset", args=[found.id]))
        return HttpResponse(json.dumps(said, ensure_ascii=False, indent=1), content_type=MEDIA_TYPE)

    return guarded(request, "data", settings.DATA_FILES_PER_MINUTE, answer)


@require_safe
def data_catalogue(request: HttpRequest, syntax: str = "") -> HttpResponseBase:
    """The catalogue, in the syntax of the address or in the one that the reader prefers."""
    if not syntax:
        syntax = preferred(request)
    if syntax not in SYNTAXES:
        raise Http404
    media_type, name, _said = SYNTAXES[syntax]

    def answer() -> HttpResponse:
        publisher = publisher_of(DistrictSettings.for_request(request))
        if publisher is None:
            return problem(
                404, _("Catalogo non ancora pubblicato"), _("Non c’è ancora un ente che pubblica.")
            )
        graph = catalogue(measured(DATASETS.values()), publisher, site_of(request))
        return HttpResponse(graph.serialize(format=name), content_type=f"{media_type}; charset=utf-8")

    response = guarded(request, "data", settings.DATA_FILES_PER_MINUTE, answer)
    response["Vary"] = "Accept"
    return response


def preferred(request: HttpRequest) -> str:
    """The syntax that the caller prefers; Turtle when it does not say."""
    offered = {media_type: syntax for syntax, (media_type, *_names) in SYNTAXES.items()}
    return offered.get(request.get_preferred_type(list(offered)) or "", "ttl")


def site_of(request: HttpRequest) -> str:
    """The beginning of every address: "https://coprogettazione.example.it"."""
    return request.build_absolute_uri("/").removesuffix("/")


def size_of(one: Measured) -> int:
    """About how many bytes the CSV has, reckoned from its first rows; one query."""
    dataset = one.dataset
    sample = list(dataset.rows(dataset.published()[:SAMPLE], "https://coprogettazione.example.it"))
    whole, head = io.BytesIO(), io.BytesIO()
    write_csv(whole, dataset, sample)
    write_csv(head, dataset, [])
    first = head.tell()
    return first + (whole.tell() - first) * one.rows // max(len(sample), 1)


def example_of(dataset: Dataset, year: int) -> str:
    """A question that can be asked of the dataset, as it is written in an address."""
    names = {question.name for question in dataset.filters}
    return f"anno={year}" if "anno" in names else "ente=90000010000"


def _dataset(name: str) -> Dataset:
    try:
        return DATASETS[name]
    except KeyError:
        raise Http404 from None


def _crumbs() -> list[dict[str, Any]]:
    return [{"title": _("Home"), "url": "/"}, {"title": _("Dati"), "url": reverse("data_index")}]
