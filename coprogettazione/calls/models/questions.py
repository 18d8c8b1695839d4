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
        """Those answered, each answer once: wording and answer are read by all, who asked by nobody."""
        return self.filter(answered_at__isnull=False, shares__isnull=True)

    def waiting(self) -> "QuestionQuerySet":
        """Those not yet answered."""
        return self.filter(answered_at__isnull=True)

    def prepared(self) -> "QuestionQuerySet":
        """Those waiting whose answer is written and not yet released, the ones that share it left out."""
        return self.waiting().filter(shares__isnull=True).exclude(draft_answer="")


class Question(models.Model):
    """A question of an organisation, and the answer that becomes part of the avviso.

    `text` is what was asked and stays in the dossier; everybody reads `published_text`, the officer's wording of
    it without names. `draft_text` and `draft_answer` wait until they are released; a question that `shares`
    the answer of another one is answered with it and is not published twice.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="questions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions_asked")
    text = models.TextField(_("domanda"))
    asked_at = models.DateTimeField(_("fatta il"))
    draft_text = models.TextField(_("domanda da pubblicare, bozza"), blank=True)
    draft_answer = models.TextField(_("risposta, bozza"), blank=True)
    shares = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sharing",
        verbose_name=_("stessa risposta di"),
    )
    published_text = models.TextField(_("domanda pubblicata"), blank=True)
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
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(published_text=""),
                name="answered_question_has_its_wording",
            ),
        ]

    def __str__(self) -> str:
        """The first words."""
        return self.text[:60]

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call
