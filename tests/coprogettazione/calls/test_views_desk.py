# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The drafting desk: guides, words replaced, models, annexes, the page as citizens will read it."""

import re
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from coprogettazione.calls.forms import SECTIONS
from coprogettazione.calls.models import Call, NoticeModel, Replacement
from coprogettazione.parties.models import SocialDistrict
from tests.coprogettazione.calls.test_views import address, section_data, signed_in
from tests.factories.calls import CRITERIA, make_call, make_executive, make_officer
from tests.factories.calls_people import DURING, person
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_february() -> Any:
    """All of this happens on 10 February 2026."""
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.mark.parametrize("slug", list(SECTIONS))
def test_every_field_has_a_sentence_of_help_its_norm_and_an_example_that_is_never_inserted(slug: str) -> None:
    call = Call.objects.get(pk=make_call().pk)
    form = SECTIONS[slug](instance=call, at=DURING)
    for name, field in form.fields.items():
        if name.startswith("tie_break"):
            continue
        assert field.help_text or name == "title", name
        guide = getattr(field, "guide", None)
        assert guide is not None, name
        assert str(guide.norm), name
        assert str(guide.example), name
    page = signed_in(make_officer()).get(address("section", call, slug)).content.decode()
    assert "Norma ed esempio" in page


def test_an_example_is_read_in_the_page_and_is_not_in_the_field() -> None:
    call = make_call(purpose="")
    page = signed_in(make_officer()).get(address("section", call, "finalita")).content.decode()
    assert (
        "«Dare una prima risposta, entro 24 ore, a chi si trova in emergenza sociale nei cinque Comuni.»"
        in page
    )
    assert ">Dare una prima risposta, entro 24 ore, a chi si trova" not in page


def test_foreseen_terms_are_typed_at_the_desk_counted_and_proposed_at_publication() -> None:
    call = make_call(planned_publication=None, planned_deadline=None, planned_questions_deadline=None)
    officer = signed_in(make_officer())
    typed = section_data(
        call,
        phases="Tavolo.",
        privacy_notice="Titolare l’Ambito.",
        planned_publication="2026-03-02",
        planned_deadline="2026-03-06T12:00",
        planned_questions_deadline="",
    )
    assert officer.post(address("section", call, "fasi"), typed).status_code == 302
    page = officer.get(address("desk", call)).content.decode()
    assert "Il termine previsto è troppo vicino: servono almeno 10 giorni" in page
    assert f'href="{address("section", call, "fasi")}#id_planned_deadline"' in page
    call = make_call("AUTHORISED", code="C-2")
    page = officer.get(reverse("deed", args=[call.code, "publish_call", call.pk])).content.decode()
    assert 'value="2026-02-25T12:00"' in page
    assert 'value="2026-02-16T12:00"' in page


def test_the_parts_that_a_region_wants_are_asked_where_it_wants_them() -> None:
    call = make_call()
    officer = signed_in(make_officer())
    assert "i. Regione" not in officer.get(address("desk", call)).content.decode()
    SocialDistrict.objects.update(region="Toscana")
    page = officer.get(address("desk", call)).content.decode()
    assert "i. Regione" in page
    assert f'href="{address("section", call, "regione")}#id_service_management"' in page
    assert "art. 13, l.r. Toscana 65/2020" in page


def test_a_word_is_replaced_with_one_click_shows_both_sentences_and_can_be_undone() -> None:
    call = make_call(object="Prima. Si apre la gara.")
    officer = signed_in(make_officer())
    page = officer.get(address("desk", call)).content.decode()
    assert "Si apre la gara." in page
    assert "Si apre la procedura di co-progettazione." in page
    assert "Sostituisci con «procedura di co-progettazione»" in page
    data = {
        "field": "object",
        "word": "gara",
        "criterion": "",
        "version": call.draft_version,
        "section": "oggetto",
    }
    answer = officer.post(address("replace_word", call), data, follow=True)
    assert answer.redirect_chain[-1][0] == address("section", call, "oggetto")
    assert "«gara» è diventato «procedura di co-progettazione»" in answer.content.decode()
    call.refresh_from_db()
    assert call.object == "Prima. Si apre la procedura di co-progettazione."
    page = officer.get(address("desk", call)).content.decode()
    assert "Rimetti il testo di prima" in page
    undo = reverse("calls:undo_word", args=[call.code, Replacement.objects.get().pk])
    assert "Il testo è tornato com’era" in officer.post(undo, follow=True).content.decode()
    call.refresh_from_db()
    assert call.object == "Prima. Si apre la gara."


def test_an_old_page_replaces_nothing_and_says_so() -> None:
    call = make_call(object="Si apre la gara.")
    data = {"field": "object", "word": "gara", "version": call.draft_version - 1}
    answer = signed_in(make_officer()).post(address("replace_word", call), data, follow=True)
    assert "un’altra persona ha salvato l’avviso" in answer.content.decode()
    call.refresh_from_db()
    assert call.object == "Si apre la gara."


def test_a_seat_criterion_is_listed_with_its_proposal_and_stops_nothing() -> None:
    call = make_call(criteria=[*CRITERIA[:5], {**CRITERIA[5], "text": "Sede legale nel comune"}])
    page = signed_in(make_officer()).get(address("desk", call)).content.decode()
    assert "L’avviso è completo" in page
    assert "Il criterio F premia chi ha la sede in un luogo" in page
    assert "Sostituisci con «Rete e radicamento nella comunità»" in page
    deed = reverse("deed", args=[call.code, "authorise_call", call.pk])
    assert "premia chi ha la sede in un luogo" in signed_in(make_executive()).get(deed).content.decode()


def test_an_avviso_is_kept_as_a_model_renamed_used_and_retired() -> None:
    call = make_call("PUBLISHED")
    officer = signed_in(make_officer())
    assert "Tieni come modello" in officer.get(address("desk", call)).content.decode()
    keep = reverse("deed", args=[call.code, "keep_as_model", call.pk])
    assert officer.post(keep, {"name": "Prossimità"}).status_code == 302
    model = NoticeModel.objects.get()
    models = reverse("calls:models")
    assert officer.post(models, {"model": model.pk, "name": ""}).status_code == 422
    assert officer.post(models, {"model": model.pk, "name": "Servizi di prossimità"}).status_code == 302
    assert "Servizi di prossimità" in officer.get(models).content.decode()
    new = officer.get(reverse("calls:new")).content.decode()
    assert f'value="modello-{model.pk}"' in new
    assert f'value="avviso-{call.pk}"' in new
    typed = {
        "code": "mense-2026",
        "call_title": "Mense di quartiere",
        "district": call.district_id,
        "procedure_officer": call.procedure_officer_id,
        "executive_officer": call.executive_officer_id,
        "start_from": f"modello-{model.pk}",
    }
    assert officer.post(reverse("calls:new"), typed).status_code == 302
    started = Call.objects.get(code="MENSE-2026")
    assert (started.purpose, started.cup) == (call.purpose, "")
    assert officer.post(models, {"model": model.pk, "retire": "1"}).status_code == 302
    assert "Ancora nessun modello" in officer.get(models).content.decode()


def test_models_are_for_who_writes_avvisi() -> None:
    entity = signed_in(make_legal_representative(make_ets("ets1")))
    assert entity.get(reverse("calls:models")).status_code == 403


def test_the_list_of_models_costs_the_same_with_one_and_three_rows(django_assert_num_queries: Any) -> None:
    call = make_call("PUBLISHED")
    officer = signed_in(make_officer())
    keep = reverse("deed", args=[call.code, "keep_as_model", call.pk])
    officer.post(keep, {"name": "Uno"})
    officer.get(reverse("calls:models"))
    for rows in (1, 3):
        with django_assert_num_queries(6):
            page = officer.get(reverse("calls:models")).content.decode()
        assert page.count("Dall’avviso PIS-2026") == rows
        officer.post(keep, {"name": "Due"})
        officer.post(keep, {"name": "Tre"})


def test_the_preview_is_the_public_page_with_a_band_and_the_foreseen_terms() -> None:
    call = make_call()
    page = signed_in(make_officer()).get(reverse("call_preview", args=[call.code]))
    text = page.content.decode()
    assert "home/call_page.html" in {template.name for template in page.templates}
    for words in (
        "Anteprima, non pubblicata",
        "mercoledì 25 febbraio 2026, ore\u00a012:00",
        "180.000\u00a0€, a rimborso delle spese",
        "chi raggiunge almeno 60 punti su 100",
        "Piano economico",
    ):
        assert words in text, words
    assert "Prepara la domanda" not in text
    call.refresh_from_db()
    assert (call.state, call.deadline) == ("DRAFT", None)


def test_the_preview_is_only_for_who_may_read_the_draft_and_then_it_is_the_page_itself() -> None:
    call = make_call()
    preview = reverse("call_preview", args=[call.code])
    assert signed_in(make_legal_representative(make_ets("ets1"))).get(preview).status_code == 403
    published = make_call("PUBLISHED", code="C-2")
    answer = signed_in(make_officer()).get(reverse("call_preview", args=[published.code]))
    assert answer["Location"] == "/avvisi/c-2/"


@pytest.mark.parametrize(
    ("annex", "extension", "begins"),
    [
        ("piano-economico", "ods", b"PK"),
        ("piano-economico", "xlsx", b"PK"),
        ("piano-economico", "pdf", b"%PDF"),
        ("impegno-ats", "odt", b"PK"),
        ("impegno-ats", "pdf", b"%PDF"),
        ("schema-convenzione", "odt", b"PK"),
        ("schema-convenzione", "pdf", b"%PDF"),
    ],
)
def test_every_annex_is_downloaded_before_publication(annex: str, extension: str, begins: bytes) -> None:
    call = make_call()
    officer = signed_in(make_officer())
    page = reverse("calls:annex", args=[call.code, annex, extension])
    assert page in officer.get(address("desk", call)).content.decode()
    answer = officer.get(page)
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert "attachment" in answer["Content-Disposition"]


def test_an_annex_that_does_not_exist_is_not_found() -> None:
    call = make_call()
    officer = signed_in(make_officer())
    for annex, extension in (("piano-economico", "odt"), ("altro", "pdf")):
        assert officer.get(reverse("calls:annex", args=[call.code, annex, extension])).status_code == 404
    stranger = signed_in(person("a person without roles", call))
    assert stranger.get(reverse("calls:annex", args=[call.code, "impegno-ats", "pdf"])).status_code == 403


@pytest.mark.parametrize(
    ("field", "depends", "values"),
    [
        ("max_points", "id_selection_mode", "SINGLE_PARTNER THRESHOLD PER_LOT"),
        ("threshold", "id_selection_mode", "SINGLE_PARTNER THRESHOLD"),
        ("sheets_shown", "id_scoring_mode", "INDIVIDUAL"),
        ("tie_break_0", "id_selection_mode", "SINGLE_PARTNER THRESHOLD PER_LOT"),
        ("criteria", "id_selection_mode", "SINGLE_PARTNER THRESHOLD PER_LOT"),
    ],
)
def test_what_does_not_matter_for_the_way_chosen_is_put_away(field: str, depends: str, values: str) -> None:
    page = signed_in(make_officer()).get(address("section", make_call(), "criteri")).content.decode()
    asked = f'data-conditions-target="part" data-depends="{depends}" data-values="{values}"'
    tags = re.finditer(rf"<[^>]*{asked}[^>]*>(?:\s*<label[^>]*>)?", page)
    named = "criteri" if field == "criteria" else f"id_{field}"
    assert any(f'"{named}"' in tag[0] for tag in tags)
