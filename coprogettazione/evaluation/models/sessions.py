# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sessions of the committee: who was there, what was done, who approved the minutes and who did not."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models.committee import Committee, CommitteeSeat


class CommitteeSession(models.Model):
    """A session (*seduta*) of the committee, numbered in the order in which it was opened.

    `done` is what the register says was done between start and end, written down at the end: a list of
    `{"at", "who", "what"}`. At most one session of a committee is open. `approve_by` is the last second of
    the term in which who was there approves the minutes; `closed_at`, `closed_by` and `closed_reason` are of
    minutes that who presides has closed without everybody's approval.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("numero"))
    place = models.CharField(_("luogo"), max_length=200)
    secretary = models.CharField(_("segretario verbalizzante"), max_length=120, blank=True)
    started_at = models.DateTimeField(_("inizio"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("fine"), null=True, blank=True)
    notes = models.TextField(_("annotazioni"), blank=True)
    done = models.JSONField(_("che cosa si è fatto"), default=list)
    approve_by = models.DateTimeField(_("verbale da approvare entro"), null=True, blank=True)
    closed_at = models.DateTimeField(_("verbale chiuso il"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_reason = models.TextField(_("perché è stato chiuso senza tutte le approvazioni"), blank=True)

    if TYPE_CHECKING:
        committee_id: int

    class Meta:
        ordering = ["committee_id", "number"]
        verbose_name = _("seduta della commissione")
        verbose_name_plural = _("sedute della commissione")
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="committee_session_number_unique"),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(ended_at__isnull=True),
                name="one_open_session_per_committee",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=models.F("started_at")),
                name="committee_session_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(approve_by__isnull=False),
                name="ended_committee_session_has_its_term",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | (Q(closed_by__isnull=False) & ~Q(closed_reason="")),
                name="minutes_closed_by_somebody_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["approve_by"])]

    def __str__(self) -> str:
        """Its number."""
        return str(_("Seduta %(number)s") % {"number": self.number})

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.committee.call


class CommitteePresence(models.Model):
    """Whether a member was at a session and, if so, what the member said of its minutes: approved, with a
    remark perhaps, or not, with the reason. Silent until then.
    """

    session = models.ForeignKey(CommitteeSession, models.PROTECT, related_name="presences")
    seat = models.ForeignKey(CommitteeSeat, models.PROTECT, related_name="presences")
    present = models.BooleanField(_("presente"))
    approved_at = models.DateTimeField(_("verbale approvato il"), null=True, blank=True)
    remark = models.TextField(_("osservazioni sul verbale"), blank=True)
    dissented_at = models.DateTimeField(_("ha detto di non approvare il"), null=True, blank=True)
    dissent = models.TextField(_("perché non approva"), blank=True)

    class Meta:
        ordering = ["session_id", "pk"]
        verbose_name = _("presenza in commissione")
        verbose_name_plural = _("presenze in commissione")
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="one_presence_per_seat_and_session"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(present=True),
                name="who_was_absent_approves_no_minutes",
            ),
            models.CheckConstraint(
                condition=Q(dissented_at__isnull=True)
                | (Q(present=True, approved_at__isnull=True) & ~Q(dissent="")),
                name="who_does_not_approve_was_there_and_says_why",
            ),
        ]

    def __str__(self) -> str:
        """Who, and whether there."""
        return f"{self.seat}: {self.present}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.session.case_file
