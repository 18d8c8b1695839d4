# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Telling people: a message is written with the deed it tells of, and delivered after."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.db import models, transaction
from django.utils.translation import gettext as _

from coprogettazione.notifications.models import MAX_ATTEMPTS, Channel, Message
from coprogettazione.notifications.notifications import compose
from coprogettazione.records.refusals import Words
from coprogettazione.wording import in_italian

#: How long an attempt may hang before the mail server is given up, and before anybody else may try (seconds).
SMTP_TIMEOUT = 30
_mail = ContextVar("mail_is_sent", default=True)


@contextmanager
def without_mail() -> Iterator[None]:
    """Tell only on the platform: for procedures of the past that are brought in, and for rehearsals."""
    token = _mail.set(False)
    try:
        yield
    finally:
        _mail.reset(token)


@in_italian
def queue(
    *,
    recipients: Iterable[Any],
    subject: Words,
    body: Words,
    about: models.Model,
    at: datetime,
    key: str,
    link: str = "",
    term: datetime | None = None,
    case_file: Any = None,
    not_before: datetime | None = None,
    channels: tuple[Channel, ...] = (Channel.IN_APP, Channel.EMAIL),
    calendars: Mapping[int, str] | None = None,
) -> int:
    """Write messages in the outbox, inside the deed they tell of: they exist if and only if it was done.

    One for each active person and channel, all with the instant `at`. `key` names the occasion
    ("call_published", "deadline_extended:2026-03-10"): together with `about` it makes sure that a person is
    told once, on whichever channel: who read of it on the platform when the mail was silent gets no mail later.
    `subject` and `body` are Italian sentences (plain text; blank lines make paragraphs; no
    greeting and no address, which the e-mail adds); `link` is an address of the platform without host;
    `term` a deadline, written with weekday and hour; `calendars` the iCalendar object that each person's e-mail
    carries, by the person's id. Returns how many messages are new.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a message is written inside a deed")
    if link and not link.startswith("/"):
        raise ValueError("a link is an address of the platform, without host")
    people = {person.pk: person for person in recipients if person.is_active}
    used = channels if _mail.get() else tuple(c for c in channels if c != Channel.EMAIL)
    name = f"{key}:{about._meta.model_name}:{about.pk}"
    told = Message.objects.filter(recipient__in=people, key=name).values_list("recipient", flat=True)
    for person in set(told):
        del people[person]
    dossier = case_file if case_file is not None else getattr(about, "case_file", None)
    kind = about._meta.model_name or ""
    title, text = " ".join(str(subject).split())[:200], str(body).strip()
    messages = [
        Message(
            recipient=person,
            channel=channel,
            subject=title,
            body=text,
            link=link,
            term=term,
            about_kind=kind,
            about_id=about.pk,
            case_file=dossier,
            key=name,
            created_at=at,
            not_before=not_before or at,
            calendar=(calendars or {}).get(person.pk, "") if channel == Channel.EMAIL else "",
        )
        for person in people.values()
        for channel in used
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    return len(messages)


@in_italian
def queue_to_address(
    *, address: str, subject: Words, body: Words, about: models.Model, at: datetime, key: str, link: str
) -> bool:
    """Write an e-mail to somebody who is not here yet (an invitation); False when mail is not sent now.

    The rest as `queue`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a message is written inside a deed")
    if not _mail.get():
        return False
    kind = about._meta.model_name or ""
    title, text = " ".join(str(subject).split())[:200], str(body).strip()
    Message.objects.create(
        address=address,
        channel=Channel.EMAIL,
        subject=title,
        body=text,
        link=link,
        about_kind=kind,
        about_id=about.pk,
        key=f"{key}:{kind}:{about.pk}",
        created_at=at,
        not_before=at,
    )
    return True


def open_message(*, message: Message, at: datetime) -> Message:
    """Note the first time a person opened a message. Not a deed: it is about the reader alone."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at)
    message.refresh_from_db(fields=["read_at"])
    return message


def open_all(*, user: Any, at: datetime) -> int:
    """Mark everything in a person's inbox as read; returns how many messages were not."""
    return Message.objects.inbox(user, at).unread().update(read_at=at)


@dataclass(frozen=True)
class Delivery:
    """What a round did: e-mails the mail server took, attempts that failed, why it stopped early."""

    sent: int = 0
    failed: int = 0
    stopped: str = ""


def deliver_due(*, at: datetime, limit: int = 100) -> Delivery:
    """Hand the e-mails that are due to the mail server, at most `limit`; many workers may do it at once.

    Each e-mail is first claimed in a short transaction (an attempt is counted, and the next one put off),
    then handed over with no lock held, then marked. Whoever is killed in between leaves it claimed: it is
    tried again later, so an e-mail reaches the server at least once, and twice only if the worker died
    after the server had taken it and before the mark was written. When the server cannot be reached at all,
    nothing is claimed.
    """
    connection = get_connection(timeout=SMTP_TIMEOUT)
    sent = failed = 0
    try:
        if not Message.objects.to_mail(at).exists():
            return Delivery()
        connection.open()
    except OSError as error:
        return Delivery(stopped=_shortly(error))
    try:
        while sent + failed < limit and (message := _claim(at)) is not None:
            refusal = _hand_over(message, connection)
            if refusal:
                failed += 1
                Message.objects.filter(pk=message.pk).update(last_error=refusal)
                connection.close()
            else:
                sent += 1
                Message.objects.filter(pk=message.pk).update(sent_at=at, last_error="")
    finally:
        connection.close()
    return Delivery(sent, failed)


def _claim(at: datetime) -> Message | None:
    with transaction.atomic():
        due = Message.objects.to_mail(at).select_related("recipient")
        message = due.select_for_update(skip_locked=True, of=("self",)).first()
        if message is None:
            return None
        message.attempts += 1
        message.not_before = at + put_off(message.attempts)
        message.save(update_fields=["attempts", "not_before"])
    return message


def put_off(attempts: int) -> timedelta:
    """How long after an attempt the next may start: 5 minutes, 20, 80… up to a day."""
    return min(timedelta(minutes=5) * 4 ** (attempts - 1), timedelta(days=1))


def _hand_over(message: Message, connection: Any) -> str:
    """Give an e-mail to the server; returns "" or, in few words, why not."""
    if message.recipient is not None and not message.recipient.is_active:
        Message.objects.filter(pk=message.pk).update(attempts=MAX_ATTEMPTS)
        return _("La persona non è più attiva.")
    mail = compose(message)
    mail.connection = connection
    try:
        return "" if mail.send() else _("Il server di posta non l’ha presa.")
    except (OSError, ValueError) as error:  # SMTPException is an OSError; ValueError: a malformed address
        return _shortly(error)


def _shortly(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
