# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is reported: the periodic report (D11), the expense report (D12), the request to clarify."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import OFFICE_ROLES, Call, audited_calls
from coprogettazione.documents.models import Paper, StoredFile
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.roles import Role

#: The roles in which people of a partner write and read its part of the reports.
PARTNER_ROLES = (Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR)


class PeriodicReport(models.Model):
    """D11: what was done in a period (both days included), what went otherwise, what comes next.

    `figures`: indicators and milestones as they stood, `{"indicators": [], "milestones": []}`.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="periodic_reports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("ente"))
    period_from = models.DateField(_("dal"))
    period_to = models.DateField(_("al"))
    activities = models.TextField(_("attività svolte"))
    deviations = models.TextField(_("scostamenti"), blank=True)
    next_steps = models.TextField(_("prossimi passi"), blank=True)
    figures = models.JSONField(_("indicatori e tappe"), default=dict)
    submitted_at = models.DateTimeField(_("presentata il"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["agreement_id", "period_to", "pk"]
        verbose_name = _("relazione periodica")
        verbose_name_plural = _("relazioni periodiche")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=models.F("period_from")), name="periodic_report_period_in_order"
            ),
            models.UniqueConstraint(fields=["agreement", "period_to"], name="one_periodic_report_a_period"),
        ]

    def __str__(self) -> str:
        """The period."""
        return f"{self.period_from} – {self.period_to}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.agreement.the_call


class ReportState(models.TextChoices):
    """Where an expense report stands."""

    DRAFT = "DRAFT", _("In preparazione")
    SUBMITTED = "SUBMITTED", _("Presentato, da controllare")
    CLARIFICATION = "CLARIFICATION", _("In attesa di chiarimenti")
    APPROVED = "APPROVED", _("Approvato")
    REJECTED = "REJECTED", _("Non approvato, da rifare")


#: States in which expenses can be written.
WRITABLE_STATES = (ReportState.DRAFT, ReportState.REJECTED)
#: States in which what was reported counts against documents and grant.
COUNTING_STATES = (ReportState.SUBMITTED, ReportState.CLARIFICATION, ReportState.APPROVED)


class ExpenseReportQuerySet(models.QuerySet["ExpenseReport"]):
    """Questions on expense reports."""

    def visible_to(self, user: Any, at: datetime) -> "ExpenseReportQuerySet":
        """Those of the own body for the offices, of the own agreements for the partners' people."""
        if user is None or user.pk is None:
            return self.none()
        return self.filter(
            Q(agreement__call__lead_authority__in=organisations_of(user, OFFICE_ROLES, at))
            | Q(agreement__call__in=audited_calls(user, at))
            | Q(agreement__parties__organisation__in=organisations_of(user, PARTNER_ROLES, at))
        ).distinct()


class ExpenseReport(models.Model):
    """D12: the expenses of a period (both days included), to be presented within `due_on` (included). Euro.

    `own_money` is the partners' cash spent in it, `revenues` what the project earned, `asked` the public
    contribution asked, `admitted` the one admitted by the review.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="expense_reports")
    number = models.PositiveSmallIntegerField(_("numero"))
    period_from = models.DateField(_("dal"))
    period_to = models.DateField(_("al"))
    due_on = models.DateField(_("da presentare entro"))
    final = models.BooleanField(_("rendiconto finale"), default=False)
    state = models.CharField(
        _("stato"), max_length=15, choices=ReportState, default=ReportState.DRAFT, db_index=True
    )
    own_money = models.DecimalField(
        _("denaro proprio degli enti"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    revenues = models.DecimalField(
        _("entrate del progetto"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    asked = models.DecimalField(
        _("contributo chiesto"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    submitted_at = models.DateTimeField(_("presentato il"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(_("controllato il"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_reasons = models.TextField(_("motivi dell’esito"), blank=True)
    admitted = models.DecimalField(
        _("contributo ammesso"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    audited_at = models.DateTimeField(_("visto il"), null=True, blank=True)
    audited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    audit_note = models.TextField(_("osservazioni del revisore"), blank=True)

    objects = ExpenseReportQuerySet.as_manager()

    class Meta:
        ordering = ["agreement_id", "number"]
        verbose_name = _("rendiconto delle spese")
        verbose_name_plural = _("rendiconti delle spese")
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="report_number_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(final=True), name="one_final_report_an_agreement"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="expense_report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=models.F("period_from"), due_on__gte=models.F("period_to")),
                name="expense_report_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SUBMITTED", "CLARIFICATION", "APPROVED"])
                | Q(submitted_at__isnull=False, asked__isnull=False),
                name="submitted_report_says_what_it_asks",
            ),
            models.CheckConstraint(
                condition=~Q(state="APPROVED") | Q(admitted__isnull=False, admitted__lte=models.F("asked")),
                name="admitted_never_above_asked",
            ),
            models.CheckConstraint(
                condition=Q(own_money__gte=0, revenues__gte=0), name="report_sums_not_negative"
            ),
        ]

    def __str__(self) -> str:
        """Its name in a list."""
        return str(_("Rendiconto finale") if self.final else _("Rendiconto n. %(n)s") % {"n": self.number})

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.agreement.the_call

    @property
    def is_writable(self) -> bool:
        """Whether expenses can be added or changed."""
        return self.state in WRITABLE_STATES

    @property
    def is_owed(self) -> bool:
        """Whether there is anything to account for: not when the agreement ended before the period began."""
        ended = self.agreement.terminated_at
        return ended is None or timezone.localtime(ended).date() >= self.period_from

    def is_overdue(self, day: date) -> bool:
        """Whether its term is past and it was not presented."""
        return self.is_writable and day > self.due_on


class Clarification(models.Model):
    """The request to clarify a report, answered once within `due` (included)."""

    report = models.ForeignKey(ExpenseReport, models.PROTECT, related_name="clarifications")
    question = models.TextField(_("che cosa chiarire"))
    due = models.DateField(_("entro"))
    asked_at = models.DateTimeField(_("chiesto il"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.TextField(_("chiarimento"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("risposto il"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["report_id", "asked_at"]
        verbose_name = _("richiesta di chiarimenti")
        verbose_name_plural = _("richieste di chiarimenti")
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(answered_at__isnull=True), name="one_open_clarification"
            ),
        ]

    def __str__(self) -> str:
        """What is asked."""
        return self.question[:80]

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.report.agreement.the_call
