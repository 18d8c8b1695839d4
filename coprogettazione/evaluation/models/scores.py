# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Score sheets: one per member and application; points computed from a level, never typed."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import SCALE, Call, Criterion, ScoringMode, SheetsShown
from coprogettazione.evaluation.models.committee import CommitteeSeat
from coprogettazione.evaluation.models.sessions import CommitteeSession
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.roles import Role


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    """Questions on score sheets."""

    def counting(self) -> "ScoreSheetQuerySet":
        """Those that count: not void, of members in their seat, in a committee at work."""
        return self.filter(
            voided_at__isnull=True, seat__ended_at__isnull=True, seat__committee__ended_at__isnull=True
        )

    def visible_to(self, user: Any, at: datetime) -> "ScoreSheetQuerySet":
        """The sheets whose points the person may read (rules `read_score_sheet`): one's own; the committee's,
        when it scores together; colleagues' on an application once one's own on it is closed, if the avviso
        says so, or once the committee has closed; all of the call, for its RUP and auditors, once the
        committee has closed; those on one's own application once the admission is decided.
        """
        if user is None or user.pk is None:
            return self.none()
        mine_closed = ScoreSheet.objects.filter(
            application=OuterRef("application"),
            seat__committee=OuterRef("seat__committee"),
            seat__user=user,
            seat__ended_at__isnull=True,
            closed_at__isnull=False,
            voided_at__isnull=True,
        )
        seated = CommitteeSeat.objects.filter(
            committee=OuterRef("seat__committee"), user=user, ended_at__isnull=True, has_conflict=False
        )
        together = Q(application__call__scoring_mode=ScoringMode.COLLEGIAL)
        after_own = Q(
            application__call__sheets_shown=SheetsShown.AFTER_OWN,
            closed_at__isnull=False,
            voided_at__isnull=True,
        )
        at_work = Q(seat__committee__ended_at__isnull=True)
        officers = organisations_of(user, [Role.PROCEDURE_OFFICER], at)
        auditors = organisations_of(user, [Role.AUDITOR], at)
        own = organisations_of(user, [Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR], at)
        closed = Q(seat__committee__closed_at__isnull=False)
        told = Q(application__admission__isnull=False)
        call = "application__call__"
        return self.filter(
            Q(seat__user=user, seat__ended_at__isnull=True)
            | Q(Exists(mine_closed)) & after_own
            | Q(Exists(seated)) & at_work & (together | closed)
            | closed & Q(**{f"{call}procedure_officer": user, f"{call}lead_authority__in": officers})
            | closed & Q(**{f"{call}lead_authority__in": auditors})
            | told & Q(application__members__organisation__in=own)
            | told & Q(application__lead__in=own)
        ).distinct()


class ScoreSheet(models.Model):
    """The sheet of one member on one application; in a committee that scores together, the committee's, in
    the seat of who presides. Open until it is closed; then nothing in it changes.

    `total` (points) is computed at closing; `closed_in` is the session in which a committee that scores
    together closed it. A sheet is void, and kept with its reason, when its seat or its committee is replaced.
    """

    seat = models.ForeignKey(CommitteeSeat, models.PROTECT, related_name="sheets")
    application = models.ForeignKey(Application, models.PROTECT, related_name="score_sheets")
    opened_at = models.DateTimeField(_("aperta il"))
    closed_at = models.DateTimeField(_("chiusa il"), null=True, blank=True)
    total = models.DecimalField(_("punti"), max_digits=6, decimal_places=2, null=True, blank=True)
    closed_in = models.ForeignKey(
        CommitteeSession, models.PROTECT, null=True, blank=True, related_name="sheets_closed"
    )
    voided_at = models.DateTimeField(_("senza effetto dal"), null=True, blank=True)
    void_reason = models.TextField(_("perché è senza effetto"), blank=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        ordering = ["application__submitted_at", "application_id", "seat_id"]
        verbose_name = _("scheda di valutazione")
        verbose_name_plural = _("schede di valutazione")
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "application"],
                condition=Q(voided_at__isnull=True),
                name="one_sheet_per_member_and_application",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | Q(voided_at__isnull=False) & ~Q(void_reason=""),
                name="void_sheet_says_why",
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


class SheetPosition(models.Model):
    """What a member of a committee that scores together says of the sheet that who presides proposes: agrees,
    or dissents with a reason. It falls when a score of the sheet changes.
    """

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="positions")
    seat = models.ForeignKey(CommitteeSeat, models.PROTECT, related_name="positions")
    agrees = models.BooleanField(_("d’accordo"))
    reason = models.TextField(_("perché dissente"), blank=True)
    taken_at = models.DateTimeField(_("espressa il"))

    class Meta:
        ordering = ["sheet_id", "seat_id"]
        verbose_name = _("posizione su una scheda")
        verbose_name_plural = _("posizioni sulle schede")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "seat"], name="one_position_per_member_and_sheet"),
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(reason=""), name="no_dissent_without_a_reason"
            ),
        ]

    def __str__(self) -> str:
        """Who, and whether they agree."""
        return f"{self.seat}: {self.agrees}"

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
