# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a message reads as an e-mail: plain words, the address, the term with its weekday and hour."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from coprogettazione.notifications.models import Message
from coprogettazione.notifications.subscriptions import closing_of
from coprogettazione.wording import in_italian

#: What an iCalendar object asks of who gets it: REQUEST, CANCEL.
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


def address_of(message: Message) -> str:
    """The whole address of what the message is about, or of the message itself."""
    return settings.PUBLIC_URL.rstrip("/") + (message.link or f"/messaggi/{message.pk}/")


@in_italian
def compose(message: Message) -> EmailMultiAlternatives:
    """The e-mail of a message, in Italian, with its HTML alternative.

    Its Message-ID follows from the row: when an attempt is repeated after a fault in between, a mail
    program can see that the second copy is the first one again.
    """
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    closing = closing_of(message)
    context = {
        "message": message,
        "address": address_of(message),
        "site": settings.PUBLIC_URL,
        "closing": closing,
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(message.subject.split()),
        body=render_to_string("notifications/message.txt", context),
        to=[message.to],
        headers={
            "Message-ID": f"<coprogettazione.{message.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **closing.headers,
        },
    )
    mail.attach_alternative(render_to_string("notifications/message.html", context), "text/html")
    if message.calendar:
        # Twice: mail programs that know invitations show the part, the others let the file be opened (RFC 6047).
        method = METHOD.search(message.calendar)
        kind = f"text/calendar; method={method[1]}" if method else "text/calendar"
        mail.attach_alternative(message.calendar, kind)
        mail.attach("invito.ics", message.calendar.encode(), "application/ics")
    return mail
