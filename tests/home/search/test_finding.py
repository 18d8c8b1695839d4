# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the search finds, how it counts, and what it says when words are not there."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from coprogettazione.calls.models import CallState
from coprogettazione.calls.services import revoke_call
from coprogettazione.wording import ROME
from home.models import AgreementPage, ContentPage, Findable, HomePage
from home.search.asked import Asked
from home.search.finding import Found, find
from home.search.following import rebuild
from tests.factories.calls import DEADLINE, make_call
from tests.factories.parties import make_ets
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db
OPEN = datetime(2026, 2, 12, 9, tzinfo=ROME)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def february() -> Iterator[None]:
    """Thursday 12 February 2026, nine in the morning."""
    with time_machine.travel(OPEN, tick=False):
        yield


def search(at: datetime = OPEN, **asked: str) -> Found:
    return find(Asked.of(asked), at)


def codes(at: datetime = OPEN, **asked: str) -> list[str]:
    return [row.codes[0] for row in search(at, **{"tipo": "avvisi", **asked}).page]


def transport(**facts: Any) -> Any:
    return make_call(
        CallState.PUBLISHED, code="TSV-2026", title="Trasporto sociale di vallata", cts_activities=["b"],
        comuni=["Borgolieto"], summary="Accompagnare chi è anziano e solo, contro la solitudine e la povertà.",
        **{"cup": "J81B26000120001", **facts},
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["solitudini", "anziani", "ANZIANA", "trasporti", "povertà", "poverta", "trasporto anziani"]
)
def test_a_word_is_found_in_all_its_inflections_with_and_without_accents(typed: str) -> None:
    make_call(CallState.PUBLISHED)
    transport()
    assert codes(q=typed) == ["TSV-2026"]


@pytest.mark.parametrize("typed", ["TSV-2026", "tsv 2026", "tsv", "J81B26000120001", "j81b26"])
def test_a_code_is_found_by_its_beginning(typed: str) -> None:
    make_call(CallState.PUBLISHED)
    transport()
    assert codes(q=typed) == ["TSV-2026"]


def test_a_repertory_number_finds_its_agreement_and_no_other() -> None:
    make_agreement()
    make_agreement(code="DOP-2026", number=13)
    found = search(q="12/2026", tipo="convenzioni")
    assert [row.address for row in found.page] == ["/convenzioni/pis-2026/"]


def test_a_phrase_in_quotes_is_found_only_as_it_is() -> None:
    transport()
    assert codes(q='"sociale di vallata"') == ["TSV-2026"]
    assert not search(q='"vallata sociale"').count


def test_what_a_party_does_finds_the_agreement() -> None:
    make_agreement()
    assert search(q="lanterna", tipo="convenzioni").count == 1


def test_the_title_counts_more_than_the_text() -> None:
    make_call(CallState.PUBLISHED, summary="Anche il trasporto.")
    transport()
    assert codes(q="trasporti") == ["TSV-2026", "PIS-2026"]


def test_words_that_are_nowhere_are_left_out_and_it_is_said(client: Client) -> None:
    transport()
    found = search(q="trasporto astronave")
    assert found.partial
    assert [word.text for word in found.missing] == ["astronave"]
    assert found.count == 1
    text = client.get("/cerca/?q=trasporto+astronave").content.decode()
    assert "ecco quelli con una sola" in text
    assert "In nessuna pagina c’è: «astronave»" in text


def test_with_some_of_the_words_who_has_more_comes_first() -> None:
    make_call(CallState.PUBLISHED, summary="Trasporto.")
    transport()
    found = search(q="trasporto solitudine vallata prossimità", tipo="avvisi")
    assert found.partial
    assert [row.codes[0] for row in found.page] == ["TSV-2026", "PIS-2026"]


@pytest.mark.parametrize(
    "typed", ["di", "il la", "...", "' ; drop table", "'''\":*&|!()<->", "\x00", "a" * 500]
)
def test_no_way_of_typing_breaks_the_search(client: Client, typed: str) -> None:
    assert client.get("/cerca/", {"q": typed}).status_code == 200


def test_each_count_respects_the_other_filters_and_not_its_own() -> None:
    make_call(CallState.PUBLISHED)
    transport()
    found = search(tema="b", tipo="avvisi")
    assert {c.value: c.count for c in found.facets["tema"]}["b"] == 1
    assert len(found.facets["tema"]) > 1
    assert [(c.words, c.count) for c in found.facets["comune"]] == [("Borgolieto", 1)]
    assert [(c.value, c.count) for c in found.facets["stato"]] == [("aperti", 1)]
    assert [(c.value, c.count) for c in found.facets["anno"]] == [("2026", 1)]
    assert [(c.words, c.count) for c in found.facets["ente"]] == [("Ambito di Valdora", 1)]


def test_a_count_is_what_the_filter_then_finds() -> None:
    make_agreement()
    transport()
    for name, choices in search().facets.items():
        for choice in choices:
            assert search(**{name: choice.value}).count == choice.count, (name, choice)


def test_a_filter_that_makes_no_sense_is_as_if_not_asked() -> None:
    nonsense = {"tema": "<b>", "comune": "12; drop", "ente": "²", "anno": "20260", "stato": "x", "q": "  "}
    assert not Asked.of(nonsense)


def test_a_call_is_open_until_the_second_of_its_term() -> None:
    make_call(CallState.PUBLISHED)
    assert codes(DEADLINE - SECOND, stato="aperti") == ["PIS-2026"]
    assert codes(DEADLINE, stato="aperti") == []
    assert codes(DEADLINE, stato="in-corso") == ["PIS-2026"]


def test_an_agreement_is_in_force_until_the_last_second_of_its_last_day() -> None:
    make_agreement()
    last = datetime(2028, 8, 31, 23, 59, 59, tzinfo=ROME)
    assert search(last - SECOND, stato="in-vigore").count == 1
    assert search(last + SECOND, stato="in-vigore").count == 0
    assert search(last + SECOND, stato="conclusi", tipo="convenzioni").count == 1
    assert search(datetime(2026, 8, 31, 12, tzinfo=ROME), stato="da-iniziare").count == 1


def test_a_deed_that_ends_a_call_is_found_at_once() -> None:
    call = transport()
    revoke_call(
        call=call, reason_code="PUBLIC_INTEREST", reasons="Il finanziamento è stato revocato dalla Regione.",
        act_number="90/2026", act_date=OPEN.date(), by=call.executive_officer, at=OPEN,
    )  # fmt: skip
    assert codes(stato="senza-accordo") == ["TSV-2026"]
    assert codes(stato="aperti") == []


def test_a_draft_is_never_found() -> None:
    make_call(CallState.AUTHORISED, summary="Contro la solitudine.")
    assert not search(q="solitudine").count


def test_a_body_that_the_office_has_not_looked_at_is_never_found() -> None:
    make_ets("ets1", verified=False)
    assert not search(q="lanterna").count


def test_a_page_that_is_taken_away_is_not_found_and_comes_back() -> None:
    page = ContentPage.objects.get(slug="privacy")
    page.unpublish()
    assert not search(q="informativa privacy", tipo="pagine").count
    page.refresh_from_db()
    page.save_revision().publish()
    assert search(q="informativa privacy", tipo="pagine").count == 1


def test_the_draft_of_an_editor_is_not_found_before_it_is_published() -> None:
    page = ContentPage.objects.get(slug="privacy")
    page.lead = "Parola inaudita: supercalifragilistico."
    revision = page.save_revision()
    assert not search(q="supercalifragilistico").count
    revision.publish()
    assert search(q="supercalifragilistico").count == 1


def test_a_new_page_of_the_editors_is_found() -> None:
    HomePage.objects.get().add_child(instance=ContentPage(title="Sportello itinerante", slug="sportello"))
    assert search(q="sportelli itineranti").count == 1


def test_reading_everything_again_changes_nothing() -> None:
    make_agreement()
    transport()
    kept = [f.name for f in Findable._meta.fields if f.name not in ("head", "words")]
    before = list(Findable.objects.order_by("pk").values(*kept))
    Findable.objects.create(
        kind="PAGE", object_id=999999, address="/x/", title="Non c’è più", head="", words=""
    )
    rebuild()
    states = {row["kind"]: row for row in Findable.objects.order_by("pk").values(*kept)}
    assert len(states) == 5
    assert list(Findable.objects.order_by("pk").values("pk")) == [{"pk": row["id"]} for row in before]


def test_no_person_is_in_the_index() -> None:
    make_agreement()
    for name in ("Ada Fontana", "Marco Rinaldi", "Giulia Ferri", "Davide Orsini"):
        assert not search(q=f'"{name}"').count
    assert AgreementPage.objects.exists()


@pytest.mark.parametrize("address", ["/cerca/", "/cerca/?q=sociale&tipo=avvisi", "/cerca/?q=sociale+niente"])
def test_a_search_costs_six_queries_at_most_with_one_result_and_with_three(
    client: Client, address: str, django_assert_num_queries: Any
) -> None:
    transport()
    expected = {"/cerca/": 3, "/cerca/?q=sociale&tipo=avvisi": 3, "/cerca/?q=sociale+niente": 5}[address]
    with django_assert_num_queries(expected):
        assert client.get(address).status_code == 200
    make_agreement()
    make_agreement(code="DOP-2026", number=13)
    with django_assert_num_queries(expected):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "asked", [{}, {"q": "sociale"}, {"q": "sociale vallata niente"}, {"q": "sociale", "ordine": "termine"}]
)
def test_page_after_page_is_the_whole_answer_in_its_order(asked: dict[str, str]) -> None:
    transport()
    make_agreement()
    make_agreement(code="DOP-2026", number=13)
    whole = list(search(**asked).page)
    assert len(whole) > 3
    pages = [
        list(find(Asked.of(asked), OPEN, str(n), per_page=2).page) for n in range(1, (len(whole) + 3) // 2)
    ]
    assert [row.pk for page in pages for row in page] == [row.pk for row in whole]
    explained = [getattr(row, "in_title", "") for page in pages for row in page]
    assert explained == [getattr(row, "in_title", "") for row in whole]
    assert [row.pk for row in find(Asked.of(asked), OPEN, "999", per_page=2).page] == [
        row.pk for row in pages[-1]
    ]


def test_the_values_of_a_filter_come_by_how_many_things_they_find_and_the_chosen_one_first() -> None:
    make_agreement()
    transport()
    for all_of in ("", "ente"):
        bodies = find(Asked(), OPEN, all_of=all_of).facets["ente"]
        assert [(-one.count, int(one.value)) for one in bodies] == sorted(
            (-one.count, int(one.value)) for one in bodies
        )
        rare = bodies[-1].value
        assert search(ente=rare).facets["ente"][0].value == rare
