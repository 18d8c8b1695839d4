# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text that the public body adopts when the table does not agree."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.tables.models.project import NamedVersion


class Adoption(models.Model):
    """The adoption of a final version by a reasoned act of the executive, after a deadlock: the final power stays
    public (domain.md §2.4). It goes on with the bodies that had accepted.

    `not_taken` is a list of {organisation (id), name, position, answer}: what each body that does not accept holds, and
    why it is not taken.
    """

    version = models.OneToOneField(NamedVersion, models.PROTECT, related_name="adoption")
    reasons = models.TextField(_("motivazione"))
    not_taken = models.JSONField(_("posizioni non accolte"), default=list)
    act_number = models.CharField(_("numero dell’atto"), max_length=40)
    act_date = models.DateField(_("data dell’atto"))
    adopted_at = models.DateTimeField(_("adottato il"))

    class Meta:
        ordering = ["version_id"]
        verbose_name = _("adozione del testo")
        verbose_name_plural = _("adozioni del testo")

    def __str__(self) -> str:
        """By which act."""
        return str(self.act_number)

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.version.table.call
