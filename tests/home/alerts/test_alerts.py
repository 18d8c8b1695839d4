# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""E-mails about a search: nothing before the confirmation, what is new once, nothing after the end."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from coprogettazione.calls.models import CallState
from coprogettazione.notifications.models import Message
from coprogettazione.notifications.services import deliver_due
from coprogettazione.wording import ROME
from home.alerts.asking import MAILS_A_DAY, REQUESTS_AN_HOUR, ask, confirm, end
from home.alerts.digests import forget, write_digests
from home.alerts.tokens import CONFIRM_WITHIN, confirm_path, stop_path
from home.models import AlertRequest, AlertTold, SearchAlert
from home.search.asked import Asked
from tests.factories.calls import PUBLISHED, make_call

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
#: The day before the call of the demo is published.
ASKED = PUBLISHED - DAY
MORNING = datetime(2026, 2, 3, 7, tzinfo=ROME)
ADDRESS = "lettrice@example.it"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(ASKED, tick=False) as clock:
        yield clock


def asked_for(
    query: str = "", *, at: datetime = ASKED, address: str = ADDRESS, network: str = "192.0.2.1"
) -> None:
    ask(address=address, asked=Asked.of({"q": query}), network=network, at=at)


def followed(query: str = "", *, at: datetime = ASKED) -> SearchAlert:
    asked_for(query, at=at)
    return confirm(alert=SearchAlert.objects.get(query=Asked.of({"q": query}).query()), at=at)


def digests() -> list[Message]:
    return list(Message.objects.filter(key__startswith="digest:").order_by("pk"))


def test_who_asks_gets_one_email_with_a_link_and_nothing_else_before_confirming(client: Client) -> None:
    response = client.post("/avvisami/?q=prossimità", {"address": ADDRESS})
    assert "Apri l’e-mail e conferma" in response.content.decode()
    deliver_due(at=ASKED)
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([ADDRESS], "Conferma: vuoi ricevere le novità di questa ricerca?")
    ]
    assert "avvisi, tavoli e convenzioni con le parole «prossimità»" in mail.outbox[0].body
    assert "partecipi a un procedimento" not in mail.outbox[0].body
    make_call(CallState.PUBLISHED)
    assert write_digests(MORNING) == 0


def test_opening_the_link_confirms_nothing_and_the_button_does(client: Client) -> None:
    asked_for("prossimità")
    deliver_due(at=ASKED)
    link = re.search(r"http://localhost:8000(/avvisami/conferma/\S+)", mail.outbox[0].body)
    assert link is not None
    client.get(link[1])
    assert SearchAlert.objects.get().confirmed_at is None
    assert "Confermato" in client.post(link[1]).content.decode()
    assert SearchAlert.objects.get().confirmed_at == ASKED


def test_the_link_confirms_until_the_second_of_its_term(client: Client, clock: Any) -> None:
    asked_for()
    link = confirm_path(SearchAlert.objects.get())
    clock.move_to(ASKED + CONFIRM_WITHIN)
    assert client.post(link).status_code == 404
    clock.move_to(ASKED + CONFIRM_WITHIN - SECOND)
    assert client.post(link).status_code == 200


def test_a_link_that_is_not_ours_confirms_and_ends_nothing(client: Client) -> None:
    alert = followed()
    assert client.post(f"/avvisami/conferma/{alert.pk}.falso/").status_code == 404
    client.post(f"/avvisami/basta/{alert.pk}.falso/")
    client.post(confirm_path(alert).replace("conferma", "basta"))
    assert SearchAlert.objects.count() == 1


def test_what_is_new_is_told_in_the_morning_once() -> None:
    followed("prossimità")
    make_call(CallState.PUBLISHED)
    make_call(CallState.PUBLISHED, code="TSV-2026", title="Trasporto di vallata", summary="Accompagnare.")
    assert write_digests(MORNING - DAY - SECOND) == 0
    assert write_digests(MORNING) == 1
    assert write_digests(MORNING + SECOND) == 0
    assert write_digests(MORNING + DAY) == 0
    told = digests()[0]
    assert told.subject == "Una novità: Pronto intervento sociale di prossimità"
    assert "Domande entro mercoledì 25 febbraio 2026, ore\u00a012:00" in told.body
    assert "http://localhost:8000/avvisi/pis-2026/" in told.body
    assert "Trasporto di vallata" not in told.body


def test_what_was_there_before_the_confirmation_is_not_news(clock: Any) -> None:
    make_call(CallState.PUBLISHED)
    followed(at=PUBLISHED)
    assert write_digests(MORNING) == 0


def test_what_is_published_a_second_after_the_confirmation_is_news() -> None:
    make_call(CallState.PUBLISHED)
    followed(at=PUBLISHED - SECOND)
    assert write_digests(MORNING) == 1


def test_no_news_no_email() -> None:
    followed("astronave")
    make_call(CallState.PUBLISHED)
    assert write_digests(MORNING) == 0
    assert SearchAlert.objects.get().next_at == MORNING + DAY


def test_the_email_has_one_click_to_end_it_and_the_click_deletes_everything(client: Client) -> None:
    followed()
    make_call(CallState.PUBLISHED)
    write_digests(MORNING)
    deliver_due(at=MORNING)
    letter = next(m for m in mail.outbox if "novità:" in m.subject)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert link in letter.body
    client.get(link)
    assert SearchAlert.objects.exists()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not SearchAlert.objects.exists()
    assert not AlertTold.objects.exists()
    assert not Message.objects.filter(address=ADDRESS).exists()
    assert "Non ti scriviamo più" in strict.post(link).content.decode()


def test_one_may_end_all_the_searches_of_an_address_and_nobody_elses(client: Client) -> None:
    first = followed("casa")
    followed("scuola")
    asked_for("casa", address="altro@example.it")
    client.post(stop_path(first), {"tutti": "1"})
    assert list(SearchAlert.objects.values_list("address", flat=True)) == ["altro@example.it"]


def test_nobody_learns_from_the_page_whether_an_address_follows(client: Client) -> None:
    followed("casa")
    known = client.post("/avvisami/?q=casa", {"address": ADDRESS}).content.decode()
    fresh = client.post("/avvisami/?q=casa", {"address": "nuova@example.it"}).content.decode()
    assert known.replace(ADDRESS, "") == fresh.replace("nuova@example.it", "")
    subjects = Message.objects.order_by("pk").values_list("address", "subject")
    assert (ADDRESS, "Segui già questa ricerca") in subjects


def test_an_address_gets_few_emails_a_day_and_a_second_later_again() -> None:
    for n in range(MAILS_A_DAY + 1):
        asked_for(f"parola{n}")
    assert Message.objects.filter(address=ADDRESS).count() == MAILS_A_DAY
    asked_for("poi", at=ASKED + DAY)
    assert Message.objects.filter(address=ADDRESS).count() == MAILS_A_DAY + 1


def test_a_network_is_told_to_wait_and_what_was_typed_stays(client: Client) -> None:
    for n in range(REQUESTS_AN_HOUR):
        asked_for(address=f"a{n}@example.it", network="127.0.0.1")
    response = client.post("/avvisami/?q=casa", {"address": ADDRESS})
    assert response.status_code == 429
    assert "Riprova fra un’ora" in response.content.decode()
    assert f'value="{ADDRESS}"' in response.content.decode()
    assert not Message.objects.filter(address=ADDRESS).exists()


def test_an_address_that_is_none_is_refused_with_the_reason(client: Client) -> None:
    response = client.post("/avvisami/", {"address": "non-è-un-indirizzo"})
    assert "non-è-un-indirizzo" in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()
    assert not SearchAlert.objects.exists()


def test_what_nobody_confirmed_is_forgotten_at_the_second_of_the_term() -> None:
    asked_for()
    forget(ASKED + CONFIRM_WITHIN - SECOND)
    assert SearchAlert.objects.exists()
    forget(ASKED + CONFIRM_WITHIN)
    assert not SearchAlert.objects.exists()
    assert not Message.objects.exists()
    assert not AlertRequest.objects.exists()


def test_neither_address_nor_network_is_in_the_counts() -> None:
    asked_for()
    counted = AlertRequest.objects.get()
    assert ADDRESS not in counted.address
    assert "192.0.2.1" not in counted.network
    end(alert=SearchAlert.objects.get())
    assert not Message.objects.exists()


def test_a_very_long_search_can_be_followed() -> None:
    followed("è" * 200)
    make_call(CallState.PUBLISHED)
    assert write_digests(MORNING) == 0


def test_the_page_sets_no_cookie_to_who_confirms_or_ends(client: Client) -> None:
    alert = followed()
    assert not client.get(confirm_path(alert)).cookies
    assert not client.get(stop_path(alert)).cookies
