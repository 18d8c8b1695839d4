# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of access: asking with and without an account, following, the office's list, the copies."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from coprogettazione.calls.models import AccessRequest
from coprogettazione.records.models import Entry
from tests.factories.access import (
    ANSWERED,
    ASKED,
    OPPOSE_BY,
    TOLD,
    WORDS,
    answer,
    ask,
    ask_civic,
    make_opened,
    register,
    tell,
)
from tests.factories.applications import pdf
from tests.factories.calls import make_call, make_officer
from tests.factories.parties import make_ets, make_legal_representative, make_user

pytestmark = pytest.mark.django_db
LIST = "/fascicoli/PIS-2026/accesso/"
NEW = f"{LIST}nuova/"


@pytest.fixture(autouse=True)
def clock() -> Any:
    """All of this happens on 10 March 2026, unless a test moves the clock."""
    with time_machine.travel(ASKED, tick=False) as traveller:
        yield traveller


def signed_in(user: Any) -> Client:
    """A browser of this person, with the second factor that officials must have."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_citizen_asks_without_an_account_and_follows_the_request_at_a_secret_address() -> None:
    make_opened()
    client = Client()
    page = client.get(LIST).content.decode()
    assert 'href="/fascicoli/PIS-2026/accesso/nuova/"' in page
    assert "Le tue richieste" not in page
    form = client.get(NEW).content.decode()
    assert "Chiedi l’accesso civico" in form
    assert "Perché ti serve" not in form
    sent = client.post(NEW, {"name": "Piera Cittadina", "email": "piera@example.it", "description": WORDS})
    request = AccessRequest.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"{LIST}segui/{request.key}/")
    followed = Client().get(sent["Location"])
    text = followed.content.decode()
    assert "giovedì 9 aprile 2026, ore" in text
    assert WORDS in text
    assert (followed["Referrer-Policy"], followed["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert followed["Cache-Control"] == "private, no-store"


def test_what_was_typed_stays_when_something_is_missing() -> None:
    make_opened()
    answered = Client().post(NEW, {"name": "Piera Cittadina", "email": "piera@", "description": WORDS})
    assert answered.status_code == 422
    page = answered.content.decode()
    assert 'value="Piera Cittadina"' in page
    assert WORDS in page
    assert not AccessRequest.objects.exists()


def test_an_entity_asks_for_documentary_access_and_finds_its_request() -> None:
    make_opened()
    ets = make_ets("ets3")
    client = signed_in(make_legal_representative(ets))
    data = {
        "kind": "DOCUMENTARY",
        "organisation": ets.pk,
        "description": WORDS,
        "interest": "Per capire l’esito.",
    }
    sent = client.post(NEW, data)
    request = AccessRequest.objects.get()
    assert sent["Location"] == f"{LIST}{request.pk}/"
    assert "Ricevuta" in client.get(sent["Location"]).content.decode()
    assert f'href="{LIST}{request.pk}/"' in client.get(LIST).content.decode()
    again = client.post(NEW, data)
    assert again.status_code == 422
    assert "è già arrivata" in again.content.decode()
    assert AccessRequest.objects.count() == 1


def test_a_draft_is_known_to_nobody_outside_the_office() -> None:
    make_call()
    assert Client().get(LIST).status_code == 403
    assert Client().get(NEW).status_code == 403


def test_nobody_else_reads_a_request_nor_guesses_its_address() -> None:
    call = make_opened()
    request, civic = ask(call), ask_civic(call)
    stranger = signed_in(make_user("Nino", "Nulla"))
    assert stranger.get(f"{LIST}{request.pk}/").status_code == 403
    assert Client().get(f"{LIST}{request.pk}/").status_code == 302
    assert Client().get(f"{LIST}segui/{request.key}/").status_code == 404
    assert Client().get(f"{LIST}segui/{civic.key[:-1]}x/").status_code == 404
    assert WORDS not in stranger.get(LIST).content.decode()


def test_the_office_finds_what_to_answer_with_its_term_and_filters_the_rest() -> None:
    call = make_opened()
    officer = signed_in(make_officer())
    assert "Nessuna richiesta aspetta una risposta." in officer.get(LIST).content.decode()
    assert "Ancora nessuna richiesta conclusa." in officer.get(f"{LIST}?stato=concluse").content.decode()
    request = ask(call)
    page = officer.get(LIST).content.decode()
    assert "Il Ponte" in page
    assert "mancano 30 giorni" in page
    answer(request)
    assert "Il Ponte" not in officer.get(LIST).content.decode()
    assert "Accolta in parte" in officer.get(f"{LIST}?stato=concluse").content.decode()


def test_the_office_tells_the_bodies_and_answers_on_the_pages(clock: Any) -> None:
    request = ask(make_opened())
    officer, told = signed_in(make_officer()), make_ets("ets1")
    page = officer.get(f"{LIST}{request.pk}/").content.decode()
    notify = f"/fascicoli/PIS-2026/notify_counter_interested/{request.pk}/"
    assert f'href="{notify}"' in page
    form = officer.get(notify).content.decode()
    assert "La Lanterna" in form
    assert "Il Ponte" not in form
    clock.move_to(TOLD)
    officer = signed_in(make_officer())
    assert officer.post(notify, {"organisations": [told.pk]}).status_code == 302
    counter = request.counter_interested.get()
    theirs = signed_in(make_legal_representative(told))
    oppose = f"/fascicoli/PIS-2026/oppose_access/{counter.pk}/"
    assert f'href="{oppose}"' in theirs.get(f"{LIST}{request.pk}/").content.decode()
    waiting = officer.get(f"/fascicoli/PIS-2026/answer_access/{request.pk}/")
    assert waiting.status_code == 403
    assert "può ancora opporsi" in waiting.content.decode()
    assert theirs.post(oppose, {"opposition": "Contiene i costi dei nostri fornitori."}).status_code == 302
    given = {
        "outcome": "PARTLY",
        "reasons": "Si consegna senza il piano economico, che resta riservato.",
        "copy_1": pdf("senza-piano.pdf", "senza piano"),
        "readable_until": "2026-06-30",
    }
    assert officer.post(f"/fascicoli/PIS-2026/answer_access/{request.pk}/", given).status_code == 302
    asker = signed_in(make_legal_representative(make_ets("ets3")))
    page = asker.get(f"{LIST}{request.pk}/").content.decode()
    [copy] = request.copies.all()
    assert f'href="/file/{copy.file_id}/"' in page
    read: Any = asker.get(f"/file/{copy.file_id}/")
    assert b"".join(read).startswith(b"%PDF")
    assert Entry.objects.filter(deed="read_file", payload__sha256=copy.file.sha256).count() == 1
    assert theirs.get(f"/file/{copy.file_id}/").status_code == 403


def test_a_copy_without_an_account_is_handed_over_by_the_secret_address_and_each_time_is_in_the_register(
    clock: Any,
) -> None:
    request = answer(ask_civic(make_opened()))
    [copy] = request.copies.all()
    clock.move_to(ANSWERED)
    address = f"{LIST}segui/{request.key}/{copy.pk}/"
    assert f'href="{address}"' in Client().get(f"{LIST}segui/{request.key}/").content.decode()
    letter: Any = Client().get(f"{LIST}segui/{request.key}/risposta/")
    assert b"".join(letter).startswith(b"%PDF")
    followed = Client().get(f"{LIST}segui/{request.key}/").content.decode()
    assert f'href="{LIST}segui/{request.key}/risposta/"' in followed
    handed: Any = Client().get(address)
    assert b"".join(handed).startswith(b"%PDF")
    assert handed["Content-Disposition"].startswith("attachment")
    assert b"".join(Client().get(address))  # type: ignore[arg-type]
    assert Entry.objects.filter(deed="hand_over_copy").count() == 2
    clock.move_to(copy.until + timedelta(seconds=1))
    assert Client().get(address).status_code == 403
    assert address not in Client().get(f"{LIST}segui/{request.key}/").content.decode()


def test_the_office_registers_a_request_that_arrived_on_paper() -> None:
    make_opened()
    officer = signed_in(make_officer())
    assert "Registra una richiesta su carta o PEC" in officer.get(LIST).content.decode()
    form = officer.get(NEW).content.decode()
    assert "Quando è arrivata" in form
    given = {
        "kind": "DOCUMENTARY",
        "channel": "PAPER",
        "arrived_at": "2026-03-06T11:20",
        "protocol": "4821/2026",
        "name": "Piera Cittadina",
        "address": "Via Roma 1, 26900 Lodi",
        "description": WORDS,
        "interest": "Per difendere la propria posizione.",
    }
    refused = officer.post(NEW, given)
    assert refused.status_code == 422
    assert "Via Roma 1, 26900 Lodi" in refused.content.decode()
    sent = officer.post(NEW, {**given, "file": pdf("richiesta.pdf", "richiesta")})
    request = AccessRequest.objects.get()
    assert (sent["Location"], request.requester) == (f"{LIST}{request.pk}/", None)
    page = officer.get(sent["Location"]).content.decode()
    assert "protocollo 4821/2026" in page
    assert f'href="/file/{request.file_id}/"' in page
    assert "si spediscono per posta" in page
    read: Any = officer.get(f"/file/{request.file_id}/")
    assert b"".join(read.streaming_content).startswith(b"%PDF")


def test_who_wrote_by_pec_follows_the_request_and_does_not_read_what_the_office_keeps() -> None:
    request = register(make_opened(), at=ASKED)
    page = Client().get(f"{LIST}segui/{request.key}/").content.decode()
    assert "PEC o e-mail" in page
    assert "richiesta.pdf" not in page


def test_a_body_that_was_told_says_on_its_page_that_it_does_not_object(clock: Any) -> None:
    request = tell(ask(make_opened()))
    clock.move_to(TOLD)
    theirs = signed_in(make_legal_representative(make_ets("ets1")))
    counter = request.counter_interested.get()
    address = f"/fascicoli/PIS-2026/waive_opposition/{counter.pk}/"
    assert f'href="{address}"' in theirs.get(f"{LIST}{request.pk}/").content.decode()
    assert "non vi potete più opporre" in theirs.get(address).content.decode()
    assert theirs.post(address).status_code == 302
    page = theirs.get(f"{LIST}{request.pk}/").content.decode()
    assert "Ha detto che non si oppone" in page
    assert address not in page
    officer = signed_in(make_officer())
    assert officer.get(f"/fascicoli/PIS-2026/answer_access/{request.pk}/").status_code == 200


def test_silence_is_said_with_what_can_be_done(clock: Any) -> None:
    from coprogettazione.calls.services import lapse_overdue_access

    call = make_opened()
    request, civic = ask(call), ask_civic(call)
    late = request.due_at + timedelta(seconds=1)
    lapse_overdue_access(at=late)
    clock.move_to(late)
    asker = signed_in(make_legal_representative(make_ets("ets3")))
    page = asker.get(f"{LIST}{request.pk}/").content.decode()
    assert "Silenzio-rifiuto" in page
    assert "difensore civico" in page
    page = Client().get(f"{LIST}segui/{civic.key}/").content.decode()
    assert "Il silenzio non è un rifiuto" in page
    assert "riesame al responsabile della prevenzione" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_the_rows(
    rows: int, django_assert_num_queries: Any, clock: Any
) -> None:
    call = make_opened()
    for n in range(rows):
        tell(ask(call, key="ets4", description=f"Atto {n}"), "ets1", "ets3")
    clock.move_to(OPPOSE_BY)
    officer = signed_in(make_officer())
    officer.get(LIST)
    with django_assert_num_queries(8):
        page = officer.get(LIST).content.decode()
    assert page.count("2 enti avvisati") == rows
