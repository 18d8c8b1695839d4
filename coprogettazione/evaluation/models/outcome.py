# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What comes out of the evaluation: the draw, the ranking, the admission."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models.committee import Committee
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.roles import Role


class Draw(models.Model):
    """A public draw among applications with equal points: seeds, witnesses, result, all that is needed to
    redo it.

    `register_seq` and `register_hash` are the head of the register at that instant: it depends on everything
    that everybody did on the platform until then, and goes into the draw with the two seeds.

    `order` lists `{"application", "registry_number", "hash"}` in the order drawn (algorithm in
    `queries.draw`).
    """

    committee = models.OneToOneField(Committee, models.PROTECT, related_name="draw")
    seed = models.CharField(_("seme pubblico"), max_length=200)
    secret = models.CharField(_("seme sigillato"), max_length=64)
    witnesses = models.JSONField(_("testimoni"), default=list)
    register_seq = models.PositiveBigIntegerField(_("ultima voce del registro"), default=0)
    register_hash = models.CharField(_("impronta dell’ultima voce del registro"), max_length=64, default="")
    held_at = models.DateTimeField(_("tenuto il"))
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="draws_held")
    order = models.JSONField(_("ordine"), default=list)

    class Meta:
        verbose_name = _("sorteggio")
        verbose_name_plural = _("sorteggi")

    def __str__(self) -> str:
        """The seed that was called."""
        return self.seed

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.committee.call


class RankingRow(models.Model):
    """A place in the ranking (of its theme, in a divided call).

    `total` = mean of the members' sheets, half-up to two decimals, computed once at closing. `by_criterion`
    holds the means per criterion as strings; `tie_break` says in words what decided among equals. Two rows
    share a position only when the call provides no way to part them.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="ranking")
    application = models.ForeignKey(Application, models.PROTECT, related_name="ranking_rows")
    position = models.PositiveSmallIntegerField(_("posizione"))
    total = models.DecimalField(_("punti"), max_digits=6, decimal_places=2)
    by_criterion = models.JSONField(_("punti per criterio"), default=dict)
    above_threshold = models.BooleanField(_("raggiunge la soglia"))
    tie_break = models.CharField(_("a parità di punti"), max_length=200, blank=True)

    class Meta:
        ordering = [
            "committee_id",
            F("application__lot__position").asc(nulls_first=True),
            "position",
            "application__registry_number",
        ]
        verbose_name = _("posto in graduatoria")
        verbose_name_plural = _("graduatoria")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "application"], name="one_place_per_application_in_a_ranking"
            ),
        ]

    def __str__(self) -> str:
        """Position, application, points."""
        return f"{self.position}. {self.application} ({self.total})"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.committee.call


class AdmissionOutcome(models.TextChoices):
    """What the executive's act says of an application."""

    ADMITTED = "ADMITTED", _("ammessa al tavolo")
    WAITING = "WAITING", _("in graduatoria, non ammessa al tavolo")
    BELOW_THRESHOLD = "BELOW_THRESHOLD", _("sotto la soglia")
    EXCLUDED = "EXCLUDED", _("esclusa")
    LATE = "LATE", _("fuori termine, non aperta")
    LAPSED = "LAPSED", _("decaduta dopo l’ammissione")


class AdmissionQuerySet(models.QuerySet["Admission"]):
    """Questions on admissions."""

    def at_table(self) -> "AdmissionQuerySet":
        """Those admitted to the table now."""
        return self.filter(outcome=AdmissionOutcome.ADMITTED)

    def visible_to(self, user: Any, at: datetime) -> "AdmissionQuerySet":
        """The act is published, but each reason of exclusion is told to its applicant and to the offices
        (D6).
        """
        if user is None or user.pk is None:
            return self.filter(outcome=AdmissionOutcome.ADMITTED)
        offices = organisations_of(
            user,
            [Role.PROCEDURE_OFFICER, Role.EXECUTIVE_OFFICER, Role.PLANNING_OPERATOR, Role.AUDITOR],
            at,
        )
        own = organisations_of(user, [Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR], at)
        return self.filter(
            Q(outcome=AdmissionOutcome.ADMITTED)
            | Q(application__call__lead_authority__in=offices)
            | Q(application__call__committees__seats__user=user)
            | Q(application__lead__in=own)
            | Q(application__members__organisation__in=own)
        ).distinct()


class Admission(models.Model):
    """What was decided on an application by D6 (or by a later scrolling of the ranking), with its reason."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="admission")
    outcome = models.CharField(_("esito"), max_length=20, choices=AdmissionOutcome)
    reason = models.TextField(_("motivo"))
    decided_at = models.DateTimeField(_("deciso il"))
    act_number = models.CharField(_("numero dell’atto"), max_length=40)
    act_date = models.DateField(_("data dell’atto"))

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        ordering = ["application__submitted_at", "application_id"]
        verbose_name = _("ammissione")
        verbose_name_plural = _("ammissioni")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=AdmissionOutcome.values), name="admission_outcome_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="no_admission_without_a_reason"),
        ]

    def __str__(self) -> str:
        """The application and its outcome."""
        return f"{self.application}: {self.get_outcome_display()}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call
