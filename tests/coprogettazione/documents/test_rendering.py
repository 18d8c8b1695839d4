# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers are printed from facts: the same every time, accessible, and nothing typed is ever markup."""

import io
import threading
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext_lazy
from pypdf import PdfReader

from coprogettazione.documents.documents import KEPT, READ, RenderingFailed, facts_of, render
from coprogettazione.documents.documents.rendering import TEMPLATES
from tests.coprogettazione.documents.samples import SAMPLES

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2026, 2, 25, 12, 0, tzinfo=ROME)
MARKUP = '#panic("x") * _ $ \\ @a ] [ " <b> `c` // /* #let x = 1 = titolo -- ~ ... https://a.it \'v\''


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def with_every_text(value: object, text: str) -> object:
    """The same facts with something added to everything that a person could have typed."""
    match value:
        case dict():
            return {key: with_every_text(item, text) for key, item in value.items()}
        case list():
            return [with_every_text(item, text) for item in value]
        case str() if not value[:1].isdigit():
            return f"{value} {text}"
    return value


def test_every_template_has_a_sample() -> None:
    templates = {path.stem for path in TEMPLATES.glob("*.typ") if not path.stem.startswith("_")}
    assert templates == set(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_keeps_both_standards_and_names_itself(name: str) -> None:
    reader = PdfReader(io.BytesIO(render(name, SAMPLES[name], at=NOON, standards=KEPT)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "it"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert SAMPLES[name]["title"] in (reader.metadata.title or "")
    assert reader.metadata.author == "Ambito territoriale sociale di Valdora"
    metadata = reader.xmp_metadata
    assert metadata is not None
    described = metadata.rdf_root.toxml()
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    assert "<pdfaid:part>2</pdfaid:part>" in described
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in described


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_same_facts_give_the_same_bytes(name: str) -> None:
    first = render(name, SAMPLES[name], at=NOON)
    again: list[bytes] = []
    other = threading.Thread(
        target=lambda: again.append(render(name, dict(reversed(SAMPLES[name].items())), at=NOON))
    )
    other.start()
    other.join()
    assert again == [first]


def test_another_instant_gives_another_file() -> None:
    later = datetime(2026, 2, 25, 12, 1, tzinfo=ROME)
    assert render("letter", SAMPLES["letter"], at=NOON) != render("letter", SAMPLES["letter"], at=later)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_markup_typed_by_a_person_is_printed_as_it_is(name: str) -> None:
    pdf = render(name, with_every_text(SAMPLES[name], MARKUP), at=NOON)  # type: ignore[arg-type]
    assert squeezed('#panic("x")*_$\\@a][') in squeezed(text_of(pdf))


@pytest.mark.parametrize(
    "text", ["\x00\x07", "日本", "👩‍👩‍👧", "\u202efdp.exe", "\ud800", "Жук ελ ğ ș ő", "\ufffe"]
)
def test_no_character_can_stop_a_paper(text: str) -> None:
    for name in ("receipt", "d7"):
        assert render(name, with_every_text(SAMPLES[name], text), at=NOON)  # type: ignore[arg-type]


def test_what_cannot_be_drawn_stays_visible_as_its_code() -> None:
    data = {**SAMPLES["letter"], "closing": "scritto 日 e \u202ecapovolto"}
    shown = text_of(render("letter", data, at=NOON))
    assert "[U+65E5]" in shown
    assert "[U+202E]" in shown


def test_lines_and_paragraphs_typed_by_a_person_stay() -> None:
    data = {**SAMPLES["letter"], "closing": "Prima riga.\r\nSeconda riga.\n\nAltro paragrafo."}
    lines = text_of(render("letter", data, at=NOON)).splitlines()
    assert "Prima riga." in lines
    assert "Seconda riga." in lines
    assert "Altro paragrafo." in lines


def test_amounts_days_and_instants_are_written_the_italian_way() -> None:
    shown = text_of(render("d1", SAMPLES["d1"], at=NOON)).replace("\xa0", " ")
    assert "90.000,00 €" in shown
    assert "180.000,00 €" in shown
    assert "30 gennaio 2026" in shown
    assert "mercoledì 25 febbraio 2026, ore 12:00" in " ".join(shown.split())


def test_the_receipt_prints_the_whole_fingerprint_and_the_second() -> None:
    shown = text_of(render("receipt", SAMPLES["receipt"], at=NOON)).replace("\xa0", " ")
    assert SAMPLES["receipt"]["fingerprint"] in shown
    assert SAMPLES["receipt"]["files"][1]["sha256"] in shown
    assert "venerdì 20 febbraio 2026, ore 10:12:05" in shown


def test_no_paper_says_that_it_was_signed() -> None:
    for name, data in SAMPLES.items():
        shown = text_of(render(name, data, at=NOON)).lower()
        assert "firmato digitalmente" not in shown
        assert "f.to" not in shown


def test_a_draft_is_marked_on_every_page_and_a_public_copy_says_so() -> None:
    draft = PdfReader(io.BytesIO(render("d2", {**SAMPLES["d2"], "draft": True}, at=NOON, standards=READ)))
    assert all("BOZZA" in page.extract_text() for page in draft.pages)
    public = PdfReader(io.BytesIO(render("d2", {**SAMPLES["d2"], "public": True}, at=NOON)))
    assert all("Copia per la pubblicazione" in page.extract_text() for page in public.pages)


def test_a_number_not_yet_given_leaves_its_place_empty() -> None:
    shown = text_of(render("d1", {**SAMPLES["d1"], "number": None, "date": None}, at=NOON))
    assert "n. ________ del ________________" in shown


def test_missing_facts_are_a_failure_that_names_the_template() -> None:
    data = {key: value for key, value in SAMPLES["d6"].items() if key != "admitted"}
    with pytest.raises(RenderingFailed, match="d6"):
        render("d6", data, at=NOON)


@pytest.mark.parametrize("name", ["nessuno", "../d1", "_act", "fonts/x", "D1"])
def test_only_our_templates_are_rendered(name: str) -> None:
    with pytest.raises(RenderingFailed, match="no template"):
        render(name, SAMPLES["d1"], at=NOON)


def test_an_instant_without_time_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="time zone"):
        render("letter", SAMPLES["letter"], at=datetime(2026, 2, 25, 12, 0))  # noqa: DTZ001
    with pytest.raises(TypeError, match="time zone"):
        facts_of({"at": datetime(2026, 2, 25, 12, 0)})  # noqa: DTZ001


def test_facts_are_written_down_as_the_templates_read_them() -> None:
    @dataclass
    class Row:
        amount: Decimal
        on: date

    utc = datetime(2026, 7, 1, 10, 0, 5, 123, tzinfo=ZoneInfo("UTC"))
    assert facts_of(
        {"row": Row(Decimal("1234.50"), date(2026, 2, 2)), "at": utc, "says": gettext_lazy("Sì")}
    ) == {
        "row": {"amount": "1234.50", "on": "2026-02-02"},
        "at": "2026-07-01T12:00:05+02:00",
        "says": "Sì",
    }
    with pytest.raises(TypeError, match="float"):
        facts_of({"amount": 1.5})
