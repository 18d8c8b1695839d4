# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on an open call, and the answers that hold for everybody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models.call import Call
from coprogettazione.parties.models import Organisation


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions by what the public may read."""

    def public(self) -> "QuestionQuerySet":
        """Those answered: text and answer are read by all, who asked by nobody."""
        return self.filter(answered_at__isnull=False)

    def waiting(self) -> "QuestionQuerySet":
        """Those not yet answered."""
        return self.filter(answered_at__isnull=True)


class Question(models.Model):
    """A question of an organisation; when answered, both become part of the avviso, without the name."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="questions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions_asked")
    text = models.TextField(_("domanda"))
    asked_at = models.DateTimeField(_("fatta il"))
    answer = models.TextField(_("risposta"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="questions_answered"
    )
    answered_at = models.DateTimeField(_("risposta il"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("quesito")
        verbose_name_plural = _("quesiti")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="answered_question_has_its_answer"
            ),
        ]

    def __str__(self) -> str:
        """The first words."""
        return self.text[:60]

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call
