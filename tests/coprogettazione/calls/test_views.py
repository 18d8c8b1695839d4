# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an avviso, without a browser: what each person sees, what is kept of what was typed."""

from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from coprogettazione.calls.models import Call
from tests.factories.calls import (
    CRITERIA,
    make_call,
    make_executive,
    make_officer,
)
from tests.factories.calls_people import DURING, person
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_february() -> Any:
    """All of this happens on 10 February 2026, unless a test says another day."""
    with time_machine.travel(DURING, tick=False):
        yield


def signed_in(user: Any) -> Client:
    """A browser of this person, who has the second factor that officials must have."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, call: Call, *more: str) -> str:
    """The address of a page of the avviso."""
    return reverse(f"calls:{name}", args=[call.code, *more])


def section_data(call: Call, **typed: Any) -> dict[str, Any]:
    """What the form of a part sends."""
    return {"version": call.draft_version, **typed}


def criteria_data(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What the criteria editor sends."""
    data: dict[str, Any] = {"criteria-TOTAL_FORMS": len(rows), "criteria-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"criteria-{number}-{name}": value for name, value in row.items()}
    return data


def test_the_hub_counts_what_is_missing_and_leads_to_each_place() -> None:
    call = make_call(purpose="", cup="", cup_exemption="", threshold=None)
    page = signed_in(make_officer()).get(address("desk", call)).content.decode()
    assert "Mancano tre cose" in page
    assert f'href="{address("section", call, "finalita")}#id_purpose"' in page
    assert f'href="{address("section", call, "risorse")}#id_cup"' in page
    assert f'href="{address("section", call, "criteri")}#id_threshold"' in page
    assert "Autorizza l’avviso" not in page


def test_the_executive_of_a_complete_avviso_finds_the_button() -> None:
    call = make_call()
    page = signed_in(make_executive()).get(address("desk", call)).content.decode()
    assert "L’avviso è completo" in page
    assert reverse("deed", args=[call.code, "authorise_call", call.pk]) in page
    assert "Modifica" not in page


def test_the_officer_of_an_authorised_avviso_can_publish_and_of_a_published_one_extend() -> None:
    officer = signed_in(make_officer())
    call = make_call("AUTHORISED")
    page = officer.get(address("desk", call)).content.decode()
    assert reverse("deed", args=[call.code, "publish_call", call.pk]) in page
    public = make_call("PUBLISHED", code="C-2")
    page = officer.get(address("desk", public)).content.decode()
    assert reverse("deed", args=[public.code, "extend_deadline", public.pk]) in page
    assert "mercoledì 25 febbraio 2026" in page


def test_a_draft_is_closed_to_entities_with_the_reason() -> None:
    call = make_call()
    answer = signed_in(make_legal_representative(make_ets("ets1"))).get(address("desk", call))
    assert answer.status_code == 403
    assert "Lo può leggere solo chi è incaricato dei controlli" in answer.content.decode()


def test_a_visitor_is_asked_to_sign_in() -> None:
    call = make_call()
    answer = Client().get(address("desk", call))
    assert answer.status_code == 302
    assert "/accesso/" in answer["Location"]


@pytest.mark.parametrize(
    "slug", ["finalita", "oggetto", "durata", "risorse", "requisiti", "fasi", "criteri", "conclusione"]
)
def test_every_part_shows_what_is_written_also_when_it_cannot_change(slug: str) -> None:
    officer = signed_in(make_officer())
    draft, authorised = make_call(), make_call("AUTHORISED", code="C-2")
    written = officer.get(address("section", draft, slug))
    assert written.status_code == 200
    assert 'data-controller="autosave ' in written.content.decode()
    read = officer.get(address("section", authorised, slug)).content.decode()
    assert 'data-controller="autosave ' not in read
    assert "non si cambia più" in read


def test_a_part_that_does_not_exist_is_not_found() -> None:
    call = make_call()
    assert signed_in(make_officer()).get(address("section", call, "prezzo")).status_code == 404


def test_the_button_saves_and_goes_on_to_the_next_part() -> None:
    call = make_call(purpose="")
    answer = signed_in(make_officer()).post(
        address("section", call, "durata"), section_data(call, duration_months="36", starts_on="2026-10-01")
    )
    assert answer.status_code == 302
    assert answer["Location"] == address("section", call, "risorse")
    call.refresh_from_db()
    assert (call.duration_months, str(call.starts_on)) == (36, "2026-10-01")


def test_the_script_saves_an_unfinished_part_and_learns_the_version() -> None:
    call = make_call()
    answer = signed_in(make_officer()).post(
        address("section", call, "durata"),
        section_data(call, duration_months="", starts_on=""),
        headers={"X-Autosave": "1"},
    )
    assert answer.status_code == 200
    assert answer.json() == {"time": "10:00", "version": call.draft_version + 1}
    call.refresh_from_db()
    assert call.duration_months is None


def test_money_is_typed_as_italians_write_it() -> None:
    call = make_call()
    answer = signed_in(make_officer()).post(
        address("section", call, "risorse"),
        section_data(call, public_grant="1.250.000,50", cig_regime="NOT_REQUIRED", cup="x00x 26000000001"),
    )
    assert answer.status_code == 302
    call.refresh_from_db()
    assert (str(call.public_grant), call.cup) == ("1250000.50", "X00X26000000001")


def test_what_cannot_be_kept_is_told_to_the_script_and_on_the_page() -> None:
    call = make_call()
    officer = signed_in(make_officer())
    data = section_data(call, duration_months="tre anni")
    quiet = officer.post(address("section", call, "durata"), data, headers={"X-Autosave": "1"})
    assert quiet.status_code == 422
    assert quiet.json()["message"]
    page = officer.post(address("section", call, "durata"), data)
    assert page.status_code == 422
    assert 'value="tre anni"' in page.content.decode()


def test_two_people_on_the_same_part_the_second_keeps_both_texts() -> None:
    call = make_call()
    officer = signed_in(make_officer())
    operator = signed_in(person("an operator of the planning office", call))
    both = section_data(call)
    texts = {"conclusion": "Il testo di Elena.", "reserve_clause": "", "appeal_clause": "TAR."}
    assert officer.post(address("section", call, "conclusione"), {**both, **texts}).status_code == 302
    texts["conclusion"] = "Il testo di Irene."
    answer = operator.post(address("section", call, "conclusione"), {**both, **texts})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Un’altra persona ha salvato questa parte" in page
    assert "Il testo di Elena." in page
    assert "Il testo di Irene." in page
    quiet = operator.post(
        address("section", call, "conclusione"), {**both, **texts}, headers={"X-Autosave": "1"}
    )
    assert quiet.status_code == 409
    call.refresh_from_db()
    assert call.conclusion == "Il testo di Elena."
    again = {**texts, "version": call.draft_version}
    assert operator.post(address("section", call, "conclusione"), again).status_code == 302


def test_the_executive_reads_the_draft_and_does_not_write_it() -> None:
    call = make_call()
    executive = signed_in(make_executive())
    assert executive.get(address("section", call, "durata")).status_code == 200
    answer = executive.post(address("section", call, "durata"), section_data(call, duration_months="12"))
    assert answer.status_code == 403
    call.refresh_from_db()
    assert call.duration_months == 24


def test_criteria_and_choice_of_partners_are_saved_together() -> None:
    call = make_call()
    rows = [
        {"code": "A", "text": "Qualità", "max_points": "60", "level_4": "Tutto è chiaro."},
        {"code": "B", "text": "Rete", "max_points": "30,5"},
        {"code": "C", "text": "Tolto", "max_points": "1", "DELETE": "on"},
        {"code": "", "text": "", "max_points": ""},
    ]
    data = section_data(
        call,
        selection_mode="SINGLE_PARTNER",
        scoring_mode="COLLEGIAL",
        sheets_shown="AT_CLOSING",
        max_points="90,5",
        threshold="",
        tie_break_0="B",
        tie_break_1="",
        tie_break_2="sorteggio_pubblico",
        **criteria_data(rows),
    )
    answer = signed_in(make_officer()).post(address("section", call, "criteri"), data)
    assert answer.status_code == 302, answer.content.decode()
    call.refresh_from_db()
    assert (call.selection_mode, str(call.max_points), call.threshold) == ("SINGLE_PARTNER", "90.50", None)
    assert call.tie_break == ["B", "sorteggio_pubblico"]
    assert (call.scoring_mode, call.sheets_shown) == ("COLLEGIAL", "AT_CLOSING")
    assert [(c.code, str(c.max_points), c.levels) for c in call.criteria.all()] == [
        ("A", "60.00", {"1": "Tutto è chiaro."}),
        ("B", "30.50", {}),
    ]


def test_a_half_written_criterion_is_told_in_its_row_and_nothing_is_lost() -> None:
    call = make_call()
    rows = [{"code": "A", "text": "Qualità", "max_points": ""}]
    data = section_data(call, selection_mode="THRESHOLD", max_points="100", **criteria_data(rows))
    answer = signed_in(make_officer()).post(address("section", call, "criteri"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Scrivi i punti, per esempio 20." in page
    assert 'value="Qualità"' in page
    assert call.criteria.count() == len(CRITERIA)


def test_an_empty_list_may_start_from_the_template_of_100_points() -> None:
    call = make_call(criteria=[], selection_mode="")
    officer = signed_in(make_officer())
    assert (
        "Parti dal modello da 100 punti" in officer.get(address("section", call, "criteri")).content.decode()
    )
    data = section_data(call, selection_mode="THRESHOLD", max_points="100", template="1", **criteria_data([]))
    answer = officer.post(address("section", call, "criteri"), data)
    assert answer["Location"] == address("section", call, "criteri")
    assert sum(criterion.max_points for criterion in call.criteria.all()) == 100


def test_the_draft_is_read_in_pdf_before_it_is_published() -> None:
    call = make_call()
    pdf = signed_in(make_officer()).get(address("preview_file", call))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
