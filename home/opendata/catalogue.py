# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue of the datasets by the Italian profile DCAT-AP_IT: what each one is, of whom, how often it changes,
in which files it comes, under which licence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, XSD

from coprogettazione.parties.models import Organisation, SocialDistrict
from coprogettazione.wording import ROME, in_italian
from home.models.district import DistrictSettings
from home.opendata.dataset import Measured
from home.opendata.formats import FORMATS
from home.opendata.texts import LICENCE

DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EUROPE = "http://publications.europa.eu/resource/authority"
#: The licence among those of the national list.
LICENCE_IN_LIST = URIRef("https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40")
#: A deed changes the data when it is done.
CONTINUOUS = URIRef(f"{EUROPE}/frequency/UPDATE_CONT")
ITALIAN = URIRef(f"{EUROPE}/language/ITA")

#: Extension → media type, the name that rdflib gives to the syntax, the one that people give it.
SYNTAXES = {
    "ttl": ("text/turtle", "turtle", "Turtle"),
    "jsonld": ("application/ld+json", "json-ld", "JSON-LD"),
    "rdf": ("application/rdf+xml", "pretty-xml", "RDF/XML"),
}


@dataclass(frozen=True)
class Publisher:
    """The body that holds the rights on the data: its code (IPA, else the fiscal code), its name, how to write to it."""

    code: str
    name: str
    email: str
    address: str


def publisher_of(settings: DistrictSettings) -> Publisher | None:
    """The public body of the district, with the address of the office; None before a district is founded."""
    district = SocialDistrict.objects.select_related("organisation").order_by("pk").first()
    if district is None:
        return None
    body: Organisation = district.organisation
    return Publisher(
        code=body.ipa_code or body.codice_fiscale,
        name=body.name,
        email=settings.pec or settings.email or body.pec,
        address=settings.authority_url or body.website,
    )


@in_italian
def catalogue(measured: Sequence[Measured], publisher: Publisher, site: str) -> Graph:
    """The graph of the catalogue; `site` is the beginning of every address, without the last slash."""
    graph = Graph()
    for prefix, space in {"dcatapit": DCATAPIT, "vcard": VCARD, "dcat": DCAT, "dct": DCTERMS}.items():
        graph.bind(prefix, space)
    page = f"{site}/dati/"
    whole, agent, contact = URIRef(f"{page}#catalogo"), URIRef(f"{page}#ente"), URIRef(f"{page}#contatti")
    _agent(graph, agent, publisher)
    _contact(graph, contact, publisher)
    _licence(graph)
    _types(graph, whole, DCATAPIT.Catalog, DCAT.Catalog)
    instants = [one.updated for one in measured if one.updated]
    facts = [
        (DCTERMS.title, _italian(f"Dati aperti delle co-progettazioni: {publisher.name}")),
        (
            DCTERMS.description,
            _italian("Avvisi, convenzioni, enti, risorse, pagamenti e risultati delle co-progettazioni."),
        ),
        (DCTERMS.publisher, agent),
        (DCTERMS.language, ITALIAN),
        (DCTERMS.license, URIRef(LICENCE)),
        (FOAF.homepage, URIRef(page)),
        (DCAT.themeTaxonomy, URIRef(f"{EUROPE}/data-theme")),
    ]
    # A catalogue of nothing has never changed: it says no day.
    if instants:
        facts += [(DCTERMS.modified, Literal(max(instants).astimezone(ROME).date(), datatype=XSD.date))]
    for term, value in facts:
        graph.add((whole, term, value))
    for one in measured:
        if one.updated is not None:
            graph.add((whole, DCAT.dataset, _dataset(graph, one, agent, contact, publisher, site)))
    return graph


def _dataset(
    graph: Graph, one: Measured, agent: URIRef, contact: URIRef, publisher: Publisher, site: str
) -> URIRef:
    assert one.updated is not None
    dataset = one.dataset
    page = f"{site}/dati/{dataset.id}/"
    node = URIRef(f"{page}#dati")
    _types(graph, node, DCATAPIT.Dataset, DCAT.Dataset)
    facts = [
        (DCTERMS.identifier, Literal(f"{publisher.code}:{dataset.id}")),
        (DCTERMS.title, _italian(str(dataset.title))),
        (DCTERMS.description, _italian(f"{dataset.about} {dataset.law}.")),
        (DCTERMS.modified, Literal(one.updated.astimezone(ROME).date(), datatype=XSD.date)),
        (DCTERMS.rightsHolder, agent),
        (DCTERMS.publisher, agent),
        (DCTERMS.accrualPeriodicity, CONTINUOUS),
        (DCTERMS.language, ITALIAN),
        (DCAT.contactPoint, contact),
        (DCAT.landingPage, URIRef(page)),
    ]
    facts += [(DCAT.theme, URIRef(f"{EUROPE}/data-theme/{theme}")) for theme in dataset.themes]
    facts += [(DCAT.keyword, _italian(word)) for word in dataset.keywords]
    for term, value in facts:
        graph.add((node, term, value))
    for form in FORMATS.values():
        address = f"{site}/dati/{dataset.id}.{form.extension}"
        file = URIRef(f"{page}#{form.extension}")
        graph.add((node, DCAT.distribution, file))
        _types(graph, file, DCATAPIT.Distribution, DCAT.Distribution)
        for term, value in (
            (DCTERMS.title, _italian(f"{dataset.title} ({form.title})")),
            (DCTERMS["format"], URIRef(f"{EUROPE}/file-type/{form.european}")),
            (DCAT.accessURL, URIRef(page)),
            (DCAT.downloadURL, URIRef(address)),
            (DCTERMS.license, URIRef(LICENCE)),
            (DCTERMS.modified, Literal(one.updated.astimezone(ROME).date(), datatype=XSD.date)),
        ):
            graph.add((file, term, value))
    return node


def _agent(graph: Graph, agent: URIRef, publisher: Publisher) -> None:
    _types(graph, agent, DCATAPIT.Agent, FOAF.Agent)
    graph.add((agent, DCTERMS.identifier, Literal(publisher.code)))
    graph.add((agent, FOAF.name, _italian(publisher.name)))


def _contact(graph: Graph, contact: URIRef, publisher: Publisher) -> None:
    _types(graph, contact, DCATAPIT.Organization, VCARD.Organization, VCARD.Kind)
    graph.add((contact, VCARD.fn, _italian(publisher.name)))
    if publisher.email:
        graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{publisher.email}")))
    if publisher.address:
        graph.add((contact, VCARD.hasURL, URIRef(publisher.address)))


def _licence(graph: Graph) -> None:
    licence = URIRef(LICENCE)
    _types(graph, licence, DCATAPIT.LicenseDocument, DCTERMS.LicenseDocument)
    graph.add((licence, DCTERMS.type, URIRef("http://purl.org/adms/licencetype/Attribution")))
    graph.add((licence, FOAF.name, _italian("Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)")))
    graph.add((licence, OWL.versionInfo, Literal("4.0")))
    graph.add((licence, OWL.sameAs, LICENCE_IN_LIST))


def _types(graph: Graph, node: URIRef, *types: URIRef) -> None:
    for kind in types:
        graph.add((node, RDF.type, kind))


def _italian(words: str) -> Literal:
    return Literal(words, lang="it")
