# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of bodies, and what machines read: JSON-LD, Atom, the map of the site."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import Organisation
from coprogettazione.wording import ROME
from home.models import Findable
from home.templatetags.linked_data import block
from tests.factories.calls import make_call
from tests.factories.parties import make_ets
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=ROME)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(key: str) -> str:
    return f"/organizzazioni/{make_ets(key).pk}/"


def linked(text: str) -> list[dict[str, Any]]:
    return [
        json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    ]


def test_the_page_of_a_body_says_its_part_its_money_and_its_tables(client: Client) -> None:
    make_agreement()
    text = client.get(page_of("ets1")).content.decode()
    for words in (
        "In corso, nei tempi",
        "Capofila: firma e risponde per tutti",
        "Che cosa fa La Lanterna.",
        '<span class="co-strong co-num">111.600\u00a0€</span>, di cui 99.000\u00a0€ di contributo pubblico',
        "(55\u00a0% del contributo della convenzione)",
        '<td class="co-num">111.600\u00a0€</td>',
        'href="/tavoli/pis-2026/"',
        "Conosciuto anche come",
    ):
        assert words in text, words
    assert "Ada Fontana" not in text


def test_the_page_of_a_public_body_lists_the_calls_it_published(client: Client) -> None:
    call = make_call(CallState.PUBLISHED)
    text = client.get(f"/organizzazioni/{call.lead_authority_id}/").content.decode()
    assert "Gli avvisi che ha pubblicato" in text
    assert 'href="/avvisi/pis-2026/"' in text


def test_an_agreement_not_yet_published_is_on_no_page_of_a_body(client: Client) -> None:
    make_agreement(published=False)
    assert "Le sue convenzioni" not in client.get(page_of("ets1")).content.decode()


def test_the_page_of_a_body_costs_the_same_queries_with_one_agreement_and_with_three(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_agreement()
    address = page_of("ets1")
    client.get(address)
    with django_assert_num_queries(12):
        assert client.get(address).status_code == 200
    make_agreement(code="DOP-2026", number=13)
    make_agreement(code="TSV-2026", number=14)
    with django_assert_num_queries(12):
        assert client.get(address).status_code == 200


def test_a_third_sector_body_is_an_ngo_with_its_registers(client: Client) -> None:
    address = page_of("ets2")
    path, body = linked(client.get(address).content.decode())
    assert path["@type"] == "BreadcrumbList"
    assert [item["position"] for item in path["itemListElement"]] == [1, 2, 3]
    assert (body["@type"], body["additionalType"]) == ("NGO", "Associazione di promozione sociale")
    assert body["taxID"] == "90000020009"
    assert body["@id"] == f"http://localhost:8000{address}"


def test_nothing_in_the_data_closes_their_block(client: Client) -> None:
    hostile = "</script><script>alert(1)</script>&<!--"
    assert str(block({"name": hostile})).count("<") == 2
    body = make_ets("ets1")
    Organisation.objects.filter(pk=body.pk).update(name=hostile)
    text = client.get(f"/organizzazioni/{body.pk}/").content.decode()
    assert "<script>alert" not in text
    assert linked(text)[1]["name"] == hostile


def test_a_hostile_title_is_shown_literally_and_still_marked(client: Client) -> None:
    make_call(
        CallState.PUBLISHED, title="<img src=x onerror=alert(1)> doposcuola", summary="\ue000<b>doposcuole"
    )
    text = client.get("/cerca/?q=doposcuole").content.decode()
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=alert(1)&gt; <mark>doposcuola</mark>" in text
    assert "<b>doposcuol" not in text


def test_a_result_says_what_it_is_how_it_stands_until_when_and_where_the_words_are(client: Client) -> None:
    make_agreement()
    text = client.get("/cerca/?q=lanterne&tipo=convenzioni").content.decode()
    for words in ("Convenzione", "In corso, nei tempi", "Fino al 31 agosto 2028", "<mark>Lanterna</mark>",
                  "Trovato tra gli enti e nel testo."):  # fmt: skip
        assert words in text, words


def test_words_keep_their_accents_where_they_are_marked(client: Client) -> None:
    make_call(CallState.PUBLISHED, purpose="Contrastare la povertà. " * 3 + "Sostenere la comunità educante.")
    assert "<mark>povertà</mark>" in client.get("/cerca/?q=poverta").content.decode()


def test_every_filter_is_a_link_that_works_without_a_script(client: Client) -> None:
    make_agreement()
    make_call(CallState.PUBLISHED, code="TSV-2026", title="Trasporto sociale", cts_activities=["b"])
    text = client.get("/cerca/?q=sociale").content.decode()
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/cerca/\?[^"#]+)"', text)]
    assert any("tema=b" in link for link in links)
    for link in set(links):
        assert client.get(link).status_code == 200, link


def test_the_lists_have_the_filters_of_the_search(client: Client) -> None:
    make_agreement()
    make_agreement(code="DOP-2026", number=13)
    body = make_ets("ets1")
    text = client.get(f"/convenzioni/?ente={body.pk}&q=13/2026").content.decode()
    assert "1 convenzione</h2>" in text
    assert 'href="/convenzioni/dop-2026/"' in text
    assert 'href="/convenzioni/pis-2026/"' not in text


def test_a_feed_holds_what_a_search_finds(client: Client) -> None:
    make_agreement()
    make_call(CallState.PUBLISHED, code="TSV-2026", title="Trasporto sociale")
    feed = client.get("/cerca/novita.atom?q=trasporti")
    assert feed["Content-Type"].startswith("application/atom+xml")
    titles = [e.text for e in ElementTree.fromstring(feed.content).iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["Novità per «trasporti»", "Avviso: Trasporto sociale"]
    everything = client.get("/convenzioni/novita.atom").content.decode()
    assert "Convenzione: " in everything
    assert "Avviso: " not in everything


def test_the_map_has_every_public_page_once_and_no_other(client: Client) -> None:
    make_agreement()
    make_call(CallState.AUTHORISED, code="NO-2026", title="Non ancora")
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found: list[str] = []
    for part in index.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
        assert part.text
        pages = ElementTree.fromstring(client.get(part.text.replace("http://testserver", "")).content)
        found += [e.text or "" for e in pages.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == len(set(found)) == Findable.objects.count() + 1
    assert "http://testserver/convenzioni/pis-2026/" in found
    assert not [address for address in found if "no-2026" in address]


def test_robots_are_told_where_the_map_is(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text
    assert "Disallow: /redazione/" in text


@pytest.mark.parametrize("address", ["/cerca/?q=x", "/avvisi/?tema=q", "/cerca/novita.atom", "/sitemap.xml"])
def test_reading_sets_no_cookie(client: Client, address: str) -> None:
    assert not client.get(address).cookies
