# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The monitoring plan: indicators with their readings, milestones (domain.md §4)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import StoredFile
from coprogettazione.parties.models import Organisation


class Frequency(models.TextChoices):
    """How often an indicator is read."""

    MONTHLY = "MONTHLY", _("ogni mese")
    QUARTERLY = "QUARTERLY", _("ogni tre mesi")
    HALF_YEARLY = "HALF_YEARLY", _("ogni sei mesi")
    YEARLY = "YEARLY", _("ogni anno")


#: Months between two readings.
FREQUENCY_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}


class Indicator(models.Model):
    """What is measured: from `baseline` (before the project) to `target` (at its end), in `unit`."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="indicators")
    code = models.CharField(_("sigla"), max_length=10)
    text = models.CharField(_("che cosa si misura"), max_length=200)
    unit = models.CharField(_("unità"), max_length=40)
    baseline = models.DecimalField(_("punto di partenza"), max_digits=12, decimal_places=2)
    target = models.DecimalField(_("obiettivo"), max_digits=12, decimal_places=2)
    source = models.CharField(_("da dove viene il dato"), max_length=200, blank=True)
    frequency = models.CharField(
        _("ogni quanto"), max_length=12, choices=Frequency, default=Frequency.QUARTERLY
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["agreement_id", "position", "pk"]
        verbose_name = _("indicatore")
        verbose_name_plural = _("indicatori")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="indicator_code_once"),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="indicator_frequency_known"
            ),
        ]

    def __str__(self) -> str:
        """Code and words."""
        return f"{self.code} {self.text}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.agreement.the_call

    def expected_on(self, day: date) -> Decimal | None:
        """The value on the straight line from baseline (first day) to target (last day), two decimals.

        None while the agreement has no days.
        """
        starts_on, ends_on = self.agreement.starts_on, self.agreement.ends_on
        if starts_on is None or ends_on is None:
            return None
        length = max((ends_on - starts_on).days + 1, 1)
        gone = min(max((day - starts_on).days + 1, 0), length)
        return (self.baseline + (self.target - self.baseline) * gone / length).quantize(Decimal("0.01"))


class IndicatorReading(models.Model):
    """The value of an indicator at the end of a period. A later reading of the same day replaces it."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    period_end = models.DateField(_("al"))
    value = models.DecimalField(_("valore"), max_digits=12, decimal_places=2)
    expected = models.DecimalField(
        _("atteso a quella data"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    note = models.TextField(_("nota"), blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("comunicato il"))

    class Meta:
        ordering = ["indicator_id", "period_end"]
        verbose_name = _("dato di un indicatore")
        verbose_name_plural = _("dati degli indicatori")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "period_end"], name="one_reading_for_a_day"),
        ]

    def __str__(self) -> str:
        """Day and value."""
        return f"{self.period_end} {self.value}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.indicator.agreement.the_call


class MilestoneState(models.TextChoices):
    """Where a milestone stands."""

    PLANNED = "PLANNED", _("Prevista")
    DONE = "DONE", _("Fatta")
    LATE = "LATE", _("In ritardo")
    WAIVED = "WAIVED", _("Non più dovuta")


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """Questions on milestones."""

    def overdue(self, day: date) -> "MilestoneQuerySet":
        """Those still planned whose last day is past, on that day, in agreements that were not terminated."""
        return self.filter(state=MilestoneState.PLANNED, due__lt=day, agreement__terminated_at__isnull=True)

    def visible_to(self, user: Any, at: datetime) -> "MilestoneQuerySet":
        """Those of the agreements that the person may read."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user, at))


class Milestone(models.Model):
    """Something due by a day (included), of one organisation, with what shows that it was done."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="milestones")
    code = models.CharField(_("sigla"), max_length=10)
    text = models.CharField(_("che cosa"), max_length=200)
    due = models.DateField(_("entro"))
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="milestones", verbose_name=_("a cura di")
    )
    state = models.CharField(
        _("stato"), max_length=10, choices=MilestoneState, default=MilestoneState.PLANNED, db_index=True
    )
    done_on = models.DateField(_("fatta il"), null=True, blank=True)
    evidence = models.TextField(_("che cosa lo mostra"), blank=True)
    evidence_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    waiver_reason = models.TextField(_("perché non è più dovuta"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["agreement_id", "due", "position", "pk"]
        verbose_name = _("tappa")
        verbose_name_plural = _("tappe")
        indexes = [models.Index(fields=["state", "due"])]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="milestone_code_once"),
            models.CheckConstraint(
                condition=Q(state__in=MilestoneState.values), name="milestone_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=MilestoneState.DONE) | Q(done_on__isnull=False),
                name="done_milestone_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=MilestoneState.WAIVED) | ~Q(waiver_reason=""),
                name="waived_milestone_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        """Code and words."""
        return f"{self.code} {self.text}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.agreement.the_call
