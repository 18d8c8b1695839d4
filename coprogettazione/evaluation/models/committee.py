# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The committee of a call, its seats, what each member declared."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call


class Committee(models.Model):
    """The evaluation committee (*commissione*), appointed by the executive after the deadline.

    A committee in which a member with a conflict has already scored is replaced as a whole (Cons. Stato
    6299/2018, by
    analogy): the old one keeps its papers, with `ended_at`. At most one committee of a call is not ended.
    `draw_secret` is half of the seed of a possible draw: made by the platform when the evaluation opens,
    shown only by
    the draw; `draw_commitment`, its SHA-256, is in the register from that moment (see `queries.draw`).
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="committees", verbose_name=_("avviso"))
    act_number = models.CharField(_("numero dell’atto di nomina"), max_length=40)
    act_date = models.DateField(_("data dell’atto di nomina"))
    appointed_at = models.DateTimeField(_("nominata il"))
    opened_at = models.DateTimeField(_("valutazione aperta il"), null=True, blank=True)
    closed_at = models.DateTimeField(_("lavori chiusi il"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="committees_closed"
    )
    ended_at = models.DateTimeField(_("sostituita il"), null=True, blank=True)
    ended_reason = models.TextField(_("perché è stata sostituita"), blank=True)
    draw_secret = models.CharField(max_length=64, blank=True)
    draw_commitment = models.CharField(_("impronta del seme sigillato"), max_length=64, blank=True)

    class Meta:
        ordering = ["call_id", "appointed_at"]
        verbose_name = _("commissione")
        verbose_name_plural = _("commissioni")
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(ended_at__isnull=True), name="one_committee_at_work_per_call"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="committee_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        """The act that appointed it."""
        return f"{self.call.code}: {self.act_number}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call


class MemberKind(models.TextChoices):
    """What a member is in the committee."""

    PRESIDENT = "PRESIDENT", _("presidente della commissione")
    MEMBER = "MEMBER", _("componente della commissione")


class CommitteeSeatQuerySet(models.QuerySet["CommitteeSeat"]):
    """Questions on seats."""

    def at_work(self) -> "CommitteeSeatQuerySet":
        """Those of a committee at work, held now."""
        return self.filter(ended_at__isnull=True, committee__ended_at__isnull=True)

    def visible_to(self, user: Any, at: datetime) -> "CommitteeSeatQuerySet":
        """Who sits is published with the act of appointment (domain.md §6, note 4): every person may know
        it.
        """
        return self


class CommitteeSeat(models.Model):
    """A person's place in the committee. `has_conflict` is None until the person has declared."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="committee_seats",
        verbose_name=_("componente"),
    )
    kind = models.CharField(_("ruolo"), max_length=10, choices=MemberKind)
    expertise = models.CharField(_("competenza"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(_("dal"))
    declared_at = models.DateTimeField(_("ha dichiarato il"), null=True, blank=True)
    has_conflict = models.BooleanField(_("in conflitto"), null=True, blank=True)
    ended_at = models.DateTimeField(_("fino al"), null=True, blank=True)
    ended_reason = models.TextField(_("perché ha lasciato"), blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("subentra a"),
    )

    objects = CommitteeSeatQuerySet.as_manager()

    class Meta:
        ordering = ["committee_id", "position", "pk"]
        verbose_name = _("componente della commissione")
        verbose_name_plural = _("componenti della commissione")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MemberKind.values), name="committee_seat_kind_known"),
            models.UniqueConstraint(
                fields=["committee", "user"],
                condition=Q(ended_at__isnull=True),
                name="one_seat_per_person_in_committee",
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(ended_at__isnull=True, kind=MemberKind.PRESIDENT),
                name="one_president_in_committee",
            ),
        ]
        indexes = [models.Index(fields=["user", "ended_at"])]

    def __str__(self) -> str:
        """Who, as what."""
        return f"{self.user}, {self.get_kind_display()}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.committee.call

    @property
    def call(self) -> Call:
        """The call whose committee it is: its flow waits for the declaration."""
        return self.committee.call

    @property
    def is_president(self) -> bool:
        """Whether the person presides."""
        return self.kind == MemberKind.PRESIDENT


class ConflictDeclaration(models.Model):
    """What a member declared on conflicts (art. 6-bis l. 241/1990, art. 35-bis d.lgs. 165/2001); the last
    one counts.

    `applicants` names every organisation of every application as it stood: `{"id", "name",
    "codice_fiscale"}`.
    """

    seat = models.ForeignKey(CommitteeSeat, models.PROTECT, related_name="declarations")
    declared_at = models.DateTimeField(_("resa il"))
    has_conflict = models.BooleanField(_("in conflitto"))
    text = models.TextField(_("precisazioni"), blank=True)
    applicants = models.JSONField(_("enti nominati"), default=list)

    class Meta:
        ordering = ["seat_id", "-declared_at", "-pk"]
        verbose_name = _("dichiarazione sui conflitti di interesse")
        verbose_name_plural = _("dichiarazioni sui conflitti di interesse")

    def __str__(self) -> str:
        """Who declared, and what."""
        return f"{self.seat}: {self.has_conflict}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.seat.case_file
