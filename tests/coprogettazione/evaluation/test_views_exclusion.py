# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the exclusion of an admitted application: the office, the bodies, who has nothing to do with it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import Exclusion, ExclusionState
from coprogettazione.parties.models import User
from tests.factories.applications import pdf
from tests.factories.calls import make_executive, make_officer
from tests.factories.exclusion import (
    ANNOUNCED,
    DECIDED,
    DUE,
    FACTS,
    OBSERVED,
    REASONS,
    SAID,
    announce,
    application_of,
    drop,
    exclude,
    make_reserved,
    make_single,
    observe,
)
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
Open = Callable[..., HttpResponse]
DECISION = {
    "reasons": REASONS,
    "answer": "Il ricorso non sospende la cancellazione.",
    "act_number": "70/2026",
    "act_date": "2026-04-27",
}


@pytest.fixture
def call() -> Call:
    return make_single()


@pytest.fixture
def exclusion(call: Call) -> Exclusion:
    return announce(application_of(call))


@pytest.fixture
def visit(client: Client) -> Iterator[Open]:
    """A page as somebody sees it at an instant; with data, what they send."""

    def go(person: User, at: datetime, name: str, *args: Any, **data: Any) -> HttpResponse:
        with time_machine.travel(at, tick=False):
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            url = reverse(name, args=args)
            return client.post(url, data) if data else client.get(url)  # type: ignore[return-value]

    return go


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def lead() -> User:
    return make_legal_representative(make_ets("ets1"))


def test_the_officer_announces_it_from_the_page_of_the_requirements(visit: Open, call: Call) -> None:
    application = application_of(call)
    address = reverse("evaluation:announce_exclusion", args=[application.pk])
    requirements = ("applications:requirements", application.pk)
    assert address in text(visit(make_officer(), ANNOUNCED, *requirements))
    page = text(visit(make_officer(), ANNOUNCED, "evaluation:announce_exclusion", application.pk))
    assert "Hanno 10 giorni per le osservazioni" in page
    assert "la riserva non si è sciolta" not in page, "it has no reserve"
    refused = visit(make_officer(), ANNOUNCED, "evaluation:announce_exclusion", application.pk, reasons="")
    assert refused.status_code == 422
    said = {"ground": "REQUISITE", "reasons": FACTS}
    done = visit(make_officer(), ANNOUNCED, "evaluation:announce_exclusion", application.pk, **said)
    assert (done.status_code, done["Location"]) == (302, reverse(requirements[0], args=[application.pk]))
    page = text(visit(make_officer(), ANNOUNCED, *requirements))
    assert "comunicata, in attesa di osservazioni" in page
    assert "Osservazioni fino a giovedì 23 aprile 2026" in page.replace("\xa0", " ").replace("&nbsp;", " ")
    assert address not in page, "one at a time"
    again = visit(make_officer(), ANNOUNCED, "evaluation:announce_exclusion", application.pk, **said)
    assert again.status_code == 403
    assert "Elena Marchetti ha già comunicato l’avvio" in text(again)
    assert Exclusion.objects.count() == 1


def test_of_a_reserve_it_is_the_ground_that_is_proposed_and_its_page_shows_the_way(visit: Open) -> None:
    application = application_of(make_reserved())
    page = text(visit(make_officer(), ANNOUNCED, "evaluation:announce_exclusion", application.pk))
    assert 'value="RESERVE" id="id_ground_0" required checked' in page or 'value="RESERVE" checked' in page
    page = text(visit(make_officer(), ANNOUNCED, "applications:office_act", application.pk, "riserva"))
    assert reverse("evaluation:announce_exclusion", args=[application.pk]) in page
    sent = {"outcome": "EXCLUDED", "reasons": "Il RUNTS ha rifiutato l’iscrizione."}
    refused = visit(make_officer(), ANNOUNCED, "applications:office_act", application.pk, "riserva", **sent)
    assert "Comunica prima l’avvio del procedimento di esclusione" in text(refused)


def test_the_lead_finds_it_on_its_application_and_answers_with_a_file(
    visit: Open, exclusion: Exclusion
) -> None:
    page = text(visit(lead(), ANNOUNCED, "applications:done", exclusion.application_id))
    assert "È in corso un procedimento di esclusione" in page
    assert reverse("evaluation:exclusion", args=[exclusion.pk]) in page
    page = text(visit(lead(), ANNOUNCED, "evaluation:exclusion", exclusion.pk))
    assert FACTS in page
    assert "art. 55, d.lgs. 117/2017; avviso, requisiti" in page
    assert "Presenta osservazioni" in page
    assert "Decidi l’esclusione" not in page
    form = visit(lead(), OBSERVED, "evaluation:observe", exclusion.pk)
    assert 'enctype="multipart/form-data"' in text(form)
    empty = visit(lead(), OBSERVED, "evaluation:observe", exclusion.pk, text="")
    assert empty.status_code == 422
    sent = {"text": SAID, "file_1": pdf("ricorso.pdf", "ricorso")}
    assert visit(lead(), OBSERVED, "evaluation:observe", exclusion.pk, **sent).status_code == 302
    page = text(visit(lead(), OBSERVED, "evaluation:exclusion", exclusion.pk))
    assert SAID in page
    assert "ricorso.pdf" in page
    assert "Con osservazioni: decide il dirigente" in page
    # The second tab is sent where it reads what the first has done.
    again = visit(lead(), OBSERVED, "evaluation:observe", exclusion.pk, text="Un’altra cosa.")
    assert (again.status_code, again["Location"]) == (
        302,
        reverse("evaluation:exclusion", args=[exclusion.pk]),
    )
    exclusion.refresh_from_db()
    assert exclusion.observations == SAID


@pytest.mark.parametrize(("at", "offered"), [(DUE, True), (DUE + SECOND, False)])
def test_the_button_to_answer_is_there_to_the_last_second(
    visit: Open, exclusion: Exclusion, at: datetime, offered: bool
) -> None:
    page = text(visit(lead(), at, "evaluation:exclusion", exclusion.pk))
    assert (reverse("evaluation:observe", args=[exclusion.pk]) in page) is offered
    assert ("Nessuna osservazione entro il termine: decide il dirigente" in page) is not offered
    page = text(visit(make_executive(), at, "evaluation:exclusion", exclusion.pk))
    assert (reverse("evaluation:exclude", args=[exclusion.pk]) in page) is not offered
    assert ("L’ente può ancora presentare osservazioni fino a" in page) is offered


def test_a_partner_reads_it_and_is_told_who_answers(visit: Open, exclusion: Exclusion) -> None:
    partner = make_legal_representative(make_ets("ets2"))
    page = text(visit(partner, ANNOUNCED, "evaluation:exclusion", exclusion.pk))
    assert FACTS in page
    assert reverse("evaluation:observe", args=[exclusion.pk]) not in page
    assert "Le osservazioni le presenta il legale rappresentante di La Lanterna." in page


def test_the_executive_decides_answering_and_then_is_shown_who_follows(
    visit: Open, exclusion: Exclusion
) -> None:
    observe(exclusion)
    page = text(visit(make_executive(), DECIDED, "evaluation:exclude", exclusion.pk))
    assert SAID in page, "who answers reads what is answered"
    refused = visit(
        make_executive(), DECIDED, "evaluation:exclude", exclusion.pk, **{**DECISION, "answer": ""}
    )
    assert refused.status_code == 422
    assert REASONS in text(refused), "what was written stays"
    done = visit(make_executive(), DECIDED, "evaluation:exclude", exclusion.pk, **DECISION)
    assert done.status_code == 302
    page = text(visit(make_executive(), DECIDED, done["Location"] and "evaluation:exclusion", exclusion.pk))
    assert "Esclusione decisa" in page
    assert "Il posto è libero" in page
    assert reverse("evaluation:scroll", args=[exclusion.case_file.code]) in page
    second = visit(make_executive(), DECIDED, "evaluation:exclude", exclusion.pk, **DECISION)
    assert (second.status_code, second["Location"]) == (302, done["Location"])
    form = text(visit(make_executive(), DECIDED, "evaluation:scroll", exclusion.case_file.code))
    assert "La Lanterna" in form
    assert "Casa Aperta" not in form


def test_without_observations_no_answer_is_asked(visit: Open, exclusion: Exclusion) -> None:
    page = text(visit(make_executive(), DECIDED, "evaluation:exclude", exclusion.pk))
    assert "Risposta alle osservazioni" not in page
    assert visit(make_executive(), DECIDED, "evaluation:exclude", exclusion.pk, **DECISION).status_code == 302


def test_when_nobody_follows_the_page_shows_how_to_close(visit: Open, call: Call) -> None:
    exclude(announce(application_of(call, "ets4")))
    exclusion = announce(application_of(call))
    exclude(exclusion, act_number="74/2026")
    page = text(visit(make_executive(), DECIDED, "evaluation:exclusion", exclusion.pk))
    address = reverse("deed", args=[call.code, "declare_all_excluded", call.pk])
    assert "Al tavolo non resta nessuno" in page
    assert address in page
    assert address in text(visit(make_executive(), DECIDED, "evaluation:ranking", call.code))
    assert address not in text(visit(lead(), DECIDED, "evaluation:exclusion", exclusion.pk))


def test_it_is_archived_from_its_page(visit: Open, exclusion: Exclusion) -> None:
    said = {"reasons": "L’iscrizione risulta di nuovo."}
    assert visit(make_officer(), OBSERVED, "evaluation:drop", exclusion.pk, **said).status_code == 302
    exclusion.refresh_from_db()
    assert exclusion.state == ExclusionState.DROPPED
    page = text(visit(lead(), OBSERVED, "evaluation:exclusion", exclusion.pk))
    assert "Archiviata: la domanda resta com’era" in page
    assert "L’iscrizione risulta di nuovo." in page
    page = text(visit(lead(), OBSERVED, "applications:done", exclusion.application_id))
    assert "È in corso un procedimento di esclusione" not in page


@pytest.mark.parametrize("name", ["exclusion", "observe", "exclude", "drop"])
def test_who_has_nothing_to_do_with_it_does_not_read_it(
    visit: Open, client: Client, exclusion: Exclusion, name: str
) -> None:
    stranger = make_legal_representative(make_ets("ets4"))
    refused = visit(stranger, DECIDED, f"evaluation:{name}", exclusion.pk)
    assert refused.status_code == 403
    assert FACTS not in text(refused)
    client.logout()
    assert client.get(reverse(f"evaluation:{name}", args=[exclusion.pk])).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_its_page_takes_the_same_queries_however_many_files_there_are(
    client: Client, exclusion: Exclusion, count: int
) -> None:
    observe(exclusion, files=[pdf(f"prova-{n}.pdf", f"prova {n}") for n in range(count)])
    assert queries_of(client, "evaluation:exclusion", exclusion.pk) == 10


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_the_application_takes_the_same_queries_however_many_exclusions(
    client: Client, call: Call, count: int
) -> None:
    application = application_of(call)
    for _n in range(count):
        drop(announce(application))
    assert queries_of(client, "applications:requirements", application.pk) == 30


def queries_of(client: Client, name: str, *args: Any) -> int:
    """How many the officer's page takes, the second time it is opened."""
    client.force_login(make_officer(), backend="django.contrib.auth.backends.ModelBackend")
    with time_machine.travel(DECIDED, tick=False):
        client.get(reverse(name, args=args))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name, args=args))
    return len(queries)
