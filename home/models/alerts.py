# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who asked to be told by e-mail of what is new for a search: an address, nothing else of the person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.models.search import FindableKind


class SearchAlert(models.Model):
    """A search that an address follows. Nothing but the request to confirm is sent before `confirmed_at`.

    `query` is the search as the query of an address, in the order of `Asked.query`. From `next_at` the next digest
    is due: at most one a day, only with what was published after the confirmation and was not told yet.
    """

    address = models.EmailField(_("indirizzo"))
    query = models.CharField(_("ricerca"), max_length=2000, blank=True)
    asked_at = models.DateTimeField(_("chiesto il"))
    confirmed_at = models.DateTimeField(_("confermato il"), null=True)
    next_at = models.DateTimeField(_("prossima e-mail non prima del"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("avviso per e-mail")
        verbose_name_plural = _("avvisi per e-mail")
        constraints = [
            models.UniqueConstraint(fields=["address", "query"], name="search_followed_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(next_at__isnull=False),
                name="confirmed_alert_has_its_next",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(confirmed_at__isnull=False), name="alert_due"),
            models.Index(
                fields=["asked_at"], condition=Q(confirmed_at__isnull=True), name="alert_unconfirmed"
            ),
        ]

    def __str__(self) -> str:
        """The search, without the address."""
        return self.query or "/"


class AlertTold(models.Model):
    """What an alert has told: a thing is told once, whatever happens to it afterwards."""

    alert = models.ForeignKey(SearchAlert, models.CASCADE, related_name="told")
    kind = models.CharField(max_length=12, choices=FindableKind)
    object_id = models.IntegerField()
    at = models.DateTimeField(_("detto il"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("novità detta")
        verbose_name_plural = _("novità dette")
        constraints = [models.UniqueConstraint(fields=["alert", "kind", "object_id"], name="news_told_once")]

    def __str__(self) -> str:
        """The thing."""
        return f"{self.kind} {self.object_id}"


class AlertRequest(models.Model):
    """A request to follow a search, remembered a day to count them: fingerprints, neither address nor network."""

    at = models.DateTimeField(_("quando"))
    address = models.CharField(_("impronta dell’indirizzo"), max_length=64, db_index=True)
    network = models.CharField(_("impronta della rete"), max_length=64, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("richiesta di un avviso per e-mail")
        verbose_name_plural = _("richieste di avvisi per e-mail")
        indexes = [models.Index(fields=["at"], name="alert_request_at")]

    def __str__(self) -> str:
        """When."""
        return str(self.at)
