# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What readers say of a page: "Questa pagina è chiara?"."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageOpinion(models.Model):
    """An answer to the question at the foot of a page, or a problem reported. Nothing says who wrote."""

    class Kind(models.TextChoices):
        """What was said."""

        CLEAR = "CLEAR", _("è chiara")
        UNCLEAR = "UNCLEAR", _("non è chiara")
        FAULT = "FAULT", _("segnala un problema")

    kind = models.CharField(_("parere"), max_length=10, choices=Kind)
    page = models.CharField(_("pagina"), max_length=300)
    text = models.TextField(_("che cosa manca"), blank=True, max_length=2000)
    reply_to = models.EmailField(_("e-mail per la risposta"), blank=True)
    at = models.DateTimeField(_("quando"))

    class Meta:
        ordering = ["-at"]
        verbose_name = _("parere su una pagina")
        verbose_name_plural = _("pareri sulle pagine")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["CLEAR", "UNCLEAR", "FAULT"]), name="opinion_kind_known"
            ),
        ]

    def __str__(self) -> str:
        """The page and the answer."""
        return f"{self.page}: {self.get_kind_display()}"
