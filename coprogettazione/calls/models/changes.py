# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What changed in an avviso after its publication: both texts stay, with the act and the reasons."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models.acts import CallAct
from coprogettazione.calls.models.call import Call


class ChangeKind(models.TextChoices):
    """A clerical correction leaves the procedure as it was; a change of substance opens a new term."""

    CORRECTION = "CORRECTION", _("rettifica di un errore di scrittura")
    AMENDMENT = "AMENDMENT", _("modifica sostanziale, con un nuovo termine")


class CallChange(models.Model):
    """A *rettifica* or a *modifica*: `version` is the one of the avviso that it opened (the first is 1).

    `facts` lists what changed, in words a citizen reads: {"field", "label", "before", "after"}.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="changes")
    act = models.OneToOneField(CallAct, models.PROTECT, related_name="change")
    kind = models.CharField(_("che cosa è"), max_length=20, choices=ChangeKind)
    version = models.PositiveSmallIntegerField(_("versione dell’avviso"))
    facts = models.JSONField(_("che cosa cambia"))
    old_deadline = models.DateTimeField(_("termine precedente"), null=True, blank=True)
    new_deadline = models.DateTimeField(_("nuovo termine"), null=True, blank=True)
    at = models.DateTimeField(_("decisa il"))

    class Meta:
        ordering = ["version"]
        verbose_name = _("modifica dell’avviso")
        verbose_name_plural = _("modifiche dell’avviso")
        constraints = [
            models.UniqueConstraint(fields=["call", "version"], name="one_change_opens_a_version"),
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="change_kind_known"),
            models.CheckConstraint(condition=Q(version__gt=1), name="first_version_is_the_publication"),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.AMENDMENT)
                | Q(old_deadline__isnull=False, new_deadline__isnull=False, at__lt=models.F("old_deadline")),
                name="amendment_opens_a_new_term_before_expiry",
            ),
        ]

    def __str__(self) -> str:
        """Kind and version."""
        return f"{self.get_kind_display()} {self.version}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call
