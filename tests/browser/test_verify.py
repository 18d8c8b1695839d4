# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A citizen verifies a document: the browser alone does it, and it finds what the offline verifier finds."""

import hashlib
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from coprogettazione.parties.models import Organisation
from coprogettazione.records.public.days import close_days
from coprogettazione.records.public.models import PublicLine
from tests.browser.axe import faults, overflow
from tests.coprogettazione.records import public
from tests.coprogettazione.records.public import VECTORS, bytes_of, note, noting, verifier
from tests.coprogettazione.records.test_public_lines import MONDAY, THURSDAY, TUESDAY

PDF = b"%PDF-1.7 " + bytes(range(256)) * 40
OFFLINE = verifier()
#: The reasons as the page says them, in its words.
WORDS = {
    "frame": "non ha la forma del registro",
    "hash": "la sua impronta è un’altra",
    "order": "manca una voce",
    "day": "il giorno non è quello",
    "root": "la radice non è quella delle voci",
    "chain": "non segue da quello prima",
    "stamp": "è di un’altra impronta",
    "noted": "non è quella che hai conservato",
    "end": "finisce prima della sua fine",
}


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Iterator[Organisation]:
    """An act published on Monday among other entries; Tuesday has some too."""
    monkeypatch.setattr(public, "SHA256", hashlib.sha256(PDF).hexdigest())
    with noting():
        organisation = public.written((MONDAY, 3), (TUESDAY, 2), publishes=True)
        close_days(THURSDAY)
        yield organisation


def drop(page: Any, field: str, content: bytes, name: str = "convenzione.pdf") -> None:
    page.set_input_files(field, {"name": name, "mimeType": "application/octet-stream", "buffer": content})


def verdict(page: Any, content: bytes) -> str:
    """What the page answers of a document."""
    page.evaluate("document.getElementById('risposta').replaceChildren()")
    drop(page, "#documento", content)
    page.wait_for_selector("#risposta h3")
    return str(page.inner_text("#risposta"))


def register_verdict(page: Any, content: bytes, noted: bytes = b"") -> str:
    """What the page answers of a downloaded register."""
    page.set_input_files("#radici", [])
    if noted:
        page.set_input_files("#registro", [])
        drop(page, "#radici", noted, "radici.jsonl")
    page.evaluate("document.getElementById('risposta-registro').replaceChildren()")
    drop(page, "#registro", content, "registro.jsonl")
    page.wait_for_selector("#risposta-registro h3")
    return str(page.inner_text("#risposta-registro"))


def offline(content: bytes, noted: dict[str, str] | None = None) -> tuple[int, str] | None:
    """What the program in Python finds: line and reason, None when everything holds."""
    try:
        OFFLINE.check(content.splitlines(keepends=True), noted=noted)
    except OFFLINE.Broken as broken:
        return broken.line, broken.code
    return None


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("published")
def test_the_browser_alone_says_whether_it_is_a_published_act(live_server: Any, page: Any) -> None:
    asked: list[Any] = []
    problems: list[str] = []
    page.goto(f"{live_server.url}/verifica/")
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 (Playwright marks its handlers)
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    said = verdict(page, PDF)
    assert "È un atto pubblicato qui" in said
    assert (
        "Nota, Ente. Pubblicato il 2 febbraio 2026; voce 1 del registro, scritta il 2 febbraio 2026." in said
    )
    page.click("#risposta summary")
    path = page.inner_text("#risposta details")
    line = PublicLine.objects.get(seq=1)
    assert line.hash in path
    assert "uguale a quella scritta per 2 febbraio 2026" in path
    assert "2 giorni chiusi, l’ultimo è 3 febbraio 2026" in path
    digest = hashlib.sha256(PDF).hexdigest()
    assert sorted(request.url.removeprefix(live_server.url) for request in asked) == [
        f"/registro/atti/{digest[:4]}.json",
        "/registro/radici.jsonl",
    ]
    assert [request.method for request in asked] == ["GET", "GET"]
    assert [request.post_data_buffer for request in asked] == [None, None], "no byte of the document leaves"
    assert not any(digest in request.url for request in asked), "not even its fingerprint"
    assert problems == []
    assert page.context.cookies() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("published")
def test_one_byte_altered_makes_it_no_published_act(live_server: Any, page: Any) -> None:
    page.goto(f"{live_server.url}/verifica/")
    for at in (0, len(PDF) // 2, len(PDF) - 1):
        altered = PDF[:at] + bytes([PDF[at] ^ 1]) + PDF[at + 1 :]
        assert "Non è un atto pubblicato qui" in verdict(page, altered)
    assert "Non è un atto pubblicato qui" in verdict(page, PDF + b"\n")
    assert "È un atto pubblicato qui" in verdict(page, PDF)


@pytest.mark.django_db(transaction=True)
def test_an_act_of_today_has_a_path_to_the_root_so_far(
    live_server: Any, page: Any, published: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = PDF + b"di oggi"
    monkeypatch.setattr(public, "SHA256", hashlib.sha256(fresh).hexdigest())
    with time_machine.travel(THURSDAY + timedelta(days=1), tick=False):
        note(published, "oggi", publishes=True)
        note(published, "ancora")
    page.goto(f"{live_server.url}/verifica/")
    assert "È un atto pubblicato qui" in verdict(page, fresh)
    page.click("#risposta summary")
    assert "provvisoria" in page.inner_text("#risposta details")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("published")
def test_a_site_that_lies_about_the_path_or_the_roots_is_not_believed(live_server: Any, page: Any) -> None:
    page.goto(f"{live_server.url}/verifica/")
    answer = page.request.get(f"{live_server.url}/registro/atti/{hashlib.sha256(PDF).hexdigest()[:4]}.json")
    told = answer.json()
    told["files"][0]["line"] = told["files"][0]["line"].replace("Nota", "Nata")
    page.route("**/registro/atti/*.json", lambda route: route.fulfill(json=told))
    assert "Non si può verificare" in verdict(page, PDF)
    page.unroute("**/registro/atti/*.json")
    roots = page.request.get(f"{live_server.url}/registro/radici.jsonl").text().splitlines(keepends=True)
    page.route("**/radici.jsonl", lambda route: route.fulfill(body="".join([roots[0], *roots[2:]])))
    assert "Non si può verificare" in verdict(page, PDF)
    page.unroute("**/radici.jsonl")
    page.route("**/registro/**", lambda route: route.abort())
    assert "Il registro non risponde" in verdict(page, PDF)


@pytest.mark.django_db(transaction=True)
def test_the_browser_finds_in_every_case_what_the_offline_verifier_finds(live_server: Any, page: Any) -> None:
    page.goto(f"{live_server.url}/verifica/")
    page.click("#verifica-qui > details > summary")
    for case in VECTORS["cases"]:
        noted = case.get("noted")
        if noted and set(noted) - {"2026-02-02", "2026-07-01"}:
            continue  # a day that no file of roots can hold without its line
        kept = [
            line
            for line in VECTORS["register"]
            if '"kind":"day"' in line and any(d in line for d in noted or ())
        ]
        roots = "".join(f"{line}\n" for line in kept if line[9:73] in (noted or {}).values()).encode()
        said = register_verdict(page, bytes_of(case), roots)
        found = offline(bytes_of(case), noted)
        if found is None:
            assert "Il registro torna" in said, case["name"]
            assert f"Voci: {case['entries']}." in said, case["name"]
        else:
            assert [*found] == case["broken"], case["name"]
            assert f"Riga {found[0]}: " in said, case["name"]
            assert WORDS[found[1]] in said, case["name"]


@pytest.mark.django_db(transaction=True)
def test_the_browser_finds_any_single_changed_byte_where_the_offline_verifier_does(
    live_server: Any, page: Any
) -> None:
    whole = bytes_of(VECTORS["cases"][0])
    chance = random.Random(20260202)
    page.goto(f"{live_server.url}/verifica/")
    page.click("#verifica-qui > details > summary")
    assert "Il registro torna" in register_verdict(page, whole)
    for _n in range(60):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        altered = whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]
        found = offline(altered)
        assert found is not None
        said = register_verdict(page, altered)
        assert f"Riga {found[0]}: " in said, at
        assert WORDS[found[1]] in said, at


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_the_register_are_accessible_and_ask_nobody_else(
    live_server: Any, page: Any, width: int
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = []
    digest = hashlib.sha256(PDF).hexdigest()
    addresses = ("", "giorni/", "voci/1/", "voci/2/")
    for address in (
        *(f"/registro/{rest}" for rest in addresses),
        f"/verifica/?impronta={digest}",
        "/verifica/",
    ):
        page.goto(f"{live_server.url}{address}")
        found += faults(page)
        if overflow(page) > 0:
            found.append(f"{address} is wider than {width} pixels")
    verdict(page, PDF)
    page.click("#risposta summary")
    found += faults(page)
    assert overflow(page) <= 0
    assert found == []
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert page.context.cookies() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("published")
def test_the_answer_is_reached_and_read_from_the_keyboard(live_server: Any, page: Any) -> None:
    page.goto(f"{live_server.url}/verifica/")
    for _n in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "documento":
            break
    assert page.evaluate("document.activeElement.id") == "documento"
    drop(page, ":focus", PDF)
    page.wait_for_selector("#risposta h3")
    assert page.evaluate("document.activeElement.id") == "risposta"
    assert page.get_attribute("#risposta", "role") == "status"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.is_visible("#risposta ol")
