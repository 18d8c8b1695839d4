# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the search finds: a row for each public thing, with its words and what it is filtered by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call


class FindableKind(models.TextChoices):
    """What kind of thing was found."""

    CALL = "CALL", _("Avviso")
    TABLE = "TABLE", _("Tavolo")
    AGREEMENT = "AGREEMENT", _("Convenzione")
    ORGANISATION = "ORGANISATION", _("Ente")
    PAGE = "PAGE", _("Pagina")


class Findable(models.Model):
    """A public thing as the search knows it: only what its page already says. Rebuilt from the facts at any time.

    `object_id` is the id of the call, table, agreement, organisation or page; `names` the bodies it names;
    `codes` what people copy from papers (sigla, CUP, "12/2026"). `head` holds the stems of title, names and
    summary, weighed: results are ordered by it; `words` the stems of everything, and the codes, each with a "#"
    before. `phase` is the state of the call or of the agreement; what it is now follows from `begins_at` and
    `ends_at` (the term for the applications; the end of the last day of an agreement).
    """

    kind = models.CharField(_("che cos’è"), max_length=12, choices=FindableKind)
    object_id = models.IntegerField()
    call = models.ForeignKey(Call, models.CASCADE, null=True, related_name="+")
    address = models.CharField(_("indirizzo"), max_length=300)
    title = models.CharField(_("titolo"), max_length=255)
    names = models.TextField(_("enti"), blank=True)
    summary = models.TextField(_("in breve"), blank=True)
    text = models.TextField(_("testo"), blank=True)
    codes = ArrayField(models.CharField(max_length=60), verbose_name=_("sigle e numeri"), default=list)
    themes = ArrayField(models.CharField(max_length=3), verbose_name=_("temi"), default=list)
    comuni = ArrayField(models.IntegerField(), verbose_name=_("comuni"), default=list)
    bodies = ArrayField(models.IntegerField(), verbose_name=_("enti che ne fanno parte"), default=list)
    year = models.PositiveSmallIntegerField(_("anno"), null=True)
    phase = models.CharField(_("stato"), max_length=20, blank=True)
    begins_at = models.DateTimeField(_("dal"), null=True)
    ends_at = models.DateTimeField(_("entro"), null=True)
    published_at = models.DateTimeField(_("pubblicato il"), null=True)
    changed_at = models.DateTimeField(_("cambiato il"), null=True)
    head = SearchVectorField()
    words = SearchVectorField()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("voce della ricerca")
        verbose_name_plural = _("voci della ricerca")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="found_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=FindableKind.values), name="findable_kind_known"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="findable_words"),
            GinIndex(fields=["bodies"], name="findable_bodies"),
            models.Index(fields=["kind", "-published_at", "-id"], name="findable_latest"),
            models.Index(
                models.F("published_at").desc(nulls_last=True), models.F("id").desc(), name="findable_newest"
            ),
        ]

    def __str__(self) -> str:
        """Its title."""
        return self.title
