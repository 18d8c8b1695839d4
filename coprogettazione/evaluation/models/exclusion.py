# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The exclusion of an application after the act on the admission (D6): announced, heard, decided."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, StoredFile


class ExclusionGround(models.TextChoices):
    """Why an admitted application may have to leave."""

    RESERVE = "RESERVE", _("la riserva non si è sciolta")
    REQUISITE = "REQUISITE", _("un requisito è venuto meno")
    FALSE_DECLARATION = "FALSE_DECLARATION", _("una dichiarazione non corrisponde al vero")
    OTHER = "OTHER", _("un altro motivo")

    @property
    def norm(self) -> str:
        """By which norm."""
        return str(_NORMS[self])


_NORMS = {
    ExclusionGround.RESERVE: _("artt. 3 e 6, l. 241/1990; avviso, ammissione con riserva"),
    ExclusionGround.REQUISITE: _("art. 55, d.lgs. 117/2017; avviso, requisiti"),
    ExclusionGround.FALSE_DECLARATION: _("artt. 71 e 75, d.P.R. 445/2000"),
    ExclusionGround.OTHER: _("art. 3, l. 241/1990"),
}


class ExclusionState(models.TextChoices):
    """Where an exclusion stands."""

    ANNOUNCED = "ANNOUNCED", _("comunicata, in attesa di osservazioni")
    OBSERVED = "OBSERVED", _("con osservazioni, da decidere")
    EXCLUDED = "EXCLUDED", _("esclusione decisa")
    DROPPED = "DROPPED", _("archiviata")


#: Those that still wait for a decision.
OPEN_STATES = (ExclusionState.ANNOUNCED, ExclusionState.OBSERVED)


class Exclusion(models.Model):
    """The procedure by which an admitted application may be excluded (art. 7, l. 241/1990).

    `due_at` is the last instant for the observations, `decide_by` the last to decide: both the last second of
    their day, on the clock of Rome. `conclusion` is why it was decided so, `answer` what the decision says to
    the observations; `letter` and `act` the papers that told the start and the end.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="exclusions", verbose_name=_("domanda")
    )
    ground = models.CharField(_("motivo"), max_length=20, choices=ExclusionGround)
    reasons = models.TextField(_("che cosa è successo"))
    state = models.CharField(
        _("stato"), max_length=10, choices=ExclusionState, default=ExclusionState.ANNOUNCED
    )
    announced_at = models.DateTimeField(_("comunicata il"))
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(_("osservazioni entro"))
    decide_by = models.DateTimeField(_("si decide entro"))
    letter = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    observations = models.TextField(_("osservazioni"), blank=True)
    observed_at = models.DateTimeField(_("osservazioni del"), null=True, blank=True)
    observed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    files = models.ManyToManyField(
        StoredFile, related_name="exclusions", verbose_name=_("file delle osservazioni")
    )
    concluded_at = models.DateTimeField(_("decisa il"), null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    conclusion = models.TextField(_("motivi della decisione"), blank=True)
    answer = models.TextField(_("risposta alle osservazioni"), blank=True)
    act = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        application_id: int

    class Meta:
        ordering = ["application_id", "pk"]
        verbose_name = _("esclusione dopo l’ammissione")
        verbose_name_plural = _("esclusioni dopo l’ammissione")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=["ANNOUNCED", "OBSERVED"]),
                name="one_exclusion_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ANNOUNCED", "OBSERVED"])
                | (Q(concluded_at__isnull=False) & ~Q(conclusion="")),
                name="concluded_exclusion_is_reasoned",
            ),
            models.CheckConstraint(
                condition=~Q(state="EXCLUDED") | ~Q(observed_at__isnull=False) | ~Q(answer=""),
                name="exclusion_answers_the_observations",
            ),
            models.CheckConstraint(
                condition=Q(observed_at__isnull=True) | ~Q(observations=""), name="observations_say_something"
            ),
        ]

    def __str__(self) -> str:
        """The application's name."""
        return f"{self.application}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call

    @property
    def norm(self) -> str:
        """By which norm it may be excluded."""
        return ExclusionGround(self.ground).norm

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state in OPEN_STATES

    def hears(self, at: datetime) -> bool:
        """Whether the body may still answer: it has not yet, and its term is running."""
        return bool(self.state == ExclusionState.ANNOUNCED) and at <= self.due_at
