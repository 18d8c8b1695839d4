# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages are written with the deed they tell of, handed over after, and never lost."""

import smtplib
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy, override

from coprogettazione.notifications.models import MAX_ATTEMPTS, Channel, Message
from coprogettazione.notifications.services import (
    Delivery,
    deliver_due,
    open_all,
    open_message,
    put_off,
    queue,
    without_mail,
)

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2026, 2, 25, 12, 0, tzinfo=ROME)
TERM = datetime(2026, 3, 9, 12, 0, tzinfo=ROME)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


class RefusingBackend(BaseEmailBackend):
    """A mail server that refuses one address and takes the others."""

    refused = "giulia@example.it"
    taken: list[str] = []

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if self.refused in message.to:
                raise smtplib.SMTPRecipientsRefused({self.refused: (550, b"unknown")})
            self.taken.append(message.to[0])
        return len(messages)


class UnreachableBackend(BaseEmailBackend):
    """A mail server that is not there."""

    def open(self) -> bool:
        raise ConnectionRefusedError("connection refused")


def tell(recipients: Any, about: Any, **more: Any) -> int:
    options: dict[str, Any] = {
        "subject": "Il tavolo si riunisce",
        "body": "L’incontro è convocato.\n\nPorta la bozza del piano.",
        "at": NOON,
        "key": "convened",
        "link": "/tavolo/1/",
        **more,
    }
    with transaction.atomic():
        return queue(recipients=recipients, about=about, **options)


def test_everybody_is_told_at_the_same_instant_on_the_platform_and_by_mail(sara, giulia, lanterna) -> None:
    assert tell([sara, giulia, sara], lanterna) == 4
    assert set(Message.objects.values_list("recipient", "channel", "created_at", "not_before")) == {
        (person.pk, channel, NOON, NOON) for person in (sara, giulia) for channel in ("IN_APP", "EMAIL")
    }


def test_a_person_is_told_once_of_the_same_thing(sara, giulia, lanterna) -> None:
    tell([sara], lanterna)
    assert tell([sara, giulia], lanterna) == 2
    assert tell([sara], lanterna, key="convened:2") == 2
    assert (
        Message.objects.filter(recipient=sara, key="convened:organisation:" + str(lanterna.pk)).count() == 2
    )


def test_who_was_told_when_the_mail_was_silent_gets_no_mail_later_of_the_same_thing(sara, lanterna) -> None:
    with without_mail():
        assert tell([sara], lanterna) == 1
    assert tell([sara], lanterna) == 0
    assert Message.objects.get().channel == "IN_APP"


def test_who_is_no_longer_active_is_not_told(sara, giulia, lanterna) -> None:
    giulia.is_active = False
    giulia.save()
    assert tell([sara, giulia], lanterna) == 2
    assert not Message.objects.filter(recipient=giulia).exists()


def test_a_message_exists_only_if_its_deed_was_done(sara, lanterna) -> None:
    with transaction.atomic():
        assert tell([sara], lanterna) == 2
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_message_outside_a_deed_is_refused(sara, lanterna) -> None:
    with pytest.raises(RuntimeError, match="inside a deed"):
        queue(recipients=[sara], subject="x", body="y", about=lanterna, at=NOON, key="k")


def test_a_link_never_leaves_the_platform(sara, lanterna) -> None:
    with pytest.raises(ValueError, match="without host"):
        tell([sara], lanterna, link="https://altrove.example/")


def test_the_words_are_italian_whatever_the_reader_of_the_page_chose(sara, lanterna) -> None:
    with override("en"):
        tell([sara], lanterna, subject=gettext_lazy("Messaggi"))
    assert set(Message.objects.values_list("subject", flat=True)) == {"Messaggi"}


def test_procedures_of_the_past_send_no_mail(sara, lanterna) -> None:
    with without_mail():
        assert tell([sara], lanterna) == 1
    assert list(Message.objects.values_list("channel", flat=True)) == [Channel.IN_APP]
    assert tell([sara], lanterna, key="now") == 2


def test_an_email_says_what_until_when_and_where(sara, lanterna, mailoutbox, settings) -> None:
    settings.PUBLIC_URL = "https://coprogettazione.example.it/"
    tell([sara], lanterna, term=TERM, subject="Rispondi <entro> il termine\nBcc: x@example.it")
    assert deliver_due(at=NOON) == Delivery(sent=1)
    (mail,) = mailoutbox
    assert mail.to == ["sara@example.it"]
    assert mail.subject == "Rispondi <entro> il termine Bcc: x@example.it"
    assert "Buongiorno Sara," in mail.body
    assert "Porta la bozza del piano." in mail.body
    assert "Entro: lunedì 9 marzo 2026, ore 12:00 (ora italiana)." in mail.body.replace("\xa0", " ")
    assert "https://coprogettazione.example.it/tavolo/1/" in mail.body
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    (html,) = mail.alternatives
    assert html[1] == "text/html"
    assert "<title>Rispondi &lt;entro&gt;" in html[0]
    assert "style=" not in html[0]


def test_what_a_person_typed_is_text_in_the_mail_too(sara, lanterna, mailoutbox) -> None:
    tell([sara], lanterna, body="<script>x</script> & «così»")
    deliver_due(at=NOON)
    assert "<script>x</script> & «così»" in mailoutbox[0].body
    assert "<script>" not in mailoutbox[0].alternatives[0][0]


def test_an_email_is_handed_over_once_and_its_instant_kept(sara, lanterna, mailoutbox) -> None:
    tell([sara], lanterna)
    deliver_due(at=NOON)
    deliver_due(at=NOON + timedelta(days=2))
    assert len(mailoutbox) == 1
    message = Message.objects.get(channel=Channel.EMAIL)
    assert message.sent_at == NOON
    assert message.attempts == 1
    assert Message.objects.get(channel=Channel.IN_APP).sent_at is None


def test_a_message_waits_for_its_time(sara, lanterna, mailoutbox) -> None:
    tell([sara], lanterna, not_before=NOON + SECOND)
    assert deliver_due(at=NOON) == Delivery()
    assert not Message.objects.inbox(sara, NOON).exists()
    assert deliver_due(at=NOON + SECOND).sent == 1
    assert Message.objects.inbox(sara, NOON + SECOND).exists()


def test_one_refused_address_does_not_stop_the_others(sara, giulia, lanterna, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    RefusingBackend.taken = []
    tell([giulia, sara], lanterna)
    assert deliver_due(at=NOON) == Delivery(sent=1, failed=1)
    assert RefusingBackend.taken == ["sara@example.it"]
    failed = Message.objects.get(recipient=giulia, channel=Channel.EMAIL)
    assert failed.sent_at is None
    assert "550" in failed.last_error
    assert failed.not_before == NOON + timedelta(minutes=5)


def test_attempts_are_further_and_further_apart_and_end(giulia, lanterna, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    tell([giulia], lanterna)
    at, tried = NOON, 0
    while deliver_due(at=at - SECOND).failed == 0 and deliver_due(at=at).failed == 1:
        tried += 1
        at += put_off(tried)
    assert tried == MAX_ATTEMPTS == 8
    assert [put_off(n) for n in (1, 2, 3, 8)] == [
        timedelta(minutes=5),
        timedelta(minutes=20),
        timedelta(minutes=80),
        timedelta(days=1),
    ]
    assert Message.objects.get(channel=Channel.EMAIL).given_up


def test_when_the_server_is_away_no_attempt_is_spent(sara, lanterna, settings, mailoutbox) -> None:
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.UnreachableBackend"
    tell([sara], lanterna)
    assert deliver_due(at=NOON) == Delivery(stopped="ConnectionRefusedError: connection refused")
    assert Message.objects.get(channel=Channel.EMAIL).attempts == 0
    settings.EMAIL_BACKEND = backend
    assert deliver_due(at=NOON).sent == 1


def test_who_left_in_the_meantime_gets_no_mail(sara, lanterna, mailoutbox) -> None:
    tell([sara], lanterna)
    sara.is_active = False
    sara.save()
    assert deliver_due(at=NOON) == Delivery(failed=1)
    assert not mailoutbox
    assert Message.objects.get(channel=Channel.EMAIL).given_up


def test_a_batch_stops_at_its_limit(sara, giulia, lanterna, mailoutbox) -> None:
    tell([sara, giulia], lanterna)
    assert deliver_due(at=NOON, limit=1).sent == 1
    assert deliver_due(at=NOON).sent == 1
    assert {mail.to[0] for mail in mailoutbox} == {"sara@example.it", "giulia@example.it"}


def test_opening_is_noted_the_first_time_only(sara, lanterna) -> None:
    tell([sara], lanterna)
    message = Message.objects.get(channel=Channel.IN_APP)
    open_message(message=message, at=NOON)
    open_message(message=message, at=NOON + SECOND)
    assert message.read_at == NOON


def test_all_of_ones_own_messages_can_be_marked_and_nobody_elses(sara, giulia, lanterna) -> None:
    tell([sara, giulia], lanterna)
    assert open_all(user=sara, at=NOON) == 1
    assert Message.objects.inbox(giulia, NOON).unread().count() == 1


def test_only_mail_can_be_marked_as_handed_over(sara, lanterna) -> None:
    tell([sara], lanterna)
    with pytest.raises(IntegrityError, match="only_mail_is_sent"), transaction.atomic():
        Message.objects.filter(channel=Channel.IN_APP).update(sent_at=NOON)
