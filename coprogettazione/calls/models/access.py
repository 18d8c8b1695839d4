# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests to read the papers of a dossier: who asks, who may object, what was answered and handed over."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models.call import Call
from coprogettazione.documents.models import Paper, StoredFile
from coprogettazione.parties.models import Organisation

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class AccessKind(models.TextChoices):
    """By which right somebody asks: what follows from silence is different."""

    DOCUMENTARY = "DOCUMENTARY", _("accesso documentale")
    CIVIC = "CIVIC", _("accesso civico")


class AccessState(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "RECEIVED", _("Ricevuta")
    NOTIFIED = "NOTIFIED", _("Controinteressati avvisati")
    ANSWERED = "ANSWERED", _("Con risposta")
    LAPSED = "LAPSED", _("Termine passato senza risposta")


class AccessChannel(models.TextChoices):
    """How a request came that was not made on the platform: the office registers it."""

    PEC = "PEC", _("PEC o e-mail")
    PAPER = "PAPER", _("Carta, a mano o per posta")


class AccessOutcome(models.TextChoices):
    """What the office answered."""

    GRANTED = "GRANTED", _("accolta")
    PARTLY = "PARTLY", _("accolta in parte")
    REFUSED = "REFUSED", _("rifiutata")
    DEFERRED = "DEFERRED", _("rinviata")


def new_key() -> str:
    """The secret address by which somebody without an account follows a request: 256 random bits."""
    return secrets.token_urlsafe(32)


class AccessRequest(models.Model):
    """A request on one dossier (artt. 22–25, l. 241/1990; art. 5, d.lgs. 33/2013).

    `days` are those of the law on the day of the request; `due_at` is the last second of the last of them,
    moved by `suspended_days`, those that the counter-interested had. Who is not signed in leaves `name` and
    `email` and follows the request by its `key`.

    What came otherwise has its `channel`, the `file` as it arrived and who registered it; `requested_at` is when it
    arrived. Who left no e-mail has an `address`, where the office sends the answer by post.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="access_requests")
    kind = models.CharField(_("tipo di accesso"), max_length=20, choices=AccessKind)
    state = models.CharField(
        _("stato"), max_length=20, choices=AccessState, default=AccessState.RECEIVED, db_index=True
    )
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="access_requests"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="access_requests"
    )
    name = models.CharField(_("nome e cognome"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("indirizzo postale"), max_length=300, blank=True)
    channel = models.CharField(_("come è arrivata"), max_length=10, choices=AccessChannel, blank=True)
    protocol = models.CharField(_("protocollo in arrivo"), max_length=60, blank=True)
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("richiesta come è arrivata"),
    )
    registered_at = models.DateTimeField(_("registrata il"), null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=64, unique=True, default=new_key, editable=False)
    papers = models.ManyToManyField(Paper, related_name="access_requests", blank=True, verbose_name=_("atti"))
    description = models.TextField(_("che cosa si chiede"), blank=True)
    interest = models.TextField(_("perché si chiede"), blank=True)
    requested_at = models.DateTimeField(_("arrivata il"))
    days = models.PositiveSmallIntegerField(_("giorni per rispondere"))
    suspended_days = models.PositiveSmallIntegerField(_("giorni di sospensione"), default=0)
    due_at = models.DateTimeField(_("risposta entro"))
    outcome = models.CharField(_("esito"), max_length=10, choices=AccessOutcome, blank=True)
    reasons = models.TextField(_("motivazione"), blank=True)
    deferred_until = models.DateField(_("rinviata fino al"), null=True, blank=True)
    answered_at = models.DateTimeField(_("risposta il"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("risposta")
    )
    lapsed_at = models.DateTimeField(_("termine passato il"), null=True, blank=True)

    if TYPE_CHECKING:
        counter_interested: RelatedManager["CounterInterested"]
        copies: RelatedManager["ReleasedCopy"]

    class Meta:
        ordering = ["requested_at", "pk"]
        verbose_name = _("richiesta di accesso")
        verbose_name_plural = _("richieste di accesso")
        indexes = [models.Index(fields=["call", "state", "due_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="DOCUMENTARY")
                | (~Q(interest="") & (Q(requester__isnull=False) | Q(registered_by__isnull=False))),
                name="documentary_access_has_person_and_interest",
            ),
            models.CheckConstraint(
                condition=Q(requester__isnull=False) | (~Q(name="") & (~Q(email="") | ~Q(address=""))),
                name="access_request_has_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    channel="", registered_by__isnull=True, registered_at__isnull=True, file__isnull=True
                )
                | Q(
                    requester__isnull=True,
                    channel__in=AccessChannel.values,
                    registered_by__isnull=False,
                    registered_at__gte=models.F("requested_at"),
                    file__isnull=False,
                ),
                name="access_request_registered_with_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(state="ANSWERED")
                | (~Q(outcome="") & ~Q(reasons="") & Q(answered_at__isnull=False)),
                name="access_answer_is_reasoned",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="DEFERRED") | Q(deferred_until__isnull=False),
                name="deferred_access_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        """Who asks."""
        return self.who

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call

    @property
    def who(self) -> str:
        """Who asks: the body for which somebody acts, or the person."""
        if self.organisation is not None:
            return self.organisation.known_as
        return str(self.requester) if self.requester is not None else self.name

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still owed within a term: none came yet, or only a deferral."""
        if self.state == AccessState.ANSWERED:
            return self.outcome == AccessOutcome.DEFERRED
        return self.state != AccessState.LAPSED


class CounterInterested(models.Model):
    """A body whose confidentiality the access could harm: told of the request, within days it may object, or say
    that it does not.
    """

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="counter_interested")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("ente"))
    notified_at = models.DateTimeField(_("avvisato il"))
    due_at = models.DateTimeField(_("può opporsi entro"))
    opposed_at = models.DateTimeField(_("opposizione del"), null=True, blank=True)
    opposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    opposition = models.TextField(_("opposizione"), blank=True)
    waived_at = models.DateTimeField(_("ha detto di non opporsi il"), null=True, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    if TYPE_CHECKING:
        organisation_id: int

    class Meta:
        ordering = ["request_id", "pk"]
        verbose_name = _("controinteressato")
        verbose_name_plural = _("controinteressati")
        constraints = [
            models.UniqueConstraint(fields=["request", "organisation"], name="counter_interested_told_once"),
            models.CheckConstraint(
                condition=Q(opposed_at__isnull=True) | ~Q(opposition=""), name="opposition_is_reasoned"
            ),
            models.CheckConstraint(
                condition=Q(opposed_at__isnull=True) | Q(waived_at__isnull=True),
                name="counter_interested_objects_or_not",
            ),
        ]

    def __str__(self) -> str:
        """Which body."""
        return self.organisation.known_as

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.request.call

    @property
    def heard_at(self) -> datetime | None:
        """When it said whether it objects; None while it has not."""
        return self.opposed_at or self.waived_at


class ReleasedCopy(models.Model):
    """A file handed over to who asked, and to nobody else: what the office prepared without what stays
    reserved, or the platform's own copy for publication. Read between `since` and `until`.
    """

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="copies")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="released_copies")
    since = models.DateTimeField(_("si legge dal"))
    until = models.DateTimeField(_("si legge fino al"))

    if TYPE_CHECKING:
        file_id: int

    class Meta:
        ordering = ["request_id", "pk"]
        verbose_name = _("copia rilasciata")
        verbose_name_plural = _("copie rilasciate")
        constraints = [
            models.UniqueConstraint(fields=["request", "file"], name="copy_released_once"),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="copy_ends_after_start"),
        ]

    def __str__(self) -> str:
        """The file's name."""
        return self.file.name

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.request.call

    def is_readable(self, at: datetime) -> bool:
        """Whether it may be read at the instant."""
        return self.since <= at <= self.until
