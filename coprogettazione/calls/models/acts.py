# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formal acts on a call: what was decided, by which act, with which reasons."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models.call import Call


class CallAct(models.Model):
    """An act with number, date and reasons that changed a procedure: authorisation, extension, ending.

    `deed` is the name of the deed that adopted it; later chapters write theirs here too (deserted call…).
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="acts")
    deed = models.CharField(_("atto"), max_length=60)
    number = models.CharField(_("numero"), max_length=40)
    signed_on = models.DateField(_("data"))
    reason_code = models.CharField(_("motivo"), max_length=30, blank=True)
    reasons = models.TextField(_("motivazione"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="call_acts")
    at = models.DateTimeField(_("registrato il"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("atto sul fascicolo")
        verbose_name_plural = _("atti sul fascicolo")

    def __str__(self) -> str:
        """Number and date."""
        return f"{self.number} ({self.signed_on:%d/%m/%Y})"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call


class Extension(models.Model):
    """A *proroga*: the term before and after, decided before the first expired."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="extensions")
    act = models.OneToOneField(CallAct, models.PROTECT, related_name="extension")
    old_deadline = models.DateTimeField(_("termine precedente"))
    new_deadline = models.DateTimeField(_("nuovo termine"))
    reason = models.TextField(_("perché"))
    at = models.DateTimeField(_("decisa il"))

    class Meta:
        ordering = ["at"]
        verbose_name = _("proroga")
        verbose_name_plural = _("proroghe")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(new_deadline__gt=models.F("old_deadline")), name="extension_moves_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(at__lt=models.F("old_deadline")), name="extension_before_expiry"
            ),
        ]

    def __str__(self) -> str:
        """The new term."""
        return f"{self.new_deadline:%d/%m/%Y %H:%M}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call
