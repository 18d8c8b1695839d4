# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was decided that somebody does, by when."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models.sessions import Session
from coprogettazione.wording import end_of


class Assignment(models.Model):
    """A task (*compito*) decided in a session: what, which body and (if named) which person, by which day.
    It ends when who has it says what was done.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="assignments")
    text = models.CharField(_("che cosa"), max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("entro il"))
    assigned_at = models.DateTimeField(_("scritto il"))
    dropped_at = models.DateTimeField(_("tolto il"), null=True, blank=True)
    done_at = models.DateTimeField(_("fatto il"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("che cosa si è fatto"), blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("compito")
        verbose_name_plural = _("compiti")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_by__isnull=False), name="done_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True), name="done_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        """What."""
        return self.text

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.session.table.call

    @property
    def owner(self) -> str:
        """Who does it, in words."""
        return f"{self.person}, {self.organisation.known_as}" if self.person else self.organisation.known_as

    @property
    def due(self) -> datetime:
        """The last instant of its day."""
        return end_of(self.due_on)
