# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue says of every dataset what the Italian profile wants, in three syntaxes that say the same."""

from pathlib import Path

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from home.models.district import DistrictSettings
from home.opendata.catalogue import DCATAPIT, SYNTAXES, catalogue, publisher_of
from home.opendata.dataset import measured
from home.opendata.tables import DATASETS
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db
SHAPES = Graph().parse(Path(__file__).with_name("shapes.ttl"))
MANDATORY = [
    (
        DCATAPIT.Catalog,
        [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.modified, DCAT.dataset],
    ),
    (
        DCATAPIT.Dataset,
        [
            DCTERMS.identifier,
            DCTERMS.title,
            DCTERMS.description,
            DCTERMS.modified,
            DCAT.theme,
            DCTERMS.rightsHolder,
            DCTERMS.accrualPeriodicity,
            DCAT.distribution,
        ],
    ),
    (DCATAPIT.Distribution, [DCTERMS["format"], DCAT.accessURL, DCTERMS.license]),
    (DCATAPIT.Agent, [DCTERMS.identifier, FOAF.name]),
]


def made() -> Graph:
    publisher = publisher_of(DistrictSettings())
    assert publisher is not None
    return catalogue(measured(DATASETS.values()), publisher, "https://dati.example.it")


def passes(graph: Graph) -> bool:
    conforms, _report, words = validate(graph, shacl_graph=SHAPES)
    assert conforms or "Violation" in words
    return bool(conforms)


def test_the_catalogue_has_every_mandatory_property_and_fails_without_any_of_them() -> None:
    make_agreement()
    graph = made()
    assert passes(graph)
    for kind, terms in MANDATORY:
        node = next(iter(sorted(graph.subjects(RDF.type, kind))))
        for term in terms:
            kept = list(graph.triples((node, term, None)))
            graph.remove((node, term, None))
            assert not passes(graph), f"{kind} without {term}"
            for triple in kept:
                graph.add(triple)
    assert passes(graph)


def test_what_holds_the_rights_is_named_by_its_ipa_code() -> None:
    make_agreement()
    graph = made()
    identifiers = {str(value) for value in graph.objects(None, DCTERMS.identifier)}
    assert {"ats_valdora", "ats_valdora:avvisi", "ats_valdora:sovvenzioni"} <= identifiers


def test_a_dataset_without_rows_is_not_yet_in_the_catalogue() -> None:
    make_agreement()
    node = URIRef("https://dati.example.it/dati/pagamenti/#dati")
    assert (None, DCAT.dataset, node) not in made()


# rdflib's own reader of JSON-LD uses what rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_the_three_syntaxes_say_the_same(client: Client) -> None:
    make_agreement()
    graphs = []
    for extension, (media_type, *_names) in SYNTAXES.items():
        response = client.get(f"/dati/catalogo.{extension}")
        assert response["Content-Type"] == f"{media_type}; charset=utf-8"
        graphs.append(Graph().parse(data=response.content, format=media_type))
    assert len(graphs[0]) > 200
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("*/*", "text/turtle"),
        ("image/png", "text/turtle"),
    ],
)
def test_whoever_asks_for_the_catalogue_gets_the_syntax_it_prefers(
    client: Client, accept: str, media_type: str
) -> None:
    make_agreement()
    response = client.get("/dati/catalogo", headers={"accept": accept})
    assert response["Content-Type"].startswith(media_type)
    assert "Accept" in response["Vary"]


def test_before_a_body_publishes_there_is_no_catalogue_and_it_is_said(client: Client) -> None:
    response = client.get("/dati/catalogo.ttl")
    assert response.status_code == 404
    assert response.json()["detail"] == "Non c’è ancora un ente che pubblica."
    assert client.get("/dati/").status_code == 200


def test_a_syntax_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/dati/catalogo.xls").status_code == 404
