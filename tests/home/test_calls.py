# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public pages of the calls."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from coprogettazione.calls.models import Call, CallState, Question
from coprogettazione.calls.services import publish_call
from coprogettazione.wording import ROME
from home.facts.path import public_path
from home.models import CallPage
from tests.factories.calls import AUTHORISED, CRITERIA, DEADLINE, PUBLISHED, make_call, make_officer

pytestmark = pytest.mark.django_db
OPEN = datetime(2026, 2, 12, 9, tzinfo=ROME)


@pytest.fixture
def site_open() -> object:
    """Thursday 12 February 2026, nine in the morning."""
    with time_machine.travel(OPEN, tick=False):
        yield OPEN


def test_a_draft_has_a_page_that_nobody_reads(client: Client) -> None:
    call = make_call(CallState.AUTHORISED)
    assert not call.page.live
    assert client.get("/avvisi/pis-2026/").status_code == 404
    assert "PIS-2026" not in client.get("/avvisi/").content.decode()


def test_publishing_a_call_publishes_its_page_at_the_instant_of_the_deed(client: Client) -> None:
    call = make_call(CallState.AUTHORISED)
    publish_call(call=call, deadline=DEADLINE, questions_deadline=None, by=make_officer(), at=PUBLISHED)
    page = CallPage.objects.get(call=call)
    assert page.live
    assert page.first_published_at == PUBLISHED


def test_a_refused_publication_publishes_no_page() -> None:
    from coprogettazione.records.refusals import Refusal

    call = make_call(CallState.DRAFT)
    with pytest.raises(Refusal):
        publish_call(call=call, deadline=DEADLINE, questions_deadline=None, by=make_officer(), at=PUBLISHED)
    assert not CallPage.objects.get(call=call).live


@pytest.mark.usefixtures("site_open")
def test_the_page_of_an_open_call_says_term_money_path_criteria_and_officer(client: Client) -> None:
    make_call(CallState.PUBLISHED)
    text = client.get("/avvisi/pis-2026/").content.decode()
    for words in (
        "Pronto intervento sociale di prossimità",
        "mercoledì 25 febbraio 2026, ore\u00a012:00",
        "mancano 13 giorni",
        "180.000\u00a0€, a rimborso delle spese",
        "24 mesi",
        "Elena Marchetti",
        "CUP X00X26000000001",
        "Domande: siamo qui",
        "chi raggiunge almeno 60 punti su 100",
        "A parità conta il criterio B, poi il criterio A, poi il sorteggio pubblico.",
        "Prepara la domanda",
        "Aperto alle domande",
    ):
        assert words in text, words
    for forbidden in ("gara", "offerta", "aggiudicazione", "style=", "<script>"):
        assert forbidden not in text, forbidden


LEVELS = {
    "1": "Turni, luoghi e responsabili sono scritti per ogni azione.",
    "0": "La proposta non dice che cosa si fa.",
}


@pytest.mark.usefixtures("site_open")
def test_the_page_says_who_gives_the_points_who_sees_them_and_what_each_level_means(client: Client) -> None:
    criteria = [{**CRITERIA[0], "levels": LEVELS, "question": "Si capisce chi fa che cosa?"}, *CRITERIA[1:]]
    make_call(CallState.PUBLISHED, scoring_mode="COLLEGIAL", criteria=criteria)
    text = client.get("/avvisi/pis-2026/").content.decode()
    for words in (
        "La commissione valuta insieme, in seduta e con tutti i suoi componenti",
        "Che cosa vuol dire ogni livello",
        "Si capisce chi fa che cosa?",
        "<strong>Ottimo, 20 punti.</strong> Turni, luoghi e responsabili sono scritti per ogni azione.",
        "<strong>Buono, 15 punti.</strong> L’aspetto è trattato con chiarezza",
        "<strong>Assente, 0 punti.</strong> La proposta non dice che cosa si fa.",
    ):
        assert words in text, words
    make_call(CallState.PUBLISHED, code="ALTRO-2026", sheets_shown="AT_CLOSING")
    text = client.get("/avvisi/altro-2026/").content.decode()
    assert "Nessuno legge le schede dei colleghi prima che la commissione chiuda i lavori." in text


@pytest.mark.usefixtures("site_open")
def test_the_page_of_a_call_lists_the_act_that_opened_it_by_number_and_subject(client: Client) -> None:
    call = make_call(CallState.PUBLISHED)
    text = client.get("/avvisi/pis-2026/").content.decode()
    opening = call.papers.get(kind="OPENING_ACT")
    assert f"/{opening.public_file.sha256}/" in text
    assert (
        "Determinazione 31/2026: indizione della procedura di co-progettazione "
        "«Pronto intervento sociale di prossimità»" in text
    )
    assert "Avviso pubblico di co-progettazione PIS-2026: Pronto intervento sociale di prossimità" in text


def test_after_the_term_the_page_stays_and_offers_no_application(client: Client) -> None:
    make_call(CallState.ADMISSIBILITY)
    with time_machine.travel(DEADLINE + timedelta(days=1), tick=False):
        text = client.get("/avvisi/pis-2026/").content.decode()
    assert "Prepara la domanda" not in text
    assert "chiuso mercoledì 25 febbraio 2026, ore\u00a012:00" in text
    assert "Controllo dei requisiti: siamo qui" in text


def test_at_the_second_of_the_term_the_call_is_no_longer_open(client: Client) -> None:
    make_call(CallState.PUBLISHED)
    with time_machine.travel(DEADLINE - timedelta(seconds=1), tick=False):
        assert "Prepara la domanda" in client.get("/avvisi/pis-2026/").content.decode()
    with time_machine.travel(DEADLINE, tick=False):
        assert "Prepara la domanda" not in client.get("/avvisi/pis-2026/").content.decode()


@pytest.mark.usefixtures("site_open")
def test_an_answered_question_is_public_and_who_asked_is_not(client: Client) -> None:
    call = make_call(CallState.PUBLISHED)
    asker = make_officer()
    Question.objects.create(
        call=call, organisation=call.lead_authority, asked_by=asker, text="Serve l’anzianità?", asked_at=OPEN,
        published_text="Quanta anzianità serve?", answer="No.", answered_by=asker, answered_at=OPEN,
    )  # fmt: skip
    Question.objects.create(
        call=call,
        organisation=call.lead_authority,
        asked_by=asker,
        text="Ancora senza risposta",
        asked_at=OPEN,
    )
    text = client.get("/avvisi/pis-2026/").content.decode()
    assert "Quanta anzianità serve?" in text
    assert "Serve l’anzianità?" not in text
    assert "Risposta del RUP, giovedì 12 febbraio 2026" in text
    assert "Ancora senza risposta" not in text


@pytest.mark.usefixtures("site_open")
@pytest.mark.parametrize("address", ["/avvisi/", "/avvisi/pis-2026/", "/"])
def test_a_public_page_costs_the_same_queries_with_one_call_and_with_three(
    client: Client, address: str, django_assert_num_queries: object
) -> None:
    make_call(CallState.PUBLISHED)
    expected = {"/avvisi/": 6, "/avvisi/pis-2026/": 3, "/": 5}[address]
    client.get(address)
    with django_assert_num_queries(expected):  # type: ignore[operator]
        assert client.get(address).status_code == 200
    make_call(CallState.PUBLISHED, code="TSV-2026", title="Trasporto sociale di vallata")
    make_call(CallState.PUBLISHED, code="DOP-2026", title="Doposcuola diffuso")
    with django_assert_num_queries(expected):  # type: ignore[operator]
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("site_open")
def test_the_list_is_paginated_in_the_database(client: Client, django_assert_num_queries: object) -> None:
    for n in range(14):
        make_call(CallState.PUBLISHED, code=f"A-{n}", title=f"Avviso numero {n}")
    first = client.get("/avvisi/").content.decode()
    assert first.count('<div class="co-term">') == 12
    assert "14 avvisi" in first
    assert "Pagina 1 di 2" in first
    second = client.get("/avvisi/?pagina=2&aperti=1").content.decode()
    assert second.count('<div class="co-term">') == 2
    assert "?pagina=1&amp;aperti=1" in second


@pytest.mark.usefixtures("site_open")
def test_the_calendar_holds_the_terms_in_the_hour_of_rome(client: Client) -> None:
    make_call(CallState.PUBLISHED)
    response = client.get("/avvisi/PIS-2026/termini.ics")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/calendar")
    assert "DTSTART;TZID=Europe/Rome:20260225T120000" in text
    assert "DTSTART;TZID=Europe/Rome:20260216T120000" in text
    assert "BEGIN:VTIMEZONE" in text


def test_a_draft_has_no_calendar(client: Client) -> None:
    make_call(CallState.AUTHORISED)
    assert client.get("/avvisi/PIS-2026/termini.ics").status_code == 404


@pytest.mark.usefixtures("site_open")
def test_the_feed_and_the_table_of_data_list_published_calls(client: Client) -> None:
    make_call(CallState.PUBLISHED)
    make_call(CallState.AUTHORISED, code="NO-2026", title="Non ancora")
    atom = client.get("/avvisi/novita.atom")
    assert atom["Content-Type"].startswith("application/atom+xml")
    assert "Pronto intervento" in atom.content.decode()
    assert "Non ancora" not in atom.content.decode()
    table = client.get("/avvisi/dati.csv").getvalue().decode("utf-8-sig").splitlines()
    assert table[0].startswith("sigla;titolo;stato;ente;")
    assert len(table) == 2
    assert "180000.00" in table[1]


def test_the_path_of_a_revoked_call_goes_no_further() -> None:
    call = Call(
        state=CallState.REVOKED, selection_mode="THRESHOLD", published_at=PUBLISHED, deadline=DEADLINE
    )
    states = [step["state"] for step in public_path(call, [], AUTHORISED)]
    assert states == ["done", "", "", "", "", ""]


def test_a_call_that_ended_because_whoever_was_admitted_left_stops_where_it_was() -> None:
    call = make_call(CallState.PUBLISHED)
    call.state = CallState.ALL_EXCLUDED
    at = DEADLINE + timedelta(days=200)
    met = [DEADLINE + timedelta(days=60)]
    assert [step["state"] for step in public_path(call, [], at)] == ["done"] * 3 + [""] * 3
    assert [step["state"] for step in public_path(call, met, at)] == ["done"] * 4 + [""] * 2


def test_an_open_table_has_no_evaluation_in_its_path() -> None:
    call = Call(state=CallState.EXECUTION, selection_mode="OPEN_TABLE", deadline=DEADLINE)
    steps = public_path(call, [], DEADLINE + timedelta(days=200))
    assert [step["title"] for step in steps] == [
        "Decisione e pubblicazione", "Domande", "Controllo dei requisiti", "Tavolo",
        "Convenzione e realizzazione: siamo qui",
    ]  # fmt: skip


def test_every_state_has_a_place_in_the_path() -> None:
    for state in CallState:
        call = Call(state=state, selection_mode="THRESHOLD", deadline=DEADLINE)
        assert sum(step["state"] == "now" for step in public_path(call, [], OPEN)) <= 1


def test_the_path_tells_what_is_behind_as_done_and_what_is_ahead_as_to_be_done() -> None:
    def said(state: CallState) -> list[str]:
        call = Call(state=state, selection_mode="THRESHOLD", deadline=DEADLINE)
        return [step["text"] for step in public_path(call, [], DEADLINE)][2:4]

    ahead = ["Dal 26 febbraio.", "assegna i punti e li motiva"]
    behind = ["Fatto dopo la chiusura dei termini", "ha assegnato i punti e li ha motivati"]
    for state, words in (
        (CallState.ADMISSIBILITY, ahead),
        (CallState.EVALUATION, [behind[0], ahead[1]]),
        (CallState.TABLE_OPEN, behind),
    ):
        assert all(part in whole for part, whole in zip(words, said(state), strict=True)), state
