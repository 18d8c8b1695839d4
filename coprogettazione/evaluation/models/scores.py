# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Score sheets: one per member and application; points computed from a level, never typed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call, Criterion
from coprogettazione.evaluation.models.committee import CommitteeSeat
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.refusals import Words
from coprogettazione.records.roles import Role

CENT = Decimal("0.01")

#: The levels of domain.md §5, from the best: coefficient, name, what it says when the call does not say
#: better.
DEFAULT_LEVELS: tuple[tuple[Decimal, Words, Words], ...] = (
    (
        Decimal("1"),
        _("Ottimo"),
        _(
            "L’aspetto è trattato in modo completo e concreto: si capisce che cosa, chi, quando e come si "
            "verifica."
        ),
    ),
    (
        Decimal("0.75"),
        _("Buono"),
        _("L’aspetto è trattato con chiarezza; qualche punto minore va precisato al tavolo."),
    ),
    (
        Decimal("0.5"),
        _("Sufficiente"),
        _("L’aspetto è trattato nelle linee essenziali; tempi, persone o responsabilità sono generici."),
    ),
    (
        Decimal("0.25"),
        _("Insufficiente"),
        _("L’aspetto è solo accennato, oppure quello che si propone è difficile da realizzare."),
    ),
    (Decimal("0"), _("Assente"), _("La proposta non tratta questo aspetto.")),
)
#: The only coefficients a score may have.
SCALE: tuple[Decimal, ...] = tuple(coefficient for coefficient, _name, _text in DEFAULT_LEVELS)


@dataclass(frozen=True)
class Level:
    """One level of a criterion: coefficient, name, description, and the points it gives."""

    coefficient: Decimal
    name: Words
    text: Words
    points: Decimal

    @property
    def value(self) -> str:
        """The coefficient as a form sends it, "0.75": never in the digits of a language."""
        return format(self.coefficient, "f")


def points_for(criterion: Criterion, coefficient: Decimal) -> Decimal:
    """The points of a level: maximum times coefficient, half-up to two decimals."""
    return (criterion.max_points * coefficient).quantize(CENT, ROUND_HALF_UP)


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    """Questions on score sheets."""

    def counting(self) -> "ScoreSheetQuerySet":
        """Those that count: of members in their seat, in a committee at work."""
        return self.filter(seat__ended_at__isnull=True, seat__committee__ended_at__isnull=True)

    def visible_to(self, user: Any, at: datetime) -> "ScoreSheetQuerySet":
        """The sheets whose points the person may read (rules `read_score_sheet`): one's own; colleagues' on
        an
        application once one's own on it is closed; all of the call, for its RUP and auditors, once the
        committee
        has closed; those on one's own application once the admission is decided.
        """
        if user is None or user.pk is None:
            return self.none()
        mine_closed = ScoreSheet.objects.filter(
            application=OuterRef("application"),
            seat__committee=OuterRef("seat__committee"),
            seat__user=user,
            seat__ended_at__isnull=True,
            closed_at__isnull=False,
        )
        officers = organisations_of(user, [Role.PROCEDURE_OFFICER], at)
        auditors = organisations_of(user, [Role.AUDITOR], at)
        own = organisations_of(user, [Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR], at)
        closed = Q(seat__committee__closed_at__isnull=False)
        call = "application__call__"
        return self.filter(
            Q(seat__user=user, seat__ended_at__isnull=True)
            | Q(Exists(mine_closed), closed_at__isnull=False)
            | closed & Q(**{f"{call}procedure_officer": user, f"{call}lead_authority__in": officers})
            | closed & Q(**{f"{call}lead_authority__in": auditors})
            | Q(application__admission__isnull=False, application__members__organisation__in=own)
            | Q(application__admission__isnull=False, application__lead__in=own)
        ).distinct()


class ScoreSheet(models.Model):
    """The sheet of one member on one application. Open until the member closes it; then nothing in it
    changes.

    `total` (points) is computed at closing. A sheet is void when its seat or its committee is replaced.
    """

    seat = models.ForeignKey(CommitteeSeat, models.PROTECT, related_name="sheets")
    application = models.ForeignKey(Application, models.PROTECT, related_name="score_sheets")
    opened_at = models.DateTimeField(_("aperta il"))
    closed_at = models.DateTimeField(_("chiusa il"), null=True, blank=True)
    total = models.DecimalField(_("punti"), max_digits=6, decimal_places=2, null=True, blank=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        ordering = ["application__submitted_at", "application_id", "seat_id"]
        verbose_name = _("scheda di valutazione")
        verbose_name_plural = _("schede di valutazione")
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "application"], name="one_sheet_per_member_and_application"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, total__isnull=True)
                | Q(closed_at__isnull=False, total__isnull=False),
                name="sheet_has_a_total_when_closed",
            ),
        ]

    def __str__(self) -> str:
        """Whose, on what."""
        return f"{self.seat.user}: {self.application}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.seat.committee.call


class Score(models.Model):
    """A level given to an application on a criterion, with its reason (art. 3 l. 241/1990) and its points."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    coefficient = models.DecimalField(_("livello"), max_digits=3, decimal_places=2)
    points = models.DecimalField(_("punti"), max_digits=5, decimal_places=2)
    reason = models.TextField(_("perché"))
    scored_at = models.DateTimeField(_("dato il"))

    class Meta:
        ordering = ["sheet_id", "criterion__position", "criterion__code"]
        verbose_name = _("punteggio")
        verbose_name_plural = _("punteggi")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_score_per_criterion_in_a_sheet"),
            models.CheckConstraint(condition=Q(coefficient__in=SCALE), name="score_is_on_the_scale"),
            models.CheckConstraint(condition=~Q(reason=""), name="no_score_without_a_reason"),
        ]

    def __str__(self) -> str:
        """The criterion's letter and the points."""
        return f"{self.criterion.code} {self.points}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.sheet.case_file


class ScoreDraft(models.Model):
    """What a member is typing for a criterion: saved by itself, read by nobody else, gone when the score is
    given.
    """

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="drafts")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="+")
    coefficient = models.DecimalField(_("livello"), max_digits=3, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("perché"), blank=True)
    saved_at = models.DateTimeField(_("salvata il"))

    class Meta:
        ordering = ["sheet_id", "criterion__position"]
        verbose_name = _("bozza di un punteggio")
        verbose_name_plural = _("bozze di punteggi")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_draft_per_criterion_in_a_sheet"),
        ]

    def __str__(self) -> str:
        """The criterion's letter."""
        return self.criterion.code

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.sheet.case_file
