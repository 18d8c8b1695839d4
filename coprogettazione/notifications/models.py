# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outbox: every message the platform owes somebody, and what became of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: After so many attempts an e-mail is left alone, with its last error in sight.
MAX_ATTEMPTS = 8


class Channel(models.TextChoices):
    """How a message reaches a person."""

    IN_APP = "IN_APP", _("sulla piattaforma")
    EMAIL = "EMAIL", _("e-mail")


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions on messages."""

    def inbox(self, user: Any, at: datetime) -> "MessageQuerySet":
        """What a person finds on the platform at an instant."""
        return self.filter(recipient=user, channel=Channel.IN_APP, not_before__lte=at)

    def visible_to(self, user: Any, at: datetime) -> "MessageQuerySet":
        """Messages are personal: one's own inbox, whatever one's role."""
        return self.inbox(user, at) if user.is_authenticated else self.none()

    def unread(self) -> "MessageQuerySet":
        """Those not opened yet."""
        return self.filter(read_at__isnull=True)

    def to_mail(self, at: datetime) -> "MessageQuerySet":
        """E-mails whose time has come, those waiting longest first."""
        waiting = self.filter(
            channel=Channel.EMAIL, sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS, not_before__lte=at
        )
        return waiting.order_by("not_before", "pk")


class Message(models.Model):
    """One message to one person through one channel.

    `created_at` is the instant of the deed it tells of: the same for everybody who is told. `sent_at` is
    when the mail server took an e-mail: it says nothing on whether it arrived. `read_at` is when it was
    opened here. `about_kind` and `about_id` name the row it is about; `link` is its address on the
    platform, without host. `key` makes it unique for its recipient and channel: a deed done twice tells
    once. `calendar` is an iCalendar object (RFC 5545) that the e-mail carries: an invitation, or its end.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="received",
        verbose_name=_("destinatario"),
    )
    address = models.EmailField(_("indirizzo di chi non è ancora iscritto"), blank=True)
    channel = models.CharField(_("canale"), max_length=10, choices=Channel.choices)
    subject = models.CharField(_("oggetto"), max_length=200)
    body = models.TextField(_("testo"))
    link = models.CharField(_("indirizzo"), max_length=300, blank=True)
    term = models.DateTimeField(_("entro"), null=True, blank=True)
    calendar = models.TextField(_("invito per il calendario"), blank=True)
    about_kind = models.CharField(max_length=60)
    about_id = models.IntegerField()
    case_file = models.ForeignKey(
        "coprogettazione.Call", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    key = models.CharField(max_length=160)
    created_at = models.DateTimeField(_("del"))
    not_before = models.DateTimeField(_("non prima di"))
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    last_error = models.CharField(_("ultimo errore"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("consegnato al server di posta il"), null=True, blank=True)
    read_at = models.DateTimeField(_("letto il"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("messaggio")
        verbose_name_plural = _("messaggi")
        indexes = [
            models.Index(
                fields=["recipient", "-created_at", "-id"],
                condition=Q(channel="IN_APP"),
                name="message_inbox",
            ),
            models.Index(
                fields=["recipient"],
                condition=Q(channel="IN_APP", read_at__isnull=True),
                name="message_unread",
            ),
            models.Index(
                fields=["not_before", "id"],
                condition=Q(channel="EMAIL", sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS),
                name="message_to_mail",
            ),
            models.Index(fields=["case_file", "created_at"], name="message_case_file"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "channel", "key"], name="told_once"),
            models.UniqueConstraint(
                fields=["address", "key"], condition=Q(recipient__isnull=True), name="address_told_once"
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, address="")
                | (Q(recipient__isnull=True, channel="EMAIL") & ~Q(address="")),
                name="message_has_one_addressee",
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="message_channel_known"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(channel="EMAIL"), name="only_mail_is_sent"
            ),
        ]

    def __str__(self) -> str:
        """What it says, to whom."""
        return f"{self.subject} → {self.recipient_id or self.address}"

    @property
    def to(self) -> str:
        """The address an e-mail goes to."""
        return self.recipient.email if self.recipient is not None else self.address

    @property
    def given_up(self) -> bool:
        """Whether an e-mail has been tried for the last time, in vain."""
        return self.channel == Channel.EMAIL and self.sent_at is None and self.attempts >= MAX_ATTEMPTS
