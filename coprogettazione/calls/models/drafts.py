# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What helps to write an avviso: the models that an office keeps, the words that were replaced."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models.call import Call
from coprogettazione.parties.models import Organisation


class NoticeModel(models.Model):
    """An avviso that a body keeps to start others from: its texts and criteria, never codes, dates or acts.

    `facts` are fields of a draft by name (numbers as decimal strings), `criteria` as `save_criteria` takes them.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="notice_models")
    name = models.CharField(_("nome"), max_length=120)
    facts = models.JSONField(_("testi"))
    criteria = models.JSONField(_("criteri"), default=list, blank=True)
    made_from = models.ForeignKey(Call, models.PROTECT, related_name="models_made")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notice_models")
    kept_at = models.DateTimeField(_("tenuto dal"))
    retired_at = models.DateTimeField(_("ritirato il"), null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("modello di avviso")
        verbose_name_plural = _("modelli di avviso")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(retired_at__isnull=True),
                name="one_model_in_use_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name

    #: It belongs to a body, and to no dossier.
    case_file = None


class Replacement(models.Model):
    """A word of tender that was replaced in a draft, with one click: both texts, so that it can be undone.

    `field` is a field of the draft, or `criteria` with the letter in `criterion`.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="replacements")
    field = models.CharField(_("parte"), max_length=40)
    criterion = models.CharField(_("criterio"), max_length=5, blank=True)
    word = models.CharField(_("parola"), max_length=200)
    instead = models.CharField(_("al suo posto"), max_length=200)
    before = models.TextField(_("prima"))
    after = models.TextField(_("dopo"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="replacements")
    at = models.DateTimeField(_("quando"))
    undone_at = models.DateTimeField(_("tornata com’era il"), null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("parola sostituita")
        verbose_name_plural = _("parole sostituite")

    def __str__(self) -> str:
        """Which word by which."""
        return f"{self.word} → {self.instead}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call
