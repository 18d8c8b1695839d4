# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is waiting for a person, and what became of the messages of a dossier."""

from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from coprogettazione.notifications.models import Channel, Message

#: The occasions that tell somebody a decision, after the applications were opened: terms to appeal run from
#: them.
DECISIONS = ("outcome:", "admission:", "scrolled:", "excluded:", "approved:", "terminated:")


def unread_count(user: Any, at: datetime) -> int:
    """How many messages a person has not opened: one indexed query, none for a visitor.

    When `inbox_counts` has already asked for this user object (one request), its answer is used.
    """
    if not user.is_authenticated:
        return 0
    counted: int | None = user.__dict__.get("_unread_messages")
    return Message.objects.inbox(user, at).unread().count() if counted is None else counted


def inbox_counts(user: Any, at: datetime) -> tuple[int, int]:
    """How many messages a person has, and how many of them are not opened, in one query."""
    unread = Count("pk", filter=Q(read_at__isnull=True))
    counts = Message.objects.inbox(user, at).order_by().aggregate(total=Count("pk"), unread=unread)
    user.__dict__["_unread_messages"] = counts["unread"]
    return counts["total"], counts["unread"]


def inbox(user: Any, at: datetime, *, unread_only: bool = False) -> QuerySet[Message]:
    """A person's messages, newest first, with the dossier they belong to."""
    messages = Message.objects.inbox(user, at).select_related("case_file")
    return messages.unread() if unread_only else messages


def decisions_told(case_file: Any, at: datetime) -> QuerySet[Message]:
    """From when each person could know each decision of a dossier, newest first, in one query.

    `created_at` is when it was told on the platform, `mailed_at` when the mail server took the e-mail,
    `read_at` when the message was first opened here. Only decisions on applications and what follows: other
    messages would say who is preparing one.
    """
    decisions = Q()
    for key in DECISIONS:
        decisions |= Q(key__startswith=key)
    mail = Message.objects.filter(channel=Channel.EMAIL, recipient=OuterRef("recipient"), key=OuterRef("key"))
    told = Message.objects.filter(decisions, case_file=case_file, channel=Channel.IN_APP, not_before__lte=at)
    return told.select_related("recipient").annotate(mailed_at=Subquery(mail.values("sent_at")[:1]))
