# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people say to each other beside a shared text: comments anchored to a passage, in threads."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models.shared_text import SharedText


class TextComment(models.Model):
    """A comment on a passage of a fragment, or an answer to one (`thread`). Only the first of a thread is anchored and
    closed.

    `anchor` is where the passage begins and ends, as Yjs relative positions in JSON: it follows the passage while
    others write. `quote` is what it said when the comment was written.
    """

    text = models.ForeignKey(SharedText, models.PROTECT, related_name="comments")
    part = models.SlugField(_("capitolo"), max_length=40)
    thread = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answers")
    anchor = models.JSONField(default=dict, blank=True)
    quote = models.TextField(_("passo"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    words = models.TextField(_("commento"))
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    written_at = models.DateTimeField(_("scritto il"))
    closed_at = models.DateTimeField(_("chiuso il"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["text_id", "written_at", "pk"]
        verbose_name = _("commento al testo")
        verbose_name_plural = _("commenti al testo")
        indexes = [models.Index(fields=["text", "part", "closed_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(thread__isnull=True) | Q(closed_at__isnull=True), name="a_thread_is_closed_whole"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="who_closes_a_comment_is_known",
            ),
        ]

    def __str__(self) -> str:
        """Whose and on what."""
        return f"{self.author}: «{self.quote[:40]}»"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.text.table.call
