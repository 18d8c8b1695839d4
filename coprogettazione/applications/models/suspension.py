# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The term to conclude the procedure stops and starts again (art. 2, c. 7, l. 241/1990)."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call


class TermSuspensionReason(models.TextChoices):
    """Why the term stops."""

    INFORMATION = "INFORMATION", _("si acquisiscono informazioni o certificazioni")
    COURT = "COURT", _("lo ha ordinato un giudice")


class TermSuspension(models.Model):
    """A time in which the term of the procedure does not run. Days of Rome.

    It runs no more from `starts_on` (included) and runs again from `resumes_on`, which is written when the
    office resumes; `until` is the last day it may last when the law sets one, and then it resumes by itself on
    the day after.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="term_suspensions", verbose_name=_("avviso"))
    reason = models.CharField(_("causa"), max_length=12, choices=TermSuspensionReason)
    words = models.TextField(_("motivo"))
    norm = models.CharField(_("norma"), max_length=300)
    starts_on = models.DateField(_("dal"))
    until = models.DateField(_("al più tardi fino al"), null=True, blank=True)
    resumes_on = models.DateField(_("riprende dal"), null=True, blank=True)
    resumed_because = models.TextField(_("perché riprende"), blank=True)
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["call_id", "starts_on", "pk"]
        verbose_name = _("sospensione dei termini")
        verbose_name_plural = _("sospensioni dei termini")
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(reason="INFORMATION"), name="suspended_once_for_information"
            ),
            models.CheckConstraint(
                condition=Q(resumes_on__isnull=True) | Q(resumes_on__gte=F("starts_on")),
                name="suspension_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(reason="INFORMATION") | Q(until__isnull=False),
                name="suspension_for_information_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        """Why."""
        return str(self.get_reason_display())

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call

    @property
    def runs_again_on(self) -> date | None:
        """The first day on which the term runs again; None while nobody knows."""
        by_law = self.until + timedelta(days=1) if self.until else None
        known = [day for day in (self.resumes_on, by_law) if day is not None]
        return min(known) if known else None

    def is_open(self, day: date) -> bool:
        """Whether the term stands still on that day."""
        again = self.runs_again_on
        return self.starts_on <= day and (again is None or day < again)
