# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of the application as an annex: all that was composed, and never to be taken for a filing."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from odf.opendocument import load
from odf.style import Header
from odf.table import Table
from odf.text import H, P
from pypdf import PdfReader

from coprogettazione.calls.documents import ANNEXES, annex_content, notice_facts
from coprogettazione.calls.documents.annexes import Annex
from coprogettazione.calls.documents.application_form import application_form
from coprogettazione.calls.documents.plan import plan_sheets
from coprogettazione.calls.documents.schemes import Part
from coprogettazione.calls.models import Call, QuestionKind
from coprogettazione.calls.queries import form_of
from coprogettazione.calls.services import CORRECTABLE, amend_call, correct_call, save_call_form
from coprogettazione.documents.models import FileKind, StoredFile
from tests.factories.calls import DRAFTED, PUBLISHED, ROME, make_call, make_officer
from tests.factories.forms import choice, form, number, table, text
from tests.factories.lots import make_divided_call

pytestmark = pytest.mark.django_db
FORM = ANNEXES[0]
DURING = datetime(2026, 2, 20, 10, 0, tzinfo=ROME)
WORDS = "So che chi dichiara il falso ne risponde penalmente (articoli 75 e 76)."
COMPOSED = form(
    choice("rete", "Sì", "No"),
    text(
        "quale",
        help="Il nome della rete e da quando.",
        max_length=2000,
        max_words=300,
        condition={"key": "rete", "values": ["si"]},
    ),
    number("ore", decimals=1, minimum="1", maximum="40", required=False),
    table("persone", min_rows=1, max_rows=5),
    {
        "key": "truth",
        "kind": "DECLARATION",
        "label": "Verità",
        "by": "EACH_MEMBER",
        "words": WORDS,
        "note": "Con quale atto",
    },
    {
        "key": "statute",
        "kind": "FILE",
        "label": "Statuto",
        "formats": ["pdf", "p7m"],
        "signature": "DIGITAL",
        "max_files": 2,
        "required": False,
    },
)


def composed(**facts: Any) -> Call:
    """A draft whose form asks one thing of each kind."""
    call = make_call(**facts)
    return save_call_form(call=call, form=COMPOSED, by=make_officer(), at=DRAFTED)


def part(call: Call, title: str) -> Part:
    return next(one for one in application_form(call).sections if one.title == title)


def in_odt(call: Call) -> Any:
    return load(BytesIO(annex_content(FORM, call, "odt", at=PUBLISHED)))


def test_every_question_is_there_with_its_help_limits_condition_and_who_answers() -> None:
    call = composed()
    asked = part(call, "1.2 Domanda quale")
    assert asked.paragraphs[:3] == (
        "Rispondi solo se a «Domanda rete» la risposta è «Sì».",
        "Il nome della rete e da quando.",
        "Testo. Al massimo 2.000 caratteri e 300 parole. Risponde il capofila, per tutto il gruppo. Obbligatoria.",
    )
    assert part(call, "1.1 Domanda rete").points == ("Sì", "No")
    assert part(call, "1.1 Domanda rete").paragraphs == (
        "Scelta, una sola risposta. Risponde il capofila, per tutto il gruppo. Obbligatoria.",
    )
    assert part(call, "1.3 Domanda ore").paragraphs[0] == (
        "Numero, al massimo con 1 decimale. Da 1 a 40. Risponde il capofila, per tutto il gruppo. Facoltativa."
    )
    rows = part(call, "1.4 Domanda persone")
    assert rows.columns == ("Chi", "Quanto (importo in euro)", "Quando (data)")
    assert rows.rows == (("", "", ""),) * 3
    assert "Da 1 a 5 righe." in rows.paragraphs[0]


def test_declarations_are_there_in_full_and_files_with_their_formats_and_signature() -> None:
    call = composed()
    said = part(call, "1.5 Verità").paragraphs
    assert said[0].startswith(
        "Dichiarazione sostitutiva (artt. 46 e 47, d.P.R. 445/2000). Risponde ogni ente"
    )
    assert said[1:] == (f"«{WORDS}»", "Con una nota: «Con quale atto»")
    assert "art. 76" in part(call, "Come si rendono le dichiarazioni").paragraphs[0]
    files = part(call, "File chiesti e firme")
    assert files.rows == (("Statuto", "del capofila", "PDF e P7M", "firma digitale (PAdES o CAdES)", "sì"),)
    assert part(call, "Chi risponde a che cosa").points == (
        (
            "Il capofila, per tutto il gruppo: «Domanda rete», «Domanda quale», «Domanda ore», «Domanda persone» e "
            "«Statuto»."
        ),
        "Ogni ente, per sé: «Verità».",
    )


def test_every_question_of_the_standard_form_is_on_paper_in_both_formats() -> None:
    call = make_call()
    document = in_odt(call)
    titles = [str(heading) for heading in document.getElementsByType(H)]
    words = "\n".join(str(paragraph) for paragraph in document.getElementsByType(P))
    pages = PdfReader(BytesIO(annex_content(FORM, call, "pdf", at=PUBLISHED))).pages
    printed = "".join("".join(page.extract_text().split()) for page in pages)
    for question in form_of(call).questions():
        assert any(title.endswith(f" {question.label}") for title in titles), question.label
        assert "".join(question.label.split()) in printed
        if question.kind == QuestionKind.DECLARATION:
            assert question.words in words
    assert len(document.getElementsByType(Table)) == 2


def test_it_is_never_taken_for_a_filing() -> None:
    call = make_call("PUBLISHED")
    warning = (
        "Fac-simile, non è una domanda: si compila e si invia solo sulla piattaforma, "
        "entro mercoledì 25 febbraio 2026, ore 12:00"
    )
    for page in PdfReader(BytesIO(annex_content(FORM, call, "pdf", at=PUBLISHED))).pages:
        shown = "".join(page.extract_text().split())
        assert "FAC-SIMILE" in shown
        assert "".join(warning.split()) in shown
    [header] = in_odt(call).getElementsByType(Header)
    assert warning in str(header).replace("\xa0", " ")
    scheme = application_form(call)
    assert scheme.signatures == ()
    assert "non si è candidato" in scheme.intro


def test_a_preview_of_it_is_marked_as_a_draft_and_says_the_planned_term_or_none() -> None:
    call = make_call()
    page = PdfReader(BytesIO(annex_content(FORM, call, "pdf", at=PUBLISHED, draft=True))).pages[0]
    assert "BOZZA" in page.extract_text()
    call.planned_deadline = None
    assert "entro il termine dell’avviso" in application_form(call).running


def test_the_facts_of_the_avviso_stand_at_its_head_theme_by_theme_when_divided() -> None:
    facts = dict(application_form(make_divided_call(lots_per_body=1)).facts)
    assert facts["CUP"] == "X00X26000000001"
    assert facts["Temi"] == "1. Accoglienza notturna\n2. Unità di strada"
    assert facts["Temi per ciascun ente"] == "Un ente si candida a un solo tema, da solo o in gruppo."


def test_the_avviso_names_what_the_form_asks() -> None:
    asked = notice_facts(composed(), PUBLISHED)["requested"]
    assert asked["intro"].startswith("Il modulo ha una parte: «Parte».")
    assert asked["declarations"] == ["Verità"]
    assert asked["documents"] == ["Statuto, con firma digitale (PAdES o CAdES), se serve"]


def names(call: Call) -> list[str]:
    files = StoredFile.objects.filter(case_file=call, kind=FileKind.ANNEX, media_type="application/pdf")
    return sorted(files.values_list("name", flat=True))


def test_a_change_with_a_new_term_brings_it_out_again() -> None:
    call = make_call("PUBLISHED")
    amend_call(
        call=call, facts={"public_grant": "210000.00"}, deadline=datetime(2026, 3, 17, 12, 0, tzinfo=ROME),
        reasons="Altro finanziamento della Regione.", act_number="42/2026", act_date=DURING.date(),
        by=call.procedure_officer, at=DURING,
    )  # fmt: skip
    assert "Modulo di domanda (fac-simile) PIS-2026, versione 2.pdf" in names(call)
    page = Client().get("/avvisi/pis-2026/").content.decode()
    assert page.index("fac-simile) PIS-2026, versione 2.pdf") < page.index("versioni precedenti")


@pytest.mark.parametrize(
    ("field", "again"),
    [
        ("title", {"Modulo", "Piano", "Impegno", "Schema"}),
        ("object", {"Schema"}),
        ("policy_act", set()),
    ],
)
def test_a_correction_brings_out_again_the_annexes_that_repeat_the_text(field: str, again: set[str]) -> None:
    call = make_call("PUBLISHED")
    correct_call(
        call=call, field=field, text="Pronto intervento sociale, con l’errore corretto",
        reasons="Un errore di scrittura nel testo.", act_number="41/2026", act_date=DURING.date(),
        by=call.procedure_officer, at=DURING + timedelta(minutes=1),
    )  # fmt: skip
    assert {name.split(" ")[0] for name in names(call) if "versione 2" in name} == again


@pytest.mark.parametrize("annex", ANNEXES, ids=lambda annex: annex.slug)
def test_an_annex_knows_which_texts_it_repeats(annex: Annex) -> None:
    def said(call: Call) -> Any:
        return annex.scheme(call).said if annex.scheme else [replace(sheet) for sheet in plan_sheets(call)]

    call = make_call()
    before = said(call)
    for field in CORRECTABLE:
        was = getattr(call, field)
        setattr(call, field, f"{was} cambiato")
        # The title is on the letterhead of each.
        assert (said(call) != before) == (field in annex.repeats) or field == "title", field
        setattr(call, field, was)
