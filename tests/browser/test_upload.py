# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A large file in a browser: sent in parts while one looks, after a dropped line, after a reload."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from coprogettazione.applications.models import Application
from coprogettazione.documents.models import Arriving
from tests.browser.walk import Walk, Walker
from tests.coprogettazione.documents.corpus import pdf_with
from tests.factories.applications import STARTED, start
from tests.factories.calls import make_call
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = "**/file/in-arrivo/*/"


@pytest.fixture(autouse=True)
def private_folder(settings: Any, tmp_path: Path) -> None:
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def statute(tmp_path: Path) -> Path:
    """Three megabytes: six parts."""
    path = tmp_path / "statuto.pdf"
    path.write_bytes(pdf_with(b"% " + b"0123456789abcdef" * 190_000))
    return path


@pytest.fixture
def draft(the_clock: Any) -> Application:
    the_clock.move_to(STARTED)
    return start(make_call("PUBLISHED"))


def at_the_files(walk: Walk, draft: Application) -> Walker:
    person = walk.person(make_legal_representative(draft.lead))
    person.opens(reverse("applications:section", args=[draft.pk, "dichiarazioni"]))
    return person


def files(person: Walker) -> Any:
    """Where one adds what no question asks."""
    return person.page.locator("#allegati")


def chooses(person: Walker, path: Path) -> None:
    files(person).locator("input[type=file]").set_input_files(path)


def state(person: Walker) -> Any:
    return files(person).locator("[data-upload-target=status]")


def is_attached(person: Walker, draft: Application, path: Path) -> None:
    person.types("label", "Statuto")
    person.presses("Carica il file")
    assert "statuto.pdf" in person.reads()
    attached = draft.attachments.get()
    with attached.file.content.open("rb") as kept:
        assert kept.read() == path.read_bytes()
    assert not Arriving.objects.exists()


def test_a_large_file_arrives_while_one_looks_and_is_attached(
    survey: Walk, draft: Application, statute: Path
) -> None:
    person = at_the_files(survey, draft)
    chooses(person, statute)
    state(person).get_by_text("«statuto.pdf» è arrivato tutto. Ora invia il modulo.").wait_for()
    assert not files(person).locator("progress").is_visible()
    is_attached(person, draft, statute)
    assert survey.found == []


def test_after_a_dropped_line_it_goes_on_from_where_it_was(
    walk: Walk, draft: Application, statute: Path
) -> None:
    person = at_the_files(walk, draft)
    offsets: list[int] = []

    def line(route: Any) -> None:
        if route.request.method == "PATCH":
            offsets.append(int(route.request.headers["upload-offset"]))
        if len(offsets) == 3:
            offsets.append(-1)
            route.abort()
        else:
            route.continue_()

    person.page.route(PARTS, line)
    chooses(person, statute)
    state(person).get_by_text("La linea è caduta al 34 %: riprendo da lì appena torna.").wait_for()
    state(person).get_by_text("è arrivato tutto").wait_for()
    assert offsets[2:5] == [2 * 524288, -1, 2 * 524288]
    is_attached(person, draft, statute)


def test_it_is_paused_and_goes_on_after_a_reload_of_the_page(
    walk: Walk, draft: Application, statute: Path
) -> None:
    person = at_the_files(walk, draft)
    # The fourth part never leaves: there is time to press the button.
    held: list[Any] = []

    def line(route: Any) -> None:
        if int(route.request.headers.get("upload-offset", "0")) >= 3 * 524288:
            held.append(route)
        else:
            route.continue_()

    person.page.route(PARTS, line)
    chooses(person, statute)
    state(person).get_by_text("«statuto.pdf» sta arrivando: 51 %").wait_for()
    assert files(person).locator("progress").get_attribute("aria-label") == "Caricamento del file"
    files(person).get_by_role("button", name="Sospendi il caricamento").click()
    assert "Caricamento sospeso al 51 %." in state(person).inner_text()
    assert files(person).get_by_role("button", name="Riprendi il caricamento").is_visible()
    # What was held is thrown away: let go on, it could still arrive.
    for route in held:
        route.abort()
    person.page.unroute(PARTS)
    person.page.reload()
    asked: list[str] = []
    person.page.on("request", lambda r: asked.append(f"{r.method} {r.headers.get('upload-offset', '')}"))
    chooses(person, statute)
    state(person).get_by_text("è arrivato tutto").wait_for()
    parts = [one for one in asked if one.startswith(("HEAD", "PATCH", "POST"))]
    assert parts[:2] == ["HEAD ", f"PATCH {3 * 524288}"]
    assert not [one for one in parts if one.startswith("POST")]
    is_attached(person, draft, statute)


def test_a_form_sent_meanwhile_takes_the_file_with_it(walk: Walk, draft: Application, statute: Path) -> None:
    person = at_the_files(walk, draft)
    person.page.route(PARTS, lambda route: None)
    chooses(person, statute)
    state(person).get_by_text("sta arrivando: 0 %").wait_for()
    person.types("label", "Statuto")
    person.presses("Carica il file")
    assert draft.attachments.get().file.size == statute.stat().st_size


def test_a_file_too_large_is_told_at_once(walk: Walk, draft: Application, tmp_path: Path) -> None:
    person = at_the_files(walk, draft)
    large = tmp_path / "grande.pdf"
    with large.open("wb") as file:
        file.truncate(20_000_001)
    chooses(person, large)
    state(person).get_by_text("Il file pesa più di 20 MB.").wait_for()
    assert not Arriving.objects.exists()


def test_the_file_stays_with_a_form_that_comes_back(walk: Walk, draft: Application, statute: Path) -> None:
    person = at_the_files(walk, draft)
    chooses(person, statute)
    state(person).get_by_text("è arrivato tutto").wait_for()
    person.presses("Carica il file")
    assert "«statuto.pdf»" in state(person).inner_text()
    assert "è già arrivato: non serve sceglierlo di nuovo." in state(person).inner_text()
    is_attached(person, draft, statute)
