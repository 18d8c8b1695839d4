# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The inbox: one's own messages, unread ones apart, few queries whatever their number."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coprogettazione.notifications.models import Message
from coprogettazione.notifications.queries import unread_count
from coprogettazione.notifications.services import queue

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 2, 25, 11, 0, tzinfo=UTC)


@pytest.fixture
def client(sara) -> Client:
    client = Client()
    client.force_login(sara)
    return client


def tell(person, about, n: int = 0, **more) -> Message:
    with transaction.atomic():
        queue(
            recipients=[person],
            subject=f"Messaggio {n}",
            body=f"Testo {n}.",
            about=about,
            at=THEN + timedelta(minutes=n),
            key=f"n{n}",
            **more,
        )
    return Message.objects.inbox(person, THEN + timedelta(minutes=n)).first()


def test_a_visitor_is_asked_to_sign_in(lanterna) -> None:
    response = Client().get("/messaggi/")
    assert response.status_code == 302
    assert response.url.startswith("/accesso/login/")


def test_the_newest_comes_first_and_only_ones_own(client, sara, giulia, lanterna) -> None:
    tell(sara, lanterna, 1)
    tell(sara, lanterna, 2)
    tell(giulia, lanterna, 3)
    text = client.get("/messaggi/").content.decode()
    assert text.index("Messaggio 2") < text.index("Messaggio 1")
    assert "Messaggio 3" not in text
    assert "2 messaggi da leggere." in text


def test_opening_a_message_marks_it_and_shows_text_term_and_link(client, sara, lanterna) -> None:
    message = tell(sara, lanterna, 1, link="/tavolo/1/", term=datetime(2030, 3, 9, 11, 0, tzinfo=UTC))
    client.head(f"/messaggi/{message.pk}/")
    message.refresh_from_db()
    assert message.read_at is None
    text = client.get(f"/messaggi/{message.pk}/").content.decode().replace("\xa0", " ").replace("&nbsp;", " ")
    message.refresh_from_db()
    assert message.read_at is not None
    assert "Testo 1." in text
    assert 'href="/tavolo/1/"' in text
    assert "sabato 9 marzo 2030, ore 12:00" in text
    assert "Hai letto tutto." in client.get("/messaggi/").content.decode()


def test_somebody_elses_message_does_not_exist(client, giulia, lanterna) -> None:
    message = tell(giulia, lanterna)
    assert client.get(f"/messaggi/{message.pk}/").status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_unread_messages_can_be_seen_apart_and_marked_together(client, sara, lanterna) -> None:
    first = tell(sara, lanterna, 1)
    tell(sara, lanterna, 2)
    client.get(f"/messaggi/{first.pk}/")
    text = client.get("/messaggi/?vista=da-leggere").content.decode()
    assert "Messaggio 2" in text
    assert "Messaggio 1" not in text
    assert client.get("/messaggi/letti/").status_code == 405
    assert client.post("/messaggi/letti/").status_code == 302
    assert "Nessun messaggio da leggere." in client.get("/messaggi/?vista=da-leggere").content.decode()


def test_an_empty_inbox_says_what_will_come(client) -> None:
    assert "Qui arrivano le notizie dei procedimenti" in client.get("/messaggi/").content.decode()


def test_the_list_is_cut_in_pages_by_the_database(client, sara, lanterna) -> None:
    for n in range(21):
        tell(sara, lanterna, n)
    assert "Messaggio 0<" not in client.get("/messaggi/").content.decode()
    assert "Messaggio 0<" in client.get("/messaggi/?pagina=2").content.decode()
    assert client.get("/messaggi/?pagina=nessuna").status_code == 200


def test_what_was_typed_is_shown_as_text(client, sara, lanterna) -> None:
    with transaction.atomic():
        queue(recipients=[sara], subject="<b>x", body="<script>y", about=lanterna, at=THEN, key="k")
    message = Message.objects.inbox(sara, THEN).get()
    for address in ("/messaggi/", f"/messaggi/{message.pk}/"):
        text = client.get(address).content.decode()
        assert "<b>x" not in text
        assert "<script>y" not in text


def test_the_inbox_takes_the_same_queries_with_one_and_three_rows(client, sara, lanterna) -> None:
    tell(sara, lanterna, 1)
    client.get("/messaggi/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/messaggi/")
    tell(sara, lanterna, 2)
    tell(sara, lanterna, 3)
    with CaptureQueriesContext(connection) as three:
        client.get("/messaggi/")
    assert len(one) == len(three) == 6, "\n".join(q["sql"][:120] for q in three)


def test_counting_the_unread_is_one_query(sara, lanterna, django_assert_num_queries) -> None:
    tell(sara, lanterna, 1)
    with django_assert_num_queries(1):
        assert unread_count(sara, THEN + timedelta(days=1)) == 1


def test_the_command_delivers_what_is_due(sara, lanterna, mailoutbox, capsys) -> None:
    tell(sara, lanterna, 1)
    call_command("deliver_messages")
    assert "Consegnati al server di posta: 1; non riusciti: 0." in capsys.readouterr().out
    assert len(mailoutbox) == 1
